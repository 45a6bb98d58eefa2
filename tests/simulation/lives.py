"""What people do in a story: customers, agents, supervisors. Each act is one command, or nothing to do just now.

An act may be one that is refused: that is part of life, and must change nothing.
"""

import random
from collections.abc import Callable, Sequence
from typing import Any, Final

from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, MessageId, QueueId
from beffroi.routing import commands as c
from beffroi.routing.model import Membership
from beffroi.routing.rows import Assignment, Work
from beffroi.routing.state import State
from tests.simulation.centre import AGENTS, BOSS, LIVE, POST, QUEUES, SKILLS

Command = c.Command | None


class Lives:
    """The people of one story; `now` tells the time."""

    def __init__(self, chance: random.Random, now: Callable[[], float]) -> None:
        self.random = chance
        self.now = now
        self.commands = 0
        self.opened = 0
        self.changes = 0
        self.acts: Final[Sequence[tuple[int, Callable[[State], Command]]]] = (
            (26, self.arrive),
            (5, self.arrive_by_post),
            (45, self.agent_acts),
            (14, self.customer_acts),
            (5, self.presence),
            (4, self.desk),
            (5, self.pull),
            (3, self.steer),
            (2, self.reassign),
            (2, self.supervise),
            (2, self.pauses),
            (1, self.hand),
        )
        self._weights = [weight for weight, _ in self.acts]

    def act(self, state: State) -> Command:
        """Something somebody does now."""
        (_, what) = self.random.choices(self.acts, self._weights)[0]
        return what(state)

    def id(self) -> str:
        """The next command's id."""
        self.commands += 1
        return f"m{self.commands}"

    def _new(self) -> InteractionId:
        self.opened += 1
        return InteractionId(f"i{self.opened}")

    def _one(self, of: Any) -> Any:
        found = list(of)
        return self.random.choice(found) if found else None

    # Customers

    def arrive(self, _: State) -> Command:
        """A customer comes by chat."""
        return self._open("chat", self.random.choice(LIVE))

    def arrive_by_post(self, _: State) -> Command:
        """A mail comes: into the queue agents pull from, or one that offers it."""
        return self._open("email", self.random.choice((POST, POST, *LIVE)))

    def _open(self, channel: str, queue: QueueId) -> Command:
        chance = self.random.random
        return c.Open(
            id=self.id(),
            by="visitor",
            interaction=self._new(),
            channel=channel,
            queue=queue,
            customer=CustomerId("c"),
            case=CaseId("k"),
            arrived_at=self.now(),
            mandatory={self.random.choice(SKILLS): self.random.randint(1, 3)} if chance() < 0.3 else {},
            bonus_s=self.random.choice((0.0, 0.0, 30.0)),
            reason=self.random.choice((None, None, "order", "refund")),
            care=self.random.choice((None, None, None, "vip", "relay")),
            last_agent=self.random.choice(AGENTS) if chance() < 0.2 else None,
            not_before=self.now() + 40.0 if channel == "chat" and chance() < 0.03 else None,
        )

    def customer_acts(self, state: State) -> Command:
        """They leave, come back, write, ask to be called or leave a message."""
        work: Work | None = self._one(state.works.values())
        if work is None:
            return None
        chance = self.random.random()
        if work.state == "arriving" or (chance < 0.3 and work.state == "waiting"):
            return self._elsewhere(work)
        if chance < 0.4:
            return c.ReportCustomerGone(id=self.id(), interaction=work.id)
        if chance < 0.65:
            return c.ReportCustomerBack(id=self.id(), interaction=work.id)
        if chance < 0.8:
            message = MessageId(self.id())
            return c.ReportMessage(id=message, interaction=work.id, message=message, author="customer")
        return c.End(id=self.id(), interaction=work.id)

    def _elsewhere(self, work: Work) -> Command:
        if self.random.random() < 0.6:
            return c.TakeCallback(id=self.id(), by="visitor", interaction=work.id, callback=self._new())
        return c.LeaveMessage(id=self.id(), by="visitor", interaction=work.id, message=self._new())

    # Agents

    def agent_acts(self, state: State) -> Command:
        """What an agent does with work they have."""
        held: Assignment | None = self._one(state.assignments.values())
        if held is None:
            return None
        if held.state == "offered":
            return self._answer(held)
        if held.state == "wrap_up":
            if self.random.random() < 0.1:
                return c.ExtendWrapUp(id=self.id(), assignment=held.id, agent=held.agent)
            return c.Finish(id=self.id(), assignment=held.id, agent=held.agent, disposition="done")
        return self._in_contact(held)

    def _answer(self, held: Assignment) -> Command:
        chance = self.random.random()
        if chance < 0.15:
            return c.Decline(id=self.id(), assignment=held.id, agent=held.agent, reason="busy")
        return c.Accept(id=self.id(), assignment=held.id, agent=held.agent) if chance < 0.75 else None

    def _in_contact(self, held: Assignment) -> Command:
        chance, contact, agent = self.random.random(), held.interaction, held.agent
        if chance < 0.4:
            message = MessageId(self.id())
            return c.ReportMessage(id=message, interaction=contact, message=message, author="agent", agent=agent)
        if chance < 0.5:
            return c.Transfer(id=self.id(), interaction=contact, agent=agent, queue=self.random.choice(QUEUES))
        if chance < 0.6:
            return c.Transfer(id=self.id(), interaction=contact, agent=agent, to=self.random.choice(AGENTS))
        if chance < 0.65:
            reason = self.random.choice(("order", "refund"))
            return c.SetReason(id=self.id(), interaction=contact, reason=reason, agent=agent)
        return self.end(held)

    def end(self, held: Assignment) -> c.Command:
        """The contact is over; a call has an outcome."""
        if held.channel != "callback":
            return c.End(id=self.id(), interaction=held.interaction, agent=held.agent)
        result = self.random.choice(("reached", "reached", "no_answer", "wrong_number", "refused"))
        return c.EndCallback(id=self.id(), interaction=held.interaction, agent=held.agent, result=result)

    def presence(self, _: State) -> Command:
        """Ready, away for some reason, gone home."""
        reasons = ("pause", "pause", "training", "lunch")
        state, reason = self.random.choice(
            (("ready", None), ("not_ready", self.random.choice(reasons)), ("logged_out", None))
        )
        channel = self.random.choice((None, None, "chat", "email"))
        return c.SetPresence(
            id=self.id(), agent=self.random.choice(AGENTS), state=state, reason=reason, channel=channel
        )

    def desk(self, _: State) -> Command:
        """A screen is cut, or comes back."""
        there = self.random.random() < 0.6
        return c.ReportDesk(id=self.id(), agent=self.random.choice(AGENTS), connected=there)

    def pull(self, state: State) -> Command:
        """An agent takes work of the queue nobody is offered work of: the next, or one they choose."""
        chosen: Work | None = self._one(state.waiting_in(POST)) if self.random.random() < 0.4 else None
        return c.Pull(
            id=self.id(), queue=POST, agent=self.random.choice(AGENTS), interaction=chosen.id if chosen else None
        )

    def pauses(self, state: State) -> Command:
        """A pause that was asked for is granted, refused or no longer wanted."""
        wishing = self._one(agent for agent in state.agents.values() if agent.wish is not None)
        if wishing is None:
            late = self._one(state.rows.unqualified.items())
            return late and c.Qualify(id=self.id(), assignment=late[0], agent=late[1].agent, disposition="done")
        if wishing.wish.approval:
            granted = self.random.random() < 0.7
            return c.GrantPause(id=self.id(), by="user:boss", agent=wishing.id, granted=granted)
        return c.DropPause(id=self.id(), agent=wishing.id)

    def hand(self, state: State) -> Command:
        """Somebody asks for help, or is answered."""
        raised = self._one(state.rows.hands)
        if raised is not None:
            return c.LowerHand(id=self.id(), by="user:boss", request=raised, how="message")
        held: Assignment | None = self._one(state.assignments.values())
        agent = held.agent if held else self.random.choice(AGENTS)
        return c.RaiseHand(id=self.id(), request=self.id(), agent=agent, interaction=held.interaction if held else None)

    # Supervisors

    def steer(self, _: State) -> Command:
        """A lever of a queue, for a while or until changed, or given back."""
        levers: tuple[tuple[str, tuple[str | float | None, ...]], ...] = (
            ("opening", ("open", "closed", None, None)),
            ("emergency", ("on", None, None)),
            ("overflow", ("q", "r", "off", None)),
            ("help", ("on", "off", None)),
            ("callback", ("on", "off", None)),
            ("priority", (60.0, -30.0, None)),
        )
        lever, values = self.random.choice(levers)
        value = self.random.choice(values)
        until = (
            self.now() + self.random.choice((20.0, 60.0)) if value is not None and self.random.random() < 0.6 else None
        )
        return c.Steer(
            id=self.id(), by="user:boss", queue=self.random.choice(LIVE), lever=lever, value=value, until=until
        )

    def reassign(self, state: State) -> Command:
        """Some agents have other queues or skills for a while, or are given back."""
        if state.rows.agents and self.changes and self.random.random() < 0.4:
            change = f"change{self.random.randint(1, self.changes)}"
            return c.ReturnAgents(id=self.id(), by="user:boss", change=change)
        self.changes += 1
        queues = {self.random.choice(QUEUES): Membership(self.random.randint(1, 2), self.random.choice((0.0, 5.0)))}
        skills = {self.random.choice(SKILLS): self.random.randint(2, 5)}
        return c.ReassignAgents(
            id=self.id(),
            by="user:boss",
            change=f"change{self.changes}",
            agents=tuple(self.random.sample(AGENTS, 2)),
            queues=queues if self.random.random() < 0.7 else None,
            skills=skills if self.random.random() < 0.5 else None,
            until=self.now() + 45.0 if self.random.random() < 0.7 else None,
        )

    def supervise(self, state: State) -> Command:
        """One contact is moved, put first, or taken over."""
        work: Work | None = self._one(state.works.values())
        if work is None:
            return None
        chance = self.random.random()
        if chance < 0.3:
            return c.Move(id=self.id(), by="user:boss", interaction=work.id, queue=self.random.choice(LIVE))
        if chance < 0.5:
            return c.Move(id=self.id(), by="user:boss", interaction=work.id, to=self.random.choice(AGENTS))
        if chance < 0.8:
            return c.Reprioritise(id=self.id(), by="user:boss", interaction=work.id, bonus_s=45.0)
        return c.TakeOver(id=self.id(), by="user:boss", interaction=work.id, agent=AgentId(BOSS))
