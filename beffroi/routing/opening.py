"""A queue's hours, as they begin and end: by its calendar, by a supervisor's word, by a change of its rules."""

from collections.abc import Iterable, Iterator

from beffroi.calendars.hours import is_open
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, QueueId
from beffroi.routing import floor_events as f
from beffroi.routing import states
from beffroi.routing.admission import sent_on_to
from beffroi.routing.due import Timer, hours_due_at
from beffroi.routing.leaving import carry, leave, over
from beffroi.routing.match import find_agent, serve
from beffroi.routing.rows import Work
from beffroi.routing.state import CAN_WAIT, State


def review(state: State, queues: Iterable[QueueId], now: Instant) -> Iterator[Event]:
    """After their rules changed: queues whose hours say otherwise than was told open or close."""
    for queue in queues:
        rules, row = state.queues[queue], state.rows.now.get(queue)
        told = row.is_open if row else True
        if told != (rules.hours is None or is_open(rules.hours, now)):
            yield from _turn(state, queue, now, None, opens=not told)


def hours_due(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """The hours begin or end. After a long silence each change is told, in its order."""
    queue = QueueId(timer.id)
    row = state.rows.now.get(queue)
    if row is not None and hours_due_at(state.rows, queue) == timer.due:
        yield from _turn(state, queue, now, timer.due, opens=not row.is_open)


def _turn(state: State, queue: QueueId, now: Instant, due_at: Instant | None, *, opens: bool) -> Iterator[Event]:
    was_open = state.is_open(queue)
    kind = f.QueueOpened if opens else f.QueueClosed
    yield kind(at=now, due_at=due_at, queue=queue)
    yield from follow(state, queue, now, was_open=was_open)


def follow(state: State, queue: QueueId, now: Instant, *, was_open: bool) -> Iterator[Event]:
    """What comes of it when the queue is open now and was not, or the other way round."""
    opens = state.is_open(queue)
    if opens and not was_open:
        yield from serve(state, queue, now)
    elif was_open and not opens and state.queues[queue].closing == "dissuade":
        yield from _send_away(state, queue, now)


def _send_away(state: State, queue: QueueId, now: Instant) -> Iterator[Event]:
    """Who waits is told that it is over for today; callbacks and messages stay, and what rings may be answered."""
    for work in list(state.waiting_in(queue)):
        if work.channel not in CAN_WAIT:
            yield leave(work, states.Left.DISSUADED, now)
            yield over(work.id, "closed_while_waiting", now)


def look_again(state: State, work: Work, now: Instant) -> Iterator[Event]:
    """Work whose offer came to nothing looks for another agent, in the queue to which all were sent on meanwhile; or is
    sent away, when its queue closed meanwhile and does so."""
    if work.channel not in CAN_WAIT and _closed_on(state, work):
        yield leave(work, states.Left.DISSUADED, now)
        yield over(work.id, "closed_while_waiting", now)
        return
    to = sent_on_to(state, work.queue, work.channel)
    if to is not None and work.moved_to != work.queue:
        yield from carry(state, work, to, states.Left.OVERFLOWED, "forced", now)
    yield from find_agent(state, work.id, now)


def _closed_on(state: State, work: Work) -> bool:
    """The work waited already when its queue closed; who came, or was passed on, later is served all the same."""
    row = state.rows.now.get(work.queue)
    if row is None or state.is_open(work.queue) or state.queues[work.queue].closing != "dissuade":
        return False
    return work.entered_at < row.closed_at
