"""Instants as logs write them, read to UTC seconds. Pure: no clock; the zone and the order of a column are given.

ISO with or without zone · 31/12/2026 14:05[:07] · 12/31/2026 2:05 PM · 10 mars 2026 à 14 h 05 · Mar 10, 2026 2:05 PM ·
20260310T140507Z · seconds, milliseconds or microseconds since 1970 · spreadsheet serials.
A local time that comes twice in autumn is read as its first time, and counted in `twice`; one that never was in spring
is set aside.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from beffroi.insight.logs.aside import Reason
from beffroi.insight.logs.durations import NOTHING

Order = Literal["dmy", "mdy"]
EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC).timestamp()
LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
SERIAL_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 — spreadsheets know no zone
KEPT: Final = 200_000

_TIME: Final = r"(?:[T ,à]+|$)(?:(\d{1,2})\s*[:hH]\s*(\d{2})?(?:[:mM](\d{2})(?:[.,](\d{1,9}))?)?)?"
_TAIL: Final = r"\s*([AaPp]\.?\s?[Mm]\.?)?\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$"
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + _TIME + _TAIL)
_PARTS: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})" + _TIME + _TAIL)
_COMPACT: Final = re.compile(
    r"(\d{4})(\d{2})(\d{2})()(?:[T ]?(\d{2})(\d{2})(\d{2})?)?(?:\.(\d{1,9}))?()(Z|[+-]\d{4})?$"
)
_DAY_NAME: Final = r"(?:[A-Za-zÀ-ÿ]{2,9}\.?,?\s+)?"
_NAMED: Final = re.compile(
    _DAY_NAME + r"(\d{1,2})(?:er|st|nd|rd|th)?[ -]([A-Za-zÀ-ÿ]{3,9})\.?,?[ -](\d{4})" + _TIME + _TAIL
)
_NAMED_EN: Final = re.compile(_DAY_NAME + r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})" + _TIME + _TAIL)
_MONTHS: Final = {
    name[:size]: number
    for number, names in enumerate(
        (
            ("january", "janvier"), ("february", "février", "fevrier"), ("march", "mars"), ("april", "avril"),
            ("may", "mai"), ("june", "juin"), ("july", "juillet"), ("august", "août", "aout"),
            ("september", "septembre"), ("october", "octobre"), ("november", "novembre"),
            ("december", "décembre", "decembre"),
        ),
        start=1,
    )
    for name in names
    for size in range(4 if name.startswith(("jui", "juin")) else 3, len(name) + 1)
}  # fmt: skip
_SECONDS: Final = {f"{second:02d}": second for second in range(60)}
Found = float | Reason | None


def order_of(text: str) -> Order | Literal["both"] | None:
    """What this date tells about its column: day first, month first, either; None when its writing decides."""
    match = _PARTS.match(text.strip()[:60])
    if not match:
        return None
    first, mark, second = int(match[1]), match[2], int(match[3])
    if mark == "." or first > 12:
        return "dmy"
    if second > 12 or match[9]:
        return "mdy"
    return None if first == second else "both"


class Instants:
    """The reader of one column. It remembers each minute it met: a log has far fewer minutes than rows."""

    def __init__(self, zone: ZoneInfo, order: Order | None) -> None:
        self._zone = zone
        self._order = order
        self._minutes = _Minutes(self)
        self.twice = 0
        """Local times that came twice that night, read as the first."""

    def __call__(self, cell: object) -> Found:
        """UTC seconds; None for an empty cell; a reason for what is no instant."""
        return self.text(cell.strip()) if type(cell) is str else self._typed(cell)

    def column(self, cells: Sequence[object]) -> list[Any]:
        """The same for a whole column: at once where every cell has its seconds at the usual place."""
        minutes, second = self._minutes, _SECONDS
        try:
            return [minutes[cell[:17] + cell[19:]] + second[cell[17:19]] for cell in cells]  # type: ignore[index]
        except (KeyError, TypeError):
            return list(map(self, cells))

    def _typed(self, cell: object) -> Found:
        if cell is None:
            return None
        if isinstance(cell, bool):
            return Reason.BAD_INSTANT
        if isinstance(cell, int | float):
            return self._number(float(cell)) if abs(cell) < 1e18 else Reason.BAD_INSTANT
        if isinstance(cell, datetime):
            return _plausible(cell.timestamp()) if cell.tzinfo else self.local(cell)
        if isinstance(cell, date):
            return self.local(datetime(cell.year, cell.month, cell.day))  # noqa: DTZ001 — local by intent
        return Reason.BAD_INSTANT

    def text(self, text: str) -> Found:
        """The instant this text says."""
        if text.casefold() in NOTHING or text.strip("0-:/ T.") == "":
            return None
        if len(text) > 60:
            return Reason.BAD_INSTANT
        for pattern, read in (
            (_ISO, _ymd),
            (_PARTS, self._ordered),
            (_COMPACT, _ymd),
            (_NAMED, _named),
            (_NAMED_EN, _mdy),
        ):
            match = pattern.match(text)
            if match:
                found = read(match)
                return self._moment(found, match) if found else Reason.BAD_INSTANT
        try:
            return self._number(float(text.replace(",", ".")))
        except ValueError:
            return Reason.BAD_INSTANT

    def _ordered(self, match: re.Match[str]) -> tuple[int, int, int] | None:
        first, mark, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
        if year < 100:
            year += 2000
        order = self._order
        if mark == "." or (order is None and first > 12):
            order = "dmy"
        return (year, first, second) if order == "mdy" or (order is None and match[9]) else (year, second, first)

    def _moment(self, day: tuple[int, int, int], match: re.Match[str]) -> Found:
        hours, minutes, seconds, fraction, half, zone = match.groups()[-6:]
        hour = int(hours or 0)
        if half:
            if not 1 <= hour <= 12:
                return Reason.BAD_INSTANT
            hour = hour % 12 + (12 if half[0] in "pP" else 0)
        # A service day may go on after midnight: 25:10 is ten past one of the next day.
        late, hour = (timedelta(days=1), hour - 24) if 24 <= hour < 30 else (timedelta(), hour)
        micro = int((fraction or "0")[:6].ljust(6, "0"))
        try:
            moment = datetime(*day, hour, int(minutes or 0), int(seconds or 0), micro) + late  # noqa: DTZ001
            if zone is None:
                return self.local(moment)
            return _plausible((moment - _offset(zone)).replace(tzinfo=UTC).timestamp())
        except (ValueError, OverflowError):
            return Reason.BAD_INSTANT

    def local(self, moment: datetime) -> Found:
        """A local time of the column's zone."""
        if not 1990 <= moment.year < 2100:
            return Reason.IMPOSSIBLE_INSTANT
        here = moment.replace(tzinfo=self._zone)
        first, second = here.utcoffset(), here.replace(fold=1).utcoffset()
        assert first is not None
        assert second is not None
        if first < second:
            return Reason.NONEXISTENT_LOCAL_TIME
        if first > second:
            self.twice += 1
        return _plausible(here.timestamp())

    def _number(self, value: float) -> Found:
        """Since 1970 in s, ms or µs; below 100,000 the days of a spreadsheet. Zero is nothing."""
        if value == 0:
            return None
        if 30_000 <= value < 100_000:
            return self.local(SERIAL_ZERO + timedelta(milliseconds=round(value * 86_400_000)))
        for worth in (1.0, 1e3, 1e6):
            if EARLIEST <= value / worth < LATEST:
                return value / worth
        return Reason.IMPOSSIBLE_INSTANT if value == value else Reason.BAD_INSTANT


class _Minutes(dict[str, float]):
    """The instants of whole minutes, by how they are written; what is not that plain is not there."""

    def __init__(self, instants: Instants) -> None:
        super().__init__()
        self._instants = instants

    def __missing__(self, key: str) -> float:
        if len(key) < 17 or key[16] != ":" or "." in key or "," in key:
            raise KeyError(key)
        before = self._instants.twice
        found = self._instants.text(f"{key[:17]}00{key[17:]}")
        if not isinstance(found, float) or self._instants.twice != before:
            self._instants.twice = before
            raise KeyError(key)
        if len(self) >= KEPT:
            self.clear()
        self[key] = found
        return found


def _ymd(match: re.Match[str]) -> tuple[int, int, int]:
    return int(match[1]), int(match[2]), int(match[3])


def _named(match: re.Match[str]) -> tuple[int, int, int] | None:
    month = _MONTHS.get(match[2].lower())
    return (int(match[3]), month, int(match[1])) if month else None


def _mdy(match: re.Match[str]) -> tuple[int, int, int] | None:
    month = _MONTHS.get(match[1].lower())
    return (int(match[3]), month, int(match[2])) if month else None


def _offset(zone: str) -> timedelta:
    if zone[0] not in "+-":
        return timedelta()
    digits = zone[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return ahead if zone[0] == "+" else -ahead


def _plausible(at: float) -> Found:
    return at if EARLIEST <= at < LATEST else Reason.IMPOSSIBLE_INSTANT
