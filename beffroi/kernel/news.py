"""News: what changed in the records that a shard must know. Gapless, written in the change's transaction."""

from typing import Final, NamedTuple

from sqlalchemy import Column, Connection, Integer, String, Table, func, insert, select

from beffroi.kernel.db import metadata
from beffroi.kernel.ids import TenantId

news: Final = Table(
    "news",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("object_id", String(64), nullable=False),
)


class News(NamedTuple):
    """The object of this kind changed."""

    seq: int
    kind: str
    object_id: str


def tell(conn: Connection, tenant: TenantId, kind: str, object_id: str) -> int:
    """The change will reach the tenant's shard; answers its number."""
    last = conn.execute(select(func.max(news.c.seq)).where(news.c.tenant_id == tenant)).scalar() or 0
    conn.execute(insert(news).values(tenant_id=tenant, seq=last + 1, kind=kind, object_id=object_id))
    return int(last) + 1


def since(conn: Connection, tenant: TenantId, seq: int) -> list[News]:
    """What is newer than `seq`, in order."""
    rows = conn.execute(
        select(news.c.seq, news.c.kind, news.c.object_id)
        .where(news.c.tenant_id == tenant, news.c.seq > seq)
        .order_by(news.c.seq)
    )
    return [News(*row) for row in rows]
