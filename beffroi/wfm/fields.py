"""Fields of a file that people write: every complaint names the place, and the line where there is one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Any, Final
from zoneinfo import ZoneInfo

import yaml

from beffroi.kernel.errors import Invalid
from beffroi.kernel.ids import Instant

LINE: Final = "__line__"
DAY_MIN: Final = 1440
Complaint = Callable[[str], Invalid]


class _Loader(yaml.SafeLoader):
    """YAML with the line of each mapping, clock times as they are written, and no key twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {LINE: node.start_mark.line + 1}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in found:
            raise yaml.constructor.ConstructorError(None, None, f"“{key}” is there twice", key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_AS_WRITTEN: Final = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("timestamp", "int", "float"))
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _AS_WRITTEN]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def parsed(text: str, complain: Complaint) -> dict[str, Any]:
    """The file's mapping. Numbers are kept as they are written: 16:00 is a time, not 960."""
    try:
        found = yaml.load(text, _Loader)  # noqa: S506 — a safe loader, with lines
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        raise complain(f"{where}{problem.problem or 'this is not YAML'}.") from problem
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        raise complain("this is not YAML.") from problem
    if not isinstance(found, dict):
        raise complain("a mapping is expected: “name: value” lines.")
    return found


class Fields:
    """One mapping of the file, at `path`. What is read is known; `end` complains of whatever else stands there."""

    def __init__(self, found: Any, path: str, complain: Complaint, line: int = 0) -> None:
        if not isinstance(found, dict):
            raise complain(f"{_at(line)}{path}: “name: value” lines are expected, not {_shown(found)}.")
        self.path = path
        self.line = int(found.get(LINE, line))
        self._found = found
        self._complain = complain
        self._read: set[str] = {LINE}

    def wrong(self, name: str, why: str) -> Invalid:
        """The complaint about a field."""
        return self._complain(f"{_at(self.line)}{self._path(name)}: {why}")

    def has(self, name: str) -> bool:
        self._read.add(name)
        return self._found.get(name) is not None

    def raw(self, name: str) -> Any:
        """As it stands there; complains when it does not."""
        if not self.has(name):
            raise self.wrong(name, "is missing.")
        return self._found[name]

    def text(self, name: str, default: str | None = None) -> str:
        if default is not None and not self.has(name):
            return default
        value = self.raw(name)
        if isinstance(value, (dict, list)):
            raise self.wrong(name, f"a word is expected, not {_shown(value)}.")
        return str(value)

    def number(self, name: str, default: float | None = None, least: float = 0.0, most: float = 1e9) -> float:
        if default is not None and not self.has(name):
            return default
        try:
            value = float(str(self.raw(name)).replace(",", "."))
        except ValueError:
            raise self.wrong(name, f"a number is expected, not {_shown(self.raw(name))}.") from None
        if not least <= value <= most:
            raise self.wrong(name, f"{value:g} is not between {least:g} and {most:g}.")
        return value

    def whole(self, name: str, default: int | None = None, least: int = 0, most: int = 1_000_000) -> int:
        value = self.number(name, None if default is None else float(default), least, most)
        if value != int(value):
            raise self.wrong(name, f"a whole number is expected, not {value:g}.")
        return int(value)

    def clock(self, name: str, default: int | None = None) -> int:
        """Minutes since midnight, written 09:30."""
        if default is not None and not self.has(name):
            return default
        minutes = minutes_of(self.text(name))
        if minutes is None:
            raise self.wrong(name, f"a time such as 09:30 is expected, not {_shown(self.raw(name))}.")
        return minutes

    def span(self, name: str) -> tuple[int, int]:
        """Two clock times, written 09:00-17:30."""
        return self._span(name, self.raw(name))

    def spans(self, name: str) -> list[tuple[int, int]]:
        """A list of spans, or one; none where there is nothing."""
        if not self.has(name):
            return []
        found = self._found[name]
        return [self._span(name, one) for one in (found if isinstance(found, list) else [found])]

    def _span(self, name: str, written: Any) -> tuple[int, int]:
        begins, dash, ends = str(written).replace("–", "-").replace(" ", "").partition("-")
        first, last = minutes_of(begins), minutes_of(ends)
        if not dash or first is None or last is None or first >= last:
            raise self.wrong(name, f"times such as 09:00-17:30 are expected, not {_shown(written)}.")
        return first, last

    def levels(self, name: str) -> dict[str, int]:
        """Names with whole numbers from 1 to 5; none where there is nothing."""
        if not self.has(name):
            return {}
        inner = self.inner(name)
        return {key: inner.whole(key, least=1, most=5) for key in inner.names()}

    def inner(self, name: str) -> Fields:
        """The mapping under this name."""
        return Fields(self.raw(name), self._path(name), self._complain, self.line)

    def each(self, name: str) -> list[Fields]:
        """The mappings of the list under this name; none where there is nothing."""
        if not self.has(name):
            return []
        found = self._found[name]
        if not isinstance(found, list):
            raise self.wrong(name, f"a list is expected (lines that begin with “-”), not {_shown(found)}.")
        return [Fields(one, f"{self._path(name)}[{n}]", self._complain, self.line) for n, one in enumerate(found)]

    def words(self, name: str) -> list[str]:
        """A list of words, or one word; none where there is nothing."""
        if not self.has(name):
            return []
        found = self._found[name]
        several = found if isinstance(found, list) else [found]
        if any(isinstance(one, (dict, list)) for one in several):
            raise self.wrong(name, "words are expected.")
        return [str(one) for one in several]

    def names(self) -> list[str]:
        """The names that stand there; they count as read."""
        found = [name for name in self._found if name != LINE]
        self._read.update(found)
        return found

    def known(self, name: str, value: str, among: Iterable[str]) -> str:
        """The value, if it is one of these; else a complaint with the nearest of them."""
        choices = list(among)
        if value in choices:
            return value
        raise self.wrong(name, unknown(value, choices))

    def end(self) -> None:
        """Nothing else stands there."""
        for name in self._found:
            if name not in self._read:
                raise self.wrong(name, unknown(name, [one for one in self._read if one != LINE], "field"))

    def _path(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def unknown(value: str, among: Iterable[str], what: str = "name") -> str:
    """That nothing is called so, and what was probably meant."""
    choices = sorted(set(among))
    lower = {one.casefold(): one for one in choices}
    near = get_close_matches(value.casefold(), list(lower), 1, 0.5)
    if near:
        return f"there is no {what} “{value[:60]}”. Did you mean “{lower[near[0]]}”?"
    return f"there is no {what} “{value[:60]}”. Known: {', '.join(choices[:12])}{'…' if len(choices) > 12 else ''}."


def minutes_of(text: str) -> int | None:
    """09:30, 9h30, 9 h or 24:00 as minutes since midnight."""
    hours, _, minutes = text.strip().casefold().replace("h", ":").replace(" ", "").partition(":")
    if not (hours.isascii() and hours.isdecimal() and (not minutes or (minutes.isascii() and minutes.isdecimal()))):
        return None
    found = int(hours) * 60 + int(minutes or 0)
    return found if found <= DAY_MIN and int(minutes or 0) < 60 else None


def instant(day: date, minutes: int, zone: ZoneInfo) -> Instant:
    """The instant of a clock time on this day."""
    on = day + timedelta(days=minutes // DAY_MIN)
    at = time(minutes % DAY_MIN // 60, minutes % 60)
    return datetime.combine(on, at, tzinfo=zone).timestamp()


def plain(found: Any) -> Any:
    """The same without the lines, and with numbers, yes and no as such."""
    if isinstance(found, dict):
        return {key: plain(value) for key, value in found.items() if key != LINE}
    if isinstance(found, list):
        return [plain(one) for one in found]
    if isinstance(found, str):
        for kind in (int, float):
            try:
                return kind(found)
            except ValueError:
                continue
    return found


def _at(line: int) -> str:
    return f"line {line}: " if line else ""


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"“{str(value)[:40]}”"
