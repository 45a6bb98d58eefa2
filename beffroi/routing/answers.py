"""What routing's routes answer with."""

from typing import Self

from pydantic import BaseModel

from beffroi.kernel.core import Answer
from beffroi.kernel.ids import AgentId, Instant, QueueId
from beffroi.routing import words
from beffroi.routing.events import OfferAccepted
from beffroi.routing.explain import Explanation
from beffroi.routing.model import QueueRules
from beffroi.routing.rows import Work, availability, meets, status_of
from beffroi.routing.state import State
from beffroi.routing.states import Availability


class Told(BaseModel):
    """It is done and kept; `seq` is the journal's place after it."""

    seq: int


class Offered(Told):
    """The offer you accepted is now your contact."""

    assignment: str
    interaction: str


def told(answer: Answer) -> Told:
    """The plain answer to an act."""
    return Told(seq=answer.seq)


def offered(answer: Answer) -> Offered:
    """The answer to an accept: what was accepted."""
    event = next(event for event in answer.events if isinstance(event, OfferAccepted))
    return Offered(seq=answer.seq, assignment=event.assignment, interaction=event.interaction)


class Wording(BaseModel):
    """A code and its words."""

    code: str
    fr: str
    en: str


DECLINE_REASONS = (
    Wording(code="busy", fr="Je termine autre chose", en="I am finishing something"),
    Wording(code="not_my_skill", fr="Hors de ma compétence", en="Not within my skills"),
    Wording(code="technical", fr="Problème technique", en="Technical problem"),
    Wording(code="other", fr="Autre motif", en="Another reason"),
)


class QueueShown(BaseModel):
    """A queue as the screens need it; `in_scope` says whether its figures may be watched."""

    id: str
    name: str
    threshold_s: float
    target: float
    may_decline: bool
    wrap_up_mode: str
    wrap_up_s: float
    dispositions: list[Wording]
    decline_reasons: list[Wording]
    in_scope: bool

    @classmethod
    def of(cls, rules: QueueRules, *, in_scope: bool) -> Self:
        """The queue with these rules."""
        return cls(
            id=rules.id,
            name=rules.name,
            threshold_s=rules.threshold_s,
            target=rules.target,
            may_decline=rules.may_decline,
            wrap_up_mode=rules.wrap_up.mode,
            wrap_up_s=rules.wrap_up.limit_s,
            dispositions=[Wording(code=d.code, fr=d.fr, en=d.en) for d in rules.dispositions],
            decline_reasons=list(DECLINE_REASONS) if rules.may_decline else [],
            in_scope=in_scope,
        )


class QueueTarget(BaseModel):
    """A queue one may transfer to, and how it stands."""

    id: str
    name: str
    waiting: int
    available: int


class AgentTarget(BaseModel):
    """A colleague who could take the contact now."""

    id: str
    name: str
    team: str
    status: str
    idle_since: Instant


class Targets(BaseModel):
    """Where a contact may go."""

    queues: list[QueueTarget]
    agents: list[AgentTarget]

    @classmethod
    def of(cls, state: State, work: Work, holder: AgentId, names: words.Names) -> Self:
        """For this work, in the hands of `holder`."""
        need = tuple(state.queues[work.queue].requirement.mandatory.items())
        able = [
            agent
            for agent in state.agents.values()
            if agent.id != holder
            and meets(agent.profile.skills, need)
            and availability(agent, work.channel) is Availability.FREE
        ]
        return cls(
            queues=[
                QueueTarget(
                    id=queue.id,
                    name=queue.name,
                    waiting=state.count_waiting(queue.id),
                    available=_free(state, queue.id, work.channel),
                )
                for queue in sorted(state.queues.values(), key=lambda queue: queue.name)
            ],
            agents=[
                AgentTarget(
                    id=agent.id,
                    name=names.agent(agent.id),
                    team=agent.team,
                    status=status_of(agent),
                    idle_since=agent.idle_since,
                )
                for agent in sorted(able, key=lambda agent: agent.idle_since)
            ],
        )


def _free(state: State, queue: QueueId, channel: str) -> int:
    bench = state.bench(queue, channel)
    return len(bench.free) if bench else 0


class Person(BaseModel):
    """Somebody, by id and name."""

    id: str
    name: str


class RunnerUp(BaseModel):
    """Who came next, and what set the winner apart."""

    agent: Person
    fr: str
    en: str


class PassedOver(Wording):
    """How many were passed over for one cause."""

    count: int


class Explained(BaseModel):
    """Why this agent, in words."""

    interaction: str
    state: str
    at: Instant
    winner: Person | None
    runners_up: list[RunnerUp]
    exclusions: list[PassedOver]
    sentences: dict[str, list[str]]

    @classmethod
    def of(cls, found: Explanation, names: words.Names) -> Self:
        """The explanation with names and sentences."""
        said = words.sentences(found, names)
        winner = found.reasons.winner if found.reasons else None
        others = found.reasons.runners_up if found.reasons else ()
        return cls(
            interaction=found.interaction,
            state=found.state,
            at=found.at,
            winner=_person(winner.agent, names) if winner else None,
            runners_up=[
                RunnerUp(agent=_person(other.agent, names), **words.candidate(winner, other)._asdict())
                for other in others
                if winner
            ],
            exclusions=[
                PassedOver(code=cause, count=count, **words.CAUSES[cause]._asdict())
                for cause, count in sorted(found.passed_over.items())
            ],
            sentences={"fr": [one.fr for one in said], "en": [one.en for one in said]},
        )


def _person(agent: AgentId, names: words.Names) -> Person:
    return Person(id=agent, name=names.agent(agent))
