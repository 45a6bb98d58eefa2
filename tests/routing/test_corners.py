"""Corners: what happens when two things that are right alone come together."""

from typing import Any

import msgspec
import pytest

from beffroi.calendars.model import Calendar
from beffroi.kernel.ids import AgentId, QueueId, TeamId
from beffroi.routing import commands as c
from beffroi.routing.model import Configuration, Membership, QueueRules
from beffroi.routing.rows import status_of
from beffroi.routing.rules import Admission, FloorRules, Otherwise, Overflow, PresenceReason
from tests.routing.stories import START, SUPPORT, Shard, agent, queue

SALES = QueueId("sales")


def configured(shard: Shard, **what: Any) -> None:
    """The change is in force."""
    shard.news += 1
    content = Configuration(**what)
    shard.ask(c.Configure(id=f"n{shard.news}", news_seq=shard.news, content=content))


def steered(shard: Shard, queue: str, lever: str, value: str | None) -> None:
    shard.do(c.Steer, queue=QueueId(queue), lever=lever, value=value)


@pytest.mark.parametrize("delay_s", [0.1, 7.3, 29.9])
def test_work_comes_to_an_agent_with_a_delay_at_the_very_instant_it_has_waited_it(delay_s: float) -> None:
    late = msgspec.structs.replace(agent("ines"), queues={SUPPORT: Membership(1, delay_s)})
    shard = Shard().given(queue(), late)
    shard.clock.at = 1_727_000_000.137
    shard.arrives("i1")
    shard.clock.at = shard.clock.at + delay_s
    shard.ask(c.Advance())
    assert shard.offered_to("i1") == "ines"


def test_a_pause_asked_for_while_it_rings_is_taken_when_nobody_answers() -> None:
    shard = Shard()
    configured(shard, floor=FloorRules(presence_reasons=(PresenceReason("lunch", quota=1),)))
    shard.given(queue(misses_allowed=1), agent("ines"))
    shard.arrives("i1")
    shard.away("ines", "lunch")
    shard.at(30)
    presence = shard.agent("ines").presence["chat"]
    assert (presence.state, presence.reason) == ("not_ready", "lunch")


def test_who_loses_a_channel_is_not_held_by_what_they_said_of_it() -> None:
    both = msgspec.structs.replace(agent("ines"), capacity={"chat": 1, "voice": 1})
    shard = Shard()
    configured(shard, floor=FloorRules(presence_reasons=(PresenceReason("lunch", quota=1),)))
    shard.given(queue(), both, agent("lea"))
    shard.away("ines", "lunch")
    configured(shard, agents=(agent("ines"),))
    shard.ready("ines")
    shard.away("lea", "lunch")
    assert shard.agent("lea").presence["chat"].reason == "lunch"
    shard.away("ines", state="logged_out")
    assert status_of(shard.agent("ines")) == "logged_out"


def two(*, waits: str = "support", **rules: object) -> Shard:
    """Two queues with one agent each."""
    first: QueueRules = queue(waits, **rules)
    return Shard().given(first, queue(SALES), agent("ines"), agent("lea", [SALES]))


def test_what_rang_when_all_were_sent_on_follows_them_when_it_is_refused() -> None:
    shard = two()
    shard.arrives("i1")
    steered(shard, SUPPORT, "overflow", SALES)
    shard.declines("ines")
    assert shard.work("i1").queue == SALES
    assert shard.offered_to("i1") == "lea"


def test_a_promised_call_is_not_sent_to_where_nobody_calls() -> None:
    shard = two()
    shard.arrives("i1", channel="callback")
    steered(shard, SUPPORT, "overflow", SALES)
    shard.arrives("i2", channel="callback")
    assert shard.line(SUPPORT) == ["i1", "i2"]


def test_two_queues_sent_on_to_each_other_pass_each_contact_on_once() -> None:
    shard = two()
    for one, other in ((SUPPORT, SALES), (SALES, SUPPORT)):
        steered(shard, one, "overflow", other)
    shard.arrives("i1")
    assert (shard.work("i1").passage, shard.offered_to("i1")) == (2, "lea")
    shard.declines("lea")
    assert (shard.work("i1").passage, shard.line(SALES)) == (2, ["i1"])


def test_promised_calls_ahead_of_the_line_do_not_keep_the_others_from_going_on() -> None:
    shard = Shard().given(
        queue(overflow=(Overflow(SALES, 10),)), queue(SALES), agent("lea", [SALES]), agent("max", [SALES])
    )
    for number in range(100):
        shard.arrives(f"call{number}", channel="callback")
    shard.arrives("i1")
    shard.at(12)
    assert shard.offered_to("i1") == "lea"


@pytest.mark.parametrize("comes", [True, False])
def test_a_supervisor_who_takes_over_and_never_opens_a_desk_keeps_nobody_waiting(comes: bool) -> None:
    shard = Shard().given(queue(), agent("ines"))
    configured(shard, agents=(agent("claire", []),))
    shard.arrives("i1")
    shard.accepts("ines")
    shard.do(c.TakeOver, interaction="i1", agent="claire")
    if comes:
        shard.desk("claire", connected=True)
    shard.at(21)
    assert (shard.in_contact("i1"), shard.offered_to("i1")) == (("claire", None) if comes else (None, "ines"))


def test_an_agent_who_was_gone_and_is_back_has_their_seat_again() -> None:
    shard = Shard().given(queue(), agent("ines"))
    configured(shard, agents_gone=(AgentId("ines"),))
    shard.ready("ines")
    configured(shard, agents=(agent("ines"),))
    shard.arrives("i1")
    assert shard.offered_to("i1") == "ines"


def test_a_lunch_rush_gives_each_team_its_places_in_the_order_of_asking() -> None:
    shard = Shard()
    configured(shard, floor=FloorRules(presence_reasons=(PresenceReason("lunch", quota=2),)))
    names = [f"a{number}" for number in range(6)]
    teams = {name: TeamId("ut"[number % 2]) for number, name in enumerate(names)}
    shard.given(queue(), *(msgspec.structs.replace(agent(name), team=teams[name]) for name in names))
    configured(shard, floor=FloorRules(presence_reasons=(PresenceReason("lunch", quota=1),)))
    for name in names:
        shard.clock.move(1)
        shard.away(name, "lunch")
    assert at_lunch(shard, names) == ["a0", "a1"]
    shard.ready("a0")
    assert at_lunch(shard, names) == ["a1", "a2"]
    configured(shard, floor=FloorRules(presence_reasons=(PresenceReason("lunch", quota=2),)))
    assert at_lunch(shard, names) == ["a1", "a2", "a3", "a4"]


def at_lunch(shard: Shard, names: list[str]) -> list[str]:
    return [name for name in names if shard.agent(name).presence["chat"].reason == "lunch"]


def test_who_was_let_in_after_closing_is_not_sent_away_because_the_closing_is_said_again() -> None:
    late = Admission(closed=Otherwise("wait"))
    shard = Shard().given(queue(closing="dissuade", admission=late), agent("ines"))
    shard.at(10)
    steered(shard, SUPPORT, "opening", "closed")
    shard.at(20)
    shard.arrives("i1")
    shard.at(30)
    shard.do(c.Steer, queue=SUPPORT, lever="opening", value="closed", until=START + 5_000)
    configured(shard, queues=(queue(closing="dissuade", admission=late, hours=Calendar(week=((),) * 7)),))
    shard.declines("ines")
    assert shard.line() == ["i1"]


def test_nobody_raises_a_hand_that_is_anothers() -> None:
    shard = Shard().given(queue(), agent("ines"), agent("lea"))
    shard.do(c.RaiseHand, request="r1", agent=AgentId("ines"))
    assert shard.refused(shard.do, c.RaiseHand, request="r1", agent=AgentId("lea")) == "hand_already_up"
    assert shard.state.rows.hands["r1"].agent == "ines"


def test_whoever_is_gone_calls_for_help_no_more() -> None:
    shard = Shard().given(queue(), agent("ines"), agent("lea"))
    for name in ("ines", "lea"):
        shard.do(c.RaiseHand, request=name, agent=AgentId(name))
    configured(shard, agents_gone=(AgentId("ines"),))
    assert list(shard.state.rows.hands) == ["lea"]
