"""JSON lines, an array of objects, or objects written one after the other; what is nested is named with dots."""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Any, Final

import msgspec

from beffroi.insight.logs.aside import Reason, SetAside, shape
from beffroi.insight.logs.encodings import text_of
from beffroi.insight.logs.errors import BrokenLog, EmptyLog, TooMuchInside
from beffroi.insight.logs.readers.delimited import LINE_MOST, lines_of
from beffroi.insight.logs.source import Source
from beffroi.insight.logs.table import CHUNK, Cells, Chunk, Table

LEARNT_FROM: Final = 2000
COLUMNS_MOST: Final = 500
DEPTH: Final = 5
WHOLE_MOST: Final = 64 << 20
Flat = dict[str, Any]
Item = tuple[int, Flat] | SetAside

_DECODER: Final = json.JSONDecoder()


def read(source: Source, vendor: str = "") -> Table:
    """The table; its columns are those of the first objects."""
    items = objects(source)
    first = list(islice(items, LEARNT_FROM))
    names = tuple(dict.fromkeys(name for item in first if not isinstance(item, SetAside) for name in item[1]))
    if not names:
        raise EmptyLog if not first else BrokenLog("No line of the file is a JSON object.")
    return Table(names[:COLUMNS_MOST], _chunks(chain(first, items), names[:COLUMNS_MOST]), "json", vendor)


def _chunks(items: Iterable[Item], names: tuple[str, ...]) -> Iterator[Chunk]:
    items = iter(items)
    while some := list(islice(items, CHUNK)):
        rows: list[Cells] = []
        lines: list[int] = []
        for item in some:
            if not isinstance(item, SetAside):
                lines.append(item[0])
                rows.append([item[1].get(name) for name in names])
        yield Chunk(lines, rows, [item for item in some if isinstance(item, SetAside)])


def objects(source: Source) -> Iterator[Item]:
    """Each object flat, with the line it is on."""
    if text_of(source.head).lstrip("\ufeff \t\r\n").startswith("["):
        return _array(source)
    return _lines(source)


def _lines(source: Source) -> Iterator[Item]:
    with lines_of(source) as text:
        rest = ""
        for number, piece in enumerate(iter(partial(text.readline, LINE_MOST), ""), start=1):
            line = (rest + piece).strip("\ufeff \t\r\n\0")
            rest = ""
            if not line:
                continue
            try:
                decoded = [msgspec.json.decode(line)]
            except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
                decoded, rest = _one_after_the_other(line)
                if rest and (not decoded or len(rest) > LINE_MOST or piece.endswith(("\n", "\r"))):
                    yield SetAside(number, Reason.UNREADABLE_ROW, shape(rest))
                    rest = ""
            yield from (_flattened(number, one) for one in decoded)
        if rest:
            yield SetAside(number, Reason.UNREADABLE_ROW, shape(rest))


def _one_after_the_other(line: str) -> tuple[list[Any], str]:
    """The objects of a line that holds several, and what is left of it."""
    found: list[Any] = []
    at = 0
    while at < len(line):
        if line[at] in " ,\t\r\n":
            at += 1
            continue
        try:
            one, at = _DECODER.raw_decode(line, at)
        except (ValueError, RecursionError):
            break
        found.append(one)
    return found, line[at:]


def _array(source: Source) -> Iterator[Item]:
    with lines_of(source) as text:
        whole = text.read(WHOLE_MOST + 1)
    if len(whole) > WHOLE_MOST:
        raise TooMuchInside("A JSON array this long must be written as JSON lines, one object a line.")
    try:
        decoded = msgspec.json.decode(whole.strip("\ufeff \t\r\n\0"))
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError) as problem:
        raise BrokenLog(f"The JSON array cannot be read: {str(problem)[:200]}.") from problem
    rows = decoded if isinstance(decoded, list) else [decoded]
    return (_flattened(number, one) for number, one in enumerate(rows, start=1))


def _flattened(number: int, one: Any) -> Item:
    if not isinstance(one, dict):
        return SetAside(number, Reason.UNREADABLE_ROW, shape(one if isinstance(one, str | int | float) else ""))
    flat: Flat = {}
    _flatten(one, "", 0, flat)
    return number, flat


def _flatten(one: dict[str, Any], before: str, depth: int, into: Flat) -> None:
    for key, value in one.items():
        if isinstance(value, dict):
            if depth < DEPTH:
                _flatten(value, f"{before}{key}.", depth + 1, into)
        elif not isinstance(value, list) and len(into) < COLUMNS_MOST:
            into[f"{before}{key}"] = value
