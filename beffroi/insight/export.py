"""What is exported: a table of figures with the sums they are made of, and the definitions of its columns. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from beffroi.insight.days import day_of
from beffroi.insight.figures import AGENT_MEASURES, QUEUE_MEASURES
from beffroi.insight.fold import Cell
from beffroi.insight.tally import Tally, primitives
from beffroi.measures import Measure, Primitives
from beffroi.measures.catalogue import COUNT

Value: TypeAlias = str | float | int | None
Sums: TypeAlias = Mapping[tuple[Cell, int], Tally]

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
"""Some spreadsheets run a cell that begins like this."""

WORDS: Final = {
    "day": ("Jour", "Day"),
    "time": ("Heure", "Time"),
    "queue": ("File d’attente", "Queue"),
    "agent": ("Conseiller", "Agent"),
    "team": ("Équipe", "Team"),
    "reason": ("Motif", "Reason"),
    "unknown": ("Inconnu", "Unknown"),
    "state": ("État", "State"),
    "busy": ("En contact et post-appel", "In contact and wrap-up"),
    "idle": ("Disponible", "Available"),
    "other_work": ("Autres tâches", "Other work"),
    "not_ready": ("Indisponible", "Not ready"),
    "time_s": ("Durée (s)", "Time (s)"),
    "total": ("Total", "Total"),
    "measure": ("Indicateur", "Measure"),
    "key": ("Code", "Code"),
    "formula": ("Formule", "Formula"),
    "symbols": ("Symboles", "Symbols"),
    "unit": ("Unité", "Unit"),
    "source": ("Source", "Source"),
    "sheet": ("Indicateurs", "Measures"),
    "definitions": ("Définitions", "Definitions"),
}
UNITS: Final = {
    "count": ("nombre", "count"),
    "share": ("part de 1", "share of 1"),
    "seconds": ("secondes", "seconds"),
    "per_hour": ("par heure", "per hour"),
    "ratio": ("rapport", "ratio"),
}


class Sheet(NamedTuple):
    """Rows of cells under headings; `units` says how each column reads, empty for words."""

    name: str
    headings: list[str]
    units: list[str]
    rows: list[list[Value]]


class Names(NamedTuple):
    """What queues, agents and agents' teams are called; reasons of contacts, and for not being ready, by language."""

    queue: Callable[[str], str]
    agent: Callable[[str], str]
    team: Callable[[str], str]
    reason: Callable[[str, bool], str]
    not_ready: Callable[[str, bool], str]


def by_quarter(sums: Sums, names: Names, zone: ZoneInfo, english: bool) -> tuple[Sheet, Sheet]:
    """A row per quarter-hour and queue, their total, and the definitions."""
    groups: dict[tuple[int, str], list[Tally]] = {}
    for (cell, quarter_at), tally in sums.items():
        if cell.queue:
            groups.setdefault((quarter_at, cell.queue), []).append(tally)
    rows = (
        ([*_when(at, zone), names.queue(queue)], several)
        for (at, queue), several in sorted(groups.items(), key=lambda one: (one[0][0], names.queue(one[0][1])))
    )
    return _sheets(["day", "time", "queue"], rows, QUEUE_MEASURES, english)


def by_reason(sums: Sums, names: Names, zone: ZoneInfo, english: bool) -> tuple[Sheet, Sheet]:
    """A row per quarter-hour, queue and reason of the contact; together they are those of the queue."""
    groups: dict[tuple[int, str, str], list[Tally]] = {}
    for (cell, quarter_at), tally in sums.items():
        if cell.queue:
            reason = names.reason(cell.reason, english) if cell.reason else _word("unknown", english)
            groups.setdefault((quarter_at, names.queue(cell.queue), reason), []).append(tally)
    rows = (([*_when(at, zone), queue, reason], several) for (at, queue, reason), several in sorted(groups.items()))
    return _sheets(["day", "time", "queue", "reason"], rows, QUEUE_MEASURES, english)


def by_state(sums: Sums, names: Names, zone: ZoneInfo, english: bool) -> tuple[Sheet, Sheet]:
    """A row per quarter-hour, agent and what they did, in seconds; together they are their time."""
    groups: dict[tuple[int, str, str, str, str], int] = {}
    for (cell, quarter_at), tally in sums.items():
        if cell.agent and not cell.queue:
            who = quarter_at, names.team(cell.agent), names.agent(cell.agent)
            reason = names.not_ready(cell.reason, english) if cell.reason else ""
            for state, ms in _states(cell, tally):
                place = *who, _word(state, english), reason
                groups[place] = groups.get(place, 0) + ms
    headings = [_word(name, english) for name in ("day", "time", "team", "agent", "state", "reason", "time_s")]
    rows: list[list[Value]] = [
        [*_when(at, zone), *map(harmless, words), ms / 1000] for (at, *words), ms in sorted(groups.items()) if ms
    ]
    units = ["" for _ in headings[:-1]] + ["seconds"]
    return Sheet(_word("sheet", english), headings, units, rows), _definitions(
        (one for key, one in AGENT_MEASURES.items() if key.startswith("agent_time")), english
    )


def _states(cell: Cell, tally: Tally) -> Iterator[tuple[str, int]]:
    if cell.reason:
        other_ms = tally.get("other_work_ms", 0)
        yield "other_work", other_ms
        yield "not_ready", tally.get("logged_ms", 0) - other_ms
    else:
        yield "busy", tally.get("busy_ms", 0)
        yield "idle", tally.get("idle_ms", 0)


def _when(at: int, zone: ZoneInfo) -> list[str]:
    return datetime.fromtimestamp(at, zone).strftime("%Y-%m-%d %H:%M").split()


def by_agent(sums: Sums, names: Names, zone: ZoneInfo, english: bool) -> tuple[Sheet, Sheet]:
    """A row per day and agent, their total, and the definitions."""
    groups: dict[tuple[str, str], list[Tally]] = {}
    for (cell, quarter_at), tally in sums.items():
        if cell.agent:
            groups.setdefault((day_of(quarter_at, zone).isoformat(), cell.agent), []).append(tally)
    rows = (
        ([day, names.team(agent), names.agent(agent)], several)
        for (day, agent), several in sorted(groups.items(), key=lambda one: (one[0][0], names.agent(one[0][1])))
    )
    return _sheets(["day", "team", "agent"], rows, AGENT_MEASURES, english)


def _sheets(
    first: list[str], groups: Iterable[tuple[list[str], list[Tally]]], measures: Mapping[str, Measure], english: bool
) -> tuple[Sheet, Sheet]:
    columns = [*(one for one in measures.values() if one.unit == COUNT), *_not_counts(measures.values())]
    headings = [*(_word(name, english) for name in first), *(one.en if english else one.fr for one in columns)]
    everything: list[Tally] = []
    rows: list[list[Value]] = []
    for labels, several in groups:
        everything += several
        rows.append([*(harmless(label) for label in labels), *_values(columns, primitives(*several))])
    if rows:
        labels = [_word("total", english), *("" for _ in first[1:])]
        rows.append([*labels, *_values(columns, primitives(*everything))])
    units = ["" for _ in first] + [one.unit for one in columns]
    return Sheet(_word("sheet", english), headings, units, rows), _definitions(columns, english)


def _definitions(columns: Iterable[Measure], english: bool) -> Sheet:
    headings = [_word(name, english) for name in ("measure", "formula", "unit", "key", "symbols", "source")]
    rows: list[list[Value]] = [
        [
            one.en if english else one.fr,
            one.formula_en if english else one.formula_fr,
            UNITS[one.unit][english],
            one.key,
            one.symbols,
            one.source,
        ]
        for one in columns
    ]
    return Sheet(_word("definitions", english), headings, ["" for _ in headings], rows)


def harmless(text: str) -> str:
    """A name no spreadsheet will run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _not_counts(measures: Iterable[Measure]) -> Iterator[Measure]:
    return (one for one in measures if one.unit != COUNT)


def _values(columns: Iterable[Measure], sums: Primitives) -> Iterator[Value]:
    return (one.of(sums).value for one in columns)


def _word(name: str, english: bool) -> str:
    return WORDS[name][english]
