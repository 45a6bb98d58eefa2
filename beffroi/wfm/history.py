"""What the last weeks brought at this hour, and how contacts went: from the quarter-hours that `insight` keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection

from beffroi.insight import store
from beffroi.insight.fold import QUARTER_S, start_of
from beffroi.insight.tally import Tally, add
from beffroi.kernel.ids import Instant, QueueId, TenantId

DAYS_BACK: Final = (1, 2, 3, 4, 5, 6, 7, 14, 21, 28)
LIKE_TODAY: Final = 3.0
"""The same weekday counts so many times as much as another."""

RECENT_S: Final = 1800.0
LEAST_RATIO, MOST_RATIO = 0.25, 4.0
"""Today is taken to be at most so much calmer or busier than earlier days, whatever the last half hour was."""

Door = tuple[QueueId, str]
"""A queue and a channel."""

Place = tuple[Door, int]


class History(msgspec.Struct, frozen=True):
    """`expected` customers by door and quarter-hour to come; each queue's `sums` of those days and of today.

    `doors_alone` had no earlier day to compare with.
    """

    expected: dict[Place, float] = {}
    sums: dict[QueueId, Tally] = {}
    doors_alone: int = 0


def read_history(conn: Connection, tenant: TenantId, now: Instant, horizon_s: float, zone: ZoneInfo) -> History:
    """Reads the windows of the earlier days, and today's last hours."""
    earlier = []
    sums: dict[QueueId, Tally] = {}
    for days in DAYS_BACK:
        then = same_time(now, days, zone)
        received, told = _window(conn, tenant, then - RECENT_S, then + horizon_s, sums)
        if told:
            earlier.append((days, start_of(now, QUARTER_S) - start_of(then, QUARTER_S), received))
    today, _ = _window(conn, tenant, now - 4 * 3600.0, now, sums)
    return forecast(today, earlier, now, horizon_s, sums)


def same_time(now: Instant, days: int, zone: ZoneInfo) -> Instant:
    """This time of the day, so many days ago."""
    local = datetime.fromtimestamp(now, zone)
    return (local.replace(tzinfo=None) - timedelta(days=days)).replace(tzinfo=zone).timestamp()


def forecast(
    today: Mapping[Place, float],
    earlier: Iterable[tuple[int, int, Mapping[Place, float]]],
    now: Instant,
    horizon_s: float,
    sums: dict[QueueId, Tally],
) -> History:
    """As many as on earlier days at the same hour, times how today's last half hour compares with theirs.

    Each earlier day is told by how many days ago it was, by how many seconds, and by who came.
    """
    shape: dict[Place, float] = {}
    weights = 0.0
    for days, shift_s, received in earlier:
        weight = LIKE_TODAY if days % 7 == 0 else 1.0
        weights += weight
        for (door, quarter), n in received.items():
            place = door, quarter + shift_s
            shape[place] = shape.get(place, 0.0) + weight * n
    expected: dict[Place, float] = {}
    alone = 0
    for door in {door for door, _ in (*today, *shape)}:
        recent = _recent(today, door, now)
        usual = _recent(shape, door, now, whole=True) / weights if weights else 0.0
        ratio = min(max((recent + 1) / (usual + 1), LEAST_RATIO), MOST_RATIO)
        known = any(place == door for place, _ in shape)
        alone += not known and recent > 0
        for quarter in range(start_of(now, QUARTER_S), int(now + horizon_s), QUARTER_S):
            if known:
                expected[door, quarter] = shape.get((door, quarter), 0.0) / weights * ratio
            else:
                expected[door, quarter] = recent * QUARTER_S / RECENT_S
    return History({place: n for place, n in expected.items() if n > 0}, sums, alone)


def _recent(received: Mapping[Place, float], door: Door, now: Instant, *, whole: bool = False) -> float:
    """How many came in the last half hour; the quarter-hour under way is told up to now, unless it is `whole`."""
    found, begins = 0.0, now - RECENT_S
    for quarter in range(start_of(begins, QUARTER_S), int(now) + 1, QUARTER_S):
        ends = quarter + QUARTER_S if whole else min(quarter + QUARTER_S, now)
        overlap = min(ends, now) - max(quarter, begins)
        if ends > quarter:
            found += received.get((door, quarter), 0.0) * max(0.0, overlap) / (ends - quarter)
    return found


def _window(
    conn: Connection, tenant: TenantId, from_at: Instant, to_at: Instant, sums: dict[QueueId, Tally]
) -> tuple[dict[Place, float], bool]:
    """Who came by door and quarter-hour, and whether anything was told at all; the queues' sums include it."""
    rows = store.day(conn, tenant, start_of(from_at, QUARTER_S), int(to_at))
    received: dict[Place, float] = {}
    for (cell, quarter), tally in rows.items():
        if not cell.queue:
            continue
        add(sums.setdefault(cell.queue, {}), tally.items())
        if n := tally.get("received", 0):
            place = (cell.queue, cell.channel), quarter
            received[place] = received.get(place, 0.0) + n
    return received, bool(rows)
