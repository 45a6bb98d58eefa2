"""What each event changes in the state. Nothing is decided here: the same events always make the same state."""

from collections.abc import Callable
from typing import Any, Final

from beffroi.interactions import events as happened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, Instant
from beffroi.routing import apply_balance, apply_choice, apply_day, apply_door, states
from beffroi.routing import events as e
from beffroi.routing.due import Timer, gone_until, timers_of
from beffroi.routing.model import EXCLUDED_S
from beffroi.routing.rows import Assignment, take_step
from beffroi.routing.state import State


def apply(state: State, event: Event) -> None:
    """`state` is now as after `event`."""
    change = CHANGES.get(type(event))
    if change is not None:
        change(state, event)


def desk_connected(state: State, event: e.DeskConnected) -> None:
    _desk(state, event.agent, states.Desk.CONNECTED)


def desk_dropped(state: State, event: e.DeskDropped) -> None:
    _desk(state, event.agent, states.Desk.DROPPED, event.grace_until)
    state.arm(Timer(event.grace_until, "desk", event.agent))


def desk_lost(state: State, event: e.DeskLost) -> None:
    _desk(state, event.agent, states.Desk.LOST)


def _desk(state: State, agent_id: AgentId, desk: states.Desk, grace_until: Instant = 0.0) -> None:
    agent = state.agents[agent_id]
    agent.desk = states.moved(states.DESK_MOVES, agent.desk, desk)
    agent.grace_until = grace_until
    state.reseat(agent)


def entered(state: State, event: e.QueueEntered) -> None:
    work = state.works[event.interaction]
    if work.state == states.Work.WAITING:  # from one line into another
        state.step_out(work)
    state.rows.orders += 1
    work.state = states.moved(states.WORK_MOVES, work.state, states.Work.WAITING)
    work.queue = event.queue
    work.passage = event.passage
    work.entered_at = event.at if event.since is None else event.since
    work.rank = event.rank
    work.ahead = event.ahead
    work.order = event.order or state.rows.orders
    work.requirement = event.requirement
    work.own = work.own if event.own is None else event.own
    work.bonus_s = work.bonus_s if event.bonus_s is None else event.bonus_s
    work.stopped_until = work.deferred_until = 0.0
    work.assignment = None
    work.replied = False
    take_step(work, 0, event.at)
    work.excluded = {who: until for who, until in work.excluded.items() if until > event.at and who not in work.named}
    if event.excluded:
        work.excluded[event.excluded] = event.at + EXCLUDED_S
    state.line_up(work)
    state.arm_all(timers_of(work, state.delays))
    apply_balance.entered(state, event, work)


def relaxed(state: State, event: e.Relaxed) -> None:
    work = state.works[event.interaction]
    waits = work.state == states.Work.WAITING
    if waits:
        state.step_out(work)
    take_step(work, event.step, event.at)
    if waits:
        state.line_up(work)
    state.arm(Timer(work.step_due, "step", work.id))


def offer_made(state: State, event: e.OfferMade) -> None:
    work = state.works[event.interaction]
    state.step_out(work)
    state.rows.offers += 1
    work.state = states.moved(states.WORK_MOVES, work.state, states.Work.OFFERED)
    work.assignment = event.assignment
    state.assignments[event.assignment] = Assignment(
        id=event.assignment,
        interaction=work.id,
        agent=event.agent,
        queue=event.queue,
        channel=event.channel,
        customer=work.customer,
        case=work.case,
        arrived_at=work.arrived_at,
        offered_at=event.at,
        due_at=event.until,
        reasons=event.reasons,
    )
    agent = state.agents[event.agent]
    apply_balance.take_up(state, event.queue)
    apply_choice.offered(state, event)
    agent.assignments.append(event.assignment)
    agent.load[event.channel] = agent.load.get(event.channel, 0) + 1
    agent.ringing += 1
    state.reseat(agent)
    state.arm(Timer(event.until, "assignment", event.assignment))


def accepted(state: State, event: e.OfferAccepted) -> None:
    work = state.works[event.interaction]
    work.state = states.moved(states.WORK_MOVES, work.state, states.Work.IN_CONTACT)
    assignment = state.assignments[event.assignment]
    assignment.state = states.moved(states.ASSIGNMENT_MOVES, assignment.state, states.Assignment.ACTIVE)
    assignment.accepted_at = event.at
    assignment.due_at = 0.0
    apply_balance.taken(state, event, work, assignment)
    agent = state.agents[event.agent]
    agent.ringing -= 1
    agent.misses.pop(event.channel, None)
    state.reseat(agent)


def declined(state: State, event: e.OfferDeclined) -> None:
    _release(state, event.assignment, event.at)
    _return(state, event, event.excluded_until)


def timed_out(state: State, event: e.OfferTimedOut) -> None:
    assignment = _release(state, event.assignment, event.at)
    agent = state.agents[event.agent]
    agent.misses[assignment.channel] = agent.misses.get(assignment.channel, 0) + 1
    _return(state, event, event.excluded_until)


def withdrawn(state: State, event: e.OfferWithdrawn) -> None:
    _release(state, event.assignment, event.at)
    _return(state, event, 0.0)


def _return(state: State, event: e.OfferDeclined | e.OfferTimedOut | e.OfferWithdrawn, excluded_until: Instant) -> None:
    """The work is back in its line, ahead of those never offered, by its original arrival."""
    work = state.works[event.interaction]
    work.state = states.moved(states.WORK_MOVES, work.state, states.Work.WAITING)
    work.assignment = None
    work.ahead = True
    work.rank = work.arrived_at
    if excluded_until:
        work.excluded[event.agent] = excluded_until
        state.arm(Timer(excluded_until, "excluded", work.id, event.agent))
    state.line_up(work)
    apply_balance.lined_up(state, work)


def wrap_up_started(state: State, event: e.WrapUpStarted) -> None:
    assignment = state.assignments[event.assignment]
    agent = state.agents[event.agent]
    apply_choice.no_longer_paused(agent, assignment)
    assignment.state = states.moved(states.ASSIGNMENT_MOVES, assignment.state, states.Assignment.WRAP_UP)
    assignment.talk_s = event.talk_s
    assignment.wrap_up_since = event.at
    assignment.due_at = event.until
    agent.wrapping += 1
    state.reseat(agent)
    state.arm(Timer(event.until, "assignment", event.assignment))


def wrap_up_extended(state: State, event: e.WrapUpExtended) -> None:
    assignment = state.assignments[event.assignment]
    assignment.extended = True
    assignment.due_at = event.until
    state.arm(Timer(event.until, "assignment", event.assignment))


def assignment_closed(state: State, event: e.AssignmentClosed) -> None:
    apply_balance.handled(state, event)
    apply_day.left_unqualified(state, event)
    _release(state, event.assignment, event.at)


def _release(state: State, assignment_id: AssignmentId, at: Instant) -> Assignment:
    """The agent no longer has this assignment."""
    assignment = state.assignments.pop(assignment_id)
    apply_balance.put_down(state, assignment)
    agent = state.agents[assignment.agent]
    agent.assignments.remove(assignment_id)
    agent.load[assignment.channel] -= 1
    agent.ringing -= assignment.state == states.Assignment.OFFERED
    agent.wrapping -= assignment.state == states.Assignment.WRAP_UP
    apply_choice.no_longer_paused(agent, assignment)
    if assignment.state == states.Assignment.OFFERED:
        apply_choice.untaken(state, assignment)
    agent.idle_since = at
    state.reseat(agent)
    return assignment


def first_reply(state: State, event: e.FirstReply) -> None:
    work = state.works[event.interaction]
    work.replied = True
    if work.assignment is not None:
        state.assignments[work.assignment].replied = True


def message_stored(state: State, event: happened.MessageStored) -> None:
    work = state.works.get(event.interaction)
    if work is not None and event.author != "supervisor":  # what is whispered answers nobody
        work.last_author = event.author
        work.last_at = event.at


def customer_gone(state: State, event: happened.CustomerGone) -> None:
    work = state.works[event.interaction]
    work.gone_at = event.at
    state.arm(Timer(gone_until(work), "gone", work.id))


def customer_back(state: State, event: happened.CustomerBack) -> None:
    state.works[event.interaction].gone_at = None


def ended(state: State, event: happened.InteractionEnded) -> None:
    work = state.works.pop(event.interaction)
    state.calls.pop(work.id, None)
    if work.state == states.Work.WAITING:
        state.step_out(work)


CHANGES: Final[dict[type[Event], Callable[[State, Any], None]]] = {
    **apply_day.CHANGES,
    **apply_balance.CHANGES,
    **apply_choice.CHANGES,
    **apply_door.CHANGES,
    e.DeskConnected: desk_connected,
    e.DeskDropped: desk_dropped,
    e.DeskLost: desk_lost,
    e.QueueEntered: entered,
    e.Relaxed: relaxed,
    e.OfferMade: offer_made,
    e.OfferAccepted: accepted,
    e.OfferDeclined: declined,
    e.OfferTimedOut: timed_out,
    e.OfferWithdrawn: withdrawn,
    e.FirstReply: first_reply,
    e.WrapUpStarted: wrap_up_started,
    e.WrapUpExtended: wrap_up_extended,
    e.AssignmentClosed: assignment_closed,
    happened.MessageStored: message_stored,
    happened.CustomerGone: customer_gone,
    happened.CustomerBack: customer_back,
    happened.InteractionEnded: ended,
}
"""Event → its change. Transferred is for those who count: it changes no row of routing."""
