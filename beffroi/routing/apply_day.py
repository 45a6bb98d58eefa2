"""What the events of an agent's day change: presence, pauses, temporary changes, help requests, late outcomes."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant
from beffroi.routing import apply_balance
from beffroi.routing import events as e
from beffroi.routing import floor_events as f
from beffroi.routing.apply_door import hours_told
from beffroi.routing.due import Timer, overstays, ripenings
from beffroi.routing.model import AgentProfile
from beffroi.routing.rows import Agent, Change, Hand, PauseWish, PresenceRow, Unqualified, queue_now
from beffroi.routing.shares import next_band
from beffroi.routing.state import State

UNQUALIFIED_KEPT: Final = 1_000
"""So many assignments without an outcome are remembered, the newest."""


def configured(state: State, event: e.Configured) -> None:
    content = event.content
    for queue in content.queues:
        state.put_queue(queue)
        if queue.hours is not None:
            hours_told(state, queue.id, event.at)
        state.arm(Timer(next_band(queue, event.at), "band", queue.id))
        if queue.id in state.rows.now:
            state.rows.now[queue.id].gone = False
    for gone in content.queues_gone:
        queue_now(state.rows, gone).gone = True
    if content.floor is not None:
        state.put_floor(content.floor)
    for profile in content.agents:
        agent = state.agents.get(profile.id)
        if agent is None:
            agent = state.agents[profile.id] = Agent(profile, idle_since=event.at)
            state.join(agent)
        agent.configured = profile
        agent.gone = False
        lay_over(state, agent)
        state.reseat(agent)  # under the same changes the profile may be as before they were gone
    for one in content.agents_gone:
        if one in state.agents:
            state.agents[one].gone = True
            state.reseat(state.agents[one])
    _ripen(state, (agent.id for agent in content.agents), event.at)
    apply_balance.rules_put(state, event)
    state.rows.news_seq = event.news_seq


def presence_changed(state: State, event: e.PresenceChanged) -> None:
    agent = state.agents[event.agent]
    agent.presence[event.channel] = PresenceRow(event.state, event.reason, event.at)
    agent.next.pop(event.channel, None)
    agent.misses.pop(event.channel, None)
    agent.idle_since = event.at
    state.reseat(agent)
    state.arm_all(overstays(agent, state.rows.floor))


def next_presence_asked(state: State, event: e.NextPresenceAsked) -> None:
    agent = state.agents[event.agent]
    agent.next[event.channel] = PresenceRow(event.state, event.reason, event.at)
    state.reseat(agent)


def overstayed(state: State, event: f.PresenceOverstayed) -> None:
    state.agents[event.agent].overstayed_at = event.at


def pause_asked(state: State, event: f.PauseAsked) -> None:
    state.agents[event.agent].wish = PauseWish(event.reason, event.at, event.channel, event.approval)
    state.wishing.add(event.agent)


def pause_settled(state: State, event: f.PauseGranted | f.PauseDropped) -> None:
    state.agents[event.agent].wish = None
    state.wishing.discard(event.agent)


def reassigned(state: State, event: f.AgentsReassigned) -> None:
    for agent_id in event.agents:
        agent = state.agents[agent_id]
        agent.changes = [one for one in agent.changes if one.id != event.change]
        agent.changes.append(Change(event.change, event.at, event.by, event.queues, event.skills, event.until))
        lay_over(state, agent)
    if event.until is not None:
        state.arm(Timer(event.until, "change", event.change))
    _ripen(state, event.agents, event.at)


def returned(state: State, event: f.AgentsReturned) -> None:
    for agent_id in event.agents:
        agent = state.agents[agent_id]
        agent.changes = [one for one in agent.changes if one.id != event.change]
        lay_over(state, agent)
    _ripen(state, event.agents, event.at)


def hand_raised(state: State, event: f.HandRaised) -> None:
    state.rows.hands[event.request] = Hand(event.agent, event.at, event.interaction)


def hand_lowered(state: State, event: f.HandLowered) -> None:
    del state.rows.hands[event.request]


def left_unqualified(state: State, event: e.AssignmentClosed) -> None:
    """Called before the assignment's row goes."""
    if event.how != "unqualified":
        return
    held = state.assignments[event.assignment]
    kept = state.rows.unqualified
    kept[event.assignment] = Unqualified(
        event.interaction, event.agent, event.queue, held.customer, held.case, event.channel, event.at
    )
    if len(kept) > UNQUALIFIED_KEPT:
        del kept[next(iter(kept))]


def qualified(state: State, event: e.Qualified) -> None:
    state.rows.unqualified.pop(event.assignment, None)


def lay_over(state: State, agent: Agent) -> None:
    """The agent's profile is as configured, under every change in force, the latest on top."""
    base = agent.configured or agent.profile
    agent.configured = base
    profile = laid_over(base, agent.changes)
    if profile != agent.profile:
        state.part(agent)
        agent.profile = profile
        state.join(agent)


def laid_over(base: AgentProfile, changes: Iterable[Change]) -> AgentProfile:
    """`base` with the queues of the last change that names any, and the skills of all; level 0 takes a skill away."""
    queues, skills = base.queues, dict(base.skills)
    for change in changes:
        queues = change.queues if change.queues is not None else queues
        skills |= change.skills or {}
    return msgspec.structs.replace(
        base, queues=queues, skills={skill: level for skill, level in skills.items() if level}
    )


def _ripen(state: State, agents: Iterable[AgentId], at: Instant) -> None:
    """Work that waits for members with a delay is looked at again when it has waited so long."""
    places = (place for one in agents for place in state.agents[one].profile.queues.items())
    later = {queue for queue, place in places if place.delay_s}
    for work in state.works.values() if later else ():
        if work.queue in later:
            state.arm_all(timer for timer in ripenings(work, state.delays) if timer.due > at)


CHANGES: Final[dict[type[Event], Callable[[State, Any], None]]] = {
    e.Configured: configured,
    e.PresenceChanged: presence_changed,
    e.NextPresenceAsked: next_presence_asked,
    e.Qualified: qualified,
    f.PresenceOverstayed: overstayed,
    f.PauseAsked: pause_asked,
    f.PauseGranted: pause_settled,
    f.PauseDropped: pause_settled,
    f.AgentsReassigned: reassigned,
    f.AgentsReturned: returned,
    f.HandRaised: hand_raised,
    f.HandLowered: hand_lowered,
}
"""Event → its change, for an agent's day."""
