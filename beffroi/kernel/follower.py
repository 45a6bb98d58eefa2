"""A follower writes rows from a shard's events: woken by the bus, it reads on from its cursor, batch by batch."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from typing import Final

from sqlalchemy import Connection

from beffroi.kernel import cursors
from beffroi.kernel.bus import Bus
from beffroi.kernel.db import Records
from beffroi.kernel.journal import Journal, Recorded

log = logging.getLogger(__name__)
BATCH: Final = 2_000
IDLE_S: Final = 1.0
BACK_OFF_S: Final = 1.0
GATHER_S: Final = 0.05
"""Under load, twenty transactions a second instead of hundreds: the disk and the loop have better to do."""

Project = Callable[[Connection, Sequence[Recorded]], None]


class Follower:
    """One projection's way through one shard's journal. `project` writes rows, and the cursor moves with them."""

    def __init__(self, name: str, shard: str, journal: Journal, records: Records, bus: Bus, project: Project) -> None:
        self.name = name
        self.seq = 0
        self._shard = shard
        self._journal = journal
        self._records = records
        self._bus = bus
        self._project = project
        self._moved = asyncio.Event()
        self._awaited = asyncio.Event()

    async def start(self) -> None:
        """Knows where it stood."""
        self.seq = await self._records.read(lambda conn: cursors.at(conn, self.name, self._shard))

    async def run(self) -> None:
        """Follows until cancelled; a batch that fails is tried again, whole."""
        with self._bus.subscribe(self._shard) as sleeper:
            while True:
                try:
                    written = await self.step()
                    if not written:
                        await sleeper.wait(IDLE_S)
                    elif written < BATCH:
                        await self._gather()
                except Exception:
                    log.exception("%s could not write its rows; it tries again", self.name)
                    await asyncio.sleep(BACK_OFF_S)

    async def step(self) -> int:
        """Write one batch; answers how many events it had."""
        rows = self._journal.read(self._shard, self.seq, BATCH)
        if rows:
            await self._records.write(lambda conn: self._write(conn, rows))
            self.seq = rows[-1].seq
            self._moved.set()
            self._moved = asyncio.Event()
        return len(rows)

    async def reach(self, seq: int, within_s: float = 0.2) -> bool:
        """True as soon as rows stand as after event `seq`; False when that takes longer than `within_s`."""
        deadline = asyncio.get_running_loop().time() + within_s
        while self.seq < seq:
            self._awaited.set()
            left_s = deadline - asyncio.get_running_loop().time()
            if left_s <= 0:
                return False
            try:
                async with asyncio.timeout(left_s):
                    await self._moved.wait()
            except TimeoutError:
                return False
        return True

    async def _gather(self) -> None:
        """Let events come together for one transaction, unless somebody waits for their rows."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(GATHER_S):
                await self._awaited.wait()
        self._awaited.clear()

    def _write(self, conn: Connection, rows: Sequence[Recorded]) -> None:
        self._project(conn, rows)
        cursors.move(conn, self.name, self._shard, rows[-1].seq)
