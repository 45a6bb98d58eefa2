"""A seeded world around the real engine: agents, customers, a bad network and crashes. One seed is one story."""

import random
from collections import deque

from beffroi.kernel.clock import FakeClock
from beffroi.kernel.core import Core, Decided
from beffroi.kernel.errors import Refused
from beffroi.kernel.ids import AgentId, AssignmentId, CaseId, CustomerId, InteractionId, MessageId, QueueId, TeamId
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import (
    AgentProfile,
    Configuration,
    Disposition,
    Membership,
    QueueRules,
    Requirement,
    Step,
    WrapUp,
)
from beffroi.routing.state import State
from tests.simulation.checks import Ledgers, check, check_order
from tests.simulation.journal import MemoryJournal

SKILLS = ("french", "english", "returns")
DONE = Disposition("done", "Résolu", "Resolved")


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
        self.acked: dict[str, int] = {}
        self.commands = 0
        self.customers = 0
        self.crashes = 0

    def run(self) -> "World":
        """A stretch of random life, then everyone works until nobody is left."""
        self._configure(first=True)
        for agent in self._agents():
            self._send(c.ReportDesk(id=self._id(), agent=agent, connected=True))
            self._send(c.SetPresence(id=self._id(), agent=agent, state="ready"))
        for _ in range(self.steps):
            self._live()
            self._deliver(self.random.randint(1, 4))
        self._drain()
        self._check_end()
        return self

    # What happens

    def _live(self) -> None:
        self.clock.move(self.random.expovariate(1 / 4.0))
        state = self.core.committed
        act = self.random.choices(
            (self._arrive, self._agent_acts, self._customer_acts, self._presence, self._desk, self._reconfigure),
            (30, 45, 15, 5, 4, 1),
        )[0]
        command = act(state)
        if command is not None:
            self._send(command)

    def _arrive(self, _: State) -> c.Command:
        self.customers += 1
        wanted = self.random.choice(SKILLS)
        return c.Open(
            id=self._id(),
            by="visitor",
            interaction=InteractionId(f"i{self.customers}"),
            channel="chat",
            queue=QueueId(self.random.choice("pqr")),
            customer=CustomerId("c"),
            case=CaseId("k"),
            arrived_at=self.clock.now(),
            mandatory={wanted: self.random.randint(1, 3)} if self.random.random() < 0.3 else {},
            bonus_s=self.random.choice((0.0, 0.0, 30.0)),
        )

    def _agent_acts(self, state: State) -> c.Command | None:
        if not state.assignments:
            return None
        assignment = self.random.choice(list(state.assignments.values()))
        agent, chance = assignment.agent, self.random.random()
        if assignment.state == "offered":
            if chance < 0.15:
                return c.Decline(id=self._id(), assignment=assignment.id, agent=agent, reason="busy")
            return c.Accept(id=self._id(), assignment=assignment.id, agent=agent) if chance < 0.75 else None
        if assignment.state == "wrap_up":
            if chance < 0.1:
                return c.ExtendWrapUp(id=self._id(), assignment=assignment.id, agent=agent)
            return c.Finish(id=self._id(), assignment=assignment.id, agent=agent, disposition="done")
        if chance < 0.5:
            message = MessageId(self._id())
            return c.ReportMessage(
                id=message, interaction=assignment.interaction, message=message, author="agent", agent=agent
            )
        if chance < 0.6:
            queue = QueueId(self.random.choice("pqr"))
            return c.Transfer(id=self._id(), interaction=assignment.interaction, agent=agent, queue=queue)
        if chance < 0.7:
            to = self.random.choice(self._agents())
            return c.Transfer(id=self._id(), interaction=assignment.interaction, agent=agent, to=to)
        return c.End(id=self._id(), interaction=assignment.interaction, agent=agent)

    def _customer_acts(self, state: State) -> c.Command | None:
        if not state.works:
            return None
        work, chance = self.random.choice(list(state.works.values())), self.random.random()
        if chance < 0.3:
            return c.ReportCustomerGone(id=self._id(), interaction=work.id)
        if chance < 0.6:
            return c.ReportCustomerBack(id=self._id(), interaction=work.id)
        if chance < 0.8:
            message = MessageId(self._id())
            return c.ReportMessage(id=message, interaction=work.id, message=message, author="customer")
        return c.End(id=self._id(), interaction=work.id)

    def _presence(self, _: State) -> c.Command:
        state, reason = self.random.choice((("ready", None), ("not_ready", "pause"), ("logged_out", None)))
        return c.SetPresence(id=self._id(), agent=self.random.choice(self._agents()), state=state, reason=reason)

    def _desk(self, _: State) -> c.Command:
        there = self.random.random() < 0.6
        return c.ReportDesk(id=self._id(), agent=self.random.choice(self._agents()), connected=there)

    def _reconfigure(self, _: State) -> None:
        self._configure(first=False)

    # The network: late, twice, in another order; lost only to come again

    def _send(self, command: c.Command) -> None:
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
            return self._crash(batch)
        if rows:
            self.journal.append(rows)
        if rows and self.random.random() < 0.01:
            for row in rows:
                self.ledgers.count(row.event)
            return self._crash(batch)
        for row in rows:
            self.ledgers.count(row.event)
        if rows:
            self.core.commit(rows)
        for command, one in decided:
            self._told(command, one)
        check(self.core.committed, self.clock.now())
        self.ledgers.balance(self.core.committed)
        if self.random.random() < 0.02:
            self._snapshot()
        return None

    def _decide(self, command: c.Command) -> Decided:
        before = self.core.state
        real = self.core.engine.apply

        def watched(state: State, event: object) -> None:
            # When several timers fall due together the earliest is served first, whatever the ranks.
            if isinstance(event, e.OfferMade) and not isinstance(command, c.Advance):
                check_order(before, event)
            real(state, event)  # type: ignore[arg-type]

        self.core.engine.apply = watched  # type: ignore[method-assign]
        try:
            return self.core.decide(command)
        finally:
            self.core.engine.apply = real  # type: ignore[method-assign]

    def _told(self, command: c.Command, one: Decided) -> None:
        try:
            answer = self.core.answer(one)
        except Refused:
            return
        if command.id and answer.events:
            key = f"{command.by}/{command.id}"
            first = self.acked.setdefault(key, answer.seq)
            assert first == answer.seq, "the same command was done twice"

    def _crash(self, unanswered: list[c.Command]) -> None:
        """Everything in memory is gone; whoever had no answer sends again."""
        self.crashes += 1
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

    # Beginning and end

    def _configure(self, *, first: bool) -> None:
        news = self.core.committed.rows.news_seq + 1
        agents = self._agents() if first else [self.random.choice(self._agents())]
        content = Configuration(
            queues=tuple(self._queue(name) for name in "pqr") if first else (),
            agents=tuple(self._profile(agent) for agent in agents),
        )
        self._send(c.Configure(id=f"news-{news}-{self._id()}", news_seq=news, content=content))
        self._deliver(100)

    def _queue(self, name: str) -> QueueRules:
        wish = Step(expires_s=15.0, skills={self.random.choice(SKILLS): 4})
        return QueueRules(
            id=QueueId(name),
            name=name,
            requirement=Requirement(
                mandatory={"french": 1} if self.random.random() < 0.5 else {},
                steps=(wish,) if self.random.random() < 0.5 else (),
            ),
            misses_allowed=3,
            wrap_up=WrapUp(self.random.choice(("none", "fixed", "until_qualified")), 20.0, 10.0),
            dispositions=(DONE,),
        )

    def _profile(self, agent: AgentId) -> AgentProfile:
        """Everyone can do everything a little, so that the end of the story can be reached; the rest is chance."""
        return AgentProfile(
            id=agent,
            team=TeamId("t"),
            skills={skill: self.random.randint(3, 5) for skill in SKILLS},
            queues={
                QueueId(name): Membership(self.random.randint(1, 3), self.random.choice((0.0, 0.0, 10.0)))
                for name in "pqr"
                if agent == "a1" or self.random.random() < 0.8
            },
            capacity={"chat": 3},
        )

    def _agents(self) -> list[AgentId]:
        return [AgentId(f"a{number}") for number in range(1, 7)]

    def _id(self) -> str:
        self.commands += 1
        return f"m{self.commands}"

    def _drain(self) -> None:
        """No more customers, no more trouble: everyone answers until nobody waits. It must come to an end."""
        for _ in range(3_000):
            state = self.core.committed
            if not state.works and not state.assignments and not self.network:
                return
            self.clock.move(5.0)
            for agent in state.agents.values():
                self._send(c.ReportDesk(id=self._id(), agent=agent.id, connected=True))
                if any(presence.state != "ready" for presence in agent.presence.values()) or agent.next:
                    self._send(c.SetPresence(id=self._id(), agent=agent.id, state="ready"))
            for one in list(state.assignments.values()):
                self._send(self._settle(one.id, one.agent, one.interaction, one.state))
            self._deliver(len(self.network))
        raise AssertionError(f"somebody still waits: {list(self.core.committed.works)}")

    def _settle(self, assignment: AssignmentId, agent: AgentId, interaction: InteractionId, state: str) -> c.Command:
        if state == "offered":
            return c.Accept(id=self._id(), assignment=assignment, agent=agent)
        if state == "active":
            return c.End(id=self._id(), interaction=interaction, agent=agent)
        return c.Finish(id=self._id(), assignment=assignment, agent=agent, disposition="done")

    def _check_end(self) -> None:
        """Nothing lost, nothing doubled; replayed from nothing, and from a snapshot, it is the same state."""
        self.ledgers.balance(self.core.committed)
        assert set(self.ledgers.opened) == set(self.ledgers.ended)
        self._snapshot()
        from_snapshot = self._born()
        self.journal.snapshots.clear()
        from_nothing = self._born()
        live = self.core.committed.rows
        assert from_nothing.committed.rows == live == from_snapshot.committed.rows == from_nothing.state.rows
