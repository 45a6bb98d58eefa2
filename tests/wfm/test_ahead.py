"""The next hours: who will come, by earlier days and the last minutes; how contacts go; who comes back from a break."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from beffroi.interactions.events import InteractionOpened
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId
from beffroi.routing import events as e
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import Requirement
from beffroi.routing.rules import FloorRules, PresenceReason
from beffroi.wfm.ahead import ahead, with_reassignment
from beffroi.wfm.history import MOST_RATIO, History, forecast, lately, same_time
from beffroi.wfm.model import Day, Moment, Reassignment
from beffroi.wfm.run import Simulation, simulate
from tests.wfm.days import BEGINS, SALES, chats

DOOR = SALES, "chat"
NOW = BEGINS + 450
"""In the middle of a quarter-hour."""


def came(*times: float) -> list[InteractionOpened | e.QueueEntered]:
    told: list[InteractionOpened | e.QueueEntered] = []
    for number, at in enumerate(times):
        who = InteractionId(f"i{number}")
        told.append(
            InteractionOpened(
                at=at, interaction=who, channel="chat", customer=CustomerId("c"), case=CaseId("k"), arrived_at=at
            )
        )
        told.append(e.QueueEntered(at=at, interaction=who, queue=SALES, passage=1, rank=at, requirement=Requirement()))
        again = e.QueueEntered(at=at, interaction=who, queue=SALES, passage=2, rank=at, requirement=Requirement())
        told.append(again)
    return told


def test_how_fast_customers_come_is_told_by_the_last_minutes() -> None:
    steady = came(*(NOW - 600 + 60 * n for n in range(10)))
    assert lately(steady, NOW) == {DOOR: pytest.approx(30)}
    assert lately(came(NOW - 10), NOW)[DOOR] == 15, "one customer tells little"
    assert lately([], NOW) == {}


def usual(n: float) -> dict[tuple[tuple[str, str], int], float]:
    """So many in each quarter-hour around now."""
    return {(DOOR, int(BEGINS) + 900 * place): n for place in range(-4, 12)}


def test_more_come_than_on_earlier_days_by_as_much_as_lately() -> None:
    day = usual(10)
    found = forecast({DOOR: 41.0}, [(1, 0, day), (2, 0, day)], NOW, 3600, {})  # type: ignore[list-item]
    assert found.expected[DOOR, int(BEGINS) + 900] == pytest.approx(20)
    most = forecast({DOOR: 4000.0}, [(1, 0, day)], NOW, 3600, {})  # type: ignore[list-item]
    assert most.expected[DOOR, int(BEGINS) + 900] == pytest.approx(10 * MOST_RATIO)


def test_the_same_weekday_says_more() -> None:
    found = forecast({DOOR: 35.0}, [(1, 0, usual(10)), (7, 0, usual(20))], NOW, 900, {})  # type: ignore[list-item]
    assert found.expected[DOOR, int(BEGINS)] == pytest.approx(17.5)


def test_without_another_day_it_goes_on_as_lately() -> None:
    found = forecast({DOOR: 30.0}, [], NOW, 3600, {})
    assert found.expected[DOOR, int(BEGINS) + 900] == 15
    assert found.doors_alone == 1


def test_the_same_time_is_by_the_clock_on_the_wall() -> None:
    zone = ZoneInfo("Europe/Paris")
    monday = datetime(2026, 10, 26, 9, 0, tzinfo=zone).timestamp()
    assert datetime.fromtimestamp(same_time(monday, 3, zone), zone).hour == 9


def floor() -> Day:
    """A busy floor, an hour after it opened."""
    day = chats(6, 220)
    run = Simulation(replace(day, to_at=BEGINS + 3600, last_at=BEGINS + 3600), 2)
    run.run()
    history = forecast({DOOR: 30.0}, [], run.now, 3600, {})
    return ahead(run.state, history, run.now, 3600)


def test_the_next_hour_begins_with_who_is_there() -> None:
    day = floor()
    assert day.habits[SALES].talk.values, "of the queue's last contacts"
    assert "handling_assumed" not in day.notes
    assert sum(one.volume for one in day.flows) == pytest.approx(60, rel=0.01)
    outcome = simulate(day, 1)
    assert outcome.sums[SALES]["answered"] > 20
    more = with_reassignment(day, Reassignment(0.0, (day_agent(day),), queues={}))
    assert simulate(more, 1) != outcome


def day_agent(day: Day) -> AgentId:
    state = RoutingEngine().load(day.begun, keeps_time=False)
    assert state is not None
    return next(iter(state.agents))


def test_whoever_is_on_a_break_is_back_when_it_may_last_no_longer() -> None:
    day = chats(2, 30)
    pause = Moment(BEGINS + 600, "not_ready", "pause")
    staff = tuple(replace(one, moments=(*one.moments, pause)) for one in day.staff)
    rules = FloorRules(presence_reasons=(PresenceReason("pause", longest_s=900.0), PresenceReason("training")))
    run = Simulation(replace(day, staff=staff, floor=rules, last_at=BEGINS + 1200, to_at=BEGINS + 1200), 1)
    run.run()
    found = ahead(run.state, History(), BEGINS + 1200, 3600)
    assert {one.moments[0].state for one in found.staff} == {"ready"}
    assert all(BEGINS + 1200 <= one.moments[0].at <= BEGINS + 2400 for one in found.staff)
