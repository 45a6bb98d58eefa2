"""Overflow and help protect the receiver, whatever happens: found by trying to break it."""

import contextlib
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.interactions.events import InteractionOpened
from beffroi.kernel.errors import Refused
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, InteractionId, QueueId
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing import floor_events as f
from beffroi.routing.model import WrapUp
from beffroi.routing.rules import Help, Overflow, Safety
from beffroi.routing.safety import projected_wait
from tests.routing.stories import START, Shard, agent, queue
from tests.simulation.checks import Ledgers, Watch, check, check_rebuilt

SUPPORT, SECOND = QueueId("support"), QueueId("second")
OWN, OTHERS = ("hugo", "zoe", "adam"), ("ines",)

acts = st.one_of(
    st.tuples(st.just("wait"), st.floats(0.5, 40.0)),
    st.tuples(st.just("arrive"), st.sampled_from((SUPPORT, SUPPORT, SECOND))),
    st.tuples(st.just("accept"), st.sampled_from(OWN + OTHERS)),
    st.tuples(st.just("end"), st.sampled_from(OWN + OTHERS)),
    st.tuples(st.just("away"), st.sampled_from(OWN + OTHERS)),
    st.tuples(st.just("ready"), st.sampled_from(OWN + OTHERS)),
    st.tuples(st.just("leave"), st.integers(0, 5)),
)


def centre(stop: float, resume: float, *, helped: bool = True) -> Shard:
    """Two queues: support overflows into second and, if `helped`, is helped by it."""
    help_ = (Help(SECOND, 10.0),) if helped else ()
    common = {"wrap_up": WrapUp("none"), "offer_s": 90.0, "misses_allowed": 99}
    return Shard().given(
        queue(SUPPORT, overflow=(Overflow(SECOND, 20.0),), help=help_, **common),
        queue(SECOND, safety=Safety(stop, resume), target=0.0, **common),
        *(agent(who, [SUPPORT]) for who in OTHERS),
        *(agent(who, [SECOND]) for who in OWN),
    )


DO: dict[str, Callable[..., object]] = {
    "wait": lambda shard, seconds: shard.at(shard.clock.at - START + seconds),
    "arrive": lambda shard, name: shard.arrives(f"i{shard.asked}", name),
    "accept": Shard.accepts,
    "end": lambda shard, who: shard.ends(who, shard.held(who, "active").interaction),
    "away": Shard.away,
    "ready": Shard.ready,
    "leave": lambda shard, place: shard.ends(None, list(shard.state.works)[place]),
}


def play(shard: Shard, story: list[tuple[object, ...]], after_each: Callable[[], None]) -> None:
    """What the story says; what cannot be done now is refused, and that is part of it."""
    for name, *what in story:
        with contextlib.suppress(Refused, StopIteration, IndexError):
            DO[str(name)](shard, *what)
        after_each()


def watched(shard: Shard) -> Watch:
    """Every event of the story is held against what may never happen, as in the simulation."""
    watch, real, decide = Watch(), shard.core.engine.apply, shard.core.decide

    def apply(state: Any, event: Event) -> None:
        live = state is shard.core.state
        if live:
            watch.before(state, event, c.Advance())
        real(state, event)
        if live:
            watch.after(state, event)

    def decided(command: Any) -> Any:
        answer = decide(command)
        watch.settled(shard.core.state)
        return answer

    shard.core.engine.apply = apply  # type: ignore[method-assign]
    shard.core.decide = decided  # type: ignore[method-assign]
    return watch


@settings(max_examples=150, deadline=None)
@given(st.lists(acts, min_size=10, max_size=80), st.sampled_from(((0.6, 0.3), (2.0, 0.5), (8.0, 4.0))), st.booleans())
def test_work_taken_in_never_breaks_a_safe_receiver(
    story: list[tuple[object, ...]], shares: tuple[float, float], helped: bool
) -> None:
    shard, ledgers = centre(*shares, helped=helped), Ledgers()
    watched(shard)
    counted = 0

    def after_each() -> None:
        nonlocal counted
        for event in shard.events[counted:]:
            ledgers.count(event)
        counted = len(shard.events)
        check(shard.state, shard.clock.at)
        ledgers.balance(shard.state)

    play(shard, story, after_each)
    check_rebuilt(shard.core.state, shard.clock.at)


@settings(max_examples=60, deadline=None)
@given(st.lists(acts, min_size=10, max_size=80))
def test_the_wait_goes_on_when_work_moves_on(story: list[tuple[object, ...]]) -> None:
    shard = centre(8.0, 4.0, helped=False)
    play(shard, story, lambda: None)
    arrived = {event.interaction: event.arrived_at for event in shard.events if isinstance(event, InteractionOpened)}
    for event in shard.events:
        if isinstance(event, e.OfferAccepted):
            assert event.wait_s == event.at - arrived[event.interaction]
        elif isinstance(event, e.QueueEntered):
            assert (event.since is not None) == (event.passage > 1)
            assert event.since in (None, arrived[event.interaction])


@settings(max_examples=60, deadline=None)
@given(st.lists(acts, min_size=10, max_size=80))
def test_between_stop_and_resume_nothing_changes(story: list[tuple[object, ...]]) -> None:
    shard = centre(2.0, 0.5)
    seen: list[tuple[Event, float | None]] = []
    real = shard.core.engine.apply

    def apply(state: Any, event: Event) -> None:
        if state is shard.core.state and isinstance(event, f.IntakeStopped | f.IntakeResumed):
            seen.append((event, projected_wait(state, SECOND, "chat", event.at)))
        real(state, event)

    shard.core.engine.apply = apply  # type: ignore[method-assign]
    play(shard, story, lambda: None)
    for event, wait_s in seen:
        if isinstance(event, f.IntakeStopped):
            assert wait_s is None or wait_s > 2.0 * 60.0
        else:
            assert wait_s is not None
            assert wait_s <= 0.5 * 60.0


def test_idle_queues_are_never_looked_at() -> None:
    shard = centre(0.6, 0.3)
    assert shard.core.state.next_due() is None
    shard.arrives("i1", SUPPORT)
    shard.accepts("ines")
    shard.at(600.0)
    assert shard.core.state.next_due() is None


def test_a_blocked_queue_is_looked_at_every_ten_seconds_and_no_more() -> None:
    shard = centre(0.6, 0.3)
    for who in OWN + OTHERS:
        shard.away(who)
    shard.at(1.0)
    shard.arrives("i1", SUPPORT)
    looks: dict[str, list[float]] = {"overflow": [], "help": []}
    while shard.clock.at < START + 100.0:
        due = shard.core.state.timers[0].due
        for timer in shard.core.state.timers:
            if timer.due == due:
                looks[timer.kind].append(due - START)
        shard.at(due - START)
    assert looks["help"] == [11.0, 21.0, 31.0, 41.0, 51.0, 61.0, 71.0, 81.0, 91.0, 101.0]
    assert looks["overflow"] == [21.0, 31.0, 41.0, 51.0, 61.0, 71.0, 81.0, 91.0, 101.0]
    shard.do(c.End, interaction=InteractionId("i1"))
    shard.at(130.0)
    assert shard.core.state.next_due() is None


def test_the_agent_a_helper_lends_comes_after_the_queues_own() -> None:
    shard = centre(0.6, 0.3)
    shard.arrives("i1", SUPPORT)
    shard.arrives("i2", SUPPORT)
    assert shard.offered_to("i1") == "ines"
    shard.at(12.0)
    assert shard.offered_to("i2") in OWN
    offer = shard.last(e.OfferMade)
    assert offer.reasons.helps == SECOND
    assert AgentId(offer.agent) in OWN
