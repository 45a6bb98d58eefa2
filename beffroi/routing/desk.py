"""Desks: whether an agent's screen is there, and what becomes of their work when it is not."""

from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AssignmentId, Instant
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing import states
from beffroi.routing.match import find_work
from beffroi.routing.model import DESK_GRACE_S, Requirement
from beffroi.routing.opening import look_again
from beffroi.routing.presence import settle
from beffroi.routing.rows import Agent
from beffroi.routing.said import agent_row
from beffroi.routing.state import State
from beffroi.routing.states import Presence
from beffroi.routing.wrap_up import stopped

DESK_LOST = "desk_lost"


def report_desk(state: State, command: c.ReportDesk, now: Instant) -> Iterator[Event]:
    """The screen is there, or was cut: then the agent keeps their work for a while."""
    agent = agent_row(state, command.agent)
    connected = agent.desk == states.Desk.CONNECTED
    if command.connected and not connected:
        yield e.DeskConnected(at=now, agent=agent.id)
        yield from find_work(state, agent.id, now)
    elif connected and not command.connected:
        yield e.DeskDropped(at=now, agent=agent.id, grace_until=now + DESK_GRACE_S)


def lose_desk(state: State, agent: Agent, due_at: Instant, now: Instant) -> Iterator[Event]:
    """The screen did not come back: its offers and contacts go back ahead of the line, by their first arrival."""
    yield e.DeskLost(at=now, due_at=due_at, agent=agent.id)
    for channel, presence in list(agent.presence.items()):
        if presence.state == Presence.READY and channel not in agent.next:
            yield e.PresenceChanged(at=now, agent=agent.id, channel=channel, state=Presence.NOT_READY, reason=DESK_LOST)
    for assignment_id in list(agent.assignments):
        yield from _give_back(state, assignment_id, now)
    yield from settle(state, agent.id, now)


def _give_back(state: State, assignment_id: AssignmentId, now: Instant) -> Iterator[Event]:
    assignment = state.assignments[assignment_id]
    if assignment.state == states.Assignment.WRAP_UP:
        return
    work = state.works[assignment.interaction]
    if assignment.state == states.Assignment.OFFERED:
        yield e.OfferWithdrawn(
            at=now, assignment=assignment.id, interaction=work.id, agent=assignment.agent, why=DESK_LOST
        )
    else:
        yield stopped(assignment, DESK_LOST, now)
        yield e.QueueEntered(
            at=now,
            interaction=work.id,
            queue=work.queue,
            passage=work.passage + 1,
            rank=work.arrived_at,
            ahead=True,
            requirement=_for_anyone(work.requirement),
        )
    yield from look_again(state, work, now)


def _for_anyone(requirement: Requirement) -> Requirement:
    """Whoever was asked for by name had it and is gone: nobody waits for them a second time."""
    return Requirement(requirement.mandatory, tuple(step for step in requirement.steps if not step.agents))
