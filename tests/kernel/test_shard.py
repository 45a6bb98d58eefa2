"""The shard with its real journal: append, then act; and what happens when the disk, the engine or the power fails."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from beffroi.kernel.clock import Clock
from beffroi.kernel.errors import TryAgain
from beffroi.kernel.ids import AgentId, AssignmentId, CaseId, CustomerId, InteractionId, QueueId, TeamId
from beffroi.kernel.journal import AlreadyRunning, Journal, Recorded
from beffroi.kernel.shard import EngineFault, Shard
from beffroi.routing import commands as c
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.errors import OfferGone
from beffroi.routing.events import DeskLost
from beffroi.routing.model import AgentProfile, Configuration, Membership, QueueRules
from beffroi.routing.state import State

SUPPORT = QueueId("support")
INES = AgentId("ines")
PROFILE = AgentProfile(INES, TeamId("t"), {}, {SUPPORT: Membership()}, {"chat": 2})
CENTRE = Configuration((QueueRules(SUPPORT, "Support", offer_s=0.2),), (PROFILE,))


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    one = Journal(tmp_path / "journal.db")
    one.open()
    yield one
    one.close()


async def started(journal: Journal) -> Shard[State]:
    shard: Shard[State] = Shard("demo", RoutingEngine(), journal, Clock())
    await shard.start()
    return shard


async def opened(journal: Journal) -> Shard[State]:
    shard = await started(journal)
    await shard.ask(c.Configure(id="news", news_seq=1, content=CENTRE))
    await shard.ask(c.ReportDesk(id="desk", agent=INES, connected=True))
    await shard.ask(c.SetPresence(id="ready", agent=INES, state="ready"))
    return shard


def arrival(name: str) -> c.Open:
    return c.Open(
        id=name,
        interaction=InteractionId(name),
        channel="chat",
        queue=SUPPORT,
        customer=CustomerId("c"),
        case=CaseId("k"),
        arrived_at=1.0,
    )


async def test_what_was_answered_is_there_after_a_crash(journal: Journal) -> None:
    shard = await opened(journal)
    answer = await shard.ask(arrival("marie"))
    again = await started(journal)  # the first is simply abandoned, as after kill -9
    assert again.core.committed_seq == answer.seq
    assert again.core.committed.rows == shard.core.committed.rows
    await again.stop()
    await shard.stop()


async def test_a_repeat_after_a_crash_gets_the_first_answer(journal: Journal) -> None:
    shard = await opened(journal)
    first = await shard.ask(arrival("marie"))
    await shard.stop()
    again = await started(journal)
    assert await again.ask(arrival("marie")) == first
    await again.stop()


async def test_timers_fire_by_themselves_also_after_a_restart(journal: Journal) -> None:
    shard = await opened(journal)
    await shard.ask(arrival("marie"))
    await shard.stop()
    again = await started(journal)
    timed_out = asyncio.Event()

    def listen(rows: Any) -> None:
        if any(row.event.kind == "offer_timed_out" for row in rows):
            timed_out.set()

    again.listen(listen)
    await asyncio.wait_for(timed_out.wait(), 5)
    with pytest.raises(OfferGone):
        await again.ask(c.Accept(id="late", assignment=AssignmentId("a1"), agent=INES))
    await again.stop()


async def test_a_clock_put_back_between_two_runs_is_never_behind_the_journal(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    shard = await opened(journal)
    answer = await shard.ask(arrival("marie"))
    await shard.stop()  # with a snapshot of everything: no event is replayed at the next start
    wall = time.time()
    monkeypatch.setattr("beffroi.kernel.clock.time.time", lambda: wall - 3600)
    again = await started(journal)
    held = next(iter(again.core.committed.assignments))
    accepted = await again.ask(c.Accept(id="late", assignment=held, agent=INES))
    assert accepted.events[0].at >= answer.events[-1].at
    await again.stop()


async def test_when_the_disk_fails_nothing_happened(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    shard = await opened(journal)
    real = journal.append

    def full(_shard: str, _rows: Any) -> "asyncio.Future[None]":
        failed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        failed.set_exception(OSError("disk full"))
        return failed

    monkeypatch.setattr(journal, "append", full)
    with pytest.raises(TryAgain):
        await shard.ask(arrival("marie"))
    assert not shard.core.committed.works
    monkeypatch.setattr(journal, "append", real)
    answer = await shard.ask(arrival("marie"))
    assert answer.events
    await shard.stop()


async def test_a_disk_that_cannot_be_read_either_is_tried_again(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beffroi.kernel.shard.BACK_OFF_S", 0.01)
    shard = await opened(journal)
    append, read, failures = journal.append, journal.recent_commands, iter((OSError("full"), OSError("full")))

    def full(name: str, rows: Any) -> "asyncio.Future[None]":
        monkeypatch.setattr(journal, "append", append)
        raise OSError("disk full")

    def unreadable(name: str, most: int) -> list[tuple[str, int]]:
        for failure in failures:
            raise failure
        return read(name, most)

    monkeypatch.setattr(journal, "append", full)
    monkeypatch.setattr(journal, "recent_commands", unreadable)
    with pytest.raises(TryAgain):
        await shard.ask(arrival("marie"))
    assert (await shard.ask(arrival("marie"))).events
    await shard.stop()


async def test_what_cannot_be_written_down_stops_nobody_else(journal: Journal) -> None:
    shard = await opened(journal)
    with pytest.raises(TryAgain):
        await shard.ask(arrival("\ud800"))
    assert (await shard.ask(arrival("marie"))).events
    await shard.stop()


async def test_a_command_that_breaks_the_engine_breaks_nothing_else(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    shard = await opened(journal)
    engine: Any = shard.core.engine
    real = engine.decide

    def fragile(state: State, command: Any, now: float) -> Any:
        for event in real(state, command, now):
            yield event
            if command.id == "poison":
                raise ZeroDivisionError

    monkeypatch.setattr(engine, "decide", fragile)
    poisoned, fine = shard.ask(arrival("poison")), shard.ask(arrival("karim"))
    results = await asyncio.gather(poisoned, fine, return_exceptions=True)
    assert isinstance(results[0], EngineFault)
    assert not isinstance(results[1], BaseException)
    assert set(shard.core.committed.works) == {"karim"}
    await shard.stop()


async def test_nobody_sees_what_is_not_durable(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    shard = await opened(journal)
    real = journal.append
    seen: list[int] = []

    def watched(name: str, rows: Any) -> "asyncio.Future[None]":
        seen.append(len(shard.core.committed.works))
        return real(name, rows)

    monkeypatch.setattr(journal, "append", watched)
    await shard.ask(arrival("marie"))
    assert seen == [0]
    assert len(shard.core.committed.works) == 1
    await shard.stop()


async def test_the_past_can_be_asked_for(journal: Journal) -> None:
    shard = await opened(journal)
    answer = await shard.ask(arrival("marie"))
    await shard.ask(c.End(id="end", interaction=InteractionId("marie")))
    shard.take_snapshot()
    assert not shard.core.committed.works
    then, _ = await shard.at(answer.seq)
    assert set(then.works) == {"marie"}
    await shard.stop()


async def test_a_thread_that_reads_while_events_come_misses_none(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Snapshots are made that way: an event left out would be lost for good at the next start."""
    monkeypatch.setattr("beffroi.kernel.journal.TAIL", 2_000)
    last, over = 0, threading.Event()

    def more(count: int) -> None:
        nonlocal last
        journal.remember("demo", [Recorded(last + n, None, DeskLost(at=1.0, agent=INES)) for n in range(1, count + 1)])
        last += count

    def read() -> int:
        gaps = 0
        while not over.is_set():
            after = last - 1_500
            found = [row.seq for row in journal.read("demo", after, 1_500)]
            gaps += found != list(range(after + 1, after + 1 + len(found)))
        return gaps

    more(2_000)
    reading = asyncio.create_task(asyncio.to_thread(read))
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        more(3)
        await asyncio.sleep(0.0001)
    over.set()
    assert await reading == 0


async def test_a_second_server_on_the_same_folder_is_refused(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(AlreadyRunning):
        Journal(tmp_path / "journal.db").open()


async def test_seq_at_finds_the_place_of_an_instant(journal: Journal) -> None:
    shard = await opened(journal)
    for name in "abcdef":
        await shard.ask(arrival(name))
    rows: list[Recorded] = journal.read("demo", 0)
    for row in rows:
        assert journal.seq_at("demo", row.event.at) == sum(other.event.at < row.event.at for other in rows)
    assert journal.seq_at("demo", 1e12) == rows[-1].seq
    await shard.stop()
