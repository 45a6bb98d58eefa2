"""The projection of the day: a batch of events becomes one addition per queue and quarter-hour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import Connection

from beffroi.insight import store
from beffroi.insight.fold import QUARTER_S, Buckets, fold
from beffroi.kernel.ids import TenantId
from beffroi.kernel.journal import Recorded

FOLLOWER: Final = "insight"
"""This projection's name among the cursors."""


def projection(tenant: TenantId) -> Callable[[Connection, Sequence[Recorded]], None]:
    """For `kernel.follower.Follower`, which moves the cursor in the transaction in which this writes the sums."""

    def project(conn: Connection, rows: Sequence[Recorded]) -> None:
        quarters = Buckets(QUARTER_S)
        fold((row.event for row in rows), quarters)
        store.add(conn, tenant, quarters.sums)

    return project
