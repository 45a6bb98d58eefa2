"""Measures: what the figures mean. Pure formulas on primitives, the same for live, history and recomputation."""

from typing import Final

# Each of these registers its measures.
from beffroi.measures import intake as _intake  # noqa: F401
from beffroi.measures import service as _service  # noqa: F401
from beffroi.measures import times as _times  # noqa: F401
from beffroi.measures.catalogue import CATALOGUE, Figure, Measure
from beffroi.measures.primitives import Primitives, total

ON_THE_FLOOR: Final = (
    "received",
    "service_level[strict]",
    "abandonment[of_queued]",
    "speed_of_answer[mean]",
    "handle_time",
)
MEASURES: Final[dict[str, Measure]] = {CATALOGUE[key].name: CATALOGUE[key] for key in ON_THE_FLOOR}
"""The measures of a queue's line on the floor, by their bare names; `CATALOGUE` has them all, each by its key."""

__all__ = ["CATALOGUE", "MEASURES", "Figure", "Measure", "Primitives", "total"]
