"""What events change of a queue's balance: what it takes, handles and loses, who helps it, whether it takes in."""

from collections.abc import Callable
from typing import Any, Final

from beffroi.kernel.events import Event
from beffroi.kernel.ids import QueueId
from beffroi.routing import events as e
from beffroi.routing import floor_events as f
from beffroi.routing.due import Timer, looks
from beffroi.routing.rows import HANDLED, TAKES, Assignment, Loss, Take, Work, queue_now
from beffroi.routing.state import State
from beffroi.routing.states import Left

CUT_SHORT: Final = frozenset({"desk_lost", "taken_over"})
"""Work that ended so says nothing about how long work takes."""


def taken(state: State, event: e.OfferAccepted, work: Work, assignment: Assignment) -> None:
    """One more take of the queue."""
    takes = queue_now(state.rows, event.queue).takes
    own, ring_s = work.moved_to != event.queue, event.at - assignment.offered_at
    takes.append(Take(event.at, event.wait_s, event.in_time, event.agent, own, ring_s))
    del takes[:-TAKES]


def take_up(state: State, queue: QueueId) -> None:
    """One more piece of the queue's work is in somebody's hands, ringing or taken."""
    state.in_hand[queue] += 1


def put_down(state: State, assignment: Assignment) -> None:
    """One piece less."""
    state.in_hand[assignment.queue] -= 1


def handled(state: State, event: e.AssignmentClosed) -> None:
    """Talk and wrap-up together are what one contact of the queue took."""
    if event.how not in CUT_SHORT:
        handling = queue_now(state.rows, event.queue).handling
        handling.append(event.talk_s + event.wrap_up_s)
        del handling[:-HANDLED]


def moved(state: State, event: e.Moved) -> None:
    """The work is no longer where it came by itself: it counts among the other queue's own nowhere."""
    if event.to_queue != event.queue:
        state.works[event.interaction].moved_to = event.to_queue


def entered(state: State, event: e.QueueEntered, work: Work) -> None:
    """A passage of its own begins, or (`since`) the one before goes on elsewhere."""
    if event.since is None:
        work.moved_to = None
    lined_up(state, work)


def lined_up(state: State, work: Work) -> None:
    """The work waits: it will have waited long enough to go on, or to be helped with."""
    rules = state.queues[work.queue]
    if rules.overflow or rules.help:
        state.arm_all(looks(work, rules))


def rules_put(state: State, event: e.Configured) -> None:
    """A queue whose rules are new is looked at: who waits there may have waited long enough by them."""
    looked_at = {queue.id for queue in event.content.queues if queue.overflow or queue.help}
    for work in state.works.values() if looked_at else ():
        if work.queue in looked_at:
            lined_up(state, work)


def queue_left(state: State, event: e.QueueLeft) -> None:
    """Those who give up shorten the wait of those behind them, as those who are served do."""
    if event.how == Left.ABANDONED:
        lost = queue_now(state.rows, event.queue).lost
        lost.append(Loss(event.at, event.wait_s))
        del lost[:-TAKES]


def help_started(state: State, event: f.HelpStarted) -> None:
    now = queue_now(state.rows, event.queue)
    if event.helper not in now.helpers:
        now.helpers.append(event.helper)
    now.helped_at = event.at
    state.arm(Timer(event.at, "help", event.queue))
    state.help_changed(event.queue)


def help_stopped(state: State, event: f.HelpStopped) -> None:
    now = queue_now(state.rows, event.queue)
    if event.helper in now.helpers:
        now.helpers.remove(event.helper)
    if not now.helpers:
        now.helped_at = 0.0
    state.help_changed(event.queue)


def intake_stopped(state: State, event: f.IntakeStopped) -> None:
    queue_now(state.rows, event.queue).takes_in = False


def intake_resumed(state: State, event: f.IntakeResumed) -> None:
    queue_now(state.rows, event.queue).takes_in = True


CHANGES: Final[dict[type[Event], Callable[[State, Any], None]]] = {
    e.QueueLeft: queue_left,
    e.Moved: moved,
    f.HelpStarted: help_started,
    f.HelpStopped: help_stopped,
    f.IntakeStopped: intake_stopped,
    f.IntakeResumed: intake_resumed,
}
