"""XLSX, streamed: the first sheet that has rows. A workbook is a zip of XML; both can lie, so both are limited.

Format: ECMA-376 (Office Open XML), SpreadsheetML: shared strings, cell types `s`, `str`, `inlineStr`, `b`, `e`, `n`
and `d`, number formats 14-22 and 45-47 for dates and times, `date1904`.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.parsers import expat

from beffroi.insight.logs.aside import SetAside
from beffroi.insight.logs.columns import detected
from beffroi.insight.logs.errors import BrokenLog, EmptyLog, TooMuchInside
from beffroi.insight.logs.readers.sheet import Sheet, Strings, Styles, workbook
from beffroi.insight.logs.table import CHUNK, Cells, Chunk, Table, fitted

UNPACKED_MOST: Final = 4 << 30
RATIO_MOST: Final = 400
SMALL: Final = 16 << 20
PIECE: Final = 1 << 16
TITLE_ROWS: Final = 20
DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)


def read(log: Path | bytes) -> Table:
    """The table of the first sheet with rows; title lines above the header are passed over."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(log) if isinstance(log, bytes) else log)
        _check_sizes(archive)
        book = workbook(archive.namelist(), lambda name: _whole(archive, name))
        strings, styles = Strings(), Styles(book.from_1904)
        for name, parser in ((book.strings, strings), (book.styles, styles)):
            if name:
                for piece in _pieces(archive, name):
                    parser.feed(piece)
        for sheet in book.sheets:
            rows = _rows(archive, sheet, strings.texts, styles)
            first = [row for _, row in zip(range(TITLE_ROWS), rows, strict=False)]
            if first:
                return _table(first, rows)
    except DAMAGE as problem:
        raise BrokenLog(f"The XLSX file cannot be read: {str(problem)[:160]}.") from problem
    raise EmptyLog


def _table(first: list[tuple[int, Cells]], rows: Iterator[tuple[int, Cells]]) -> Table:
    found = [len(detected([str(cell or "") for cell in row])) for _, row in first]
    header = max(range(len(first)), key=lambda number: (found[number], -number))
    names = tuple(str(cell if cell is not None else "").strip() for cell in first[header][1])
    while names and not names[-1]:
        names = names[:-1]
    notes = [f"title_lines:{header}"] if header else []
    return Table(names, _chunks(first[header + 1 :], rows, len(names)), "xlsx", "", notes)


def _chunks(first: list[tuple[int, Cells]], rows: Iterator[tuple[int, Cells]], width: int) -> Iterator[Chunk]:
    chunk = Chunk([], [], [])
    try:
        for source in (first, rows):
            for line, row in source:
                wide = [*row, *[None] * (width - len(row))]
                if all(cell is None or cell == "" for cell in wide):
                    continue
                fit = fitted(line, wide, width)
                if isinstance(fit, SetAside):
                    chunk.aside.append(fit)
                else:
                    chunk.lines.append(line)
                    chunk.rows.append(fit)
                if len(chunk.rows) + len(chunk.aside) >= CHUNK:
                    yield chunk
                    chunk = Chunk([], [], [])
    except DAMAGE as problem:
        raise BrokenLog(f"The XLSX file cannot be read: {str(problem)[:160]}.") from problem
    if chunk.rows or chunk.aside:
        yield chunk


def _rows(archive: zipfile.ZipFile, name: str, strings: list[str], styles: Styles) -> Iterator[tuple[int, Cells]]:
    sheet = Sheet(strings, styles)
    for piece in _pieces(archive, name):
        sheet.feed(piece)
        yield from sheet.taken()


def _check_sizes(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > 10_000 or unpacked > UNPACKED_MOST or (unpacked > SMALL and unpacked > RATIO_MOST * max(packed, 1)):
        raise TooMuchInside


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The part, unpacked piece by piece; `zipfile` stops at the size the archive declares."""
    with archive.open(name) as part:
        while piece := part.read(PIECE):
            yield piece


def _whole(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(SMALL + 1)
    if len(content) > SMALL:
        raise TooMuchInside
    return content
