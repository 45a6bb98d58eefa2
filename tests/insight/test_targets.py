"""Targets: the one in force on each day, and the queue's rules that follow it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from beffroi.insight import store
from beffroi.insight.service import RULES, Targets
from beffroi.insight.targets import Target, follows, in_force
from beffroi.kernel import audit, news
from beffroi.kernel.db import Records
from beffroi.kernel.ids import QueueId, TenantId
from beffroi.migrations import bring_to_head
from beffroi.routing import store as routing_store
from beffroi.routing.model import QueueRules
from tests.traffic import NOON

TENANT, SALES = TenantId("t"), QueueId("sales")
TODAY = date(2026, 11, 18)
RULED = QueueRules(id=SALES, name="Sales", threshold_s=60.0, target=0.8)


def target(id_: str, set_at: float = 1.0, first: int = 0, last: int | None = None, **more: float) -> Target:
    usual = {"threshold_s": 30.0, "target": 0.9} | more
    until = None if last is None else TODAY + timedelta(days=last)
    return Target(
        id=id_,
        queue=SALES,
        valid_from=TODAY + timedelta(days=first),
        valid_to=until,
        set_by="marc",
        set_at=set_at,
        **usual,
    )


@dataclass
class Routing:
    """Which news the shard was told to take."""

    records: Records
    at: float = NOON
    refreshed: int = 0

    def now(self) -> float:
        return self.at

    async def refresh(self) -> None:
        self.refreshed += 1

    def rules(self) -> QueueRules:
        return self.records.read_now(lambda conn: routing_store.queue_rules(conn, TENANT))[0]


@pytest.fixture
async def routing(tmp_path: Path) -> AsyncIterator[Routing]:
    records = Records(tmp_path / "r.db", prepare=bring_to_head, durable=False)
    records.open()
    records.write_now(lambda conn: routing_store.put_queue(conn, TENANT, RULED))
    yield Routing(records)
    records.close()


def keeper(routing: Routing) -> Targets:
    return Targets(TENANT, routing.records, routing, ZoneInfo("Europe/Paris"))  # type: ignore[arg-type]


def test_the_one_set_last_stands_on_the_days_it_covers() -> None:
    several = [target("old", 1.0), target("week", 2.0, 2, 6), target("new", 3.0, 4)]
    days = [TODAY + timedelta(days=n) for n in (-1, 0, 2, 4, 9)]
    found = [in_force(several, SALES, day) for day in days]
    assert [one and one.id for one in found] == [None, "old", "week", "new", "new"]
    assert in_force(several, QueueId("support"), TODAY) is None


async def test_the_queue_follows_at_once_and_its_own_promise_comes_back(routing: Routing) -> None:
    await keeper(routing).set(target("t1", first=0, last=0), "user:marc")
    assert routing.rules() == follows(RULED, target("t1"))
    assert routing.refreshed == 1
    routing.at += 86_400
    await keeper(routing).follow()
    assert routing.rules() == RULED
    assert routing.refreshed == 2
    held = await keeper(routing).all()
    assert [(one.id, one.set_by) for one in held] == [(f"{RULES}:sales", RULES), ("t1", "marc")]


async def test_a_target_of_tomorrow_waits_for_tomorrow(routing: Routing) -> None:
    await keeper(routing).set(target("t1", first=1), "user:marc")
    assert routing.rules() == RULED
    told = routing.records.read_now(lambda conn: len(news.since(conn, TENANT, 0)))
    await keeper(routing).follow()
    assert routing.records.read_now(lambda conn: len(news.since(conn, TENANT, 0))) == told
    routing.at += 86_400
    await keeper(routing).follow()
    assert routing.rules().threshold_s == 30.0


async def test_the_same_act_again_changes_nothing_and_each_is_audited(routing: Routing) -> None:
    for _ in range(2):
        await keeper(routing).set(target("t1"), "user:marc")

    def rows(conn: Connection) -> list[tuple[str, str, str]]:
        return [(row.by, row.action, row.object_id) for row in conn.execute(audit.audit.select())]

    assert routing.records.read_now(rows) == [("user:marc", "target.set", "sales")]
    assert len(routing.records.read_now(lambda conn: store.all_targets(conn, TENANT))) == 2
