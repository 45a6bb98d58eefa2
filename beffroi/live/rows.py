"""The rows a screen receives, by topic. Each has an `id` unique in its topic and a `kind`; both are in every message.

Rows say what is so, in ids, names, instants and codes. Screens only lay them out.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from beffroi.kernel.ids import Instant
from beffroi.measures.levels import Level

Texts: TypeAlias = dict[str, Any]


class Named(msgspec.Struct, frozen=True):
    """Somebody or something by id and name; the name is None until it is known."""

    id: str
    name: str | None


class NumberedCase(msgspec.Struct, frozen=True):
    """A case by id and the number people say."""

    id: str
    number: str | None


class PresenceView(msgspec.Struct, frozen=True):
    """What an agent says of themselves on one channel."""

    state: str
    reason: str | None
    since: Instant


class Said(msgspec.Struct, frozen=True):
    """The newest message of a conversation, shortened."""

    author: str
    text: str | None
    at: Instant


class Row(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Any row."""

    id: str


class Me(Row, frozen=True, tag="me"):
    """The agent's own state."""

    agent: str
    name: str | None
    status: str
    since: Instant | None
    presence: dict[str, PresenceView]
    next: dict[str, PresenceView]
    load: dict[str, int]
    capacity: dict[str, int]
    desk: str


class Offer(Row, frozen=True, tag="offer"):
    """Work shown to the agent, theirs to take until `due_at`; `why` says why them."""

    assignment: str
    interaction: str
    channel: str
    queue: str
    queue_name: str
    customer: Named
    arrived_at: Instant
    offered_at: Instant
    due_at: Instant
    may_decline: bool
    first_text: str | None
    why: Texts


class WorkInHand(Row, frozen=True, tag="work"):
    """Work the agent accepted and has not finished."""

    assignment: str
    interaction: str
    channel: str
    queue: str
    queue_name: str
    state: str
    customer: Named
    case: NumberedCase
    arrived_at: Instant
    accepted_at: Instant
    since: Instant
    last: Said | None
    awaiting_reply: bool
    gone_at: Instant | None
    ended: bool
    wrap_up_due_at: Instant | None
    wrap_up_mode: str
    extended: bool
    typing_until: Instant | None


class Conversation(Row, frozen=True, tag="interaction"):
    """The interaction itself."""

    interaction: str
    state: str
    channel: str
    queue: str | None
    queue_name: str | None
    customer: Named
    case: NumberedCase
    agent: Named | None
    arrived_at: Instant
    entered_at: Instant | None
    gone_at: Instant | None
    ended_at: Instant | None
    outcome: str | None


class Message(Row, frozen=True, tag="message"):
    """Something said."""

    author: str
    agent: str | None
    name: str | None
    text: str
    at: Instant
    n: int


class Happened(Row, frozen=True, tag="event"):
    """Something that happened, beside what was said."""

    type: str
    at: Instant
    agent: str | None
    name: str | None
    queue_name: str | None
    facts: Texts


class Typing(Row, frozen=True, tag="typing"):
    """Somebody is writing; unless renewed, no longer after `until`."""

    author: str
    until: Instant


class FigureView(msgspec.Struct, frozen=True):
    """A measure's value beside its counts; `level` where a target says what is fine."""

    value: float | None
    num: float
    den: float | None
    level: Level | None = None


class Measures(msgspec.Struct, frozen=True):
    """The five measures of a queue over one stretch of time, and the counts beside them."""

    answered: int
    abandoned: int
    received: FigureView
    service_level: FigureView
    abandonment: FigureView
    speed_of_answer: FigureView
    handle_time: FigureView


class TimeUnder(msgspec.Struct, frozen=True):
    """How long an agent was not ready for this reason; `is_work` where it counts as other work."""

    reason: str
    is_work: bool
    time: FigureView


class Today(Row, frozen=True, tag="today"):
    """An agent's day so far: measures by their keys, and the time under each reason for not being ready."""

    figures: dict[str, FigureView]
    reasons: list[TimeUnder]


class QueueRow(Row, frozen=True, tag="queue"):
    """A queue now, today and over the last half hour."""

    queue: str
    name: str
    waiting: int
    longest_since: Instant | None
    longest_level: Level | None
    threshold_s: float
    target: float
    day: Measures
    half_hour: Measures
    agents: dict[str, int]


class Waiting(Row, frozen=True, tag="waiting"):
    """Somebody who waits; `offered_to` while an agent's screen rings for them."""

    interaction: str
    channel: str
    customer: Named
    arrived_at: Instant
    entered_at: Instant
    position: int
    state: str
    offered_to: Named | None


class Contact(Row, frozen=True, tag="contact"):
    """Somebody in contact with an agent."""

    interaction: str
    channel: str
    customer: Named
    agent: Named
    since: Instant


class AgentWork(msgspec.Struct, frozen=True):
    """One piece of work in an agent's hands, as the floor shows it."""

    assignment: str
    interaction: str
    channel: str
    queue_name: str
    customer_name: str | None
    state: str
    since: Instant


class AgentView(Row, frozen=True, tag="agent"):
    """An agent on the floor."""

    agent: str
    name: str | None
    team: str
    status: str
    reason: str | None
    since: Instant | None
    load: dict[str, int]
    capacity: dict[str, int]
    desk: str
    skills: dict[str, int]
    work: list[AgentWork]


AnyRow: TypeAlias = (
    Me
    | Today
    | Offer
    | WorkInHand
    | Conversation
    | Message
    | Happened
    | Typing
    | QueueRow
    | Waiting
    | Contact
    | AgentView
)
"""Every kind of row there is."""
