"""Laws no log may break: parts add to the whole, variants keep their order, what is split adds back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from beffroi.insight.days import bounds, day_of
from beffroi.measures import CATALOGUE, Primitives, total
from beffroi.measures.contact import Contact, Outcome
from beffroi.measures.fold import add_contacts
from beffroi.measures.primitives import HISTOGRAMS, SUMS
from beffroi.measures.rules import Rules

PARIS = ZoneInfo("Europe/Paris")
SPRING = datetime(2026, 3, 28, tzinfo=PARIS).timestamp()
AUTUMN = datetime(2026, 10, 24, tzinfo=PARIS).timestamp()
QUARTER_S = 900

seconds = st.integers(0, 300_000).map(lambda ms: ms / 1000) | st.sampled_from([0.0, 5.0, 20.0, 119.999, 120.0])
maybe = st.none() | seconds
ticks = st.none() | st.booleans()
arrivals = st.sampled_from([SPRING, AUTUMN]).flatmap(lambda start: st.integers(0, 3 * 86_400).map(lambda s: start + s))


def contacts(waits: st.SearchStrategy[float | None] = maybe) -> st.SearchStrategy[list[Contact]]:
    one = st.builds(
        Contact,
        arrived_at=arrivals,
        outcome=st.sampled_from(Outcome),
        queue=st.sampled_from(["sales", "support"]),
        channel=st.sampled_from(["voice", "chat"]),
        wait_s=waits,
        talk_s=maybe,
        hold_s=maybe,
        wrap_up_s=maybe,
        presented=st.none() | st.integers(0, 3),
        transferred=ticks,
        resolved=ticks,
        nps=st.none() | st.integers(0, 10),
        csat=st.none() | st.integers(1, 5),
        redirected=ticks,
        bot=ticks,
        handed_off=ticks,
        first=ticks,
        came_back=ticks,
    )
    return st.lists(one, max_size=10)


def sums_of(rows: Iterable[Contact], rules: Rules | None = None) -> Primitives:
    return add_contacts(Primitives(), rows, rules or Rules())


def value(key: str, sums: Primitives) -> float | None:
    return CATALOGUE[key].of(sums).value


@given(contacts())
def test_the_ways_of_leaving_add_to_the_received(rows: list[Contact]) -> None:
    ways = (
        "answered abandoned overflowed transferred_away dissuaded closed callbacks self_served failed blocked waiting"
    )
    sums = sums_of(rows)
    assert sum(value(way, sums) or 0 for way in ways.split()) == value("received", sums) == len(rows)


@given(contacts())
def test_answered_and_not_treated_are_the_whole(rows: list[Contact]) -> None:
    sums = sums_of(rows)
    answered, missed = CATALOGUE["answer_rate[of_received]"].of(sums), CATALOGUE["not_treated"].of(sums)
    assert answered.num + missed.num == answered.den == missed.den
    queued, left = CATALOGUE["answer_rate[of_queued]"].of(sums), CATALOGUE["abandonment[of_queued]"].of(sums)
    assert queued.num + left.num == queued.den == left.den


@given(contacts(seconds))
def test_service_levels_keep_their_order(rows: list[Contact]) -> None:
    sums = sums_of(rows, Rules(threshold_s=20, short_s=5))
    low_to_high = ["strict", "short_abandons_removed", "late_abandons_only", "abandons_count_for_you"]
    levels = [value(f"service_level[{variant}]", sums) for variant in low_to_high]
    known = [one for one in levels if one is not None]
    assert all(low <= high + 1e-12 for low, high in pairwise(known))
    only, late = value("service_level[answered_only]", sums), value("service_level[late_abandons_only]", sums)
    assert only is None or late is None or late <= only + 1e-12


@given(contacts(seconds))
def test_flow_outs_lower_the_service_level_and_short_abandons_raise_abandonment(rows: list[Contact]) -> None:
    sums = sums_of(rows)
    with_flows, without = value("service_level[genesys_abandons_flow_outs]", sums), value("service_level[strict]", sums)
    assert without is None or with_flows is None or with_flows <= without
    every, long = value("abandonment[of_received]", sums), value("abandonment[without_short]", sums)
    assert every is None or long is None or long <= every + 1e-12
    queued = value("abandonment[of_queued]", sums)
    assert every is None or queued is None or every <= queued + 1e-12


@given(contacts())
def test_shares_stay_between_nothing_and_all(rows: list[Contact]) -> None:
    sums = sums_of(rows)
    for one in CATALOGUE.values():
        found = one.of(sums).value
        if one.unit == "share" and found is not None:
            assert 0 <= found <= 1, one.key


@given(contacts(seconds))
def test_percentiles_rise_and_hold_the_mean_between_them(rows: list[Contact]) -> None:
    for name in ("speed_of_answer", "wait_before_abandon"):
        found = [value(f"{name}[p{percent}]", sums_of(rows)) for percent in (50, 80, 90, 95)]
        known = [one for one in found if one is not None]
        assert known == sorted(known)
        assert len(known) in (0, 4)


SPLITS: list[Callable[[Contact], object]] = [
    lambda one: one.queue,
    lambda one: int(one.arrived_at // QUARTER_S),
    lambda one: day_of(one.arrived_at, PARIS),
    lambda one: (one.queue, one.channel, int(one.arrived_at // QUARTER_S)),
]


@given(contacts(), st.sampled_from(SPLITS))
def test_splitting_and_adding_back_changes_nothing(rows: list[Contact], key: Callable[[Contact], object]) -> None:
    parts: dict[object, list[Contact]] = defaultdict(list)
    for row in rows:
        parts[key(row)].append(row)
    whole = sums_of(rows)
    back = total(sums_of(part) for part in parts.values())
    assert back == whole
    assert [one.of(back) for one in CATALOGUE.values()] == [one.of(whole) for one in CATALOGUE.values()]


@given(contacts(), st.sampled_from(["sales", "support"]))
def test_quarter_hours_add_to_the_local_day_on_which_clocks_change(rows: list[Contact], queue: str) -> None:
    mine = [row for row in rows if row.queue == queue]
    for start in (SPRING, AUTUMN):
        day = day_of(start, PARIS) + timedelta(days=1)
        from_at, to_at = bounds(day, PARIS)
        assert (to_at - from_at) in (23 * 3600, 25 * 3600)
        by_quarter = total(
            sums_of(row for row in mine if quarter <= row.arrived_at < quarter + QUARTER_S)
            for quarter in range(int(from_at), int(to_at), QUARTER_S)
        )
        assert by_quarter == sums_of(row for row in mine if day_of(row.arrived_at, PARIS) == day)


@given(contacts(), contacts())
def test_adding_keeps_each_sum_apart(some: list[Contact], others: list[Contact]) -> None:
    one, other = sums_of(some), sums_of(others)
    both = total([one, other])
    assert both == total([other, one])
    assert all(getattr(both, name) == getattr(one, name) + getattr(other, name) for name in SUMS)
    for name in HISTOGRAMS:
        assert sum(getattr(both, name).values()) == sum(getattr(one, name).values()) + sum(
            getattr(other, name).values()
        )
    assert one == sums_of(some), "what was added stays as it was"
