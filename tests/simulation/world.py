"""A seeded world around the real engine: people, a bad network and crashes. One seed is one story."""

import random
from collections import deque

from beffroi.kernel.clock import FakeClock
from beffroi.kernel.core import Core, Decided
from beffroi.kernel.errors import Refused
from beffroi.kernel.ids import AgentId, AssignmentId, QueueId
from beffroi.routing import commands as c
from beffroi.routing.decide import DECISIONS
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import Configuration
from beffroi.routing.rows import Assignment
from beffroi.routing.state import State
from tests.simulation.centre import AGENTS, BOSS, FLOOR, OTHER_FLOOR, POST, QUEUES, agent_of, boss, queue_of
from tests.simulation.checks import Ledgers, Watch, check, check_rebuilt
from tests.simulation.journal import MemoryJournal
from tests.simulation.lives import Lives

LEVERS = ("opening", "emergency", "overflow", "help", "callback", "priority")


class World:
    """Runs one seed. `run` raises when anything that must hold does not."""

    def __init__(self, seed: int, steps: int = 150) -> None:
        self.random = random.Random(seed)
        self.steps = steps
        self.clock = FakeClock(1_000_000.0)
        self.journal = MemoryJournal()
        self.core: Core[State] = self._born()
        self.network: deque[c.Command] = deque()
        self.ledgers = Ledgers()
        self.watch = Watch()
        self.lives = Lives(self.random, self.clock.now)
        self.acked: dict[str, int] = {}
        self.refused = 0
        self.crashes = 0

    def run(self) -> "World":
        """A stretch of random life, then everyone works until nobody is left."""
        self._found()
        self._everyone_ready()
        for _ in range(self.steps):
            self._live()
            self._deliver(self.random.randint(1, 4))
        self._drain()
        self._check_end()
        return self

    def _live(self) -> None:
        self.clock.move(self.random.expovariate(1 / 4.0))
        if self.random.random() < 0.02:
            self._reconfigure()
            return
        command = self.lives.act(self.core.committed)
        if command is not None:
            self._send(command)

    # The network: late, twice, in another order; lost only to come again

    def _send(self, command: c.Command) -> None:
        if type(command) not in DECISIONS:
            return
        self.network.append(command)
        if self.random.random() < 0.1:
            self.network.append(command)
        if len(self.network) > 1 and self.random.random() < 0.1:
            self.network[-1], self.network[-2] = self.network[-2], self.network[-1]

    def _deliver(self, most: int) -> None:
        """One batch, as the shard does it: decide all, one write, then answers. A crash may fall between any two."""
        batch = [self.network.popleft() for _ in range(min(most, len(self.network)))]
        decided = [(command, self._decide(command)) for command in [c.Advance(), *batch]]
        rows = [row for _, one in decided for row in one.rows]
        if self.random.random() < 0.01:
            self._crash(batch)
            return
        if rows:
            self.journal.append(rows)
            if self.random.random() < 0.01:
                self._crash(batch)
                for row in rows:
                    self.ledgers.count(row.event)
                return
            self.core.commit(rows)
            for row in rows:
                self.ledgers.count(row.event)
        for command, one in decided:
            self._told(command, one)
        check(self.core.committed, self.clock.now())
        self.ledgers.balance(self.core.committed)
        if self.random.random() < 0.02:
            self._snapshot()
            check_rebuilt(self.core.state, self.clock.now())

    def _decide(self, command: c.Command) -> Decided:
        real = self.core.engine.apply

        def watched(state: State, event: object) -> None:
            self.watch.before(state, event, command)
            real(state, event)  # type: ignore[arg-type]
            self.watch.after(state, event)

        self.core.engine.apply = watched  # type: ignore[method-assign]
        try:
            decided = self.core.decide(command)
            self.watch.settled(self.core.state)
            return decided
        finally:
            self.core.engine.apply = real  # type: ignore[method-assign]

    def _told(self, command: c.Command, one: Decided) -> None:
        try:
            answer = self.core.answer(one)
        except Refused:
            self.refused += 1
            return
        if command.id and answer.events:
            key = f"{command.by}/{command.id}"
            first = self.acked.setdefault(key, answer.seq)
            assert first == answer.seq, "the same command was done twice"

    def _crash(self, unanswered: list[c.Command]) -> None:
        """Everything in memory is gone; whoever had no answer sends again."""
        self.crashes += 1
        self.watch.forget()
        self.core = self._born()
        self.network.extendleft(reversed(unanswered))

    def _born(self) -> Core[State]:
        core = Core("demo", RoutingEngine(), self.journal, self.clock)
        core.load()
        return core

    def _snapshot(self) -> None:
        state, before, seq = self.core.replay(keeps_time=False)
        if seq > before:
            self.journal.snapshots.append((seq, self.core.engine.save(state)))

    # The configuration: all of it at first, a part of it again and again, whole at the end

    def _found(self) -> None:
        agents = (*(agent_of(one, self.random) for one in AGENTS), boss())
        queues = tuple(queue_of(one, self.random) for one in QUEUES)
        self._configure(Configuration(queues, agents, floor=self.random.choice((FLOOR, OTHER_FLOOR))))

    def _reconfigure(self) -> None:
        chance = self.random.random()
        agent, queue = self.random.choice(AGENTS[1:]), self.random.choice(QUEUES)
        if chance < 0.4:
            content = Configuration(agents=(agent_of(agent, self.random),))
        elif chance < 0.7:
            content = Configuration(queues=(queue_of(queue, self.random),))
        elif chance < 0.8:
            content = Configuration(floor=self.random.choice((FLOOR, OTHER_FLOOR)))
        elif chance < 0.9:
            content = Configuration(agents_gone=(agent,))
        else:
            content = Configuration(queues_gone=(queue,))
        self._configure(content)

    def _configure(self, content: Configuration) -> None:
        news = self.core.committed.rows.news_seq + 1
        self._send(c.Configure(id=f"news-{news}-{self.lives.id()}", news_seq=news, content=content))
        self._deliver(100)

    def _everyone_ready(self) -> None:
        for agent in AGENTS:
            self._send(c.ReportDesk(id=self.lives.id(), agent=agent, connected=True))
            self._send(c.SetPresence(id=self.lives.id(), agent=agent, state="ready"))

    # The end: no more customers, no more trouble

    def _drain(self) -> None:
        """Everyone answers until nobody waits. It must come to an end."""
        self._as_founded()
        for _ in range(3_000):
            state = self.core.committed
            if not state.works and not state.assignments and not self.network:
                return
            self.clock.move(5.0)
            self._back_to_work(state)
            for one in list(state.assignments.values()):
                self._send(self._settle(one))
            if state.count_waiting(POST):
                self._send(c.Pull(id=self.lives.id(), queue=POST, agent=AGENTS[0]))
            self._deliver(len(self.network))
        raise AssertionError(f"somebody still waits: {list(self.core.committed.works.values())[:3]}")

    def _as_founded(self) -> None:
        """Levers are given back, changes are over, whoever was gone is there again."""
        self._found()
        for queue in QUEUES:
            for lever in LEVERS:
                self._send(c.Steer(id=self.lives.id(), queue=QueueId(queue), lever=lever, value=None))
        for number in range(1, self.lives.changes + 1):
            self._send(c.ReturnAgents(id=self.lives.id(), change=f"change{number}"))

    def _back_to_work(self, state: State) -> None:
        for agent in state.agents.values():
            if agent.id == BOSS:
                continue
            if agent.desk != "connected":
                self._send(c.ReportDesk(id=self.lives.id(), agent=agent.id, connected=True))
            if any(presence.state != "ready" for presence in agent.presence.values()) or agent.next or agent.wish:
                self._send(c.SetPresence(id=self.lives.id(), agent=AgentId(agent.id), state="ready"))

    def _settle(self, one: Assignment) -> c.Command:
        if one.state == "offered":
            return c.Accept(id=self.lives.id(), assignment=AssignmentId(one.id), agent=one.agent)
        if one.state == "wrap_up":
            return c.Finish(id=self.lives.id(), assignment=one.id, agent=one.agent, disposition="done")
        return self.lives.end(one)

    def _check_end(self) -> None:
        """Nothing lost, nothing doubled; replayed from nothing, and from a snapshot, it is the same state."""
        self.ledgers.balance(self.core.committed)
        assert set(self.ledgers.opened) == set(self.ledgers.ended)
        check_rebuilt(self.core.state, self.clock.now())
        self._snapshot()
        from_snapshot = self._born()
        self.journal.snapshots.clear()
        from_nothing = self._born()
        live = self.core.committed.rows
        assert from_nothing.committed.rows == live == from_snapshot.committed.rows == from_nothing.state.rows
