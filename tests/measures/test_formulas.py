"""The five measures, against vectors worked by hand."""

from __future__ import annotations

import pytest

from beffroi.measures import MEASURES, Primitives, total
from beffroi.measures.levels import next_wait_level_at, service_level_level, wait_level
from beffroi.measures.primitives import to_ms

A_THOUSAND = Primitives(received=1060, answered=1000, abandoned=60, answered_in_time=860)


def test_strict_service_level_counts_every_abandon_against() -> None:
    figure = MEASURES["service_level"].of(A_THOUSAND)
    assert (figure.num, figure.den) == (860, 1060)
    assert figure.value == pytest.approx(0.811, abs=0.0005)


def test_abandonment_is_over_those_whose_wait_is_over() -> None:
    assert MEASURES["abandonment"].of(Primitives(received=330, answered=175, abandoned=48)).value == pytest.approx(
        0.215, abs=0.0005
    )


def test_mean_wait_of_the_answered() -> None:
    figure = MEASURES["speed_of_answer"].of(Primitives(answered=175, wait_answered_ms=175 * 11_000))
    assert (figure.value, figure.num, figure.den) == (11.0, 1925.0, 175)


def test_handle_time_is_contact_and_wrap_up_over_handled() -> None:
    assert MEASURES["handle_time"].of(Primitives(handled=4, talk_ms=400_000, wrap_up_ms=80_000)).value == 120.0


@pytest.mark.parametrize("name", ["service_level", "abandonment", "speed_of_answer", "handle_time"])
def test_nothing_to_divide_by_gives_no_value(name: str) -> None:
    assert MEASURES[name].of(Primitives()).value is None


def test_nothing_received_is_zero_not_unknown() -> None:
    assert MEASURES["received"].of(Primitives()).value == 0


def test_every_measure_says_what_it_is_in_both_languages() -> None:
    assert set(MEASURES) == {
        "received",
        "service_level",
        "abandonment",
        "speed_of_answer",
        "handle_time",
        "answer_rate",
    }
    for one in MEASURES.values():
        assert all([one.fr, one.en, one.formula_fr, one.formula_en, one.unit, one.source, one.meaning])


def test_a_day_is_the_sum_of_its_quarters_to_the_millisecond() -> None:
    waits_s = [0.1, 0.2, 0.3, 12.3456, 7.0004]
    quarters = [Primitives(answered=1, wait_answered_ms=to_ms(one)) for one in waits_s]
    assert total(quarters) == total(reversed(quarters))
    assert total(quarters).wait_answered_ms == 100 + 200 + 300 + 12_346 + 7_000


@pytest.mark.parametrize(("in_time", "expected"), [(80, "ok"), (79, "warn"), (70, "warn"), (69, "bad"), (0, "bad")])
def test_service_level_is_at_risk_within_ten_points_of_its_target(in_time: int, expected: str) -> None:
    figure = MEASURES["service_level"].of(Primitives(answered=100, answered_in_time=in_time))
    assert service_level_level(figure, 0.80) == expected


def test_an_empty_service_level_has_no_colour() -> None:
    assert service_level_level(MEASURES["service_level"].of(Primitives()), 0.80) is None


def test_a_wait_changes_level_at_three_quarters_and_at_the_threshold() -> None:
    assert [wait_level(100, at, 20) for at in (100, 114.9, 115, 119.9, 120)] == ["ok", "ok", "warn", "warn", "bad"]
    assert [next_wait_level_at(100, at, 20) for at in (100, 115, 120)] == [115, 120, None]
