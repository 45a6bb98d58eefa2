"""Recomputation: the figures again from the journal's first event. They must be what the projection says."""

from __future__ import annotations

from beffroi.insight.fold import QUARTER_S, Buckets, fold
from beffroi.kernel.ids import QueueId
from beffroi.kernel.journal import Journal
from beffroi.measures.primitives import Primitives

PAGE = 5_000

Sums = dict[tuple[QueueId, int], Primitives]


def recompute(journal: Journal, shard: str, until: int | None = None) -> tuple[Sums, int]:
    """Every queue's quarter-hours as after event `until` (the last one by default), and that event's place."""
    quarters, seq = Buckets(QUARTER_S), 0
    while rows := journal.read(shard, seq, PAGE):
        wanted = [row for row in rows if until is None or row.seq <= until]
        fold((row.event for row in wanted), quarters)
        seq = wanted[-1].seq if wanted else seq
        if len(wanted) < len(rows):
            break
    return quarters.sums, seq
