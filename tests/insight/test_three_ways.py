"""The same figures three ways: live, projected, recomputed; equal at the same seq, to the unit."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from beffroi.insight import store
from beffroi.insight.days import bounds, day_of
from beffroi.insight.projector import FOLLOWER, projection
from beffroi.insight.recompute import recompute
from beffroi.kernel.bus import Bus
from beffroi.kernel.db import Records
from beffroi.kernel.follower import Follower
from beffroi.kernel.ids import QueueId, TenantId
from beffroi.kernel.journal import Journal, Recorded
from beffroi.live.counters import LiveCounters
from beffroi.measures import Primitives, total
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

    def projected(self) -> dict[tuple[QueueId, int], Primitives]:
        return self.records.read_now(lambda conn: store.day(conn, TENANT, FROM_AT, TO_AT))


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


@pytest.mark.parametrize("seed", range(5))
async def test_live_projected_and_recomputed_figures_agree_to_the_unit(house: House, seed: int) -> None:
    traffic, live = Traffic(seed), LiveCounters(NOON)
    for rows in [traffic.start, *traffic.steps(1_500)]:
        for row in rows:
            live.take(row.event)
        await house.append(rows)
    await house.project()
    projected = house.projected()
    recomputed, seq = await asyncio.to_thread(recompute, house.journal, TENANT)
    assert seq == house.follower.seq == traffic.seq
    assert projected == recomputed
    for name in map(QueueId, QUEUES):
        of_queue = total(one for (queue, _), one in projected.items() if queue == name)
        assert live.of(name, traffic.now).day == of_queue
        assert of_queue.answered > 0
        assert of_queue.handled > 0


async def test_the_projection_adds_each_event_once_however_the_batches_fall(house: House) -> None:
    traffic = Traffic(7)
    for rows in [traffic.start, *traffic.steps(400)]:
        await house.append(rows)
        if traffic.rng.random() < 0.3:
            await house.project()
    again = Follower(FOLLOWER, TENANT, house.journal, house.records, Bus(), projection(TENANT))
    await again.start()
    while await again.step():
        pass
    assert house.projected() == recompute(house.journal, TENANT)[0]


async def test_a_recomputation_stops_at_the_event_asked_for(house: House) -> None:
    traffic, live = Traffic(3), LiveCounters(NOON)
    for rows in [traffic.start, *traffic.steps(300)]:
        await house.append(rows)
    half, seq = recompute(house.journal, TENANT, until=200)
    for row in house.journal.read(TENANT, 0, 200):
        live.take(row.event)
    assert seq == 200
    assert live.day == {name: total(one for (of, _), one in half.items() if of == name) for name, _ in half}


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
    sums = total(live.day.values())
    assert (sums.received, sums.presented, sums.answered) == tuple(
        by_hand[k] for k in ("received", "presented", "answered")
    )
    assert (sums.abandoned, sums.answered_in_time) == (by_hand["abandoned"], by_hand["in_time"])
    assert sums.answered_in_time <= sums.answered


def test_each_passage_of_the_queues_ledger_is_counted_once() -> None:
    traffic, live = Traffic(5), LiveCounters(NOON)
    for rows in [traffic.start, *traffic.steps(1_000)]:
        for row in rows:
            live.take(row.event)
    sums = total(live.day.values())
    still_waiting = sum(work.state in {"waiting", "offered"} for work in traffic.state.works.values())
    assert sums.received == sums.answered + sums.abandoned + still_waiting
