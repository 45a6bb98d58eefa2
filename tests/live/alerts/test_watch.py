"""Holding: nothing is said before a figure stayed beyond its limit, nothing is over before it stayed back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from beffroi.live.alerts.model import Rule
from beffroi.live.alerts.watch import QUIET, Watch, look


def rule(held_s: float, op: str = ">", value: float = 10.0) -> Rule:
    return Rule(id="r", name="Too many wait", figure="waiting", op=op, value=value, held_s=held_s, queue="sales")


def watched(one: Rule, seen: Sequence[tuple[float, float | None]]) -> list[bool]:
    watch, raised = QUIET, []
    for now, figure in seen:
        watch = look(one, watch, figure, now)
        raised.append(watch.raised)
    return raised


def test_it_is_said_when_it_held_and_over_when_it_is_back_for_as_long() -> None:
    figures = [(0.0, 5.0), (1.0, 11.0), (2.0, 12.0), (3.0, 12.0), (4.0, 9.0), (5.0, 11.0), (6.0, 9.0), (8.0, 9.0)]
    assert watched(rule(2.0), figures) == [False, False, False, True, True, True, True, False]


def test_a_break_begins_the_hold_again() -> None:
    assert watched(rule(2.0), [(0.0, 11.0), (1.0, 11.0), (1.5, 10.0), (2.0, 11.0), (3.9, 11.0), (4.0, 11.0)]) == [
        *[False] * 5,
        True,
    ]


def test_without_a_hold_it_is_said_at_once() -> None:
    assert watched(rule(0.0, "<", 0.8), [(0.0, 0.9), (0.0, 0.8), (0.0, 0.79), (1.0, None)]) == [
        False,
        False,
        True,
        False,
    ]


def test_a_figure_that_nothing_tells_is_not_beyond() -> None:
    assert watched(rule(0.0), [(0.0, None)]) == [False]


def test_a_clock_set_back_turns_nothing_early() -> None:
    assert watched(rule(5.0), [(100.0, 11.0), (50.0, 11.0), (54.0, 11.0), (55.0, 11.0)]) == [False, False, False, True]


FIGURES = st.lists(st.tuples(st.floats(0.0, 3.0), st.one_of(st.none(), st.floats(0.0, 20.0))), max_size=60)


@given(FIGURES, st.floats(0.0, 8.0), st.sampled_from([">", "<"]))
def test_it_never_flaps_faster_than_its_hold(steps: list[tuple[float, float | None]], held_s: float, op: str) -> None:
    one, now, watch = rule(held_s, op), 0.0, QUIET
    turned_at: list[float] = []
    beyond_since: float | None = None
    for gap, figure in steps:
        now += gap
        said = one.is_beyond(figure)
        if said == watch.raised:
            beyond_since = None
        elif beyond_since is None:
            beyond_since = now
        after = look(one, watch, figure, now)
        assert isinstance(after, Watch)
        if after.raised != watch.raised:
            assert beyond_since is not None
            assert now - beyond_since >= held_s
            turned_at.append(now)
            beyond_since = None
        watch = after
    assert all(later - sooner >= held_s for sooner, later in pairwise(turned_at))
