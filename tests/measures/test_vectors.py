"""Published figures, exactly: every variant under its own name."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime

import pytest

from beffroi.measures import CATALOGUE, Primitives
from beffroi.measures.contact import Attempt, Contact, Outcome
from beffroi.measures.fold import add_attempt, add_contacts
from beffroi.measures.planning import staff_to_schedule
from beffroi.measures.rules import Rules
from beffroi.measures.surveys import interval
from tests.house.tree import ROOT

A_THOUSAND = Primitives(answered=1000, abandoned=60, answered_in_time=860, abandoned_in_time=20, abandoned_short=10)


def hunt_group() -> Iterator[Contact]:
    with (ROOT / "tests" / "fixtures" / "hunt_group_330.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            answered = row["outcome"] == "answered"
            yield Contact(
                arrived_at=datetime.fromisoformat(row["arrived_at"]).timestamp(),
                outcome=Outcome(row["outcome"]),
                wait_s=float(row["wait_s"]),
                talk_s=float(row["talk_s"]) if answered else None,
            )


def percent(value: float | None) -> float:
    assert value is not None
    return round(100 * value, 1)


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("strict", 81.1),
        ("late_abandons_only", 82.7),
        ("abandons_count_for_you", 83.0),
        ("answered_only", 86.0),
        ("short_abandons_removed", 81.9),
        ("genesys", 86.0),
        ("genesys_abandons", 81.1),
        ("genesys_abandons_without_short", 81.9),
    ],
)
def test_the_published_service_levels(variant: str, expected: float) -> None:
    assert percent(CATALOGUE[f"service_level[{variant}]"].of(A_THOUSAND).value) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("answer_rate[of_received]", 53.0),
        ("answer_rate[of_queued]", 78.5),
        ("abandonment[of_received]", 14.5),
        ("abandonment[of_queued]", 21.5),
        ("overflow", 26.4),
        ("out_of_hours", 6.1),
        ("not_treated", 47.0),
        ("short_talks", 30.3),
    ],
)
def test_the_exercise_of_330_calls(key: str, expected: float) -> None:
    assert percent(CATALOGUE[key].of(add_contacts(Primitives(), hunt_group())).value) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("received", 330),
        ("answered", 175),
        ("abandoned", 48),
        ("overflowed", 87),
        ("closed", 20),
        ("dissuaded", 0),
        ("speed_of_answer[mean]", 11),
        ("wait_before_abandon[mean]", 15),
        ("talk_time[hold_apart]", 151),
    ],
)
def test_the_exercise_counts_and_waits(key: str, expected: float) -> None:
    assert CATALOGUE[key].of(add_contacts(Primitives(), hunt_group())).value == expected


@pytest.mark.parametrize("key", ["handle_time", "presented", "transfer_rate", "first_contact_resolution[no_repeat]"])
def test_what_the_exercise_does_not_say_has_no_value(key: str) -> None:
    assert CATALOGUE[key].of(add_contacts(Primitives(), hunt_group())).value is None


def test_a_log_without_waits_has_no_service_level_rather_than_a_bad_one() -> None:
    rows = [Contact(arrived_at=0, outcome=how) for how in (Outcome.ANSWERED, Outcome.ABANDONED)]
    sums = add_contacts(Primitives(), rows)
    levels = [one for one in CATALOGUE.values() if one.name in {"service_level", "speed_of_answer"}]
    assert [one.key for one in levels if one.of(sums).value is not None] == []
    assert CATALOGUE["abandonment[of_queued]"].of(sums).value == 0.5


def test_ofcom_2015_as_vicidial_codes_it() -> None:
    sums = Primitives()
    for _ in range(29):
        add_attempt(sums, Attempt(dialled_at=0, live=True, dropped=True))
    for coded, count in (("human", 9), ("machine", 7)):
        for _ in range(count):
            add_attempt(sums, Attempt(dialled_at=0, passed=True, coded=coded))
    assert round(100 * (CATALOGUE["outbound_abandonment[ofcom_2015]"].of(sums).value or 0), 2) == 64.44


def test_seven_of_ten_minutes_is_70_percent_occupancy() -> None:
    assert CATALOGUE["occupancy[of_available]"].of(Primitives(busy_ms=420_000, idle_ms=180_000)).value == 0.7


def test_staff_is_divided_by_what_shrinkage_leaves() -> None:
    assert staff_to_schedule(14, 0.3) == pytest.approx(20)
    with pytest.raises(ValueError):
        staff_to_schedule(14, 1)


def test_the_interval_of_the_score_worked_by_hand() -> None:
    ends = interval(Primitives(promoters=50, passives=30, detractors=20))
    # p = 50.75/103, d = 20.75/103; centre 30/103; variance (71.5/103 - (30/103)^2)/103.
    assert ends == pytest.approx((14.0511, 44.2013), abs=1e-3)
    assert interval(Primitives()) is None
    assert interval(Primitives(promoters=3)) == pytest.approx((-6.58, 100), abs=0.01)


def test_the_service_level_counts_by_its_rules() -> None:
    rows = [
        Contact(arrived_at=0, outcome=Outcome.ANSWERED, wait_s=20, flow_s=15),
        Contact(arrived_at=0, outcome=Outcome.ANSWERED, wait_s=20.001),
        Contact(arrived_at=0, outcome=Outcome.ANSWERED, channel="chat", wait_s=2, first_response_s=60),
        Contact(arrived_at=0, outcome=Outcome.ABANDONED, wait_s=5),
    ]
    strict = CATALOGUE["service_level[strict]"]

    def level(**rules: object) -> float | None:
        return strict.of(add_contacts(Primitives(), rows, Rules(**rules))).value  # type: ignore[arg-type]

    assert level() == 1 / 4
    assert level(clock_start="arrival") == 0
    assert level(threshold_s=21) == 2 / 4
    assert level(threshold_s=60) == 3 / 4
    assert level(reply_channels=frozenset()) == 2 / 4
    assert add_contacts(Primitives(), rows).abandoned_short == 0
    assert add_contacts(Primitives(), rows, Rules(short_s=5.1)).abandoned_short == 1
