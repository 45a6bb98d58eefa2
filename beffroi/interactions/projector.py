"""Journal → records: the ledger's rows follow the events, batch by batch, in the transaction that moves the cursor.

Follower(projector.FOLLOWER, shard, journal, records, bus, Projector(tenant).project)
"""

from collections.abc import Sequence
from typing import Final

from beffroi.interactions.ledger import store
from beffroi.interactions.ledger.fold import Book, fold, missing
from beffroi.kernel.db import Connection
from beffroi.kernel.ids import TenantId
from beffroi.kernel.journal import Recorded

FOLLOWER: Final = "interactions"
"""The name of this room's cursor."""


class Projector:
    """Keeps the open interactions at hand between batches. Runs in the thread that writes the records."""

    def __init__(self, tenant: TenantId) -> None:
        self._tenant = tenant
        self._book = Book()
        self._next_seq = 0

    def project(self, conn: Connection, rows: Sequence[Recorded]) -> None:
        """The tables stand as after these events. If the transaction fails, the same batch may simply come again."""
        if rows[0].seq != self._next_seq:
            self._book = Book()  # the first batch, or the last one failed: read again what is written
        self._next_seq = 0
        self._load(conn, rows)
        for seq, _, event in rows:
            fold(self._book, seq, event)
        store.write_page(conn, self._tenant, self._book)
        self._book.turn_page()
        self._next_seq = rows[-1].seq + 1

    def _load(self, conn: Connection, rows: Sequence[Recorded]) -> None:
        interactions, assignments = missing(self._book, (row.event for row in rows))
        if interactions or assignments:
            for sheet in store.sheets(conn, self._tenant, interactions, assignments):
                self._book.put(sheet)
