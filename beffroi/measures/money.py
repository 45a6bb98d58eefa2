"""Money: what a contact costs, and what a campaign brings. Whole cents of one currency, the tenant's."""

from __future__ import annotations

from typing import Final

from beffroi.measures.catalogue import MONEY, SHARE, Figure, given, measure
from beffroi.measures.formulas import HOUR_MS, share
from beffroi.measures.primitives import Primitives

TRADE: Final = "usage of the trade; no published norm found"


def time_cost_cents(time_ms: int, loaded_rate_cents: int) -> int:
    """What this time costs at an hourly rate that includes charges and place, to the nearest cent."""
    return (2 * time_ms * loaded_rate_cents + HOUR_MS) // (2 * HOUR_MS)


def add_cost(p: Primitives, *, time_cents: int = 0, telecom: int = 0, bought_lists: int = 0, licences: int = 0) -> None:
    """The sums include these costs, in cents."""
    p.costs += 1
    p.cost_cents += time_cents + telecom + bought_lists + licences


def add_margin(p: Primitives, cents: int) -> None:
    """The sums include this margin, attributed to the campaign or queue."""
    p.margins += 1
    p.margin_cents += cents


@measure(
    "cost_per_contact",
    unit=MONEY,
    fr="Coût par contact",
    en="Cost per contact",
    formula_fr="coût complet / traités",
    formula_en="full cost / handled",
    symbols="cost / H",
    source=TRADE,
    example=given(4.2, cost_cents=84_000, handled=200, costs=1),
)
def cost_per_contact(p: Primitives) -> Figure:
    """Time at its loaded rate, telecom, bought lists and licences, over the contacts handled."""
    cost = p.cost_cents / 100
    return Figure(value=cost / p.handled if p.handled and p.costs else None, num=cost, den=p.handled)


@measure(
    "return_on_investment",
    unit=SHARE,
    fr="Retour sur investissement",
    en="Return on investment",
    formula_fr="(marge attribuée − coût complet) / coût complet, sur la période choisie",
    formula_en="(attributed margin − full cost) / full cost, over the chosen period",
    symbols="(margin − cost) / cost",
    source=TRADE,
    example=given(0.5, margin_cents=1_500_000, cost_cents=1_000_000, margins=1),
)
def return_on_investment(p: Primitives) -> Figure:
    """Negative while the campaign has not paid for itself. The period is the reader's choice: sums add up."""
    return share((p.margin_cents - p.cost_cents) / 100, p.cost_cents / 100, p.margins > 0)
