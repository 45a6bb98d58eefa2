"""What work asks for: its queue's requirement, its reason's, what the door found of its own, and its rank."""

from beffroi.kernel.ids import AgentId, Instant, QueueId
from beffroi.routing import errors
from beffroi.routing.model import QueueRules, Requirement, Step
from beffroi.routing.rows import Work
from beffroi.routing.rules import Levels, ReasonRules
from beffroi.routing.state import State
from beffroi.routing.states import Presence


def requirement_of(
    state: State,
    queue: QueueRules,
    reason: str | None,
    own: Levels | None = None,
    first: tuple[Step, ...] = (),
) -> Requirement:
    """Mandatory: the queue's, the reason's line's, the work's own. Steps: `first`, the reason's wish, the queue's."""
    if not (reason or own or first):
        return queue.requirement
    line = lineage(state, reason)
    mandatory = highest(queue.requirement.mandatory, own or {}, *(one.mandatory for one in line))
    preferred = highest(*(one.preferred for one in line))
    wish = (Step(line[0].preferred_s, preferred),) if preferred else ()
    return Requirement(mandatory, (*first, *wish, *queue.requirement.steps))


def rest_of(work: Work, now: Instant) -> Requirement:
    """What waiting work still asks for: steps given up stay given up, the one in force ends when it would have."""
    steps = work.requirement.steps[work.step :]
    if steps:
        left_s = max(0.0, work.step_due - now)
        steps = (Step(left_s, steps[0].skills, steps[0].agents), *steps[1:])
    return Requirement(work.requirement.mandatory, steps)


def last_agent_step(state: State, queue: QueueRules, agent_id: AgentId | None, channel: str) -> tuple[Step, ...]:
    """Whoever served the customer last is waited for first, if the queue wishes it and they are logged in."""
    agent = state.agents.get(agent_id) if agent_id and queue.last_agent_s > 0 else None
    presence = agent.presence.get(channel) if agent and not agent.gone else None
    if agent is None or presence is None or presence.state == Presence.LOGGED_OUT:
        return ()
    return (Step(queue.last_agent_s, agents=(agent.id,)),)


def lineage(state: State, reason: str | None) -> tuple[ReasonRules, ...]:
    """The reason's rules and its ancestors', nearest first; none for a reason nobody configured."""
    return state.lineages.get(reason, ()) if reason else ()


def reason_bonus(state: State, reason: str | None) -> float:
    """What the reason is worth in seconds of rank: the most of its own and its ancestors'."""
    return max((one.bonus_s for one in lineage(state, reason)), default=0.0) if reason else 0.0


def rank_of(state: State, queue: QueueRules, arrived_at: Instant, bonus_s: float) -> float:
    """Arrival less every bonus: the queue's, the one a supervisor gave the queue, the work's own."""
    row = state.rows.now.get(queue.id)
    lever = row.levers.get("priority") if row else None
    return arrived_at - queue.bonus_s - (float(lever.value) if lever else 0.0) - bonus_s


def highest(*levels: Levels) -> Levels:
    """Every skill named, at the highest level asked for."""
    found: dict[str, int] = {}
    for one in levels:
        for skill, level in one.items():
            found[skill] = max(level, found.get(skill, 0))
    return found


def known_queue(state: State, queue: QueueId) -> QueueRules:
    """The queue's rules, in use or gone; or a refusal."""
    rules = state.queues.get(queue)
    if rules is None:
        raise errors.UnknownQueue(queue=queue)
    return rules


def queue_rules(state: State, queue: QueueId) -> QueueRules:
    """The queue's rules, while it takes work in; or a refusal."""
    rules = known_queue(state, queue)
    row = state.rows.now.get(queue)
    if row is not None and row.gone:
        raise errors.UnknownQueue(queue=queue)
    return rules
