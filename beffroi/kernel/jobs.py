"""Jobs: work for later that must survive a crash. A row, written in the transaction that wants it done.

A job runs at least once; its handler makes a repeat harmless. It is tried five times with growing pauses, then kept
as failed for someone to look at. One that nobody handles yet waits for somebody who does.
"""

import json
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, Connection, Float, Integer, String, Table, Text, delete, select, update

from beffroi.kernel.bus import Bus
from beffroi.kernel.clock import Clock
from beffroi.kernel.db import Records, add_once, metadata
from beffroi.kernel.ids import Instant, TenantId, new_id

log = logging.getLogger(__name__)
TRIES: Final = 5
PAUSES_S: Final = (5.0, 30.0, 120.0, 600.0)
IDLE_S: Final = 5.0
HOUSE: Final = TenantId("")
"""Whose the periodic jobs are: the house's own, no tenant's."""

jobs: Final = Table(
    "jobs",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("tenant_id", String(64), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("key", String(128), nullable=False, unique=True),
    Column("args", Text, nullable=False),
    Column("run_at", Float, nullable=False, index=True),
    Column("tries", Integer, nullable=False, default=0),
    Column("failed_at", Float),
)


class Job(NamedTuple):
    """One thing to do."""

    id: str
    tenant: TenantId
    kind: str
    args: dict[str, Any]
    tries: int


Handler = Callable[[Job], Awaitable[None]]


def enqueue(conn: Connection, tenant: TenantId, kind: str, args: dict[str, Any], run_at: Instant, key: str) -> bool:
    """The job will run at `run_at`; False when one with this key already waits."""
    row = {"id": new_id(), "tenant_id": tenant, "kind": kind, "key": key, "args": json.dumps(args)}
    return add_once(conn, jobs, row | {"run_at": run_at, "tries": 0, "failed_at": None})


def due(conn: Connection, now: Instant, kinds: Iterable[str]) -> list[Job]:
    """Up to 20 jobs of these kinds whose time has come, oldest first."""
    query = (
        select(jobs.c.id, jobs.c.tenant_id, jobs.c.kind, jobs.c.args, jobs.c.tries)
        .where(jobs.c.run_at <= now, jobs.c.failed_at.is_(None), jobs.c.kind.in_(list(kinds)))
        .order_by(jobs.c.run_at)
        .limit(20)
    )
    return [Job(row.id, row.tenant_id, row.kind, json.loads(row.args), row.tries) for row in conn.execute(query)]


class Jobs:
    """Runs what is due, one after the other. `handle` registers who does what."""

    def __init__(self, records: Records, clock: Clock, bus: Bus) -> None:
        self._records = records
        self._clock = clock
        self._bus = bus
        self._handlers: dict[str, Handler] = {}
        self._periods: dict[str, float] = {}

    def handle(self, kind: str, handler: Handler) -> None:
        """Jobs of this kind go to `handler`."""
        self._handlers[kind] = handler

    def every(self, kind: str, period_s: float, work: Callable[[], Awaitable[object]]) -> None:
        """`work` is done each `period_s`, also after a restart or a failure; at most once for all that was missed."""

        async def once(_: Job) -> None:
            await work()

        self._handlers[kind] = once
        self._periods[kind] = period_s

    async def run(self) -> None:
        """Runs jobs until cancelled; while the records fail, it tries again."""
        await self._records.write(self._begin_periods)
        with self._bus.subscribe("jobs") as sleeper:
            while True:
                try:
                    found = await self.run_due()
                except Exception:
                    log.exception("jobs could not be looked at; they are tried again")
                    found = 0
                if not found:
                    await sleeper.wait(IDLE_S)

    async def run_due(self) -> int:
        """Runs what is due now; answers how many were tried."""
        found = await self._records.read(lambda conn: due(conn, self._clock.now(), self._handlers))
        for job in found:
            await self._try(job)
        return len(found)

    async def _try(self, job: Job) -> None:
        try:
            await self._handlers[job.kind](job)
        except Exception:
            log.exception("job %s (%s) failed, try %d", job.id, job.kind, job.tries + 1)
            await self._records.write(lambda conn: self._put_off(conn, job))
        else:
            await self._records.write(lambda conn: self._done(conn, job))

    def _begin_periods(self, conn: Connection) -> None:
        for kind, period_s in self._periods.items():
            enqueue(conn, HOUSE, kind, {}, self._clock.now() + period_s, kind)

    def _done(self, conn: Connection, job: Job) -> None:
        if job.kind in self._periods:
            again_at = self._clock.now() + self._periods[job.kind]
            conn.execute(update(jobs).where(jobs.c.id == job.id).values(run_at=again_at, tries=0))
        else:
            conn.execute(delete(jobs).where(jobs.c.id == job.id))

    def _put_off(self, conn: Connection, job: Job) -> None:
        if job.kind in self._periods:
            self._done(conn, job)
            return
        now, tries = self._clock.now(), job.tries + 1
        failed = now if tries >= TRIES else None
        pause_s = PAUSES_S[min(job.tries, len(PAUSES_S) - 1)]
        conn.execute(
            update(jobs).where(jobs.c.id == job.id).values(tries=tries, run_at=now + pause_s, failed_at=failed)
        )
