"""A log as every reader gives it: names of columns, then chunks of rows with their line numbers. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from beffroi.insight.logs.aside import Reason, SetAside, shape

CHUNK: Final = 8192
Cell = object
Cells = Sequence[Cell]


class Chunk(NamedTuple):
    """Some rows in order; each row has as many cells as there are names."""

    lines: list[int]
    rows: list[Cells]
    aside: list[SetAside]


@dataclass(frozen=True)
class Table:
    """One log. `vendor` is whose export it is, "" for a table like any other."""

    names: tuple[str, ...]
    chunks: Iterator[Chunk]
    kind: str
    vendor: str = ""
    notes: list[str] = field(default_factory=list)


def fitted(line: int, row: Cells, width: int) -> Cells | SetAside:
    """A row as wide as its header: empty cells at its end may be missing or too many; others may not."""
    if len(row) == width:
        return row
    if len(row) > width and not any(row[width:]):
        return row[:width]
    return SetAside(line, Reason.WRONG_CELL_COUNT, f"{len(row)}/{width} {shape(row[0]) if row else ''}".strip())
