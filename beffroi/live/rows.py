"""The rows a screen receives, by topic. Each has an `id` unique in its topic and a `kind`; both are in every message.

Rows say what is so, in ids, names, instants and codes. Screens only lay them out.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from beffroi.kernel.ids import Instant
from beffroi.live.parts import AgentWork as AgentWork
from beffroi.live.parts import ChangeView as ChangeView
from beffroi.live.parts import FigureView as FigureView
from beffroi.live.parts import HandUp as HandUp
from beffroi.live.parts import LeverView as LeverView
from beffroi.live.parts import Measures as Measures
from beffroi.live.parts import MemberOf as MemberOf
from beffroi.live.parts import Named as Named
from beffroi.live.parts import NumberedCase as NumberedCase
from beffroi.live.parts import Opening as Opening
from beffroi.live.parts import PresenceView as PresenceView
from beffroi.live.parts import Said as Said
from beffroi.live.parts import TimeUnder as TimeUnder
from beffroi.live.parts import WishView as WishView
from beffroi.measures.levels import Level

Texts: TypeAlias = dict[str, Any]


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
    queues: dict[str, MemberOf]
    changes: list[ChangeView]
    wish: WishView | None
    overstayed: bool
    unqualified: int
    hand: HandUp | None


class Pull(Row, frozen=True, tag="pull"):
    """A queue the agent takes work from themselves: how many wait there, the oldest since when."""

    queue: str
    queue_name: str
    waiting: int
    longest_since: Instant | None


class Answer(Row, frozen=True, tag="answer"):
    """What a supervisor answered to the agent's request for help; shown for an hour."""

    request: str
    by: Named
    text: str | None
    at: Instant
    how: str


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
    phone: str | None
    reason: str | None
    why_stopped: str | None


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
    phone: str | None
    reason: str | None
    why_stopped: str | None


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
    reason: str | None
    follows: str | None


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


class Today(Row, frozen=True, tag="today"):
    """An agent's day so far: measures by their keys, and the time under each reason for not being ready."""

    figures: dict[str, FigureView]
    reasons: list[TimeUnder]


class QueueRow(Row, frozen=True, tag="queue"):
    """A queue now, today and over the last half hour.

    `helpers` are the queues whose agents help here, `helping` those helped from here; `expected_wait_s` is what a
    newcomer may expect; `callbacks` wait in the line, `deferred` come into it later.
    """

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
    pull: bool
    opening: Opening
    emergency: bool
    levers: list[LeverView]
    helpers: list[Named]
    helping: list[Named]
    expected_wait_s: float | None
    callbacks: int
    deferred: int


class Waiting(Row, frozen=True, tag="waiting"):
    """Somebody who waits; `offered_to` while an agent's screen rings for them.

    `phone` says whether there is a number to call; `moved`, that it waited elsewhere before; `excluded`, how many
    agents are not asked again for now.
    """

    interaction: str
    channel: str
    customer: Named
    arrived_at: Instant
    entered_at: Instant
    position: int
    state: str
    offered_to: Named | None
    reason: str | None
    phone: bool
    moved: bool
    excluded: int


class Contact(Row, frozen=True, tag="contact"):
    """Somebody in contact with an agent."""

    interaction: str
    channel: str
    customer: Named
    agent: Named
    since: Instant
    reason: str | None
    paused: bool


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
    partner: Named | None
    site: str | None
    queues: dict[str, MemberOf]
    changes: list[ChangeView]
    wish: WishView | None
    overstayed: bool
    reasons_today: dict[str, int]


class Hand(Row, frozen=True, tag="hand"):
    """An agent asks for help: about a contact, or in general."""

    request: str
    agent: Named
    interaction: str | None
    text: str | None
    at: Instant


class Alert(Row, frozen=True, tag="alert"):
    """A figure stands beyond its limit; `since` when it was said so. `name` is the rule's, in its author's words."""

    alert: str
    rule: str
    name: str
    figure: str
    value: float | None
    limit: float
    op: str
    since: Instant
    level: Level
    sound: bool
    acknowledged_by: Named | None
    acknowledged_at: Instant | None


AnyRow: TypeAlias = (
    Me
    | Today
    | Pull
    | Answer
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
    | Hand
    | Alert
)
"""Every kind of row there is."""
