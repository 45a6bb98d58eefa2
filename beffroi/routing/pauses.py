"""Pauses by rotation: asked for, waited for until a place is free or a supervisor agrees, granted in order."""

from collections import Counter
from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, TeamId
from beffroi.routing import commands as c
from beffroi.routing import errors
from beffroi.routing import floor_events as f
from beffroi.routing.rows import Agent, PauseWish
from beffroi.routing.rules import PresenceReason
from beffroi.routing.said import agent_row, say
from beffroi.routing.state import State
from beffroi.routing.states import Presence


def ask(agent: Agent, reason: str, channel: str | None, approval: bool, now: Instant) -> Iterator[Event]:
    """The agent waits for the pause, after those who asked before; who asks again keeps their place."""
    wish = agent.wish
    if wish is not None and (wish.reason, wish.channel) == (reason, channel):
        return
    yield f.PauseAsked(at=now, agent=agent.id, reason=reason, channel=channel, approval=approval)


def drop(state: State, command: c.DropPause, now: Instant) -> Iterator[Event]:
    """The agent no longer waits for a pause."""
    agent = agent_row(state, command.agent)
    if agent.wish is None:
        raise errors.NoPauseAsked(agent=agent.id)
    yield f.PauseDropped(at=now, agent=agent.id, reason=agent.wish.reason, why="withdrawn")


def grant(state: State, command: c.GrantPause, now: Instant) -> Iterator[Event]:
    """A supervisor's word: the pause begins, whatever the places, or is refused."""
    agent = agent_row(state, command.agent)
    wish = agent.wish
    if wish is None:
        raise errors.NoPauseAsked(agent=agent.id)
    if command.granted:
        yield from _begin(agent, wish, command.by, now)
    else:
        yield f.PauseDropped(at=now, agent=agent.id, reason=wish.reason, why="refused")


def must_wait(state: State, agent: Agent, reason: str) -> PresenceReason | None:
    """The rule that keeps the agent from this pause for now: approval, no free place, or others who asked before."""
    rule = rule_of(state, reason)
    if rule is None or in_it(agent, reason):
        return None
    if rule.approval:
        return rule
    if rule.quota and (_places_taken(state, agent.team, reason) >= rule.quota or _others_wait(state, agent, reason)):
        return rule
    return None


def review(state: State, now: Instant) -> Iterator[Event]:
    """Every place that is free goes to who asked for it first."""
    wishing = (state.agents[one] for one in state.wishing)
    waiting = [agent for agent in wishing if agent.wish is not None and not agent.wish.approval]
    if not waiting:
        return
    taken = _every_place_taken(state)
    for agent in sorted(waiting, key=lambda one: (one.wish.at if one.wish else 0.0, one.id)):
        wish = agent.wish
        if wish is None:
            continue
        rule, place = rule_of(state, wish.reason), (agent.team, wish.reason)
        if rule is None or not rule.quota or taken[place] < rule.quota:
            taken[place] += not in_it(agent, wish.reason)
            yield from _begin(agent, wish, "system", now)


def _every_place_taken(state: State) -> Counter[tuple[TeamId, str]]:
    """How many of each team are in each pause: counted once, however many wait for one."""
    taken: Counter[tuple[TeamId, str]] = Counter()
    for agent in state.agents.values():
        said = (*agent.presence.values(), *agent.next.values())
        reasons = {one.reason for one in said if one.state == Presence.NOT_READY}
        taken.update((agent.team, reason) for reason in reasons if reason)
    return taken


def rule_of(state: State, reason: str) -> PresenceReason | None:
    """What is laid down for this reason, if anything."""
    return next((one for one in state.rows.floor.presence_reasons if one.code == reason), None)


def in_it(agent: Agent, reason: str) -> bool:
    """The agent is not ready for this reason, or will be after the contact in hand."""
    said = [*agent.presence.values(), *agent.next.values()]
    return any(one.state == Presence.NOT_READY and one.reason == reason for one in said)


def _begin(agent: Agent, wish: PauseWish, by: str, now: Instant) -> Iterator[Event]:
    yield f.PauseGranted(at=now, agent=agent.id, reason=wish.reason, by=by)
    yield from say(agent, Presence.NOT_READY, wish.reason, wish.channel, now)


def _places_taken(state: State, team: TeamId, reason: str) -> int:
    return sum(agent.team == team and in_it(agent, reason) for agent in state.agents.values())


def _others_wait(state: State, agent: Agent, reason: str) -> bool:
    others = (state.agents[one] for one in state.wishing if one != agent.id)
    wishes = (one.wish for one in others if one.team == agent.team)
    return any(wish is not None and wish.reason == reason and not wish.approval for wish in wishes)
