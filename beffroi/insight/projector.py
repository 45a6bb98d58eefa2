"""The projection of the day: a batch of events becomes one addition per cell and quarter-hour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection

from beffroi.insight import store
from beffroi.insight.fold import Fold, quarters
from beffroi.kernel.follower import Project
from beffroi.kernel.ids import TenantId
from beffroi.kernel.journal import Recorded

FOLLOWER: Final = "insight"
"""This projection's name among the cursors."""


def projection(tenant: TenantId) -> Project:
    """For `kernel.follower.Follower`, which moves the cursor in the transaction in which this writes the sums."""
    return Projector(tenant).project


class Projector:
    """Keeps the folds' memory at hand between batches. Runs in the thread that writes the records."""

    def __init__(self, tenant: TenantId) -> None:
        self._tenant = tenant
        self._fold = Fold()
        self._next_seq = 0

    def project(self, conn: Connection, rows: Sequence[Recorded]) -> None:
        """The sums stand as after these events. If the transaction fails, the same batch may simply come again."""
        if rows[0].seq != self._next_seq:
            self._fold = Fold(store.memory(conn, self._tenant))  # the first batch, or the last one failed
        self._next_seq = 0
        store.add(conn, self._tenant, quarters(self._fold, (row.event for row in rows)))
        store.remember(conn, self._tenant, self._fold.memory.rows())
        self._next_seq = rows[-1].seq + 1
