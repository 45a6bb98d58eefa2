"""Why this agent, and why not another: from the reasons kept with the offer, or for waiting work from the lines."""

from typing import Final

import msgspec

from beffroi.kernel.errors import NotFound
from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.routing.match import candidates, hindrance
from beffroi.routing.model import NO_MEMBERSHIP, Candidate, Membership, Reasons
from beffroi.routing.rows import Work, availability, meets
from beffroi.routing.state import State
from beffroi.routing.states import Availability

WINNER: Final = "winner"
BEHIND: Final = "behind"
NOT_NAMED: Final = "not_named"
NOT_IN_QUEUE: Final = "not_in_queue"
LACKS_SKILL: Final = "lacks_skill"
EXCLUDED: Final = "excluded"
DELAY: Final = "delay"
FREE: Final = "free"


class Verdict(msgspec.Struct, frozen=True):
    """What holds for one agent: a code, and the skill, level or seconds that belong to it."""

    agent: AgentId
    code: str
    skill: str | None = None
    level: int = 0
    seconds: float = 0.0
    reason: str | None = None


class Explanation(msgspec.Struct, frozen=True):
    """`reasons` of the offer in force; without one, `passed_over` says why the work still waits."""

    interaction: InteractionId
    queue: QueueId
    state: str
    at: Instant
    reasons: Reasons | None
    passed_over: dict[str, int]
    verdict: Verdict | None


def explain(state: State, interaction: InteractionId, agent: AgentId | None, now: Instant) -> Explanation:
    """Answers for anyone, in `state` as it is; NotFound when the interaction is over there."""
    work = state.works.get(interaction)
    if work is None:
        raise NotFound(interaction=interaction)
    held = state.assignments[work.assignment] if work.assignment else None
    reasons = held.reasons if held else None
    passed_over = reasons.passed_over if reasons else _passed_over(state, work, now)
    verdict = None
    if agent is not None:
        verdict = _from_reasons(reasons, agent) if reasons else None
        verdict = verdict or _verdict(state, work, agent, now)
    return Explanation(interaction, work.queue, work.state, now, reasons, passed_over, verdict)


def _from_reasons(reasons: Reasons, agent: AgentId) -> Verdict | None:
    """What the offer itself kept about this agent."""
    if reasons.winner.agent == agent:
        return Verdict(agent, WINNER, seconds=reasons.winner.idle_s)
    for place, other in enumerate(reasons.runners_up, start=2):
        if other.agent == agent:
            return Verdict(agent, BEHIND, level=place, seconds=other.idle_s, reason=_why_behind(reasons.winner, other))
    return None


def _why_behind(winner: Candidate, other: Candidate) -> str:
    if other.priority != winner.priority:
        return "priority"
    return "load" if other.load != winner.load else "idle"


def _verdict(state: State, work: Work, agent_id: AgentId, now: Instant) -> Verdict:
    """What holds for this agent in the state as it is."""
    agent = state.agents.get(agent_id)
    if agent is None:
        raise NotFound(agent=agent_id)
    if work.named and agent_id not in work.named:
        return Verdict(agent_id, NOT_NAMED)
    membership = agent.profile.queues.get(work.queue)
    if membership is None and not work.named:
        return Verdict(agent_id, NOT_IN_QUEUE)
    for skill, level in work.need:
        if not meets(agent.profile.skills, ((skill, level),)):
            return Verdict(agent_id, LACKS_SKILL, skill=skill, level=level)
    free = availability(agent, work.channel)
    if free is not Availability.FREE:
        presence = agent.presence.get(work.channel)
        return Verdict(agent_id, free, reason=presence.reason if presence else None)
    return _held_back(work, agent_id, membership or NO_MEMBERSHIP, now)


def _held_back(work: Work, agent: AgentId, membership: Membership, now: Instant) -> Verdict:
    """Free and able: held back by a refusal or a delay, or simply free."""
    match hindrance(work, True, agent, membership.delay_s, now):
        case "excluded":
            return Verdict(agent, EXCLUDED, seconds=work.excluded[agent] - now)
        case "delay":
            return Verdict(agent, DELAY, seconds=work.entered_at + membership.delay_s - now)
        case _:
            return Verdict(agent, FREE)


def _passed_over(state: State, work: Work, now: Instant) -> dict[str, int]:
    """How many agents of the queue cannot have the waiting work now, by cause."""
    counts: dict[str, int] = {}
    candidates(state, work, now, len(state.agents) + 1, counts)
    return {str(cause): count for cause, count in counts.items()}
