"""Work that cannot wait pauses work that can; what was paused comes back to the same agent. The matrix is the law."""

from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, Instant
from beffroi.routing import events as e
from beffroi.routing.rows import Agent, Assignment
from beffroi.routing.rules import PAUSES
from beffroi.routing.state import State
from beffroi.routing.states import Assignment as States


def pause_others(state: State, taken: AssignmentId, now: Instant) -> Iterator[Event]:
    """The agent took work that cannot wait: what they had in hand and it pauses rests until it is done."""
    new = state.assignments[taken]
    agent = state.agents[new.agent]
    for one in _theirs(state, agent, States.ACTIVE):
        if _pauses(state, new.channel, one.channel):
            yield e.AssignmentPaused(
                at=now,
                assignment=one.id,
                interaction=one.interaction,
                agent=one.agent,
                channel=one.channel,
                by=new.id,
            )


def come_back(state: State, agent_id: AgentId, now: Instant) -> Iterator[Event]:
    """What rests and nothing in hand pauses any more is before the agent again: what was paused last comes first."""
    agent = state.agents[agent_id]
    resting = sorted(_theirs(state, agent, States.PAUSED), key=lambda one: one.paused_at, reverse=True)
    for one in resting:
        if not _still_paused(state, agent, one):
            yield e.AssignmentResumed(
                at=now,
                assignment=one.id,
                interaction=one.interaction,
                agent=one.agent,
                channel=one.channel,
                paused_s=now - one.paused_at,
            )


def talked_s(assignment: Assignment, now: Instant) -> float:
    """How long the agent has had the contact before them: the time it rested is not counted."""
    resting = assignment.state == States.PAUSED
    return (assignment.paused_at if resting else now) - assignment.accepted_at - assignment.paused_s


def _still_paused(state: State, agent: Agent, resting: Assignment) -> bool:
    """Work in hand, or its wrap-up, pauses it."""
    held = (*_theirs(state, agent, States.ACTIVE), *_theirs(state, agent, States.WRAP_UP))
    return any(_pauses(state, one.channel, resting.channel) for one in held)


def _pauses(state: State, new: str, held: str) -> bool:
    return state.interrupts.get(new, {}).get(held) == PAUSES


def _theirs(state: State, agent: Agent, now: States) -> list[Assignment]:
    held = (state.assignments[one] for one in agent.assignments)
    return [one for one in held if one.state == now]
