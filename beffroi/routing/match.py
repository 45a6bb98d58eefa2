"""Matching: work looks for an agent, or an agent who is free looks for work. Both look at the heads of lines only."""

import math
from collections.abc import Iterable, Iterator
from typing import Final

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.routing.candidates import barred, candidates, may_have, nobody_free
from beffroi.routing.line import Line
from beffroi.routing.model import PRIORITY_STEP_S
from beffroi.routing.offering import RUNNERS_UP, offer, offer_to
from beffroi.routing.rows import Agent, Work, availability
from beffroi.routing.state import NO_BENCHES, State
from beffroi.routing.states import Availability

ORDINARY: Final = 1_000_000
"""Every queue that is not strict comes after every priority of those that are."""

Rank = tuple[int, float, int]
"""How work compares: strict queues first, those put back ahead of the line, then by rank, then in their order."""

LAST: Final[Rank] = (1, math.inf, 0)


def find_agent(state: State, interaction: InteractionId, now: Instant) -> Iterable[Event]:
    """The work is offered to the first free agent of its line who may have it now; else it waits."""
    work = state.works[interaction]
    if not work.named and nobody_free(state, work):
        return ()
    passed_over: dict[str, int] = {}
    found = candidates(state, work, now, RUNNERS_UP + 1, passed_over)
    return (offer(state, work, found[0], found[1:], passed_over, now),) if found else ()


def find_work(state: State, agent_id: AgentId, now: Instant) -> Iterable[Event]:
    """The agent, if free, is offered the work that ranks first for them over all their lines, strict queues first."""
    agent = state.agents[agent_id]
    interrupts = state.interrupts
    free = [
        channel for channel in agent.profile.capacity if availability(agent, channel, interrupts) is Availability.FREE
    ]
    if not free:
        return ()
    best: Work | None = None
    best_rank = LAST
    for place, lines in state.lines_for(agent):
        later = (place.priority - 1) * PRIORITY_STEP_S
        for line in lines:
            level, handicap = 0, later
            if line.strict:
                level, handicap = 2 * place.priority - ORDINARY, 0.0
            behind, ranked, order, _ = line.head
            if (level + behind, ranked + handicap, order) >= best_rank or agent_id not in line.able:
                continue
            found = line.channel in free and _first(state, line, agent, place.delay_s, level, handicap, best_rank, now)
            if found:
                best, best_rank = found
    return () if best is None else (offer_to(state, best, agent, now),)


def _first(
    state: State, line: Line, agent: Agent, delay_s: float, level: int, handicap: float, limit: Rank, now: Instant
) -> tuple[Work, Rank] | None:
    """The first of the line that the agent, who is free and able, may have, if it ranks under the limit."""
    if (line.guarded or state.helped) and barred(state, line.key, agent, now):
        return None
    for behind, ranked, order, interaction in line.waiting:
        rank = level + behind, ranked + handicap, order
        if rank >= limit:
            return None
        work = state.works[interaction]
        if may_have(work, agent.profile.id, delay_s, now):
            return work, rank
    return None


def serve(state: State, queue: QueueId, now: Instant) -> Iterator[Event]:
    """Something changed for the whole queue: every free agent who serves it, helps it or is named there looks."""
    if state.count_waiting(queue):
        for agent in _free_in(state, queue):
            yield from find_work(state, agent, now)


def _free_in(state: State, queue: QueueId) -> list[AgentId]:
    benches = [bench for one in (queue, *state.helping(queue)) for bench in state.benches.get(one, NO_BENCHES).values()]
    seated = [seat.agent for bench in benches for seat in bench.free]
    named = [agent for key in state.lines.get(queue, ()) for agent in key.named if agent in state.agents]
    return list(dict.fromkeys((*seated, *named)))
