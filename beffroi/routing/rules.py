"""What a queue may be told beside its requirement: how it chooses, lets in, closes, helps, shares. Frozen, pure.

Nothing here is a text for customers: what they are told lies in rows of its own (`queue_texts`), by these codes.
"""

from typing import Final

import msgspec

from beffroi.kernel.ids import PartnerId, QueueId

Levels = dict[str, int]
"""Skill code → level 1–5: held by an agent, or asked for at least."""

STRATEGIES: Final = ("least_loaded", "longest_idle", "most_skilled", "round_robin")
"""How a queue chooses among the free agents of one priority."""


class Ring(msgspec.Struct, frozen=True):
    """How an offer is shown on one channel: for how long, and after how many misses in a row the agent steps out."""

    offer_s: float
    misses_allowed: int


RINGS: Final = {
    "voice": Ring(15.0, 1),
    "callback": Ring(30.0, 2),
    "message": Ring(60.0, 3),
    "email": Ring(300.0, 3),
    "form": Ring(300.0, 3),
    "letter": Ring(300.0, 3),
}
"""Where neither the queue nor its `channels` say otherwise. A chat rings by the queue's own `offer_s`."""


class Otherwise(msgspec.Struct, frozen=True):
    """What becomes of a customer who may not simply wait.

    `do` is wait (let in all the same), choose (the customer is asked: message or callback, as `callback` and `message`
    allow, or to leave), queue (goes to `queue`), or dissuade (is told so and the interaction ends).
    """

    do: str = "wait"
    queue: QueueId | None = None
    callback: bool = False
    message: bool = False


WAIT: Final = Otherwise()


class Admission(msgspec.Struct, frozen=True):
    """Who may enter the line: emergency, closed, unstaffed, full, long wait; the first cause that holds decides.

    A cause whose answer is `wait` stops nobody, and the next is looked at: a full line is full, staffed or not.
    """

    emergency: Otherwise = Otherwise(do="dissuade")
    closed: Otherwise = Otherwise(do="choose", callback=True, message=True)
    unstaffed: Otherwise = WAIT
    most_waiting: int | None = None
    full: Otherwise = WAIT
    longest_wait_s: float | None = None
    long_wait: Otherwise = WAIT


CAUSES: Final = ("emergency", "closed", "unstaffed", "full", "long_wait")
"""Why a customer may not simply wait, in the order in which they are looked at; each is a field of `Admission`."""


class Overflow(msgspec.Struct, frozen=True):
    """Who has waited `after_s` goes on to queue `to`, while that queue stays safe."""

    to: QueueId
    after_s: float


class Help(msgspec.Struct, frozen=True):
    """Mutual help: free agents of queue `by` take what has waited `after_s` here, while their own queue is safe."""

    by: QueueId
    after_s: float = 30.0


class Safety(msgspec.Struct, frozen=True):
    """When this queue can take in others' work: its own projected wait stays under these shares of its threshold.

    It stops helping above `stop`, and helps again only below `resume`: between the two nothing changes. Its service
    level over its last takes must not be under its target either.
    """

    stop: float = 0.6
    resume: float = 0.3


class CallbackRules(msgspec.Struct, frozen=True):
    """Whether waiting customers may ask to be called back, from how long an expected wait on, and how often we try."""

    offered: bool = False
    above_s: float = 0.0
    attempts: int = 3
    retry_s: float = 900.0


class Band(msgspec.Struct, frozen=True):
    """A stretch of the week, in the zone of the queue's hours; `weekday` 0 is Monday, minutes as in calendars."""

    weekday: int
    from_min: int
    to_min: int


class Share(msgspec.Struct, frozen=True):
    """A partner's part of a queue: a share of what is taken in a day (`part`, 0–1), or bands of time, or both.

    Within a share nobody waits for it: when the partner who is due has nobody free, another takes it. Outside its
    bands a partner's agents are not asked.
    """

    partner: PartnerId
    part: float | None = None
    bands: tuple[Band, ...] = ()


class Care(msgspec.Struct, frozen=True):
    """What a degree of care (fragile, vip, accessibility…) is worth here: seconds of rank, and skills it needs."""

    bonus_s: float = 0.0
    mandatory: Levels = {}


class ReasonRules(msgspec.Struct, frozen=True):
    """A contact's reason, as routing uses it: what it asks for beside the queue. Its children ask for the same too.

    One that is not `active` holds for what was said before; nobody may choose it any more.
    """

    code: str
    parent: str | None = None
    mandatory: Levels = {}
    preferred: Levels = {}
    preferred_s: float = 20.0
    bonus_s: float = 0.0
    active: bool = True


class PresenceReason(msgspec.Struct, frozen=True):
    """A reason for not being ready: `longest_s` and `quota` (how many at once, in one team) of 0 are without limit."""

    code: str
    paid: bool = True
    productive: bool = False
    longest_s: float = 0.0
    quota: int = 0
    approval: bool = False
    active: bool = True


BESIDE: Final = "beside"
PAUSES: Final = "pauses"

_LIVE: Final = ("voice", "video", "callback")
_WRITTEN: Final = ("chat", "sms", "whatsapp", "social")
_LATER: Final = ("email", "form", "letter", "message")

INTERRUPTS: Final[dict[str, dict[str, str]]] = {
    **{new: dict.fromkeys(_LATER, PAUSES) for new in _LIVE},
    **{new: {**dict.fromkeys(_LATER, PAUSES), **dict.fromkeys(set(_WRITTEN) - {new}, BESIDE)} for new in _WRITTEN},
    **{new: dict.fromkeys(set(_LATER) - {new}, BESIDE) for new in _LATER},
}
"""Channel of new work → channel of the work in hand → what may happen: it goes on beside it, or pauses it.

What is not named may not come now. Within one channel, capacity alone decides.
"""


class FloorRules(msgspec.Struct, frozen=True):
    """What holds for the whole floor, beside its queues. Without `interrupts`, those of this file hold."""

    reasons: tuple[ReasonRules, ...] = ()
    presence_reasons: tuple[PresenceReason, ...] = ()
    interrupts: dict[str, dict[str, str]] | None = None
