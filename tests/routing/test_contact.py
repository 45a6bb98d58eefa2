"""A contact's life: answered, passed on, ended, wrapped up, lost and found again."""

from beffroi.interactions.events import InteractionEnded
from beffroi.kernel.ids import InteractionId
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing.model import Step, WrapUp
from tests.routing.stories import START, Shard, agent, needs, queue


def test_the_first_human_reply_is_counted_once_per_passage(shard: Shard) -> None:
    shard.given(queue(threshold_s=60.0), agent("ines"))
    shard.at(1).arrives("marie")
    shard.at(5).accepts("ines")
    shard.at(9).writes("ines", "marie")
    shard.at(10).writes("ines", "marie")
    replies = [event for event in shard.events if isinstance(event, e.FirstReply)]
    assert [(reply.wait_s, reply.in_time, reply.answered_at) for reply in replies] == [(8.0, True, START + 5)]


def test_a_contact_ended_by_the_agent_is_handled_and_wrapped_up(shard: Shard) -> None:
    shard.given(queue(wrap_up=WrapUp("until_qualified", 60.0, 30.0)), agent("ines"))
    shard.arrives("marie")
    shard.at(5).accepts("ines")
    shard.at(65).ends("ines", "marie")
    ended = shard.last(InteractionEnded)
    assert (ended.outcome, ended.sub_reason) == ("handled", "agent_ended")
    shard.at(75).finishes("ines")
    closed = shard.last(e.AssignmentClosed)
    assert (closed.how, closed.talk_s, closed.wrap_up_s, closed.disposition) == ("finished", 60.0, 10.0, "solved")


def test_the_outcome_must_be_one_the_queue_knows(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    shard.arrives("marie")
    shard.accepts("ines")
    shard.ends("ines", "marie")
    assert shard.refused(shard.finishes, "ines", "nonsense") == "unknown_disposition"
    assert shard.refused(shard.finishes, "ines", None) == "disposition_missing"


def test_wrap_up_ends_at_its_limit_and_can_be_extended_once(shard: Shard) -> None:
    shard.given(queue(wrap_up=WrapUp("until_qualified", 60.0, 30.0)), agent("ines"))
    shard.arrives("marie")
    shard.accepts("ines")
    shard.at(10).ends("ines", "marie")
    wrap_up = shard.held("ines", "wrap_up")
    shard.do(c.ExtendWrapUp, assignment=wrap_up.id, agent="ines")
    assert shard.refused(shard.do, c.ExtendWrapUp, assignment=wrap_up.id, agent="ines") == "already_extended"
    shard.at(99)
    assert shard.held("ines", "wrap_up")
    shard.at(101)
    assert shard.last(e.AssignmentClosed).how == "unqualified"


def test_a_fixed_wrap_up_finishes_by_itself_and_none_is_none(shard: Shard) -> None:
    shard.given(queue("fixed", wrap_up=WrapUp("fixed", 10.0)), queue("none", wrap_up=WrapUp("none")))
    shard.given(agent("ines", ("fixed", "none")))
    shard.arrives("a", "fixed")
    shard.accepts("ines")
    shard.at(5).ends("ines", "a")
    shard.at(16)
    assert shard.last(e.AssignmentClosed).how == "finished"
    shard.arrives("b", "none")
    shard.accepts("ines")
    shard.ends("ines", "b")
    assert shard.last(e.AssignmentClosed).how == "no_wrap_up"


def test_a_transfer_to_a_queue_keeps_the_first_arrival_and_does_not_come_back(shard: Shard) -> None:
    shard.given(queue(), queue("returns"), agent("ines", ("support", "returns")))
    shard.at(1).arrives("marie")
    shard.accepts("ines")
    shard.at(2).arrives("karim", "returns")
    shard.at(100).transfers("ines", "marie", queue="returns")
    shard.finishes("ines")
    assert shard.line("returns") == ["marie"]
    assert shard.offered_to("karim") == "ines", "marie is ahead, but ines just passed her on"
    assert shard.work("marie").passage == 2


def test_a_transfer_to_a_colleague_waits_for_them_then_for_anyone(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"), agent("zoe"))
    shard.at(1).arrives("marie")
    shard.at(2).accepts("ines")
    shard.at(3).transfers("ines", "marie", to="zoe")
    assert shard.offered_to("marie") == "zoe"
    shard.at(4).declines("zoe")
    assert shard.offered_to("marie") is None
    assert shard.at(64).offered_to("marie") == "hugo"


def test_a_transfer_is_refused_when_the_colleague_cannot_take_it(shard: Shard) -> None:
    shard.given(queue(requirement=needs({"french": 2})), agent("ines", french=3), agent("hugo", french=1))
    shard.given(agent("zoe", french=3))
    shard.arrives("marie")
    shard.accepts("ines")
    shard.away("zoe")
    assert shard.refused(shard.transfers, "ines", "marie", to="hugo") == "agent_lacks_skill"
    assert shard.refused(shard.transfers, "ines", "marie", to="zoe") == "agent_unavailable"
    assert shard.refused(shard.transfers, "ines", "marie", to="ines") == "same_agent"
    assert shard.refused(shard.transfers, "ines", "marie", to="nobody") == "unknown_agent"
    assert shard.refused(shard.transfers, "ines", "marie", queue="nowhere") == "unknown_queue"
    assert shard.refused(shard.transfers, "ines", "marie") == "transfer_nowhere"
    assert shard.refused(shard.transfers, "zoe", "marie", queue="support") == "not_yours"
    assert shard.in_contact("marie") == "ines"


def test_wishes_are_given_up_one_after_the_other_and_what_is_mandatory_never(shard: Shard) -> None:
    asked = needs({"french": 1}, Step(10.0, {"returns": 4}), Step(20.0, {"returns": 2}))
    shard.given(queue(requirement=asked), agent("ines", french=1))
    shard.given(agent("hugo", french=1, returns=2), agent("zoe", returns=5))
    shard.away("hugo")
    shard.at(1).arrives("marie")
    assert shard.at(10.9).offered_to("marie") is None
    shard.at(12)
    assert shard.work("marie").step == 1
    shard.ready("hugo")
    assert shard.offered_to("marie") == "hugo"
    shard.declines("hugo")
    assert shard.at(31.5).offered_to("marie") == "ines"


def test_a_waiting_customer_gone_for_a_minute_has_abandoned(shard: Shard) -> None:
    shard.given(queue())
    shard.at(1).arrives("marie")
    shard.at(10).do(c.ReportCustomerGone, interaction=InteractionId("marie"))
    shard.at(69)
    assert shard.line() == ["marie"]
    shard.at(71)
    ended = shard.last(InteractionEnded)
    assert (ended.outcome, ended.sub_reason) == ("abandoned", "gone_while_waiting")
    assert shard.last(e.QueueLeft).how == "abandoned"


def test_a_customer_who_comes_back_in_time_keeps_their_place(shard: Shard) -> None:
    shard.given(queue())
    shard.at(1).arrives("marie")
    shard.at(10).do(c.ReportCustomerGone, interaction=InteractionId("marie"))
    shard.at(60).do(c.ReportCustomerBack, interaction=InteractionId("marie"))
    assert shard.at(500).line() == ["marie"]


def test_a_customer_gone_during_the_contact_does_not_end_it(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    shard.arrives("marie")
    shard.accepts("ines")
    shard.do(c.ReportCustomerGone, interaction=InteractionId("marie"))
    assert shard.at(3600).in_contact("marie") == "ines"


def test_work_of_a_lost_desk_goes_back_ahead_of_the_line(shard: Shard) -> None:
    shard.given(queue(), agent("ines", capacity=2))
    shard.at(1).arrives("marie")
    shard.accepts("ines")
    shard.at(2).arrives("karim")
    shard.at(3).arrives("lena")
    shard.at(10).desk("ines", connected=False)
    assert shard.at(29).in_contact("marie") == "ines", "within the grace nothing moves"
    shard.at(31)
    assert shard.line() == ["marie", "karim", "lena"]
    assert shard.agent("ines").presence["chat"].reason == "desk_lost"
    shard.given(agent("hugo"))
    assert shard.offered_to("marie") == "hugo"


def test_nobody_waits_again_for_the_colleague_whose_desk_was_lost(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"), agent("zoe"))
    shard.arrives("marie")
    shard.accepts("ines")
    shard.transfers("ines", "marie", to="zoe")
    shard.accepts("zoe")
    shard.desk("zoe", connected=False)
    assert shard.at(21).offered_to("marie") == "hugo"


def test_a_desk_that_comes_back_in_time_keeps_its_work(shard: Shard) -> None:
    shard.given(queue(), agent("ines", capacity=2))
    shard.arrives("marie")
    shard.accepts("ines")
    shard.at(10).desk("ines", connected=False)
    shard.at(15).arrives("karim")
    assert shard.offered_to("karim") is None, "nobody is offered work on a screen that is not there"
    shard.at(20).desk("ines", connected=True)
    assert shard.offered_to("karim") == "ines"
    assert shard.at(200).in_contact("marie") == "ines"


def test_a_pause_asked_in_contact_applies_after_it(shard: Shard) -> None:
    shard.given(queue(), agent("ines", capacity=2))
    shard.arrives("marie")
    shard.accepts("ines")
    shard.away("ines", "meal")
    shard.arrives("karim")
    assert shard.offered_to("karim") is None
    assert shard.agent("ines").presence["chat"].state == "ready"
    shard.ends("ines", "marie")
    shard.finishes("ines")
    assert shard.agent("ines").presence["chat"].reason == "meal"


def test_a_pause_asked_while_it_rings_applies_when_the_offer_is_gone(shard: Shard) -> None:
    """Declined, timed out or withdrawn: in each case nothing is in hand any more."""
    shard.given(queue(), *(agent(one) for one in ("ines", "hugo", "zoe")))
    for who, contact in (("ines", "marie"), ("hugo", "karim"), ("zoe", "paul")):
        shard.arrives(contact)
        shard.away(who, "meal")
        assert shard.agent(who).presence["chat"].state == "ready"
    shard.declines("ines")
    shard.ends(None, "paul")
    shard.at(30)
    assert [shard.agent(one).presence["chat"].reason for one in ("ines", "hugo", "zoe")] == ["meal"] * 3


def test_who_asked_to_leave_and_lost_their_desk_has_left(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    shard.arrives("marie")
    shard.accepts("ines")
    shard.away("ines", state="logged_out")
    shard.desk("ines", connected=False)
    shard.at(30)
    assert shard.agent("ines").presence["chat"].state == "logged_out"


def test_what_is_over_is_over(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    shard.arrives("marie")
    shard.accepts("ines")
    shard.ends(None, "marie")
    assert shard.last(InteractionEnded).sub_reason == "customer_ended"
    assert shard.refused(shard.ends, "ines", "marie") == "interaction_over"
    assert shard.refused(shard.writes, "ines", "marie") == "interaction_over"
