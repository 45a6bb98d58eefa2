"""The same figures three ways: live, projected, recomputed; equal at the same seq, to the unit."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from beffroi.insight import store
from beffroi.insight.days import bounds, day_of
from beffroi.insight.fold import Cell
from beffroi.insight.projector import FOLLOWER, projection
from beffroi.insight.recompute import recompute
from beffroi.insight.tally import Tally, plain, primitives
from beffroi.kernel.bus import Bus
from beffroi.kernel.db import Records
from beffroi.kernel.follower import Follower
from beffroi.kernel.ids import AgentId, QueueId, TenantId
from beffroi.kernel.journal import Journal, Recorded
from beffroi.live.counters import LiveCounters, Projected
from beffroi.measures import Primitives
from beffroi.routing.events import FirstReply, OfferAccepted, OfferMade, QueueEntered, QueueLeft
from tests.traffic import NOON, QUEUES, Traffic

TENANT = TenantId("t")
FROM_AT, TO_AT = bounds(day_of(NOON))


@dataclass
class House:
    journal: Journal
    records: Records
    follower: Follower

    async def append(self, rows: list[Recorded]) -> None:
        await self.journal.append(TENANT, rows)
        self.journal.remember(TENANT, rows)

    async def project(self) -> None:
        while await self.follower.step():
            pass

    async def restart(self) -> None:
        """The projection knows nothing but what it wrote."""
        self.follower = Follower(FOLLOWER, TENANT, self.journal, self.records, Bus(), projection(TENANT))
        await self.follower.start()

    def projected(self) -> Projected:
        return self.records.read_now(
            lambda conn: Projected(
                store.day(conn, TENANT, FROM_AT, TO_AT), store.memory(conn, TENANT), self.follower.seq
            )
        )


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    journal, records = Journal(tmp_path / "journal.db", synchronous="OFF"), Records(tmp_path / "r.db", durable=False)
    journal.open()
    records.open()
    follower = Follower(FOLLOWER, TENANT, journal, records, Bus(), projection(TENANT))
    await follower.start()
    yield House(journal, records, follower)
    records.close()
    journal.close()


def of_queue(sums: Mapping[tuple[Cell, int], Tally], queue: QueueId) -> Primitives:
    """As live counts: without histograms."""
    return primitives(*(dict(plain(one)) for (cell, _), one in sums.items() if cell.queue == queue))


@pytest.mark.parametrize("seed", range(5))
async def test_live_projected_and_recomputed_figures_agree_to_the_unit(house: House, seed: int) -> None:
    traffic, live = Traffic(seed), LiveCounters(NOON)
    for rows in [traffic.start, *traffic.steps(1_500)]:
        for row in rows:
            live.take(row.event)
        await house.append(rows)
    await house.project()
    projected = house.projected()
    recomputed = await asyncio.to_thread(recompute, house.journal, TENANT)
    assert recomputed.seq == house.follower.seq == traffic.seq
    assert projected.sums == recomputed.sums
    assert projected.memory.agents == recomputed.memory.agents
    assert projected.memory.contacts == recomputed.memory.contacts
    restarted = LiveCounters(traffic.now)
    restarted.begin(projected)
    for name in map(QueueId, QUEUES):
        sums = of_queue(projected.sums, name)
        assert live.of(name, traffic.now).day == restarted.of(name, traffic.now).day == sums
        assert min(sums.answered, sums.handled, sums.replies, sums.passed_on, sums.abandoned) > 0
    later = traffic.now + 100
    for agent in map(AgentId, traffic.state.agents):
        sums = live.of_agent(agent, later).whole
        assert restarted.of_agent(agent, later) == live.of_agent(agent, later)
        assert sums.logged_ms >= sums.busy_ms + sums.idle_ms + sums.other_work_ms
        assert 0 < sums.busy_ms <= sums.work_ms


async def test_the_projection_adds_each_event_once_however_the_batches_fall(house: House) -> None:
    traffic = Traffic(7)
    for rows in [traffic.start, *traffic.steps(400)]:
        await house.append(rows)
        if traffic.rng.random() < 0.3:
            await house.project()
        if traffic.rng.random() < 0.1:
            await house.restart()
    await house.project()
    assert house.projected().sums == recompute(house.journal, TENANT).sums


async def test_a_batch_that_could_not_be_written_comes_again_and_counts_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    traffic = Traffic(9)
    for rows in [traffic.start, *traffic.steps(200)]:
        await house.append(rows)
        with monkeypatch.context() as broken:
            if traffic.rng.random() < 0.3:
                broken.setattr("beffroi.kernel.cursors.move", _fails)
                with pytest.raises(OSError, match="full"):
                    await house.follower.step()
        await house.follower.step()
    assert house.projected().sums == recompute(house.journal, TENANT).sums


def _fails(*_: object) -> None:
    raise OSError("the disk is full")


async def test_a_recomputation_stops_at_the_event_asked_for(house: House) -> None:
    traffic, live = Traffic(3), LiveCounters(NOON)
    for rows in [traffic.start, *traffic.steps(300)]:
        await house.append(rows)
    half = recompute(house.journal, TENANT, until=200)
    for row in house.journal.read(TENANT, 0, 200):
        live.take(row.event)
    assert half.seq == 200
    for name in map(QueueId, QUEUES):
        assert live.of(name, traffic.now).day == of_queue(half.sums, name)


async def test_a_recomputation_takes_the_place_of_what_was_there(house: House) -> None:
    traffic = Traffic(4)
    for rows in [traffic.start, *traffic.steps(300)]:
        await house.append(rows)
    found = recompute(house.journal, TENANT)
    wrong = {(Cell(QueueId("nowhere")), FROM_AT): {"received": 1}}
    house.records.write_now(lambda conn: store.add(conn, TENANT, wrong))
    house.records.write_now(lambda conn: store.replace_all(conn, TENANT, found.sums, found.memory))
    assert house.projected().sums == found.sums
    assert house.projected().memory.agents == found.memory.agents


def test_the_figures_are_what_the_events_say_counted_by_hand() -> None:
    traffic, live = Traffic(11), LiveCounters(NOON)
    seen = [row.event for rows in [traffic.start, *traffic.steps(1_000)] for row in rows]
    by_hand: Counter[str] = Counter()
    for event in seen:
        live.take(event)
        by_hand["received"] += isinstance(event, QueueEntered)
        by_hand["presented"] += isinstance(event, OfferMade)
        by_hand["answered"] += isinstance(event, OfferAccepted)
        by_hand["abandoned"] += isinstance(event, QueueLeft) and event.how == "abandoned"
        by_hand["in_time"] += isinstance(event, FirstReply) and event.wait_s <= 40.0
    several = [live.of(QueueId(name), traffic.now).day for name in QUEUES]
    for name in ("received", "presented", "answered", "abandoned"):
        assert sum(getattr(one, name) for one in several) == by_hand[name]
    assert sum(one.answered_in_time for one in several) == by_hand["in_time"]
    pending = sum(not one.replied for one in traffic.state.assignments.values() if one.state != "offered")
    assert sum(one.answered_clock_untold for one in several) == pending


def test_each_passage_of_the_queues_ledger_is_counted_once() -> None:
    traffic, live = Traffic(5), LiveCounters(NOON)
    for rows in [traffic.start, *traffic.steps(1_000)]:
        for row in rows:
            live.take(row.event)
    several = [live.of(QueueId(name), traffic.now).day for name in QUEUES]
    still_waiting = sum(work.state in {"waiting", "offered"} for work in traffic.state.works.values())
    assert sum(one.received for one in several) == sum(one.answered + one.abandoned for one in several) + still_waiting
