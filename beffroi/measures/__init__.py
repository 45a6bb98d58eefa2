"""Measures: what the figures mean. Pure formulas on primitives, the same for live, history and recomputation."""

from beffroi.measures import formulas as _formulas  # noqa: F401  (registers the five measures)
from beffroi.measures.catalogue import MEASURES, Figure, Measure
from beffroi.measures.primitives import Primitives, total

__all__ = ["MEASURES", "Figure", "Measure", "Primitives", "total"]
