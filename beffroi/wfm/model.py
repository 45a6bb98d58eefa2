"""A day to be lived again: its rules, its staff, who comes, how long things take. Frozen, pure."""

from __future__ import annotations

from typing import Final

import msgspec

from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.routing.model import AgentProfile, Membership, QueueRules
from beffroi.routing.rules import FloorRules, Levels

# What nobody tells is assumed to be so. `docs/whatif.md` says these to whoever reads the figures.

HANDLING_S: Final = 300.0
"""A contact lasts so long, wrap-up included, where nothing says how long."""

WRAP_UP_PART: Final = 0.15
"""So much of a contact's handling is wrap-up, where nothing says how much."""

PATIENCE_S: Final = 300.0
"""Customers leave after so long on average, where too few left to say more."""

ACCEPT_S: Final = 3.0
"""An agent takes an offer after so long on average."""

REPLY_S: Final = 12.0
"""An agent who took a chat writes for the first time after so long on average."""

CALLBACK_SHARE: Final = 0.5
"""Of the customers stopped at the door who may be called back, so many wish it; the others leave."""

CALLBACK_REACHED: Final = 0.7
"""Of the customers who are called back, so many pick up."""

UNDECIDED_S: Final = 15.0
"""A customer who is asked what they wish answers after so long."""


class Spread(msgspec.Struct, frozen=True):
    """How a duration varies: as these values did (sorted), or else around a mean (log-normal; without cv, always it).

    With `exponential` it has no memory, as in the textbook.
    """

    mean_s: float
    cv: float = 0.0
    values: tuple[float, ...] = ()
    exponential: bool = False


class Patience(msgspec.Struct, frozen=True):
    """How long customers wait before they leave: the share still there after each of these seconds.

    Beyond the last, they go on leaving at `mean_s` on average; None: whoever waited as long never leaves.
    """

    mean_s: float | None = PATIENCE_S
    after_s: tuple[float, ...] = ()
    still_there: tuple[float, ...] = ()


class Habits(msgspec.Struct, frozen=True):
    """How contacts go in a queue, where nothing more is known of one: talk, wrap-up, patience, and agents' haste."""

    talk: Spread = Spread(HANDLING_S * (1 - WRAP_UP_PART), 0.8)
    wrap_up: Spread = Spread(HANDLING_S * WRAP_UP_PART, 0.8)
    patience: Patience | None = Patience()
    accept: Spread = Spread(ACCEPT_S, 0.5)
    reply: Spread = Spread(REPLY_S, 0.5)


USUAL: Final = Habits()


class Leg(msgspec.Struct, frozen=True):
    """A contact was passed on to this queue, and went so there."""

    queue: QueueId
    talk_s: float | None = None
    wrap_up_s: float | None = None


class Arrival(msgspec.Struct, frozen=True):
    """A customer who comes. What is None is drawn; `waited_s` is what they are known to have waited without leaving.

    `here` of 0.4 means that they come in four seeds out of ten.
    """

    id: InteractionId
    at: Instant
    queue: QueueId
    channel: str
    reason: str | None = None
    mandatory: Levels = {}
    bonus_s: float = 0.0
    patience_s: float | None = None
    waited_s: float = 0.0
    talk_s: float | None = None
    wrap_up_s: float | None = None
    then: tuple[Leg, ...] = ()
    callback_s: float | None = None
    here: float = 1.0
    jitter_s: float = 0.0
    times: float = 1.0


class Flow(msgspec.Struct, frozen=True):
    """Customers who come by chance between two instants, `volume` of them on average."""

    id: str
    from_at: Instant
    to_at: Instant
    queue: QueueId
    channel: str
    volume: float
    mandatory: Levels = {}
    here: float = 1.0
    times: float = 1.0


class Moment(msgspec.Struct, frozen=True):
    """An agent says this of themselves; on every channel where none is named."""

    at: Instant
    state: str
    reason: str | None = None
    channel: str | None = None


class Stint(msgspec.Struct, frozen=True):
    """From this instant on the agent has this profile."""

    at: Instant
    profile: AgentProfile


class Staff(msgspec.Struct, frozen=True):
    """One agent's day: what they may do, when they are there. `pace` stretches their contacts (1.2: a fifth longer).

    `name` and `group` are what a change file may call them by, beside their id and their team's.
    """

    stints: tuple[Stint, ...]
    moments: tuple[Moment, ...] = ()
    name: str = ""
    group: str = ""
    pace: float = 1.0

    @property
    def id(self) -> AgentId:
        return self.stints[0].profile.id


class Ruled(msgspec.Struct, frozen=True):
    """From this instant on the queue has these rules."""

    at: Instant
    rules: QueueRules


class Steering(msgspec.Struct, frozen=True):
    """A supervisor set a lever of a queue."""

    at: Instant
    queue: QueueId
    lever: str
    value: str | float | None
    until: Instant | None = None


class Reassignment(msgspec.Struct, frozen=True):
    """A supervisor gave agents other queues or skills for a while."""

    at: Instant
    agents: tuple[AgentId, ...]
    queues: dict[QueueId, Membership] | None = None
    skills: Levels | None = None
    until: Instant | None = None


class Day(msgspec.Struct, frozen=True):
    """All of it. With `begun` (a snapshot of the engine) it starts in the middle of things, else with nobody there.

    It is over at `to_at`, or once whoever came before has been served, at `last_at` at the latest.
    `notes` are codes of what was assumed or left aside, with a number.
    """

    from_at: Instant
    to_at: Instant
    last_at: Instant
    queues: tuple[Ruled, ...] = ()
    staff: tuple[Staff, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    flows: tuple[Flow, ...] = ()
    habits: dict[QueueId, Habits] = {}
    floor: FloorRules | None = None
    steerings: tuple[Steering, ...] = ()
    reassignments: tuple[Reassignment, ...] = ()
    begun: bytes = b""
    zone: str = "Europe/Paris"
    notes: dict[str, float] = {}
