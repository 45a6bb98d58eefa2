"""What events change of a queue's balance: what it takes, handles and loses, who helps it, whether it takes in."""

from collections.abc import Callable
from typing import Any, Final

from beffroi.kernel.events import Event
from beffroi.kernel.ids import QueueId
from beffroi.routing import events as e
from beffroi.routing import floor_events as f
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
    _tell(state, event.queue)


def help_stopped(state: State, event: f.HelpStopped) -> None:
    now = queue_now(state.rows, event.queue)
    if event.helper in now.helpers:
        now.helpers.remove(event.helper)
    _tell(state, event.queue)


def _tell(state: State, queue: QueueId) -> None:
    """Those who derive who may be asked learn it."""


def intake_stopped(state: State, event: f.IntakeStopped) -> None:
    queue_now(state.rows, event.queue).takes_in = False


def intake_resumed(state: State, event: f.IntakeResumed) -> None:
    queue_now(state.rows, event.queue).takes_in = True


CHANGES: Final[dict[type[Event], Callable[[State, Any], None]]] = {
    e.QueueLeft: queue_left,
    f.HelpStarted: help_started,
    f.HelpStopped: help_stopped,
    f.IntakeStopped: intake_stopped,
    f.IntakeResumed: intake_resumed,
}
