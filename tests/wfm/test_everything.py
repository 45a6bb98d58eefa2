"""A day with everything on: hours that close, a door that stops, callbacks, overflow, help, levers, agents moved."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from beffroi.calendars.model import Calendar, Span
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import Membership, QueueRules
from beffroi.routing.rules import Admission, CallbackRules, Help, Otherwise, Overflow
from beffroi.wfm.model import Day, Flow, Moment, Reassignment, Ruled, Steering, Stint
from beffroi.wfm.recorded import recorded
from beffroi.wfm.run import Simulation
from tests.wfm.days import BEGINS, RETURNS, SALES, agents, chats


def everything() -> Day:
    begins = datetime.fromtimestamp(BEGINS, UTC)
    minute = begins.hour * 60 + begins.minute
    ask = Otherwise(do="choose", callback=True, message=True)
    day = chats(
        volume=260,
        hours=Calendar("UTC", ((Span(minute + 15, minute + 150),),) * 7),
        closing="dissuade",
        admission=Admission(closed=ask, most_waiting=6, full=ask, longest_wait_s=200, long_wait=ask),
        callback=CallbackRules(offered=True, attempts=2, retry_s=300),
        overflow=(Overflow(RETURNS, 45.0),),
        help=(Help(RETURNS, 30.0),),
    )
    staff = [
        replace(
            one,
            stints=(
                Stint(
                    BEGINS,
                    replace(
                        one.stints[0].profile,
                        capacity={"chat": 2, "callback": 1},
                        queues={SALES if place < 6 else RETURNS: Membership()},
                    ),
                ),
            ),
        )
        for place, one in enumerate(agents(9))
    ]
    pause = Moment(BEGINS + 3000, "not_ready", "pause"), Moment(BEGINS + 3900, "ready")
    staff[0] = replace(staff[0], moments=(*staff[0].moments, *pause))
    return replace(
        day,
        queues=(*day.queues, Ruled(BEGINS, QueueRules(RETURNS, "Returns"))),
        staff=tuple(staff),
        flows=(*day.flows, Flow("g", day.from_at, day.to_at, RETURNS, "chat", 40)),
        habits={**day.habits, RETURNS: day.habits[SALES]},
        steerings=(Steering(BEGINS + 4000, SALES, "emergency", "on", BEGINS + 4600),),
        reassignments=(Reassignment(BEGINS + 6000, (staff[8].id,), queues={SALES: Membership()}, until=BEGINS + 7000),),
    )


def test_everything_that_happens_ends_and_nothing_is_refused() -> None:
    told: list[Any] = []
    run = Simulation(everything(), 1, told.append)
    run.run()
    kinds = Counter(one.kind for one in told)
    assert not run.refused
    assert kinds["interaction_opened"] == kinds["interaction_ended"]
    for kind in ("stopped_at_entry", "callback_taken", "queue_closed", "help_started", "agents_returned"):
        assert kinds[kind], kind
    endings = Counter(one.sub_reason for one in told if one.kind == "interaction_ended")
    for ending in ("stopped_closed", "stopped_emergency", "callback_kept", "left_while_waiting"):
        assert endings[ending], ending


def test_what_supervisors_did_is_done_again_and_customers_who_were_stopped_come_again() -> None:
    day, told = everything(), list[Any]()
    Simulation(day, 1, told.append).run()
    again = recorded(RoutingEngine().fresh(keeps_time=False), told, day.from_at, day.to_at, day.last_at)
    assert [(one.lever, one.value) for one in again.steerings] == [("emergency", "on")]
    assert again.reassignments == day.reassignments
    said = [(one.at, one.state) for one in again.staff[0].moments if one.channel == "chat"]
    assert said == [(BEGINS, "ready"), (BEGINS + 3000, "not_ready"), (BEGINS + 3900, "ready")]
    came = sum(1 for one in told if one.kind == "interaction_opened" and one.follows is None)
    assert len(again.arrivals) == came
    once_more: list[Any] = []
    Simulation(again, 2, once_more.append).run()
    assert Counter(one.kind for one in once_more)["queue_steered"] == Counter(one.kind for one in told)["queue_steered"]
