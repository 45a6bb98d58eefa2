"""One topic: its rows as last told, its number, and the patches told lately. No I/O; the hub decides when.

Numbers come from one counter of the whole hub, so a topic that was dropped and made again never repeats one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from beffroi.kernel.ids import Instant
from beffroi.live import protocol

RING_PATCHES = 500
RING_CHARS = 512 * 1024
RING_S = 600.0


class Row(Protocol):
    """Any row: unique by `id` within its topic, and equal to another when nothing a screen shows differs."""

    @property
    def id(self) -> str: ...


class Told(NamedTuple):
    """A patch as it was sent."""

    prev: int
    n: int
    at: Instant
    frame: str


class Topic:
    """Rows under a name, told as snapshots and patches. `next_n` gives the hub's next number."""

    def __init__(self, name: str, next_n: Callable[[], int]) -> None:
        self.name = name
        self.n = next_n()
        self.rows: dict[str, Row] = {}
        self._next_n = next_n
        self._ring: deque[Told] = deque()
        self._ring_chars = 0
        self._snapshot: str | None = None

    def become(self, rows: Iterable[Row], now: Instant) -> str | None:
        """The topic now holds exactly these rows; the patch that says so, or None when nothing changed."""
        fresh = {row.id: row for row in rows}
        held = self.rows
        upsert = [row for one, row in fresh.items() if (old := held.get(one)) is not row and old != row]
        remove = [one for one in held if one not in fresh]
        self.rows = fresh
        if not upsert and not remove:
            return None
        prev, self.n = self.n, self._next_n()
        self._snapshot = None
        frame = protocol.patch(self.name, self.n, prev, upsert, remove)
        self._keep(Told(prev, self.n, now, frame))
        return frame

    def snapshot(self) -> str:
        """Everything, encoded once per number."""
        if self._snapshot is None:
            self._snapshot = protocol.snapshot(self.name, self.n, list(self.rows.values()))
        return self._snapshot

    def since(self, n: int) -> list[str] | None:
        """The patches that lead from `n` to now; None when some are forgotten, or a snapshot is shorter."""
        if n == self.n:
            return []
        missed = [told for told in self._ring if told.prev >= n]
        if not missed or missed[0].prev != n:
            return None
        if sum(len(told.frame) for told in missed) > len(self.snapshot()):
            return None
        return [told.frame for told in missed]

    def _keep(self, told: Told) -> None:
        self._ring.append(told)
        self._ring_chars += len(told.frame)
        while self._ring and self._must_forget(self._ring[0], told.at):
            self._ring_chars -= len(self._ring.popleft().frame)

    def _must_forget(self, oldest: Told, now: Instant) -> bool:
        return len(self._ring) > RING_PATCHES or self._ring_chars > RING_CHARS or oldest.at < now - RING_S
