"""Offers: who is shown what, and what becomes of it."""

from beffroi.kernel.ids import AgentId, QueueId
from beffroi.routing import events as e
from beffroi.routing.commands import Accept, Configure
from beffroi.routing.model import Configuration, Membership
from tests.routing.stories import START, SUPPORT, Shard, agent, needs, queue


def test_the_longest_idle_agent_is_offered_the_work(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"))
    shard.at(5).arrives("marie")
    assert shard.offered_to("marie") == "ines"
    shard.arrives("karim")
    assert shard.offered_to("karim") == "hugo"


def test_the_least_loaded_agent_comes_before_the_longest_idle(shard: Shard) -> None:
    shard.given(queue(), agent("ines", capacity=2), agent("hugo", capacity=2))
    shard.at(1).arrives("marie")
    shard.accepts("ines")
    shard.at(2).arrives("karim")
    assert shard.offered_to("karim") == "hugo"


def test_priority_of_the_agent_comes_before_everything(shard: Shard) -> None:
    second = agent("ines")
    second = type(second)(second.id, second.team, {}, {SUPPORT: Membership(priority=2)}, {"chat": 1})
    shard.given(queue(), second, agent("hugo"))
    shard.at(1).arrives("marie")
    assert shard.offered_to("marie") == "hugo"


def test_work_that_is_too_young_for_an_agents_delay_comes_to_them_later(shard: Shard) -> None:
    late = agent("ines")
    late = type(late)(late.id, late.team, {}, {SUPPORT: Membership(delay_s=30.0)}, {"chat": 1})
    shard.given(queue(), late)
    shard.at(1).arrives("marie")
    assert shard.offered_to("marie") is None
    assert shard.at(31.5).offered_to("marie") == "ines"


def test_a_delay_given_while_work_waits_holds_for_it_and_ends(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    shard.away("ines")
    shard.arrives("marie")
    late = agent("ines")
    late = type(late)(late.id, late.team, {}, {SUPPORT: Membership(delay_s=30.0)}, {"chat": 1})
    shard.ask(Configure(id="later", news_seq=2, content=Configuration(agents=(late,))))
    shard.ready("ines")
    assert shard.at(29).offered_to("marie") is None
    assert shard.at(31).offered_to("marie") == "ines"


def test_nobody_without_the_mandatory_skill_is_ever_asked(shard: Shard) -> None:
    shard.given(queue(requirement=needs({"english": 3})), agent("ines", english=2), agent("hugo"))
    shard.at(1).arrives("mary")
    assert shard.at(600).offered_to("mary") is None
    shard.given(agent("zoe", english=3))
    assert shard.offered_to("mary") == "zoe"


def test_a_declined_customer_returns_ahead_of_the_line(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"))
    shard.at(1).away("hugo")
    shard.arrives("marie")
    shard.at(2).arrives("karim")
    shard.at(3).declines("ines")
    assert shard.line() == ["marie"], "karim is with ines: she may not have marie for a minute"
    shard.at(12).ready("hugo")
    assert shard.offered_to("marie") == "hugo"
    assert shard.last(e.OfferMade).reasons.waited_s == 11


def test_a_timed_out_customer_keeps_the_first_arrival(shard: Shard) -> None:
    shard.given(queue(offer_s=25.0), agent("ines"), agent("hugo"))
    shard.at(1).arrives("marie")
    shard.at(27)
    assert shard.offered_to("marie") == "hugo"
    assert shard.work("marie").entered_at == START + 1
    timed_out = shard.last(e.OfferTimedOut)
    assert timed_out.due_at == START + 26


def test_the_same_agent_is_not_offered_that_work_for_sixty_seconds(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    shard.at(1).arrives("marie")
    shard.at(2).declines("ines")
    assert shard.at(61.9).offered_to("marie") is None
    assert shard.at(62.1).offered_to("marie") == "ines"


def test_after_three_misses_the_agent_is_not_ready_and_says_no_answer(shard: Shard) -> None:
    shard.given(queue(offer_s=10.0, misses_allowed=3), agent("ines"))
    for name in ("a", "b", "c"):
        shard.arrives(name)
    shard.at(35)
    presence = shard.agent("ines").presence["chat"]
    assert (presence.state, presence.reason) == ("not_ready", "no_answer")
    assert shard.offers() == [("a", "ines"), ("b", "ines"), ("c", "ines")]


def test_one_answer_forgives_the_misses_before(shard: Shard) -> None:
    shard.given(queue(offer_s=10.0, misses_allowed=2), agent("ines"))
    shard.arrives("a")
    shard.at(11).arrives("b")
    shard.accepts("ines")
    shard.ends("ines", "b")
    shard.finishes("ines")
    shard.at(80)
    assert shard.agent("ines").presence["chat"].state == "ready"


def test_an_offer_is_withdrawn_when_the_customer_leaves(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    shard.arrives("marie")
    offer = shard.held("ines", "offered")
    shard.ends(None, "marie")
    assert shard.refused(shard.do, Accept, assignment=offer.id, agent="ines") == "offer_gone"
    assert not shard.state.works


def test_an_agent_who_leaves_gives_back_what_rings(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"))
    shard.at(5).arrives("marie")
    shard.away("ines", state="logged_out")
    assert shard.offered_to("marie") == "hugo"
    assert shard.agent("ines").presence["chat"].state == "logged_out"
    assert shard.agent("ines").misses == {}


def test_only_the_agent_who_is_shown_an_offer_can_take_it(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"))
    shard.arrives("marie")
    offer = shard.held("ines", "offered")
    assert shard.refused(shard.do, Accept, assignment=offer.id, agent="hugo") == "not_yours"


def test_a_queue_can_forbid_declining(shard: Shard) -> None:
    shard.given(queue(may_decline=False), agent("ines"))
    shard.arrives("marie")
    assert shard.refused(shard.declines, "ines") == "may_not_decline"


def test_accepting_at_the_very_time_out_has_one_winner(shard: Shard) -> None:
    shard.given(queue(offer_s=25.0), agent("ines"))
    shard.arrives("marie")
    offer = shard.held("ines", "offered")
    shard.clock.at = offer.due_at
    shard.accepts("ines")
    assert shard.at(30).in_contact("marie") == "ines"


def test_a_command_sent_twice_is_done_once_and_answered_alike(shard: Shard) -> None:
    shard.given(queue(), agent("ines", capacity=2))
    shard.arrives("marie")
    command = Accept(id="same", by="user:ines", assignment=shard.held("ines", "offered").id, agent=AgentId("ines"))
    first = shard.ask(command)
    again = shard.ask(command)
    assert first == again
    assert sum(isinstance(event, e.OfferAccepted) for event in shard.events) == 1


def test_a_bonus_brings_work_forward_by_as_many_seconds(shard: Shard) -> None:
    shard.given(queue())
    shard.at(1).arrives("marie")
    shard.at(20).arrives("vip", bonus_s=30.0)
    shard.at(60).arrives("late", bonus_s=30.0)
    assert shard.line() == ["vip", "marie", "late"]


def test_a_free_agent_takes_the_best_rank_over_all_their_queues(shard: Shard) -> None:
    shard.given(queue("a"), queue("b"))
    shard.at(1).arrives("first", "b")
    shard.at(2).arrives("second", "a")
    shard.given(agent("ines", ("a", "b")))
    assert shard.offers() == [("first", "ines")]


def test_returned_work_comes_before_any_bonus(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    shard.at(100).arrives("marie")
    shard.at(101).arrives("vip", bonus_s=90.0)
    shard.away("ines")
    shard.declines("ines")
    assert shard.line() == ["marie", "vip"]


def test_work_of_the_first_priority_comes_first_for_a_minute(shard: Shard) -> None:
    shard.given(queue("a"), queue("b"))
    profile = agent("ines", ("a", "b"))
    profile.queues.update({QueueId("b"): Membership(priority=2)})
    shard.at(1).arrives("old", "b")
    shard.at(60).arrives("young", "a")
    shard.given(profile)
    assert shard.offers() == [("young", "ines")]


def test_lower_priority_work_is_not_starved(shard: Shard) -> None:
    shard.given(queue("a"), queue("b"))
    profile = agent("ines", ("a", "b"))
    profile.queues.update({QueueId("b"): Membership(priority=2)})
    shard.at(1).arrives("old", "b")
    shard.at(62).arrives("young", "a")
    shard.given(profile)
    assert shard.offers() == [("old", "ines")], "a priority step is worth a minute of waiting, no more"
