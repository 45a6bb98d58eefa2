"""Cursors: how far each follower of a shard's journal has written its rows; moved with the rows."""

from typing import Final

from sqlalchemy import Column, Connection, Integer, String, Table, select

from beffroi.kernel.db import metadata, upsert

cursors: Final = Table(
    "cursors",
    metadata,
    Column("follower", String(64), primary_key=True),
    Column("shard", String(64), primary_key=True),
    Column("seq", Integer, nullable=False),
)


def at(conn: Connection, follower: str, shard: str) -> int:
    """The place of the last event this follower has written; 0 before the first."""
    query = select(cursors.c.seq).where(cursors.c.follower == follower, cursors.c.shard == shard)
    return int(conn.execute(query).scalar() or 0)


def move(conn: Connection, follower: str, shard: str, seq: int) -> None:
    """The follower's rows now stand as after event `seq`."""
    upsert(conn, cursors, [{"follower": follower, "shard": shard, "seq": seq}], ["follower", "shard"])
