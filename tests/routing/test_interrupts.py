"""Work that cannot wait pauses work that can; it comes back to the same agent, and only active time is talk."""

from beffroi.routing import events as e
from beffroi.routing.model import AgentProfile, WrapUp
from beffroi.routing.rows import status_of
from beffroi.routing.rules import FloorRules
from tests.routing.stories import Shard, queue
from tests.routing.test_strategies import member, reconfigured

ALL = {"voice": 1, "chat": 2, "email": 1}


def writer(name: str = "ines") -> AgentProfile:
    return member(name, on=ALL)


def at_a_mail(shard: Shard) -> Shard:
    """Inès answers a mail since second 1; without wrap-up."""
    shard.given(queue(wrap_up=WrapUp("none")), writer())
    shard.at(1).arrives("mail", channel="email")
    shard.accepts("ines")
    return shard


def test_a_chat_pauses_a_mail_and_the_mail_comes_back(shard: Shard) -> None:
    at_a_mail(shard).at(11).arrives("chat")
    assert shard.offered_to("chat") == "ines"
    assert shard.held("ines", "active").interaction == "mail", "nothing rests before the chat is taken"
    shard.at(15).accepts("ines")
    assert shard.held("ines", "paused").interaction == "mail"
    shard.at(75).ends("ines", "chat")
    assert shard.held("ines", "active").interaction == "mail"
    assert shard.last(e.AssignmentResumed).paused_s == 60
    shard.at(85).ends("ines", "mail")
    closed = shard.last(e.AssignmentClosed)
    assert (closed.interaction, closed.talk_s) == ("mail", 24.0)


def test_wrap_up_of_the_interruption_is_part_of_it(shard: Shard) -> None:
    shard.given(queue(), queue("mails", wrap_up=WrapUp("none")))
    profile = member("ines", on=ALL, queues=("support", "mails"))
    shard.given(profile)
    shard.at(1).arrives("mail", "mails", channel="email")
    shard.accepts("ines")
    shard.at(5).arrives("call", channel="voice")
    shard.accepts("ines")
    shard.at(50).ends("ines", "call")
    assert shard.held("ines", "paused").interaction == "mail"
    shard.at(60).finishes("ines")
    assert shard.held("ines", "active").interaction == "mail"


def test_a_call_comes_beside_nothing_but_what_it_pauses(shard: Shard) -> None:
    shard.given(queue(), writer())
    shard.at(1).arrives("chat")
    shard.accepts("ines")
    shard.at(2).arrives("call", channel="voice")
    assert shard.work("call").state == "waiting"
    assert shard.state.availability(shard.agent("ines"), "voice") == "busy"
    shard.at(3).arrives("second")
    assert shard.offered_to("second") == "ines", "within a channel, capacity alone decides"


def test_a_mail_does_not_come_during_a_call(shard: Shard) -> None:
    shard.given(queue(), writer())
    shard.at(1).arrives("call", channel="voice")
    shard.accepts("ines")
    shard.at(2).arrives("mail", channel="email")
    assert shard.work("mail").state == "waiting"
    shard.at(30).ends("ines", "call")
    shard.finishes("ines")
    assert shard.offered_to("mail") == "ines"


def test_paused_work_is_neither_in_contact_nor_free_capacity(shard: Shard) -> None:
    at_a_mail(shard).at(5).arrives("call", channel="voice")
    shard.accepts("ines")
    ines = shard.agent("ines")
    assert (ines.paused, ines.load["email"], status_of(ines)) == (1, 1, "in_contact")
    shard.at(6).arrives("other", channel="email")
    shard.at(40).ends("ines", "call")
    assert shard.work("other").state == "waiting", "the first mail is hers still, and fills her capacity"


def test_two_chats_pause_a_mail_until_both_are_over(shard: Shard) -> None:
    at_a_mail(shard).at(2).arrives("one")
    shard.accepts("ines")
    shard.at(4).arrives("two")
    shard.accepts("ines")
    shard.at(10).ends("ines", "one")
    assert shard.held("ines", "paused").interaction == "mail"
    shard.at(22).ends(None, "two")
    assert shard.held("ines", "active").interaction == "mail"
    assert shard.last(e.AssignmentResumed).paused_s == 20


def test_a_customer_may_end_what_rests(shard: Shard) -> None:
    at_a_mail(shard).at(3).arrives("call", channel="voice")
    shard.accepts("ines")
    shard.at(20).ends(None, "mail")
    closed = shard.last(e.AssignmentClosed)
    assert (closed.interaction, closed.talk_s) == ("mail", 2.0)
    assert shard.agent("ines").paused == 0


def test_what_rested_goes_back_to_the_line_with_a_lost_desk(shard: Shard) -> None:
    at_a_mail(shard).at(3).arrives("call", channel="voice")
    shard.accepts("ines")
    shard.at(10).desk("ines", connected=False)
    shard.at(40)
    assert {shard.work(one).state for one in ("mail", "call")} == {"waiting"}
    assert shard.agent("ines").paused == 0
    assert not any(isinstance(event, e.AssignmentResumed) for event in shard.events)


def test_the_floor_may_have_a_matrix_of_its_own(shard: Shard) -> None:
    at_a_mail(shard)
    reconfigured(shard, floor=FloorRules(interrupts={"voice": {"email": "beside"}}))
    shard.at(2).arrives("chat")
    assert shard.work("chat").state == "waiting", "nothing is said of a chat during a mail"
    shard.at(3).arrives("call", channel="voice")
    shard.accepts("ines")
    assert shard.agent("ines").paused == 0, "the mail goes on beside the call"


def test_a_wider_matrix_finds_work_at_once(shard: Shard) -> None:
    shard.given(queue(), writer())
    shard.at(1).arrives("chat")
    shard.accepts("ines")
    shard.at(2).arrives("call", channel="voice")
    reconfigured(shard, floor=FloorRules(interrupts={"voice": {"chat": "pauses"}}))
    assert shard.offered_to("call") == "ines"
    shard.accepts("ines")
    assert shard.held("ines", "paused").interaction == "chat"
