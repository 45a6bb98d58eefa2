"""The one fold behind every figure: from a committed event to what it adds, for which queue, at which instant. Pure.

Live counters, the day's projection and a recomputation all call `count`, so they cannot disagree.
Nothing is remembered between events. What an event adds belongs to its own instant, but for one case: whether a chat
was answered in time is known only at the first reply, and belongs to the instant it was answered. So no stretch of
time ever shows more in time than answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, QueueId
from beffroi.measures.primitives import Primitives, to_ms
from beffroi.routing.events import (
    AssignmentClosed,
    FirstReply,
    OfferAccepted,
    OfferMade,
    QueueEntered,
    QueueLeft,
)

QUARTER_S: Final = 900
MINUTE_S: Final = 60

REPLY_STOPS_THE_CLOCK: Final = frozenset({"chat", "email", "sms", "social"})
"""Channels answered in time by the first human reply; on the others the agent's acceptance is the answer."""

ABANDONED: Final = "abandoned"

UNFINISHED: Final = frozenset({"desk_lost"})
"""Ways of closing work that an agent did not finish: it goes back to the line and is handled later."""


class Counted(NamedTuple):
    """What one event adds to its queue at that instant."""

    queue: QueueId
    at: Instant
    added: Primitives


class Buckets:
    """Sums per queue and stretch of `width_s` seconds; `touched` holds those that changed since it was last cleared."""

    def __init__(self, width_s: int) -> None:
        self.width_s = width_s
        self.sums: dict[tuple[QueueId, int], Primitives] = {}
        self.touched: set[tuple[QueueId, int]] = set()

    def add(self, counted: Counted) -> None:
        """The stretch that holds this instant now includes what was counted."""
        key = counted.queue, start_of(counted.at, self.width_s)
        sums = self.sums.get(key)
        if sums is None:
            sums = self.sums[key] = Primitives()
        sums.add(counted.added)
        self.touched.add(key)

    def between(self, queue: QueueId, from_at: int, to_at: int) -> Primitives:
        """The sum of this queue's stretches that start in [from_at, to_at)."""
        result = Primitives()
        for start in range(from_at, to_at, self.width_s):
            if one := self.sums.get((queue, start)):
                result.add(one)
        return result

    def forget_before(self, at: Instant) -> None:
        """Stretches that started before `at` are no longer held."""
        for key in [key for key in self.sums if key[1] < at]:
            del self.sums[key]


def start_of(at: Instant, width_s: int) -> int:
    """The start, in UTC seconds, of the stretch that holds this instant."""
    return int(at // width_s) * width_s


def fold(events: Iterable[Event], *buckets: Buckets) -> None:
    """Every given set of buckets now includes these events."""
    for event in events:
        if counted := count(event):
            for one in buckets:
                one.add(counted)


def count(event: Event) -> Counted | None:
    """What this event adds; None when it counts for nothing."""
    rule = _RULES.get(type(event))
    return rule(event) if rule else None


def _entered(event: QueueEntered) -> Counted:
    return Counted(event.queue, event.at, Primitives(received=1))


def _offered(event: OfferMade) -> Counted:
    return Counted(event.queue, event.at, Primitives(presented=1))


def _accepted(event: OfferAccepted) -> Counted:
    in_time = event.in_time and event.channel not in REPLY_STOPS_THE_CLOCK
    added = Primitives(answered=1, answered_in_time=int(in_time), wait_answered_ms=to_ms(event.wait_s))
    return Counted(event.queue, event.at, added)


def _replied(event: FirstReply) -> Counted | None:
    return Counted(event.queue, event.answered_at, Primitives(answered_in_time=1)) if event.in_time else None


def _left(event: QueueLeft) -> Counted | None:
    return Counted(event.queue, event.at, Primitives(abandoned=1)) if event.how == ABANDONED else None


def _closed(event: AssignmentClosed) -> Counted | None:
    if event.how in UNFINISHED:
        return None
    added = Primitives(handled=1, talk_ms=to_ms(event.talk_s), wrap_up_ms=to_ms(event.wrap_up_s))
    return Counted(event.queue, event.at, added)


_RULES: Final[dict[type[Event], Callable[[Any], Counted | None]]] = {
    QueueEntered: _entered,
    OfferMade: _offered,
    OfferAccepted: _accepted,
    FirstReply: _replied,
    QueueLeft: _left,
    AssignmentClosed: _closed,
}
