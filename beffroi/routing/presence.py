"""Presence: what agents say of themselves, and when it applies."""

from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant
from beffroi.routing import commands as c
from beffroi.routing import errors, opening, pauses
from beffroi.routing import events as e
from beffroi.routing import floor_events as f
from beffroi.routing.interrupts import come_back
from beffroi.routing.match import find_work, serve
from beffroi.routing.model import Configuration
from beffroi.routing.rows import Agent, Assignment
from beffroi.routing.said import agent_row, say
from beffroi.routing.state import State
from beffroi.routing.states import Assignment as Offered
from beffroi.routing.states import Presence


def configure(state: State, command: c.Configure, now: Instant) -> Iterator[Event]:
    """The change is in force; agents it concerns look for work, and who is gone leaves after what they have in hand."""
    if command.news_seq <= state.rows.news_seq:
        return
    yield e.Configured(at=now, news_seq=command.news_seq, content=command.content)
    yield from opening.review(state, (queue.id for queue in command.content.queues), now)
    for gone in command.content.agents_gone:
        if gone in state.agents:
            yield from _leave(state, state.agents[gone], now)
    yield from _look_again(state, command.content, now)
    yield from pauses.review(state, now)


def _look_again(state: State, changed: Configuration, now: Instant) -> Iterator[Event]:
    """Whom the change concerns looks for work: all, when what may come beside what is another."""
    for agent in [one.id for one in changed.agents] if changed.floor is None else list(state.agents):
        yield from find_work(state, agent, now)
    for queue in changed.queues:
        yield from serve(state, queue.id, now)


def set_presence(state: State, command: c.SetPresence, now: Instant) -> Iterator[Event]:
    """At once, or after the contact in hand when the agent asks to stop; a pause may have to be waited for."""
    agent = agent_row(state, command.agent)
    _check(agent, command)
    if command.state == Presence.NOT_READY and command.reason and not command.force:
        rule = pauses.must_wait(state, agent, command.reason)
        if rule is not None:
            yield from pauses.ask(agent, command.reason, command.channel, rule.approval, now)
            return
    yield from _forget_wish(agent, command.state, now)
    if command.state == Presence.LOGGED_OUT:
        yield from _give_up_offers(state, agent, command.channel, now)
    else:
        yield from say(agent, command.state, command.reason, command.channel, now)
    yield from find_work(state, agent.id, now)
    yield from pauses.review(state, now)


def settle(state: State, agent_id: AgentId, now: Instant) -> Iterator[Event]:
    """After work ended: what it paused comes back, a presence asked for applies, or the agent looks for work."""
    agent = state.agents[agent_id]
    if agent.paused:
        yield from come_back(state, agent_id, now)
    asked_for = list(agent.next.items())
    for channel, asked in asked_for:
        if not agent.load.get(channel, 0):
            yield e.PresenceChanged(at=now, agent=agent_id, channel=channel, state=asked.state, reason=asked.reason)
    yield from find_work(state, agent_id, now)
    if asked_for:
        yield from pauses.review(state, now)


def overstay(state: State, agent: Agent, since: Instant, due_at: Instant, now: Instant) -> Iterator[Event]:
    """Still not ready for what began at `since`, though it may not last so long: the supervisor is told, once."""
    reasons = [one.reason for one in agent.presence.values() if one.state == Presence.NOT_READY and one.since == since]
    if reasons and reasons[0] and agent.overstayed_at <= since:
        yield f.PresenceOverstayed(at=now, due_at=due_at, agent=agent.id, reason=reasons[0], since=since)


def _check(agent: Agent, command: c.SetPresence) -> None:
    if command.state not in set(Presence):
        raise errors.UnknownPresence(state=command.state)
    if command.state == Presence.NOT_READY and not command.reason:
        raise errors.ReasonMissing()
    if command.channel is not None and command.channel not in agent.profile.capacity:
        raise errors.UnknownChannel(channel=command.channel)


def _forget_wish(agent: Agent, said: str, now: Instant) -> Iterator[Event]:
    """Who says something else no longer waits for the pause they asked for."""
    if agent.wish is not None:
        why = {Presence.READY: "ready", Presence.LOGGED_OUT: "left"}.get(Presence(said), "withdrawn")
        yield f.PauseDropped(at=now, agent=agent.id, reason=agent.wish.reason, why=why)


def _leave(state: State, agent: Agent, now: Instant) -> Iterator[Event]:
    yield from _forget_wish(agent, Presence.LOGGED_OUT, now)
    yield from _give_up_offers(state, agent, None, now)
    for request in [request for request, hand in state.rows.hands.items() if hand.agent == agent.id]:
        yield f.HandLowered(at=now, request=request, agent=agent.id, how="withdrawn", by="system")


def _give_up_offers(state: State, agent: Agent, channel: str | None, now: Instant) -> Iterator[Event]:
    """What still rings on the channel (None: on any) goes to others, once the agent has said that they leave it."""
    rings = [one for one in _ringing(state, agent) if channel in (None, one.channel)]
    for offer in rings:
        yield e.OfferWithdrawn(
            at=now, assignment=offer.id, interaction=offer.interaction, agent=agent.id, why="agent_left"
        )
    yield from say(agent, Presence.LOGGED_OUT, None, channel, now)
    for offer in rings:
        yield from opening.look_again(state, state.works[offer.interaction], now)


def _ringing(state: State, agent: Agent) -> list[Assignment]:
    held = (state.assignments[one] for one in agent.assignments)
    return [one for one in held if one.state == Offered.OFFERED]
