"""Cells that are neither instants nor durations: names, yes and no, whole numbers, channels. Pure."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from beffroi.insight.logs.aside import readable
from beffroi.insight.logs.durations import NOTHING, number
from beffroi.insight.logs.outcomes import plain
from beffroi.insight.logs.table import Cell

KEPT: Final = 100_000
YES: Final = frozenset("yes y oui o true vrai 1 x ok resolu transfere abandonne abandoned".split())
NO: Final = frozenset("no n non false faux 0".split())
SPOKEN: Final = {
    "voice": "voice phone call telephone tel voix appel audio inbound call appels sda",
    "chat": "chat messagerie message messaging webchat livechat tchat whatsapp",
    "email": "email mail courriel e mail mails",
    "sms": "sms texto",
    "social": "social facebook messenger instagram twitter x",
    "form": "form formulaire web form",
}
CHANNELS: Final = {one: channel for channel, words in SPOKEN.items() for one in words.split()}


class Memo(dict[Any, Any]):
    """What each distinct cell means."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, cell: Any) -> Any:
        found = self._read(cell)
        if len(self) >= KEPT:
            self.clear()
        self[cell] = found
        return found


def joined(day: Cell, hour: Cell) -> Cell:
    """A date and a time of day in two cells, as one."""
    if isinstance(day, str) and isinstance(hour, str):
        if ":" in day:
            return day
        return hour if len(hour) > 12 else f"{day.strip()} {hour.strip()}"
    if isinstance(hour, datetime):
        return hour
    if isinstance(day, date) and isinstance(hour, timedelta | time):
        begin = datetime(day.year, day.month, day.day)  # noqa: DTZ001 — local by intent
        return begin + hour if isinstance(hour, timedelta) else datetime.combine(begin, hour)
    if isinstance(day, str):
        return f"{day.strip()} {hour}"
    return day


def label(cell: Cell) -> str | None:
    """A name; nothing where the log says nothing."""
    text = "" if cell is None else str(cell).strip()
    return None if text.casefold() in NOTHING else readable(text)


def flag(cell: Cell) -> bool | None:
    """Yes or no in the usual words; a number above zero is yes."""
    if cell is None or isinstance(cell, bool):
        return cell
    text = plain(str(cell))
    if text in YES:
        return True
    if text in NO:
        return False
    found = number(cell)
    return found > 0 if found is not None else None


def whole(cell: Cell) -> int | None:
    """A whole number, or nothing."""
    found = number(cell) if cell is not None else None
    return int(found) if found is not None and found == int(found) and abs(found) < 1e9 else None


def channel_of(cell: Cell) -> str:
    """The channel in our words, or as the log says it."""
    text = plain(str(cell)) if cell is not None else ""
    return CHANNELS.get(text) or CHANNELS.get(text.split(" ")[0], text or "voice") if text else "voice"
