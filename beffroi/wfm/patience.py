"""How patient customers are, learnt from those who left and from those who were served before they would have. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from beffroi.wfm.model import Patience

LEAST: Final = 5
"""Fewer than this many who left say nothing of how long the others would have stayed."""

MOST_STEPS: Final = 200


def learnt(left: Mapping[float, int], served: Mapping[float, int]) -> Patience | None:
    """The estimate of Kaplan and Meier: after how many seconds who left, and who was served, how many of each.

    Whoever was served was there until then, and nobody knows for how long they would have stayed. Beyond the longest
    wait, customers go on leaving at the mean rate of all. None when too few left.
    """
    leavers, others = sum(left.values()), sum(served.values())
    if leavers < LEAST:
        return None
    at_risk, share = leavers + others, 1.0
    times: list[float] = []
    shares: list[float] = []
    for second in sorted(set(left) | set(served)):
        gone = left.get(second, 0)
        if gone:
            share *= 1 - gone / at_risk
            times.append(float(second))
            shares.append(share)
        at_risk -= gone + served.get(second, 0)
    waited = sum(s * n for s, n in left.items()) + sum(s * n for s, n in served.items())
    step = max(1, len(times) // MOST_STEPS)
    kept = [*range(step - 1, len(times) - 1, step), len(times) - 1]
    return Patience(waited / leavers, tuple(times[n] for n in kept), tuple(shares[n] for n in kept))
