"""Sums as of now: what is stored, and the time agents have spent in what they are doing, up to an instant."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from beffroi.insight import store
from beffroi.insight.fold import QUARTER_S, Cell, start_of, time_of
from beffroi.insight.projector import FOLLOWER
from beffroi.insight.tally import Tally, add
from beffroi.kernel import cursors
from beffroi.kernel.ids import Instant, TenantId


class Sums(NamedTuple):
    """Sums by cell and quarter-hour, as after event `seq`."""

    seq: int
    sums: dict[tuple[Cell, int], Tally]


def read_sums(conn: Connection, tenant: TenantId, from_at: int, to_at: int, now: Instant) -> Sums:
    """Everything counted in [from_at, to_at); states that last are counted up to `now`."""
    sums = store.day(conn, tenant, from_at, to_at)
    for agent, doing in store.memory(conn, tenant, agents_only=True).agents.items():
        for counted in time_of(agent, doing, min(now, to_at), from_at):
            add(sums.setdefault((counted.cell, start_of(counted.at, QUARTER_S)), {}), counted.added)
    return Sums(cursors.at(conn, FOLLOWER, tenant), sums)
