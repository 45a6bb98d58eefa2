"""What rows are made of: names, figures, levers, changes. A row's own kinds are in `rows.py`."""

from __future__ import annotations

import msgspec

from beffroi.kernel.ids import Instant
from beffroi.measures.levels import Level


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


class MemberOf(msgspec.Struct, frozen=True):
    """A queue an agent serves now, and their priority in it."""

    name: str | None
    priority: int


class ChangeView(msgspec.Struct, frozen=True):
    """A temporary change of an agent: what it puts in place (null: as it was), by whom, until when."""

    id: str
    by: Named
    at: Instant
    until: Instant | None
    queues: list[Named] | None
    skills: dict[str, int] | None


class WishView(msgspec.Struct, frozen=True):
    """A pause asked for and not granted yet; `approval` when a supervisor's word is missing."""

    reason: str
    at: Instant
    approval: bool


class HandUp(msgspec.Struct, frozen=True):
    """The agent asked for help and waits for an answer."""

    request: str
    at: Instant


class Opening(msgspec.Struct, frozen=True):
    """Whether the queue is open; `forced` (open or closed) while a supervisor decides, until then or until told.

    `next_change_at` is when its hours open or close it next.
    """

    open: bool
    forced: str | None
    until: Instant | None
    next_change_at: Instant | None


class LeverView(msgspec.Struct, frozen=True):
    """A lever of a queue that is set: its value (for overflow, a queue), when and by whom, until when."""

    lever: str
    value: str | float
    at: Instant
    by: Named
    until: Instant | None


class FigureView(msgspec.Struct, frozen=True):
    """A measure's value beside its counts; `level` where a target says what is fine."""

    value: float | None
    num: float
    den: float | None
    level: Level | None = None


class Measures(msgspec.Struct, frozen=True):
    """The measures of a queue over one stretch of time, and the counts beside them.

    `dissuaded` were told to come back later while the queue was open, `closed` while it was not.
    """

    answered: int
    abandoned: int
    handled: int
    overflowed: int
    dissuaded: int
    closed: int
    callbacks: int
    received: FigureView
    service_level: FigureView
    abandonment: FigureView
    speed_of_answer: FigureView
    handle_time: FigureView
    answer_rate: FigureView


class TimeUnder(msgspec.Struct, frozen=True):
    """How long an agent was not ready for this reason; `is_work` where it counts as other work."""

    reason: str
    is_work: bool
    paid: bool
    time: FigureView


class AgentWork(msgspec.Struct, frozen=True):
    """One piece of work in an agent's hands, as the floor shows it."""

    assignment: str
    interaction: str
    channel: str
    queue_name: str
    customer_name: str | None
    state: str
    since: Instant
