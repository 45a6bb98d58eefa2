"""Targets kept: set by people, and followed by the queues' rules from the day on which they are in force."""

from __future__ import annotations

from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from beffroi.insight import store
from beffroi.insight.days import day_of
from beffroi.insight.targets import Target, follows, in_force
from beffroi.kernel import audit
from beffroi.kernel.db import Records
from beffroi.kernel.ids import QueueId, TenantId
from beffroi.routing import store as routing_store
from beffroi.routing.service import Routing

RULES: Final = "rules"
"""Who set the target that a queue had by its own rules, before anybody set one."""


class Targets:
    """One tenant's targets. The engine decides at the answer whether it is in time: so a queue's rules follow its
    target, and the engine, the floor and the day's figures read the same threshold and share."""

    def __init__(self, tenant: TenantId, records: Records, routing: Routing, zone: ZoneInfo) -> None:
        self._tenant = tenant
        self._records = records
        self._routing = routing
        self._zone = zone

    def today(self) -> date:
        """The tenant's local day."""
        return day_of(self._routing.now(), self._zone)

    async def all(self) -> list[Target]:
        """Every target ever set, the oldest first."""
        return await self._records.read(lambda conn: store.all_targets(conn, self._tenant))

    async def set(self, target: Target, by: str) -> None:
        """The target is kept, and in force at once when it covers today. The same id again changes nothing."""
        await self._records.write(lambda conn: self._set(conn, target, by))
        await self._routing.refresh()

    async def follow(self) -> None:
        """A day may have begun: each queue's rules say what its target of today says."""
        if await self._records.read(self._behind):
            await self._records.write(self._follow)
            await self._routing.refresh()

    def _set(self, conn: Connection, target: Target, by: str) -> None:
        held = store.all_targets(conn, self._tenant)
        if any(one.id == target.id for one in held):
            return
        if all(one.queue != target.queue for one in held):
            store.put_target(conn, self._tenant, self._by_rules(conn, target))
        store.put_target(conn, self._tenant, target)
        facts = {
            "target": target.target,
            "threshold_s": target.threshold_s,
            "valid_from": target.valid_from and target.valid_from.isoformat(),
            "valid_to": target.valid_to and target.valid_to.isoformat(),
        }
        audit.write(conn, self._tenant, by, "target.set", "queue", target.queue, facts, at=target.set_at)
        self._follow(conn)

    def _by_rules(self, conn: Connection, target: Target) -> Target:
        """What the queue promised so far, to be read on days before this target and after it."""
        (rules,) = routing_store.queue_rules(conn, self._tenant, [target.queue])
        return Target(
            id=f"{RULES}:{target.queue}"[:64],
            queue=target.queue,
            valid_from=None,
            valid_to=None,
            threshold_s=rules.threshold_s,
            target=rules.target,
            set_by=RULES,
            set_at=0.0,
        )

    def _behind(self, conn: Connection) -> list[QueueId]:
        """Queues whose rules say something else than their target of today."""
        held, today = store.all_targets(conn, self._tenant), self.today()
        queues = {one.queue for one in held}
        rules = routing_store.queue_rules(conn, self._tenant, queues) if queues else []
        return [one.id for one in rules if follows(one, in_force(held, one.id, today)) != one]

    def _follow(self, conn: Connection) -> None:
        held, today = store.all_targets(conn, self._tenant), self.today()
        for rules in routing_store.queue_rules(conn, self._tenant, self._behind(conn)):
            routing_store.put_queue(conn, self._tenant, follows(rules, in_force(held, rules.id, today)))
