"""Presence: what agents say of themselves, and when it applies."""

from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant
from beffroi.routing import commands as c
from beffroi.routing import errors
from beffroi.routing import events as e
from beffroi.routing.match import find_agent, find_work
from beffroi.routing.rows import Agent, Assignment
from beffroi.routing.state import State
from beffroi.routing.states import Assignment as Offered
from beffroi.routing.states import Presence


def configure(state: State, command: c.Configure, now: Instant) -> Iterator[Event]:
    """The change is in force; agents it concerns look for work."""
    if command.news_seq <= state.rows.news_seq:
        return
    yield e.Configured(at=now, news_seq=command.news_seq, content=command.content)
    for profile in command.content.agents:
        yield from find_work(state, profile.id, now)


def set_presence(state: State, command: c.SetPresence, now: Instant) -> Iterator[Event]:
    """At once, or after the contact in hand when the agent asks to stop. Who leaves gives back what still rings."""
    agent = agent_row(state, command.agent)
    if command.state not in set(Presence):
        raise errors.UnknownPresence(state=command.state)
    if command.state == Presence.NOT_READY and not command.reason:
        raise errors.ReasonMissing()
    if command.channel is not None and command.channel not in agent.profile.capacity:
        raise errors.UnknownChannel(channel=command.channel)
    rings = _ringing(state, agent) if command.state == Presence.LOGGED_OUT else []
    for offer in rings:
        yield e.OfferWithdrawn(
            at=now, assignment=offer.id, interaction=offer.interaction, agent=agent.id, why="agent_left"
        )
    for channel in [command.channel] if command.channel else list(agent.profile.capacity):
        if _already(agent, channel, command):
            continue
        later = command.state != Presence.READY and agent.load.get(channel, 0) > 0
        kind = e.NextPresenceAsked if later else e.PresenceChanged
        yield kind(at=now, agent=agent.id, channel=channel, state=command.state, reason=command.reason)
    for offer in rings:
        yield from find_agent(state, offer.interaction, now)
    yield from find_work(state, agent.id, now)


def _ringing(state: State, agent: Agent) -> list[Assignment]:
    held = (state.assignments[one] for one in agent.assignments)
    return [one for one in held if one.state == Offered.OFFERED]


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


def agent_row(state: State, agent_id: AgentId) -> Agent:
    """The agent, or a refusal."""
    agent = state.agents.get(agent_id)
    if agent is None:
        raise errors.UnknownAgent(agent=agent_id)
    return agent
