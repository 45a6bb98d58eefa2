"""When a callback is shown as a choice, and how work of a reason's line is asked for."""

from beffroi.kernel.ids import QueueId
from beffroi.routing import commands as c
from beffroi.routing.asked import requirement_of
from beffroi.routing.callback import is_offered
from beffroi.routing.model import Configuration, Step, WrapUp
from beffroi.routing.rules import CallbackRules, FloorRules, ReasonRules
from tests.routing.stories import SUPPORT, Shard, agent, needs, queue


def offered(shard: Shard, contact: str) -> bool:
    return is_offered(shard.state, shard.work(contact), shard.clock.at)


def steer(shard: Shard, value: str | None) -> None:
    shard.do(c.Steer, queue=SUPPORT, lever="callback", value=value)


def test_a_callback_is_a_choice_where_the_queue_or_a_supervisor_says_so(shard: Shard) -> None:
    shard.given(queue())
    shard.arrives("marie")
    assert not offered(shard, "marie")
    steer(shard, "on")
    assert offered(shard, "marie")
    steer(shard, None)
    assert not offered(shard, "marie")


def test_a_supervisor_may_shut_what_the_rules_offer(shard: Shard) -> None:
    shard.given(queue(callback=CallbackRules(offered=True)))
    shard.arrives("marie")
    assert offered(shard, "marie")
    steer(shard, "off")
    assert not offered(shard, "marie")


def test_it_is_worth_showing_only_when_the_wait_is_long_enough(shard: Shard) -> None:
    rules = queue(callback=CallbackRules(offered=True, above_s=100.0), wrap_up=WrapUp("none"))
    shard.given(rules, agent("ines"))
    shard.arrives("first")
    shard.accepts("ines")
    shard.arrives("marie")
    assert not offered(shard, "marie"), "nothing says how long the wait will be"
    shard.ends(None, "marie")
    for number in range(1, 4):
        shard.at(100.0 * number).ends("ines", next(iter(shard.state.works)))
        shard.arrives(f"c{number}")
        shard.accepts("ines")
    shard.arrives("paul")
    shard.arrives("lena")
    assert not offered(shard, "paul")
    assert offered(shard, "lena")


def test_neither_a_contact_in_hand_nor_a_callback_is_called_back(shard: Shard) -> None:
    shard.given(queue(callback=CallbackRules(offered=True)), agent("ines"))
    shard.arrives("marie")
    shard.accepts("ines")
    assert not offered(shard, "marie")
    shard.arrives("paul", channel="callback")
    assert not offered(shard, "paul")


def test_a_child_asks_for_what_its_ancestors_ask_and_a_circle_ends(shard: Shard) -> None:
    reasons = (
        ReasonRules("top", parent="leaf", mandatory={"a": 1, "b": 3}, preferred={"x": 2}, preferred_s=99.0),
        ReasonRules("middle", parent="top", mandatory={"b": 2}, bonus_s=60.0),
        ReasonRules("leaf", parent="middle", mandatory={"c": 1}, preferred={"x": 4}, preferred_s=12.0, bonus_s=5.0),
    )
    shard.ask(c.Configure(id="n0", news_seq=1, content=Configuration(floor=FloorRules(reasons))))
    shard.news = 1
    shard.given(queue(requirement=needs({"c": 2}, Step(7.0, {"y": 1}))))
    asked = requirement_of(shard.state, shard.state.queues[QueueId(SUPPORT)], "leaf", {"d": 5})
    assert asked.mandatory == {"a": 1, "b": 3, "c": 2, "d": 5}
    assert asked.steps == (Step(12.0, {"x": 4}), Step(7.0, {"y": 1}))
    shard.arrives("marie", reason="leaf", bonus_s=10.0)
    assert shard.work("marie").bonus_s == 70.0
    assert shard.work("marie").rank == shard.work("marie").arrived_at - 70.0
