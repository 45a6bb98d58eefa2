"""The simulation: one seed is one story; the textbook's queues come out, and a recorded day as it was."""

from dataclasses import dataclass
from math import factorial
from typing import Any

import pytest
from msgspec.structs import replace

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, InteractionId
from beffroi.routing import events as e
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import Membership
from beffroi.wfm.compare import LONGEST, MOST, figures, interval
from beffroi.wfm.model import Arrival, Day, Leg, Moment, Reassignment
from beffroi.wfm.recorded import recorded
from beffroi.wfm.run import Simulation, simulate
from tests.wfm.days import BEGINS, RETURNS, SALES, agents, chats, textbook

SEEDS = 20


def test_the_same_seed_is_the_same_story_and_another_is_another() -> None:
    day = chats()
    first: list[Event] = []
    again: list[Event] = []
    one = Simulation(day, 3, first.append).run()
    assert Simulation(day, 3, again.append).run() == one
    assert first == again
    assert simulate(day, 4) != one


def test_the_same_customers_come_whatever_is_changed() -> None:
    def come(day: Day) -> list[tuple[InteractionId, float]]:
        told: list[Any] = []
        Simulation(day, 5, told.append).run()
        return [(one.interaction, one.at) for one in told if isinstance(one, e.QueueEntered) and one.passage == 1]

    assert come(chats(4)) == come(chats(9, threshold_s=10.0))


@dataclass
class Erlang:
    """M/M/c+M by its birth and death equations; patience without end is M/M/c."""

    servers: int
    per_s: float
    talk_s: float
    patience_s: float | None

    def shares(self) -> list[float]:
        shares, now = [1.0], 1.0
        for n in range(1, 600):
            leave = min(n, self.servers) / self.talk_s
            leave += max(0, n - self.servers) / self.patience_s if self.patience_s else 0.0
            now *= self.per_s / leave
            shares.append(now)
        total = sum(shares)
        return [one / total for one in shares]

    def waiting(self) -> float:
        return sum((n - self.servers) * share for n, share in enumerate(self.shares()) if n > self.servers)

    def mean_wait_s(self) -> float:
        """Little's law."""
        return self.waiting() / self.per_s

    def abandonment(self) -> float:
        assert self.patience_s
        return self.waiting() / self.patience_s / self.per_s


def test_the_birth_and_death_equations_are_erlang_c() -> None:
    load, servers = 7.0, 10
    top = load**servers / factorial(servers) * servers / (servers - load)
    waits = top / (sum(load**n / factorial(n) for n in range(servers)) + top)
    told = Erlang(servers, load / 300, 300, None)
    assert told.mean_wait_s() == pytest.approx(waits * 300 / (servers - load), rel=1e-6)


def test_a_queue_without_impatience_is_erlang_c() -> None:
    told = Erlang(10, 84 / 3600, 300, None)
    seeds = [simulate(textbook(10, 84, 300, None), seed) for seed in range(SEEDS)]
    found = [figures(one, SALES, [SALES]) for one in seeds]
    low, high = bounds([one["speed_of_answer[mean]"] for one in found])
    assert low <= told.mean_wait_s() <= high
    low, high = bounds([figures(one, None, [SALES])["occupancy[of_available]"] for one in seeds])
    assert low <= 0.7 <= high
    assert all(one["abandonment[of_queued]"] == 0 for one in found)


def test_a_queue_of_impatient_customers_is_erlang_a() -> None:
    told = Erlang(8, 110 / 3600, 300, 120)
    found = [figures(simulate(textbook(8, 110, 300, 120), seed), SALES, [SALES]) for seed in range(SEEDS)]
    low, high = bounds([one["abandonment[of_queued]"] for one in found])
    assert low <= told.abandonment() <= high


def bounds(values: list[float | None]) -> tuple[float, float]:
    """Between which the mean over seeds lies, 95 times out of 100."""
    found = interval([one for one in values if one is not None])
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    return found.low, found.high


def test_a_recorded_day_comes_out_as_it_was() -> None:
    day, events = chats(8, 260), list[Event]()
    was = figures(Simulation(day, 11, events.append).run(), SALES, [SALES])
    again = recorded(RoutingEngine().fresh(keeps_time=False), events, day.from_at, day.to_at, day.last_at)
    assert len(again.staff) == 8
    found = [figures(simulate(again, seed), SALES, [SALES]) for seed in range(5)]
    for key, within in (
        ("received", 0),
        ("answered", 0.01),
        ("service_level[strict]", 0.03),
        ("speed_of_answer[mean]", 0.1),
        ("handle_time", 0.01),
        (LONGEST, 0.15),
    ):
        mean = sum(one[key] or 0.0 for one in found) / len(found)
        assert mean == pytest.approx(was[key], rel=within or 1e-9), key


def test_a_contact_that_was_passed_on_is_passed_on_again() -> None:
    leg = Leg(RETURNS, talk_s=50.0, wrap_up_s=5.0)
    one = Arrival(InteractionId("i"), BEGINS + 10, SALES, "chat", talk_s=100.0, wrap_up_s=7.0, then=(leg,))
    rules = chats().queues[0]
    both = rules, replace(rules, rules=replace(rules.rules, id=RETURNS))
    day = replace(chats(), flows=(), queues=both, staff=agents(2, SALES, RETURNS, channel="chat"), arrivals=(one,))
    told: list[Any] = []
    Simulation(day, 1, told.append).run()
    closed = {one.queue: (one.talk_s, one.wrap_up_s) for one in told if isinstance(one, e.AssignmentClosed)}
    assert closed[SALES] == pytest.approx((100.0, 7.0))
    assert closed[RETURNS] == pytest.approx((50.0, 5.0))
    events = told
    again = recorded(RoutingEngine().fresh(keeps_time=False), events, day.from_at, day.to_at, day.last_at).arrivals
    assert again[0].then[0].queue == RETURNS
    assert again[0].then[0].talk_s == pytest.approx(50.0)


def test_a_day_may_begin_in_the_middle_of_things() -> None:
    """From a snapshot with people waiting and in contact, the rest of the day goes on for as long as it would."""
    day, begun = chats(5, 220), BEGINS + 5400
    whole = Simulation(replace(day, last_at=begun, to_at=begun), 2)
    whole.run()
    assert whole.state.works
    held = [one for one in whole.state.assignments.values() if one.state == "active"]
    assert held
    later = replace(
        day,
        from_at=begun,
        to_at=begun + 3600,
        last_at=begun + 3600,
        flows=(),
        staff=(),
        begun=RoutingEngine().save(whole.state),
    )
    told: list[Any] = []
    outcome = Simulation(later, 7, told.append).run()
    ended = {one.interaction for one in told if one.kind == "interaction_ended"}
    assert ended == set(whole.state.works)
    assert all(one.at >= begun for one in told)
    assert outcome.most_waiting.get(SALES, 0) >= sum(1 for one in whole.state.works.values() if one.state == "waiting")
    more = replace(later, reassignments=(Reassignment(0.0, (AgentId("a1"),), queues={SALES: Membership(3)}),))
    told.clear()
    Simulation(more, 7, told.append).run()
    assert any(one.kind == "agents_reassigned" for one in told)


def test_agents_who_leave_take_nothing_more_and_their_time_is_counted() -> None:
    day = chats(3, 60)
    staff = tuple(replace(one, moments=(*one.moments, Moment(BEGINS + 3600, "logged_out"))) for one in day.staff)
    told: list[Any] = []
    outcome = Simulation(replace(day, staff=staff), 1, told.append).run()
    assert all(one.at <= BEGINS + 3600 for one in told if isinstance(one, e.OfferMade))
    hours = outcome.sums[type(SALES)("")]["logged_ms"] / 3_600_000
    assert 3.0 <= hours <= 3.6
    assert outcome.most_waiting[SALES] >= 2
    assert figures(outcome, SALES, [SALES])[MOST] == outcome.most_waiting[SALES]
