"""Matching: work looks for an agent, or an agent who is free looks for work. Both look at the heads of lines only."""

from collections.abc import Iterator
from typing import Final

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, Instant, InteractionId
from beffroi.routing import events as e
from beffroi.routing.line import Line, Seat
from beffroi.routing.model import PRIORITY_STEP_S, Candidate, Reasons
from beffroi.routing.state import State, Work

RUNNERS_UP: Final = 5


def find_agent(state: State, interaction: InteractionId, now: Instant) -> Iterator[Event]:
    """The work is offered to the first free agent of its line who may have it now; else it waits."""
    work = state.works[interaction]
    line = state.line_of(work)
    if line.free:
        yield from _offer(state, line, work, None, now)


def find_work(state: State, agent_id: AgentId, now: Instant) -> Iterator[Event]:
    """The agent, if free, is offered the work that ranks first for them over all their lines."""
    best: tuple[tuple[bool, float, int], Line, Work] | None = None
    for line in state.lines_of[agent_id]:
        if not line.waiting or not isinstance(line.agents[agent_id], Seat):
            continue
        membership = line.members[agent_id]
        handicap = (membership.priority - 1) * PRIORITY_STEP_S
        for place in line.waiting:
            if best is not None and (place.behind, place.rank + handicap, place.order) >= best[0]:
                break
            work = state.works[place.interaction]
            if may_have(work, agent_id, membership.delay_s, now):
                best = (place.behind, place.rank + handicap, place.order), line, work
                break
    if best is not None:
        yield from _offer(state, best[1], best[2], agent_id, now)


def may_have(work: Work, agent: AgentId, delay_s: float, now: Instant) -> bool:
    """The work has waited the agent's delay, and the agent did not just refuse it or let it ring."""
    return now - work.entered_at >= delay_s and not (work.excluded and work.excluded.get(agent, 0.0) > now)


def candidates(line: Line, work: Work, now: Instant, most: int, passed_over: dict[str, int]) -> list[Candidate]:
    """Up to `most` free agents who may have the work, in order; those passed over are counted by cause."""
    found: list[Candidate] = []
    for priority, load, idle_since, agent in line.seated():
        if work.excluded and work.excluded.get(agent, 0.0) > now:
            passed_over["excluded"] = passed_over.get("excluded", 0) + 1
        elif now - work.entered_at < line.members[agent].delay_s:
            passed_over["delay"] = passed_over.get("delay", 0) + 1
        else:
            found.append(Candidate(agent, priority, load, now - idle_since))
            if len(found) == most:
                break
    return found


def _offer(state: State, line: Line, work: Work, agent: AgentId | None, now: Instant) -> Iterator[Event]:
    """The offer to `agent`, or to the first candidate, with its reasons; nothing when there is no candidate."""
    passed_over: dict[str, int] = {}
    found = candidates(line, work, now, RUNNERS_UP + 1, passed_over)
    winner = _winner(line, found, agent, now)
    if winner is None:
        return
    passed_over |= {cause: count for cause, count in line.tally.items() if count}
    if not work.named:
        lacking = len(state.members.get(work.queue, ())) - len(line.members)
        if lacking:
            passed_over["skills"] = lacking
    rules = state.queues[work.queue]
    yield e.OfferMade(
        at=now,
        assignment=AssignmentId(f"a{state.rows.offers + 1}"),
        interaction=work.id,
        agent=winner.agent,
        queue=work.queue,
        channel=work.channel,
        until=now + rules.offer_s,
        reasons=Reasons(
            winner=winner,
            runners_up=tuple(other for other in found if other.agent != winner.agent)[:RUNNERS_UP],
            passed_over=passed_over,
            asked=dict(work.need),
            named=bool(work.named),
            step=work.step,
            steps=len(work.requirement.steps),
            waited_s=now - work.entered_at,
            ahead=work.ahead,
            others_waiting=len(line.waiting) - 1,
        ),
    )


def _winner(line: Line, found: list[Candidate], agent: AgentId | None, now: Instant) -> Candidate | None:
    """The agent who is looking for work, or else the first of those found."""
    if agent is None:
        return found[0] if found else None
    seat = line.agents[agent]
    if not isinstance(seat, Seat):
        return None
    return Candidate(agent, seat.priority, seat.load, now - seat.idle_since)
