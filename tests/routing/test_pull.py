"""Pull queues: nothing is offered there, agents take."""

from typing import Any

from beffroi.kernel.ids import AgentId, InteractionId, QueueId
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing.model import Membership
from tests.routing.stories import Shard, agent, needs, queue
from tests.routing.test_strategies import member, reconfigured


def pulls(shard: Shard, who: str, contact: str | None = None) -> None:
    work = InteractionId(contact) if contact else None
    shard.do(c.Pull, queue=QueueId("mails"), agent=AgentId(who), interaction=work)


def mails(**rules: Any) -> Shard:
    shard = Shard().given(queue("mails", pull=True, **rules))
    return shard.given(member("ines", on={"email": 1, "chat": 1}, queues=("mails",), french=3))


def test_nothing_is_offered_and_the_next_is_taken() -> None:
    shard = mails()
    shard.at(1).arrives("first", "mails", channel="email")
    shard.at(2).arrives("second", "mails", channel="email")
    assert not shard.offers()
    shard.at(30)
    pulls(shard, "ines")
    assert shard.in_contact("first") == "ines"
    assert shard.last(e.OfferMade).reasons.pulled
    assert (shard.last(e.QueueLeft).how, shard.last(e.QueueLeft).wait_s) == ("answered", 29.0)


def test_one_piece_may_be_chosen() -> None:
    shard = mails()
    shard.at(1).arrives("first", "mails", channel="email")
    shard.at(2).arrives("second", "mails", channel="email")
    pulls(shard, "ines", "second")
    assert shard.in_contact("second") == "ines"
    assert shard.refused(pulls, shard, "ines", "second") == "offer_gone"


def test_nobody_takes_what_they_may_not_have() -> None:
    shard = mails(requirement=needs({"english": 2}))
    shard.at(1).arrives("first", "mails", channel="email")
    assert shard.refused(pulls, shard, "ines") == "nothing_to_take"
    assert shard.refused(pulls, shard, "ines", "first") == "nothing_to_take"


def test_nobody_takes_more_than_they_can_carry() -> None:
    shard = mails()
    shard.at(1).arrives("first", "mails", channel="email")
    shard.arrives("second", "mails", channel="email")
    pulls(shard, "ines")
    assert shard.refused(pulls, shard, "ines") == "may_not_take_now"
    shard.ends("ines", "first")
    shard.finishes("ines")
    shard.away("ines")
    assert shard.refused(pulls, shard, "ines", "second") == "may_not_take_now"


def test_a_queue_that_offers_is_not_pulled_from() -> None:
    shard = Shard().given(queue("mails"), agent("ines", ("mails",)))
    assert shard.refused(pulls, shard, "ines") == "not_pulled"


def test_the_delay_of_a_member_holds_here_too() -> None:
    shard = mails()
    late = member("hugo", on={"email": 1}, queues=("mails",))
    late.queues.update({QueueId("mails"): Membership(delay_s=60.0)})
    shard.given(late)
    shard.at(1).arrives("first", "mails", channel="email")
    assert shard.refused(pulls, shard, "hugo") == "nothing_to_take"
    shard.at(62)
    pulls(shard, "hugo")
    assert shard.in_contact("first") == "hugo"


def test_a_queue_that_no_longer_waits_to_be_pulled_offers_what_waits() -> None:
    shard = mails()
    shard.at(1).arrives("first", "mails", channel="email")
    reconfigured(shard, queues=(queue("mails"),))
    assert shard.offered_to("first") == "ines"
