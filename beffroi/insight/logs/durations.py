"""Durations as logs write them: 151, 151,4, 00:02:31, 2:31, 2 min 31 s, 2m31s, PT2M31S, 151000 (ms). Pure."""

import math
import re
from datetime import time, timedelta
from typing import Final

from beffroi.insight.logs.aside import Reason

Cell = object
UNITS: Final = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "day": 86400.0}
NOTHING: Final = frozenset({"", "-", "--", "—", "–", "n/a", "na", "nan", "null", "none", "nil", "\\n", "?", "vide"})

_SPACES: Final = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2008'’ "))
_NUMBER: Final = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d{1,2})?$")
_THOUSANDS_EN: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+$")
_THOUSANDS_FR: Final = re.compile(r"[+-]?\d{1,3}(\.\d{3})+,\d+$")
_CLOCK: Final = re.compile(r"(-)?(?:(\d{1,5}):)?(\d{1,5}):(\d{1,2}(?:[.,]\d+)?)$")
_SPOKEN: Final = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\W\d_]+|''|[\"'])?[.,]?\s*(?:(?:et|and)\s+)?", re.IGNORECASE)
_WORTH: Final = {
    **dict.fromkeys("j d jour jours day days".split(), 86400.0),
    **dict.fromkeys("h hr hrs heure heures hour hours".split(), 3600.0),
    **dict.fromkeys("m mn min mins minute minutes '".split(), 60.0),
    **dict.fromkeys("s sec secs seconde secondes second seconds \" ''".split(), 1.0),
    **dict.fromkeys("ms milliseconde millisecondes millisecond milliseconds".split(), 0.001),
}
_NEXT: Final = {86400.0: 3600.0, 3600.0: 60.0, 60.0: 1.0}


def seconds(cell: Cell, unit: str = "s") -> float | Reason | None:
    """The duration in seconds; None where the log says nothing, a reason where it says something impossible."""
    if isinstance(cell, str):
        text = cell.strip()
        found = _text(text, unit) if text.casefold() not in NOTHING else None
    elif cell is None:
        found = None
    elif isinstance(cell, bool):
        found = Reason.BAD_DURATION
    elif isinstance(cell, int | float):
        found = _finite(float(cell) * UNITS[unit]) if abs(cell) < 1e15 else Reason.BAD_DURATION
    elif isinstance(cell, timedelta):
        found = cell.total_seconds()
    elif isinstance(cell, time):
        found = cell.hour * 3600 + cell.minute * 60 + cell.second + cell.microsecond / 1e6
    else:
        found = Reason.BAD_DURATION
    if isinstance(found, float) and found < 0:
        return Reason.NEGATIVE_DURATION
    return found


def number(cell: Cell) -> float | None:
    """A number with a decimal point or comma, and thin or plain spaces between thousands; None for anything else."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return float(cell) if math.isfinite(cell) and abs(cell) < 1e15 else None
    text = str(cell).translate(_SPACES)
    if len(text) > 40:
        return None
    if _THOUSANDS_EN.match(text):
        text = text.replace(",", "")
    elif _THOUSANDS_FR.match(text):
        text = text.replace(".", "")
    if not text.isascii() or not _NUMBER.match(text):
        return None
    value = float(text.replace(",", "."))
    return value if math.isfinite(value) else None


def _text(text: str, unit: str) -> float | Reason:
    if len(text) > 60:
        return Reason.BAD_DURATION
    plain = number(text)
    if plain is not None:
        return plain * UNITS[unit]
    clock = _CLOCK.match(text)
    if clock:
        return _clock(clock, unit)
    return _spoken(text)


def _spoken(text: str) -> float | Reason:
    """2 min 31 s, 1h02, PT2M31S: numbers and units in falling order; a last bare number is of the next unit."""
    minus, rest = text.startswith("-"), text.lstrip("-+ ").casefold()
    rest = rest.removeprefix("p").replace("t", "", 1) if rest.startswith("p") else rest
    total, before, at = 0.0, 1e9, 0
    while at < len(rest):
        part = _SPOKEN.match(rest, at)
        worth = _WORTH.get(part[2]) if part and part[2] else _NEXT.get(before)
        if part is None or worth is None or worth >= before:
            return Reason.BAD_DURATION
        total += float(part[1].replace(",", ".")) * worth
        before, at = worth, part.end()
    return -total if minus else total if before < 1e9 else Reason.BAD_DURATION


def _clock(clock: re.Match[str], unit: str) -> float | Reason:
    """h:mm:ss, or mm:ss; two parts are hours and minutes only where the column says hours."""
    minus, hours, minutes, rest = clock.groups()
    last = float(rest.replace(",", "."))
    if last >= 60 or (hours is not None and int(minutes) >= 60):
        return Reason.BAD_DURATION
    if hours is None and unit == "h":
        total = int(minutes) * 3600 + last * 60
    else:
        total = int(hours or 0) * 3600 + int(minutes) * 60 + last
    return -total if minus else float(total)


def _finite(value: float) -> float | Reason:
    return value if math.isfinite(value) else Reason.BAD_DURATION
