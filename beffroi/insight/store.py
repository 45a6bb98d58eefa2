"""The table of this room: the sums of every queue's quarter-hours. Written by the projector alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Connection, Integer, Row, String, Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from beffroi.kernel.db import metadata
from beffroi.kernel.ids import QueueId, TenantId
from beffroi.measures.primitives import COUNTS, Primitives

quarters = Table(
    "quarters",
    metadata,
    Column("tenant_id", String, primary_key=True),
    Column("queue_id", String, primary_key=True),
    Column("quarter_at", Integer, primary_key=True),
    *(Column(name, Integer, nullable=False) for name in COUNTS),
)


def add(conn: Connection, tenant: TenantId, sums: Mapping[tuple[QueueId, int], Primitives]) -> None:
    """Each quarter-hour now includes these sums. Not idempotent: the cursor moves in the same transaction."""
    if not sums:
        return
    dialect: Any = postgresql if conn.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(quarters)
    statement = statement.on_conflict_do_update(
        index_elements=["tenant_id", "queue_id", "quarter_at"],
        set_={name: quarters.c[name] + statement.excluded[name] for name in COUNTS},
    )
    conn.execute(statement, [_row(tenant, *key, primitives) for key, primitives in sums.items()])


def day(
    conn: Connection, tenant: TenantId, from_at: int, to_at: int, queue: QueueId | None = None
) -> dict[tuple[QueueId, int], Primitives]:
    """The sums of every quarter-hour that starts in [from_at, to_at), of one queue or of all."""
    wanted = select(quarters).where(
        quarters.c.tenant_id == tenant, quarters.c.quarter_at >= from_at, quarters.c.quarter_at < to_at
    )
    if queue is not None:
        wanted = wanted.where(quarters.c.queue_id == queue)
    found = conn.execute(wanted.order_by(quarters.c.queue_id, quarters.c.quarter_at))
    return {(QueueId(row.queue_id), row.quarter_at): _primitives(row) for row in found}


def sums(conn: Connection, tenant: TenantId, from_at: int, to_at: int) -> list[tuple[QueueId, Primitives]]:
    """Every queue's sum over the quarter-hours that start in [from_at, to_at)."""
    added = select(quarters.c.queue_id, *(func.sum(quarters.c[name]).label(name) for name in COUNTS)).where(
        quarters.c.tenant_id == tenant, quarters.c.quarter_at >= from_at, quarters.c.quarter_at < to_at
    )
    found = conn.execute(added.group_by(quarters.c.queue_id))
    return [(QueueId(row.queue_id), _primitives(row)) for row in found]


def replace_all(conn: Connection, tenant: TenantId, fresh: Mapping[tuple[QueueId, int], Primitives]) -> None:
    """The tenant's quarter-hours are exactly these: what a recomputation found."""
    conn.execute(delete(quarters).where(quarters.c.tenant_id == tenant))
    add(conn, tenant, fresh)


def _primitives(row: Row[Any]) -> Primitives:
    return Primitives(*(getattr(row, name) for name in COUNTS))


def _row(tenant: TenantId, queue: QueueId, quarter_at: int, primitives: Primitives) -> dict[str, Any]:
    counts = {name: getattr(primitives, name) for name in COUNTS}
    return {"tenant_id": tenant, "queue_id": queue, "quarter_at": quarter_at, **counts}
