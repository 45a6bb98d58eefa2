"""The catalogue: every measure with its names, formula words, unit, source and a worked example."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from beffroi.measures.primitives import Primitives

COUNT: Final = "count"
SHARE: Final = "share"
SECONDS: Final = "seconds"
PER_HOUR: Final = "per_hour"
POINTS: Final = "points"
SCORE: Final = "score"
RATIO: Final = "ratio"
MONEY: Final = "money"

EVERYWHERE: Final = "queues and time"
OVER_QUEUES: Final = "queues"
"""A reading at one instant: added over queues; over time the last one stands."""


class Figure(msgspec.Struct, frozen=True):
    """A figure beside what it was made of: a percentage is never shown without its counts."""

    value: float | None
    num: float
    den: float | None


class Example(msgspec.Struct, frozen=True):
    """Sums, and the value that must come out of them."""

    given: Mapping[str, Any]
    value: float


def given(value: float, **sums: Any) -> Example:
    """The worked example of a measure: what it reads, and what it says."""
    return Example(sums, value)


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
    symbols: str
    source: str
    meaning: str
    formula: Callable[[Primitives], Figure]
    example: Example
    adds_up: str

    @property
    def key(self) -> str:
        """The one name of this definition: `name[variant]`."""
        return f"{self.name}[{self.variant}]" if self.variant else self.name

    @property
    def needs(self) -> tuple[str, ...]:
        """The primitives it reads: the example gives them all."""
        return tuple(self.example.given)

    @property
    def topic(self) -> str:
        """The file that defines it: `service`, `times`…"""
        return self.formula.__module__.rsplit(".", 1)[-1]

    def of(self, primitives: Primitives) -> Figure:
        """The figure of these primitives; its value is None when there is nothing to divide by."""
        return self.formula(primitives)


CATALOGUE: dict[str, Measure] = {}
"""Every measure by its key."""

Formula = Callable[[Primitives], Figure]


def measure(
    name: str,
    variant: str | None = None,
    *,
    unit: str,
    fr: str,
    en: str,
    formula_fr: str,
    formula_en: str,
    symbols: str,
    source: str,
    example: Example,
    adds_up: str = EVERYWHERE,
) -> Callable[[Formula], Formula]:
    """Register the decorated formula under this name and variant; a key is taken once."""

    def register(formula: Formula) -> Formula:
        one = Measure(
            name=name,
            variant=variant,
            unit=unit,
            fr=fr,
            en=en,
            formula_fr=formula_fr,
            formula_en=formula_en,
            symbols=symbols,
            source=source,
            meaning=" ".join((formula.__doc__ or "").split()),
            formula=formula,
            example=example,
            adds_up=adds_up,
        )
        if one.key in CATALOGUE:
            raise ValueError(f"measure {one.key} is defined twice")
        CATALOGUE[one.key] = one
        return formula

    return register
