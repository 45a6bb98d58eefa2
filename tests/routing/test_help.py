"""Mutual help, as matching sees it: who may be asked, when, and after whom. When it begins is `helping.py`'s."""

from typing import Any

from beffroi.kernel.ids import AgentId, QueueId
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing.model import AgentProfile, Membership
from beffroi.routing.rules import Help
from tests.routing.stories import Shard, agent, needs, queue

RETURNS, SALES = QueueId("returns"), QueueId("sales")


def helped(*agents: AgentProfile, **rules: Any) -> Shard:
    """Sales helps returns after 30 s, as a supervisor ordered."""
    shard = Shard().given(queue(RETURNS, help=(Help(SALES, 30.0),), **rules), queue(SALES))
    shard.given(*agents)
    shard.do(c.Steer, queue=RETURNS, lever="help", value="on", by="user:claire")
    return shard


def test_helpers_are_asked_after_a_while() -> None:
    shard = helped(agent("ines", (SALES,)))
    shard.at(1).arrives("marie", RETURNS)
    assert shard.at(30).offered_to("marie") is None
    assert shard.at(31).offered_to("marie") == "ines"
    reasons = shard.last(e.OfferMade).reasons
    assert (reasons.helps, reasons.winner.priority) == (SALES, 1)


def test_the_queues_own_come_first_whatever_their_priority() -> None:
    own = agent("hugo", (RETURNS,))
    own.queues.update({RETURNS: Membership(priority=3)})
    shard = helped(agent("ines", (SALES,)), own)
    shard.at(1).away("hugo")
    shard.away("ines")
    shard.at(2).arrives("marie", RETURNS)
    shard.at(40).ready("hugo")
    shard.ready("ines")
    reasons = shard.last(e.OfferMade).reasons
    assert (reasons.winner.agent, reasons.helps) == ("hugo", None)
    assert shard.state.membership(AgentId("ines"), RETURNS) == Membership(4, 30.0)


def test_a_helper_who_becomes_free_takes_their_own_queues_work_first() -> None:
    shard = helped(agent("ines", (SALES,)), agent("hugo", (RETURNS,)))
    shard.away("ines")
    shard.away("hugo")
    shard.at(1).arrives("marie", RETURNS)
    shard.at(50).arrives("karim", SALES)
    shard.at(60).ready("ines")
    assert shard.offers() == [("karim", "ines")]


def test_helpers_need_the_mandatory_skills() -> None:
    shard = helped(agent("ines", (SALES,)), agent("zoe", (SALES,), french=3), requirement=needs({"french": 2}))
    shard.at(1).arrives("marie", RETURNS)
    assert shard.at(40).offered_to("marie") == "zoe"
    assert shard.last(e.OfferMade).reasons.passed_over == {"skills": 1}


def test_help_that_stops_asks_nobody_more() -> None:
    shard = helped(agent("ines", (SALES,)))
    shard.at(1).arrives("marie", RETURNS)
    shard.do(c.Steer, queue=RETURNS, lever="help", value="off", by="user:claire")
    shard.at(120)
    assert shard.work("marie").state == "waiting"
    assert shard.state.helps == {}
    assert not shard.state.delays[RETURNS]


def test_help_survives_a_restart() -> None:
    shard = helped(agent("ines", (SALES,)))
    shard.at(1).arrives("marie", RETURNS)
    saved = shard.core.engine.save(shard.state)
    again = shard.core.engine.load(saved, keeps_time=True)
    assert again is not None
    assert again.helps == shard.state.helps
    line = next(iter(again.lines[RETURNS].values()))
    assert line.able == {"ines"}
    assert any(timer.kind == "ripe" for timer in again.timers)


def test_an_agent_who_joins_a_helping_queue_helps() -> None:
    shard = helped(agent("ines", (SALES,)))
    shard.away("ines")
    shard.at(1).arrives("marie", RETURNS)
    shard.at(40).given(agent("lea", (SALES,)))
    assert shard.offered_to("marie") == "lea"
