"""Agents moved for a while: other queues or other skills, until an instant or until told."""

from collections.abc import Iterable, Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant
from beffroi.routing import commands as c
from beffroi.routing import errors
from beffroi.routing import floor_events as f
from beffroi.routing.match import find_work
from beffroi.routing.rows import Agent
from beffroi.routing.said import agent_row
from beffroi.routing.state import State

LEVELS = range(6)
"""A skill's level; 0 takes it away for the time of the change."""


def reassign(state: State, command: c.ReassignAgents, now: Instant) -> Iterator[Event]:
    """These agents have these queues, or these skills over theirs; what they have in hand they finish."""
    _check(state, command, now)
    yield f.AgentsReassigned(
        at=now,
        change=command.change,
        agents=command.agents,
        queues=command.queues,
        skills=command.skills,
        until=command.until,
        by=command.by,
    )
    yield from _look_for_work(state, command.agents, now)


def give_back(state: State, command: c.ReturnAgents, now: Instant) -> Iterator[Event]:
    """The change is over for these agents, or for all who have it."""
    wanted = None if command.agents is None else set(command.agents)
    having = [agent.id for agent in _having(state, command.change) if wanted is None or agent.id in wanted]
    if not having:
        raise errors.ChangeOver(change=command.change)
    yield from _returned(state, command.change, having, command.by, None, now)


def change_due(state: State, change: str, due_at: Instant, now: Instant) -> Iterator[Event]:
    """The return time has come."""
    having = [
        agent.id
        for agent in _having(state, change)
        if any(one.id == change and one.until == due_at for one in agent.changes)
    ]
    if having:
        yield from _returned(state, change, having, "system", due_at, now)


def _returned(
    state: State, change: str, agents: Iterable[AgentId], by: str, due_at: Instant | None, now: Instant
) -> Iterator[Event]:
    back = tuple(agents)
    yield f.AgentsReturned(at=now, due_at=due_at, change=change, agents=back, by=by)
    yield from _look_for_work(state, back, now)


def _having(state: State, change: str) -> list[Agent]:
    return [agent for agent in state.agents.values() if any(one.id == change for one in agent.changes)]


def _check(state: State, command: c.ReassignAgents, now: Instant) -> None:
    for agent in command.agents:
        agent_row(state, agent)
    if not command.agents or (command.queues is None and command.skills is None):
        raise errors.NothingToChange()
    for queue in command.queues or ():
        row = state.rows.now.get(queue)
        if queue not in state.queues or (row is not None and row.gone):
            raise errors.UnknownQueue(queue=queue)
    for skill, level in (command.skills or {}).items():
        if level not in LEVELS:
            raise errors.NoSuchLevel(skill=skill, level=level)
    if command.until is not None and command.until <= now:
        raise errors.UntilIsPast(until=command.until)


def _look_for_work(state: State, agents: Iterable[AgentId], now: Instant) -> Iterator[Event]:
    for agent in agents:
        yield from find_work(state, agent, now)
