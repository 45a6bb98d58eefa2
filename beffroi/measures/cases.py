"""Cases: how many are closed, how many stay open, and for how long. From each case's two instants. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

import msgspec

from beffroi.kernel.ids import Instant
from beffroi.measures.catalogue import COUNT, OVER_QUEUES, SECONDS, SHARE, Figure, given, measure
from beffroi.measures.fold import count_second
from beffroi.measures.formulas import counted, mean_s, percentile, share
from beffroi.measures.primitives import Primitives, to_ms

TRADE: Final = "usage of the trade; no published norm found"
HOUR_MS: Final = 3_600_000
DAY_S: Final = 86_400
seconds = partial(measure, unit=SECONDS, adds_up=OVER_QUEUES)


class CaseSpan(msgspec.Struct, frozen=True):
    """One case: when it was opened, and closed if it is. A case opened again is two."""

    opened_at: Instant
    closed_at: Instant | None = None


def add_cases(p: Primitives, cases: Iterable[CaseSpan], from_at: Instant, to_at: Instant) -> None:
    """The sums include these cases' openings and closings in [from_at, to_at), and the stock at both ends."""
    p.stock_readings += 1
    for one in cases:
        p.cases_opened += from_at <= one.opened_at < to_at
        p.cases_closed += one.closed_at is not None and from_at <= one.closed_at < to_at
        p.stock_at_start += is_open(one, from_at)
        if is_open(one, to_at):
            p.stock += 1
            p.stock_age_ms += to_ms(to_at - one.opened_at)
            count_second(p.stock_ages, to_at - one.opened_at)


def is_open(case: CaseSpan, at: Instant) -> bool:
    """Whether it was opened before this instant, and not closed before it."""
    return case.opened_at < at and (case.closed_at is None or case.closed_at >= at)


@measure(
    "closing_rate",
    "of_opened",
    unit=SHARE,
    fr="Taux de clôture (des ouverts)",
    en="Closing rate (of opened)",
    formula_fr="dossiers clos dans la période / dossiers ouverts dans la période",
    formula_en="cases closed in the period / cases opened in the period",
    symbols="N(closed) / N(opened)",
    source=TRADE,
    example=given(0.95, cases_closed=190, cases_opened=200),
)
def closing_rate(p: Primitives) -> Figure:
    """Under 100 % the stock grows, above it shrinks. Those closed need not be those opened."""
    return share(p.cases_closed, p.cases_opened)


@measure(
    "closing_rate",
    "of_in_hand",
    unit=SHARE,
    fr="Taux de clôture (des dossiers en main)",
    en="Closing rate (of cases in hand)",
    formula_fr="dossiers clos dans la période / (stock au début + dossiers ouverts dans la période)",
    formula_en="cases closed in the period / (stock at the start + cases opened in the period)",
    symbols="N(closed) / (S₀ + N(opened))",
    source=TRADE,
    adds_up=OVER_QUEUES,
    example=given(0.76, cases_closed=190, stock_at_start=50, cases_opened=200),
)
def closing_rate_of_in_hand(p: Primitives) -> Figure:
    """Of all that could be closed, the part that was."""
    return share(p.cases_closed, p.stock_at_start + p.cases_opened)


@measure(
    "stock",
    unit=COUNT,
    fr="Stock",
    en="Stock",
    formula_fr="dossiers ouverts à la fin de la période",
    formula_en="cases open at the end of the period",
    symbols="S₁ = S₀ + N(opened) − N(closed)",
    source=TRADE,
    adds_up=OVER_QUEUES,
    example=given(60, stock=60, stock_readings=1),
)
def stock(p: Primitives) -> Figure:
    """A reading at one instant."""
    return counted(p.stock, known=p.stock_readings > 0)


@seconds(
    "stock_age",
    "mean",
    fr="Ancienneté moyenne du stock",
    en="Average age of the stock",
    formula_fr="somme des âges des dossiers ouverts / dossiers ouverts",
    formula_en="sum of the ages of open cases / open cases",
    symbols="Σ age / S₁",
    source=TRADE,
    example=given(36 * 3600, stock_age_ms=60 * 36 * HOUR_MS, stock=60),
)
def stock_age(p: Primitives) -> Figure:
    """In calendar time: customers do not count office hours."""
    return mean_s(p.stock_age_ms, p.stock)


def _percentile(variant: str, percent: int, fr: str, en: str, days: int) -> None:
    def figure(p: Primitives) -> Figure:
        return percentile(p.stock_ages, percent)

    figure.__doc__ = f"{percent} % of the open cases are at most this old."
    words = seconds(
        "stock_age",
        variant,
        fr=f"Ancienneté du stock, {fr}",
        en=f"Age of the stock, {en}",
        formula_fr=f"plus petit âge, en secondes entières, que {percent} % des dossiers ouverts n’ont pas dépassé",
        formula_en=f"smallest age, in whole seconds, that {percent} % of the open cases did not exceed",
        symbols=f"min s : N(age ≤ s) ≥ {percent} % S₁",
        source="nearest rank, to the second rounded up",
        example=given(days * DAY_S, stock_ages={DAY_S: 6, 3 * DAY_S: 3, 30 * DAY_S: 1}),
    )
    words(figure)


_percentile("p50", 50, "50 % au plus", "50th percentile", 1)
_percentile("p90", 90, "90 % au plus", "90th percentile", 3)
_percentile("oldest", 100, "le plus ancien", "oldest", 30)
