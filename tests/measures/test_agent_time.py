"""Agents' time: united, never counted twice; beside a plan; and a second opinion that asks each second in turn."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.measures import CATALOGUE, Primitives, total
from beffroi.measures.agent_time import AgentSegment, Doing, PlannedSegment, agent_time, planned_time
from beffroi.measures.spans import both, cover, length, without

AGENTS = ("ines", "hugo")
HORIZON = 60

spans = st.lists(st.tuples(st.integers(-5, 65), st.integers(-5, 65)), max_size=12)
segments = st.lists(
    st.builds(
        lambda agent, doing, start, lasts: AgentSegment(agent, doing, start, start + lasts),
        st.sampled_from(AGENTS),
        st.sampled_from(Doing),
        st.integers(-10, HORIZON + 5),
        st.integers(0, 30),
    ),
    max_size=14,
)


def seconds_of(found: list[tuple[int, int]]) -> set[int]:
    return {second for start, end in found for second in range(start, end)}


@given(spans, spans)
def test_covers_are_sets_of_moments(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> None:
    one, other = cover(some), cover(others)
    assert seconds_of(one) == seconds_of(some)
    assert seconds_of(both(one, other)) == seconds_of(some) & seconds_of(others)
    assert seconds_of(without(one, other)) == seconds_of(some) - seconds_of(others)
    assert length(one) == len(seconds_of(some))
    assert all(left[1] < right[0] for left, right in pairwise(one)), "neither touching nor overlapping"


@given(segments)
def test_the_union_exceeds_neither_the_span_nor_the_sum(done: list[AgentSegment]) -> None:
    p = agent_time(done, 0, HORIZON)
    assert p.busy_ms <= p.work_ms
    assert p.logged_ms <= len(AGENTS) * HORIZON * 1000
    assert p.busy_ms + p.idle_ms + p.other_work_ms <= p.logged_ms


@given(segments, st.integers(0, HORIZON))
def test_a_period_split_anywhere_adds_back(done: list[AgentSegment], at: int) -> None:
    assert total([agent_time(done, 0, at), agent_time(done, at, HORIZON)]) == agent_time(done, 0, HORIZON)


def test_two_chats_at_once_are_one_time_of_work() -> None:
    chats = [AgentSegment("ines", Doing.CONTACT, 0, 600), AgentSegment("ines", Doing.CONTACT, 300, 900)]
    ready = AgentSegment("ines", Doing.READY, 0, 1200)
    p = agent_time([*chats, ready], 0, 1200)
    assert CATALOGUE["occupancy[of_available]"].of(p).value == 900 / 1200
    assert CATALOGUE["concurrency"].of(p).value == 1200 / 900
    assert agent_time([*chats, ready, AgentSegment("hugo", Doing.READY, 0, 1200)], 0, 1200).idle_ms == 1_500_000


def test_a_break_taken_at_another_time_conforms_and_does_not_adhere() -> None:
    plan = [
        PlannedSegment("ines", 0, 3600, productive=True),
        PlannedSegment("ines", 3600, 4200, productive=False),
        PlannedSegment("ines", 4200, 7800, productive=True),
    ]
    done = [
        AgentSegment("ines", Doing.READY, 0, 3000),
        AgentSegment("ines", Doing.NOT_READY, 3000, 3600),
        AgentSegment("ines", Doing.CONTACT, 3600, 7800),
    ]
    p = planned_time(plan, done, 0, 7800)
    assert CATALOGUE["conformance"].of(p).value == 1
    assert CATALOGUE["adherence"].of(p).value == (7800 - 1200) / 7800
    assert CATALOGUE["shrinkage[of_paid]"].of(p).value == pytest.approx(600 / 7800)


def test_an_absent_agent_adheres_to_nothing_but_the_break() -> None:
    plan = [PlannedSegment("hugo", 0, 900, productive=True), PlannedSegment("hugo", 900, 1000, productive=False)]
    p = planned_time(plan, [], 0, 1000)
    assert CATALOGUE["adherence"].of(p).value == 0.1
    assert CATALOGUE["conformance"].of(p).value == 0


def test_a_thousand_random_shifts_asked_second_by_second() -> None:
    chance = Random(7)
    for _ in range(1000):
        done = [_segment(chance) for _ in range(chance.randrange(12))]
        plan = [_planned(chance) for _ in range(chance.randrange(5))]
        assert total([agent_time(done, 5, HORIZON), planned_time(plan, done, 5, HORIZON)]) == _asked(done, plan)


def _segment(chance: Random) -> AgentSegment:
    start = chance.randrange(HORIZON)
    return AgentSegment(chance.choice(AGENTS), chance.choice(list(Doing)), start, start + chance.randrange(30))


def _planned(chance: Random) -> PlannedSegment:
    start, productive = chance.randrange(HORIZON), chance.random() < 0.6
    return PlannedSegment(chance.choice(AGENTS), start, start + chance.randrange(30), productive, chance.random() < 0.8)


def _asked(done: list[AgentSegment], plan: list[PlannedSegment]) -> Primitives:
    """Each second of each agent: what were they doing, what should they have been doing?"""
    p = Primitives()
    for agent in AGENTS:
        planned_at_all = any(one.agent == agent for one in plan)
        for second in range(5, HORIZON):
            now = [one.doing for one in done if one.agent == agent and one.from_at <= second < one.to_at]
            asked = [one for one in plan if one.agent == agent and one.from_at <= second < one.to_at]
            in_hand = [doing for doing in now if doing in (Doing.CONTACT, Doing.WRAP_UP)]
            p.logged_ms += 1000 * bool(now)
            p.work_ms += 1000 * len(in_hand)
            p.busy_ms += 1000 * bool(in_hand)
            p.other_work_ms += 1000 * (Doing.OTHER_WORK in now and not in_hand)
            p.idle_ms += 1000 * (Doing.READY in now and not in_hand and Doing.OTHER_WORK not in now)
            if not planned_at_all:
                continue
            available = bool(in_hand) or Doing.READY in now
            working = available or Doing.OTHER_WORK in now
            productive = any(one.productive for one in asked)
            paid = any(one.paid for one in asked)
            p.scheduled_ms += 1000 * bool(asked)
            p.productive_ms += 1000 * productive
            p.paid_ms += 1000 * paid
            p.worked_ms += 1000 * working
            p.adherent_ms += 1000 * (bool(asked) and productive == working)
            p.scheduled_available_ms += 1000 * (bool(asked) and available)
            p.paid_available_ms += 1000 * (paid and available)
    return p
