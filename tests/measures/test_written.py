"""Replies in business time, cases and stock, forecasts and needs, campaigns, money: each asked again plainly."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from random import Random
from zoneinfo import ZoneInfo

import pytest

from beffroi.measures import CATALOGUE, Primitives
from beffroi.measures.cases import CaseSpan, add_cases
from beffroi.measures.contact import Attempt
from beffroi.measures.fold import add_attempt
from beffroi.measures.money import add_cost, add_margin, time_cost_cents
from beffroi.measures.outbound import add_list
from beffroi.measures.planning import Interval, add_intervals
from beffroi.measures.replies import Openings, Said, add_conversation

PARIS = ZoneInfo("Europe/Paris")


def value(key: str, p: Primitives) -> float | None:
    return CATALOGUE[key].of(p).value


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).timestamp()


OFFICE = Openings([(at(f"2026-10-{day}T09:00"), at(f"2026-10-{day}T18:00")) for day in (23, 24, 26)])


def test_a_night_is_not_waited_in_business_time() -> None:
    p = Primitives()
    mail = [Said(at("2026-10-23T17:50"), "customer"), Said(at("2026-10-24T09:10"), "agent")]
    add_conversation(p, at("2026-10-23T17:50"), mail, OFFICE)
    assert value("first_response[mean]", p) == 20 * 60
    assert value("first_response[p90]", p) == 20 * 60


def test_the_night_of_25_hours_changes_nothing_in_business_time_and_one_hour_by_the_clock() -> None:
    mail = [Said(at("2026-10-24T17:00"), "customer"), Said(at("2026-10-26T10:00"), "agent")]
    by_office, by_clock = Primitives(), Primitives()
    add_conversation(by_office, mail[0].at, mail, OFFICE)
    add_conversation(by_clock, mail[0].at, mail, None)
    assert value("first_response[mean]", by_office) == 2 * 3600
    assert value("first_response[mean]", by_clock) == (41 + 1) * 3600


def test_a_bot_is_no_first_response_and_several_questions_are_one() -> None:
    p = Primitives()
    said = [
        (0, "customer"),
        (1, "bot"),
        (60, "customer"),
        (90, "agent"),
        (95, "agent"),
        (200, "customer"),
        (260, "agent"),
    ]
    add_conversation(p, 0, [Said(when, who) for when, who in said], None)
    add_conversation(p, 0, [Said(0, "customer"), Said(2, "bot")], None)
    assert value("first_response[mean]", p) == 90
    assert value("first_response[bot_mean]", p) == 1.5
    assert (value("reply_time[mean]", p), value("reply_time[p50]", p), value("reply_time[p90]", p)) == (75, 60, 90)
    assert value("unreplied", p) == 1


def test_a_thousand_random_conversations() -> None:
    chance = Random(11)
    for _ in range(1000):
        opened = [(start, start + chance.randrange(30)) for start in (chance.randrange(200) for _ in range(6))]
        open_seconds = {second for start, end in opened for second in range(start, end)}
        lines = sorted((chance.randrange(200), chance.choice(("customer", "agent", "bot"))) for _ in range(8))
        p = Primitives()
        add_conversation(p, lines[0][0], [Said(*line) for line in lines], Openings(opened))
        waits, asked = [], None
        for when, who in lines:
            if who == "customer":
                asked = when if asked is None else asked
            elif who == "agent" and asked is not None:
                waits.append(len(open_seconds & set(range(asked, when))))
                asked = None
        human = [when for when, who in lines if who == "agent"]
        firsts = [len(open_seconds & set(range(lines[0][0], human[0])))] if human else []
        assert (p.replies, p.reply_ms, p.unreplied) == (len(waits), 1000 * sum(waits), int(not human))
        assert p.first_response_ms == 1000 * sum(firsts)
        assert sorted(p.reply_waits) == sorted(set(waits))


def test_the_stock_is_what_was_there_plus_opened_minus_closed() -> None:
    chance = Random(5)
    for _ in range(1000):
        cases = [
            CaseSpan(opened, None if chance.random() < 0.4 else opened + chance.randrange(1, 40))
            for opened in (chance.randrange(100) for _ in range(20))
        ]
        from_at, to_at = sorted((chance.randrange(110), chance.randrange(110)))
        p = Primitives()
        add_cases(p, cases, from_at, to_at)
        ages = [to_at - one.opened_at for one in cases if one.opened_at < to_at and (one.closed_at or 999) >= to_at]
        assert value("stock", p) == len(ages) == p.stock_at_start + p.cases_opened - p.cases_closed
        assert value("stock_age[mean]", p) == (pytest.approx(sum(ages) / len(ages)) if ages else None)
        assert value("stock_age[oldest]", p) == (max(ages) if ages else None)


def test_cases_closed_over_cases_opened() -> None:
    p = Primitives()
    add_cases(p, [CaseSpan(0, 15), CaseSpan(10, 12), CaseSpan(12), CaseSpan(30)], 10, 20)
    assert value("closing_rate[of_opened]", p) == 1
    assert value("closing_rate[of_in_hand]", p) == pytest.approx(2 / 3)


def test_errors_make_up_for_each_other_within_a_day_only() -> None:
    p = Primitives()
    rows = [(0, 100, 110), (900, 100, 90), (86_400, 100, 120), (87_300, 50, 50)]
    intervals = [Interval(starts_at=start, forecast=f, actual=a, need=10, staff=9 + start % 7) for start, f, a in rows]
    add_intervals(p, intervals, lambda instant: instant // 86_400)
    assert value("forecast_error[by_interval]", p) == pytest.approx(40 / 370)
    assert value("forecast_error[by_day]", p) == pytest.approx(20 / 370)
    assert value("forecast_bias", p) == pytest.approx(-20 / 370)
    gaps = sum(abs(9 + start % 7 - 10) for start, _, _ in rows)
    assert value("schedule_efficiency", p) == pytest.approx(1 - gaps / 40)


def test_a_thousand_random_campaigns() -> None:
    chance = Random(29)
    for _ in range(1000):
        calls = [
            Attempt(
                dialled_at=0,
                answered=chance.random() < 0.7,
                live=chance.random() < 0.5,
                queued=chance.random() < 0.4,
                passed=chance.random() < 0.3,
                dropped=chance.random() < 0.2,
                coded=chance.choice((None, None, "human", "machine")),
                right_party=chance.random() < 0.3,
                argued=chance.random() < 0.3,
                sale=chance.random() < 0.2,
            )
            for _ in range(chance.randrange(1, 30))
        ]
        p = Primitives()
        for call in calls:
            add_attempt(p, call)
        sales, drops = len([c for c in calls if c.sale]), len([c for c in calls if c.dropped])
        useful, live = len([c for c in calls if c.right_party]), len([c for c in calls if c.live])
        passed, argued = len([c for c in calls if c.passed]), len([c for c in calls if c.argued])
        humans = len([c for c in calls if c.coded == "human"])
        machines = len([c for c in calls if c.coded == "machine"])
        true_drops = drops * (1 - Fraction(machines, humans + machines)) if humans + machines else None
        _same(p, "conversion[of_calls_made]", sales, len(calls))
        _same(p, "conversion[of_useful_contacts]", sales, useful)
        _same(p, "conversion[of_argued]", sales, argued)
        _same(p, "contact_rate", live, len(calls))
        _same(p, "right_party_contact[of_live]", useful, live)
        _same(p, "outbound_abandonment[of_connected]", drops, drops + passed)
        _same(p, "outbound_abandonment[of_all_calls]", drops, len(calls))
        _same(p, "outbound_abandonment[of_answers]", drops, len([c for c in calls if c.answered]))
        _same(p, "outbound_abandonment[of_reached_queue]", drops, len([c for c in calls if c.queued]))
        _same(p, "outbound_abandonment[ofcom_2015]", true_drops or 0, humans + (true_drops or 0))


def _same(p: Primitives, key: str, over: int | Fraction, under: int | Fraction) -> None:
    assert value(key, p) == (pytest.approx(float(Fraction(over) / Fraction(under))) if under else None), key


def test_a_log_of_calls_that_does_not_say_sales_has_no_conversion() -> None:
    p = Primitives()
    add_attempt(p, Attempt(dialled_at=0, live=True))
    assert value("conversion[of_calls_made]", p) is None
    assert value("outbound_abandonment[of_all_calls]", p) is None
    assert value("contact_rate", p) == 1


def test_lists_and_money() -> None:
    p = Primitives(handled=200)
    assert value("cost_per_contact", p) is None
    add_list(p, loaded=500, tried=450, reached=150, closed=200)
    add_cost(p, time_cents=time_cost_cents(100 * 3_600_000, 2_800), telecom=12_000, licences=8_000)
    add_margin(p, 450_000)
    assert value("list_penetration[closed]", p) == 0.4
    assert value("right_party_contact[of_records]", p) == 0.3
    assert value("cost_per_contact", p) == 15
    assert value("return_on_investment", p) == 0.5
    assert time_cost_cents(1800, 1000) == 1
    assert time_cost_cents(1799, 1000) == 0
