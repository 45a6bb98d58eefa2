"""What is decided for each command. A decision yields events; each is applied before the next line of it runs.

Whatever can be refused is refused before the first event, so a refusal changes nothing.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant
from beffroi.routing import (
    callback,
    contact,
    desk,
    door,
    hands,
    levers,
    moves,
    offers,
    pauses,
    presence,
    pull,
    reassign,
    takeover,
    timers,
    wrap_up,
)
from beffroi.routing import commands as c
from beffroi.routing.state import State

DECISIONS: Final[dict[type[c.Command], Callable[[State, Any, Instant], Iterator[Event]]]] = {
    c.Configure: presence.configure,
    c.SetPresence: presence.set_presence,
    c.DropPause: pauses.drop,
    c.GrantPause: pauses.grant,
    c.ReassignAgents: reassign.reassign,
    c.ReturnAgents: reassign.give_back,
    c.RaiseHand: hands.raise_hand,
    c.LowerHand: hands.lower_hand,
    c.TakeOver: takeover.take_over,
    c.Qualify: wrap_up.qualify,
    c.ReportDesk: desk.report_desk,
    c.Open: door.open_interaction,
    c.SetReason: door.set_reason,
    c.TakeCallback: callback.take_callback,
    c.LeaveMessage: callback.leave_message,
    c.EndCallback: callback.end_callback,
    c.Steer: levers.steer,
    c.Move: moves.move,
    c.Reprioritise: moves.reprioritise,
    c.ReportMessage: contact.report_message,
    c.ReportCustomerGone: contact.report_gone,
    c.ReportCustomerBack: contact.report_back,
    c.End: contact.end,
    c.Transfer: contact.transfer,
    c.Pull: pull.pull,
    c.Accept: offers.accept,
    c.Decline: offers.decline,
    c.Finish: wrap_up.finish,
    c.ExtendWrapUp: wrap_up.extend,
    c.Advance: timers.advance,
}


def decide(state: State, command: c.Command, now: Instant) -> Iterator[Event]:
    """The events that follow from `command` in `state` at `now`."""
    return DECISIONS[type(command)](state, command, now)
