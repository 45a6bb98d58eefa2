"""Why this agent, and why not another: from the reasons kept with the offer, or for waiting work from the lines."""

from typing import Final

import msgspec

from beffroi.kernel.errors import NotFound
from beffroi.kernel.ids import AgentId, Instant, InteractionId
from beffroi.routing.line import Line, Seat
from beffroi.routing.model import NO_MEMBERSHIP, Candidate, Membership, Reasons
from beffroi.routing.state import State, Work, availability, meets
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
    return Explanation(interaction, work.state, now, reasons, passed_over, verdict)


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
    until = work.excluded.get(agent, 0.0)
    if until > now:
        return Verdict(agent, EXCLUDED, seconds=until - now)
    left_s = work.entered_at + membership.delay_s - now
    return Verdict(agent, DELAY, seconds=left_s) if left_s > 0 else Verdict(agent, FREE)


def _passed_over(state: State, work: Work, now: Instant) -> dict[str, int]:
    """How many agents of the queue cannot have the work now, by cause."""
    line: Line = state.line_of(work)
    counts: dict[str, int] = {str(cause): count for cause, count in line.tally.items() if count}
    for agent, seat in line.agents.items():
        if isinstance(seat, Seat):
            code = _held_back(work, agent, line.members[agent], now).code
            counts[code] = counts.get(code, 0) + 1
    lacking = len(state.members.get(work.queue, ())) - len(line.members)
    if lacking > 0 and not work.named:
        counts["skills"] = lacking
    return counts
