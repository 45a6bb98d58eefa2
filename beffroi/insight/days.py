"""Days: a day of figures is the tenant's local day, cut into quarter-hours of UTC. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from beffroi.kernel.ids import Instant

PARIS = ZoneInfo("Europe/Paris")


def day_of(at: Instant, zone: ZoneInfo = PARIS) -> date:
    """The local day that holds this instant."""
    return datetime.fromtimestamp(at, zone).date()


def bounds(day: date, zone: ZoneInfo = PARIS) -> tuple[int, int]:
    """First second of the local day and of the next one: 23, 24 or 25 hours apart."""
    return _midnight(day, zone), _midnight(day + timedelta(days=1), zone)


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), tzinfo=zone).timestamp())
