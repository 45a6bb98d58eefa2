"""Counters: each queue's sums of today and of the last thirty minutes, kept up with every committed event."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from beffroi.insight.days import PARIS, bounds, day_of
from beffroi.insight.fold import MINUTE_S, Buckets, Counted, count, fold, start_of
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, QueueId
from beffroi.live.views.figures import Counters
from beffroi.measures.primitives import Primitives

HALF_HOUR_S = 30 * MINUTE_S


class LiveCounters:
    """Today's sums per queue, and those of the last thirty minutes, the minute under way included."""

    def __init__(self, now: Instant, zone: ZoneInfo = PARIS) -> None:
        self.day: dict[QueueId, Primitives] = {}
        self.minutes = Buckets(MINUTE_S)
        self.looked_back_to = 0
        self._zone = zone
        self._from_at, self._to_at = bounds(day_of(now, zone), zone)

    @property
    def day_starts_at(self) -> int:
        """When today began."""
        return self._from_at

    def begin(self, sums: Iterable[tuple[QueueId, Primitives]]) -> None:
        """Today's sums are these: what was projected. `take` counts what followed."""
        for queue, primitives in sums:
            self.day.setdefault(queue, Primitives()).add(primitives)

    def look_back(self, events: Iterable[Event]) -> None:
        """The last half hour includes these events; today does not, it had them."""
        fold(events, self.minutes)

    def catch_up(self, seq: int, event: Event) -> None:
        """Today includes this event, which followed what was projected; so does the half hour, if it had not yet."""
        if counted := count(event):
            self._add_to_day(counted)
            if seq > self.looked_back_to:
                self.minutes.add(counted)

    def take(self, event: Event) -> QueueId | None:
        """This committed event is counted; the queue whose figures it changed."""
        counted = count(event)
        if counted is None:
            return None
        self.minutes.add(counted)
        self._add_to_day(counted)
        return counted.queue

    def of(self, queue: QueueId, now: Instant) -> Counters:
        """The queue's figures at this instant."""
        if now >= self._to_at:
            self._turn_day(now)
        minute = start_of(now, MINUTE_S)
        half_hour = self.minutes.between(queue, minute - HALF_HOUR_S + MINUTE_S, minute + MINUTE_S)
        return Counters(self.day.get(queue, Primitives()), half_hour)

    def forget_old(self, now: Instant) -> None:
        """Minutes that left the last half hour are no longer held."""
        self.minutes.touched.clear()
        self.minutes.forget_before(start_of(now, MINUTE_S) - HALF_HOUR_S)

    def _add_to_day(self, counted: Counted) -> None:
        if counted.at >= self._to_at:
            self._turn_day(counted.at)
        if counted.at >= self._from_at:
            self.day.setdefault(counted.queue, Primitives()).add(counted.added)

    def _turn_day(self, at: Instant) -> None:
        self._from_at, self._to_at = bounds(day_of(at, self._zone), self._zone)
        self.day = {}
