"""A vendor's table told again in our fields: one function per row, over cells found by name. Pure."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from beffroi.insight.logs.outcomes import plain
from beffroi.insight.logs.table import Cell, Cells, Chunk, Table

FIELDS: Final = (
    "id", "arrived_at", "queue", "channel", "agent", "customer", "reason", "outcome", "wait_s", "ring_s", "talk_s",
    "hold_s", "wrap_up_s", "transferred", "presented",
)  # fmt: skip
Row = dict[str, Cell]


def key(name: str) -> str:
    """`Queue.EnqueueTimestamp`, `Queue EnqueueTimestamp` and `queue_enqueue_timestamp` are one name."""
    return plain(name).replace(" ", "")


class Reading:
    """The cells of the row being read, by name; an absent column is empty."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = {key(name): index for index, name in reversed(list(enumerate(names)))}
        self._row: Cells = ()

    def at(self, row: Cells) -> "Reading":
        """The same names over another row."""
        self._row = row
        return self

    def has(self, *names: str) -> bool:
        """Whether the file has all of these columns."""
        return all(key(name) in self.names for name in names)

    def get(self, *names: str) -> Cell:
        """The first of these columns that is not empty in this row."""
        for name in names:
            index = self.names.get(name)
            if index is not None and self._row[index] not in (None, ""):
                return self._row[index]
        return None

    def text(self, *names: str) -> str:
        """The same as text."""
        found = self.get(*names)
        return "" if found is None else str(found).strip()


def rewritten(table: Table, vendor: str, told: Callable[[Reading], Row]) -> Table:
    """The table in our fields."""
    reading = Reading(table.names)

    def chunks() -> Iterator[Chunk]:
        for lines, rows, aside in table.chunks:
            ours = [told(reading.at(row)) for row in rows]
            yield Chunk(lines, [[row.get(field) for field in FIELDS] for row in ours], aside)

    return Table(FIELDS, chunks(), table.kind, vendor, table.notes)
