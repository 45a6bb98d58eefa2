"""A log measured: the file in, every sum and everything set aside out. The pieces are pure; this puts them together."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from beffroi.insight.logs.aside import Reason, SetAside
from beffroi.insight.logs.columns import Columns, detected, mapped
from beffroi.insight.logs.detect import opened
from beffroi.insight.logs.errors import DatesUnclear, UnknownZone
from beffroi.insight.logs.grouped import Groups, quarters_of
from beffroi.insight.logs.instants import Order, order_of
from beffroi.insight.logs.interpret import Interpreter
from beffroi.insight.logs.outcomes import table as outcome_table
from beffroi.insight.logs.rows import Rows, contacts
from beffroi.insight.logs.table import Table
from beffroi.measures.contact import Contact, Outcome
from beffroi.measures.primitives import Primitives
from beffroi.measures.recontacts import followed
from beffroi.measures.rules import DEFAULT, Rules

FIRST_LINES: Final = 5
FOLLOWED_MOST: Final = 200_000


@dataclass(frozen=True)
class Options:
    """What the person who measures chose."""

    by: tuple[str, ...] = ()
    rules: Rules = DEFAULT
    zone: str = "Europe/Paris"
    order: Order | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Report:
    """What a log holds."""

    options: Options
    kind: str
    vendor: str
    columns: Columns
    groups: Groups
    whole: Primitives = field(default_factory=Primitives)
    read: int = 0
    set_aside: Counter[Reason] = field(default_factory=Counter)
    first_lines: dict[Reason, list[int]] = field(default_factory=dict)
    unknown_words: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    quarters: Counter[tuple[float, Outcome]] = field(default_factory=Counter)


Told = Callable[[SetAside], None]


def measured(log: Path | bytes, options: Options, told: Told | None = None) -> Report:
    """Everything of this log; `told` hears of each row set aside."""
    zone = _zone(options.zone)
    outcomes = outcome_table(options.outcomes)
    groups = Groups(options.by, zone, options.rules)
    table, interpreter = _interpreted(log, options, zone, outcomes)
    report = Report(options, table.kind, table.vendor, interpreter.columns, groups)
    follower = _Follower(options.rules, groups) if "customer" in interpreter.columns else None
    for rows in _rows(table, interpreter, report, told):
        report.quarters.update(zip(quarters_of(rows), rows.outcome, strict=True))
        if follower is None or not follower.keep(rows):
            groups.add(rows)
    if follower is not None:
        report.notes += follower.end()
    report.whole = groups.whole()
    report.unknown_words = interpreter.unknown_words
    report.notes = [*table.notes, *interpreter.notes, *report.notes]
    return report


def read(log: Path | bytes, options: Options | None = None) -> Iterator[Contact | SetAside]:
    """The contacts of a log one by one, and the rows that are none."""
    options = options or Options()
    zone = _zone(options.zone)
    table, interpreter = _interpreted(log, options, zone, outcome_table(options.outcomes))
    for chunk in table.chunks:
        rows, aside = interpreter.rows(chunk)
        yield from chunk.aside
        yield from aside
        yield from contacts(rows)


def _rows(table: Table, interpreter: Interpreter, report: Report, told: Told | None) -> Iterator[Rows]:
    for chunk in table.chunks:
        rows, aside = interpreter.rows(chunk)
        report.read += len(chunk.rows) + len(chunk.aside)
        for one in (*chunk.aside, *aside):
            report.set_aside[one.reason] += 1
            lines = report.first_lines.setdefault(one.reason, [])
            if len(lines) < FIRST_LINES:
                lines.append(one.line)
            if told is not None:
                told(one)
        yield rows


def _interpreted(
    log: Path | bytes, options: Options, zone: ZoneInfo, outcomes: Mapping[str, Outcome]
) -> tuple[Table, Interpreter]:
    by_hand = dict(options.columns)
    table = opened(log, plain=bool(by_hand))
    columns = mapped(detected(table.names), table.names, by_hand)
    order = options.order or _order(log, bool(by_hand), columns)
    return table, Interpreter(columns, outcomes, zone, order, table.vendor)


def _order(log: Path | bytes, plain: bool, columns: Columns) -> Order | None:
    """Day first or month first, decided by the whole column: the file is read until a date has no two readings."""
    column, unclear = columns["arrived_at"].place, None
    for chunk in opened(log, plain).chunks:
        for row in chunk.rows:
            cell = row[column]
            found = order_of(cell) if isinstance(cell, str) else None
            if found == "both":
                unclear = unclear or cell
            elif found is not None:
                return found
        if unclear is None:
            return None
    if unclear is None:
        return None
    raise DatesUnclear(
        f"{str(unclear)[:20]!r} may be day/month or month/day, and no date of the file decides: "
        "say --dates dmy (31/12) or --dates mdy (12/31)."
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError, ModuleNotFoundError) as problem:
        raise UnknownZone(
            f"There is no time zone “{name[:60]}”; write it like Europe/Paris or Africa/Casablanca."
        ) from problem


class _Follower:
    """Contacts kept to see who came back; past a number of them, none is followed and the file says so."""

    def __init__(self, rules: Rules, groups: Groups) -> None:
        self._rules, self._groups = rules, groups
        self._kept: list[Rows] | None = []
        self._count = 0

    def keep(self, rows: Rows) -> bool:
        """Keep these for the end; False when they are to be counted now."""
        if self._kept is None:
            return False
        self._kept.append(rows)
        self._count += len(rows.at)
        if self._count > FOLLOWED_MOST:
            kept, self._kept = self._kept, None
            for one in kept:
                self._groups.add(one)
        return True

    def end(self) -> list[str]:
        """Count what was kept, each contact with whether its customer came before and after."""
        if self._kept is None:
            return [f"repeats_not_followed:{FOLLOWED_MOST}"]
        all_of_them = [contact for rows in self._kept for contact in contacts(rows)]
        if all_of_them:
            arrivals = [contact.arrived_at for contact in all_of_them]
            self._groups.add_contacts(followed(all_of_them, self._rules, min(arrivals), max(arrivals)))
        return []
