"""Partners' parts of a queue: whose turn it is, and who is within their bands. Pure.

A part is of what was taken since local midnight. What rings counts as taken until it is not, so that ten customers who
come at once are shared out too.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from beffroi.calendars import hours
from beffroi.calendars.model import Calendar
from beffroi.kernel.ids import Instant, PartnerId
from beffroi.routing.model import QueueRules
from beffroi.routing.rows import QueueNow
from beffroi.routing.rules import Band

OTHERS: Final = PartnerId("")
"""Everybody without a part of their own: what is left of the whole is theirs together."""

NO_BEGINNING: Final = -1.0
WEEK_DAYS: Final = 8

Dues = Mapping[PartnerId, float]
"""Partner → by how many contacts they would be short if this one went to somebody else."""


def zone_of(rules: QueueRules) -> str:
    """The zone of the queue's hours."""
    return (rules.hours or Calendar()).zone


def midnight(rules: QueueRules, at: Instant) -> Instant:
    """When the queue's day began."""
    return hours.midnight(zone_of(rules), at)


def dues(rules: QueueRules, row: QueueNow | None, now: Instant) -> Dues:
    """Who is due how much of the queue at `now`; empty when nobody has a part."""
    parts = {one.partner: one.part for one in rules.shares if one.part is not None}
    if not parts:
        return {}
    parts[OTHERS] = max(0.0, 1.0 - sum(parts.values()))
    taken = row.shared if row is not None and row.shared_from == midnight(rules, now) else {}
    groups = dict.fromkeys(parts, 0)
    for partner, count in taken.items():
        groups[partner if partner in parts else OTHERS] += count  # type: ignore[index]
    total = sum(groups.values()) + 1
    return {partner: round(part * total - groups[partner], 6) for partner, part in parts.items()}


def due_of(found: Dues, partner: PartnerId | None) -> float:
    """By how much this agent's partner is due."""
    due = found.get(partner or OTHERS)
    return found[OTHERS] if due is None else due


def most_due(found: Dues) -> PartnerId | None:
    """Whose turn it is; None without parts, or when it is nobody's in particular."""
    first = max(found, key=lambda partner: (found[partner], partner), default=OTHERS)
    return first or None


def outside(rules: QueueRules, partner: PartnerId | None, now: Instant) -> bool:
    """The partner has bands in this queue, and it is none of them."""
    bands = [band for one in rules.shares if one.partner == partner for band in one.bands]
    return bool(bands) and not _within(bands, zone_of(rules), now)


def has_bands(rules: QueueRules) -> bool:
    """Some partner is asked only at certain hours."""
    return any(one.bands for one in rules.shares)


def next_band(rules: QueueRules, now: Instant) -> Instant:
    """When the next band of any partner begins after `now`; 0 without bands."""
    zone = zone_of(rules)
    begins = (_next(zone, band, now) for share in rules.shares for band in share.bands)
    return min((one for one in begins if one > now), default=0.0)


def _within(bands: list[Band], zone: str, now: Instant) -> bool:
    clock = datetime.fromtimestamp(now, ZoneInfo(zone))
    minute = clock.hour * 60 + clock.minute
    return any(band.weekday == clock.weekday() and band.from_min <= minute < band.to_min for band in bands)


def _next(zone: str, band: Band, now: Instant) -> Instant:
    today = datetime.fromtimestamp(now, ZoneInfo(zone)).date()
    days = (today + timedelta(days=ahead) for ahead in range(WEEK_DAYS))
    begins = (hours.instant_of(zone, day, band.from_min) for day in days if day.weekday() == band.weekday)
    return next((one for one in begins if one > now), NO_BEGINNING)
