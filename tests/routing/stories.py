"""A small centre to tell stories about: given, when, then. Time is seconds since the story began."""

from collections.abc import Iterable
from typing import Any

from beffroi.kernel.clock import FakeClock
from beffroi.kernel.core import Core
from beffroi.kernel.errors import Refused
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, MessageId, QueueId, TeamId
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
)
from beffroi.routing.rows import Agent, Assignment, Work
from beffroi.routing.state import State
from tests.simulation.journal import MemoryJournal

START = 1_000_000.0
SUPPORT = QueueId("support")
SOLVED = Disposition("solved", "Résolu", "Solved")


def queue(name: str = SUPPORT, **rules: Any) -> QueueRules:
    """A queue with ordinary rules, but for those given."""
    return QueueRules(**{"id": QueueId(name), "name": name, "dispositions": (SOLVED,)} | rules)


def needs(mandatory: dict[str, int] | None = None, *steps: Step) -> Requirement:
    """What a queue asks for."""
    return Requirement(mandatory or {}, steps)


def agent(name: str, queues: Iterable[str] = (SUPPORT,), capacity: int = 1, **skills: int) -> AgentProfile:
    """An agent of these queues, at priority 1 and without delay."""
    places = {QueueId(one): Membership() for one in queues}
    return AgentProfile(AgentId(name), TeamId("t"), skills, places, {"chat": capacity})


class Shard:
    """The engine with a journal in memory and a clock moved by the story."""

    def __init__(self) -> None:
        self.clock = FakeClock(START)
        self.journal = MemoryJournal()
        self.core: Core[State] = Core("story", RoutingEngine(), self.journal, self.clock)
        self.core.load()
        self.events: list[Event] = []
        self.asked = 0
        self.news = 0

    # Given

    def given(self, *things: QueueRules | AgentProfile) -> "Shard":
        """These queues and agents exist; the agents are at their desks and ready, in this order."""
        self.news += 1
        queues = tuple(one for one in things if isinstance(one, QueueRules))
        agents = tuple(one for one in things if isinstance(one, AgentProfile))
        self.ask(c.Configure(id=f"n{self.news}", news_seq=self.news, content=Configuration(queues, agents)))
        for profile in agents:
            self.desk(profile.id, connected=True)
            self.ready(profile.id)
            self.clock.move(0.001)
        return self

    # When

    def at(self, seconds: float) -> "Shard":
        """It is now so long after the beginning; what fell due meanwhile has happened, each at its time."""
        until = START + seconds
        while (due := self.core.state.next_due()) is not None and due <= until:
            self.clock.at = max(self.clock.at, due)
            self.ask(c.Advance())
        self.clock.at = until
        return self

    def arrives(self, name: str, queue: str = SUPPORT, **more: Any) -> None:
        """A customer comes."""
        fields = {"channel": "chat", "customer": CustomerId(name), "case": CaseId(name), "arrived_at": self.clock.at}
        self.do(c.Open, interaction=InteractionId(name), queue=QueueId(queue), **fields | more)

    def ready(self, who: str) -> None:
        self.do(c.SetPresence, agent=AgentId(who), state="ready")

    def away(self, who: str, reason: str = "pause", state: str = "not_ready") -> None:
        self.do(c.SetPresence, agent=AgentId(who), state=state, reason=reason)

    def desk(self, who: str, *, connected: bool) -> None:
        self.do(c.ReportDesk, agent=AgentId(who), connected=connected)

    def accepts(self, who: str) -> None:
        self.do(c.Accept, assignment=self.held(who, "offered").id, agent=AgentId(who))

    def declines(self, who: str) -> None:
        self.do(c.Decline, assignment=self.held(who, "offered").id, agent=AgentId(who), reason="busy")

    def writes(self, who: str, to: str) -> None:
        message = MessageId(f"message{self.asked}")
        fields = {"interaction": InteractionId(to), "message": message, "author": "agent"}
        self.do(c.ReportMessage, agent=AgentId(who), **fields)

    def ends(self, who: str | None, contact: str) -> None:
        self.do(c.End, interaction=InteractionId(contact), agent=AgentId(who) if who else None)

    def finishes(self, who: str, disposition: str | None = "solved") -> None:
        self.do(c.Finish, assignment=self.held(who, "wrap_up").id, agent=AgentId(who), disposition=disposition)

    def transfers(self, who: str, contact: str, queue: str | None = None, to: str | None = None) -> None:
        fields = {"queue": QueueId(queue) if queue else None, "to": AgentId(to) if to else None}
        self.do(c.Transfer, interaction=InteractionId(contact), agent=AgentId(who), **fields)

    def do(self, kind: type[c.Command], **fields: Any) -> None:
        """Ask with a fresh id."""
        self.asked += 1
        self.ask(kind(id=f"c{self.asked}", **fields))

    def ask(self, command: c.Command) -> tuple[Event, ...]:
        """Decide, append, commit, answer: as the shard does it."""
        decided = self.core.decide(command)
        if decided.rows:
            self.journal.append(decided.rows)
            self.core.commit(decided.rows)
            self.events += [row.event for row in decided.rows]
        return self.core.answer(decided).events

    def refused(self, act: Any, *args: Any, **fields: Any) -> str:
        """The code with which the act is refused; nothing changed by it."""
        before = len(self.events)
        try:
            act(*args, **fields)
        except Refused as refusal:
            assert len(self.events) == before
            return refusal.code
        raise AssertionError("it was not refused")

    # Then

    @property
    def state(self) -> State:
        return self.core.committed

    def held(self, who: str, state: str) -> Assignment:
        """What the agent has in this state."""
        return next(a for a in self.state.assignments.values() if a.agent == who and a.state == state)

    def offered_to(self, contact: str) -> str | None:
        """Who is shown this contact now."""
        work = self.work(contact)
        held = self.state.assignments[work.assignment] if work.assignment and work.state == "offered" else None
        return held.agent if held else None

    def in_contact(self, contact: str) -> str | None:
        """Who has this contact now."""
        work = self.work(contact)
        return self.state.assignments[work.assignment].agent if work.assignment and work.state == "in_contact" else None

    def agent(self, who: str) -> Agent:
        return self.state.agents[AgentId(who)]

    def work(self, contact: str) -> Work:
        return self.state.works[InteractionId(contact)]

    def line(self, queue: str = SUPPORT) -> list[str]:
        """Who waits, in order."""
        return [work.id for work in self.state.waiting_in(QueueId(queue))]

    def last(self, kind: type[Event]) -> Any:
        """The newest event of a kind."""
        return next(event for event in reversed(self.events) if isinstance(event, kind))

    def offers(self) -> list[tuple[str, str]]:
        """Every offer made so far: contact, agent."""
        return [(event.interaction, event.agent) for event in self.events if isinstance(event, e.OfferMade)]
