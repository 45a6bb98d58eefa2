"""Agents' time: what the fold counts is what the segments of their day say, added up another way."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from beffroi.insight.days import bounds, day_of
from beffroi.insight.fold import QUARTER_S, Fold, quarters, time_of
from beffroi.insight.spent import WORK_UNSAID
from beffroi.insight.tally import Tally, add, primitives
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant
from beffroi.live.counters import LiveCounters
from beffroi.measures import CATALOGUE
from beffroi.measures.agent_time import AgentSegment, Doing, agent_time
from beffroi.routing.events import AssignmentClosed, OfferAccepted, PresenceChanged
from tests.insight.day import AGENT, accepted, closed, presence
from tests.traffic import NOON, Traffic

TIMES = ("logged_ms", "busy_ms", "work_ms", "idle_ms", "other_work_ms")


def segments(events: Iterable[Event], until: Instant) -> list[AgentSegment]:
    """Each presence on each channel and each piece of work in hand as a segment of its own."""
    found: list[AgentSegment] = []
    open_: dict[tuple[str, str], tuple[Doing, Instant]] = {}

    def close(agent: str, what: str, at: Instant) -> None:
        if before := open_.pop((agent, what), None):
            found.append(AgentSegment(agent, before[0], before[1], at))

    for event in events:
        if isinstance(event, PresenceChanged):
            close(event.agent, event.channel, event.at)
            not_ready = Doing.OTHER_WORK if event.reason in WORK_UNSAID else Doing.NOT_READY
            doing = {"ready": Doing.READY, "not_ready": not_ready}.get(event.state)
            if doing:
                open_[event.agent, event.channel] = doing, event.at
        elif isinstance(event, OfferAccepted):
            open_[event.agent, event.assignment] = Doing.CONTACT, event.at
        elif isinstance(event, AssignmentClosed):
            close(event.agent, event.assignment, event.at)
    for agent, what in list(open_):
        close(agent, what, until)
    return found


def as_of(fold: Fold, sums: dict[int, Tally], now: Instant) -> dict[int, Tally]:
    for agent, doing in fold.memory.agents.items():
        for counted in time_of(agent, doing, now):
            add(sums.setdefault(int(counted.at // QUARTER_S) * QUARTER_S, {}), counted.added)
    return sums


@pytest.mark.parametrize("seed", range(4))
def test_each_quarter_hour_is_what_the_segments_say(seed: int) -> None:
    traffic, fold = Traffic(seed), Fold()
    events = [row.event for rows in [traffic.start, *traffic.steps(1_500)] for row in rows]
    now = traffic.now + 1_000
    sums: dict[int, Tally] = {}
    for (cell, quarter_at), tally in quarters(fold, events).items():
        if not cell.queue:
            add(sums.setdefault(quarter_at, {}), tally.items())
    sums = as_of(fold, sums, now)
    told = segments(events, now)
    for quarter_at, tally in sums.items():
        by_segments = agent_time(told, quarter_at, quarter_at + QUARTER_S)
        assert {name: getattr(primitives(tally), name) for name in TIMES} == {
            name: getattr(by_segments, name) for name in TIMES
        }
    assert len(sums) > 3


def test_time_under_a_reason_is_kept_under_it_and_work_comes_first() -> None:
    live = LiveCounters(NOON)
    for event in (
        presence("ready", NOON),
        accepted(NOON + 60, "a1"),
        accepted(NOON + 120, "a2"),
        closed(NOON + 180, "a1", NOON + 60),
        closed(NOON + 240, "a2", NOON + 120),
        presence("not_ready", NOON + 300, "pause"),
        presence("not_ready", NOON + 400, "back_office"),
        presence("logged_out", NOON + 600),
    ):
        live.take(event)
    whole, reasons = live.of_agent(AGENT, NOON + 9_000)
    assert (whole.logged_ms, whole.idle_ms, whole.busy_ms, whole.work_ms) == (600_000, 120_000, 180_000, 240_000)
    assert (whole.other_work_ms, whole.handled) == (200_000, 2)
    assert {reason: one.logged_ms for reason, one in reasons.items()} == {"pause": 100_000, "back_office": 200_000}
    assert CATALOGUE["occupancy[of_available]"].of(whole).value == 0.6
    assert CATALOGUE["agent_time[not_ready]"].of(whole).value == 100


def test_a_state_that_lasts_is_counted_up_to_now_and_no_further() -> None:
    live = LiveCounters(NOON)
    live.take(presence("ready", NOON))
    assert [live.of_agent(AGENT, NOON + s).whole.idle_ms for s in (0, 1, 1_000)] == [0, 1_000, 1_000_000]
    assert live.of_agent(AGENT, NOON + 1).whole.idle_ms == 1_000


def test_who_works_through_midnight_has_each_part_in_its_day() -> None:
    midnight = bounds(day_of(NOON))[1]
    live, fold = LiveCounters(NOON), Fold()
    before = [presence("ready", midnight - 1_000), accepted(midnight - 100, "a1")]
    after = closed(midnight + 50, "a1", midnight - 100)
    for event in before:
        live.take(event)
    assert live.of_agent(AGENT, midnight + 10).whole.busy_ms == 10_000
    live.take(after)
    assert live.of_agent(AGENT, midnight + 60).whole.busy_ms == 50_000
    assert live.of_agent(AGENT, midnight + 60).whole.idle_ms == 10_000
    sums = quarters(fold, [*before, after])
    assert {at: tally.get("busy_ms", 0) for (cell, at), tally in sums.items() if not cell.queue} == {
        midnight - 1_800: 0,
        midnight - 900: 100_000,
        midnight: 50_000,
    }


def test_a_night_signed_out_counts_for_nothing() -> None:
    live = LiveCounters(NOON)
    live.take(presence("logged_out", NOON))
    assert live.of_agent(AgentId(AGENT), NOON + 80_000).whole.logged_ms == 0
