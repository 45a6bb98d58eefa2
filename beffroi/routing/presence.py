"""Presence and desks: what agents say of themselves, and whether their screen is there."""

from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, Instant
from beffroi.routing import commands as c
from beffroi.routing import errors, states
from beffroi.routing import events as e
from beffroi.routing.match import find_agent, find_work
from beffroi.routing.model import DESK_GRACE_S, Requirement
from beffroi.routing.rows import Agent
from beffroi.routing.state import State
from beffroi.routing.states import Presence

DESK_LOST = "desk_lost"


def configure(state: State, command: c.Configure, now: Instant) -> Iterator[Event]:
    """The change is in force; agents it concerns look for work."""
    if command.news_seq <= state.rows.news_seq:
        return
    yield e.Configured(at=now, news_seq=command.news_seq, content=command.content)
    for profile in command.content.agents:
        yield from find_work(state, profile.id, now)


def set_presence(state: State, command: c.SetPresence, now: Instant) -> Iterator[Event]:
    """At once, or after the contact in hand when the agent asks to stop."""
    agent = _agent(state, command.agent)
    if command.state not in set(Presence):
        raise errors.UnknownPresence(state=command.state)
    if command.state == Presence.NOT_READY and not command.reason:
        raise errors.ReasonMissing()
    if command.channel is not None and command.channel not in agent.profile.capacity:
        raise errors.UnknownChannel(channel=command.channel)
    for channel in [command.channel] if command.channel else list(agent.profile.capacity):
        if _already(agent, channel, command):
            continue
        later = command.state != Presence.READY and agent.load.get(channel, 0) > 0
        kind = e.NextPresenceAsked if later else e.PresenceChanged
        yield kind(at=now, agent=agent.id, channel=channel, state=command.state, reason=command.reason)
    yield from find_work(state, agent.id, now)


def _already(agent: Agent, channel: str, command: c.SetPresence) -> bool:
    """Said before, and nothing else was asked for since: an agent who says it again loses no idle time."""
    now = agent.presence.get(channel)
    state, reason = (now.state, now.reason) if now else (Presence.LOGGED_OUT, None)
    if command.state == Presence.LOGGED_OUT == state:
        return True
    return channel not in agent.next and (state, reason) == (command.state, command.reason)


def settle(state: State, agent_id: AgentId, now: Instant) -> Iterator[Event]:
    """After work ended: a presence asked for meanwhile applies, or the agent looks for work."""
    agent = state.agents[agent_id]
    for channel, asked in list(agent.next.items()):
        if not agent.load.get(channel, 0):
            yield e.PresenceChanged(at=now, agent=agent_id, channel=channel, state=asked.state, reason=asked.reason)
    yield from find_work(state, agent_id, now)


def report_desk(state: State, command: c.ReportDesk, now: Instant) -> Iterator[Event]:
    """The screen is there, or was cut: then the agent keeps their work for a while."""
    agent = _agent(state, command.agent)
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
        if presence.state == Presence.READY:
            yield e.PresenceChanged(at=now, agent=agent.id, channel=channel, state=Presence.NOT_READY, reason=DESK_LOST)
    for assignment_id in list(agent.assignments):
        yield from _give_back(state, assignment_id, now)


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
        yield e.AssignmentClosed(
            at=now,
            assignment=assignment.id,
            interaction=work.id,
            agent=assignment.agent,
            queue=assignment.queue,
            channel=assignment.channel,
            how=DESK_LOST,
            talk_s=now - assignment.accepted_at,
        )
        yield e.QueueEntered(
            at=now,
            interaction=work.id,
            queue=work.queue,
            passage=work.passage + 1,
            rank=work.arrived_at,
            ahead=True,
            requirement=_for_anyone(work.requirement),
        )
    yield from find_agent(state, work.id, now)


def _for_anyone(requirement: Requirement) -> Requirement:
    """Whoever was asked for by name had it and is gone: nobody waits for them a second time."""
    return Requirement(requirement.mandatory, tuple(step for step in requirement.steps if not step.agents))


def _agent(state: State, agent_id: AgentId) -> Agent:
    agent = state.agents.get(agent_id)
    if agent is None:
        raise errors.UnknownAgent(agent=agent_id)
    return agent
