"""Who is chosen among the free: each queue's strategy, strict queues first, and how offers ring on each channel."""

from typing import Any

import msgspec

from beffroi.kernel.ids import PartnerId, QueueId
from beffroi.routing import events as e
from beffroi.routing.commands import Configure
from beffroi.routing.model import AgentProfile, Configuration, Membership
from beffroi.routing.rules import Ring
from tests.routing.stories import START, SUPPORT, Shard, agent, needs, queue


def member(name: str, *, on: dict[str, int] | None = None, partner: str | None = None, **more: Any) -> AgentProfile:
    """An agent of the support queue who carries so many per channel, under this partner."""
    profile = agent(name, **more)
    fields = {"capacity": on or {"chat": 1}, "partner": PartnerId(partner) if partner else None}
    return msgspec.structs.replace(profile, **fields)


def reconfigured(shard: Shard, **content: Any) -> None:
    """A change of configuration comes into force."""
    shard.news += 1
    shard.ask(Configure(id=f"n{shard.news}", news_seq=shard.news, content=Configuration(**content)))


def test_longest_idle_looks_at_rest_alone(shard: Shard) -> None:
    shard.given(queue(strategy="longest_idle"), agent("ines", capacity=2), agent("hugo", capacity=2))
    shard.at(1).arrives("marie")
    shard.accepts("ines")
    shard.at(5).away("hugo")
    shard.at(6).ready("hugo")
    shard.at(9).arrives("karim")
    assert shard.offered_to("karim") == "ines", "she has work, but has waited longer for more"
    assert shard.last(e.OfferMade).reasons.strategy == "longest_idle"


def test_most_skilled_counts_only_what_is_asked_for(shard: Shard) -> None:
    shard.given(queue(strategy="most_skilled", requirement=needs({"french": 2})))
    shard.given(agent("ines", french=3, cooking=5), agent("hugo", french=5), agent("zoe", french=4))
    shard.at(1).arrives("marie")
    reasons = shard.last(e.OfferMade).reasons
    assert [reasons.winner.agent, *(one.agent for one in reasons.runners_up)] == ["hugo", "zoe", "ines"]
    assert [reasons.winner.skill, *(one.skill for one in reasons.runners_up)] == [5, 4, 3]


def test_among_equally_skilled_the_lightest_load_decides(shard: Shard) -> None:
    shard.given(queue(strategy="most_skilled", requirement=needs({"french": 2})))
    shard.given(agent("ines", capacity=2, french=3), agent("hugo", capacity=2, french=3))
    shard.at(1).arrives("marie")
    shard.accepts("ines")
    shard.at(2).arrives("karim")
    assert shard.offered_to("karim") == "hugo"


def test_round_robin_gives_everyone_their_turn(shard: Shard) -> None:
    shard.given(queue(strategy="round_robin"), *(agent(name, capacity=9) for name in ("ines", "hugo", "zoe")))
    for number in range(6):
        shard.at(number + 1).arrives(f"c{number}")
        shard.accepts(str(shard.offered_to(f"c{number}")))
    assert [who for _, who in shard.offers()] == ["ines", "hugo", "zoe"] * 2


def test_priority_comes_before_every_strategy(shard: Shard) -> None:
    for strategy in ("least_loaded", "longest_idle", "most_skilled", "round_robin"):
        story = Shard().given(queue(strategy=strategy, requirement=needs({"french": 1})))
        second = agent("ines", french=5)
        second.queues.update({SUPPORT: Membership(priority=2)})
        story.given(second, agent("hugo", french=1))
        story.at(9).arrives("marie")
        assert story.offered_to("marie") == "hugo"


def test_a_queue_may_change_its_strategy_under_load(shard: Shard) -> None:
    shard.given(queue(), agent("ines", capacity=3), agent("hugo", capacity=3))
    shard.at(1).arrives("a")
    shard.accepts("ines")
    reconfigured(shard, queues=(queue(strategy="round_robin"),))
    shard.at(2).arrives("b")
    assert shard.offered_to("b") == "hugo"
    shard.accepts("hugo")
    shard.at(3).arrives("c")
    assert shard.offered_to("c") == "ines"


# Strict queues


def test_a_strict_queue_is_served_first_whatever_waited_elsewhere(shard: Shard) -> None:
    shard.given(queue("calm"), queue("fire", strict=True))
    shard.at(1).arrives("patient", "calm")
    shard.at(3_600).arrives("urgent", "fire")
    shard.given(agent("ines", ("calm", "fire")))
    assert shard.offers() == [("urgent", "ines")]


def test_a_strict_queue_comes_before_work_that_was_put_back_elsewhere(shard: Shard) -> None:
    shard.given(queue("calm"), queue("fire", strict=True), agent("hugo", ("calm",)))
    shard.at(1).arrives("returned", "calm")
    shard.away("hugo")
    shard.declines("hugo")
    shard.at(90).arrives("urgent", "fire")
    shard.given(agent("ines", ("calm", "fire")))
    assert shard.offers()[-1] == ("urgent", "ines")


def test_among_strict_queues_the_agents_own_priority_decides(shard: Shard) -> None:
    shard.given(queue("fire", strict=True), queue("flood", strict=True))
    profile = agent("ines", ("fire", "flood"))
    profile.queues.update({QueueId("flood"): Membership(priority=2)})
    shard.at(1).arrives("old", "flood")
    shard.at(900).arrives("young", "fire")
    shard.given(profile)
    assert shard.offers() == [("young", "ines")]


def test_a_queue_that_becomes_strict_is_so_for_those_who_wait(shard: Shard) -> None:
    shard.given(queue("calm"), queue("fire"))
    shard.at(1).arrives("patient", "calm")
    shard.at(60).arrives("urgent", "fire")
    reconfigured(shard, queues=(queue("fire", strict=True),))
    shard.given(agent("ines", ("calm", "fire")))
    assert shard.offers() == [("urgent", "ines")]


# How offers ring


def test_a_call_rings_fifteen_seconds_and_one_miss_is_enough(shard: Shard) -> None:
    shard.given(queue(), member("ines", on={"voice": 1, "chat": 1}))
    shard.at(1).arrives("marie", channel="voice")
    assert shard.last(e.OfferMade).until == START + 16
    shard.at(17)
    presence = shard.agent("ines").presence
    assert (presence["voice"].state, presence["voice"].reason) == ("not_ready", "no_answer")
    assert presence["chat"].state == "ready", "only the channel that was missed"


def test_the_queue_may_say_otherwise_for_one_channel(shard: Shard) -> None:
    shard.given(queue(offer_s=20.0, channels={"voice": Ring(30.0, 2)}), member("ines", on={"voice": 1, "chat": 1}))
    shard.at(1).arrives("marie", channel="voice")
    assert shard.last(e.OfferMade).until == START + 31
    shard.ends(None, "marie")
    shard.at(5).arrives("karim")
    assert shard.last(e.OfferMade).until == START + 25, "a chat rings by the queue's own time"


# Who is gone


def test_a_gone_agent_gets_no_offers_and_leaves_after_what_they_have_in_hand(shard: Shard) -> None:
    shard.given(queue(), agent("ines", capacity=2), agent("hugo"))
    shard.at(1).away("hugo")
    shard.arrives("marie")
    shard.accepts("ines")
    shard.at(2).arrives("karim")
    reconfigured(shard, agents_gone=(shard.agent("ines").id,))
    assert shard.work("karim").state == "waiting"
    shard.at(3).ready("hugo")
    assert shard.offered_to("karim") == "hugo"
    shard.ends("ines", "marie")
    shard.finishes("ines")
    assert shard.agent("ines").presence["chat"].state == "logged_out"
