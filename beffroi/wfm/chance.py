"""Chance that is the same before and after: drawn from the seed and from who it befalls, in no order. Pure."""

from __future__ import annotations

from bisect import bisect_right
from hashlib import blake2b
from math import exp, log, log1p, sqrt
from statistics import NormalDist
from struct import Struct
from typing import Final, NamedTuple

from beffroi.wfm.model import Patience, Spread

NEVER: Final = float("inf")
_WORDS: Final = Struct("<6Q").unpack
_UNIT: Final = 2.0**-64
_quantile: Final = NormalDist().inv_cdf
_LEAST: Final = 1e-12


class Luck(NamedTuple):
    """One customer's luck with one contact: numbers between 0 and 1, both left out."""

    talk: float
    wrap_up: float
    patience: float
    accept: float
    reply: float
    choice: float


def luck(seed: int, who: str) -> Luck:
    """The same for the same seed and name, on every machine."""
    words = _WORDS(blake2b(f"{seed}/{who}".encode(), digest_size=48).digest())
    return Luck(*[(word + 0.5) * _UNIT or _LEAST for word in words])


def drawn(spread: Spread, chance: float) -> float:
    """The duration at this chance."""
    if spread.values:
        return spread.values[int(chance * len(spread.values))]
    if spread.exponential:
        return -log1p(-min(chance, 1 - _LEAST)) * spread.mean_s
    if not spread.cv or spread.mean_s <= 0:
        return spread.mean_s
    variance = log(1 + spread.cv * spread.cv)
    return spread.mean_s * exp(sqrt(variance) * _quantile(min(max(chance, _LEAST), 1 - _LEAST)) - variance / 2)


def rest(spread: Spread, passed_s: float, chance: float) -> float:
    """What is left of a duration that has lasted `passed_s`: as of those that lasted longer."""
    if spread.exponential:
        return drawn(spread, chance)
    longer = spread.values[bisect_right(spread.values, passed_s) :]
    if longer:
        return longer[int(chance * len(longer))] - passed_s
    if spread.values or not spread.cv:
        return max(spread.mean_s - passed_s, spread.mean_s * 0.5 * chance)
    variance = log(1 + spread.cv * spread.cv)
    spare = NormalDist()
    passed = spare.cdf((log(max(passed_s, _LEAST) / spread.mean_s) + variance / 2) / sqrt(variance))
    return max(0.0, drawn(spread, passed + (1 - passed) * chance) - passed_s)


def leaves_after(patience: Patience | None, waited_s: float, chance: float) -> float:
    """When a customer who has waited so long leaves, counted from the beginning of their wait; NEVER if they stay."""
    if patience is None:
        return NEVER
    times, there = patience.after_s, patience.still_there
    place = bisect_right(times, waited_s)
    left = chance * (there[place - 1] if place else 1.0)
    for step in range(place, len(times)):
        if there[step] <= left:
            return times[step]
    if patience.mean_s is None:
        return NEVER
    begins = max(waited_s, times[-1] if times else 0.0)
    remaining = there[-1] if there else 1.0
    return begins - log(max(left / remaining if remaining else chance, _LEAST)) * patience.mean_s
