"""What the report concludes, and when it may."""

from collections.abc import Callable

import pytest
from msgspec import convert

from beffroi.insight.logs.diagnosis import FINDINGS, Facts, diagnosis
from beffroi.measures.primitives import Primitives
from beffroi.measures.rules import Rules


def facts(days: int = 30, read: int = 0, aside: int = 0, by_hour: dict[int, int] | None = None, **sums: int) -> Facts:
    return Facts(convert(sums, Primitives), Rules(), days, read, aside, by_hour or {})


def codes(told: Facts) -> set[str]:
    return {one.code for one in FINDINGS if one.when(told)}


def quick() -> Facts:
    told = facts(read=100, received=100, answered=80, abandoned=20)
    told.sums.waits_abandoned = {3: 15, 60: 5}
    return told


def patient() -> Facts:
    told = facts(received=100, answered=80, abandoned=20)
    told.sums.waits_abandoned = {90: 20}
    return told


@pytest.mark.parametrize(
    ("code", "true", "false"),
    [
        ("nothing", facts, lambda: facts(received=1, answered=1)),
        ("loss_is_overflow", lambda: facts(received=100, answered=60, overflowed=30, abandoned=10),
         lambda: facts(received=100, answered=60, overflowed=10, abandoned=30)),
        ("loss_is_overflow", lambda: facts(received=30, answered=20, overflowed=10),
         lambda: facts(received=29, answered=19, overflowed=10)),
        ("loss_is_overflow", lambda: facts(received=100, answered=90, overflowed=10),
         lambda: facts(received=100, answered=95, overflowed=5)),
        ("hours_are_not_the_loss", lambda: facts(received=100, answered=50, overflowed=45, closed=5),
         lambda: facts(received=100, answered=50, overflowed=30, closed=20)),
        ("loss_is_hours", lambda: facts(received=100, answered=50, closed=40, abandoned=10),
         lambda: facts(received=100, answered=50, closed=10, abandoned=40)),
        ("loss_is_abandonment", lambda: facts(received=100, answered=50, abandoned=50),
         lambda: facts(received=100, answered=95, abandoned=5)),
        ("abandons_are_quick", quick, patient),
        ("abandons_are_patient", patient, quick),
        ("answered_fast_yet_lost", lambda: facts(received=100, answered=60, overflowed=40, wait_answered_ms=600_000),
         lambda: facts(received=100, answered=60, overflowed=40, wait_answered_ms=6_000_000)),
        ("talks_are_short", lambda: facts(received=40, answered=40, handled=40, talk_short=10),
         lambda: facts(received=40, answered=40, handled=40, talk_short=9)),
        ("worst_hour", lambda: facts(received=100, abandoned=100, by_hour={9: 30, 14: 10}),
         lambda: facts(received=100, abandoned=100, by_hour={9: 15, 14: 10})),
        ("one_day", lambda: facts(days=1), lambda: facts(days=2)),
        ("few_days", lambda: facts(days=19), lambda: facts(days=20)),
        ("few_contacts", lambda: facts(received=29), lambda: facts(received=30)),
        ("much_aside", lambda: facts(read=100, aside=6), lambda: facts(read=100, aside=5)),
    ],
)  # fmt: skip
def test_a_sentence_is_said_when_it_is_true(code: str, true: Callable[[], Facts], false: Callable[[], Facts]) -> None:
    assert code in codes(true())
    assert code not in codes(false())


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_sentence_can_be_said(lang: str) -> None:
    for one in FINDINGS:
        told = quick()
        sentence = one.text[0 if lang == "fr" else 1].format(*one.blanks(told, lang))
        assert "{" not in sentence
    assert diagnosis(facts(days=1, received=100, answered=60, overflowed=40), lang)
