"""When a calendar is open: at an instant, until when, for how many seconds. Pure.

Hours are written by the wall clock and lived in instants. A span begins when the wall clock first shows its start (or,
where the clock jumps over it, something later) and ends when it first shows its end, so no night opens or closes twice:
in the night in which an hour comes again a span around that hour is an hour longer, in the other an hour shorter.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from beffroi.calendars.model import Calendar, Day, Span
from beffroi.calendars.territories import public_holidays
from beffroi.kernel.ids import Instant

FAR_DAYS: Final = 400
"""So far ahead a change is looked for: every weekday, every holiday of a year. Exceptions are found at any distance."""

Stretch = tuple[Instant, Instant]
"""From an instant to an instant, the second not in it."""

ONE_DAY: Final = timedelta(days=1)


def is_open(calendar: Calendar, at: Instant) -> bool:
    """Whether it is open at this instant."""
    today = _local_date(calendar, at)
    near = (today, today + ONE_DAY, today - ONE_DAY)
    return any(begin <= at < end for day in near for begin, end in _stretches(calendar, day))


def next_change(calendar: Calendar, at: Instant) -> Instant | None:
    """When it next opens or closes after `at`; None when it always stays as it is."""
    if _never_changes(calendar):
        return None
    reach, opened = at, is_open(calendar, at)
    for begin, end in _from(calendar, at):
        if begin > reach:
            return reach if opened else begin
        opened, reach = True, max(reach, end)
    end = instant_of(calendar.zone, _last_day(calendar, at) + ONE_DAY, 0)
    return reach if opened and reach < end else None


def _never_changes(calendar: Calendar) -> bool:
    """Open round the clock on every day of the week, and no date is unlike it: the common case, told at a glance."""
    round_the_clock = all(day == (Span(0, 1_440),) for day in calendar.week)
    return round_the_clock and not calendar.exceptions and not calendar.holidays


def closes_at(calendar: Calendar, at: Instant) -> Instant | None:
    """When the hours that run at `at` end; None when it is closed, or never closes."""
    return next_change(calendar, at) if is_open(calendar, at) else None


def open_seconds(calendar: Calendar, from_at: Instant, to_at: Instant) -> float:
    """How many seconds it is open between two instants."""
    day, last = _local_date(calendar, from_at) - ONE_DAY, _local_date(calendar, to_at) + ONE_DAY
    total = 0.0
    while day <= last:
        total += sum(max(0.0, min(end, to_at) - max(begin, from_at)) for begin, end in _stretches(calendar, day))
        day += ONE_DAY
    return total


def hours_of(calendar: Calendar, day: date) -> Day:
    """The day's spans: its exception's, none on a public holiday, else its weekday's."""
    for unlike in calendar.exceptions:
        if unlike.on == day:
            return unlike.spans
    if calendar.holidays and day in public_holidays(calendar.holidays, day.year):
        return ()
    return calendar.week[day.weekday()]


def closed_for(calendar: Calendar, day: date) -> str:
    """What people call the exception or public holiday of that day; "" on an ordinary one."""
    for unlike in calendar.exceptions:
        if unlike.on == day:
            return unlike.name
    return public_holidays(calendar.holidays, day.year).get(day, "") if calendar.holidays else ""


def midnight(zone: str, at: Instant) -> Instant:
    """The beginning of the local day in which `at` lies."""
    return instant_of(zone, datetime.fromtimestamp(at, ZoneInfo(zone)).date(), 0)


@lru_cache(maxsize=8_192)
def instant_of(zone: str, day: date, minute: int) -> Instant:
    """The first instant at which the zone's clock shows this minute of the day, or later where it jumps over it."""
    wall = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)) + timedelta(minutes=minute)
    early, late = wall.replace(fold=0).timestamp(), wall.replace(fold=1).timestamp()
    return early if early <= late else _jump(ZoneInfo(zone), late, early)


def _jump(zone: ZoneInfo, before: Instant, after: Instant) -> Instant:
    """The second at which the offset changes between two instants."""
    low, high, offset = int(before), int(after), _offset(zone, before)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(zone, middle) == offset else (low, middle)
    return float(high)


def _offset(zone: ZoneInfo, at: Instant) -> timedelta | None:
    return datetime.fromtimestamp(at, zone).utcoffset()


def _local_date(calendar: Calendar, at: Instant) -> date:
    return datetime.fromtimestamp(at, ZoneInfo(calendar.zone)).date()


def _last_day(calendar: Calendar, at: Instant) -> date:
    """The last day to look at for a change after `at`."""
    far = _local_date(calendar, at) + timedelta(days=FAR_DAYS)
    return max([far, *(unlike.on + ONE_DAY for unlike in calendar.exceptions)])


def _from(calendar: Calendar, at: Instant) -> Iterator[Stretch]:
    """The stretches that are not over at `at`, in order."""
    day, last = _local_date(calendar, at) - ONE_DAY, _last_day(calendar, at)
    while day <= last:
        yield from (stretch for stretch in _stretches(calendar, day) if stretch[1] > at)
        day += ONE_DAY


@lru_cache(maxsize=8_192)
def _stretches(calendar: Calendar, day: date) -> tuple[Stretch, ...]:
    """The day's spans as instants; those that a jump of the clock swallows are left out."""
    zone = calendar.zone
    found = [
        (instant_of(zone, day, one.from_min), instant_of(zone, day, one.to_min)) for one in hours_of(calendar, day)
    ]
    return tuple((begin, end) for begin, end in found if begin < end)


def label(zone: str, at: Instant) -> str:
    """What the zone's clock shows, as `2027-03-28 03:00`."""
    return datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
