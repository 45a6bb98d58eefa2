"""The shard: one inbox, one pure engine, one journal. Append, then act.

Commands are drained in a batch; each is decided and applied at once on the shard's own state, so that the next sees
it; one durable append follows; only then are callers answered and followers told.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from beffroi.kernel.clock import Clock
from beffroi.kernel.core import Answer, Command, Core, Decided, Engine
from beffroi.kernel.errors import Refused, TryAgain
from beffroi.kernel.ids import Instant
from beffroi.kernel.journal import Journal, Recorded

S = TypeVar("S")
log = logging.getLogger(__name__)

ANSWER_S = 2.0
SNAPSHOT_S = 30.0
BATCH_S = 0.005
BATCH_MOST = 256
FAULTS_ALLOWED = 3
BACK_OFF_S = 0.5


class EngineFault(Refused):
    """The engine could not decide this; it changed nothing and was noted for the developers."""

    status: ClassVar[int] = 500


class Asked(NamedTuple):
    """A command in the inbox, and who waits for it (nobody, for the shard's own)."""

    command: Any
    answer: "asyncio.Future[Answer] | None" = None


class Shard(Generic[S]):
    """One shard's inbox. `start` before use, `stop` after."""

    def __init__(self, name: str, engine: Engine[S], journal: Journal, clock: Clock) -> None:
        self.core = Core(name, engine, journal, clock)
        self._journal = journal
        self._clock = clock
        self._faults: dict[str, int] = {}
        self._inbox: deque[Asked] = deque()
        self._woken = asyncio.Event()
        self._listeners: list[Callable[[Sequence[Recorded]], None]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._snapshot_seq = 0
        self._not_before = 0.0

    async def start(self) -> None:
        """The state is as after the last durable event, and commands are taken."""
        self._snapshot_seq = self.core.load()
        self._tasks = [asyncio.create_task(self._run()), asyncio.create_task(self._keep_snapshots())]

    async def stop(self) -> None:
        """A snapshot is kept, so that the next start is quick. Commands still waiting are answered "try again"."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for asked in self._inbox:
            _refuse(asked, TryAgain())
        self._inbox.clear()
        await asyncio.to_thread(self.take_snapshot)

    def listen(self, listener: Callable[[Sequence[Recorded]], None]) -> None:
        """`listener` is called with each batch of committed events, after `core.committed` has applied them."""
        self._listeners.append(listener)

    async def ask(self, command: Command, within_s: float = ANSWER_S) -> Answer:
        """The committed result. Raises what the engine refused, or TryAgain (send the same id again)."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Answer] = loop.create_future()
        asked = Asked(command, answer)
        self._inbox.append(asked)
        self._woken.set()
        late = loop.call_later(within_s, _refuse, asked, TryAgain())
        try:
            return await answer
        finally:
            late.cancel()

    async def at(self, seq: int) -> tuple[S, Instant]:
        """The state as it was after event `seq`, and when that was. Replayed away from the loop."""
        state, _, last = await asyncio.to_thread(lambda: self.core.replay(keeps_time=False, until=seq))
        rows = await asyncio.to_thread(lambda: self._journal.read(self.core.name, last - 1, 1))
        return state, rows[0].event.at if rows else 0.0

    def take_snapshot(self) -> None:
        """Keep a snapshot of what is durable now. Made from the last one and the journal, away from the live state."""
        state, before, seq = self.core.replay(keeps_time=False)
        if seq > before:
            self._journal.save_snapshot(self.core.name, seq, self.core.engine.save(state))
            self._snapshot_seq = seq

    async def _run(self) -> None:
        while True:
            await self._something_to_do()
            batch = self._drain()
            decided = await self._decide(batch)
            rows = [row for _, one in decided for row in one.rows]
            if rows and not await self._append(rows, batch):
                continue
            for asked, one in decided:
                self._tell(asked, one)
            if not rows:
                await asyncio.sleep(0)

    async def _append(self, rows: list[Recorded], batch: list[Asked]) -> bool:
        """The rows are durable and committed; or the shard's state is made again without them, and callers told so."""
        try:
            await self._journal.append(self.core.name, rows)
        except Exception:
            log.exception("append failed; the batch is thrown away")
            await self._reload()
            for asked in batch:
                _refuse(asked, TryAgain())
            await asyncio.sleep(BACK_OFF_S)
            return False
        self.core.commit(rows)
        self._journal.remember(self.core.name, rows)
        for listener in self._listeners:
            try:
                listener(rows)
            except Exception:
                log.exception("a listener failed; it follows from its cursor")
        return True

    async def _something_to_do(self) -> None:
        """Returns when a command waits or a timer is due."""
        while not self._inbox:
            self._woken.clear()
            due = self.core.engine.next_due(self.core.state)
            wait_s = None if due is None else max(due, self._not_before) - self._clock.now()
            if wait_s is not None and wait_s <= 0:
                return
            try:
                async with asyncio.timeout(wait_s):
                    await self._woken.wait()
            except TimeoutError:
                return

    def _drain(self) -> list[Asked]:
        """The timers first, if any is due, then the commands in their order."""
        batch: list[Asked] = []
        due, now = self.core.engine.next_due(self.core.state), self._clock.now()
        if due is not None and max(due, self._not_before) <= now:
            batch.append(Asked(self.core.engine.advance()))
        while self._inbox and len(batch) < BATCH_MOST:
            batch.append(self._inbox.popleft())
        return batch

    async def _decide(self, batch: list[Asked]) -> list[tuple[Asked, Decided]]:
        """Each command in turn. What does not fit into the time of a batch goes back to the head of the inbox."""
        decided: list[tuple[Asked, Decided]] = []
        end = time.perf_counter() + BATCH_S
        for place, asked in enumerate(batch):
            try:
                decided.append((asked, self.core.decide(asked.command)))
            except Exception as fault:
                for other, _ in decided:
                    _refuse(other, TryAgain())
                self._put_back(batch, place + 1)
                await self._on_fault(asked, fault)
                return []
            if time.perf_counter() > end:
                self._put_back(batch, place + 1)
                break
        return decided

    def _put_back(self, batch: list[Asked], start: int) -> None:
        self._inbox.extendleft(reversed(batch[start:]))
        del batch[start:]

    async def _on_fault(self, asked: Asked, fault: Exception) -> None:
        """The command broke the engine: nothing of it is kept. A timer that does so again and again is passed over."""
        name = f"{type(asked.command).__name__}:{asked.command.by}/{asked.command.id}"
        self._faults[name] = self._faults.get(name, 0) + 1
        log.error("engine fault in %s", name, exc_info=fault)
        _refuse(asked, EngineFault())
        await self._reload()
        if asked.answer is None:
            self._not_before = self._clock.now() + BACK_OFF_S
            if self._faults[name] >= FAULTS_ALLOWED:
                self.core.engine.skip(self.core.state)
                del self._faults[name]

    async def _reload(self) -> None:
        """What is not durable is thrown away, beside the loop; the disk that failed may need a moment to be read."""
        while True:
            try:
                await asyncio.to_thread(self.core.reload)
                return
            except Exception:
                log.exception("the journal cannot be read; it is tried again")
                await asyncio.sleep(BACK_OFF_S)

    def _tell(self, asked: Asked, one: Decided) -> None:
        if asked.answer is None or asked.answer.done():
            return
        try:
            asked.answer.set_result(self.core.answer(one))
        except Refused as refusal:
            asked.answer.set_exception(refusal)
        except Exception:
            log.exception("an earlier answer cannot be read")
            asked.answer.set_exception(TryAgain())

    async def _keep_snapshots(self) -> None:
        while True:
            await asyncio.sleep(SNAPSHOT_S)
            if self.core.committed_seq > self._snapshot_seq:
                try:
                    await asyncio.to_thread(self.take_snapshot)
                except Exception:
                    log.exception("snapshot failed; the journal is whole, the next start takes longer")


def _refuse(asked: Asked, refusal: Refused) -> None:
    if asked.answer is not None and not asked.answer.done():
        asked.answer.set_exception(refusal)
