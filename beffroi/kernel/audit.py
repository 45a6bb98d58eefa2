"""Audit: who did what to which thing, in the same transaction as the change; rows are only ever added.

Each minute `seal` closes the rows written since: a seal's hash covers its rows and the seal before it, so a row changed
or removed afterwards breaks every later seal. Ids, times and codes only: no name, no address, no text.
"""

import hashlib
import json
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import JSON, Column, Connection, Float, Integer, Row, String, Table, func, select

from beffroi.kernel.db import metadata
from beffroi.kernel.ids import Instant, TenantId

audit: Final = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("tenant_id", String(64), nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("by", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("object_kind", String(64), nullable=False),
    Column("object_id", String(64), nullable=False),
    Column("facts", JSON, nullable=False),
)

seals: Final = Table(
    "audit_seals",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("last_row", Integer, primary_key=True),
    Column("row_count", Integer, nullable=False),
    Column("sealed_at", Float, nullable=False),
    Column("hash", String(64), nullable=False),
)

_CODE: Final = re.compile(r"[\w.:+/-]{0,64}", re.ASCII)
_FIRST: Final = "0" * 64


def write(
    conn: Connection,
    tenant: TenantId,
    by: str,
    action: str,
    object_kind: str,
    object_id: str,
    facts: Mapping[str, object] | None = None,
    *,
    at: Instant | None = None,
) -> None:
    """The row is part of the caller's transaction. Raises ValueError for anything that is not an id or a code."""
    facts = dict(facts or {})
    for value in (tenant, by, action, object_kind, object_id, *facts, *facts.values()):
        _refuse_words(value)
    row = {"tenant_id": tenant, "at": time.time() if at is None else at, "by": by, "action": action}
    conn.execute(audit.insert().values(**row, object_kind=object_kind, object_id=object_id, facts=facts))


def newest(
    conn: Connection, tenant: TenantId, object_kind: str, object_id: str | None = None, most: int = 50
) -> Sequence[Row[Any]]:
    """What was done to things of this kind (or to one of them), the newest first."""
    of = [audit.c.tenant_id == tenant, audit.c.object_kind == object_kind]
    of += [] if object_id is None else [audit.c.object_id == object_id]
    return conn.execute(select(audit).where(*of).order_by(audit.c.id.desc()).limit(most)).all()


def newest_of_each(conn: Connection, tenant: TenantId, object_kind: str) -> Sequence[Row[Any]]:
    """What was done last to each thing of this kind."""
    of = audit.c.tenant_id == tenant, audit.c.object_kind == object_kind
    last = select(func.max(audit.c.id)).where(*of).group_by(audit.c.object_id)
    return conn.execute(select(audit).where(audit.c.id.in_(last))).all()


def seal(conn: Connection, now: Instant) -> int:
    """Every row written so far is under a seal of its tenant; answers how many rows that took."""
    sealed = select(seals.c.tenant_id, func.max(seals.c.last_row).label("upto")).group_by(seals.c.tenant_id).subquery()
    unsealed = (
        select(audit.c.tenant_id)
        .join(sealed, sealed.c.tenant_id == audit.c.tenant_id, isouter=True)
        .where(audit.c.id > func.coalesce(sealed.c.upto, 0))
        .distinct()
    )
    return sum(_seal_tenant(conn, TenantId(tenant), now) for tenant in conn.scalars(unsealed).all())


def verify(conn: Connection, tenant: TenantId) -> int | None:
    """None when no sealed row of the tenant was changed or removed, else the `last_row` of the first broken seal."""
    last_row, last_hash = 0, _FIRST
    for one in conn.execute(select(seals).where(seals.c.tenant_id == tenant).order_by(seals.c.last_row)).all():
        count, digest = _chain(conn, tenant, last_row, last_hash, one.last_row)
        if (count, digest) != (one.row_count, one.hash):
            return int(one.last_row)
        last_row, last_hash = one.last_row, one.hash
    return None


def _seal_tenant(conn: Connection, tenant: TenantId, now: Instant) -> int:
    before = conn.execute(
        select(seals.c.last_row, seals.c.hash)
        .where(seals.c.tenant_id == tenant)
        .order_by(seals.c.last_row.desc())
        .limit(1)
    ).first()
    last_row, last_hash = (before.last_row, before.hash) if before else (0, _FIRST)
    upto = conn.scalar(select(func.max(audit.c.id)).where(audit.c.tenant_id == tenant)) or 0
    count, digest = _chain(conn, tenant, last_row, last_hash, upto)
    conn.execute(seals.insert().values(tenant_id=tenant, last_row=upto, row_count=count, sealed_at=now, hash=digest))
    return count


def _chain(conn: Connection, tenant: TenantId, after: int, before_hash: str, upto: int) -> tuple[int, str]:
    digest, count = hashlib.sha256(before_hash.encode()), 0
    within = audit.c.tenant_id == tenant, audit.c.id > after, audit.c.id <= upto
    for row in conn.execute(select(audit).where(*within).order_by(audit.c.id)):
        digest.update(json.dumps(tuple(row), sort_keys=True, separators=(",", ":")).encode())
        count += 1
    return count, digest.hexdigest()


def _refuse_words(value: Any) -> None:
    # Whoever passes a name or a sentence here would put personal data where nothing may ever be erased.
    if value is None or isinstance(value, bool | int | float):
        return
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise ValueError("the audit takes ids, codes and numbers only")
