"""A second implementation, row by row, agrees to the unit on a thousand random logs."""

from __future__ import annotations

import math
from random import Random
from typing import Any

from beffroi.measures import CATALOGUE, Primitives, feeds
from beffroi.measures.contact import Contact, Outcome
from beffroi.measures.fold import add_contacts
from beffroi.measures.recontacts import DAY_S, followed
from beffroi.measures.rules import Rules
from tests.measures.oracle import Answer, Opinion, Row, look_around

LOGS = 1000
CHANNELS = ("voice", "voice", "voice", "chat", "email", "form", "letter", "callback")
OUTCOMES = [*Outcome, *[Outcome.ANSWERED] * 12, *[Outcome.ABANDONED] * 6]
TELLS = ("wait_s", "talk_s", "hold_s", "wrap_up_s", "flow_s", "first_response_s", "presented", "transferred")
MAY_TELL = (*TELLS, "escalated", "resolved", "survey_resolved", "nps", "csat", "ces", "redirected", "handed_off", "bot")
NOT_OF_CONTACTS_ALONE = {"nps[low_95]", "nps[high_95]"}


def a_log(chance: Random) -> list[Row]:
    """Rows by arrival; some columns are whole, some have holes, some are not there at all."""
    holes = {column: chance.choice((0, 0, 0.3, 1)) for column in MAY_TELL}
    rows = [a_row(chance) for _ in range(chance.choice((0, 1, 2, 5, 20, 40, 80)))]
    for row in rows:
        for column, hole in holes.items():
            if chance.random() < hole:
                row[column] = None
    return sorted(rows, key=lambda row: float(row["arrived_at"]))


def a_row(chance: Random) -> Row:
    def seconds(most: int) -> float:
        return chance.choice((0.0, 5.0, 20.0, 120.0, chance.randrange(most * 1000) / 1000))

    return {
        "arrived_at": float(chance.randrange(20 * DAY_S)),
        "outcome": chance.choice(OUTCOMES),
        "channel": chance.choice(CHANNELS),
        "customer": chance.choice((None, "a", "b", "c", "d")),
        "reason": chance.choice((None, None, "bill", "move")),
        "wait_s": seconds(90),
        "talk_s": seconds(400),
        "hold_s": seconds(60),
        "wrap_up_s": seconds(90),
        "flow_s": seconds(20),
        "first_response_s": seconds(300),
        "presented": chance.randrange(4),
        "nps": chance.randrange(-1, 12),
        "csat": chance.randrange(7),
        "ces": chance.randrange(9),
        **{
            column: chance.random() < 0.5
            for column in ("transferred", "escalated", "resolved", "survey_resolved", "redirected", "handed_off", "bot")
        },
    }


def agrees(value: float | None, answer: Answer) -> bool:
    if value is None or answer is None:
        return value is None and answer is None
    over, under = answer
    return math.isclose(value, over / under if under is not None else over, rel_tol=1e-12, abs_tol=1e-12)


def test_a_thousand_random_logs() -> None:
    chance, seen = Random(330), dict[str, int]()
    for _ in range(LOGS):
        rows = a_log(chance)
        rules = Rules(threshold_s=chance.choice((5, 20, 60)), short_s=5, repeat_days=chance.choice((1, 3, 7)))
        contacts = followed([a_contact(row) for row in rows], rules, since=0, until=20 * DAY_S)
        sums = add_contacts(Primitives(), contacts, rules)
        look_around(rows, rules.repeat_days, since=0, until=20 * DAY_S)
        for key, answer in Opinion(rows, rules.threshold_s, rules.short_s).all().items():
            figure = CATALOGUE[key].of(sums)
            assert agrees(figure.value, answer), (key, figure, answer)
            seen[key] = seen.get(key, 0) + (answer is not None)
    assert min(seen.values()) > LOGS / 10, "every measure had something to say"
    assert seen.keys() == {key for key, one in CATALOGUE.items() if feeds.kinds(one) == ("contacts",)} - (
        NOT_OF_CONTACTS_ALONE
    )


def a_contact(row: dict[str, Any]) -> Contact:
    return Contact(**row)
