"""What should be otherwise, as a file says it: agents elsewhere, more or fewer of them, other hours, rules, volumes.

Text in, a change out, in which every name is known to the day it is for. See docs/whatif.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from beffroi.calendars.model import Calendar, Span
from beffroi.kernel.ids import AgentId, QueueId
from beffroi.routing.model import Membership, QueueRules
from beffroi.routing.rules import Levels
from beffroi.wfm.errors import BadChange
from beffroi.wfm.fields import Fields, parsed, plain, unknown
from beffroi.wfm.model import Day, Staff

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY_MIN: Final = 1440


class Moving(msgspec.Struct, frozen=True):
    """Between two clock times these agents have these queues (whole) or these skills (laid over theirs)."""

    agents: tuple[AgentId, ...]
    from_min: int = 0
    to_min: int = DAY_MIN
    queues: dict[QueueId, Membership] | None = None
    skills: Levels | None = None


class Adding(msgspec.Struct, frozen=True):
    """So many more agents like this one; there when they are, or between two clock times."""

    like: AgentId
    count: int = 1
    from_min: int | None = None
    to_min: int | None = None


class Removing(msgspec.Struct, frozen=True):
    """These agents are not there: all day, or between two clock times."""

    agents: tuple[AgentId, ...]
    from_min: int = 0
    to_min: int = DAY_MIN


class QueueChange(msgspec.Struct, frozen=True):
    """One queue: volume and handling times by a factor, other hours, rules by their paths."""

    volume: float = 1.0
    handling: float = 1.0
    hours: Calendar | None = None
    rules: dict[str, Any] = {}


class Change(msgspec.Struct, frozen=True):
    """All of it, in the order in which it is applied. `wide` is for every queue."""

    movings: tuple[Moving, ...] = ()
    addings: tuple[Adding, ...] = ()
    removings: tuple[Removing, ...] = ()
    queues: dict[QueueId, QueueChange] = {}
    wide: QueueChange = QueueChange()


def read_change(text: str, day: Day, name: str = "") -> Change:
    """The change this file describes, for this day."""

    def complain(why: str) -> BadChange:
        return BadChange(f"{name}: {why}" if name else why)

    file = Fields(parsed(text, complain), "", complain)
    reader = _Reader(day)
    change = Change(
        movings=tuple(reader.moving(one) for one in file.each("move")),
        addings=tuple(reader.adding(one) for one in file.each("add")),
        removings=tuple(reader.removing(one) for one in file.each("remove")),
        queues=reader.queues(file.inner("queues")) if file.has("queues") else {},
        wide=QueueChange(volume=_factor(file, "volume"), handling=_factor(file, "handling")),
    )
    file.end()
    return change


class _Reader:
    """Knows the day's names."""

    def __init__(self, day: Day) -> None:
        self._day = day
        self._rules = {one.rules.id: one.rules for one in day.queues}
        self._named: dict[str, list[AgentId]] = {}
        for staff in day.staff:
            for name in _names_of(staff):
                self._named.setdefault(name.casefold(), []).append(staff.id)

    def moving(self, one: Fields) -> Moving:
        agents, (begins, ends) = self._agents(one), self._between(one)
        queues = dict(self._memberships(one)) if one.has("queues") else None
        skills = one.levels("skills") or None
        if queues is None and skills is None:
            raise one.wrong("queues", "is missing: where they go, or which skills they have.")
        one.end()
        return Moving(agents, begins, ends, queues, skills)

    def adding(self, one: Fields) -> Adding:
        like = self._of(one, "like", one.text("like"))[0]
        begins, ends = one.clock("from") if one.has("from") else None, one.clock("to") if one.has("to") else None
        if (begins is None) != (ends is None):
            raise one.wrong("to" if ends is None else "from", "is missing: both, or neither.")
        if begins is not None and ends is not None and ends <= begins:
            raise one.wrong("to", "is not after “from”.")
        count = one.whole("count", 1, 1, 1000)
        one.end()
        return Adding(like, count, begins, ends)

    def removing(self, one: Fields) -> Removing:
        agents, (begins, ends) = self._agents(one), self._between(one)
        one.end()
        return Removing(agents, begins, ends)

    def queues(self, told: Fields) -> dict[QueueId, QueueChange]:
        found = {}
        for name in told.names():
            queue = self._queue(told, name, name)
            one = told.inner(name)
            rules = plain(one.raw("rules")) if one.has("rules") else {}
            if one.has("rules"):
                one.inner("rules")
                self._check(one, queue, rules)
            found[queue] = QueueChange(
                volume=_factor(one, "volume"),
                handling=_factor(one, "handling"),
                hours=self._calendar(one) if one.has("hours") else None,
                rules=rules,
            )
            one.end()
        return found

    def _check(self, one: Fields, queue: QueueId, rules: dict[str, Any]) -> None:
        for path, value in rules.items():
            try:
                with_rules(self._rules[queue], {path: value})
            except ValueError as problem:
                raise one.wrong(f"rules.{path}", str(problem)) from None

    def _calendar(self, one: Fields) -> Calendar:
        """The same hours every day, or hours by weekday; a day that is not named is closed."""
        if not isinstance(one.raw("hours"), dict):
            spans = tuple(Span(*span) for span in one.spans("hours"))
            return Calendar(self._day.zone, (spans,) * 7)
        told = one.inner("hours")
        for name in told.names():
            told.known(name, name, WEEKDAYS)
        week = tuple(tuple(Span(*span) for span in told.spans(name)) for name in WEEKDAYS)
        return Calendar(self._day.zone, week)

    def _agents(self, one: Fields) -> tuple[AgentId, ...]:
        """Agents by id or name, or all of a team or group by its name; of those the first `count`."""
        words = one.words("agents")
        if not words:
            raise one.wrong("agents", "is missing: ids, names, or the name of a team.")
        found = list(dict.fromkeys(agent for word in words for agent in self._of(one, "agents", word)))
        count = one.whole("count", len(found), 1)
        if count > len(found):
            raise one.wrong("count", f"there are only {len(found)} of them.")
        return tuple(found[:count])

    def _of(self, one: Fields, field: str, word: str) -> list[AgentId]:
        found = self._named.get(word.casefold())
        if not found:
            names = {name for staff in self._day.staff for name in _names_of(staff)}
            raise one.wrong(field, unknown(word, names, "agent or team"))
        return found

    def _between(self, one: Fields) -> tuple[int, int]:
        begins, ends = one.clock("from", 0), one.clock("to", DAY_MIN)
        if ends <= begins:
            raise one.wrong("to", "is not after “from”.")
        return begins, ends

    def _memberships(self, one: Fields) -> Iterable[tuple[QueueId, Membership]]:
        if not isinstance(one.raw("queues"), dict):
            for name in one.words("queues"):
                yield self._queue(one, "queues", name), Membership()
            return
        told = one.inner("queues")
        for name in told.names():
            yield self._queue(told, name, name), Membership(told.whole(name, least=1, most=99))

    def _queue(self, one: Fields, field: str, name: str) -> QueueId:
        """By its id, or the name on the screen."""
        by_name = {rules.name.casefold(): queue for queue, rules in self._rules.items()}
        found = QueueId(name) if name in self._rules else by_name.get(name.casefold())
        if found is None:
            raise one.wrong(field, unknown(name, self._rules, "queue"))
        return found


def with_rules(rules: QueueRules, told: dict[str, Any]) -> QueueRules:
    """The same rules but for what is told by path (`wrap_up.limit_s`); ValueError says what is wrong."""
    fields: dict[str, Any] = msgspec.to_builtins(rules)
    for path, value in told.items():
        _put(fields, path.split("."), value)
    try:
        return msgspec.convert(fields, QueueRules)
    except msgspec.ValidationError as problem:
        said, _, where = str(problem).partition(" - at `$.")
        raise ValueError(f"{said}{f' ({where.rstrip(chr(96))})' if where else ''}.") from None


def _put(fields: Any, path: list[str], value: Any) -> None:
    for place, name in enumerate(path):
        if not isinstance(fields, dict):
            raise ValueError(f"“{'.'.join(path[:place])}” has no parts.")
        free = place and path[place - 1] in ("mandatory", "channels", "care", "skills")
        if name not in fields and not free:
            raise ValueError(unknown(name, fields, "rule"))
        if place == len(path) - 1:
            fields[name] = value
        elif fields.get(name) is None:
            raise ValueError(f"“{'.'.join(path[: place + 1])}” is not set: give all of it.")
        else:
            fields = fields[name]


def _factor(one: Fields, name: str) -> float:
    return one.number(name, 1.0, 0, 20)


def _names_of(staff: Staff) -> list[str]:
    """What this agent is called by: their id, their name, their team."""
    team = str(staff.stints[0].profile.team)
    return [one for one in dict.fromkeys((str(staff.id), staff.name, staff.group, team)) if one]
