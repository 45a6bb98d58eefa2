"""What routing's routes answer with."""

from typing import Self

from pydantic import BaseModel

from beffroi.kernel.core import Answer
from beffroi.kernel.ids import AgentId, Instant, QueueId
from beffroi.routing import story, words
from beffroi.routing.events import OfferAccepted
from beffroi.routing.explain import Explanation, Wait
from beffroi.routing.model import QueueRules, Reasons
from beffroi.routing.rows import Work, meets, status_of
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
    """A queue as the screens need it; `in_scope` says whether its figures may be watched.

    One that is `gone` is only there for the contacts that still end in it: nobody chooses it any more.
    """

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
    gone: bool

    @classmethod
    def of(cls, rules: QueueRules, *, in_scope: bool, gone: bool) -> Self:
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
            gone=gone,
        )


def is_gone(state: State, queue: QueueId) -> bool:
    """Whether the queue takes in nothing more."""
    row = state.rows.now.get(queue)
    return row is not None and row.gone


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
            and not agent.gone
            and meets(agent.profile.skills, need)
            and state.availability(agent, work.channel) is Availability.FREE
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
                if not is_gone(state, queue.id)
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


class WaitShown(BaseModel):
    """Why it waits, in figures: how many are served before, the step in force and until when, how long it may last."""

    since: Instant
    ahead: int
    step: int
    steps: int
    step_until: Instant | None
    expected_s: float | None

    @classmethod
    def of(cls, wait: Wait) -> Self:
        """The same, for the screens."""
        return cls(
            since=wait.since,
            ahead=wait.ahead,
            step=wait.step,
            steps=wait.steps,
            step_until=wait.step_until,
            expected_s=wait.expected_s,
        )


class Explained(BaseModel):
    """Why this agent, or why this wait, in words. `verdict` is the code of what holds for the agent asked about."""

    interaction: str
    queue: str
    state: str
    at: Instant
    strategy: str | None
    winner: Person | None
    runners_up: list[RunnerUp]
    exclusions: list[PassedOver]
    wait: WaitShown | None
    verdict: str | None
    sentences: dict[str, list[str]]

    @classmethod
    def of(cls, found: Explanation, names: words.Names) -> Self:
        """The explanation with names and sentences."""
        said = story.sentences(found, names)
        reasons = found.reasons
        return cls(
            interaction=found.interaction,
            queue=found.queue,
            state=found.state,
            at=found.at,
            strategy=reasons.strategy if reasons else None,
            winner=_person(reasons.winner.agent, names) if reasons else None,
            runners_up=_runners_up(reasons, names) if reasons else [],
            exclusions=[
                PassedOver(code=cause, count=count, **words.CAUSES[cause]._asdict())
                for cause, count in sorted(found.passed_over.items())
            ],
            wait=WaitShown.of(found.wait) if found.wait else None,
            verdict=found.verdict.code if found.verdict else None,
            sentences={"fr": [one.fr for one in said], "en": [one.en for one in said]},
        )


def _runners_up(reasons: Reasons, names: words.Names) -> list[RunnerUp]:
    return [
        RunnerUp(agent=_person(other.agent, names), **story.candidate(reasons, other)._asdict())
        for other in reasons.runners_up
    ]


def _person(agent: AgentId, names: words.Names) -> Person:
    return Person(id=agent, name=names.agent(agent))
