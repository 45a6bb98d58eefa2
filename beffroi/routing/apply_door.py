"""What events at the door change: who is stopped, deferred, moved, asks otherwise; hours and levers of queues."""

from collections.abc import Callable
from typing import Any, Final

from beffroi.interactions import events as happened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, InteractionId, QueueId
from beffroi.routing import events as e
from beffroi.routing import floor_events as f
from beffroi.routing import states
from beffroi.routing.due import Timer, hours_timers
from beffroi.routing.rows import Steered, Work, queue_now, take_step
from beffroi.routing.state import CALLBACK, State


def opened(state: State, event: happened.InteractionOpened) -> None:
    work = state.works[event.interaction] = Work(
        id=event.interaction,
        channel=event.channel,
        customer=event.customer,
        case=event.case,
        arrived_at=event.arrived_at,
        reason=event.reason,
    )
    if work.channel == CALLBACK:
        state.calls[work.id] = work


def stopped(state: State, event: e.StoppedAtEntry) -> None:
    work = _out(state, event.interaction)
    work.stopped_until = event.until
    work.stopped_for = event.cause
    work.may_call_back = event.callback
    work.may_leave_message = event.message
    state.arm(Timer(event.until, "stopped", work.id))


def deferred(state: State, event: e.Deferred) -> None:
    work = _out(state, event.interaction)
    work.queue = event.queue
    work.deferred_until = event.until
    work.attempts = event.attempts
    work.requirement = event.requirement
    work.own = work.own if event.own is None else event.own
    work.bonus_s = work.bonus_s if event.bonus_s is None else event.bonus_s
    state.arm(Timer(event.until, "deferred", work.id))


def _out(state: State, interaction: InteractionId) -> Work:
    """The work is in no line and in nobody's hands."""
    work = state.works[interaction]
    if work.state == states.Work.WAITING:
        state.step_out(work)
    work.state = states.moved(states.WORK_MOVES, work.state, states.Work.ARRIVING)
    work.assignment = None
    work.step_due = 0.0
    return work


def reprioritised(state: State, event: e.Reprioritised) -> None:
    work = state.works[event.interaction]
    _replace(state, work, lambda: _rank(work, event.rank, event.bonus_s))


def reason_set(state: State, event: happened.ReasonSet) -> None:
    state.works[event.interaction].reason = event.reason


def required(state: State, event: e.Required) -> None:
    work = state.works[event.interaction]

    def lay() -> None:
        _rank(work, event.rank, event.bonus_s)
        work.requirement = event.requirement
        if work.state in (states.Work.WAITING, states.Work.OFFERED):
            take_step(work, 0, event.at)
            state.arm(Timer(work.step_due, "step", work.id))

    _replace(state, work, lay)


def _rank(work: Work, rank: float, bonus_s: float) -> None:
    work.rank, work.bonus_s = rank, bonus_s


def _replace(state: State, work: Work, change: Callable[[], None]) -> None:
    """The work changes; if it waits it stands where it belongs now."""
    waits = work.state == states.Work.WAITING
    if waits:
        state.step_out(work)
    change()
    if waits:
        state.line_up(work)


def hours_told(state: State, queue: QueueId, at: Instant) -> None:
    """The queue's hours were looked at: its next change is counted from here."""
    queue_now(state.rows, queue).hours_at = at
    state.arm_all(hours_timers(state.rows, queue))


def queue_opened(state: State, event: f.QueueOpened) -> None:
    queue_now(state.rows, event.queue).is_open = True
    hours_told(state, event.queue, event.due_at or event.at)


def queue_closed(state: State, event: f.QueueClosed) -> None:
    was_open = state.is_open(event.queue)
    queue_now(state.rows, event.queue).is_open = False
    _closed_since(state, event.queue, was_open, event.due_at or event.at)
    hours_told(state, event.queue, event.due_at or event.at)


def queue_steered(state: State, event: f.QueueSteered) -> None:
    was_open, levers = state.is_open(event.queue), queue_now(state.rows, event.queue).levers
    if event.value is None:
        levers.pop(event.lever, None)
    else:
        levers[event.lever] = Steered(event.value, event.at, event.by, event.until)
        state.arm(Timer(event.until or 0.0, "lever", event.queue, event.lever))
    _closed_since(state, event.queue, was_open, event.at)


def _closed_since(state: State, queue: QueueId, was_open: bool, at: Instant) -> None:
    """Whatever is told or set while it is closed, it closed when it was open last."""
    if was_open and not state.is_open(queue):
        queue_now(state.rows, queue).closed_at = at


CHANGES: Final[dict[type[Event], Callable[[State, Any], None]]] = {
    e.StoppedAtEntry: stopped,
    e.Deferred: deferred,
    e.Reprioritised: reprioritised,
    e.Required: required,
    f.QueueOpened: queue_opened,
    f.QueueClosed: queue_closed,
    f.QueueSteered: queue_steered,
    happened.InteractionOpened: opened,
    happened.ReasonSet: reason_set,
}
"""CallbackTaken and MessageLeft are for those who count: what they lead to says what changes."""
