"""Surveys: what customers say of it, with how far it can be trusted."""

from __future__ import annotations

from functools import partial
from math import sqrt
from typing import Final

from beffroi.measures.catalogue import POINTS, SCORE, SHARE, Figure, given, measure
from beffroi.measures.formulas import mean, share
from beffroi.measures.primitives import Primitives

Z_95: Final = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""
INTERVAL: Final = (
    "adjusted Wald: 3 answers added, 3/4 promoter, 3/4 detractor, 3/2 passive. B. Rocks, Interval Estimation for the "
    "Net Promoter Score, The American Statistician 70 (2016); measuringu.com/nps-confidence-intervals"
)
TRADE: Final = "usage of the trade; no published norm found"
points = partial(measure, "nps", unit=POINTS)
_TEN: Final = {"promoters": 50, "passives": 30, "detractors": 20}


def answers(p: Primitives) -> int:
    """Answers to the recommendation question."""
    return p.promoters + p.passives + p.detractors


def interval(p: Primitives, z: float = Z_95) -> tuple[float, float] | None:
    """The two ends, in points, between which the score of all customers lies, if those who answered are like them."""
    count = answers(p)
    if not count:
        return None
    promoters, detractors = (p.promoters + 0.75) / (count + 3), (p.detractors + 0.75) / (count + 3)
    centre = promoters - detractors
    margin = z * sqrt((promoters + detractors - centre**2) / (count + 3))
    return 100 * max(-1.0, centre - margin), 100 * min(1.0, centre + margin)


@points(
    "score",
    fr="NPS",
    en="NPS",
    formula_fr="% de notes 9–10 − % de notes 0–6 ; les notes 7–8 sont passives",
    formula_en="% of scores 9–10 − % of scores 0–6; scores 7–8 are passive",
    symbols="100 (P − D) / n",
    source="ozmo: net promoter score; shown with n and its interval",
    example=given(30, **_TEN),
)
def net_promoter_score(p: Primitives) -> Figure:
    """From −100 to +100, beside the number of answers."""
    net, count = p.promoters - p.detractors, answers(p)
    return Figure(value=100 * net / count if count else None, num=net, den=count)


@points(
    "low_95",
    fr="NPS, borne basse à 95 %",
    en="NPS, lower end at 95 %",
    formula_fr="(p − d) − 1,96 √((p + d − (p − d)²) / (n + 3)), avec p = (P + ¾) / (n + 3) et d = (D + ¾) / (n + 3)",
    formula_en="(p − d) − 1.96 √((p + d − (p − d)²) / (n + 3)), with p = (P + ¾) / (n + 3), d = (D + ¾) / (n + 3)",
    symbols="100 (p − d − z σ)",
    source=INTERVAL,
    example=given(14.05113, **_TEN),
)
def low(p: Primitives) -> Figure:
    """The lower end of the interval."""
    ends = interval(p)
    return Figure(value=ends[0] if ends else None, num=p.promoters - p.detractors, den=answers(p))


@points(
    "high_95",
    fr="NPS, borne haute à 95 %",
    en="NPS, upper end at 95 %",
    formula_fr="(p − d) + 1,96 √((p + d − (p − d)²) / (n + 3)), avec p = (P + ¾) / (n + 3) et d = (D + ¾) / (n + 3)",
    formula_en="(p − d) + 1.96 √((p + d − (p − d)²) / (n + 3)), with p = (P + ¾) / (n + 3), d = (D + ¾) / (n + 3)",
    symbols="100 (p − d + z σ)",
    source=INTERVAL,
    example=given(44.2013, **_TEN),
)
def high(p: Primitives) -> Figure:
    """The upper end of the interval."""
    ends = interval(p)
    return Figure(value=ends[1] if ends else None, num=p.promoters - p.detractors, den=answers(p))


@measure(
    "csat",
    "top_two",
    unit=SHARE,
    fr="CSAT (notes 4 et 5)",
    en="CSAT (scores 4 and 5)",
    formula_fr="notes 4 et 5 / réponses sur 5",
    formula_en="scores 4 and 5 / answers on 5",
    symbols="N(4–5) / n",
    source=TRADE,
    example=given(0.8, csat_satisfied=40, csat_answers=50),
)
def satisfied(p: Primitives) -> Figure:
    """The part of satisfied answers (top-2-box)."""
    return share(p.csat_satisfied, p.csat_answers)


@measure(
    "csat",
    "mean",
    unit=SCORE,
    fr="CSAT (note moyenne sur 5)",
    en="CSAT (mean score on 5)",
    formula_fr="somme des notes / réponses",
    formula_en="sum of scores / answers",
    symbols="Σ s / n",
    source=TRADE,
    example=given(4.2, csat_points=210, csat_answers=50),
)
def satisfaction(p: Primitives) -> Figure:
    """The mean score: not the same as the satisfied part, and never under the same name."""
    return mean(p.csat_points, p.csat_answers)


@measure(
    "ces",
    "mean",
    unit=SCORE,
    fr="CES (note moyenne sur 7)",
    en="CES (mean score on 7)",
    formula_fr="somme des notes / réponses, 7 étant le plus facile",
    formula_en="sum of scores / answers, 7 being the easiest",
    symbols="Σ s / n",
    source=TRADE,
    example=given(5.6, ces_points=280, ces_answers=50),
)
def ease(p: Primitives) -> Figure:
    """How easy it was, on 1 to 7."""
    return mean(p.ces_points, p.ces_answers)


@measure(
    "ces",
    "easy_2_0",
    unit=SHARE,
    fr="CES 2.0 (notes 5 à 7)",
    en="CES 2.0 (scores 5 to 7)",
    formula_fr="notes 5 à 7 / réponses",
    formula_en="scores 5 to 7 / answers",
    symbols="N(5–7) / n",
    source="usage of the trade, version 2.0 of the customer effort score",
    example=given(0.76, ces_easy=38, ces_answers=50),
)
def easy(p: Primitives) -> Figure:
    """The part of those who found it easy."""
    return share(p.ces_easy, p.ces_answers)
