"""CSV, TSV, semicolons, pipes: separator and header found by looking, rows streamed."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from beffroi.insight.logs.aside import Reason, SetAside, shape
from beffroi.insight.logs.columns import detected
from beffroi.insight.logs.encodings import FALLBACK, encoding_of, text_of
from beffroi.insight.logs.errors import UnknownLog
from beffroi.insight.logs.instants import Instants
from beffroi.insight.logs.source import Source
from beffroi.insight.logs.table import CHUNK, Cells, Chunk, Table, fitted

SEPARATORS: Final = ",;\t|"
LINE_MOST: Final = 1 << 20
SAMPLE_LINES: Final = 60
TITLE_LINES: Final = 20
LOOK: Final = Instants(ZoneInfo("UTC"), None)


def read(source: Source, header: tuple[str, ...] | None = None, vendor: str = "") -> Table:
    """The table; `header` names the columns of a log that has no header line."""
    text = text_of(source.head)
    separator = separator_of(text)
    if separator is None:
        raise UnknownLog
    before, names = (0, header) if header else header_of(text, separator)
    notes = [f"title_lines:{before}"] if before > 0 else []
    skip = before if header else before + 1
    return Table(names, _chunks(source, separator, skip, len(names)), "csv", vendor, notes)


def separator_of(text: str) -> str | None:
    """The separator that cuts most lines into the same number of cells; None when nothing does."""
    first = text.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    best, best_score = None, 0.0
    for separator in SEPARATORS:
        widths = Counter(len(row) for row in sample(text, separator) if row)
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]))
        score = times / sum(widths.values()) * (width - 1)
        if width > 1 and score > best_score:
            best, best_score = separator, score
    if (
        best is None
        and len(text.split("\n", 1)[0]) < LINE_MOST
        and detected([text.split("\n", 1)[0].strip().strip('"')])
    ):
        return ","
    return best


def sample(text: str, separator: str) -> list[list[str]]:
    """The first rows, without the last line of the text, which may be cut."""
    lines = text.splitlines(keepends=True)
    whole = lines[:-1] if len(lines) > 1 and len(text) > 1 << 16 else lines
    rows: list[list[str]] = []
    reader = csv.reader((line[:LINE_MOST] for line in whole[:SAMPLE_LINES]), delimiter=separator)
    while len(rows) < SAMPLE_LINES:
        try:
            rows.append(next(reader))
        except StopIteration:
            break
        except csv.Error:
            rows.append([])
    return rows


def header_of(text: str, separator: str) -> tuple[int, tuple[str, ...]]:
    """How many lines come before the header, and the header: the row that names most fields, within the first lines."""
    lines = text.splitlines()
    best: tuple[int, int, tuple[str, ...]] | None = None
    for number, line in enumerate(lines[:TITLE_LINES]):
        try:
            row = next(csv.reader([line[:LINE_MOST]], delimiter=separator), [])
        except csv.Error:
            continue
        names = tuple(name.strip() for name in row)
        found = len(detected(names))
        if found and (best is None or found > best[0]):
            best = (found, number, names)
    if best is not None:
        return best[1], best[2]
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    row = next(csv.reader([lines[first][:LINE_MOST]], delimiter=separator), []) if lines else []
    if any(isinstance(LOOK(cell), float) for cell in row if any(mark in cell for mark in "-/:")):
        # The first line is a contact already: its columns have numbers, and --map names them.
        return first - 1, tuple(str(number) for number in range(1, len(row) + 1))
    return first, tuple(name.strip() for name in row)


def lines_of(source: Source) -> io.TextIOWrapper:
    """The file as text; a byte that fits no encoding never stops it."""
    return io.TextIOWrapper(source.open(), encoding=encoding_of(source.head), errors=FALLBACK, newline="")


def _chunks(source: Source, separator: str, skip: int, width: int) -> Iterator[Chunk]:
    with lines_of(source) as text:
        # A line without end is given in pieces: one of them breaks the row, none of them fills the memory.
        reader = csv.reader(iter(partial(text.readline, LINE_MOST), ""), delimiter=separator)
        while reader.line_num < skip:
            try:
                next(reader)
            except csv.Error:
                continue
            except StopIteration:
                return
        while True:
            chunk = _chunk(reader, width)
            if chunk is None:
                return
            yield chunk


def _chunk(reader: "csv._reader", width: int) -> Chunk | None:  # type: ignore[name-defined]
    """The next rows; the quick way when all are as wide as the header and on a line of their own."""
    begun = reader.line_num
    aside: list[SetAside] = []
    rows: list[Cells] = []
    broken = False
    try:
        rows.extend(islice(reader, CHUNK))
    except csv.Error:
        broken = True
    if not rows and not broken:
        return None
    if not broken and reader.line_num - begun == len(rows) and all(len(row) == width for row in rows):
        return Chunk(list(range(begun + 1, begun + 1 + len(rows))), rows, aside)
    lines: list[int] = []
    kept: list[Cells] = []
    line = begun + 1
    for row in rows:
        here, line = line, line + 1 + _breaks(row)
        if not any(row):
            continue
        fit = fitted(here, row, width)
        if isinstance(fit, SetAside):
            aside.append(fit if len(row) > 1 or row[0] else SetAside(here, Reason.WRONG_CELL_COUNT, shape(row)))
        else:
            lines.append(here)
            kept.append(fit)
    if broken:
        aside += [SetAside(lost, Reason.UNREADABLE_ROW) for lost in range(line, reader.line_num + 1)]
    return Chunk(lines, kept, aside)


def _breaks(row: Cells) -> int:
    """Line breaks inside the cells of a row."""
    text = "".join(cell for cell in row if isinstance(cell, str))
    return text.count("\n") + text.count("\r") - text.count("\r\n")
