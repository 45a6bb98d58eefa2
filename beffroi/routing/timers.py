"""What falls due. A timer may have been overtaken: each looks at the rows again before it decides."""

import heapq
from collections.abc import Callable, Iterator
from typing import Final

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, Instant, InteractionId, QueueId
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing import states
from beffroi.routing.callback import deferred_due
from beffroi.routing.contact import give_up
from beffroi.routing.desk import lose_desk
from beffroi.routing.door import stopped_due
from beffroi.routing.due import Timer, gone_until
from beffroi.routing.helping import help_due
from beffroi.routing.levers import lever_due
from beffroi.routing.match import find_agent, serve
from beffroi.routing.offers import time_out
from beffroi.routing.opening import hours_due
from beffroi.routing.overflow import overflow_due
from beffroi.routing.presence import overstay
from beffroi.routing.reassign import change_due
from beffroi.routing.shares import next_band
from beffroi.routing.state import State
from beffroi.routing.wrap_up import close

MOST_AT_ONCE: Final = 500
"""More than this in one command would keep the others waiting; the rest follows in the next."""


def advance(state: State, command: c.Advance, now: Instant) -> Iterator[Event]:
    """Every timer that is due fires, oldest first."""
    for _ in range(MOST_AT_ONCE):
        if not state.timers or state.timers[0].due > now:
            return
        timer = heapq.heappop(state.timers)
        yield from FIRE[timer.kind](state, timer, now)


def assignment_due(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """An offer rang too long, or wrap-up lasted to its limit."""
    assignment = state.assignments.get(AssignmentId(timer.id))
    if assignment is None or assignment.due_at != timer.due:
        return
    if assignment.state == states.Assignment.OFFERED:
        yield from time_out(state, assignment, timer.due, now)
    elif assignment.state == states.Assignment.WRAP_UP:
        fixed = state.queues[assignment.queue].wrap_up.mode == "fixed"
        yield from close(state, assignment, "finished" if fixed else "unqualified", now, due_at=timer.due)


def step_due(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """A wish was not met in time: the next one, or any agent of the queue."""
    work = state.works.get(InteractionId(timer.id))
    if work is None or work.step_due != timer.due or work.state == states.Work.IN_CONTACT:
        return
    yield e.Relaxed(at=now, due_at=timer.due, interaction=work.id, step=work.step + 1)
    if work.state == states.Work.WAITING:
        yield from find_agent(state, work.id, now)


def look_again(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """An exclusion ended, or an agent's delay has passed: the work may find someone now."""
    work = state.works.get(InteractionId(timer.id))
    if work is None:
        return
    if work.state == states.Work.WAITING:
        yield from find_agent(state, work.id, now)


def customer_due(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """A waiting customer stayed away too long."""
    work = state.works.get(InteractionId(timer.id))
    if work is None or gone_until(work) != timer.due:
        return
    if work.state in (states.Work.WAITING, states.Work.OFFERED):
        yield from give_up(state, work, "gone_while_waiting", now, timer.due)


def door_due(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """Who was stopped chose nothing; or what was for later has its time now."""
    work = state.works.get(InteractionId(timer.id))
    if work is None or work.state != states.Work.ARRIVING:
        return
    if timer.kind == "stopped" and work.stopped_until == timer.due:
        yield from stopped_due(state, work, now, timer.due)
    elif timer.kind == "deferred" and work.deferred_until == timer.due:
        yield from deferred_due(state, work, now, timer.due)


def desk_due(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """A screen stayed away too long."""
    agent = state.agents.get(AgentId(timer.id))
    if agent is not None and agent.desk == states.Desk.DROPPED and agent.grace_until == timer.due:
        yield from lose_desk(state, agent, timer.due, now)


def stayed_long(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """An agent is not ready for longer than the reason may last."""
    agent = state.agents.get(AgentId(timer.id))
    if agent is not None:
        yield from overstay(state, agent, float(timer.other), timer.due, now)


def change_ends(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """A temporary change of agents is over."""
    yield from change_due(state, timer.id, timer.due, now)


def band_begins(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """A partner's band begins in a shared queue: its agents may have what waits; the next band is armed."""
    queue = QueueId(timer.id)
    yield from serve(state, queue, now)
    following = Timer(next_band(state.queues[queue], now), "band", queue)
    if following not in state.timers:
        state.arm(following)


FIRE: Final[dict[str, Callable[[State, Timer, Instant], Iterator[Event]]]] = {
    "assignment": assignment_due,
    "step": step_due,
    "excluded": look_again,
    "ripe": look_again,
    "gone": customer_due,
    "desk": desk_due,
    "stopped": door_due,
    "deferred": door_due,
    "hours": hours_due,
    "lever": lever_due,
    "band": band_begins,
    "longest": stayed_long,
    "change": change_ends,
    "overflow": overflow_due,
    "help": help_due,
}
