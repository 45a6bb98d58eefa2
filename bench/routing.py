"""Routing complete: what its rules cost beside the plain engine, and how far off the wait it announces is.

The wait: a simulated peak day on the real engine. Customers come as chance will (Poisson) along a day with two peaks,
46 agents (60 at the peaks) handle for lognormal times, customers give up after an exponential patience. Whoever enters
is told `expected_wait` at once; what they then lived is held against it. Of those answered, the error is the
difference. Whoever gave up waited at least so long (their wait is censored): announced less than that, the error is
what is missing; announced more, nothing can be said against it and it counts in no mean. The baseline is what most
centres announce: the mean wait of everybody answered so far today, the same for all.
"""

import heapq
import math
import random
import time
from collections.abc import Callable, Iterator
from statistics import fmean
from typing import Final, NamedTuple

import msgspec

from beffroi.calendars.model import Calendar, Span
from beffroi.kernel.clock import FakeClock
from beffroi.kernel.core import Core
from beffroi.kernel.ids import AgentId, AssignmentId, CaseId, CustomerId, InteractionId, PartnerId, QueueId, TeamId
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing import floor_events as f
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import AgentProfile, Configuration, Membership, QueueRules, Requirement, Step, WrapUp
from beffroi.routing.rules import (
    STRATEGIES,
    Admission,
    Care,
    FloorRules,
    Help,
    Overflow,
    ReasonRules,
    Share,
)
from beffroi.routing.state import State
from beffroi.routing.waiting import newcomer_wait
from bench import whatif
from bench.engine import SKILLS, Centre, overloaded, slack
from bench.results import Figure, at_least, at_most, best_of
from tests.simulation.journal import MemoryJournal

AREA: Final = "routing"
ADVANCE: Final = c.Advance()
FELL_DUE: Final = (e.Relaxed, e.Moved, f.HelpStarted, f.HelpStopped, f.IntakeStopped, f.IntakeResumed)
"""What a timer decides: each counts as one decision, as each command does."""

PARTNERS: Final = (PartnerId("house"), PartnerId("sub"))
SHARES: Final = (Share(PARTNERS[0], 0.6), Share(PARTNERS[1], 0.4))
HOURS: Final = Calendar(week=((Span(480, 1200),),) * 6 + ((),), holidays="metropole")
HOUR: Final = 3600.0
HANDLING_S: Final = 300.0
SPREAD: Final = 0.6
PATIENCE_S: Final = 420.0
RING_S: Final = 4.0

LOAD: Final = (0.35, 0.6, 1.0, 1.25, 1.15, 0.8, 0.7, 0.95, 1.2, 1.1, 0.75, 0.4)
"""Work that comes in each hour of the day, in parts of what sixty agents can do."""

STAFF: Final = (40, 46, 54, 60, 60, 50, 46, 52, 60, 58, 50, 42)
"""Who is there in each hour."""


class Told(NamedTuple):
    """What one customer was told on entering (by us, and by the constant average), what became of them, how long."""

    estimate: float | None
    average: float | None
    waited_s: float
    answered: bool


class Day:
    """One day, lived once by the real engine. `told` is everybody who came."""

    def __init__(self, seed: int, queues: int = 1) -> None:
        self.random = random.Random(seed)
        self.queues = [QueueId(f"q{number}") for number in range(queues)]
        self.clock = FakeClock(1_000_000.0)
        self.start = self.clock.now()
        self.core: Core[State] = Core("peak", RoutingEngine(), MemoryJournal(), self.clock)
        self.core.load()
        self.todo: list[tuple[float, int, str, str]] = []
        self.count = 0
        self.entered: dict[str, tuple[float, float | None, float | None]] = {}
        self.told: list[Told] = []
        self.answered_s = 0.0
        self.answered = 0
        self.on_shift: set[str] = set()

    def run(self) -> list[Told]:
        """From opening until the last who came is served."""
        agents = [AgentId(f"a{number}") for number in range(max(STAFF))]
        rules = tuple(QueueRules(one, one, offer_s=25.0, wrap_up=WrapUp("none")) for one in self.queues)
        profiles = tuple(AgentProfile(one, TeamId("t"), {}, self.places(), {"chat": 1}) for one in agents)
        self.ask(c.Configure(id="news", news_seq=1, content=Configuration(rules, profiles)))
        for hour, staff in enumerate(STAFF):
            for number, agent in enumerate(agents):
                self.at(hour * HOUR + number, "shift_in" if number < staff else "shift_out", agent)
        for moment in self.arrivals():
            self.at(moment, "arrive", "")
        while self.todo:
            due, _, what, who = heapq.heappop(self.todo)
            while (timer := self.core.state.next_due()) is not None and timer <= due:
                self.clock.at = max(self.clock.at, timer)
                self.ask(c.Advance())
            self.clock.at = max(self.clock.at, due)
            getattr(self, what)(who)
        return self.told

    def places(self) -> dict[QueueId, Membership]:
        """An agent's queues: some of them, at the first or the second place."""
        served = self.random.sample(self.queues, self.random.randint(1, len(self.queues)))
        return {one: Membership(self.random.choice((1, 1, 2))) for one in served}

    def arrivals(self) -> Iterator[float]:
        """Poisson, thinned along the day."""
        most = max(LOAD) * max(STAFF) / HANDLING_S
        moment = 0.0
        while (moment := moment + self.random.expovariate(most)) < len(LOAD) * HOUR:
            if self.random.random() * max(LOAD) < self.load(moment):
                yield moment

    def load(self, moment: float) -> float:
        """Between two hours' middles, in between."""
        place = moment / HOUR - 0.5
        low = min(max(math.floor(place), 0), len(LOAD) - 1)
        high = min(low + 1, len(LOAD) - 1)
        part = min(max(place - low, 0.0), 1.0)
        return LOAD[low] * (1 - part) + LOAD[high] * part

    # What happens

    def shift_in(self, agent: str) -> None:
        if agent not in self.on_shift:
            self.on_shift.add(agent)
            self.ask(c.ReportDesk(id=self.id(), agent=AgentId(agent), connected=True))
            self.ask(c.SetPresence(id=self.id(), agent=AgentId(agent), state="ready"))

    def shift_out(self, agent: str) -> None:
        if agent in self.on_shift:
            self.on_shift.remove(agent)
            self.ask(c.SetPresence(id=self.id(), agent=AgentId(agent), state="not_ready", reason="home"))

    def arrive(self, _: str) -> None:
        interaction, queue = InteractionId(f"i{self.id()}"), self.random.choice(self.queues)
        estimate = newcomer_wait(self.core.state, queue, "chat", self.clock.now())
        average = self.answered_s / self.answered if self.answered else None
        self.entered[interaction] = self.clock.now(), estimate, average
        self.later(self.random.expovariate(1 / PATIENCE_S), "give_up", interaction)
        self.ask(
            c.Open(
                id=self.id(), interaction=interaction, channel="chat", queue=queue, customer=CustomerId("c"),
                case=CaseId("k"), arrived_at=self.clock.now(),
            )
        )  # fmt: skip

    def give_up(self, interaction: str) -> None:
        if self.core.state.position(InteractionId(interaction)):
            self.ask(c.End(id=self.id(), interaction=InteractionId(interaction)))

    def accept(self, assignment: str) -> None:
        offer = self.core.state.assignments.get(AssignmentId(assignment))
        if offer is not None and offer.state == "offered":
            self.ask(c.Accept(id=self.id(), assignment=offer.id, agent=offer.agent))

    def end(self, assignment: str) -> None:
        held = self.core.state.assignments[AssignmentId(assignment)]
        self.ask(c.End(id=self.id(), interaction=held.interaction, agent=held.agent))

    def told_right(self, interaction: str, *, answered: bool) -> None:
        """It is known now how long this customer waited."""
        at, estimate, average = self.entered.pop(interaction)
        waited_s = self.clock.now() - at
        self.told.append(Told(estimate, average, waited_s, answered))
        self.answered += answered
        self.answered_s += waited_s if answered else 0.0

    # The engine

    def ask(self, command: c.Command) -> None:
        decided = self.core.decide(command)
        if decided.refusal is not None:
            raise decided.refusal
        for row in decided.rows:
            event = row.event
            if isinstance(event, e.OfferMade):
                self.later(self.random.uniform(0.5, 2.0) * RING_S / 1.25, "accept", event.assignment)
            elif isinstance(event, e.OfferAccepted):
                self.told_right(event.interaction, answered=True)
                middle = math.log(HANDLING_S) - SPREAD**2 / 2
                self.later(self.random.lognormvariate(middle, SPREAD), "end", event.assignment)
            elif isinstance(event, e.QueueLeft) and event.how == "abandoned":
                self.told_right(event.interaction, answered=False)

    def later(self, seconds: float, what: str, who: str) -> None:
        self.at(self.clock.now() - self.start + seconds, what, who)

    def at(self, moment: float, what: str, who: str) -> None:
        self.count += 1
        heapq.heappush(self.todo, (self.start + moment, self.count, what, who))

    def id(self) -> str:
        self.count += 1
        return f"m{self.count}"


class Full(Centre):
    """The same centre with every rule on, and time: what falls due is decided between the commands, and counted."""

    def _queue(self, queue: QueueId, number: int) -> QueueRules:
        plain = super()._queue(queue, number)
        wishes = (Step(10.0, {SKILLS[number % 20]: 4}), Step(20.0, {SKILLS[(number + 1) % 20]: 3}))
        beside = self.queues[(number + 1) % len(self.queues)]
        return msgspec.structs.replace(
            plain,
            requirement=Requirement(plain.requirement.mandatory, wishes),
            strategy=STRATEGIES[number % len(STRATEGIES)],
            hours=HOURS,
            admission=Admission(most_waiting=1_000_000, longest_wait_s=1e9),
            overflow=(Overflow(beside, 30.0),),
            help=(Help(beside, 30.0),),
            shares=SHARES if number % 3 == 0 else (),
            care={"vip": Care(bonus_s=60.0)},
            last_agent_s=20.0,
        )

    def _agent(self, agent: AgentId, large: list[QueueId]) -> AgentProfile:
        partner = PARTNERS[self.random.random() < 0.4]
        return msgspec.structs.replace(super()._agent(agent, large), partner=partner)

    def _floor(self) -> FloorRules:
        return FloorRules(reasons=(ReasonRules("order", preferred={SKILLS[0]: 4}), ReasonRules("refund", "order")))

    def open(self) -> c.Open:
        """A customer comes: every third for a reason, some known to somebody, some served with care."""
        number = self.opened
        return msgspec.structs.replace(
            super().open(),
            reason="refund" if number % 3 == 0 else None,
            care="vip" if number % 10 == 0 else None,
            last_agent=self.random.choice(self.agents) if number % 10 == 1 else None,
        )

    def catch_up(self) -> float:
        begun = time.perf_counter()
        while (due := self.core.state.next_due()) is not None and due <= self.clock.at:
            rows = self.core.decide(ADVANCE).rows
            self.fired += sum(type(row.event) in FELL_DUE for row in rows)
        return time.perf_counter() - begun


# The figures

Mix = Callable[[type[Centre]], dict[str, float]]

MIXES: Final[tuple[tuple[str, str, float, Mix], ...]] = (
    (
        "overloaded, every rule on",
        "5,000 agents, 1,000 queues, 100,000 waiting",
        20_000,
        lambda kind: overloaded(5_000, 1_000, 100_000, 60_000, kind),
    ),
    (
        "slack, every rule on",
        "5,000 agents, 1,000 queues, 4,000 free",
        20_000,
        lambda kind: slack(5_000, 1_000, 4_000, 60_000, kind),
    ),
    (
        "small centre, every rule on",
        "200 agents, 20 queues, 1,000 waiting",
        25_000,
        lambda kind: overloaded(200, 20, 1_000, 60_000, kind),
    ),
)
"""Name, load, least decisions a second (the skeleton's own targets), and how it is lived."""


def cost() -> list[Figure]:
    """What every rule costs, beside the plain engine in the same run; the time of what falls due is in it."""
    return [figure for mix in MIXES for figure in _beside_plain(*mix)]


def _beside_plain(name: str, load: str, least: float, live: Mix) -> list[Figure]:
    plain = best_of(3, lambda: live(Centre), "rate")
    full = best_of(3, lambda: live(Full), "rate")
    beside = {"compared_with": "the plain engine", "ratio": full["rate"] / plain["rate"], "load": load}
    return [
        at_least(AREA, name, full["rate"], "decisions/s", least, **beside),
        at_most(AREA, f"{name}, p99", full["p99"], "ms", 1.0, load=load),
    ]


def announced() -> list[Figure]:
    """How far off the announced wait is: in one queue, and where three queues share their agents."""
    return [*_announced("announced wait", 1), *_announced("announced wait, three queues share agents", 3)]


def _announced(name: str, queues: int) -> list[Figure]:
    """In parts of the mean wait; the mean of three days."""
    lived = [Day(seed, queues).run() for seed in (1, 2, 3)]
    days = [[one for one in day if one.estimate is not None and one.average is not None] for day in lived]
    ours = fmean(_error(day, [one.estimate or 0.0 for one in day]) for day in days)
    constant = fmean(_error(day, [one.average or 0.0 for one in day]) for day in days)
    waits = [one.waited_s for day in days for one in day if one.answered]
    load = (
        f"40 to 60 agents, {len(days[0]):,} customers a day, {share(days):.0%} of them give up, mean wait "
        f"{fmean(waits):.0f} s"
    )
    return [
        Figure(AREA, f"{name}: error / mean wait of a constant average", round(constant, 4), "ratio", load=load),
        at_most(
            AREA, f"{name}: mean absolute error / mean wait", ours, "ratio", 0.35,
            compared_with="the constant average", ratio=ours / constant, load=load,
        ),
    ]  # fmt: skip


def share(days: list[list[Told]]) -> float:
    """How many gave up."""
    return fmean(not one.answered for day in days for one in day)


def _error(day: list[Told], estimates: list[float]) -> float:
    """Mean absolute error over the mean wait of those answered. Of those who gave up only what was announced too short
    counts: they waited at least so long."""
    errors = [
        abs(estimate - one.waited_s) if one.answered else one.waited_s - estimate
        for one, estimate in zip(day, estimates, strict=True)
        if one.answered or estimate < one.waited_s
    ]
    return fmean(errors) / fmean(one.waited_s for one in day if one.answered)


PARTS: Final[tuple[Callable[[], list[Figure]], ...]] = (cost, announced, whatif.run)
"""Each measures some figures of the area."""


def run() -> list[Figure]:
    """The figures of routing complete."""
    return [figure for part in PARTS for figure in part()]
