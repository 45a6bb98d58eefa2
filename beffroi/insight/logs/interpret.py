"""From cells to contacts: one chunk of a table in, rows that can be counted and rows set aside out. Pure.

The work is done column by column, and a cell met before is not read again: a log repeats itself.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from zoneinfo import ZoneInfo

from beffroi.insight.logs.aside import Reason, SetAside, readable, shape, word
from beffroi.insight.logs.cells import Memo, channel_of, flag, joined, label, whole
from beffroi.insight.logs.columns import DURATIONS, FLAGS, NUMBERS, Column, Columns
from beffroi.insight.logs.durations import seconds
from beffroi.insight.logs.instants import Instants, Order
from beffroi.insight.logs.outcomes import plain
from beffroi.insight.logs.rows import Rows
from beffroi.insight.logs.table import Cell, Chunk
from beffroi.insight.logs.timeline import durations, moment
from beffroi.measures.contact import Outcome

IDS_MOST: Final = 5_000_000
NO_ID: Final = {hash(None), hash("")}
DAY_S: Final = 86_400.0
YEAR_S: Final = 366 * DAY_S
OUTWARD: Final = ("out", "sort", "emis", "emission", "intern")
TIMES: Final = ("queued_at", "answered_at", "ended_at")
RARE: Final = ("customer", "reason", "case", "flow_s", "ring_s", "first_response_s", *FLAGS[2:], *NUMBERS[1:])


@dataclass
class Interpreter:
    """What the columns of one file mean."""

    columns: Columns
    outcomes: Mapping[str, Outcome]
    zone: ZoneInfo
    order: Order | None = None
    vendor: str = ""
    repeated: int = 0
    unknown_words: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.instants = Instants(self.zone, self.order)
        self._ids: set[int] = set()
        self._memos = {name: Memo(self._reader(name)) for name in self.columns}
        self._timed = any(
            name in self.columns for name in ("queued_at", "answered_at", "ended_at", "handle_s", "total_s")
        )
        self._loose = self._timed or "duration_s" in self.columns or "outcome" not in self.columns

    @property
    def notes(self) -> list[str]:
        """What a reader of the figures should know about how the file was read."""
        found = []
        if "outcome" not in self.columns:
            found.append("outcome_deduced")
        if self.instants.twice:
            found.append(f"hours_twice:{self.instants.twice}")
        if len(self._ids) >= IDS_MOST:
            found.append("duplicates_not_all_checked")
        return found

    def rows(self, chunk: Chunk) -> tuple[Rows, list[SetAside]]:
        """The rows of this chunk that can be counted, and the others."""
        cells = list(zip(*chunk.rows, strict=True)) if chunk.rows else []
        size = len(chunk.rows)

        def read(name: str) -> list[Any]:
            column = self.columns.get(name)
            if column is None or not cells:
                return [None] * size
            return list(map(self._memos[name].__getitem__, cells[column.place]))

        at = self._arrivals(cells)
        outcome, wait, talk = read("outcome"), read("wait_s"), read("talk_s")
        hold, wrap_up = read("hold_s"), read("wrap_up_s")
        agent = read("agent")
        queue = read("queue") if "queue" in self.columns else [""] * size
        channel = read("channel") if "channel" in self.columns else ["voice"] * size
        presented, transferred = read("presented"), read("transferred")
        rare = {name: read(name) for name in RARE if name in self.columns}
        if self._loose:
            self._work_out(cells, at, (outcome, wait, talk, hold, wrap_up, agent))
        wrong = self._wrong(
            at, outcome, (wait, talk, hold, wrap_up, *(v for k, v in rare.items() if k in DURATIONS)), channel
        )
        self._contradictions(wrong, outcome, talk, agent)
        self._directions(wrong, read("direction"))
        self._duplicates(wrong, cells)
        aside = [
            SetAside(chunk.lines[place], reason, self._excerpt(chunk, place, reason)) for place, reason in wrong.items()
        ]
        columns = (chunk.lines, at, outcome, queue, channel, agent, wait, talk, hold, wrap_up, presented, transferred)
        if wrong:
            kept = [place for place in range(size) if place not in wrong]
            columns = tuple([column[place] for place in kept] for column in columns)  # type: ignore[assignment]
            rare = {name: [values[place] for place in kept] for name, values in rare.items()}
        return Rows(*columns, rare), aside  # type: ignore[arg-type]

    def _reader(self, name: str) -> Callable[[Any], Any]:
        if name in DURATIONS:
            unit = self.columns[name].unit
            return lambda cell: seconds(cell, unit)
        if name == "outcome":
            return self._outcome
        if name in FLAGS:
            return flag
        if name in NUMBERS:
            return whole
        if name == "channel":
            return channel_of
        if name == "queue":
            return lambda cell: readable(str(cell).strip()) if cell is not None else ""
        return label

    def _outcome(self, cell: Cell) -> Outcome | Reason:
        if isinstance(cell, Reason):
            return cell
        if cell is None or not str(cell).strip():
            return Reason.NO_OUTCOME
        return self.outcomes.get(plain(str(cell)), Reason.UNKNOWN_OUTCOME)

    def _arrivals(self, cells: list[tuple[Cell, ...]]) -> list[Any]:
        if not cells:
            return []
        days = cells[self.columns["arrived_at"].place]
        time = self.columns.get("arrived_time")
        if time is None:
            return self.instants.column(days)
        return [self.instants(joined(day, hour)) for day, hour in zip(days, cells[time.place], strict=True)]

    def _work_out(self, cells: list[tuple[Cell, ...]], at: list[Any], columns: tuple[list[Any], ...]) -> None:
        """Fill in what other columns tell: outcome, wait and talk."""
        outcome, wait, talk, hold, wrap_up, agent = columns
        size = len(at)

        def raw(name: str) -> tuple[Cell, ...] | list[None]:
            column = self.columns.get(name)
            return cells[column.place] if column is not None else [None] * size

        given = {name: raw(name) for name in (*TIMES, "abandoned")}
        lengths = {name: [self._memos[name][c] for c in raw(name)] if name in self.columns else [None] * size
                   for name in ("handle_s", "total_s", "duration_s")}  # fmt: skip
        deduced = "outcome" not in self.columns
        for place in range(size):
            if type(at[place]) is not float:
                continue
            times = self._times(at[place], tuple(given[name][place] for name in TIMES))
            if isinstance(times, Reason):
                at[place] = times
                continue
            entered, answered, ended = times
            handle, total, duration = (lengths[name][place] for name in ("handle_s", "total_s", "duration_s"))
            if deduced:
                told = any(isinstance(one, float) and one > 0 for one in (talk[place], handle))
                flagged = flag(given["abandoned"][place])
                someone = agent[place] is not None and flagged is None
                outcome[place] = Outcome.ABANDONED if flagged else (
                    Outcome.ANSWERED if answered is not None or told or someone else Outcome.ABANDONED)  # fmt: skip
            if not isinstance(outcome[place], Outcome):
                continue
            said = (_number(wait[place]), _number(talk[place]))
            result = durations(outcome[place], entered or at[place], answered, ended, said)
            if isinstance(result, Reason):
                at[place] = result
                continue
            if not isinstance(wait[place], Reason) and not isinstance(talk[place], Reason):
                wait[place], talk[place] = _lengths(
                    outcome[place], result, handle, total, duration, hold[place], wrap_up[place]
                )

    def _times(self, arrived: float, cells: tuple[Cell, ...]) -> tuple[float | None, ...] | Reason:
        """The later instants of the same contact."""
        found: list[float | None] = []
        for cell in cells if self._timed else (None, None, None):
            one = moment(cell, arrived, self.instants, self.zone)
            if isinstance(one, Reason):
                return one
            found.append(one)
        return tuple(found)

    def _wrong(
        self, at: list[Any], outcome: list[Any], spans: tuple[list[Any], ...], channel: list[Any]
    ) -> dict[int, Reason]:
        """Rows with a cell that cannot be believed; most chunks have none, which is seen by type alone."""
        wrong: dict[int, Reason] = {}
        if set(map(type, at)) != {float}:
            wrong = {place: found if isinstance(found, Reason) else Reason.NO_INSTANT
                     for place, found in enumerate(at) if type(found) is not float}  # fmt: skip
        if Reason in set(map(type, outcome)):
            for place, found in enumerate(outcome):
                if type(found) is Reason:
                    wrong.setdefault(place, found)
        for values in spans:
            self._impossible(wrong, values, channel)
        return wrong

    def _impossible(self, wrong: dict[int, Reason], values: list[Any], channel: list[Any]) -> None:
        """Durations that are none, and calls of more than a day; a letter may wait for weeks."""
        if Reason not in set(map(type, values)) and max(filter(None, values), default=0.0) <= DAY_S:
            return
        for place, value in enumerate(values):
            if isinstance(value, Reason):
                wrong.setdefault(place, value)
            elif value is not None and value > DAY_S and (channel[place] == "voice" or value > YEAR_S):
                wrong.setdefault(place, Reason.IMPOSSIBLE_DURATION)

    def _contradictions(self, wrong: dict[int, Reason], outcome: list[Any], talk: list[Any], agent: list[Any]) -> None:
        """A customer who left without an answer did not talk; nobody answered where nobody was, for no time."""
        nobody = "agent" in self.columns
        for place, (how, talked) in enumerate(zip(outcome, talk, strict=True)):
            if how is Outcome.ANSWERED:
                if nobody and talked == 0 and agent[place] is None:
                    wrong.setdefault(place, Reason.ANSWERED_BY_NOBODY)
            elif talked and how is Outcome.ABANDONED and type(talked) is float:
                wrong.setdefault(place, Reason.ABANDONED_WITH_TALK)

    def _directions(self, wrong: dict[int, Reason], direction: list[Any]) -> None:
        if "direction" in self.columns:
            for place, way in enumerate(direction):
                if way is not None and plain(way).startswith(OUTWARD):
                    wrong.setdefault(place, Reason.OUTBOUND)

    def _duplicates(self, wrong: dict[int, Reason], cells: list[tuple[Cell, ...]]) -> None:
        """Ids met before; only their hashes are kept, and not without end."""
        column = self.columns.get("id")
        if column is None or not cells:
            return
        known = self._ids
        if not wrong and len(known) < IDS_MOST - len(cells[0]):
            marks = set(map(hash, cells[column.place]))
            if len(marks) == len(cells[0]) and not marks & NO_ID and known.isdisjoint(marks):
                known |= marks
                return
        for place, cell in enumerate(cells[column.place]):
            if cell is None or cell == "" or place in wrong:
                continue
            mark = hash(cell)
            if mark in known:
                wrong[place] = Reason.DUPLICATE
            elif len(known) < IDS_MOST:
                known.add(mark)

    def _excerpt(self, chunk: Chunk, place: int, reason: Reason) -> str:
        """The cell to blame, without what could name a person."""
        row = chunk.rows[place]
        if reason is Reason.UNKNOWN_OUTCOME:
            said = word(row[self.columns["outcome"].place])
            if len(self.unknown_words) < 1000:
                self.unknown_words[said] += 1
            return said
        field = "arrived_at" if "instant" in reason or "time" in reason else None
        if field:
            return shape(row[self.columns[field].place])
        if "duration" in reason:
            for name in DURATIONS:
                column = self.columns.get(name)
                if column is not None and self._blamed(name, column, row, reason):
                    return f"{name}={shape(row[column.place])}"
        return ""

    def _blamed(self, name: str, column: Column, row: Any, reason: Reason) -> bool:
        found = self._memos[name][row[column.place]]
        return found is reason or (reason is Reason.IMPOSSIBLE_DURATION and isinstance(found, float) and found > DAY_S)


def _lengths(
    outcome: Outcome,
    said: tuple[float | None, float | None],
    handle: Any,
    total: Any,
    duration: Any,
    hold: Any,
    wrap_up: Any,
) -> tuple[float | None, float | None]:
    """Wait and talk from longer spans: handle time holds talk, hold and wrap-up; the whole holds the wait too."""
    wait, talk = said
    if outcome is not Outcome.ANSWERED:
        rest = next((one for one in (total, duration) if isinstance(one, float)), None)
        return (rest if wait is None and outcome is Outcome.ABANDONED else wait), talk
    if talk is None and isinstance(duration, float):
        talk = duration
    if talk is None and isinstance(handle, float):
        talk = max(0.0, handle - (_number(hold) or 0.0) - (_number(wrap_up) or 0.0))
    if talk is None and isinstance(total, float):
        talk = max(0.0, total - (wait or 0.0))
    return wait, talk


def _number(value: Any) -> float | None:
    return value if isinstance(value, float) else None
