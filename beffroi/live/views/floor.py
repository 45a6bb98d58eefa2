"""The floor: a queue with those who wait and those in contact, a team with its agents. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from beffroi.kernel.ids import AgentId, Instant, QueueId, TeamId
from beffroi.live import rows as r
from beffroi.live.known import Known
from beffroi.live.standing import STATUSES, overstays, since_of, standing
from beffroi.live.views import steering
from beffroi.live.views.desk import CALLBACK, IN_CONTACT, load_of
from beffroi.live.views.figures import Counters, measures_view
from beffroi.measures.levels import next_wait_level_at, wait_level
from beffroi.routing.rows import Agent, Assignment, Hand, Work, status_of
from beffroi.routing.state import State
from beffroi.routing.states import Assignment as Step
from beffroi.routing.states import Work as WorkState

WAITING_SHOWN = 200
"""A queue's topic lists this many of those waiting, the next first; the count tells how many there are."""


class Floor(NamedTuple):
    """Who works where: agents by the queues they belong to, and by team. Made again after a change of configuration."""

    members: dict[QueueId, list[Agent]]
    teams: dict[TeamId, list[Agent]]


class Beside(NamedTuple):
    """By queue: its work in agents' hands, how much comes into it later, and which queues it helps."""

    held: dict[QueueId, list[Assignment]]
    deferred: Counter[QueueId]
    helping: dict[QueueId, list[QueueId]]


def queue_rows(
    state: State,
    floor: Floor,
    queue: QueueId,
    held: Beside,
    counters: Counters,
    expected_s: float | None,
    known: Known,
    now: Instant,
) -> Iterator[r.Row]:
    """A queue: its figures, who waits, who is in contact. `held` is what lies beside its lines."""
    rules = state.queues.get(queue)
    if rules is None:
        return
    beside = steering.now_of(state, queue)
    offered, active = _split(held.held.get(queue, ()))
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
        pull=rules.pull,
        opening=steering.opening(rules, beside, now),
        emergency=steering.EMERGENCY in beside.levers,
        levers=steering.levers(beside, known),
        helpers=[steering.queue_named(state, one) for one in beside.helpers],
        helping=[steering.queue_named(state, one) for one in held.helping.get(queue, ())],
        expected_wait_s=expected_s,
        callbacks=count_waiting(state, queue, CALLBACK),
        deferred=held.deferred.get(queue, 0),
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
            reason=state.works[assignment.interaction].reason,
            paused=assignment.state == Step.PAUSED,
        )


def team_rows(
    state: State, agents: Collection[Agent], known: Known, reasons_today: Callable[[AgentId], dict[str, int]]
) -> Iterator[r.Row]:
    """The floor's view of a team: each agent, the work in their hands, and who asks for help."""
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
            partner=_partner(agent, known),
            site=None,
            queues=steering.members(state, agent),
            changes=steering.changes(state, agent, known),
            wish=steering.wish(agent),
            overstayed=overstays(agent),
            reasons_today=reasons_today(agent.id),
        )
    theirs = {agent.id for agent in agents}
    for request, hand in state.rows.hands.items():
        if hand.agent in theirs:
            yield _hand(request, hand, known)


def _partner(agent: Agent, known: Known) -> r.Named | None:
    partner = agent.profile.partner
    return None if partner is None else r.Named(partner, known.partner(partner))


def _hand(request: str, hand: Hand, known: Known) -> r.Hand:
    agent = r.Named(hand.agent, known.user(hand.agent))
    text = known.hand(request)
    return r.Hand(
        id=f"hand:{request}", request=request, agent=agent, interaction=hand.interaction, text=text, at=hand.at
    )


def count_waiting(state: State, queue: QueueId, channel: str) -> int:
    """How many wait in the queue by this channel."""
    lines = state.lines.get(queue, {}).items()
    return sum(len(line.waiting) for key, line in lines if key.channel == channel)


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


def beside(state: State) -> Beside:
    """All that lies beside the lines, by queue."""
    found = Beside({}, Counter(), {})
    for assignment in state.assignments.values():
        found.held.setdefault(assignment.queue, []).append(assignment)
    for work in state.works.values():
        if work.deferred_until and work.state == WorkState.ARRIVING:
            found.deferred[work.queue] += 1
    for queue, row in state.rows.now.items():
        for helper in row.helpers:
            found.helping.setdefault(helper, []).append(queue)
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
        reason=work.reason,
        phone=work.channel == CALLBACK,
        moved=work.moved_to == work.queue,
        excluded=len(work.excluded),
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
        elif one.state in IN_CONTACT:
            active.append(one)
    return offered, active


def _statuses(members: Iterable[Agent]) -> dict[str, int]:
    counts = dict.fromkeys(STATUSES, 0)
    for agent in members:
        counts[status_of(agent)] += 1
    return counts
