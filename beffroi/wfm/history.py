"""What the last weeks brought at this hour, and how contacts went: from the quarter-hours that `insight` keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection

from beffroi.insight import store
from beffroi.insight.fold import QUARTER_S, start_of
from beffroi.insight.tally import Tally, add
from beffroi.interactions.events import InteractionOpened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, InteractionId, QueueId, TenantId
from beffroi.routing.events import QueueEntered

DAYS_BACK: Final = (1, 2, 3, 4, 5, 6, 7, 14, 21, 28)
LIKE_TODAY: Final = 3.0
"""The same weekday counts so many times as much as another."""

HALF_HOUR_S: Final = 1800.0

LATELY_S: Final = 600.0
"""How fast customers come now is told by the last minutes."""

SHORTEST_S: Final = 120.0
"""Less than this tells nothing of how fast they come."""

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


def read_history(
    conn: Connection, tenant: TenantId, now: Instant, horizon_s: float, zone: ZoneInfo, recent: Mapping[Door, float]
) -> History:
    """Reads the windows of the earlier days, and today's last hours. `recent` is who came in the last half hour."""
    earlier = []
    sums: dict[QueueId, Tally] = {}
    for days in DAYS_BACK:
        then = same_time(now, days, zone)
        received, told = _window(conn, tenant, then - HALF_HOUR_S, then + horizon_s, sums)
        if told:
            earlier.append((days, start_of(now, QUARTER_S) - start_of(then, QUARTER_S), received))
    _window(conn, tenant, now - 4 * 3600.0, now, sums)
    return forecast(recent, earlier, now, horizon_s, sums)


def lately(events: Iterable[Event], now: Instant) -> dict[Door, float]:
    """How many come in half an hour, by these events of the last minutes; a door's time begins with its first."""
    channels: dict[InteractionId, str] = {}
    first: dict[Door, Instant] = {}
    came: Counter[Door] = Counter()
    begins = now
    for event in events:
        begins = min(begins, event.at)
        if isinstance(event, InteractionOpened) and event.follows is None:
            channels[event.interaction] = event.channel
        elif isinstance(event, QueueEntered) and (channel := channels.pop(event.interaction, None)) is not None:
            door = event.queue, channel
            first.setdefault(door, event.at)
            came[door] += 1
    return {door: n * HALF_HOUR_S / max(SHORTEST_S, now - _since(first[door], begins)) for door, n in came.items()}


def _since(first: Instant, begins: Instant) -> Instant:
    """From when on a door was open, as far as these events tell: all along, unless its first customer came late."""
    return first if first - begins > SHORTEST_S else begins


def same_time(now: Instant, days: int, zone: ZoneInfo) -> Instant:
    """This time of the day, so many days ago."""
    local = datetime.fromtimestamp(now, zone)
    return (local.replace(tzinfo=None) - timedelta(days=days)).replace(tzinfo=zone).timestamp()


def forecast(
    recent: Mapping[Door, float],
    earlier: Iterable[tuple[int, int, Mapping[Place, float]]],
    now: Instant,
    horizon_s: float,
    sums: dict[QueueId, Tally],
) -> History:
    """As many as on earlier days at the same hour, times how the last half hour compares with theirs.

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
    doors = {door for door, _ in shape}
    expected: dict[Place, float] = {}
    for door in sorted(doors | set(recent)):
        usual = _half_hour(shape, door, now) / weights if weights else 0.0
        ratio = min(max((recent.get(door, 0.0) + 1) / (usual + 1), LEAST_RATIO), MOST_RATIO)
        for quarter in range(start_of(now, QUARTER_S), int(now + horizon_s), QUARTER_S):
            alike = shape.get((door, quarter), 0.0) / weights * ratio if weights else 0.0
            expected[door, quarter] = alike if door in doors else recent[door] * QUARTER_S / HALF_HOUR_S
    return History({place: n for place, n in expected.items() if n > 0}, sums, len(set(recent) - doors))


def _half_hour(shape: Mapping[Place, float], door: Door, now: Instant) -> float:
    """How many came in the half hour before this time of the day."""
    found, begins = 0.0, now - HALF_HOUR_S
    for quarter in range(start_of(begins, QUARTER_S), int(now) + 1, QUARTER_S):
        overlap = min(quarter + QUARTER_S, now) - max(quarter, begins)
        found += shape.get((door, quarter), 0.0) * max(0.0, overlap) / QUARTER_S
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
