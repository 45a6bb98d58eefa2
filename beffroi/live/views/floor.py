"""The floor: a queue with those who wait and those in contact, a team with its agents. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from beffroi.kernel.ids import Instant, QueueId, TeamId
from beffroi.live import rows as r
from beffroi.live.known import Known
from beffroi.live.standing import STATUSES, since_of, standing
from beffroi.live.views.desk import load_of
from beffroi.live.views.figures import Counters, measures_view
from beffroi.measures.levels import next_wait_level_at, wait_level
from beffroi.routing.rows import Agent, Assignment, Work, status_of
from beffroi.routing.state import State
from beffroi.routing.states import Assignment as Step

WAITING_SHOWN = 200
"""A queue's topic lists this many of those waiting, the next first; the count tells how many there are."""


class Floor(NamedTuple):
    """Who works where: agents by the queues they belong to, and by team. Made again after a change of configuration."""

    members: dict[QueueId, list[Agent]]
    teams: dict[TeamId, list[Agent]]


def queue_rows(
    state: State,
    floor: Floor,
    queue: QueueId,
    held: Iterable[Assignment],
    counters: Counters,
    known: Known,
    now: Instant,
) -> Iterator[r.Row]:
    """A queue: its figures, who waits, who is in contact. `held` is the queue's work in agents' hands."""
    rules = state.queues.get(queue)
    if rules is None:
        return
    offered, active = _split(held)
    longest = longest_since(state, queue, offered)
    yield r.QueueRow(
        id="queue",
        queue=queue,
        name=rules.name,
        waiting=state.count_waiting(queue) + len(offered),
        longest_since=longest,
        longest_level=None if longest is None else wait_level(longest, now, rules.threshold_s),
        threshold_s=rules.threshold_s,
        target=rules.target,
        day=measures_view(counters.day, rules.target),
        half_hour=measures_view(counters.half_hour, rules.target),
        agents=_statuses(floor.members.get(queue, ())),
    )
    for assignment in offered:
        work = state.works[assignment.interaction]
        yield _waiting(work, 0, known, r.Named(assignment.agent, known.user(assignment.agent)))
    for position, work in enumerate(islice(state.waiting_in(queue), WAITING_SHOWN), start=1):
        yield _waiting(work, position, known, None)
    for assignment in active:
        yield r.Contact(
            id=f"contact:{assignment.interaction}",
            interaction=assignment.interaction,
            channel=assignment.channel,
            customer=r.Named(assignment.customer, known.customer(assignment.customer)),
            agent=r.Named(assignment.agent, known.user(assignment.agent)),
            since=assignment.accepted_at,
        )


def team_rows(state: State, agents: Iterable[Agent], known: Known) -> Iterator[r.Row]:
    """The floor's view of a team: each agent, and the work in their hands."""
    for agent in agents:
        now = standing(state, agent)
        yield r.AgentView(
            id=f"agent:{agent.id}",
            agent=agent.id,
            name=known.user(agent.id),
            team=agent.team,
            status=now.status,
            reason=now.reason,
            since=now.since,
            load=load_of(agent),
            capacity=dict(agent.profile.capacity),
            desk=agent.desk,
            skills=dict(agent.profile.skills),
            work=[_agent_work(state, state.assignments[one], known) for one in agent.assignments],
        )


def longest_since(state: State, queue: QueueId, offered: Iterable[Assignment] = ()) -> Instant | None:
    """When the one who has waited longest in the queue entered it."""
    works = state.works
    lines = state.lines.get(queue, {}).values()
    waiting = (works[place.interaction].entered_at for line in lines for place in line.waiting)
    shown = (works[one.interaction].entered_at for one in offered)
    return min((*waiting, *shown), default=None)


def next_change_at(row: r.QueueRow, now: Instant) -> Instant | None:
    """When the queue's row changes next although nothing happens: the longest wait crosses a limit."""
    return None if row.longest_since is None else next_wait_level_at(row.longest_since, now, row.threshold_s)


def by_queue(state: State) -> dict[QueueId, list[Assignment]]:
    """All work in agents' hands, by the queue it came from."""
    found: dict[QueueId, list[Assignment]] = {}
    for assignment in state.assignments.values():
        found.setdefault(assignment.queue, []).append(assignment)
    return found


def floor_of(state: State) -> Floor:
    """The floor as configured now."""
    floor = Floor({}, {})
    for agent in state.agents.values():
        floor.teams.setdefault(agent.team, []).append(agent)
        for queue in agent.profile.queues:
            floor.members.setdefault(queue, []).append(agent)
    return floor


def _waiting(work: Work, position: int, known: Known, offered_to: r.Named | None) -> r.Waiting:
    return r.Waiting(
        id=f"waiting:{work.id}",
        interaction=work.id,
        channel=work.channel,
        customer=r.Named(work.customer, known.customer(work.customer)),
        arrived_at=work.arrived_at,
        entered_at=work.entered_at,
        position=position,
        state=work.state,
        offered_to=offered_to,
    )


def _agent_work(state: State, assignment: Assignment, known: Known) -> r.AgentWork:
    return r.AgentWork(
        assignment=assignment.id,
        interaction=assignment.interaction,
        channel=assignment.channel,
        queue_name=state.queues[assignment.queue].name,
        customer_name=known.customer(assignment.customer),
        state=assignment.state,
        since=since_of(assignment),
    )


def _split(held: Iterable[Assignment]) -> tuple[list[Assignment], list[Assignment]]:
    offered: list[Assignment] = []
    active: list[Assignment] = []
    for one in held:
        if one.state == Step.OFFERED:
            offered.append(one)
        elif one.state == Step.ACTIVE:
            active.append(one)
    return offered, active


def _statuses(members: Iterable[Agent]) -> dict[str, int]:
    counts = dict.fromkeys(STATUSES, 0)
    for agent in members:
        counts[status_of(agent)] += 1
    return counts
