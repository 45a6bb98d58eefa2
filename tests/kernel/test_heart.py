"""The small parts around the shard: clock, ids, events, bus, jobs, news, followers."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from beffroi.kernel import cursors, jobs, news
from beffroi.kernel.bus import Bus
from beffroi.kernel.clock import Clock, FakeClock
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.errors import TryAgain
from beffroi.kernel.events import Event, decode, encode, upcaster
from beffroi.kernel.follower import Follower
from beffroi.kernel.ids import TenantId, new_id
from beffroi.kernel.jobs import Job, Jobs
from beffroi.kernel.journal import Journal, Recorded

DEMO = TenantId("demo")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    one = Records(tmp_path / "records.db", durable=False)
    one.open()
    yield one
    one.close()


class BellRung(Event, frozen=True, kw_only=True):
    """The bell was rung; since version 2 it says how often."""

    version = 2
    times: int


@upcaster("bell_rung", 1)
def bell_rung_once(fields: dict[str, Any]) -> dict[str, Any]:
    return fields | {"times": 1}


def test_ids_are_short_unique_and_sorted_by_time() -> None:
    made = [new_id() for _ in range(1_000)]
    assert len(set(made)) == 1_000
    assert {len(one) for one in made} == {22}
    assert sorted(one[:9] for one in made) == [one[:9] for one in made]


def test_the_clock_never_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    clock.not_before(clock.now() + 3600)
    first = clock.now()
    now = time.monotonic()
    monkeypatch.setattr("beffroi.kernel.clock.time.monotonic", lambda: now + 20)
    assert 20 <= clock.now() - first < 21  # ahead of the wall, and still going
    monkeypatch.setattr("beffroi.kernel.clock.time.monotonic", lambda: 0.0)
    assert clock.now() >= first + 20


def test_an_event_of_an_older_version_is_read_as_todays() -> None:
    assert decode("bell_rung", 1, b'{"at":5.0}') == BellRung(at=5.0, times=1)
    new = BellRung(at=5.0, times=3)
    assert decode("bell_rung", 2, encode(new)) == new


async def test_the_bus_wakes_and_misses_nothing_between_two_waits() -> None:
    bus = Bus()
    with bus.subscribe("demo") as sleeper:
        bus.wake("demo")
        await asyncio.wait_for(sleeper.wait(60), 1)
        await sleeper.wait(0.001)


async def test_a_job_is_done_once_it_is_due_and_only_one_waits_per_key(records: Records) -> None:
    clock, done = FakeClock(), list[dict[str, Any]]()
    runner = Jobs(records, clock, Bus())

    async def note(job: Job) -> None:
        done.append(job.args)

    runner.handle("note", note)
    later = clock.now() + 60
    assert await records.write(lambda conn: jobs.enqueue(conn, DEMO, "note", {"n": 1}, later, "note-1"))
    assert not await records.write(lambda conn: jobs.enqueue(conn, DEMO, "note", {"n": 2}, later, "note-1"))
    assert await runner.run_due() == 0
    clock.move(61)
    assert await runner.run_due() == 1
    assert done == [{"n": 1}]
    assert await runner.run_due() == 0


async def test_a_job_that_fails_is_tried_five_times_then_kept(records: Records) -> None:
    clock, tried = FakeClock(), list[int]()
    runner = Jobs(records, clock, Bus())

    async def fail(job: Job) -> None:
        tried.append(job.tries)
        raise OSError

    runner.handle("fail", fail)
    await records.write(lambda conn: jobs.enqueue(conn, DEMO, "fail", {}, clock.now(), "fail"))
    for _ in range(8):
        await runner.run_due()
        clock.move(700)
    assert tried == [0, 1, 2, 3, 4]


async def test_jobs_outlive_records_that_cannot_be_written(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "IDLE_S", 0.001)
    clock, done = FakeClock(), asyncio.Event()
    runner = Jobs(records, clock, Bus())

    async def work(_: jobs.Job) -> None:
        if tried:
            done.set()
        tried.append(True)
        monkeypatch.setattr(runner, "_done", full if len(tried) == 1 else real)

    def full(conn: object, job: jobs.Job) -> None:
        raise TryAgain

    real, tried = runner._done, list[bool]()
    runner.handle("work", work)
    await records.write(lambda conn: jobs.enqueue(conn, DEMO, "work", {}, clock.now(), "work"))
    task = asyncio.create_task(runner.run())
    await asyncio.wait_for(done.wait(), 5)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_is_done_every_minute_goes_on_after_a_failure_and_a_restart(records: Records) -> None:
    clock, done = FakeClock(), list[float]()

    async def work() -> None:
        done.append(clock.now())
        if len(done) == 1:
            raise OSError

    async def a_while() -> None:
        bus = Bus()
        runner = Jobs(records, clock, bus)
        runner.every("seal", 60.0, work)
        task = asyncio.create_task(runner.run())
        for _ in range(3):
            before = len(done)
            while len(done) == before:
                clock.move(5)
                bus.wake("jobs")
                await asyncio.sleep(0.001)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    await asyncio.wait_for(a_while(), 10)
    await asyncio.wait_for(a_while(), 10)
    assert len(done) == 6


def test_news_are_numbered_without_gaps_per_tenant(records: Records) -> None:
    def tell(conn: Connection) -> list[int]:
        return [news.tell(conn, DEMO, "queue", name) for name in "abc"] + [news.tell(conn, TenantId("x"), "queue", "a")]

    assert records.write_now(tell) == [1, 2, 3, 1]
    assert [one.object_id for one in records.read_now(lambda conn: news.since(conn, DEMO, 1))] == ["b", "c"]


async def test_a_follower_goes_on_from_its_cursor_and_a_failed_batch_leaves_nothing(
    records: Records, tmp_path: Path
) -> None:
    journal, bus, seen = Journal(tmp_path / "journal.db"), Bus(), list[int]()
    journal.open()
    broken = True

    def project(conn: Connection, rows: Sequence[Recorded]) -> None:
        news.tell(conn, DEMO, "seen", str(rows[-1].seq))
        if broken:
            raise OSError
        seen.extend(row.seq for row in rows)

    await journal.append("demo", [Recorded(seq, None, BellRung(at=1.0, times=seq)) for seq in (1, 2, 3)])
    follower = Follower("bells", "demo", journal, records, bus, project)
    await follower.start()
    with pytest.raises(OSError):
        await follower.step()
    assert records.read_now(lambda conn: news.since(conn, DEMO, 0)) == []
    broken = False
    task = asyncio.create_task(follower.run())
    assert await follower.reach(3, within_s=2)
    await journal.append("demo", [Recorded(4, None, BellRung(at=2.0, times=4))])
    bus.wake("demo")
    assert await follower.reach(4, within_s=2)
    assert not await follower.reach(5, within_s=0.01)
    task.cancel()
    assert seen == [1, 2, 3, 4]
    assert records.read_now(lambda conn: cursors.at(conn, "bells", "demo")) == 4
    journal.close()


async def test_whoever_waits_for_rows_does_not_wait_for_them_to_gather(
    records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beffroi.kernel.follower.GATHER_S", 60.0)
    journal, bus = Journal(tmp_path / "journal.db"), Bus()
    journal.open()
    follower = Follower("bells", "demo", journal, records, bus, lambda conn, rows: None)
    await follower.start()
    task = asyncio.create_task(follower.run())
    for seq in (1, 2, 3):
        await journal.append("demo", [Recorded(seq, None, BellRung(at=1.0, times=seq))])
        bus.wake("demo")
        assert await follower.reach(seq, within_s=5)
    task.cancel()
    async with asyncio.timeout(5):
        await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    journal.close()
