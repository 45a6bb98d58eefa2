"""Primitives: what is counted, per queue and stretch of time. Percentages are never stored; formulas read these.

Durations are whole milliseconds, so that a sum is the same whatever the order of adding:
live, projected and recomputed figures are equal to the unit, not nearly.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

COUNTS = (
    "received",
    "presented",
    "answered",
    "answered_in_time",
    "abandoned",
    "handled",
    "wait_answered_ms",
    "talk_ms",
    "wrap_up_ms",
)


class Primitives(msgspec.Struct):
    """Nine sums of one queue over one stretch of time; they add up, so a day is the sum of its quarter-hours."""

    received: int = 0
    """Passages that entered the queue: first arrivals, transfers and returns."""
    presented: int = 0
    """Offers shown to an agent; one passage may be presented several times."""
    answered: int = 0
    """Passages an agent accepted."""
    answered_in_time: int = 0
    """Answered passages within the queue's threshold; a chat's clock stops at the first human reply."""
    abandoned: int = 0
    """Passages the customer left while still waiting."""
    handled: int = 0
    """Pieces of work an agent finished, wrap-up included."""
    wait_answered_ms: int = 0
    """Waits of the answered passages, added up."""
    talk_ms: int = 0
    """Contact time of the handled work, added up."""
    wrap_up_ms: int = 0
    """Wrap-up time of the handled work, added up."""

    def add(self, other: Primitives) -> None:
        """These sums now include the other's."""
        self.received += other.received
        self.presented += other.presented
        self.answered += other.answered
        self.answered_in_time += other.answered_in_time
        self.abandoned += other.abandoned
        self.handled += other.handled
        self.wait_answered_ms += other.wait_answered_ms
        self.talk_ms += other.talk_ms
        self.wrap_up_ms += other.wrap_up_ms


def total(several: Iterable[Primitives]) -> Primitives:
    """The sum of all of them, as a new object."""
    result = Primitives()
    for one in several:
        result.add(one)
    return result


def to_ms(seconds: float) -> int:
    """A duration as whole milliseconds, rounded to the nearest; every sum of durations is made of these."""
    return round(seconds * 1000)
