"""Matching: work looks for an agent, or an agent who is free looks for work. Both look at the heads of lines only."""

import math
from collections.abc import Iterator, Sequence
from typing import Final

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, Instant, InteractionId
from beffroi.routing import events as e
from beffroi.routing.model import PRIORITY_STEP_S, Candidate, Reasons
from beffroi.routing.rows import Agent, Work, availability, meets
from beffroi.routing.state import State
from beffroi.routing.states import Availability

RUNNERS_UP: Final = 5
LAST: Final = (True, math.inf, 0)


def find_agent(state: State, interaction: InteractionId, now: Instant) -> Iterator[Event]:
    """The work is offered to the first free agent of its line who may have it now; else it waits."""
    work = state.works[interaction]
    passed_over: dict[str, int] = {}
    found = candidates(state, work, now, RUNNERS_UP + 1, passed_over)
    if found:
        yield _offer(state, work, found[0], found[1:], passed_over, now)


def find_work(state: State, agent_id: AgentId, now: Instant) -> Iterator[Event]:
    """The agent, if free, is offered the work that ranks first for them over all their lines."""
    agent = state.agents[agent_id]
    free = {channel for channel in agent.profile.capacity if availability(agent, channel) is Availability.FREE}
    best: Work | None = None
    best_rank = LAST
    for line, membership in state.lines_for(agent) if free else ():
        handicap = (membership.priority - 1) * PRIORITY_STEP_S
        head = line.head
        if (head[0], head[1] + handicap, head[2]) >= best_rank or line.key.channel not in free:
            continue
        for behind, ranked, order, interaction in line.waiting:
            rank = behind, ranked + handicap, order
            if rank >= best_rank:
                break
            work = state.works[interaction]
            if may_have(work, agent_id, membership.delay_s, now):
                best, best_rank = work, rank
                break
    if best is not None:
        yield _offer_to(state, best, agent, now)


def may_have(work: Work, agent: AgentId, delay_s: float, now: Instant) -> bool:
    """The work has waited the agent's delay, and the agent did not just refuse it or let it ring."""
    return now - work.entered_at >= delay_s and not (work.excluded and work.excluded.get(agent, 0.0) > now)


def candidates(state: State, work: Work, now: Instant, most: int, passed_over: dict[str, int]) -> list[Candidate]:
    """Up to `most` free agents who may have the work, in the order in which they are chosen.

    `passed_over` gets the count of those who are not free, and of the free ones ahead of the last found, by cause.
    """
    line = state.line_of(work)
    if line is None:
        return []
    if work.named:
        return _named(state, work, now, passed_over)
    bench = state.bench(work.queue, work.channel)
    if bench is None:
        return []
    found: list[Candidate] = []
    passed_over |= {cause: count for cause, count in bench.tally.items() if count}
    for priority, load, idle_since, agent in bench.free:
        cause = hindrance(work, agent in line.able, agent, bench.members[agent].delay_s, now)
        if cause is None:
            found.append(Candidate(agent, priority, load, now - idle_since))
            if len(found) == most:
                break
        else:
            passed_over[cause] = passed_over.get(cause, 0) + 1
    return found


def hindrance(work: Work, able: bool, agent: AgentId, delay_s: float, now: Instant) -> str | None:
    """Why an agent who is free may not have the work: skills, excluded or delay; None when they may."""
    if not able:
        return "skills"
    if work.excluded and work.excluded.get(agent, 0.0) > now:
        return "excluded"
    return "delay" if now - work.entered_at < delay_s else None


def _named(state: State, work: Work, now: Instant, passed_over: dict[str, int]) -> list[Candidate]:
    """The named agents who may have it, whatever their queues."""
    found: list[Candidate] = []
    for name in work.named:
        agent = state.agents.get(name)
        if agent is None:
            continue
        able = work.channel in agent.profile.capacity and meets(agent.profile.skills, work.need)
        cause: str | None = availability(agent, work.channel)
        if cause == Availability.FREE:
            cause = hindrance(work, able, name, state.membership(name, work.queue).delay_s, now)
        if cause is None:
            found.append(_as_candidate(state, work, agent, now))
        else:
            passed_over[cause] = passed_over.get(cause, 0) + 1
    return sorted(found, key=lambda one: (one.priority, one.load, -one.idle_s, one.agent))


def _offer_to(state: State, work: Work, agent: Agent, now: Instant) -> Event:
    """The offer to an agent who was looking for work: whoever else is free comes after them."""
    passed_over: dict[str, int] = {}
    found = candidates(state, work, now, RUNNERS_UP + 1, passed_over)
    others = [one for one in found if one.agent != agent.id][:RUNNERS_UP]
    return _offer(state, work, _as_candidate(state, work, agent, now), others, passed_over, now)


def _as_candidate(state: State, work: Work, agent: Agent, now: Instant) -> Candidate:
    priority = state.membership(agent.id, work.queue).priority
    return Candidate(agent.id, priority, agent.load.get(work.channel, 0), now - agent.idle_since)


def _offer(
    state: State,
    work: Work,
    winner: Candidate,
    others: Sequence[Candidate],
    passed_over: dict[str, int],
    now: Instant,
) -> Event:
    """The offer, with its reasons."""
    line = state.line_of(work)
    return e.OfferMade(
        at=now,
        assignment=AssignmentId(f"a{state.rows.offers + 1}"),
        interaction=work.id,
        agent=winner.agent,
        queue=work.queue,
        channel=work.channel,
        until=now + state.queues[work.queue].offer_s,
        reasons=Reasons(
            winner=winner,
            runners_up=tuple(others),
            passed_over=passed_over,
            asked=dict(work.need),
            named=bool(work.named),
            step=work.step,
            steps=len(work.requirement.steps),
            waited_s=now - work.entered_at,
            ahead=work.ahead,
            others_waiting=len(line.waiting) - 1 if line else 0,
        ),
    )
