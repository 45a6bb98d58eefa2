"""Tallies: the sums that are not zero, by their primitive; a histogram's second is `waits_answered:12`. Pure.

What is folded adds a few sums out of a hundred, many times a second: a tally holds only those. Whoever reads figures
makes primitives of it; measures know no other form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import ceil
from typing import Any, Final

import msgspec

from beffroi.measures.primitives import HISTOGRAMS, SUMS, Primitives

Tally = dict[str, int]
Added = tuple[tuple[str, int], ...]
"""What one event adds: names of sums and by how much."""

_NAMES: Final = frozenset(SUMS)


def add(tally: Tally, added: Iterable[tuple[str, int]]) -> None:
    """The tally includes these; what comes to zero is no longer in it."""
    for name, n in added:
        if n := tally.get(name, 0) + n:
            tally[name] = n
        else:
            tally.pop(name, None)


def at_second(histogram: str, seconds: float) -> tuple[str, int]:
    """One more in the histogram, at this second rounded up."""
    return f"{histogram}:{ceil(seconds)}", 1


def primitives(*tallies: Mapping[str, int]) -> Primitives:
    """The sum of the tallies, as measures read it. Names of an older version are left out."""
    sums: Tally = {}
    histograms: dict[str, dict[int, int]] = {}
    for tally in tallies:
        for name, n in tally.items():
            if name in _NAMES:
                sums[name] = sums.get(name, 0) + n
                continue
            histogram, _, second = name.partition(":")
            if histogram in HISTOGRAMS:
                waits = histograms.setdefault(histogram, {})
                waits[int(second)] = waits.get(int(second), 0) + n
    kwargs: dict[str, Any] = {**sums, **histograms}
    return Primitives(**kwargs)


def plain(tally: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """The sums without the histograms."""
    return ((name, n) for name, n in tally.items() if name in _NAMES)


def encode(tally: Tally) -> str:
    """The tally as it is stored."""
    return msgspec.json.encode(tally, order="sorted").decode()


def decode(text: str) -> Tally:
    """The tally that was stored."""
    return _decoder.decode(text)


_decoder: Final = msgspec.json.Decoder(Tally)
