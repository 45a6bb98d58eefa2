"""What a person may touch on the floor: agents by their team, contacts and levers by their queue."""

from collections.abc import Iterable

from beffroi.kernel.errors import NotAllowed
from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.kernel.web.access import Principal
from beffroi.routing.errors import InteractionOver, UnknownAgent, UnknownQueue, UntilIsFar, UntilIsPast
from beffroi.routing.floor.model import LONGEST_S, NEEDS, Act
from beffroi.routing.model import QueueRules
from beffroi.routing.rows import Agent, Work
from beffroi.routing.state import State


def queue_of(state: State, who: Principal, queue: str) -> QueueRules:
    """The queue, if it is theirs to touch. Whoever reaches only some learns nothing of others."""
    if not who.sees_queue(queue):
        raise NotAllowed(queue=queue)
    found, now = state.queues.get(QueueId(queue)), state.rows.now.get(QueueId(queue))
    if found is None or (now is not None and now.gone):
        raise UnknownQueue(queue=queue)
    return found


def agent_of(state: State, who: Principal, agent: str) -> Agent:
    """The agent, if theirs to touch."""
    found = state.agents.get(AgentId(agent))
    if found is None and who.teams is None:
        raise UnknownAgent(agent=agent)
    if found is None or not who.sees_team(found.team):
        raise NotAllowed(agent=agent)
    if found.gone:
        raise UnknownAgent(agent=agent)
    return found


def agents_of(state: State, who: Principal, agents: Iterable[str]) -> list[Agent]:
    """These agents, each once, if all are theirs to touch."""
    return [agent_of(state, who, agent) for agent in dict.fromkeys(agents)]


def work_of(state: State, who: Principal, interaction: str) -> Work:
    """The contact, if it is in a queue of theirs; and in whose hands it is, if that agent is theirs too."""
    found = state.works.get(InteractionId(interaction))
    if found is None:
        raise InteractionOver(interaction=interaction)
    held = state.assignments.get(found.assignment) if found.assignment else None
    if not who.sees_queue(found.queue) or (held is not None and not who.sees_team(state.agents[held.agent].team)):
        raise NotAllowed(interaction=interaction)
    return found


def sees_act(who: Principal, act: Act) -> bool:
    """Whether everything the act touches is in their scope."""
    return all(map(who.sees_queue, act.queues)) and all(map(who.sees_team, act.teams))


def may_undo(who: Principal, act: Act) -> bool:
    """Whether they may do what undoing takes: the same as for the act, and to give back queues, to reach these."""
    return who.can(NEEDS[act.kind]) and all(map(who.sees_queue, act.before.get("queues") or ()))


def lasting(until: Instant | None, now: Instant) -> Instant | None:
    """`until`, if something on the floor may be set until then."""
    if until is not None and until <= now:
        raise UntilIsPast(until=until)
    if until is not None and until > now + LONGEST_S:
        raise UntilIsFar(until=until)
    return until
