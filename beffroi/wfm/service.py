"""What-ifs asked from the floor: worked out beside the house, a first answer soon, a surer one after it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from beffroi.kernel.clock import Clock
from beffroi.kernel.db import Records
from beffroi.kernel.errors import Refused
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, QueueId, TenantId, new_id
from beffroi.kernel.journal import Journal
from beffroi.kernel.logs import get_logger
from beffroi.routing.state import State
from beffroi.wfm.ahead import ahead, names_of, with_reassignment
from beffroi.wfm.compare import Compared, compared
from beffroi.wfm.errors import TooManyWhatIfs, WhatIfGone, WhatIfTooLong
from beffroi.wfm.history import LATELY_S, lately, read_history
from beffroi.wfm.model import Day, Reassignment
from beffroi.wfm.watch import Outcome
from beffroi.wfm.words import assumed, sentence
from beffroi.wfm.workers import Workers

log = get_logger(__name__)

FIRST: Final = 5
SEEDS: Final = 20
LONGEST_S: Final = 60.0
KEPT_S: Final = 600.0
IN_HAND: Final = 6
KEPT_IN_ALL: Final = 50
EVENTS_MOST: Final = 20_000
RESTS_AFTER_S: Final = 600.0
"""The processes are ended when nobody has asked for so long."""


class Reckoning(msgspec.Struct):
    """One what-if, as far as it is worked out. It is its session's alone."""

    id: str
    session: str
    at: Instant
    horizon_s: float
    names: dict[QueueId, str]
    whole: bool
    state: str = "running"
    code: str = ""
    seeds: int = 0
    found: list[Compared] = []
    notes: dict[str, float] = {}

    def words(self, lang: str) -> str:
        """What comes of it, in a sentence."""
        return sentence(self.found, self.names, self.seeds, self.horizon_s, lang) if self.seeds else ""

    def assumed(self, lang: str) -> list[str]:
        """What was assumed."""
        return assumed(self.notes, lang)


class WhatIfs:
    """One server's: few at once, each for a while."""

    def __init__(
        self,
        tenant: TenantId,
        records: Records,
        journal: Journal,
        clock: Clock,
        zone: ZoneInfo,
        workers: Workers | None = None,
    ) -> None:
        self._tenant = tenant
        self._records = records
        self._journal = journal
        self._clock = clock
        self._zone = zone
        self._workers = workers or Workers()
        self._kept: dict[str, Reckoning] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._resting: asyncio.TimerHandle | None = None
        self._letting_go: asyncio.Future[None] | None = None

    async def ask(
        self, session: str, state: State, change: Reassignment, horizon_s: float, queues: frozenset[str] | None
    ) -> Reckoning:
        """It is begun, from the floor as it stands. Another of the same session is given up: nobody waits for it."""
        self._forget(session)
        if len(self._tasks) >= IN_HAND:
            raise TooManyWhatIfs
        names = {queue: name for queue, name in names_of(state).items() if queues is None or queue in queues}
        one = Reckoning(new_id(), session, self._clock.now(), horizon_s, names, queues is None)
        self._kept[one.id] = one
        task = self._tasks[one.id] = asyncio.create_task(self._work_out(one, state, change))
        task.add_done_callback(lambda _: self._done(one.id))
        return one

    def get(self, session: str, key: str) -> Reckoning:
        """As far as it is; whose another is, is not told."""
        one = self._kept.get(key)
        if one is None or one.session != session or one.at + KEPT_S < self._clock.now():
            raise WhatIfGone
        return one

    def forget_session(self, session: str) -> None:
        """Nothing of this session is worked out or kept any more."""
        for key in [key for key, one in self._kept.items() if one.session == session]:
            del self._kept[key]
            if (task := self._tasks.get(key)) is not None:
                task.cancel()

    async def stop(self) -> None:
        """Nothing is worked out any more, and no process is left."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._resting is not None:
            self._resting.cancel()
        await self._workers.stop()

    def _forget(self, session: str) -> None:
        now = self._clock.now()
        for key, one in list(self._kept.items()):
            if one.session == session and key in self._tasks:
                self._tasks.pop(key).cancel()
                one.state, one.code = "failed", WhatIfGone.code
            if one.at + KEPT_S < now or len(self._kept) >= KEPT_IN_ALL:
                self._kept.pop(key, None)

    def _done(self, key: str) -> None:
        self._tasks.pop(key, None)
        if self._resting is not None:
            self._resting.cancel()
        self._resting = asyncio.get_running_loop().call_later(RESTS_AFTER_S, self._rest)

    def _rest(self) -> None:
        if not self._tasks:
            self._letting_go = asyncio.ensure_future(self._workers.rest())

    async def _work_out(self, one: Reckoning, state: State, change: Reassignment) -> None:
        try:
            async with asyncio.timeout(LONGEST_S):
                before = await self._day(one, state)
                await self._refine(one, (before, with_reassignment(before, change)))
        except TimeoutError:
            one.state, one.code = ("done", "") if one.seeds else ("failed", WhatIfTooLong.code)
        except Refused as refusal:
            one.state, one.code = "failed", refusal.code
        except Exception:
            log.failed("what_if_failed")
            one.state, one.code = "failed", "what_if_failed"

    async def _day(self, one: Reckoning, state: State) -> Day:
        """The floor as it stands when its processes are ready: nothing awaits between its snapshot and its time."""
        warm = asyncio.ensure_future(self._workers.warm())
        tenant, zone, now = self._tenant, self._zone, self._clock.now()
        recent = await asyncio.to_thread(lambda: lately(self._last_events(now), now))
        history = await self._records.read(lambda conn: read_history(conn, tenant, now, one.horizon_s, zone, recent))
        await warm
        day = ahead(state, history, self._clock.now(), one.horizon_s)
        one.notes = day.notes
        return day

    def _last_events(self, now: Instant) -> Iterator[Event]:
        """Those of the last minutes, or the newest of them where there are very many. Not for the loop."""
        shard = str(self._tenant)
        seq = max(self._journal.seq_at(shard, now - LATELY_S), self._journal.last_seq(shard) - EVENTS_MOST)
        while rows := self._journal.read(shard, seq):
            yield from (row.event for row in rows)
            seq = rows[-1].seq

    async def _refine(self, one: Reckoning, days: tuple[Day, Day]) -> None:
        """A first answer, and a surer one after it; another what-if may have its first answer in between."""
        outcomes: tuple[list[Outcome], list[Outcome]] = [], []
        for seeds in (range(FIRST), range(FIRST, SEEDS)):
            found: tuple[dict[int, Outcome], dict[int, Outcome]] = {}, {}
            async for solved in self._workers.solve(days, seeds):
                found[solved.day][solved.seed] = solved.outcome
            for day in (0, 1):
                outcomes[day].extend(found[day][seed] for seed in seeds)
            queues = list(one.names)
            one.found = await asyncio.to_thread(lambda: compared(*outcomes, queues, whole=one.whole))  # noqa: B023
            one.seeds = len(outcomes[0])
        one.state = "done"
