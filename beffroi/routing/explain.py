"""Why this agent, why not another, and why this wait: from the reasons kept with the offer, or from the lines."""

from typing import Final

import msgspec

from beffroi.kernel.errors import NotFound
from beffroi.kernel.ids import AgentId, Instant, InteractionId, PartnerId, QueueId
from beffroi.routing.candidates import as_candidate, candidates, hindrance
from beffroi.routing.model import Candidate, Reasons
from beffroi.routing.rows import Agent, Work
from beffroi.routing.safety import can_spare
from beffroi.routing.shares import outside
from beffroi.routing.state import State
from beffroi.routing.states import Availability
from beffroi.routing.states import Work as Works
from beffroi.routing.waiting import expected_wait

WINNER: Final = "winner"
BEHIND: Final = "behind"
NOT_NAMED: Final = "not_named"
NOT_IN_QUEUE: Final = "not_in_queue"
NOT_ON_CHANNEL: Final = "not_on_channel"
LACKS_SKILL: Final = "lacks_skill"
EXCLUDED: Final = "excluded"
DELAY: Final = "delay"
FREE: Final = "free"

CRITERIA: Final = {
    "least_loaded": ("load", "idle"),
    "longest_idle": ("idle", "load"),
    "most_skilled": ("skill", "load", "idle"),
    "round_robin": ("turn",),
}
"""Strategy → what is compared, in this order, once priorities are equal."""


class Verdict(msgspec.Struct, frozen=True):
    """What holds for one agent: a code, and the skill, level, seconds or channel that belong to it."""

    agent: AgentId
    code: str
    skill: str | None = None
    level: int = 0
    seconds: float = 0.0
    reason: str | None = None
    channel: str | None = None
    partner: PartnerId | None = None


class Wait(msgspec.Struct, frozen=True):
    """Why it waits: how many are served before, what is asked for and until when, how long it may still last.

    `asked` and `named` are what holds now, `step` of `steps`, until `step_until`; `withheld` is pull or closed.
    """

    since: Instant
    ahead: int
    asked: dict[str, int]
    named: tuple[AgentId, ...]
    step: int
    steps: int
    step_until: Instant | None
    expected_s: float | None
    withheld: str
    strict: bool


class Explanation(msgspec.Struct, frozen=True):
    """`reasons` of the offer in force; without one, `passed_over` and `wait` say why the work still waits."""

    interaction: InteractionId
    queue: QueueId
    state: str
    at: Instant
    reasons: Reasons | None
    passed_over: dict[str, int]
    verdict: Verdict | None
    wait: Wait | None = None


def explain(state: State, interaction: InteractionId, agent: AgentId | None, now: Instant) -> Explanation:
    """Answers for anyone, in `state` as it is; NotFound when the interaction is over there."""
    work = state.works.get(interaction)
    if work is None:
        raise NotFound(interaction=interaction)
    held = state.assignments.get(work.assignment) if work.assignment else None
    reasons = held.reasons if held else None
    waits = work.state == Works.WAITING
    passed_over = reasons.passed_over if reasons else _passed_over(state, work, now) if waits else {}
    verdict = None
    if agent is not None:
        verdict = from_reasons(reasons, agent) if reasons else None
        verdict = verdict or _verdict(state, work, agent, now)
        if reasons and verdict.code == FREE and not reasons.pulled:
            verdict = _behind(state, work, reasons, agent, now)
    wait = _wait(state, work, now) if waits else None
    return Explanation(interaction, work.queue, work.state, now, reasons, passed_over, verdict, wait)


def is_at_hand(state: State, interaction: InteractionId, agent: AgentId | None) -> bool:
    """The state tells it by itself: the work waits now, or the reasons kept with its offer speak of the agent too."""
    work = state.works.get(interaction)
    held = state.assignments.get(work.assignment) if work is not None and work.assignment else None
    if work is None or held is None:
        return work is not None
    return agent is None or from_reasons(held.reasons, agent) is not None


def from_reasons(reasons: Reasons, agent: AgentId) -> Verdict | None:
    """What the offer itself kept about this agent."""
    if reasons.winner.agent == agent:
        return Verdict(agent, WINNER, seconds=reasons.winner.idle_s)
    for place, other in enumerate(reasons.runners_up, start=2):
        if other.agent == agent:
            return Verdict(agent, BEHIND, level=place, seconds=other.idle_s, reason=why_behind(reasons, other))
    return None


def _behind(state: State, work: Work, reasons: Reasons, agent: AgentId, now: Instant) -> Verdict:
    """Free too, and further behind than those the offer kept."""
    priority = state.membership(agent, work.queue).priority
    other = as_candidate(work, state.agents[agent], priority, now)
    return Verdict(agent, BEHIND, seconds=other.idle_s, reason=why_behind(reasons, other))


def why_behind(reasons: Reasons, other: Candidate) -> str:
    """The first thing compared in which the winner came before this one."""
    winner = reasons.winner
    if reasons.due_partner and winner.partner == reasons.due_partner != other.partner:
        return "share"
    if other.priority != winner.priority:
        return "priority"
    unlike = {
        "load": other.load != winner.load,
        "idle": True,
        "skill": other.skill != winner.skill,
        "turn": True,
    }
    return next(one for one in CRITERIA[reasons.strategy] if unlike[one])


def decisive(reasons: Reasons) -> str:
    """What set the winner apart from whoever came next; "alone" when there was nobody."""
    return why_behind(reasons, reasons.runners_up[0]) if reasons.runners_up else "alone"


def _wait(state: State, work: Work, now: Instant) -> Wait:
    rules = state.queues[work.queue]
    return Wait(
        since=work.entered_at,
        ahead=max(0, state.position(work.id) - 1),
        asked=dict(work.need),
        named=work.named,
        step=work.step,
        steps=len(work.requirement.steps),
        step_until=work.step_due or None,
        expected_s=expected_wait(state, work.id, now),
        withheld=state.withheld(work.queue, work.channel),
        strict=rules.strict,
    )


def _verdict(state: State, work: Work, agent_id: AgentId, now: Instant) -> Verdict:
    """What holds for this agent in the state as it is."""
    agent = state.agents.get(agent_id)
    if agent is None:
        raise NotFound(agent=agent_id)
    return (
        _not_asked(state, work, agent)
        or _not_able(work, agent)
        or _not_free(state, work, agent)
        or _held_back(state, work, agent, now)
    )


def _not_asked(state: State, work: Work, agent: Agent) -> Verdict | None:
    """The work is not for them: it waits for others by name, in a queue they neither serve nor help."""
    if agent.gone:
        return Verdict(agent.id, Availability.GONE)
    if work.named:
        return None if agent.id in work.named else Verdict(agent.id, NOT_NAMED)
    member = work.queue in agent.profile.queues or state.helper_of(agent.id, work.queue)
    return None if member else Verdict(agent.id, NOT_IN_QUEUE)


def _not_able(work: Work, agent: Agent) -> Verdict | None:
    """They lack the channel, or a skill."""
    if work.channel not in agent.profile.capacity:
        return Verdict(agent.id, NOT_ON_CHANNEL, channel=work.channel)
    for skill, level in work.need:
        if agent.profile.skills.get(skill, 0) < level:
            return Verdict(agent.id, LACKS_SKILL, skill=skill, level=level)
    return None


def _not_free(state: State, work: Work, agent: Agent) -> Verdict | None:
    free = state.availability(agent, work.channel)
    if free is Availability.FREE:
        return None
    presence = agent.presence.get(work.channel)
    in_hand = next((held for held, count in agent.load.items() if count and held != work.channel), None)
    channel = in_hand if free is Availability.BUSY else None
    return Verdict(agent.id, free, reason=presence.reason if presence else None, channel=channel)


def _held_back(state: State, work: Work, agent: Agent, now: Instant) -> Verdict:
    """Free and able: held back by the queue, their partner's bands, a refusal or a delay; or simply free."""
    withheld = state.withheld(work.queue, work.channel)
    if withheld:
        return Verdict(agent.id, withheld)
    partner = agent.profile.partner
    if not work.named and outside(state.queues[work.queue], partner, now):
        return Verdict(agent.id, "band", partner=partner)
    delay_s = state.membership(agent.id, work.queue).delay_s
    match hindrance(work, True, agent.id, delay_s, now):
        case "excluded":
            return Verdict(agent.id, EXCLUDED, seconds=work.excluded[agent.id] - now)
        case "delay":
            return Verdict(agent.id, DELAY, seconds=work.entered_at + delay_s - now)
    helper = None if work.named else state.helper_of(agent.id, work.queue)
    spare = helper is None or can_spare(state, helper, work.queue, work.channel, now)
    return Verdict(agent.id, FREE if spare else "kept")


def _passed_over(state: State, work: Work, now: Instant) -> dict[str, int]:
    """How many agents of the queue cannot have the waiting work now, by cause."""
    counts: dict[str, int] = {}
    candidates(state, work, now, len(state.agents) + 1, counts)
    return {str(cause): count for cause, count in counts.items()}
