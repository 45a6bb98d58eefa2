"""Planning: did the forecast hold, did the schedule meet the need, did people follow it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

import msgspec

from beffroi.kernel.ids import Instant
from beffroi.measures.catalogue import SHARE, Figure, given, measure
from beffroi.measures.formulas import HOUR_MS, share
from beffroi.measures.primitives import Primitives, to_ms

AMAZON: Final = "Amazon Connect, metric definitions: adherence; computed again 30 days back when a schedule changes"
TRADE: Final = "usage of the trade; no published norm found"
rate = partial(measure, unit=SHARE)


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """One interval of one queue: what was foreseen and what came, who was needed and who was there."""

    starts_at: Instant
    length_s: float = 900
    forecast: float | None = None
    """Contacts."""
    actual: float | None = None
    need: float | None = None
    """Agents."""
    staff: float | None = None


def add_intervals(p: Primitives, intervals: Iterable[Interval], day_of: Callable[[Instant], object]) -> None:
    """The sums include these intervals; days must be whole. `day_of` names the local day of an instant."""
    days: dict[object, int] = {}
    for one in intervals:
        if one.forecast is not None and one.actual is not None:
            forecast, actual = round(one.forecast * 1000), round(one.actual * 1000)
            p.forecast_milli += forecast
            p.actual_milli += actual
            p.forecast_gap_milli += abs(actual - forecast)
            day = day_of(one.starts_at)
            days[day] = days.get(day, 0) + actual - forecast
        if one.need is not None and one.staff is not None:
            need, staff = to_ms(one.need * one.length_s), to_ms(one.staff * one.length_s)
            p.need_ms += need
            p.staff_gap_ms += abs(staff - need)
    p.day_forecast_gap_milli += sum(abs(gap) for gap in days.values())


def staff_to_schedule(requirement: float, shrinkage: float) -> float:
    """How many to schedule so that `requirement` are there: divided by 1 − s, never multiplied by 1 + s."""
    if not 0 <= shrinkage < 1:
        raise ValueError("shrinkage is a part of the time, less than all of it")
    return requirement / (1 - shrinkage)


@rate(
    "adherence",
    fr="Adhérence au planning",
    en="Adherence",
    formula_fr="temps conforme au planning / temps planifié",
    formula_en="adherent time / scheduled time",
    symbols="adherent / scheduled",
    source=AMAZON,
    example=given(0.95, adherent_ms=6.65 * HOUR_MS, scheduled_ms=7 * HOUR_MS),
)
def adherence(p: Primitives) -> Figure:
    """The right thing at the right moment: available while it is asked, away while it is not."""
    return share(p.adherent_ms, p.scheduled_ms)


@rate(
    "conformance",
    fr="Conformité au planning",
    en="Conformance",
    formula_fr="temps travaillé / temps de travail planifié, quel que soit le moment",
    formula_en="time worked / working time scheduled, whatever the moment",
    symbols="worked / productive",
    source=TRADE,
    example=given(1.05, worked_ms=6.3 * HOUR_MS, productive_ms=6 * HOUR_MS),
)
def conformance(p: Primitives) -> Figure:
    """The right amount, whenever; more than 100 % with overtime. High beside a low adherence: the wrong moments."""
    return share(p.worked_ms, p.productive_ms)


@rate(
    "schedule_efficiency",
    fr="Efficacité du planning",
    en="Schedule efficiency",
    formula_fr="1 − somme des écarts absolus entre présents et besoin / somme des besoins, par intervalle",
    formula_en="1 − sum of absolute gaps between staff and need / sum of needs, per interval",
    symbols="1 − Σ |staff − need| / Σ need",
    source="idea: callcentrehelper.com; formula: Beffroi's, shown on screen",
    example=given(0.9, need_ms=100 * HOUR_MS, staff_gap_ms=10 * HOUR_MS),
)
def schedule_efficiency(p: Primitives) -> Figure:
    """Too many at noon do not make up for too few at nine. Negative when the gaps exceed the need."""
    return share(p.need_ms - p.staff_gap_ms, p.need_ms)


@rate(
    "forecast_error",
    "by_interval",
    fr="Erreur de prévision (WAPE, par intervalle)",
    en="Forecast error (WAPE, by interval)",
    formula_fr="somme des écarts absolus entre réel et prévu / somme du réel, par intervalle",
    formula_en="sum of absolute gaps between actual and forecast / sum of actual, per interval",
    symbols="Σ |a − f| / Σ a",
    source=TRADE,
    example=given(0.12, forecast_gap_milli=120_000, actual_milli=1_000_000),
)
def forecast_error(p: Primitives) -> Figure:
    """Weighted by volume, so that quiet intervals do not rule it."""
    return share(p.forecast_gap_milli / 1000, p.actual_milli / 1000)


@rate(
    "forecast_error",
    "by_day",
    fr="Erreur de prévision (WAPE, par jour)",
    en="Forecast error (WAPE, by day)",
    formula_fr="somme des écarts absolus entre réel et prévu de chaque jour / somme du réel",
    formula_en="sum of absolute gaps between each day's actual and forecast / sum of actual",
    symbols="Σ_day |Σ a − Σ f| / Σ a",
    source=TRADE,
    example=given(0.05, day_forecast_gap_milli=50_000, actual_milli=1_000_000),
)
def forecast_error_by_day(p: Primitives) -> Figure:
    """Lower than by interval: within a day, errors make up for each other."""
    return share(p.day_forecast_gap_milli / 1000, p.actual_milli / 1000)


@rate(
    "forecast_bias",
    fr="Biais de prévision",
    en="Forecast bias",
    formula_fr="(prévu − réel) / réel, sur toute la période",
    formula_en="(forecast − actual) / actual, over the whole period",
    symbols="(Σ f − Σ a) / Σ a",
    source=TRADE,
    example=given(-0.02, forecast_milli=980_000, actual_milli=1_000_000),
)
def forecast_bias(p: Primitives) -> Figure:
    """Always too low or always too high: what a forecast error does not say."""
    return share((p.forecast_milli - p.actual_milli) / 1000, p.actual_milli / 1000)
