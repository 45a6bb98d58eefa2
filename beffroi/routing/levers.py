"""Levers: what a supervisor sets on a queue, until an instant or until changed; each is given back to the rules."""

from collections.abc import Callable, Iterator
from typing import Final

from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, QueueId
from beffroi.routing import commands as c
from beffroi.routing import errors, helping, opening, overflow, states
from beffroi.routing import floor_events as f
from beffroi.routing.admission import sent_on_to
from beffroi.routing.asked import known_queue, queue_rules
from beffroi.routing.due import Timer
from beffroi.routing.leaving import carry
from beffroi.routing.match import serve
from beffroi.routing.moves import rerank
from beffroi.routing.rows import Steered
from beffroi.routing.state import State

Value = str | float | None

VALUES: Final[dict[str, tuple[str, ...]]] = {
    "opening": ("open", "closed"),
    "emergency": ("on",),
    "help": ("on", "off"),
    "callback": ("on", "off"),
}
"""Lever → what it may be set to. `overflow` takes a queue or "off", `priority` a number of seconds."""

MOST_S: Final = 86_400.0


def steer(state: State, command: c.Steer, now: Instant) -> Iterator[Event]:
    """The lever is set, or given back to the rules; what follows from it happens at once."""
    known_queue(state, command.queue)
    _check(state, command, now)
    before = _set(state, command.queue, command.lever)
    until = command.until if command.value is not None else None
    if ((before.value, before.until) if before else (None, None)) == (command.value, until):
        return
    yield from _pull(state, command.queue, command.lever, command.value, until, command.by, now)


def lever_due(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """Its time is over: the rules decide again."""
    queue, lever = QueueId(timer.id), timer.other
    held = _set(state, queue, lever)
    if held is not None and held.until == timer.due:
        yield from _pull(state, queue, lever, None, None, "system", now, timer.due)


def _set(state: State, queue: QueueId, lever: str) -> Steered | None:
    row = state.rows.now.get(queue)
    return row.levers.get(lever) if row else None


def _check(state: State, command: c.Steer, now: Instant) -> None:
    value, lever = command.value, command.lever
    if lever not in (*VALUES, "overflow", "priority"):
        raise errors.UnknownLever(lever=lever)
    if command.until is not None and command.until <= now:
        raise errors.UntilIsPast()
    if value is None:
        return
    if lever == "priority":
        fits = isinstance(value, int | float) and abs(value) <= MOST_S
    elif lever == "overflow":
        fits = isinstance(value, str) and value != command.queue
        if fits and value != "off":
            queue_rules(state, QueueId(str(value)))
    else:
        fits = value in VALUES[lever]
    if not fits:
        raise errors.UnknownLever(lever=lever)


def _pull(
    state: State, queue: QueueId, lever: str, value: Value, until: Instant | None, by: str, now: Instant,
    due_at: Instant | None = None,
) -> Iterator[Event]:  # fmt: skip
    was_open = state.is_open(queue)
    yield f.QueueSteered(at=now, due_at=due_at, queue=queue, lever=lever, value=value, until=until, by=by)
    if lever == "opening":
        yield from opening.follow(state, queue, now, was_open=was_open)
    elif lever in FOLLOWS:
        yield from FOLLOWS[lever](state, queue, now)


def _send_on(state: State, queue: QueueId, now: Instant) -> Iterator[Event]:
    """Everyone who waits goes to the queue named, in their order; what rings may be answered."""
    held = _set(state, queue, "overflow")
    if held is None:
        yield from overflow.review(state, queue, now)
    if held is None or held.value == "off":
        return
    for work in list(state.waiting_in(queue)):
        to = sent_on_to(state, queue, work.channel)
        if to is not None:
            yield from carry(state, work, to, states.Left.OVERFLOWED, "forced", now)
    yield from serve(state, QueueId(str(held.value)), now)


FOLLOWS: Final[dict[str, Callable[[State, QueueId, Instant], Iterator[Event]]]] = {
    "overflow": _send_on,
    "help": helping.review,
    "priority": rerank,
}
"""Lever → what follows from it at once, beside `opening`. Emergency and callback speak to those who come later."""
