"""Records: one writer, consistent readers, nothing half done."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, ForeignKey, Integer, MetaData, String, Table, func, select
from sqlalchemy.exc import IntegrityError, OperationalError

from beffroi.kernel.db import NAMES, Records, add_once, upsert
from beffroi.kernel.errors import TryAgain

shelf = MetaData(naming_convention=NAMES)
boxes = Table("boxes", shelf, Column("id", Integer, primary_key=True), Column("label", String, nullable=False))
things = Table(
    "things",
    shelf,
    Column("id", Integer, primary_key=True),
    Column("box", ForeignKey("boxes.id"), nullable=False),
)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = Records(tmp_path / "records.db", prepare=shelf.create_all)
    made.open()
    yield made
    made.close()


def labels(conn: Connection) -> list[str]:
    return list(conn.scalars(select(boxes.c.label).order_by(boxes.c.id)))


async def test_what_was_written_is_read_by_others_and_after_a_restart(records: Records, tmp_path: Path) -> None:
    await records.write(lambda conn: conn.execute(boxes.insert().values(id=1, label="a")) and None)
    assert await records.read(labels) == ["a"]
    records.close()
    again = Records(tmp_path / "records.db", prepare=shelf.create_all)
    again.open()
    assert again.read_now(labels) == ["a"]
    again.close()


async def test_a_failing_write_leaves_nothing_behind(records: Records) -> None:
    def half(conn: Connection) -> None:
        conn.execute(boxes.insert().values(id=1, label="a"))
        raise LookupError

    with pytest.raises(LookupError):
        await records.write(half)
    assert await records.read(labels) == []


def test_foreign_keys_hold(records: Records) -> None:
    with pytest.raises(IntegrityError):
        records.write_now(lambda conn: conn.execute(things.insert().values(id=1, box=9)))


def test_the_disk_is_told_to_keep_what_is_acknowledged(records: Records) -> None:
    def pragma(name: str) -> object:
        return records.write_now(lambda conn: conn.exec_driver_sql(f"PRAGMA {name}").scalar())

    assert (pragma("synchronous"), pragma("journal_mode"), pragma("foreign_keys")) == (2, "wal", 1)


def test_a_reader_cannot_write(records: Records) -> None:
    with pytest.raises(OperationalError):
        records.read_now(lambda conn: conn.execute(boxes.insert().values(id=1, label="a")))


async def test_all_writes_run_on_one_thread_and_none_is_lost(records: Records) -> None:
    threads: set[int] = set()

    def add(conn: Connection) -> None:
        threads.add(threading.get_ident())
        upto = conn.scalar(select(func.coalesce(func.max(boxes.c.id), 0))) or 0
        conn.execute(boxes.insert().values(id=upto + 1, label="x"))

    await asyncio.gather(*(records.write(add) for _ in range(50)))
    assert len(threads) == 1
    assert len(await records.read(labels)) == 50


async def test_a_reader_sees_one_state_while_the_writer_goes_on(records: Records) -> None:
    started, written = threading.Event(), threading.Event()

    def twice(conn: Connection) -> tuple[int, int]:
        first = len(labels(conn))
        started.set()
        assert written.wait(5)
        return first, len(labels(conn))

    reading = asyncio.ensure_future(records.read(twice))
    await asyncio.to_thread(started.wait, 5)
    await records.write(lambda conn: conn.execute(boxes.insert().values(id=1, label="a")) and None)
    written.set()
    assert await reading == (0, 0)


async def test_a_caller_that_stops_waiting_does_not_undo_the_write(records: Records) -> None:
    gate = threading.Event()

    def slow(conn: Connection) -> None:
        gate.wait(5)
        conn.execute(boxes.insert().values(id=1, label="a"))

    waiting = asyncio.ensure_future(records.write(slow))
    await asyncio.sleep(0)
    waiting.cancel()
    gate.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await records.write(lambda conn: None)
    assert await records.read(labels) == ["a"]


def test_upsert_and_add_once(records: Records) -> None:
    rows = [{"id": 1, "label": "a"}, {"id": 2, "label": "b"}]
    records.write_now(lambda conn: upsert(conn, boxes, rows, key=["id"]))
    records.write_now(lambda conn: upsert(conn, boxes, [{"id": 2, "label": "c"}], key=["id"]))
    assert records.read_now(labels) == ["a", "c"]
    assert not records.write_now(lambda conn: add_once(conn, boxes, {"id": 1, "label": "z"}))
    assert records.write_now(lambda conn: add_once(conn, boxes, {"id": 3, "label": "z"}))
    assert records.read_now(labels) == ["a", "c", "z"]


async def test_closed_records_say_so(records: Records) -> None:
    records.close()
    with pytest.raises(TryAgain):
        await records.read(labels)
    with pytest.raises(TryAgain):
        records.write_now(labels)
