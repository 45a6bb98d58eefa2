"""Levels: when a figure on the floor is fine, at risk or bad. Screens only colour what is said here."""

from __future__ import annotations

from typing import Literal

from beffroi.measures.catalogue import Figure

Level = Literal["ok", "warn", "bad"]

NEAR_TARGET = 0.10
"""A service level less than ten points under its target is at risk; below that it is bad."""

NEAR_THRESHOLD = 0.75
"""A wait past three quarters of the threshold is at risk; past the threshold it is bad."""


def service_level_level(figure: Figure, target: float) -> Level | None:
    """How the service level stands against the queue's target; None when nothing was counted."""
    if figure.value is None or figure.den is None:
        return None
    if figure.num >= target * figure.den:
        return "ok"
    return "warn" if figure.num >= (target - NEAR_TARGET) * figure.den - 1e-9 else "bad"


def wait_level(since: float, now: float, threshold_s: float) -> Level:
    """How the longest wait stands against the queue's threshold at this instant."""
    waited_s = now - since
    if waited_s >= threshold_s:
        return "bad"
    return "warn" if waited_s >= threshold_s * NEAR_THRESHOLD else "ok"


def next_wait_level_at(since: float, now: float, threshold_s: float) -> float | None:
    """The instant at which the level of this wait changes next, if it still does."""
    for edge_at in (since + threshold_s * NEAR_THRESHOLD, since + threshold_s):
        if now < edge_at:
            return edge_at
    return None
