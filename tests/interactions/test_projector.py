"""The rows add up to the journal: whatever the batches, after a failure, after a restart; both ledgers balance."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from beffroi.interactions.ledger import store
from beffroi.interactions.projector import Projector
from beffroi.kernel.db import Records
from beffroi.kernel.ids import TenantId
from beffroi.kernel.journal import Recorded
from beffroi.routing.states import ENDINGS, Left
from tests.traffic import Traffic

T = TenantId("colvert")
TABLES = (store.interactions, store.passages, store.assignments, store.timeline)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    records = Records(tmp_path / "records.db", durable=False)
    records.open()
    yield records
    records.close()


def journal(seed: int, steps: int = 600) -> tuple[Traffic, list[Recorded]]:
    traffic = Traffic(seed)
    return traffic, [*traffic.start, *(row for batch in traffic.steps(steps) for row in batch)]


def follow(records: Records, rows: Sequence[Recorded], by: int, projector: Projector | None = None) -> None:
    projector = projector or Projector(T)
    for start in range(0, len(rows), by):
        batch = rows[start : start + by]
        records.write_now(partial(projector.project, rows=batch))


def everything(records: Records) -> list[list[tuple[Any, ...]]]:
    def read(conn: Connection) -> list[list[tuple[Any, ...]]]:
        return [sorted(tuple(row) for row in conn.execute(table.select())) for table in TABLES]

    return records.read_now(read)


def count(records: Records, query: Any) -> object:
    return records.read_now(lambda conn: conn.execute(query).scalar())


def values(records: Records, query: Any) -> set[object]:
    return records.read_now(lambda conn: set(conn.execute(query).scalars()))


@pytest.mark.parametrize("seed", range(3))
def test_the_size_of_the_batches_does_not_matter(records: Records, tmp_path: Path, seed: int) -> None:
    _, rows = journal(seed)
    follow(records, rows, by=2000)
    other = Records(tmp_path / "other.db", durable=False)
    other.open()
    follow(other, rows, by=7)
    assert everything(records) == everything(other)
    other.close()


def test_a_restart_between_batches_changes_nothing(records: Records, tmp_path: Path) -> None:
    _, rows = journal(4)
    follow(records, rows, by=2000)
    other = Records(tmp_path / "other.db", durable=False)
    other.open()
    for start in range(0, len(rows), 50):
        follow(other, rows[start : start + 50], by=50)
    assert everything(records) == everything(other)
    other.close()


def test_a_batch_whose_transaction_failed_is_folded_once(records: Records) -> None:
    _, rows = journal(5)
    projector = Projector(T)
    follow(records, rows[:100], by=100, projector=projector)

    def fails(conn: Connection) -> None:
        projector.project(conn, rows[100:300])
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        records.write_now(fails)
    follow(records, rows[100:], by=200, projector=projector)
    said = sum(row.event.kind == "message_stored" for row in rows)
    assert count(records, select(func.sum(store.interactions.c.message_count))) == said


@pytest.mark.parametrize("seed", range(6, 9))
def test_both_ledgers_balance_and_agree_with_routing(records: Records, seed: int) -> None:
    traffic, rows = journal(seed, steps=1500)
    follow(records, rows, by=500)
    i, p, a = store.interactions.c, store.passages.c, store.assignments.c
    opened = sum(row.event.kind == "interaction_opened" for row in rows)
    assert count(records, select(func.count()).select_from(store.interactions)) == opened
    assert values(records, select(i.id).where(i.ended_at.is_(None))) == set(traffic.state.works)
    assert values(records, select(i.outcome).where(i.ended_at.isnot(None))) <= set(ENDINGS.values())
    assert values(records, select(p.how).where(p.left_at.isnot(None))) <= set(Left)
    waiting = sum(work.state in ("waiting", "offered") for work in traffic.state.works.values())
    assert count(records, select(func.count()).where(p.left_at.is_(None))) == waiting
    assert values(records, select(a.id).where(a.closed_at.is_(None))) == set(traffic.state.assignments)


def test_states_follow_routing(records: Records) -> None:
    traffic, rows = journal(10)
    follow(records, rows, by=300)
    i = store.interactions.c
    standing = select(i.id, i.state).where(i.ended_at.is_(None))
    states = records.read_now(lambda conn: dict(tuple(row) for row in conn.execute(standing)))
    assert states == {work.id: str(work.state) for work in traffic.state.works.values()}
