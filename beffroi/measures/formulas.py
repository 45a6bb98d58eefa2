"""The few ways to make a figure of sums. None when there is nothing to divide by, or nothing is known."""

from __future__ import annotations

from typing import Final

from beffroi.measures.catalogue import Figure
from beffroi.measures.primitives import Histogram

UNKNOWN: Final = Figure(value=None, num=0, den=0)
HOUR_MS: Final = 3_600_000


def counted(count: int, known: bool = True) -> Figure:
    """A count stands alone; no value where the log cannot say."""
    return Figure(value=count if known else None, num=count, den=None)


def share(num: float, den: float, known: bool = True) -> Figure:
    """A part of a whole beside its two counts; no value when the whole is empty, or the part is not known."""
    return Figure(value=num / den if den > 0 and known else None, num=num, den=den)


def mean(total: float, count: int) -> Figure:
    """A mean beside its sum and count."""
    return Figure(value=total / count if count else None, num=total, den=count)


def mean_s(sum_ms: int, count: int) -> Figure:
    """A mean duration in seconds beside its sum and count; no value when nothing was counted."""
    return mean(sum_ms / 1000, count)


def per_hour(count: int, time_ms: int) -> Figure:
    """How many in each hour of that time."""
    hours = time_ms / HOUR_MS
    return Figure(value=count / hours if time_ms else None, num=count, den=hours)


def percentile(waits: Histogram, percent: int) -> Figure:
    """The shortest whole second within which at least `percent` % were (nearest rank); beside how many of how many."""
    count = sum(waits.values())
    rank = -(-percent * count // 100)
    within = 0
    for seconds in sorted(waits):
        within += waits[seconds]
        if within >= rank:
            return Figure(value=seconds, num=within, den=count)
    return UNKNOWN


def told(count: int, untold: int) -> bool:
    """Whether something is known of these, or there are none to know of."""
    return count == 0 or count > untold
