"""What holds at the door, for callbacks, levers and hours, whatever the story: found by trying to break it."""

import contextlib
from collections.abc import Callable
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.calendars.model import Calendar, Span
from beffroi.interactions.events import InteractionEnded, InteractionOpened
from beffroi.kernel.clock import FakeClock
from beffroi.kernel.core import Core
from beffroi.kernel.errors import Refused
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, InteractionId, QueueId
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import Configuration, Step, WrapUp
from beffroi.routing.rules import Admission, CallbackRules, FloorRules, Otherwise, ReasonRules
from beffroi.routing.state import State
from tests.routing.stories import START, Shard, agent, needs, queue
from tests.simulation.checks import Ledgers, check

AGENTS, QUEUES, LEVERS = ("ines", "hugo"), ("a", "b", "c"), ("opening", "emergency", "overflow", "callback", "priority")
VALUES = ("open", "closed", "on", "off", "a", "b", "c", 60.0, -60.0, None)
CHOOSE = Otherwise(do="choose", callback=True, message=True)

agents, queues, places = st.sampled_from(AGENTS), st.sampled_from(QUEUES), st.integers(0, 7)
acts = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from([0.5, 5.0, 30.0, 120.0, 1800.0, 30_000.0])),
    st.tuples(st.just("arrive"), queues, st.sampled_from([None, "refund"]), st.sampled_from([None, "fragile"])),
    st.tuples(st.just("arrive"), queues, st.sampled_from([None, "refund"]), st.sampled_from([None, "fragile"])),
    st.tuples(st.just("later"), queues, st.sampled_from([10.0, 4000.0])),
    st.tuples(st.just("accept"), agents),
    st.tuples(st.just("decline"), agents),
    st.tuples(st.just("end"), agents),
    st.tuples(st.just("finish"), agents),
    st.tuples(st.just("leave"), places),
    st.tuples(st.just("gone"), places, st.booleans()),
    st.tuples(st.just("call back"), places),
    st.tuples(st.just("message"), places),
    st.tuples(st.just("called"), agents, st.sampled_from(["reached", "no_answer", "wrong_number", "refused"])),
    st.tuples(st.just("move"), places, queues),
    st.tuples(st.just("move to"), places, agents),
    st.tuples(st.just("bonus"), places, st.sampled_from([0.0, 45.0, 3600.0])),
    st.tuples(st.just("reason"), places, st.sampled_from(["refund", "order"])),
    st.tuples(st.just("steer"), queues, st.sampled_from(LEVERS), st.sampled_from(VALUES), st.booleans()),
    st.tuples(st.just("away"), agents),
    st.tuples(st.just("log out"), agents),
    st.tuples(st.just("ready"), agents),
    st.tuples(st.just("restart"), st.sampled_from([0.0, 3600.0]), st.booleans()),
)


def hours(zone: str = "Europe/Paris") -> Calendar:
    """Open for 40 minutes of every hour by day, so that doors open and close in every story."""
    return Calendar(zone, (tuple(Span(60 * hour, 60 * hour + 40) for hour in range(6, 22)),) * 7)


def centre() -> Shard:
    """Three queues: one that sends away and closes hard, one that calls back, one that is full at once."""
    shard = Shard()
    reasons = (ReasonRules("refund", preferred={"refund": 3}, bonus_s=30.0), ReasonRules("order"))
    shard.ask(c.Configure(id="n1", news_seq=1, content=Configuration(floor=FloorRules(reasons))))
    shard.news = 1
    shard.given(
        queue("a", hours=hours(), closing="dissuade", admission=Admission(unstaffed=Otherwise("queue", QueueId("b")))),
        queue("b", callback=CallbackRules(offered=True, attempts=2, retry_s=60.0), wrap_up=WrapUp("fixed", 5.0)),
        queue("c", hours=hours(), admission=Admission(most_waiting=2, full=CHOOSE), requirement=needs({}, Step(15.0))),
    )
    for name in AGENTS:
        profile = agent(name, QUEUES, 1, refund=2)
        profile.capacity.update({"callback": 1, "message": 1})
        shard.given(profile)
    return shard


def some(shard: Shard, place: int) -> InteractionId:
    return list(shard.state.works)[place]


def arrive(shard: Shard, name: str, reason: str | None, care: str | None) -> None:
    shard.arrives(f"i{shard.asked}", name, reason=reason, care=care)


def steer(shard: Shard, name: str, lever: str, value: Any, for_a_while: bool) -> None:
    until = shard.clock.at + 90.0 if for_a_while else None
    shard.do(c.Steer, queue=QueueId(name), lever=lever, value=value, until=until)


def restart(shard: Shard, behind: float, snapshot: bool) -> None:
    if snapshot:
        shard.journal.snapshots.append((shard.core.committed_seq, shard.core.engine.save(shard.state)))
    shard.clock = FakeClock(shard.clock.at - behind)
    core: Core[State] = Core("story", RoutingEngine(), shard.journal, shard.clock)
    core.load()
    shard.core = core


def passing(shard: Shard, seconds: float) -> None:
    until = shard.clock.at + seconds
    while (due := shard.core.state.next_due()) is not None and due <= until:
        shard.clock.at = max(shard.clock.at, due)
        shard.ask(c.Advance())
    shard.clock.at = max(shard.clock.at, until)


DO: dict[str, Callable[..., object]] = {
    "wait": passing,
    "arrive": arrive,
    "later": lambda s, name, by: s.arrives(f"i{s.asked}", name, channel="callback", not_before=s.clock.at + by),
    "accept": Shard.accepts,
    "decline": Shard.declines,
    "end": lambda s, who: s.ends(who, s.held(who, "active").interaction),
    "finish": Shard.finishes,
    "leave": lambda s, place: s.ends(None, some(s, place)),
    "gone": lambda s, place, back: s.do(
        c.ReportCustomerBack if back else c.ReportCustomerGone, interaction=some(s, place)
    ),
    "call back": lambda s, place: s.do(
        c.TakeCallback, interaction=some(s, place), callback=InteractionId(f"cb{s.asked}")
    ),
    "message": lambda s, place: s.do(c.LeaveMessage, interaction=some(s, place), message=InteractionId(f"m{s.asked}")),
    "called": lambda s, who, result: s.do(
        c.EndCallback, interaction=s.held(who, "active").interaction, agent=AgentId(who), result=result
    ),
    "move": lambda s, place, name: s.do(c.Move, interaction=some(s, place), queue=QueueId(name)),
    "move to": lambda s, place, who: s.do(c.Move, interaction=some(s, place), to=AgentId(who)),
    "bonus": lambda s, place, bonus_s: s.do(c.Reprioritise, interaction=some(s, place), bonus_s=bonus_s),
    "reason": lambda s, place, reason: s.do(c.SetReason, interaction=some(s, place), reason=reason),
    "steer": steer,
    "away": Shard.away,
    "log out": lambda s, who: s.away(who, state="logged_out"),
    "ready": Shard.ready,
    "restart": restart,
}


def play(shard: Shard, story: list[tuple[Any, ...]], after_each: Callable[[], None] = lambda: None) -> None:
    for name, *what in story:
        with contextlib.suppress(Refused, StopIteration, IndexError):
            DO[name](shard, *what)
        after_each()


@settings(max_examples=150, deadline=None)
@given(st.lists(acts, min_size=5, max_size=50))
def test_every_contact_ends_in_exactly_one_way_and_a_restart_loses_nothing(story: list[tuple[Any, ...]]) -> None:
    shard, ledgers, counted = centre(), Ledgers(), 0

    def after_each() -> None:
        nonlocal counted
        for event in shard.events[counted:]:
            ledgers.count(event)
        counted = len(shard.events)
        ledgers.balance(shard.state)
        check(shard.state, shard.clock.at)

    play(shard, story, after_each)
    for who in AGENTS:
        play(shard, [("away", who)])
    play(shard, [("leave", 0)] * len(shard.state.works), after_each)
    in_hand = {one.interaction for one in shard.state.assignments.values()}
    assert set(shard.state.works) <= in_hand, "whoever leaves is gone"
    replayed, _, _ = shard.core.replay(keeps_time=True)
    assert replayed.rows == shard.state.rows == shard.core.state.rows
    now = shard.clock.at
    live = {timer for timer in shard.core.state.timers if timer.due > now}
    assert {timer for timer in replayed.timers if timer.due > now} == live


@settings(max_examples=100, deadline=None)
@given(st.lists(acts, min_size=5, max_size=50))
def test_time_never_goes_back_and_no_wait_is_negative(story: list[tuple[Any, ...]]) -> None:
    shard = centre()
    play(shard, story)
    moments = [event.at for event in shard.events]
    assert moments == sorted(moments)
    assert all(event.wait_s >= 0.0 for event in shard.events if isinstance(event, e.QueueLeft))


@settings(max_examples=100, deadline=None)
@given(st.lists(acts, min_size=5, max_size=50))
def test_what_was_promised_is_opened_and_every_ending_has_its_outcome(story: list[tuple[Any, ...]]) -> None:
    shard = centre()
    play(shard, story)
    opened = {event.interaction: event for event in shard.events if isinstance(event, InteractionOpened)}
    ended = {event.interaction: event.sub_reason for event in shard.events if isinstance(event, InteractionEnded)}
    for event in shard.events:
        if isinstance(event, e.CallbackTaken | e.MessageLeft):
            follower = event.callback if isinstance(event, e.CallbackTaken) else event.message
            assert opened[follower].follows == event.interaction
            assert ended[event.interaction] in ("callback_taken", "message_left")
    assert {opened[one].follows for one in opened} - {None} <= set(ended)


# Callbacks neither pass nor are passed


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("arrive"), st.integers(0, 40)),
            st.tuples(st.just("call back"), st.integers(0, 6)),
            st.tuples(st.just("wait"), st.integers(1, 20)),
        ),
        min_size=4,
        max_size=40,
    )
)
def test_callbacks_keep_the_order_of_arrival(story: list[tuple[str, int]]) -> None:
    shard = Shard().given(queue(callback=CallbackRules(offered=True), wrap_up=WrapUp("none")))
    profile = agent("ines")
    profile.capacity.update({"callback": 1})
    shard.given(profile)
    shard.away("ines")
    order: list[str] = []
    stands_for: dict[str, str] = {}
    for what, number in story:
        if what == "arrive":
            order.append(f"i{shard.asked}")
            shard.arrives(order[-1], bonus_s=0.0)
        elif what == "wait":
            passing(shard, float(number))
        elif number < len(line := shard.line()) and line[number] not in stands_for:
            callback = f"cb{shard.asked}"
            shard.do(c.TakeCallback, interaction=InteractionId(line[number]), callback=InteractionId(callback))
            stands_for[callback] = line[number]
        assert [stands_for.get(one, one) for one in shard.line()] == order
    shard.ready("ines")
    served = []
    while shard.state.works:
        offer = shard.held("ines", "offered")
        served.append(stands_for.get(offer.interaction, offer.interaction))
        shard.accepts("ines")
        shard.ends("ines", offer.interaction)
    assert served == order


# Steps are given up on time, to the tick


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 90), min_size=1, max_size=4), st.lists(st.integers(1, 40), max_size=12))
def test_steps_relax_on_time_to_the_tick(lasting: list[int], looks: list[int]) -> None:
    steps = [Step(float(one), {"expert": 5 - number}) for number, one in enumerate(lasting)]
    shard = Shard().given(queue(requirement=needs({}, *steps)), agent("ines"))
    shard.clock.at = START + 10.0
    shard.arrives("marie")
    for seconds in looks:
        passing(shard, float(seconds))
    passing(shard, float(sum(lasting)))
    given_up = [(event.at, event.due_at) for event in shard.events if isinstance(event, e.Relaxed)]
    expected = [START + 10.0 + sum(lasting[: number + 1]) for number in range(len(lasting))]
    assert given_up == [(due, due) for due in expected]
    assert next(event.at for event in shard.events if isinstance(event, e.OfferMade)) == expected[-1]


# The day a story is lived on changes its labels only


def told(shard: Shard, since: float) -> list[Any]:
    """The events with their instants counted from the story's beginning."""
    return [_counted(msgspec.to_builtins(event), since) | {"kind": event.kind} for event in shard.events]


def _counted(value: Any, since: float) -> Any:
    if isinstance(value, dict):
        return {key: _counted(one, since) for key, one in value.items()}
    if isinstance(value, list):
        return [_counted(one, since) for one in value]
    return round(value - since, 3) if isinstance(value, float) and value > 500_000.0 else value


def lived(story: list[tuple[Any, ...]], begins: float) -> list[Any]:
    shard = Shard()
    shard.clock.at = begins
    shard.given(queue("a"), queue("b", callback=CallbackRules(offered=True, attempts=2, retry_s=60.0)), queue("c"))
    for name in AGENTS:
        profile = agent(name, QUEUES, 1)
        profile.capacity.update({"callback": 1})
        shard.given(profile)
    play(shard, [one for one in story if one[0] not in ("restart", "reason")])
    return told(shard, begins)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(acts, min_size=5, max_size=40),
    st.sampled_from([1_806_195_600.0, 1_824_944_400.0, 1_806_195_600.0 - 1800.0, 1_824_944_400.0 - 1800.0]),
)
def test_the_night_the_clock_changes_changes_nothing_but_labels(story: list[tuple[Any, ...]], night: float) -> None:
    """01:00 UTC on 28 March and 31 October 2027, and half an hour before."""
    assert lived(story, night) == lived(story, 1_800_000_000.0)


def test_a_refusal_at_the_door_leaves_no_trace() -> None:
    shard = Shard().given(queue("b"))
    before: list[Event] = list(shard.events)
    assert shard.refused(shard.arrives, "marie", "nowhere") == "unknown_queue"
    assert shard.events == before
