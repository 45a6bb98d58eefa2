"""What a log can be asked: a zero made of what it never told is no figure. Pure."""

from collections.abc import Set as AbstractSet
from typing import Final

from beffroi.insight.logs.measure import Report
from beffroi.measures import Figure, Measure
from beffroi.measures.feeds import missing
from beffroi.measures.primitives import Primitives

TIMES: Final = frozenset({"queued_at", "answered_at", "ended_at", "duration_s", "total_s"})


def told_by(report: Report) -> AbstractSet[str]:
    """The columns of a contact that this log tells, worked out from clock times where it has only these."""
    fields = set(report.columns) | {"outcome"}
    return fields | {"wait_s", "talk_s"} if fields & TIMES else fields


def figure_of(measure: Measure, sums: Primitives, told: AbstractSet[str]) -> Figure:
    """The measure's figure; without a value where it would only say zero of columns the log does not have."""
    figure = measure.of(sums)
    unknown = not figure.num and bool(missing(measure, told))
    return Figure(value=None, num=figure.num, den=figure.den) if unknown else figure
