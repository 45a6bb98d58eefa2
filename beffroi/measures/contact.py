"""What a log can tell of one contact, one attempt of a campaign: the rows every measure starts from. Frozen; no I/O.

None means that the log does not say; it is never read as zero. Durations are seconds, never negative, never NaN:
a reader sets aside what it cannot believe.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from beffroi.kernel.ids import Instant


class Outcome(StrEnum):
    """How a received contact left its queue. Every contact has exactly one, so the parts add to the whole."""

    ANSWERED = "answered"  # an agent took it
    ABANDONED = "abandoned"  # the customer left while waiting
    OVERFLOWED = "overflowed"  # the queue was full or too slow: sent elsewhere by rule
    TRANSFERRED = "transferred"  # sent elsewhere unanswered, by a person or a flow
    DISSUADED = "dissuaded"  # told to come back later, during opening hours
    CLOSED = "closed"  # came out of hours
    CALLBACK = "callback"  # kept as a promise to call back; not an abandon
    SELF_SERVED = "self_served"  # solved by the menu or the bot
    FAILED = "failed"  # the platform or the network broke it
    BLOCKED = "blocked"  # refused: busy line, spam, unwanted caller
    WAITING = "waiting"  # still in the queue when the log ends


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """One received contact."""

    arrived_at: Instant
    outcome: Outcome
    queue: str = ""
    channel: str = "voice"
    agent: str | None = None
    customer: str | None = None
    """Whatever names the same person twice: an id, an address, or a hash of one."""
    reason: str | None = None
    case: str | None = None

    flow_s: float | None = None
    """In the menu or with the bot, before the queue."""
    wait_s: float | None = None
    """From queue entry until answered, or until it left."""
    ring_s: float | None = None
    """The part of the wait during which an agent was shown the contact."""
    talk_s: float | None = None
    """In contact, without hold where the log tells hold apart."""
    hold_s: float | None = None
    wrap_up_s: float | None = None
    first_response_s: float | None = None
    """From queue entry until the first human reply, in business time: the clock of written channels."""
    presented: int | None = None
    """Offers shown to agents."""
    transferred: bool | None = None
    """Answered, then passed on."""
    escalated: bool | None = None
    """Answered, then sent to a higher level."""

    resolved: bool | None = None
    """The agent ticked that the need was resolved at this contact."""
    survey_resolved: bool | None = None
    """The customer said so."""
    nps: int | None = None
    """0 to 10."""
    csat: int | None = None
    """1 to 5."""
    ces: int | None = None
    """1 to 7; 7 is the easiest."""

    redirected: bool | None = None
    """The agent sent the customer to a digital or self-service channel: a link sent, or ticked in wrap-up."""
    bot: bool | None = None
    """A bot took it first."""
    handed_off: bool | None = None
    """The bot passed it to a person."""

    first: bool | None = None
    """No answered contact of this customer and reason in the days before; `recontacts.followed` sets it."""
    came_back: bool | None = None
    """The customer came again in the days that followed; None while those days are not over."""
    came_back_by_phone: bool | None = None


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """One call dialled for a campaign. It is not received, so it is not a Contact."""

    dialled_at: Instant
    campaign: str = ""
    queue: str = ""
    agent: str | None = None
    record: str | None = None
    """The line of the list that was called."""

    answered: bool | None = None
    """Picked up by anyone or anything, machines included."""
    live: bool | None = None
    """Picked up by a person."""
    queued: bool | None = None
    """Reached the campaign's queue, agent free or not."""
    passed: bool | None = None
    """Passed to an agent."""
    dropped: bool | None = None
    """A person picked up and no agent came: abandoned by the dialler."""
    coded: str | None = None
    """What the agent heard: "human" or "machine"."""
    right_party: bool | None = None
    """The wanted person: a useful contact."""
    argued: bool | None = None
    """The agent could make the whole argument."""
    sale: bool | None = None
