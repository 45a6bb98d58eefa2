"""The catalogue: every measure with its names, formula words, unit and the source of its definition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec

from beffroi.measures.primitives import Primitives

COUNT: Final = "count"
SHARE: Final = "share"
SECONDS: Final = "seconds"


class Figure(msgspec.Struct, frozen=True):
    """A figure beside what it was made of: a percentage is never shown without its counts."""

    value: float | None
    num: float
    den: float | None


@dataclass(frozen=True)
class Measure:
    """One definition: screens show the names and the formula words, reports cite the source."""

    name: str
    variant: str | None
    unit: str
    fr: str
    en: str
    formula_fr: str
    formula_en: str
    source: str
    meaning: str
    formula: Callable[[Primitives], Figure]

    def of(self, primitives: Primitives) -> Figure:
        """The figure of these primitives; its value is None when there is nothing to divide by."""
        return self.formula(primitives)


MEASURES: dict[str, Measure] = {}


def measure(
    name: str,
    *,
    unit: str,
    fr: str,
    en: str,
    formula_fr: str,
    formula_en: str,
    source: str,
    variant: str | None = None,
) -> Callable[[Callable[[Primitives], Figure]], Callable[[Primitives], Figure]]:
    """Register the decorated formula under this name; a name is taken once."""

    def register(formula: Callable[[Primitives], Figure]) -> Callable[[Primitives], Figure]:
        if name in MEASURES:
            raise ValueError(f"measure {name} is defined twice")
        MEASURES[name] = Measure(
            name=name,
            variant=variant,
            unit=unit,
            fr=fr,
            en=en,
            formula_fr=formula_fr,
            formula_en=formula_en,
            source=source,
            meaning=(formula.__doc__ or "").strip(),
            formula=formula,
        )
        return formula

    return register
