"""The engine alone, on one core: decisions a second, and how long one takes.

One decision is one command decided and applied, its events made and their reasons kept. Two mixes of the same large
centre: overloaded (a long line; each agent who ends a contact is offered the next) and slack (thousands free; each
customer who comes is offered to the best of them).
"""

import gc
import heapq
import random
import time
from collections.abc import Callable

from beffroi.kernel.clock import FakeClock
from beffroi.kernel.core import Core
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, QueueId, TeamId
from beffroi.routing import commands as c
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import AgentProfile, Configuration, Membership, QueueRules, Requirement, Step, WrapUp
from beffroi.routing.rules import FloorRules
from beffroi.routing.state import State
from bench.results import Figure, at_least, at_most, best_of, percentile
from tests.simulation.journal import MemoryJournal

AREA = "engine"
SKILLS = [f"s{number}" for number in range(20)]


class Centre:
    """A centre of `agents` and `queues`; five queues an agent, and a few large queues that many serve."""

    def __init__(self, agents: int, queues: int, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.clock = FakeClock(1_000_000.0)
        self.core: Core[State] = Core("bench", RoutingEngine(), MemoryJournal(), self.clock)
        self.core.load()
        self.queues = [QueueId(f"q{number}") for number in range(queues)]
        self.agents = [AgentId(f"a{number}") for number in range(agents)]
        self.asked = 0
        self.opened = 0
        self.fired = 0
        large = self.queues[:: max(20, queues // 50)]
        self.ask(
            c.Configure(
                id="news",
                news_seq=1,
                content=Configuration(
                    queues=tuple(self._queue(queue, number) for number, queue in enumerate(self.queues)),
                    agents=tuple(self._agent(agent, large) for agent in self.agents),
                    floor=self._floor(),
                ),
            )
        )

    def _queue(self, queue: QueueId, number: int) -> QueueRules:
        wish = (Step(10.0, {SKILLS[number % 20]: 4}),) if number % 3 == 0 else ()
        return QueueRules(queue, queue, Requirement({SKILLS[number % 20]: 1}, wish), wrap_up=WrapUp("none"))

    def _agent(self, agent: AgentId, large: list[QueueId]) -> AgentProfile:
        served = self.random.sample(self.queues, 5 if len(self.queues) > 5 else len(self.queues))
        if self.random.random() < 0.1:
            served.append(self.random.choice(large))
        return AgentProfile(
            id=agent,
            team=TeamId("t"),
            skills={skill: self.random.randint(1, 5) for skill in SKILLS},
            queues={queue: Membership(self.random.randint(1, 3)) for queue in served},
            capacity={"chat": 1},
        )

    def _floor(self) -> FloorRules | None:
        return None

    def ask(self, command: c.Command) -> None:
        """Decide and commit nothing: the engine's own state is what is measured."""
        refusal = self.core.decide(command).refusal
        if refusal is not None:
            raise refusal

    def catch_up(self) -> float:
        """What falls due happens, where the centre keeps time; the seconds it took. The plain one has no time."""
        return 0.0

    def id(self) -> str:
        """The next command's id."""
        self.asked += 1
        return f"m{self.asked}"

    def ready(self, agents: list[AgentId]) -> None:
        """These agents are at their desks and free."""
        for agent in agents:
            self.clock.move(0.001)
            self.ask(c.ReportDesk(id=self.id(), agent=agent, connected=True))
            self.ask(c.SetPresence(id=self.id(), agent=agent, state="ready"))

    def open(self) -> c.Open:
        """A customer comes."""
        self.opened += 1
        return c.Open(
            id=self.id(),
            interaction=InteractionId(f"i{self.opened}"),
            channel="chat",
            queue=self.random.choice(self.queues),
            customer=CustomerId("c"),
            case=CaseId("k"),
            arrived_at=self.clock.now(),
            mandatory={SKILLS[self.opened % 20]: 2} if self.opened % 4 == 0 else {},
        )


def overloaded(agents: int, queues: int, waiting: int, decisions: int, kind: type[Centre] = Centre) -> dict[str, float]:
    """Everyone busy and `waiting` in line: accept, end, accept, end; each end is followed by a new customer."""
    centre = kind(agents, queues)
    for _ in range(waiting):
        centre.clock.move(0.001)
        centre.ask(centre.open())
        centre.catch_up()
    centre.ready(centre.agents)
    state = centre.core.state

    def next_command() -> c.Command:
        turn = centre.asked % 3
        if turn == 0:
            return centre.open()
        row = state.agents[centre.random.choice(centre.agents)]
        if not row.assignments:
            return centre.open()
        held = state.assignments[row.assignments[0]]
        if held.state == "offered":
            return c.Accept(id=centre.id(), assignment=held.id, agent=row.id)
        return c.End(id=centre.id(), interaction=held.interaction, agent=row.id)

    return _measure(centre, next_command, decisions)


def slack(agents: int, queues: int, free: int, decisions: int, kind: type[Centre] = Centre) -> dict[str, float]:
    """`free` agents without work: a customer comes, is accepted at once, and after a while the contact ends."""
    centre = kind(agents, queues)
    centre.ready(centre.agents[: free + 100])
    state = centre.core.state
    todo: list[c.Command] = []

    def next_command() -> c.Command:
        if todo:
            return todo.pop()
        command = centre.open()
        state_rows = state.rows.offers

        def follow() -> None:
            if state.rows.offers > state_rows:
                held = state.assignments.get(next(reversed(state.assignments)))
                if held is not None and held.state == "offered":
                    todo.append(c.End(id=centre.id(), interaction=held.interaction, agent=held.agent))
                    todo.append(c.Accept(id=centre.id(), assignment=held.id, agent=held.agent))

        after.append(follow)
        return command

    after: list[Callable[[], None]] = []
    return _measure(centre, next_command, decisions, after)


def _measure(
    centre: Centre, next_command: Callable[[], c.Command], decisions: int, after: list[Callable[[], None]] | None = None
) -> dict[str, float]:
    took: list[float] = []
    timers_s, centre.fired = 0.0, 0
    gc.collect()
    gc.freeze()
    for _ in range(decisions):
        command = next_command()
        centre.clock.move(0.0005)
        timers_s += centre.catch_up()
        begun = time.perf_counter()
        centre.core.decide(command)
        took.append(time.perf_counter() - begun)
        while after:
            after.pop()()
    gc.unfreeze()
    rate = (decisions + centre.fired) / (sum(took) + timers_s)
    return {"rate": rate, "p50": percentile(took, 0.5) * 1e3, "p99": percentile(took, 0.99) * 1e3}


def bare_heap(decisions: int) -> dict[str, float]:
    """The least a queue can be: push a tuple, pop a tuple, make a record of it."""
    heap: list[tuple[float, int, str]] = [(random.random(), number, f"i{number}") for number in range(100_000)]
    heapq.heapify(heap)
    begun = time.perf_counter()
    for number in range(decisions):
        heapq.heappush(heap, (number * 1e-5, number, f"i{number}"))
        rank, _, name = heapq.heappop(heap)
        _ = {"interaction": name, "rank": rank, "agent": "a1", "at": 1.0, "reasons": [name]}
    return {"rate": decisions / (time.perf_counter() - begun)}


def run() -> list[Figure]:
    """The engine's figures."""
    heap = best_of(3, lambda: bare_heap(200_000), "rate")
    crowd = best_of(3, lambda: overloaded(5_000, 1_000, 100_000, 60_000), "rate")
    less = best_of(3, lambda: overloaded(5_000, 1_000, 10_000, 60_000), "rate")
    calm = best_of(3, lambda: slack(5_000, 1_000, 4_000, 60_000), "rate")
    small = best_of(3, lambda: overloaded(200, 20, 1_000, 60_000), "rate")
    beside = {"compared_with": "bare heap"}
    return [
        Figure(AREA, "bare heap, push and pop", heap["rate"], "1/s", load="100,000 entries"),
        at_least(
            AREA, "overloaded", crowd["rate"], "decisions/s", 20_000, **beside, ratio=crowd["rate"] / heap["rate"],
            load="5,000 agents, 1,000 queues, 100,000 waiting",
        ),
        at_most(AREA, "overloaded, p99", crowd["p99"], "ms", 2.0, load="100,000 waiting"),
        at_most(
            AREA, "overloaded, p99 at 100,000 / p99 at 10,000", crowd["p99"] / less["p99"], "ratio", 2.0,
            compared_with="10,000 waiting", ratio=crowd["p99"] / less["p99"],
        ),
        at_least(
            AREA, "slack", calm["rate"], "decisions/s", 20_000, **beside, ratio=calm["rate"] / heap["rate"],
            load="5,000 agents, 1,000 queues, 4,000 free",
        ),
        at_most(AREA, "slack, p99", calm["p99"], "ms", 2.0, load="4,000 free"),
        at_least(
            AREA, "small centre", small["rate"], "decisions/s", 25_000, **beside, ratio=small["rate"] / heap["rate"],
            load="200 agents, 20 queues, 1,000 waiting",
        ),
    ]  # fmt: skip
