"""A floor that is steered: traffic through the real engine with every rule on and every lever pulled, at random."""

from __future__ import annotations

from typing import Any

import msgspec

from beffroi.calendars.model import Calendar, Span
from beffroi.kernel.ids import AgentId, AssignmentId, InteractionId, PartnerId, QueueId
from beffroi.kernel.journal import Recorded
from beffroi.routing import commands as c
from beffroi.routing.model import AgentProfile, Configuration, Membership, QueueRules
from beffroi.routing.rules import (
    Admission,
    CallbackRules,
    FloorRules,
    Help,
    Otherwise,
    Overflow,
    PresenceReason,
    ReasonRules,
)
from tests.traffic import QUEUES, Traffic, centre

SALES, SUPPORT, RETURNS = map(QueueId, QUEUES)
LETTERS = QueueId("letters")
REASONS = ("bill", "bill.late", "move")
ALWAYS = Calendar(week=((Span(0, 1440),),) * 7)


def steered(agents: int = 6) -> Configuration:
    """Three queues that stop, overflow, help and call back, a fourth from which agents take, reasons of both kinds."""
    plain = centre(agents)
    choose = Otherwise(do="choose", callback=True, message=True)
    rules: dict[QueueId, dict[str, Any]] = {
        SALES: {
            "admission": Admission(most_waiting=4, full=choose),
            "callback": CallbackRules(offered=True, attempts=2, retry_s=30.0),
            "hours": ALWAYS,
        },
        SUPPORT: {
            "overflow": (Overflow(RETURNS, 20.0),),
            "admission": Admission(most_waiting=8, full=Otherwise(do="queue", queue=SALES)),
        },
        RETURNS: {"help": (Help(SALES, 5.0),), "callback": CallbackRules(offered=True), "closing": "dissuade"},
    }
    queues = [msgspec.structs.replace(one, **rules[one.id]) for one in plain.queues]
    queues.append(QueueRules(id=LETTERS, name="Letters", pull=True))
    return Configuration(
        queues=tuple(queues),
        agents=tuple(_agent(one, n) for n, one in enumerate(plain.agents)),
        floor=FloorRules(
            reasons=(ReasonRules("bill"), ReasonRules("bill.late", parent="bill", bonus_s=30.0), ReasonRules("move")),
            presence_reasons=(
                PresenceReason("pause", longest_s=60.0, quota=1),
                PresenceReason("meal", paid=False, approval=True),
                PresenceReason("filing", productive=True),
            ),
        ),
    )


def _agent(one: AgentProfile, n: int) -> AgentProfile:
    return msgspec.structs.replace(
        one,
        queues={**one.queues, LETTERS: Membership(priority=3)},
        capacity={"chat": 2, "callback": 1, "message": 2},
        partner=PartnerId(("own", "other")[n % 2]),
    )


class Busy(Traffic):
    """The same customers, and a supervisor who never sits still."""

    def __init__(self, seed: int, agents: int = 6) -> None:
        super().__init__(seed, agents)
        self.start += self.ask(c.Configure(id="steered", news_seq=2, content=steered(agents)))
        for agent in list(self.state.agents):
            self.start += self.ask(c.SetPresence(id=self.fresh(), agent=agent, state="ready"))

    def step(self) -> list[Recorded]:
        if self.rng.random() < 0.6:
            return super().step()
        self.now += self.rng.choice((0.0, 0.2, 1.0, 7.0))
        return self.ask(c.Advance()) + self.ask(self._steering())

    def arrival(self, queue: str | None = None) -> c.Open:
        reason = self.rng.choice((None, *REASONS))
        return msgspec.structs.replace(super().arrival(queue), reason=reason)

    def reorganise(self) -> c.Configure:
        agent = self.rng.choice(list(self.state.agents.values()))
        profile = agent.configured or agent.profile
        queues = {QueueId(name): Membership() for name in self.rng.sample(QUEUES, 2)}
        content = Configuration(agents=(msgspec.structs.replace(profile, queues={**queues, LETTERS: Membership()}),))
        return c.Configure(id=self.fresh(), news_seq=self.state.rows.news_seq + 1, content=content)

    def _steering(self) -> c.Command:
        makers = (
            self._lever,
            self._promise,
            self._promise,
            self._call,
            self._call,
            self._moved,
            self._reason,
            self._agents,
            self._hand,
            self._pull,
            self._pause,
            self._pause,
            self._late,
            self._take_over,
            self._whisper,
        )
        return self.rng.choice(makers)()

    def _work(self) -> InteractionId:
        return self.rng.choice([*self.state.works, InteractionId("nobody")])

    def _someone(self) -> AgentId:
        return self.rng.choice(list(self.state.agents))

    def _lever(self) -> c.Command:
        queue = QueueId(self.rng.choice(QUEUES))
        lever, value = self.rng.choice(
            (
                ("opening", "closed"),
                ("opening", "open"),
                ("opening", None),
                ("emergency", "on"),
                ("emergency", None),
                ("overflow", str(SALES)),
                ("overflow", None),
                ("help", "on"),
                ("help", None),
                ("callback", "on"),
                ("priority", 60.0),
                ("priority", None),
            )
        )
        until = self.rng.choice((None, self.now + 40.0)) if value is not None else None
        return c.Steer(id=self.fresh(), by="user:claire", queue=queue, lever=lever, value=value, until=until)

    def _promise(self) -> c.Command:
        new = InteractionId(f"p{self.fresh()}")
        if self.rng.random() < 0.6:
            return c.TakeCallback(id=self.fresh(), interaction=self._work(), callback=new)
        return c.LeaveMessage(id=self.fresh(), interaction=self._work(), message=new)

    def _call(self) -> c.Command:
        calls = [one for one in self.state.assignments.values() if one.channel == "callback"]
        if not calls:
            return self._promise()
        one = self.rng.choice(calls)
        if one.state == "offered":
            return c.Accept(id=self.fresh(), assignment=one.id, agent=one.agent)
        result = self.rng.choice(("reached", "no_answer", "no_answer", "wrong_number", "refused"))
        return c.EndCallback(id=self.fresh(), interaction=one.interaction, agent=one.agent, result=result)

    def _moved(self) -> c.Command:
        if self.rng.random() < 0.3:
            return c.Reprioritise(id=self.fresh(), interaction=self._work(), bonus_s=self.rng.choice((0.0, 90.0)))
        to = self._someone() if self.rng.random() < 0.4 else None
        queue = None if to else QueueId(self.rng.choice(QUEUES))
        return c.Move(id=self.fresh(), by="user:claire", interaction=self._work(), queue=queue, to=to)

    def _reason(self) -> c.Command:
        work = self._work()
        row = self.state.works.get(work)
        held = self.state.assignments.get(row.assignment) if row is not None and row.assignment else None
        agent = held.agent if held is not None and held.state == "active" else None
        return c.SetReason(id=self.fresh(), interaction=work, reason=self.rng.choice(REASONS), agent=agent)

    def _agents(self) -> c.Command:
        changes = [one.id for agent in self.state.agents.values() for one in agent.changes]
        if changes and self.rng.random() < 0.5:
            return c.ReturnAgents(id=self.fresh(), by="user:claire", change=self.rng.choice(changes))
        queues = {QueueId(self.rng.choice(QUEUES)): Membership()} if self.rng.random() < 0.7 else None
        return c.ReassignAgents(
            id=self.fresh(),
            by="user:claire",
            change=f"change{self.fresh()}",
            agents=tuple(dict.fromkeys((self._someone(), self._someone()))),
            queues=queues,
            skills=None if queues else {"french": 5},
            until=self.rng.choice((None, self.now + 30.0)),
        )

    def _hand(self) -> c.Command:
        if self.state.rows.hands and self.rng.random() < 0.5:
            how = self.rng.choice(("message", "joined", "dismissed", "withdrawn"))
            return c.LowerHand(
                id=self.fresh(), by="user:claire", request=self.rng.choice(list(self.state.rows.hands)), how=how
            )
        return c.RaiseHand(id=self.fresh(), request=f"hand{self.fresh()}", agent=self._someone())

    def _pull(self) -> c.Command:
        if self.rng.random() < 0.4:
            return self.arrival(LETTERS)
        return c.Pull(id=self.fresh(), queue=LETTERS, agent=self._someone())

    def _pause(self) -> c.Command:
        agent = self._someone()
        if self.state.agents[agent].wish is not None and self.rng.random() < 0.7:
            if self.rng.random() < 0.5:
                return c.GrantPause(id=self.fresh(), by="user:claire", agent=agent, granted=self.rng.random() < 0.5)
            return c.DropPause(id=self.fresh(), agent=agent)
        reason = self.rng.choice(("pause", "pause", "meal", "filing", None))
        state = "ready" if reason is None else "not_ready"
        return c.SetPresence(id=self.fresh(), agent=agent, state=state, reason=reason)

    def _late(self) -> c.Command:
        unqualified = list(self.state.rows.unqualified)
        if not unqualified:
            return self._pause()
        one = AssignmentId(self.rng.choice(unqualified))
        agent = self.state.rows.unqualified[one].agent
        return c.Qualify(id=self.fresh(), assignment=one, agent=agent, disposition="done")

    def _take_over(self) -> c.Command:
        return c.TakeOver(id=self.fresh(), by="user:claire", interaction=self._work(), agent=self._someone())

    def _whisper(self) -> c.Command:
        return c.ReportMessage(
            id=self.fresh(),
            interaction=self._work(),
            message=self.message(),
            author="supervisor",
            agent=AgentId("claire"),
        )
