"""A day as people describe it: queues, volumes by interval, how long contacts last, who is there. See docs/whatif.md.

Text in, a day out; whoever opens the files is `verb.py`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from beffroi.kernel.ids import AgentId, InteractionId, QueueId, TeamId
from beffroi.routing.model import AgentProfile, Membership, QueueRules
from beffroi.routing.states import Presence
from beffroi.wfm.errors import BadDay
from beffroi.wfm.fields import Fields, instant, minutes_of, parsed, plain, unknown
from beffroi.wfm.model import (
    ACCEPT_S,
    HANDLING_S,
    PATIENCE_S,
    REPLY_S,
    WRAP_UP_PART,
    Arrival,
    Day,
    Flow,
    Habits,
    Moment,
    Patience,
    Ruled,
    Spread,
    Staff,
    Stint,
)

LAST_S: Final = 4 * 3600.0
"""Whoever came before the end is served for so long after it, while anybody is there."""

CHANNELS: Final = ("chat", "voice", "email", "sms", "social", "form", "letter", "video", "whatsapp")
AT_ONCE: Final = {"chat": 2, "email": 1}
JITTER_S: Final = 450.0
_UNFIT: Final = re.compile(r"[^a-z0-9]+")


def read_day(text: str, beside: Callable[[str], str], name: str = "") -> Day:
    """The day this file describes. `beside` reads a file next to it, which it may name for its arrivals."""
    file = Fields(parsed(text, lambda why: BadDay(f"{name}: {why}")), "", lambda why: BadDay(f"{name}: {why}"))
    return _Reader(file, beside, name).day()


class _Reader:
    """Reads one file; `day` once."""

    def __init__(self, file: Fields, beside: Callable[[str], str], name: str) -> None:
        self._file, self._beside, self._name = file, beside, name
        self._date = _date(file)
        self._zone = _zone(file)
        self._queues: dict[str, QueueRules] = {}
        self._channels: dict[str, str] = {}
        self._habits: dict[QueueId, Habits] = {}
        self._flows: list[Flow] = []
        self._arrivals: list[Arrival] = []
        self._staff: list[Staff] = []

    def day(self) -> Day:
        file = self._file
        queues = file.inner("queues")
        for name in queues.names():
            self._queue(name, queues.inner(name))
        if file.has("arrivals"):
            self._read_table(file.text("arrivals"))
        for group in file.each("staff"):
            self._group(group)
        begins, ends = self._hours()
        file.end()
        return Day(
            from_at=begins,
            to_at=ends,
            last_at=ends + LAST_S,
            queues=tuple(Ruled(begins, rules) for rules in self._queues.values()),
            staff=tuple(self._staff),
            arrivals=tuple(self._arrivals),
            flows=tuple(self._flows),
            habits=self._habits,
            zone=self._zone.key,
        )

    def _hours(self) -> tuple[float, float]:
        """From the first arrival or shift to the last arrival, where the file does not say."""
        starts = [one.from_at for one in self._flows] + [one.at for one in self._arrivals]
        stops = [one.to_at for one in self._flows] + [one.at + 1 for one in self._arrivals]
        if not starts:
            raise self._file.wrong("queues", "nobody comes: “arrivals” is missing in every queue.")
        starts += [one.moments[0].at for one in self._staff if one.moments]
        file = self._file
        begins = self._at(file.clock("from")) if file.has("from") else min(starts)
        ends = self._at(file.clock("to")) if file.has("to") else max(stops)
        if begins >= ends:
            raise file.wrong("to", "is not after “from”.")
        return begins, ends

    # Queues

    def _queue(self, name: str, told: Fields) -> None:
        rules = {"id": name, "name": told.text("name", name)}
        if told.has("rules"):
            told.inner("rules")
            rules |= plain(told.raw("rules"))
        try:
            self._queues[name] = msgspec.convert(rules, QueueRules)
        except msgspec.ValidationError as problem:
            raise told.wrong("rules", _said(problem)) from None
        unmeant = set(rules) - set(QueueRules.__struct_fields__)
        if unmeant:
            raise told.wrong("rules", unknown(min(unmeant), QueueRules.__struct_fields__, "rule"))
        self._channels[name] = told.known("channel", told.text("channel", "chat"), CHANNELS)
        self._habits[QueueId(name)] = _habits(told)
        for number, one in enumerate(told.each("arrivals")):
            self._interval(name, f"{name}/{number}", one)
        told.end()

    def _interval(self, queue: str, name: str, one: Fields) -> None:
        """A volume over an interval, or one for each quarter-hour from its beginning."""
        begins, channel = one.clock("from"), self._channels[queue]
        if one.has("quarters"):
            for place, volume in enumerate(one.words("quarters")):
                self._flow(f"{name}.{place}", queue, channel, begins + 15 * place, 15, _volume(one, volume))
        else:
            ends = one.clock("to")
            if ends <= begins:
                raise one.wrong("to", "is not after “from”.")
            self._flow(name, queue, channel, begins, ends - begins, one.number("volume", most=1e6))
        one.end()

    def _flow(self, name: str, queue: str, channel: str, from_min: int, minutes: int, volume: float) -> None:
        begins, ends = self._at(from_min), self._at(from_min + minutes)
        self._flows.append(Flow(name, begins, ends, QueueId(queue), channel, volume))

    # The table of arrivals

    def _read_table(self, path: str) -> None:
        """Intervals with their volume (queue, from, to, volume), or customers one by one (at, queue…)."""
        rows = csv.reader(_lines(self._beside(path)), delimiter=_separator(self._beside(path)))
        head = [one.strip().casefold() for one in next(rows, [])]
        takes = self._customer if "at" in head else self._volume_of
        wanted = ("at", "queue") if "at" in head else ("queue", "from", "to", "volume")
        for name in wanted:
            if name not in head:
                raise BadDay(f"{path}, line 1: {unknown(name, head, 'column')}")
        for line, row in enumerate(rows, 2):
            if not any(cell.strip() for cell in row):
                continue
            if len(row) != len(head):
                raise BadDay(f"{path}, line {line}: {len(row)} cells under {len(head)} headings.")
            cells = {name: cell.strip() for name, cell in zip(head, row, strict=True) if cell.strip()}
            told = Fields(cells, "", lambda why, line=line: BadDay(f"{path}, line {line}: {why}"))  # type: ignore[misc]
            queue = told.known("queue", told.text("queue"), self._queues)
            takes(queue, line, told)
            told.end()

    def _volume_of(self, queue: str, line: int, told: Fields) -> None:
        begins, ends = told.clock("from"), told.clock("to")
        if ends <= begins:
            raise told.wrong("to", "is not after “from”.")
        channel = told.known("channel", told.text("channel", self._channels[queue]), CHANNELS)
        self._flow(f"{queue}/l{line}", queue, channel, begins, ends - begins, told.number("volume", most=1e6))

    def _customer(self, queue: str, line: int, told: Fields) -> None:
        seconds: dict[str, Any] = {
            name: told.number(name, most=86_400) if told.has(name) else None
            for name in ("patience_s", "talk_s", "wrap_up_s")
        }
        self._arrivals.append(
            Arrival(
                id=InteractionId(told.text("id", f"l{line}")),
                at=self._second(told),
                queue=QueueId(queue),
                channel=told.known("channel", told.text("channel", self._channels[queue]), CHANNELS),
                jitter_s=JITTER_S,
                **seconds,
            )
        )

    def _second(self, told: Fields) -> float:
        """09:30:15, or 09:30."""
        clock, _, seconds = told.text("at").partition(":")[2].partition(":")
        minutes = minutes_of(f"{told.text('at').partition(':')[0]}:{clock}")
        if minutes is None or (seconds and not (seconds.replace(".", "", 1).isdecimal() and float(seconds) < 60)):
            raise told.wrong("at", f"a time such as 09:30:15 is expected, not “{told.text('at')[:40]}”.")
        return self._at(minutes) + float(seconds or 0)

    # Staff

    def _group(self, group: Fields) -> None:
        name = group.text("name")
        queues = {QueueId(queue): place for queue, place in self._memberships(group)}
        capacity = self._capacity(group, queues)
        profile = AgentProfile(AgentId(""), TeamId(group.text("team", name)), group.levels("skills"), queues, capacity)
        hours, pauses = group.spans("hours"), group.spans("pauses")
        if not hours:
            raise group.wrong("hours", "is missing: when they are there, such as 09:00-17:00.")
        reason, pace = group.text("reason", "pause"), group.number("pace", 1.0, 0.1, 10)
        count = group.whole("count", 1, 1, 20_000)
        group.end()
        moments = tuple(self._moments(hours, pauses, reason))
        for number in range(1, count + 1):
            who = AgentId(f"{_slug(name)}-{number}" if count > 1 else _slug(name))
            if any(one.id == who for one in self._staff):
                raise group.wrong("name", f"“{name}” is there twice.")
            stint = Stint(moments[0].at, msgspec.structs.replace(profile, id=who))
            self._staff.append(Staff((stint,), moments, f"{name} {number}" if count > 1 else name, name, pace))

    def _memberships(self, group: Fields) -> Iterator[tuple[str, Membership]]:
        """A list of queues, or queues with the agents' priority in each."""
        if isinstance(group.raw("queues"), dict):
            told = group.inner("queues")
            for queue in told.names():
                told.known(queue, queue, self._queues)
                yield queue, Membership(told.whole(queue, least=1, most=99))
        else:
            for queue in group.words("queues"):
                yield group.known("queues", queue, self._queues), Membership()

    def _capacity(self, group: Fields, queues: dict[QueueId, Membership]) -> dict[str, int]:
        """How many at once on each channel: as the file says, else as usual on the channels of their queues."""
        channels = {self._channels[queue] for queue in queues}
        usual = {channel: AT_ONCE.get(channel, 1) for channel in channels} | {"callback": 1}
        if not group.has("capacity"):
            return usual
        told = group.inner("capacity")
        for channel in told.names():
            usual[told.known(channel, channel, (*CHANNELS, "callback"))] = told.whole(channel, least=0, most=50)
        return usual

    def _moments(self, hours: list[tuple[int, int]], pauses: list[tuple[int, int]], reason: str) -> Iterator[Moment]:
        said: list[tuple[int, str, str | None]] = [(begins, Presence.READY, None) for begins, _ in hours]
        said += [(begins, Presence.NOT_READY, reason) for begins, _ in pauses]
        said += [(ends, Presence.READY, None) for _, ends in pauses]
        said += [(ends, Presence.LOGGED_OUT, None) for _, ends in hours]
        for minutes, state, why in sorted(said, key=lambda one: one[0]):
            yield Moment(self._at(minutes), state, why)

    def _at(self, minutes: int) -> float:
        return instant(self._date, minutes, self._zone)


def _habits(told: Fields) -> Habits:
    handling = told.inner("handling") if told.has("handling") else None
    mean_s, cv, wrap_up_s = HANDLING_S, 0.8, None
    if handling is not None:
        mean_s, cv = handling.number("mean_s", HANDLING_S, 0, 86_400), handling.number("cv", 0.8, 0, 10)
        wrap_up_s = handling.number("wrap_up_s", mean_s * WRAP_UP_PART, 0, 86_400)
        if wrap_up_s > mean_s:
            raise handling.wrong("wrap_up_s", "is more than “mean_s”, of which it is a part.")
        handling.end()
    wrap_up_s = mean_s * WRAP_UP_PART if wrap_up_s is None else wrap_up_s
    patience_s = told.number("patience_s", PATIENCE_S, 0, 1e6)
    return Habits(
        talk=Spread(mean_s - wrap_up_s, cv),
        wrap_up=Spread(wrap_up_s, cv),
        patience=Patience(patience_s) if patience_s else None,
        accept=Spread(told.number("accept_s", ACCEPT_S, 0, 600), 0.5),
        reply=Spread(told.number("reply_s", REPLY_S, 0, 3600), 0.5),
    )


def _volume(one: Fields, written: str) -> float:
    try:
        volume = float(written.replace(",", "."))
    except ValueError:
        raise one.wrong("quarters", f"numbers are expected, not “{written[:40]}”.") from None
    if not 0 <= volume <= 1e6:
        raise one.wrong("quarters", f"{volume:g} is not between 0 and 1,000,000.")
    return volume


def _date(file: Fields) -> date:
    try:
        return date.fromisoformat(file.text("day"))
    except ValueError:
        raise file.wrong("day", f"a date such as 2026-11-20 is expected, not “{file.text('day')[:40]}”.") from None


def _zone(file: Fields) -> ZoneInfo:
    name = file.text("zone", "Europe/Paris")
    try:
        return ZoneInfo(name)
    except (ValueError, KeyError, OSError):
        raise file.wrong("zone", f"there is no zone “{name[:40]}”. Such as: Europe/Paris.") from None


def _said(problem: msgspec.ValidationError) -> str:
    """What msgspec says, with the path it names in front."""
    said, _, path = str(problem).partition(" - at `")
    return f"{path.rstrip('`').lstrip('$.')}: {said}." if path else f"{said}."


def _lines(text: str) -> list[str]:
    return text.lstrip("\ufeff").splitlines()


def _separator(text: str) -> str:
    head = next(iter(_lines(text)), "")
    return max(",;\t", key=head.count)


def _slug(name: str) -> str:
    import unicodedata

    ascii_only = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return _UNFIT.sub("-", ascii_only).strip("-")[:40] or "agent"
