"""Counters: each queue's sums of today and of the last thirty minutes, and each agent's of today, kept up with every
committed event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from zoneinfo import ZoneInfo

from beffroi.insight.days import PARIS, bounds, day_of
from beffroi.insight.fold import MINUTE_S, Buckets, Cell, Counted, Fold, start_of, time_of
from beffroi.insight.memory import Memory
from beffroi.insight.tally import Tally, add, plain, primitives
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant, QueueId
from beffroi.live.views.figures import AgentSums, Counters

HALF_HOUR_S = 30 * MINUTE_S


class Projected(NamedTuple):
    """What the projection had when live began: today's sums, what the folds remember, and the place of the journal."""

    sums: Mapping[tuple[Cell, int], Tally]
    memory: Memory
    seq: int


class LiveCounters:
    """Today's sums without their histograms, and those of the last thirty minutes, the minute under way included."""

    def __init__(self, now: Instant, zone: ZoneInfo = PARIS) -> None:
        self.looked_back_to = 0
        self._queues: dict[QueueId, Tally] = {}
        self._work: dict[AgentId, Tally] = {}
        self._time: dict[AgentId, dict[str, Tally]] = {}
        self._minutes: Buckets[QueueId] = Buckets(MINUTE_S)
        self._fold = Fold()
        self._zone = zone
        self._from_at, self._to_at = bounds(day_of(now, zone), zone)

    @property
    def day_starts_at(self) -> int:
        """When today began."""
        return self._from_at

    def begin(self, projected: Projected) -> None:
        """Today's sums are these: what was projected. `take` counts what followed."""
        self._fold = Fold(projected.memory)
        for (cell, quarter_at), tally in projected.sums.items():
            self._add_to_day(Counted(cell, quarter_at, tuple(plain(tally))))

    def look_back(self, events: Iterable[Event]) -> None:
        """The last half hour includes these events; today does not, it had them."""
        fold = Fold()
        for event in events:
            for counted in fold.take(event):
                self._add_to_minutes(counted)

    def catch_up(self, seq: int, event: Event) -> None:
        """Today includes this event, which followed what was projected; so does the half hour, if it had not yet."""
        for counted in self._fold.take(event):
            self._add_to_day(counted)
            if seq > self.looked_back_to:
                self._add_to_minutes(counted)

    def take(self, event: Event) -> None:
        """This committed event is counted."""
        for counted in self._fold.take(event):
            self._add_to_day(counted)
            self._add_to_minutes(counted)

    def of(self, queue: QueueId, now: Instant) -> Counters:
        """The queue's figures at this instant."""
        self._turn_day(now)
        minute = start_of(now, MINUTE_S)
        half_hour = self._minutes.between(queue, minute - HALF_HOUR_S + MINUTE_S, minute + MINUTE_S)
        return Counters(primitives(self._queues.get(queue, {})), primitives(*half_hour))

    def of_agent(self, agent: AgentId, now: Instant) -> AgentSums:
        """The agent's figures of today; what they do now is counted up to this instant."""
        self._turn_day(now)
        time = {reason: [tally] for reason, tally in self._time.get(agent, {}).items()}
        doing = self._fold.memory.agents.get(agent)
        for counted in time_of(agent, doing, now, self._from_at) if doing else ():
            time.setdefault(counted.cell.reason, []).append(dict(counted.added))
        work = self._work.get(agent, {})
        whole = primitives(work, *(one for several in time.values() for one in several))
        return AgentSums(whole, {reason: primitives(*several) for reason, several in time.items() if reason})

    def reasons_of(self, agent: AgentId, now: Instant) -> dict[str, int]:
        """The seconds the agent was not ready today, by reason, up to this instant."""
        self._turn_day(now)
        spent = Counter({reason: tally.get("logged_ms", 0) for reason, tally in self._time.get(agent, {}).items()})
        doing = self._fold.memory.agents.get(agent)
        for counted in time_of(agent, doing, now, self._from_at) if doing else ():
            spent[counted.cell.reason] += dict(counted.added).get("logged_ms", 0)
        return {reason: ms // 1000 for reason, ms in sorted(spent.items()) if reason and ms}

    def forget_old(self, now: Instant) -> None:
        """Minutes that left the last half hour are no longer held."""
        self._minutes.forget_before(start_of(now, MINUTE_S) - HALF_HOUR_S)

    def _add_to_minutes(self, counted: Counted) -> None:
        if counted.cell.queue:
            self._minutes.add(counted.cell.queue, counted.at, counted.added)

    def _add_to_day(self, counted: Counted) -> None:
        cell, at, added, _ = counted
        self._turn_day(at)
        if at < self._from_at:
            return
        if not cell.queue:
            add(self._time.setdefault(AgentId(cell.agent), {}).setdefault(cell.reason, {}), added)
            return
        add(self._queues.setdefault(cell.queue, {}), added)
        if cell.agent:
            add(self._work.setdefault(AgentId(cell.agent), {}), added)

    def _turn_day(self, at: Instant) -> None:
        """A new local day begins with nothing."""
        if at >= self._to_at:
            self._from_at, self._to_at = bounds(day_of(at, self._zone), self._zone)
            self._queues, self._work, self._time = {}, {}, {}
