"""Figures: a queue's sums as measures, with the colour its target gives them. Pure."""

from __future__ import annotations

from typing import NamedTuple

from beffroi.live import rows as r
from beffroi.measures import MEASURES, Figure, Primitives
from beffroi.measures.levels import Level, service_level_level


class Counters(NamedTuple):
    """A queue's sums of today and of the last half hour."""

    day: Primitives
    half_hour: Primitives


def measures_view(primitives: Primitives, target: float) -> r.Measures:
    """The five measures of these sums; the service level is told against its target."""
    figures = {name: one.of(primitives) for name, one in MEASURES.items()}
    level = service_level_level(figures["service_level"], target)
    views = {name: _figure(figure) for name, figure in figures.items() if name != "service_level"}
    return r.Measures(
        answered=primitives.answered,
        abandoned=primitives.abandoned,
        service_level=_figure(figures["service_level"], level),
        **views,
    )


def _figure(figure: Figure, level: Level | None = None) -> r.FigureView:
    return r.FigureView(figure.value, figure.num, figure.den, level)
