"""A day of figures is a local day."""

from __future__ import annotations

from datetime import date

from beffroi.insight.days import bounds, day_of
from beffroi.insight.fold import Fold, quarters
from beffroi.live.counters import LiveCounters, Projected
from beffroi.measures import Primitives
from tests.insight.day import SALES, entered
from tests.traffic import NOON


def test_a_day_of_summer_time_change_has_23_or_25_hours() -> None:
    spring, autumn = bounds(date(2026, 3, 29)), bounds(date(2026, 10, 25))
    assert (spring[1] - spring[0], autumn[1] - autumn[0]) == (23 * 3600, 25 * 3600)


def test_the_day_turns_at_local_midnight() -> None:
    midnight = bounds(day_of(NOON))[1]
    live = LiveCounters(NOON)
    live.take(entered(midnight - 1))
    assert live.of(SALES, midnight - 1).day.received == 1
    assert live.of(SALES, midnight).day == Primitives()
    live.take(entered(midnight + 1))
    assert live.of(SALES, midnight + 1).day.received == 1


def test_the_half_hour_lets_go_minute_by_minute_and_crosses_midnight() -> None:
    midnight = bounds(day_of(NOON))[1]
    live = LiveCounters(NOON)
    for minute in range(60):
        live.take(entered(midnight - 1800 + minute * 60))
    assert live.of(SALES, midnight - 1).half_hour.received == 30
    assert live.of(SALES, midnight + 600).half_hour.received == 30
    assert live.of(SALES, midnight + 1799 + 600).half_hour.received == 20


def test_after_a_restart_the_half_hour_comes_from_the_journal_and_the_day_from_its_projection() -> None:
    before, fold = LiveCounters(NOON), Fold()
    events = [entered(NOON + n * 60) for n in range(50)]
    for event in events:
        before.take(event)
    now = NOON + 49 * 60
    after = LiveCounters(now)
    after.begin(Projected(quarters(fold, events), fold.memory, 50))
    after.look_back(events[15:])
    assert after.of(SALES, now) == before.of(SALES, now)
