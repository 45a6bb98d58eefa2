"""The tables of this room: quarter-hours and what the folds remember, written by the projector alone; targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeVar

from sqlalchemy import Column, Connection, Date, Float, Integer, String, Table, Text, delete, select, tuple_

from beffroi.insight.fold import Cell
from beffroi.insight.memory import AGENT, Memory
from beffroi.insight.tally import Tally, decode, encode
from beffroi.insight.tally import add as add_to
from beffroi.insight.targets import Target
from beffroi.kernel.db import metadata, upsert
from beffroi.kernel.ids import QueueId, TenantId

quarters: Final = Table(
    "quarters",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("quarter_at", Integer, primary_key=True, autoincrement=False),
    Column("queue_id", String(64), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("agent_id", String(64), primary_key=True),
    Column("reason", String(64), primary_key=True),
    Column("sums", Text, nullable=False),
)
"""`sums` is a tally: the sums that are not zero, by name."""

memory_rows: Final = Table(
    "fold_memory",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

targets: Final = Table(
    "targets",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("queue_id", String(64), nullable=False),
    Column("valid_from", Date, nullable=True),
    Column("valid_to", Date, nullable=True),
    Column("threshold_s", Float, nullable=False),
    Column("target", Float, nullable=False),
    Column("set_by", String(64), nullable=False),
    Column("set_at", Float, nullable=False),
)

Place = tuple[Cell, int]
_T = TypeVar("_T")
_PLACE: Final = ("quarter_at", "queue_id", "channel", "agent_id", "reason")
"""In the order of the key, so that it is looked up by it."""

_ASKED_AT_ONCE: Final = 500


def add(conn: Connection, tenant: TenantId, sums: Mapping[Place, Tally]) -> None:
    """Each quarter-hour now includes these sums. Not idempotent: the cursor moves in the same transaction."""
    fresh = {place: dict(tally) for place, tally in sums.items() if tally}
    for place, tally in _held(conn, tenant, list(fresh)):
        add_to(fresh[place], tally.items())
    rows = [_row(tenant, place, tally) for place, tally in fresh.items()]
    upsert(conn, quarters, rows, ["tenant_id", *_PLACE])


def day(
    conn: Connection, tenant: TenantId, from_at: int, to_at: int, only: Iterable[QueueId] | None = None
) -> dict[Place, Tally]:
    """The sums of every quarter-hour that starts in [from_at, to_at), of these queues or of everything."""
    wanted = select(quarters).where(
        quarters.c.tenant_id == tenant, quarters.c.quarter_at >= from_at, quarters.c.quarter_at < to_at
    )
    if only is not None:
        wanted = wanted.where(quarters.c.queue_id.in_(list(only)))
    found = conn.execute(wanted.order_by(quarters.c.quarter_at, quarters.c.queue_id, quarters.c.agent_id))
    return {_place(*row[1:6]): decode(row.sums) for row in found}


def replace_all(conn: Connection, tenant: TenantId, fresh: Mapping[Place, Tally], known: Memory) -> None:
    """The tenant's quarter-hours are exactly these, and this is remembered: what a recomputation found."""
    conn.execute(delete(quarters).where(quarters.c.tenant_id == tenant))
    conn.execute(delete(memory_rows).where(memory_rows.c.tenant_id == tenant))
    add(conn, tenant, fresh)
    remember(conn, tenant, known.rows())


def remember(conn: Connection, tenant: TenantId, rows: Mapping[tuple[str, str], str | None]) -> None:
    """The folds' memory holds these, and no longer what is None."""
    kept = [
        {"tenant_id": tenant, "kind": kind, "id": one, "value": value}
        for (kind, one), value in rows.items()
        if value is not None
    ]
    upsert(conn, memory_rows, kept, ["tenant_id", "kind", "id"])
    gone = [key for key, value in rows.items() if value is None]
    for some in _chunks(gone):
        key = tuple_(memory_rows.c.kind, memory_rows.c.id)
        conn.execute(delete(memory_rows).where(memory_rows.c.tenant_id == tenant, key.in_(some)))


def memory(conn: Connection, tenant: TenantId, *, agents_only: bool = False) -> Memory:
    """What the folds remember as of the projection's cursor."""
    wanted = select(memory_rows).where(memory_rows.c.tenant_id == tenant)
    if agents_only:
        wanted = wanted.where(memory_rows.c.kind == AGENT)
    known = Memory()
    for row in conn.execute(wanted):
        known.put(row.kind, row.id, row.value)
    return known


def put_target(conn: Connection, tenant: TenantId, target: Target) -> None:
    """The target is set. Rows are never changed: what is set later stands before what was set earlier."""
    row = {name: getattr(target, name) for name in target.__struct_fields__ if name != "queue"}
    conn.execute(targets.insert().values(tenant_id=tenant, queue_id=target.queue, **row))


def all_targets(conn: Connection, tenant: TenantId) -> list[Target]:
    """Every target ever set, the oldest first."""
    found = conn.execute(select(targets).where(targets.c.tenant_id == tenant).order_by(targets.c.set_at, targets.c.id))
    return [
        Target(
            id=row.id,
            queue=QueueId(row.queue_id),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            threshold_s=row.threshold_s,
            target=row.target,
            set_by=row.set_by,
            set_at=row.set_at,
        )
        for row in found
    ]


def _held(conn: Connection, tenant: TenantId, places: list[Place]) -> Iterator[tuple[Place, Tally]]:
    columns = [quarters.c[name] for name in _PLACE]
    keys = [(quarter_at, *cell) for cell, quarter_at in places]
    for some in _chunks(keys):
        within = quarters.c.tenant_id == tenant, tuple_(*columns).in_(some)
        for row in conn.execute(select(*columns, quarters.c.sums).where(*within)):
            yield _place(*row[:5]), decode(row.sums)


def _place(quarter_at: int, queue: str, channel: str, agent: str, reason: str) -> Place:
    return Cell(QueueId(queue), channel, agent, reason), quarter_at


def _chunks(many: list[_T]) -> Iterator[list[_T]]:
    for start in range(0, len(many), _ASKED_AT_ONCE):
        yield many[start : start + _ASKED_AT_ONCE]


def _row(tenant: TenantId, place: Place, tally: Tally) -> dict[str, object]:
    cell, quarter_at = place
    return {"tenant_id": tenant, **dict(zip(_PLACE, (quarter_at, *cell), strict=True)), "sums": encode(tally)}
