"""Recomputation: the figures again from the journal's first event. They must be what the projection says."""

from __future__ import annotations

from typing import NamedTuple

from beffroi.insight.fold import Cell, Fold, quarters
from beffroi.insight.memory import Memory
from beffroi.insight.tally import Tally, add
from beffroi.kernel.journal import Journal

PAGE = 5_000


class Recomputed(NamedTuple):
    """Every cell's quarter-hours, what the folds remember, and the place of the journal."""

    sums: dict[tuple[Cell, int], Tally]
    memory: Memory
    seq: int


def recompute(journal: Journal, shard: str, until: int | None = None) -> Recomputed:
    """The figures as after event `until`; the last one by default."""
    sums: dict[tuple[Cell, int], Tally] = {}
    fold, seq = Fold(), 0
    while rows := journal.read(shard, seq, PAGE):
        wanted = [row for row in rows if until is None or row.seq <= until]
        for place, tally in quarters(fold, (row.event for row in wanted)).items():
            add(sums.setdefault(place, {}), tally.items())
        seq = wanted[-1].seq if wanted else seq
        if len(wanted) < len(rows):
            break
    return Recomputed({place: tally for place, tally in sums.items() if tally}, fold.memory, seq)
