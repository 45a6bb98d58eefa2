"""The states of work, assignments and presence, and the only moves between them. The tables are the whole law."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import Final

from beffroi.kernel.errors import Refused


class IllegalMove(Refused):
    """That cannot happen from here."""


def moved(moves: Mapping[str, AbstractSet[str]], now: str, to: str) -> str:
    """`to`, if the table lets `now` become it; IllegalMove otherwise."""
    if to not in moves[now]:
        raise IllegalMove(now=now, to=to)
    return to


class Work(StrEnum):
    """An interaction, as routing sees it until it ends."""

    ARRIVING = "arriving"  # at the door: asked what they wish, or for later
    WAITING = "waiting"  # in a line
    OFFERED = "offered"  # reserved for one agent and shown to them
    IN_CONTACT = "in_contact"  # an agent has it
    ENDED = "ended"  # over, in exactly one way


WORK_MOVES: Final[Mapping[str, AbstractSet[str]]] = {
    Work.ARRIVING: {Work.WAITING, Work.ARRIVING, Work.ENDED},
    Work.WAITING: {Work.WAITING, Work.OFFERED, Work.ARRIVING, Work.ENDED},
    Work.OFFERED: {Work.IN_CONTACT, Work.WAITING, Work.ENDED},
    Work.IN_CONTACT: {Work.WAITING, Work.ARRIVING, Work.ENDED},
    Work.ENDED: set(),
}


class Assignment(StrEnum):
    """One piece of work in one agent's hands, from the offer to the end of wrap-up."""

    OFFERED = "offered"  # ringing on the agent's screen
    ACTIVE = "active"  # in contact
    PAUSED = "paused"  # rests while work that cannot wait is done; then active again
    WRAP_UP = "wrap_up"  # contact over, outcome not yet chosen
    DECLINED = "declined"  # by the agent; not shown to them again for 60 s
    TIMED_OUT = "timed_out"  # nobody answered; counts as a miss
    WITHDRAWN = "withdrawn"  # the customer left, the agent's screen went, or the work was moved
    CLOSED = "closed"  # done


ASSIGNMENT_MOVES: Final[Mapping[str, AbstractSet[str]]] = {
    Assignment.OFFERED: {Assignment.ACTIVE, Assignment.DECLINED, Assignment.TIMED_OUT, Assignment.WITHDRAWN},
    Assignment.ACTIVE: {Assignment.WRAP_UP, Assignment.PAUSED, Assignment.CLOSED},
    Assignment.PAUSED: {Assignment.ACTIVE, Assignment.WRAP_UP, Assignment.CLOSED},
    Assignment.WRAP_UP: {Assignment.CLOSED},
    Assignment.DECLINED: set(),
    Assignment.TIMED_OUT: set(),
    Assignment.WITHDRAWN: set(),
    Assignment.CLOSED: set(),
}


class Presence(StrEnum):
    """What an agent says of themselves, per channel."""

    LOGGED_OUT = "logged_out"
    NOT_READY = "not_ready"
    READY = "ready"


PRESENCE_MOVES: Final[Mapping[str, AbstractSet[str]]] = {
    Presence.LOGGED_OUT: {Presence.NOT_READY, Presence.READY},
    Presence.NOT_READY: {Presence.READY, Presence.LOGGED_OUT, Presence.NOT_READY},
    Presence.READY: {Presence.READY, Presence.NOT_READY, Presence.LOGGED_OUT},  # ready again: no longer leaving
}


class Desk(StrEnum):
    """Whether the agent's screen is connected."""

    ABSENT = "absent"  # never came, or signed out
    CONNECTED = "connected"
    DROPPED = "dropped"  # cut, or awaited, for less than the grace; work stays
    LOST = "lost"  # cut for longer; work went back


DESK_MOVES: Final[Mapping[str, AbstractSet[str]]] = {
    Desk.ABSENT: {Desk.CONNECTED, Desk.DROPPED},  # dropped: they took a contact before their screen was there
    Desk.CONNECTED: {Desk.DROPPED},
    Desk.DROPPED: {Desk.CONNECTED, Desk.LOST},
    Desk.LOST: {Desk.CONNECTED, Desk.DROPPED},
}


class Availability(StrEnum):
    """Whether an agent may be offered work on a channel now; anything but `free` is why not."""

    FREE = "free"
    LOGGED_OUT = "logged_out"
    NOT_READY = "not_ready"
    DESK_DROPPED = "desk_dropped"
    RINGING = "ringing"
    WRAP_UP = "wrap_up"
    FULL = "full"
    BUSY = "busy"  # with work of another channel that this one may not come beside
    GONE = "gone"  # no longer an agent


class Outcome(StrEnum):
    """How an interaction ends, in the interactions' ledger."""

    HANDLED = "handled"
    SELF_SERVED = "self_served"
    ABANDONED = "abandoned"
    DIVERTED = "diverted"
    DISSUADED = "dissuaded"
    REJECTED = "rejected"
    EXPIRED = "expired"
    MERGED = "merged"
    PLATFORM_FAILED = "platform_failed"


class Left(StrEnum):
    """How a passage in a queue ends, in the queue's ledger."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    OVERFLOWED = "overflowed"
    TRANSFERRED = "transferred"
    DISSUADED = "dissuaded"
    WITHDRAWN = "withdrawn"


ENDINGS: Final = {
    "agent_ended": Outcome.HANDLED,
    "customer_ended": Outcome.HANDLED,
    "left_while_waiting": Outcome.ABANDONED,
    "gone_while_waiting": Outcome.ABANDONED,
    "stopped_emergency": Outcome.DISSUADED,
    "stopped_closed": Outcome.DISSUADED,
    "stopped_unstaffed": Outcome.DISSUADED,
    "stopped_full": Outcome.DISSUADED,
    "stopped_long_wait": Outcome.DISSUADED,
    "closed_while_waiting": Outcome.DISSUADED,
    "callback_taken": Outcome.DIVERTED,
    "message_left": Outcome.DIVERTED,
    "callback_kept": Outcome.HANDLED,
    "callback_refused": Outcome.HANDLED,
    "callback_wrong_number": Outcome.EXPIRED,
    "callback_unreachable": Outcome.EXPIRED,
}
"""Sub-reason → outcome: every way an interaction can end today."""

STATUSES: Final = ("offered", "in_contact", "wrap_up", "available", "not_ready", "logged_out")
"""What a screen says of an agent: the first that holds, work in hand before presence."""


def status(ringing: bool, in_contact: bool, wrapping: bool, presences: Iterable[str]) -> str:
    """The agent's state as the screens show it (DESIGN: derived from presence and assignments)."""
    said = set(presences)
    holds = (ringing, in_contact, wrapping, Presence.READY in said, Presence.NOT_READY in said, True)
    return STATUSES[holds.index(True)]
