"""Called back, or answered later: another interaction stands in the customer's place, and the call is ended by hand."""

from collections.abc import Iterator

from beffroi.interactions import events as happened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, InteractionId
from beffroi.routing import commands as c
from beffroi.routing import errors, states
from beffroi.routing import events as e
from beffroi.routing.admission import lever, takes_in
from beffroi.routing.asked import rank_of, requirement_of, rest_of
from beffroi.routing.contact import end_contact, held, open_work
from beffroi.routing.leaving import leave, over, shown_to, take_back
from beffroi.routing.match import find_agent
from beffroi.routing.model import QueueRules
from beffroi.routing.presence import settle
from beffroi.routing.rows import Assignment, Work
from beffroi.routing.state import CAN_WAIT, State
from beffroi.routing.waiting import callbacks_left, expected_wait
from beffroi.routing.wrap_up import stop_talking

CALLBACK = "callback"
MESSAGE = "message"
WHY_BACK = "customer_left"

IN_LINE = (states.Work.WAITING, states.Work.OFFERED)
RESULTS = {
    "reached": "callback_kept",
    "refused": "callback_refused",
    "wrong_number": "callback_wrong_number",
    "no_answer": "callback_unreachable",
}
"""What came of the call → how the callback ends; nobody there is tried again first."""


def is_offered(state: State, work: Work, now: Instant) -> bool:
    """Whether the customer may be shown that they can be called back: allowed, worth it, and a promise we can keep."""
    if not _may_call_back(state, work) or callbacks_left(state, work.queue, now) <= 0:
        return False
    above_s = state.queues[work.queue].callback.above_s
    if work.state not in IN_LINE or not above_s:
        return True
    expected = expected_wait(state, work.id, now)
    return expected is not None and expected >= above_s


def _may_call_back(state: State, work: Work) -> bool:
    """Stopped at the door with that choice, or waiting where callbacks are offered; a lever decides first."""
    said = lever(state, work.queue, CALLBACK)
    if work.channel in CAN_WAIT or said == "off":
        return False
    if work.state == states.Work.ARRIVING:
        return work.may_call_back
    return work.state in IN_LINE and (said == "on" or state.queues[work.queue].callback.offered)


def take_callback(state: State, command: c.TakeCallback, now: Instant) -> Iterator[Event]:
    """The callback stands where the customer stood: it neither passes nor is passed."""
    work = _known(state, command.interaction, command.callback)
    if not _may_call_back(state, work):
        raise errors.CallbackNotOffered(interaction=work.id)
    if callbacks_left(state, work.queue, now) <= 0:
        raise errors.CallbacksFull(queue=work.queue)
    agent = shown_to(state, work)
    yield from _give_place(state, work, now)
    yield e.CallbackTaken(at=now, interaction=work.id, callback=command.callback, queue=work.queue)
    yield over(work.id, "callback_taken", now)
    yield _opened(work, command.callback, CALLBACK, work.arrived_at, now)
    yield e.QueueEntered(
        at=now,
        interaction=command.callback,
        queue=work.queue,
        passage=1,
        rank=work.rank,
        requirement=rest_of(work, now),
        ahead=work.ahead,
        since=work.entered_at,
        order=work.order,
        own=work.own,
        bonus_s=work.bonus_s,
    )
    yield from find_agent(state, command.callback, now)
    if agent is not None:
        yield from settle(state, agent, now)


def leave_message(state: State, command: c.LeaveMessage, now: Instant) -> Iterator[Event]:
    """What they wrote is answered later, in the queue that answers messages; its wait begins now."""
    work = _known(state, command.interaction, command.message)
    if work.channel in CAN_WAIT or not (work.state in IN_LINE or work.may_leave_message):
        raise errors.MessageNotPossible(interaction=work.id)
    agent, rules = shown_to(state, work), _answers_messages(state, work)
    yield from _give_place(state, work, now)
    yield e.MessageLeft(at=now, interaction=work.id, message=command.message, queue=rules.id)
    yield over(work.id, "message_left", now)
    yield _opened(work, command.message, MESSAGE, now, now)
    yield e.QueueEntered(
        at=now,
        interaction=command.message,
        queue=rules.id,
        passage=1,
        rank=rank_of(state, rules, now, work.bonus_s),
        requirement=requirement_of(state, rules, work.reason, work.own),
        own=work.own,
        bonus_s=work.bonus_s,
    )
    yield from find_agent(state, command.message, now)
    if agent is not None:
        yield from settle(state, agent, now)


def _known(state: State, interaction: InteractionId, new: InteractionId) -> Work:
    """The interaction while it is not over; what follows it is new."""
    work = open_work(state, interaction)
    if new in state.works:
        raise errors.AlreadyOpen(interaction=new)
    return work


def _give_place(state: State, work: Work, now: Instant) -> Iterator[Event]:
    """Whoever waits leaves the line; who was stopped at the door has left it already."""
    yield from take_back(state, work, WHY_BACK, now)
    if work.state == states.Work.WAITING:
        yield leave(work, states.Left.WITHDRAWN, now)


def _opened(work: Work, follower: InteractionId, channel: str, arrived_at: Instant, now: Instant) -> Event:
    return happened.InteractionOpened(
        at=now,
        interaction=follower,
        channel=channel,
        customer=work.customer,
        case=work.case,
        arrived_at=arrived_at,
        reason=work.reason,
        follows=work.id,
    )


def _answers_messages(state: State, work: Work) -> QueueRules:
    """The queue whose agents answer messages left in the work's queue."""
    rules = state.queues[work.queue]
    return state.queues[rules.messages_to] if rules.messages_to and takes_in(state, rules.messages_to) else rules


def end_callback(state: State, command: c.EndCallback, now: Instant) -> Iterator[Event]:
    """The call was made; with nobody there it is tried again, as often as the queue says."""
    work = open_work(state, command.interaction)
    assignment = held(state, work, command.agent)
    if work.channel != CALLBACK:
        raise errors.NotACallback(interaction=work.id)
    if command.result not in RESULTS:
        raise errors.UnknownResult(result=command.result)
    rules = state.queues[work.queue].callback
    if command.result == "no_answer" and work.attempts + 1 < rules.attempts:
        yield from _try_later(state, work, assignment, now + rules.retry_s, now)
    else:
        yield from end_contact(state, work, assignment, RESULTS[command.result], now)


def _try_later(state: State, work: Work, assignment: Assignment, until: Instant, now: Instant) -> Iterator[Event]:
    yield e.Deferred(
        at=now,
        interaction=work.id,
        queue=work.queue,
        until=until,
        attempts=work.attempts + 1,
        requirement=requirement_of(state, state.queues[work.queue], work.reason, work.own),
    )
    yield stop_talking(state, assignment, now)
    yield from settle(state, assignment.agent, now)


def deferred_due(state: State, work: Work, now: Instant, due_at: Instant) -> Iterator[Event]:
    """Its time has come. What was tried before goes ahead of the line, by its first arrival."""
    rules = state.queues[work.queue]
    again = work.attempts > 0
    yield e.QueueEntered(
        at=now,
        due_at=due_at,
        interaction=work.id,
        queue=work.queue,
        passage=work.passage + 1,
        rank=work.arrived_at if again else rank_of(state, rules, work.arrived_at, work.bonus_s),
        ahead=again,
        requirement=work.requirement,
    )
    yield from find_agent(state, work.id, now)
