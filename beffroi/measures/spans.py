"""Spans: stretches of time in whole milliseconds, and what they cover together. Pure.

A cover is a sorted list of spans that neither touch nor overlap, so its length is the union of time, never the sum.
"""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
"""From, to (not included)."""
Cover = list[Span]


def cover(spans: Iterable[Span]) -> Cover:
    """The union of these spans; empty and reversed ones cover nothing."""
    result: Cover = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = result[-1][0], end
        else:
            result.append((start, end))
    return result


def both(one: Cover, other: Cover) -> Cover:
    """What both cover."""
    result: Cover = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            result.append((start, end))
        if one[i][1] <= other[j][1]:
            i += 1
        else:
            j += 1
    return result


def without(one: Cover, other: Cover) -> Cover:
    """What the first covers and the second does not."""
    result: Cover = []
    place = 0
    for start, end in one:
        while place < len(other) and other[place][1] <= start:
            place += 1
        ahead = place
        while ahead < len(other) and other[ahead][0] < end:
            if start < other[ahead][0]:
                result.append((start, other[ahead][0]))
            start = max(start, other[ahead][1])
            ahead += 1
        if start < end:
            result.append((start, end))
    return result


def clip(spans: Iterable[Span], within: Span) -> Iterable[Span]:
    """The spans, cut to a window; what lies outside is gone."""
    for start, end in spans:
        start, end = max(start, within[0]), min(end, within[1])
        if start < end:
            yield start, end


def length(spans: Iterable[Span]) -> int:
    """Their lengths added up: of a cover, the union of time; of any spans, the sum."""
    return sum(end - start for start, end in spans)
