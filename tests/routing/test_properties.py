"""What holds for any story whatever, found by trying to break it; a broken story is shrunk to its shortest."""

import contextlib
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.kernel.errors import Refused
from beffroi.kernel.ids import AgentId, InteractionId, QueueId
from beffroi.routing import commands as c
from beffroi.routing.events import OfferMade, OfferTimedOut, PresenceChanged, Transferred
from beffroi.routing.line import Place
from beffroi.routing.model import Membership, Step, WrapUp
from beffroi.routing.states import PRESENCE_MOVES
from tests.routing.stories import START, Shard, agent, needs, queue
from tests.simulation.checks import Ledgers, check

AGENTS = ("ines", "hugo", "zoe")
QUEUES = ("a", "b")

agents = st.sampled_from(AGENTS)
queues = st.sampled_from(QUEUES)
waits = st.tuples(st.just("wait"), st.floats(0.1, 90.0))
acts = st.one_of(
    waits,
    st.tuples(st.just("arrive"), queues),
    st.tuples(st.just("accept"), agents),
    st.tuples(st.just("decline"), agents),
    st.tuples(st.just("end"), agents),
    st.tuples(st.just("finish"), agents),
    st.tuples(st.just("transfer"), agents, queues),
    st.tuples(st.just("pass"), agents, agents),
    st.tuples(st.just("away"), agents),
    st.tuples(st.just("log out"), agents),
    st.tuples(st.just("ready"), agents),
    st.tuples(st.just("desk"), agents, st.booleans()),
    st.tuples(st.just("leave"), st.integers(0, 5)),
    st.tuples(st.just("gone"), st.integers(0, 5), st.booleans()),
)


def centre() -> Shard:
    """Two queues, three agents; one of them slow to be asked, one skilled, one for queue b only in second place."""
    shard = Shard().given(
        queue("a", requirement=needs({}, Step(15.0, {"returns": 3})), misses_allowed=2),
        queue("b", wrap_up=WrapUp("fixed", 5.0)),
    )
    first, second, third = agent("ines", QUEUES, 2, returns=4), agent("hugo", QUEUES), agent("zoe", QUEUES, 2)
    second.queues.update({QueueId("a"): Membership(delay_s=20.0)})
    third.queues.update({QueueId("b"): Membership(priority=2)})
    return shard.given(first, second, third)


def transfers_to_queue(shard: Shard, who: str, name: str) -> None:
    shard.transfers(who, shard.held(who, "active").interaction, queue=name)


def passes_on(shard: Shard, who: str, to: str) -> None:
    shard.transfers(who, shard.held(who, "active").interaction, to=to)


def gone(shard: Shard, place: int, back: bool) -> None:
    kind = c.ReportCustomerBack if back else c.ReportCustomerGone
    shard.do(kind, interaction=InteractionId(list(shard.state.works)[place]))


DO: dict[str, Callable[..., object]] = {
    "wait": lambda shard, seconds: shard.at(shard.clock.at - START + seconds),
    "arrive": lambda shard, name: shard.arrives(f"i{shard.asked}", name),
    "accept": Shard.accepts,
    "decline": Shard.declines,
    "end": lambda shard, who: shard.ends(who, shard.held(who, "active").interaction),
    "finish": Shard.finishes,
    "transfer": transfers_to_queue,
    "pass": passes_on,
    "away": Shard.away,
    "log out": lambda shard, who: shard.away(who, state="logged_out"),
    "ready": Shard.ready,
    "desk": lambda shard, who, there: shard.desk(who, connected=there),
    "leave": lambda shard, place: shard.ends(None, list(shard.state.works)[place]),
    "gone": gone,
}


def play(shard: Shard, story: list[tuple[object, ...]], after_each: Callable[[], None]) -> None:
    """Do what the story says; what cannot be done now is refused, and that is part of it."""
    for name, *what in story:
        with contextlib.suppress(Refused, StopIteration, IndexError):
            DO[str(name)](shard, *what)
        after_each()


@settings(max_examples=150, deadline=None)
@given(st.lists(acts, min_size=5, max_size=60))
def test_every_story_keeps_the_rules_and_replays_to_the_same_state(story: list[tuple[object, ...]]) -> None:
    shard, ledgers, counted = centre(), Ledgers(), 0

    def after_each() -> None:
        nonlocal counted
        for event in shard.events[counted:]:
            ledgers.count(event)
        counted = len(shard.events)
        check(shard.state, shard.clock.at)
        ledgers.balance(shard.state)

    play(shard, story, after_each)
    replayed, _, _ = shard.core.replay(keeps_time=True)
    assert replayed.rows == shard.state.rows == shard.core.state.rows
    pending = {timer for timer in shard.core.state.timers if timer.due > shard.clock.at}
    assert {timer for timer in replayed.timers if timer.due > shard.clock.at} == pending


@settings(max_examples=100, deadline=None)
@given(st.lists(acts, min_size=5, max_size=60))
def test_nobody_is_offered_again_what_they_just_let_ring(story: list[tuple[object, ...]]) -> None:
    shard = centre()
    play(shard, story, lambda: None)
    rang: dict[tuple[InteractionId, AgentId], float] = {}
    for event in shard.events:
        if isinstance(event, OfferTimedOut):
            rang[event.interaction, event.agent] = event.excluded_until
        elif isinstance(event, Transferred) and event.to:
            rang.pop((event.interaction, event.to), None)
        elif isinstance(event, OfferMade):
            assert event.at >= rang.pop((event.interaction, event.agent), 0.0)


@settings(max_examples=100, deadline=None)
@given(st.lists(acts, min_size=5, max_size=60))
def test_presence_only_moves_as_its_table_says(story: list[tuple[object, ...]]) -> None:
    shard = centre()
    play(shard, story, lambda: None)
    known: dict[AgentId, str] = {}
    for event in shard.events:
        if isinstance(event, PresenceChanged):
            before = known.get(event.agent, "logged_out")
            assert event.state in PRESENCE_MOVES[before]
            known[event.agent] = event.state


@given(st.lists(st.tuples(st.booleans(), st.floats(-1e6, 1e6), st.integers(0, 1_000)), unique=True))
def test_places_compare_ahead_first_then_rank_then_arrival(rows: list[tuple[bool, float, int]]) -> None:
    places = [Place(*row, InteractionId("x")) for row in rows]
    assert [tuple(place[:3]) for place in sorted(places)] == sorted(rows)
