"""Partners' parts of a queue, and the hours at which they are asked."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from beffroi.calendars.model import Calendar, Span
from beffroi.kernel.ids import PartnerId
from beffroi.routing import events as e
from beffroi.routing.model import WrapUp
from beffroi.routing.rules import Band, Share
from tests.routing.stories import START, SUPPORT, Shard, queue
from tests.routing.test_strategies import member

HERE, THERE = PartnerId("here"), PartnerId("there")
HALVES = (Share(HERE, 0.5), Share(THERE, 0.5))


def shared(*shares: Share, **rules: Any) -> Shard:
    """A queue shared so; three agents of each partner, each with room for everybody."""
    shard = Shard().given(queue(shares=shares, wrap_up=WrapUp("none"), **rules))
    for number in range(3):
        shard.given(member(f"h{number}", on={"chat": 50}, partner=HERE))
        shard.given(member(f"t{number}", on={"chat": 50}, partner=THERE))
    return shard


def comes_and_is_taken(shard: Shard, name: str) -> str:
    shard.at(shard.clock.at - START + 1).arrives(name)
    who = str(shard.offered_to(name))
    shard.accepts(who)
    return str(shard.agent(who).profile.partner)


@pytest.mark.parametrize("part", [0.5, 0.3, 0.9, 0.0])
def test_what_is_taken_is_as_promised_within_one(part: float) -> None:
    shard = shared(Share(HERE, part), Share(THERE, 1 - part))
    taken = [comes_and_is_taken(shard, f"c{number}") for number in range(40)]
    for count in range(1, 41):
        assert abs(taken[:count].count(HERE) - part * count) <= 1


def test_many_who_come_at_once_are_shared_out_before_anybody_answers() -> None:
    shard = shared(*HALVES)
    for number in range(6):
        shard.at(5).arrives(f"c{number}")
    partners = [shard.agent(who).profile.partner for _, who in shard.offers()]
    assert partners.count(HERE) == partners.count(THERE) == 3


def test_what_was_left_to_ring_is_nobodys_share() -> None:
    shard = shared(*HALVES)
    shard.at(1).arrives("marie")
    first = str(shard.offered_to("marie"))
    shard.declines(first)
    second = str(shard.offered_to("marie"))
    shares = shard.state.rows.now[SUPPORT].shared
    assert sum(shares.values()) == 1
    assert shares[str(shard.agent(second).profile.partner)] == 1


def test_nobody_waits_for_the_partner_who_is_due() -> None:
    shard = shared(Share(HERE, 1.0), Share(THERE, 0.0))
    for number in range(3):
        shard.away(f"h{number}")
    assert comes_and_is_taken(shard, "marie") == THERE
    reasons = shard.last(e.OfferMade).reasons
    assert (reasons.due_partner, reasons.winner.partner) == (HERE, THERE)


def test_what_is_left_of_the_whole_is_everybody_elses() -> None:
    shard = shared(Share(HERE, 0.25))
    taken = [comes_and_is_taken(shard, f"c{number}") for number in range(20)]
    assert taken.count(HERE) == 5


def test_a_new_day_begins_at_local_midnight() -> None:
    zone = ZoneInfo("America/Martinique")
    shard = shared(*HALVES, hours=Calendar("America/Martinique", ((Span(0, 1_440),),) * 7))
    comes_and_is_taken(shard, "marie")
    began = shard.state.rows.now[SUPPORT].shared_from
    assert datetime.fromtimestamp(began, zone).strftime("%H:%M") == "00:00"
    shard.at(86_400)
    comes_and_is_taken(shard, "karim")
    row = shard.state.rows.now[SUPPORT]
    assert row.shared_from == began + 86_400
    assert sum(row.shared.values()) == 1


# Bands: START is a Monday, 12 January 1970, 14:46:40 in Paris

AFTERNOON = Band(weekday=0, from_min=15 * 60, to_min=16 * 60)


def test_a_partner_is_asked_only_within_its_bands() -> None:
    shard = Shard().given(queue(shares=(Share(THERE, bands=(AFTERNOON,)),)))
    shard.given(member("t1", partner=THERE))
    shard.at(60).arrives("marie")
    assert shard.work("marie").state == "waiting"
    shard.at(799)
    assert shard.work("marie").state == "waiting"
    assert shard.at(801).offered_to("marie") == "t1", "15:00: the band begins, and who waits is looked at"


def test_after_its_band_others_are_asked() -> None:
    shard = Shard().given(queue(shares=(Share(THERE, bands=(AFTERNOON,)),)))
    shard.given(member("t1", partner=THERE), member("h1", partner=HERE))
    shard.at(4_500).arrives("marie")
    assert shard.offered_to("marie") == "h1"
    assert shard.last(e.OfferMade).reasons.passed_over == {"band": 1}


def test_an_agent_who_becomes_ready_outside_the_band_takes_nothing() -> None:
    shard = Shard().given(queue(shares=(Share(THERE, bands=(AFTERNOON,)),)))
    shard.at(4_500).arrives("marie")
    shard.given(member("t1", partner=THERE))
    assert shard.work("marie").state == "waiting"
    shard.given(member("h1", partner=HERE))
    assert shard.offered_to("marie") == "h1"
