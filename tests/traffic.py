"""Generated traffic through the real routing engine: time moved by hand, a seeded generator. For tests and benches."""

from __future__ import annotations

import random
from collections.abc import Iterator

import msgspec

from beffroi.kernel.errors import Refused
from beffroi.kernel.ids import AgentId, AssignmentId, CaseId, CustomerId, InteractionId, MessageId, QueueId, TeamId
from beffroi.kernel.journal import Recorded
from beffroi.routing import commands as c
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import AgentProfile, Configuration, Disposition, Membership, QueueRules, WrapUp
from beffroi.routing.state import State

NOON = 1_794_999_600.0
"""A quiet minute of an ordinary day, where no local day begins."""

QUEUES = ("sales", "support", "returns")
TEAMS = ("lille", "nantes")


def centre(agents: int = 6) -> Configuration:
    """Three queues that wrap up in three ways, and agents who share them."""
    done = (Disposition("done", "Fait", "Done"),)
    modes = (WrapUp("until_qualified", 60.0), WrapUp("none"), WrapUp("fixed", 10.0))
    queues = [
        QueueRules(id=QueueId(name), name=name.title(), wrap_up=mode, dispositions=done, threshold_s=40.0)
        for name, mode in zip(QUEUES, modes, strict=True)
    ]
    profiles = [
        AgentProfile(
            id=AgentId(f"agent{n}"),
            team=TeamId(TEAMS[n % 2]),
            skills={"french": 1 + n % 5},
            queues={QueueId(QUEUES[(n + k) % 3]): Membership(priority=1 + k) for k in range(2)},
            capacity={"chat": 2},
        )
        for n in range(agents)
    ]
    return Configuration(queues=tuple(queues), agents=tuple(profiles))


class Traffic:
    """A state, and what happens to it: each step is a batch of events, already applied."""

    def __init__(self, seed: int, agents: int = 6, at: float = NOON) -> None:
        self.rng = random.Random(seed)
        self.engine = RoutingEngine()
        self.state: State = self.engine.fresh(keeps_time=True)
        self.now = at
        self.seq = 0
        self.told = 0
        self.start = self.ask(c.Configure(id="centre", news_seq=1, content=centre(agents)))
        for agent in list(self.state.agents):
            self.start += self.ask(c.ReportDesk(id=self.fresh(), agent=agent, connected=True))
            self.start += self.ask(c.SetPresence(id=self.fresh(), agent=agent, state="ready"))

    def fresh(self) -> str:
        """An id nobody used."""
        self.told += 1
        return f"x{self.told}"

    def ask(self, command: c.Command) -> list[Recorded]:
        """What the command causes, applied; nothing when it is refused."""
        rows: list[Recorded] = []
        try:
            for event in self.engine.decide(self.state, command, self.now):
                self.engine.apply(self.state, event)
                self.seq += 1
                rows.append(Recorded(self.seq, None if rows else f"{command.by}/{command.id}", event))
        except Refused:
            assert not rows
        return rows

    def step(self) -> list[Recorded]:
        """Some time passes, what is due happens, and somebody does something."""
        self.now += self.rng.choice((0.0, 0.2, 1.0, 7.0))
        rows: list[Recorded] = []
        while (due := self.state.next_due()) is not None and due <= self.now:
            rows += self.ask(c.Advance())
        return rows + self.ask(self._something())

    def steps(self, many: int) -> Iterator[list[Recorded]]:
        """That many batches, those in which nothing happened left out."""
        for _ in range(many):
            if rows := self.step():
                yield rows

    def _something(self) -> c.Command:
        one = self.rng.choice
        works, held, agents = list(self.state.works), list(self.state.assignments.values()), list(self.state.agents)
        kind = self.rng.random()
        if self.rng.random() < 0.02:
            return self.reorganise()
        if kind < 0.30 or not works:
            return self.arrival()
        if kind < 0.65 and held:
            return self._on(one(held))
        work = one(works)
        if kind < 0.75:
            return c.ReportMessage(id=self.fresh(), interaction=work, message=self.message(), author="customer")
        if kind < 0.80:
            return c.ReportCustomerGone(id=self.fresh(), interaction=work)
        if kind < 0.85:
            return c.ReportCustomerBack(id=self.fresh(), interaction=work)
        if kind < 0.88:
            return c.End(id=self.fresh(), interaction=work)
        agent = one(agents)
        if kind < 0.94:
            return c.ReportDesk(id=self.fresh(), agent=agent, connected=self.rng.random() < 0.8)
        state, reason = one((("ready", None), ("ready", None), ("not_ready", "pause"), ("logged_out", None)))
        return c.SetPresence(id=self.fresh(), agent=agent, state=state, reason=reason)

    def reorganise(self) -> c.Configure:
        """An agent changes skills and queues, a queue its name and target."""
        agent = self.rng.choice(list(self.state.agents.values())).profile
        rules = self.rng.choice(list(self.state.queues.values()))
        queues = {QueueId(name): Membership() for name in self.rng.sample(QUEUES, 2)}
        skills = {"french": self.rng.randint(1, 5)}
        content = Configuration(
            queues=(msgspec.structs.replace(rules, name=f"Queue {self.fresh()}", target=self.rng.choice((0.7, 0.9))),),
            agents=(msgspec.structs.replace(agent, queues=queues, skills=skills),),
        )
        return c.Configure(id=self.fresh(), news_seq=self.state.rows.news_seq + 1, content=content)

    def arrival(self, queue: str | None = None) -> c.Open:
        """A customer comes."""
        n = self.fresh()
        return c.Open(
            id=n,
            interaction=InteractionId(f"i{n}"),
            channel="chat",
            queue=QueueId(queue or self.rng.choice(QUEUES)),
            customer=CustomerId(f"c{n}"),
            case=CaseId(f"k{n}"),
            arrived_at=self.now,
        )

    def message(self) -> MessageId:
        """The id of a message just stored."""
        return MessageId(f"m{self.fresh()}")

    def _on(self, held: object) -> c.Command:
        assignment: AssignmentId = held.id  # type: ignore[attr-defined]
        agent: AgentId = held.agent  # type: ignore[attr-defined]
        work: InteractionId = held.interaction  # type: ignore[attr-defined]
        match held.state, self.rng.random():  # type: ignore[attr-defined]
            case "offered", chance if chance < 0.8:
                return c.Accept(id=self.fresh(), assignment=assignment, agent=agent)
            case "offered", _:
                return c.Decline(id=self.fresh(), assignment=assignment, agent=agent, reason="busy")
            case "wrap_up", chance if chance < 0.8:
                return c.Finish(id=self.fresh(), assignment=assignment, agent=agent, disposition="done")
            case "wrap_up", _:
                return c.ExtendWrapUp(id=self.fresh(), assignment=assignment, agent=agent)
            case _, chance if chance < 0.5:
                return c.ReportMessage(
                    id=self.fresh(), interaction=work, message=self.message(), author="agent", agent=agent
                )
            case _, chance if chance < 0.65:
                queue = QueueId(self.rng.choice(QUEUES))
                return c.Transfer(id=self.fresh(), interaction=work, agent=agent, queue=queue)
            case _, chance if chance < 0.75:
                to = self.rng.choice(list(self.state.agents))
                return c.Transfer(id=self.fresh(), interaction=work, agent=agent, to=to)
        return c.End(id=self.fresh(), interaction=work, agent=agent)
