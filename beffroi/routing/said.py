"""Presence as it is said: at once, or after the contact in hand."""

from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant
from beffroi.routing import errors
from beffroi.routing import events as e
from beffroi.routing.rows import Agent
from beffroi.routing.state import State
from beffroi.routing.states import Presence


def agent_row(state: State, agent_id: AgentId) -> Agent:
    """The agent, or a refusal."""
    agent = state.agents.get(agent_id)
    if agent is None:
        raise errors.UnknownAgent(agent=agent_id)
    return agent


def say(agent: Agent, said: str, reason: str | None, channel: str | None, now: Instant) -> Iterator[Event]:
    """The agent's presence is this on the channel, or (None) on all; who stops does so after the contact in hand."""
    for one in [channel] if channel else list(agent.profile.capacity):
        yield from _say(agent, one, said, reason, now)
    for one in [] if channel else [one for one in agent.presence if one not in agent.profile.capacity]:
        yield from _say(agent, one, Presence.LOGGED_OUT, None, now)  # a channel they no longer have


def _say(agent: Agent, channel: str, said: str, reason: str | None, now: Instant) -> Iterator[Event]:
    if _already(agent, channel, said, reason):
        return
    later = said != Presence.READY and agent.load.get(channel, 0) > 0
    kind = e.NextPresenceAsked if later else e.PresenceChanged
    yield kind(at=now, agent=agent.id, channel=channel, state=said, reason=reason)


def _already(agent: Agent, channel: str, said: str, reason: str | None) -> bool:
    """Said before, and nothing else was asked for since: an agent who says it again loses no idle time."""
    now = agent.presence.get(channel)
    before = (now.state, now.reason) if now else (Presence.LOGGED_OUT, None)
    if said == Presence.LOGGED_OUT == before[0]:
        return True
    return channel not in agent.next and before == (said, reason)
