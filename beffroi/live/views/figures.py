"""Figures: sums as measures, with the colour a target gives them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from beffroi.insight.spent import productive, unpaid_of
from beffroi.live import rows as r
from beffroi.measures import CATALOGUE, MEASURES, Figure, Primitives
from beffroi.measures.levels import Level, service_level_level
from beffroi.routing.rules import PresenceReason

OF_THE_DAY: Final = (
    "handled",
    "handle_time",
    "occupancy[of_available]",
    "occupancy[of_logged]",
    "contacts_per_hour[of_logged]",
    "concurrency",
    "agent_time[logged]",
    "agent_time[busy]",
    "agent_time[idle]",
    "agent_time[other_work]",
    "agent_time[not_ready]",
)
"""The measures of an agent's day, by their keys."""


class Counters(NamedTuple):
    """A queue's sums of today and of the last half hour."""

    day: Primitives
    half_hour: Primitives


class AgentSums(NamedTuple):
    """An agent's sums of today, and those of the time under each reason for not being ready."""

    whole: Primitives
    reasons: Mapping[str, Primitives]


def measures_view(primitives: Primitives, target: float) -> r.Measures:
    """The measures of these sums; the service level is told against its target."""
    figures = {name: one.of(primitives) for name, one in MEASURES.items()}
    level = service_level_level(figures["service_level"], target)
    views = {name: _figure(figure) for name, figure in figures.items() if name != "service_level"}
    return r.Measures(
        answered=primitives.answered,
        abandoned=primitives.abandoned,
        handled=primitives.handled,
        overflowed=primitives.overflowed,
        dissuaded=primitives.dissuaded,
        closed=primitives.closed,
        callbacks=primitives.callbacks,
        service_level=_figure(figures["service_level"], level),
        **views,
    )


def day_view(sums: AgentSums, known: Sequence[PresenceReason]) -> r.Today:
    """An agent's day in figures; the longest reasons first. `known` says which are work, and which are paid."""
    time, work, unpaid = CATALOGUE["agent_time[logged]"], productive(known), unpaid_of(known)
    reasons = [
        r.TimeUnder(code, code in work, code not in unpaid, _figure(time.of(one))) for code, one in sums.reasons.items()
    ]
    return r.Today(
        id="today",
        figures={key: _figure(CATALOGUE[key].of(sums.whole)) for key in OF_THE_DAY},
        reasons=sorted(reasons, key=lambda one: (-one.time.num, one.reason)),
    )


def _figure(figure: Figure, level: Level | None = None) -> r.FigureView:
    return r.FigureView(figure.value, figure.num, figure.den, level)
