"""Live, whole: counters made from records and journal, the hub kept up with routing, screens opened and closed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from beffroi.insight import store as insight
from beffroi.insight.days import PARIS
from beffroi.insight.fold import MINUTE_S
from beffroi.insight.projector import FOLLOWER
from beffroi.kernel import cursors
from beffroi.kernel.clock import Clock
from beffroi.kernel.db import Records
from beffroi.kernel.errors import Refused, TooMany
from beffroi.kernel.ids import Instant, InteractionId, TenantId
from beffroi.kernel.journal import Journal
from beffroi.kernel.logs import get_logger
from beffroi.kernel.web.access import Principal
from beffroi.live import protocol
from beffroi.live.counters import HALF_HOUR_S, LiveCounters, Projected
from beffroi.live.desks import Desks
from beffroi.live.hub import Hub
from beffroi.live.known import Known, People, Why
from beffroi.live.reader import PAGE, Reader
from beffroi.live.screen import Screen
from beffroi.routing.service import Routing

TICK_S: Final = 0.25
SLICE_S: Final = 0.010
"""The loop is left to others at least this often while many topics are told."""
TOPICS_A_TURN: Final = 20
"""A floor of hundreds of queues is painted in so many at once, with others in between."""
STUCK_S: Final = 30.0
SCREENS_PER_USER: Final = 20
BACK_OFF_S: Final = 0.5

log = get_logger(__name__)


class Live:
    """One tenant's live side. `start` after routing has started; `stop` before it stops."""

    def __init__(
        self,
        routing: Routing,
        records: Records,
        journal: Journal,
        clock: Clock,
        people: People,
        why: Why,
        zone: ZoneInfo = PARIS,
    ) -> None:
        self.desks = Desks(routing.ask)
        self.hub: Hub
        self._tenant: TenantId = routing.tenant
        self._routing = routing
        self._records = records
        self._journal = journal
        self._clock = clock
        self._known = Known(people, why)
        self._zone = zone
        self._screens: set[Screen] = set()
        self._wanted = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Screens may connect; what they are told is as of routing's last committed event."""
        now = self._clock.now()
        counters = LiveCounters(now, self._zone)
        day = await self._records.read(lambda conn: self._projected(conn, counters.day_starts_at))
        await asyncio.to_thread(self._look_back, counters, now)
        reader = Reader(self._tenant, self._records, self._journal, self._clock)
        self.hub = Hub(self._routing, self._known, reader, counters, self._clock, self._wanted.set)
        self._catch_up(counters, day)
        self._routing.listen(self.hub.committed)
        self.desks.begin(self._routing.committed)
        self._tasks = [asyncio.create_task(one) for one in (self._forever(self._tick), self._forever(self._read))]

    async def stop(self) -> None:
        """Every socket is told to come back, and nothing more is reported."""
        for screen in self._screens:
            screen.close(protocol.RESTARTING)
        await self.desks.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def open(self, principal: Principal) -> Screen:
        """A screen for this user. Raises TooMany when they have too many already."""
        if sum(one.principal.user == principal.user for one in self._screens) >= SCREENS_PER_USER:
            raise TooMany("Too many screens are open; close one.")
        screen = Screen(principal, self.hub.snapshot_of)
        self._screens.add(screen)
        screen.outbox.put(protocol.hello(self.hub.boot, self._clock.now()))
        return screen

    def leave(self, screen: Screen, *, restarting: bool = False) -> None:
        """The screen's socket is closed. When the server itself restarts, desks keep their grace until it is back."""
        self._screens.discard(screen)
        if "me" in screen.following.values() and not restarting:
            self.desks.closed(screen.agent)
        self.hub.leave(screen)

    async def subscribe(self, screen: Screen, asked: protocol.Subscribe) -> None:
        """Each topic is followed, or refused with its reason."""
        for place, name in enumerate(dict.fromkeys(asked.topics)):
            if place % TOPICS_A_TURN == TOPICS_A_TURN - 1:
                await asyncio.sleep(0)
            resume = asked.resume.get(name) if asked.boot == self.hub.boot else None
            known_before = name in screen.following.values()
            try:
                if not known_before and len(screen.following) >= protocol.TOPICS_LIMIT:
                    raise protocol.TooManyTopics
                await self.hub.follow(screen, name, resume)
            except Refused as refused:
                screen.outbox.put(protocol.refused(name, refused))
                continue
            if name == "me" and not known_before:
                self.desks.opened(screen.agent)

    def unsubscribe(self, screen: Screen, names: list[str]) -> None:
        """These topics are not followed any more."""
        if "me" in names and "me" in screen.following.values():
            self.desks.closed(screen.agent)
        for name in names:
            self.hub.unfollow(screen, name)

    def typing(self, interaction: InteractionId, author: str) -> None:
        """`author` (customer or agent) writes in this interaction."""
        self.hub.typing(interaction, author)

    def session_ended(self, session: str) -> None:
        """Its sockets are closed: whoever still may, signs in and connects again."""
        for screen in self._screens:
            if screen.principal.session == session:
                screen.close(protocol.SIGNED_OUT)

    def now(self) -> Instant:
        """The server's clock."""
        return self._clock.now()

    def _projected(self, conn: Connection, day_starts_at: int) -> Projected:
        to_at = day_starts_at + 25 * 3600
        sums = insight.day(conn, self._tenant, day_starts_at, to_at)
        return Projected(sums, insight.memory(conn, self._tenant), cursors.at(conn, FOLLOWER, self._tenant))

    def _look_back(self, counters: LiveCounters, now: Instant) -> None:
        """The minutes of the last half hour, up to what is committed now."""
        seq, last = self._journal.seq_at(self._tenant, now - HALF_HOUR_S - MINUTE_S), self._routing.committed_seq
        while seq < last and (rows := self._journal.read(self._tenant, seq, PAGE)):
            counters.look_back(row.event for row in rows if row.seq <= last)
            seq = rows[-1].seq
        counters.looked_back_to = last

    def _catch_up(self, counters: LiveCounters, projected: Projected) -> None:
        """Never waits: afterwards the counters have every committed event exactly once."""
        counters.begin(projected)
        seq, last = projected.seq, self._routing.committed_seq
        while seq < last and (rows := self._journal.read(self._tenant, seq, PAGE)):
            for row in rows:
                if row.seq <= last:
                    counters.catch_up(row.seq, row.event)
            seq = rows[-1].seq

    async def _tick(self) -> None:
        await asyncio.sleep(TICK_S)
        began = time.perf_counter()
        for _ in self.hub.tick():
            if time.perf_counter() - began > SLICE_S:
                await asyncio.sleep(0)
                began = time.perf_counter()
        stuck_since = time.monotonic() - STUCK_S
        for screen in self._screens:
            if screen.sending_since is not None and screen.sending_since < stuck_since:
                screen.close(protocol.TOO_SLOW)

    async def _read(self) -> None:
        await self._wanted.wait()
        self._wanted.clear()
        await self.hub.read_missing()

    async def _forever(self, step: Callable[[], Coroutine[Any, Any, None]]) -> None:
        while True:
            try:
                await step()
            except Exception:
                log.failed("live_step_failed", step=step.__name__)
                self._wanted.set()
                await asyncio.sleep(BACK_OFF_S)
