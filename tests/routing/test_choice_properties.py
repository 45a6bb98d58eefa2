"""What holds of every choice, whatever the strategy, help, share, name or interruption; found by trying to break it."""

from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.kernel.ids import AgentId, AssignmentId, QueueId
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing.candidates import barred, may_have
from beffroi.routing.model import Membership, Step, WrapUp
from beffroi.routing.rows import availability, meets
from beffroi.routing.rules import STRATEGIES, Band, Help, Share
from beffroi.routing.shares import dues
from beffroi.routing.state import State
from beffroi.routing.states import Availability
from tests.routing.stories import Shard, needs, queue
from tests.routing.test_properties import DO, play
from tests.routing.test_shares import HERE, THERE
from tests.routing.test_strategies import member
from tests.simulation.checks import Ledgers, check

AGENTS = ("ines", "hugo", "zoe", "lea")
QUEUES = ("calm", "fire", "mails", "shared")
CHANNELS = ("chat", "voice", "email")
MUST = {"french": 2}

agents, queues = st.sampled_from(AGENTS), st.sampled_from(QUEUES)
acts = st.one_of(
    st.tuples(st.just("wait"), st.floats(0.1, 90.0)),
    st.tuples(st.just("come"), queues, st.sampled_from(CHANNELS)),
    st.tuples(st.just("come"), queues, st.sampled_from(CHANNELS)),
    st.tuples(st.just("accept"), agents),
    st.tuples(st.just("answer")),
    st.tuples(st.just("answer")),
    st.tuples(st.just("decline"), agents),
    st.tuples(st.just("end"), agents),
    st.tuples(st.just("end rest"), agents),
    st.tuples(st.just("finish"), agents),
    st.tuples(st.just("transfer"), agents, queues),
    st.tuples(st.just("pass"), agents, agents),
    st.tuples(st.just("pull"), agents),
    st.tuples(st.just("away"), agents),
    st.tuples(st.just("ready"), agents),
    st.tuples(st.just("desk"), agents, st.booleans()),
    st.tuples(st.just("leave"), st.integers(0, 5)),
    st.tuples(st.just("help"), st.sampled_from(("on", "off"))),
)


def comes(shard: Shard, name: str, channel: str) -> None:
    shard.arrives(f"i{shard.asked}", name, channel=channel)


def pulls(shard: Shard, who: str) -> None:
    shard.do(c.Pull, queue=QueueId("mails"), agent=AgentId(who))


def helps(shard: Shard, value: str) -> None:
    shard.do(c.Steer, queue=QueueId("calm"), lever="help", value=value, by="user:claire")


def all_answer(shard: Shard) -> None:
    for offer in [one for one in shard.state.assignments.values() if one.state == "offered"]:
        shard.accepts(offer.agent)


def ends_what_rests(shard: Shard, who: str) -> None:
    shard.ends(None, shard.held(who, "paused").interaction)


DO |= {"come": comes, "pull": pulls, "help": helps, "end rest": ends_what_rests, "answer": all_answer}


def centre(strategy: str) -> Shard:
    """Four queues, four agents, three channels: everything about choosing that there is."""
    wish = Step(15.0, {"returns": 3})
    whole_week = tuple(Band(day, 0, 1_440) for day in range(7))
    shard = Shard().given(
        queue("calm", strategy=strategy, requirement=needs(MUST, wish), help=(Help(QueueId("fire"), 5.0),)),
        queue("fire", strategy=strategy, strict=True, requirement=needs(MUST), wrap_up=WrapUp("none")),
        queue("mails", pull=True, requirement=needs(MUST)),
        queue("shared", strategy=strategy, requirement=needs(MUST), shares=(Share(HERE, 0.6, whole_week),)),
    )
    on = {"chat": 2, "voice": 1, "email": 1}
    ines = member("ines", on=on, queues=QUEUES, partner=HERE, french=3, returns=4)
    hugo = member("hugo", on=on, queues=("fire", "shared"), partner=THERE, french=2)
    zoe = member("zoe", on=on, queues=QUEUES, partner=THERE, french=1, returns=5)
    lea = member("lea", on={"chat": 1}, queues=("calm", "shared"), partner=HERE, french=5)
    lea.queues.update({QueueId("calm"): Membership(2, 10.0)})
    return shard.given(ines, hugo, zoe, lea)


def watched(shard: Shard, look: Any) -> None:
    """`look(state, event)` sees each event as it is decided, before it changes anything."""
    real = shard.core.engine.apply

    def apply(state: State, event: Any) -> None:
        if state is shard.core.state:
            look(state, event)
        real(state, event)

    shard.core.engine.apply = apply  # type: ignore[method-assign]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(STRATEGIES), st.lists(acts, min_size=5, max_size=60))
def test_every_choice_keeps_the_rules(strategy: str, story: list[tuple[object, ...]]) -> None:
    shard, ledgers, counted = centre(strategy), Ledgers(), 0
    watched(shard, never_unskilled_nor_unfree)

    def after_each() -> None:
        nonlocal counted
        for event in shard.events[counted:]:
            ledgers.count(event)
        counted = len(shard.events)
        check(shard.state, shard.clock.at)
        ledgers.balance(shard.state)

    play(shard, story, after_each)
    replayed, _, _ = shard.core.replay(keeps_time=True)
    assert replayed.rows == shard.state.rows


def never_unskilled_nor_unfree(state: State, event: Any) -> None:
    """Whatever is relaxed, helped, shared or named: the mandatory skills are there, and the hands are free."""
    if isinstance(event, e.OfferMade):
        agent = state.agents[event.agent]
        assert meets(agent.profile.skills, tuple(MUST.items()))
        assert availability(agent, event.channel) is Availability.FREE
        assert agent.load.get(event.channel, 0) < agent.profile.capacity[event.channel]


@settings(max_examples=100, deadline=None)
@given(st.lists(acts, min_size=5, max_size=60))
def test_strict_work_is_always_taken_first(story: list[tuple[object, ...]]) -> None:
    shard = centre("least_loaded")

    def look(state: State, event: Any) -> None:
        if not isinstance(event, e.OfferMade) or event.reasons.pulled or state.queues[event.queue].strict:
            return
        agent, chosen = state.agents[event.agent], state.works[event.interaction]
        if chosen.entered_at == event.at or chosen.state == "arriving":
            return
        lines = ((place, line) for place, lines in state.lines_for(agent) for line in lines if agent.id in line.able)
        for membership, line in lines:
            if line.strict and state.availability(agent, line.key.channel) is Availability.FREE:
                works = (state.works[place.interaction] for place in line.waiting)
                may = [one for one in works if may_have(one, agent.id, membership.delay_s, event.at)]
                assert not may or barred(state, line.key, agent, event.at)

    watched(shard, look)
    play(shard, story, lambda: None)


@settings(max_examples=120, deadline=None)
@given(st.lists(acts, min_size=5, max_size=60))
def test_pauses_balance_and_talk_is_never_longer_than_it_lasted(story: list[tuple[object, ...]]) -> None:
    shard = centre("longest_idle")
    play(shard, story, lambda: None)
    paused: Counter[AssignmentId] = Counter()
    rested: Counter[AssignmentId] = Counter()
    since: dict[AssignmentId, float] = {}
    for event in shard.events:
        match event:
            case e.AssignmentPaused():
                paused[event.assignment] += 1
                since[event.assignment] = event.at
                assert paused[event.assignment] == 1
            case e.AssignmentResumed():
                paused[event.assignment] -= 1
                assert abs(event.at - since.pop(event.assignment) - event.paused_s) < 1e-6
                rested[event.assignment] += event.paused_s  # type: ignore[assignment]
                assert not paused[event.assignment]
            case e.WrapUpStarted() | e.AssignmentClosed(how="no_wrap_up" | "desk_lost"):
                accepted = next(
                    one.at
                    for one in shard.events
                    if isinstance(one, e.OfferAccepted) and one.assignment == event.assignment
                )
                begun = since.pop(event.assignment, event.at)
                wall = event.at - accepted - rested[event.assignment] - (event.at - begun)
                assert 0 <= event.talk_s <= event.at - accepted + 1e-6
                assert abs(event.talk_s - wall) < 1e-6
                paused[event.assignment] = 0
    resting = {one.id for one in shard.state.assignments.values() if one.state == "paused"}
    assert resting == set(since)
    for agent in shard.state.agents.values():
        held = [shard.state.assignments[one] for one in agent.assignments]
        assert agent.paused == sum(one.state == "paused" for one in held)
        if agent.paused:
            assert any(one.state in ("active", "wrap_up") for one in held), "something rests, and nobody knows for what"


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 5), st.integers(1, 25), st.data())
def test_round_robin_is_fair(seats: int, contacts: int, data: st.DataObject) -> None:
    shard = Shard().given(queue(strategy="round_robin", wrap_up=WrapUp("none")))
    shard.given(*(member(f"a{number}", on={"chat": 99}) for number in range(seats)))
    turns: Counter[str] = Counter()
    for number in range(contacts):
        shard.at(number + 1).arrives(f"c{number}")
        who = str(shard.offered_to(f"c{number}"))
        turns[who] += 1
        shard.accepts(who)
        if data.draw(st.booleans()):
            shard.ends(who, f"c{number}")
    counts = [turns[f"a{number}"] for number in range(seats)]
    assert max(counts) - min(counts) <= 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=4), st.integers(1, 40), st.sampled_from(STRATEGIES))
def test_shares_stay_within_one_contact_of_what_was_promised(weights: list[int], contacts: int, strategy: str) -> None:
    names = [f"p{number}" for number in range(len(weights))]
    parts = {name: weight / sum(weights) for name, weight in zip(names, weights, strict=True)}
    shares = tuple(Share(partner, part) for partner, part in parts.items())  # type: ignore[arg-type]
    shard = Shard().given(queue(strategy=strategy, shares=shares))
    shard.given(*(member(f"a-{name}", on={"chat": 99}, partner=name) for name in names))
    taken: Counter[str] = Counter()
    for number in range(1, contacts + 1):
        shard.at(number).arrives(f"c{number}")
        who = str(shard.offered_to(f"c{number}"))
        taken[str(shard.agent(who).profile.partner)] += 1
        shard.accepts(who)
        assert all(abs(taken[name] - part * number) <= 1 + 1e-6 for name, part in parts.items())
    row = shard.state.rows.now[QueueId("support")]
    assert sum(dues(shard.state.queues[QueueId("support")], row, shard.clock.at).values()) > 0.99
