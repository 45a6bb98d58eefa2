"""Before beside after, over seeds: means, how sure they are, and whether the change is to be seen. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import NormalDist, fmean, stdev
from typing import Final

import msgspec

from beffroi.insight.tally import primitives
from beffroi.kernel.ids import QueueId
from beffroi.measures import CATALOGUE
from beffroi.wfm.watch import EVERYWHERE, Outcome

LONGEST: Final = "longest_wait"
MOST: Final = "most_waiting"

DIRECTIONS: Final[dict[str, int]] = {
    "received": 0,
    "answered": 1,
    "service_level[strict]": 1,
    "abandonment[of_queued]": -1,
    "speed_of_answer[mean]": -1,
    "speed_of_answer[p90]": -1,
    LONGEST: -1,
    MOST: -1,
    "handle_time": 0,
    "occupancy[of_available]": 0,
}
"""What is compared, in reading order: whether more of it is better (1), worse (−1), or neither."""

_OF_AGENTS: Final = frozenset({"occupancy[of_available]"})
_OF_ALL: Final = _OF_AGENTS | {MOST}
_OF_NONE: Final = frozenset[str]()

_T_95: Final = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
"""Student's t, two-sided 95 %, from one degree of freedom on."""


class Interval(msgspec.Struct, frozen=True):
    """A mean over seeds, and between which bounds it lies 95 times out of 100. One seed has no bounds."""

    mean: float
    low: float | None
    high: float | None


class Compared(msgspec.Struct, frozen=True):
    """One measure of a queue (None: of all): before, after, and the difference within each seed.

    `verdict` is better, worse, higher, lower (where neither is better), same (no difference to be seen) or unsure (one
    seed, or nothing to compare).
    """

    queue: QueueId | None
    key: str
    before: Interval | None
    after: Interval | None
    difference: Interval | None
    verdict: str


def compared(
    before: Sequence[Outcome], after: Sequence[Outcome], queues: Sequence[QueueId], *, whole: bool = True
) -> list[Compared]:
    """Every measure over all these queues, then queue by queue; the n-th of both is the same seed.

    What belongs to no single queue is left out unless these are the `whole` floor.
    """
    places: list[QueueId | None] = [None, *queues]
    return [one for place in places for one in _of_place(before, after, place, queues, whole)]


def figures(outcome: Outcome, place: QueueId | None, queues: Iterable[QueueId]) -> dict[str, float | None]:
    """The measures of one seed: of one queue, or (None) over all of them."""
    own = list(queues) if place is None else [place]
    found: dict[str, float | None] = {
        LONGEST: max((outcome.longest_s.get(one, 0.0) for one in own), default=0.0),
        MOST: float(outcome.most_waiting.get(EVERYWHERE if place is None else place, 0)),
    }
    sums = primitives(*(outcome.sums.get(one, {}) for one in own))
    time = primitives(outcome.sums.get(EVERYWHERE, {})) if place is None else None
    for key in DIRECTIONS:
        if key not in found:
            of = time if key in _OF_AGENTS else sums
            value = CATALOGUE[key].of(of).value if of is not None else None
            found[key] = None if value is None else float(value)
    return found


def interval(values: Sequence[float]) -> Interval | None:
    """The mean of these, with its bounds."""
    if not values:
        return None
    mean = fmean(values)
    if len(values) < 2:
        return Interval(mean, None, None)
    half = student(len(values) - 1) * stdev(values) / sqrt(len(values))
    return Interval(mean, mean - half, mean + half)


def student(freedom: int) -> float:
    """Student's t for 95 %, both sides."""
    if freedom <= len(_T_95):
        return _T_95[freedom - 1]
    z = NormalDist().inv_cdf(0.975)
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)


def _of_place(
    before: Sequence[Outcome],
    after: Sequence[Outcome],
    place: QueueId | None,
    queues: Sequence[QueueId],
    whole: bool,
) -> Iterable[Compared]:
    pairs = [(figures(old, place, queues), figures(new, place, queues)) for old, new in zip(before, after, strict=True)]
    left_out = _OF_AGENTS if place is not None else _OF_NONE if whole else _OF_ALL
    for key, direction in DIRECTIONS.items():
        if key in left_out:
            continue
        values = [(old[key], new[key]) for old, new in pairs]
        difference = interval([new - old for old, new in values if old is not None and new is not None])
        yield Compared(
            queue=place,
            key=key,
            before=interval([old for old, _ in values if old is not None]),
            after=interval([new for _, new in values if new is not None]),
            difference=difference,
            verdict=_verdict(difference, direction),
        )


def _verdict(difference: Interval | None, direction: int) -> str:
    if difference is None or difference.low is None or difference.high is None:
        return "unsure"
    if difference.low <= 0 <= difference.high:
        return "same"
    more = difference.mean > 0
    if not direction:
        return "higher" if more else "lower"
    return "better" if more == (direction > 0) else "worse"
