"""Sums by queue, day, quarter-hour, agent or channel: the groups of `--by`, and the whole as their sum. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from beffroi.insight.logs.bulk import add_rows
from beffroi.insight.logs.cells import Memo
from beffroi.insight.logs.errors import BadMapping, TooManyGroups
from beffroi.insight.logs.rows import Rows
from beffroi.measures.contact import Contact
from beffroi.measures.fold import add_contact
from beffroi.measures.primitives import Primitives, total
from beffroi.measures.rules import Rules

BY: Final = ("queue", "day", "quarter", "agent", "channel")
QUARTER_S: Final = 900
GROUPS_MOST: Final = 250_000


def quarters_of(rows: Rows) -> list[float]:
    """The quarter-hour of each arrival, counted from 1970."""
    return [at // QUARTER_S for at in rows.at]


class Groups:
    """The sums of each group met so far."""

    def __init__(self, by: Sequence[str], zone: ZoneInfo, rules: Rules) -> None:
        unknown = [one for one in by if one not in BY]
        if unknown:
            raise BadMapping(f"--by does not know “{unknown[0][:40]}”; it knows: {', '.join(BY)}.")
        self.by = tuple(dict.fromkeys(by))
        self._zone, self._rules = zone, rules
        self._groups: dict[Any, Primitives] = {}
        self._days: Memo = Memo(self._day)

    def add(self, rows: Rows) -> None:
        """Count these rows."""
        add_rows(rows, self._keys(rows), self._group, self._rules)

    def add_contacts(self, contacts: Iterable[Contact]) -> None:
        """Count these contacts one by one."""
        for one in contacts:
            quarter = one.arrived_at // QUARTER_S
            parts = {"queue": one.queue, "agent": one.agent, "channel": one.channel, "quarter": quarter}
            if "day" in self.by:
                parts["day"] = self._days[quarter]
            add_contact(self._group(tuple(parts[name] for name in self.by)), one, self._rules)

    def whole(self) -> Primitives:
        """The sum of all groups."""
        return total(self._groups.values())

    def sorted(self) -> Iterator[tuple[dict[str, str], Primitives]]:
        """Each group under its names, in order."""
        for key in sorted(self._groups, key=lambda key: tuple((part is None, part) for part in key)):
            yield {name: self._shown(name, part) for name, part in zip(self.by, key, strict=True)}, self._groups[key]

    def __len__(self) -> int:
        return len(self._groups)

    def _group(self, key: Any) -> Primitives:
        found = self._groups.get(key)
        if found is None:
            if len(self._groups) >= GROUPS_MOST:
                raise TooManyGroups(f"More than {GROUPS_MOST} groups: group by fewer things.")
            found = self._groups[key] = Primitives()
        return found

    def _keys(self, rows: Rows) -> Sequence[Any]:
        if not self.by:
            return [()] * len(rows.at)
        quarters = quarters_of(rows) if {"day", "quarter"} & set(self.by) else []
        columns: dict[str, Sequence[Any]] = {
            "queue": rows.queue, "agent": rows.agent, "channel": rows.channel, "quarter": quarters,
            "day": [self._days[quarter] for quarter in quarters] if "day" in self.by else [],
        }  # fmt: skip
        return list(zip(*(columns[name] for name in self.by), strict=True))

    def _day(self, quarter: float) -> str:
        return datetime.fromtimestamp(quarter * QUARTER_S, self._zone).date().isoformat()

    def _shown(self, name: str, part: Any) -> str:
        if name == "quarter":
            return datetime.fromtimestamp(part * QUARTER_S, self._zone).isoformat(timespec="minutes")
        return "" if part is None else str(part)
