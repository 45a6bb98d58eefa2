"""The shard: one inbox, one pure engine, one journal. Append, then act.

Commands are drained in a batch; each is decided and applied at once on the shard's own state, so that the next sees
it; one durable append follows; only then are callers answered and followers told. Nobody outside reads the shard's
own state: `committed` is a second copy that has applied only what is durable, and it is the one everyone reads.
"""

import asyncio
import logging
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar

from beffroi.kernel.clock import Clock
from beffroi.kernel.errors import Refused, TryAgain
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant
from beffroi.kernel.journal import Journal, Recorded

S = TypeVar("S")
log = logging.getLogger(__name__)

ANSWER_S = 2.0
SNAPSHOT_S = 30.0
BATCH_S = 0.005
BATCH_MOST = 256
REMEMBERED = 100_000
FAULTS_ALLOWED = 3
BACK_OFF_S = 0.5


class EngineFault(Refused):
    """The engine could not decide this; it changed nothing and was noted for the developers."""

    status: ClassVar[int] = 500


class Command(Protocol):
    """What a shard is asked: the caller's id is unique for that caller."""

    @property
    def id(self) -> str: ...
    @property
    def by(self) -> str: ...


class Engine(Protocol[S]):
    """The pure part of a room: no clock, no I/O."""

    def fresh(self, *, keeps_time: bool) -> S: ...
    def load(self, body: bytes, *, keeps_time: bool) -> S: ...
    def save(self, state: S) -> bytes: ...
    def decide(self, state: S, command: Any, now: Instant) -> Iterator[Event]: ...
    def apply(self, state: S, event: Event) -> None: ...
    def next_due(self, state: S) -> Instant | None: ...
    def advance(self) -> Any: ...
    def skip(self, state: S) -> None: ...


class Answer(NamedTuple):
    """What came of a command: the events it caused (none, when it changed nothing) and the journal's place after it."""

    seq: int
    events: tuple[Event, ...]


class Asked(NamedTuple):
    """A command in the inbox, and who waits for it."""

    command: Any
    answer: "asyncio.Future[Answer]"


class Decided(NamedTuple):
    """A command after it was decided: the rows it made, or the place of its repeat, or its refusal."""

    asked: Asked
    rows: list[Recorded]
    refusal: Refused | None
    repeat_of: int | None


class Shard(Generic[S]):
    """One shard's inbox and state. `start` before use, `stop` after."""

    def __init__(self, name: str, engine: Engine[S], journal: Journal, clock: Clock) -> None:
        self.name = name
        self.committed: S
        self.committed_seq = 0
        self._engine = engine
        self._journal = journal
        self._clock = clock
        self._state: S
        self._seq = 0
        self._done: OrderedDict[str, int] = OrderedDict()
        self._faults: dict[str, int] = {}
        self._inbox: deque[Asked] = deque()
        self._woken = asyncio.Event()
        self._listeners: list[Callable[[Sequence[Recorded]], None]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._snapshot_seq = 0
        self._not_before = 0.0

    async def start(self) -> None:
        """The state is as after the last durable event, and commands are taken."""
        self.committed, self._snapshot_seq, self.committed_seq = self.replay(keeps_time=False)
        self._reload()
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
        """`listener` is called with each batch of committed events, after `committed` has applied them."""
        self._listeners.append(listener)

    async def ask(self, command: Command, within_s: float = ANSWER_S) -> Answer:
        """The committed result. Raises what the engine refused, or TryAgain (send the same id again)."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Answer] = loop.create_future()
        self._inbox.append(Asked(command, answer))
        self._woken.set()
        late = loop.call_later(within_s, _refuse, Asked(command, answer), TryAgain())
        try:
            return await answer
        finally:
            late.cancel()

    def replay(self, *, keeps_time: bool, until: int | None = None) -> tuple[S, int, int]:
        """A state from the newest snapshot and the events after it, with the snapshot's and the last event's place.

        With `until`, the state as it was at that place (from the beginning when the snapshot is younger).
        """
        kept = self._journal.snapshot(self.name, until)
        if kept is None:
            kept_seq, state = 0, self._engine.fresh(keeps_time=keeps_time)
        else:
            kept_seq, state = kept[0], self._engine.load(kept[1], keeps_time=keeps_time)
        seq, apply = kept_seq, self._engine.apply
        while rows := self._journal.read(self.name, seq, 5_000):
            for row in rows:
                if until is not None and row.seq > until:
                    return state, kept_seq, seq
                apply(state, row.event)
                seq = row.seq
                self._clock.not_before(row.event.at)
        return state, kept_seq, seq

    async def at(self, seq: int) -> tuple[S, Instant]:
        """The state as it was after event `seq`, and when that was. Replayed away from the loop."""
        state, _, last = await asyncio.to_thread(lambda: self.replay(keeps_time=False, until=seq))
        rows = await asyncio.to_thread(lambda: self._journal.read(self.name, last - 1, 1))
        return state, rows[0].event.at if rows else 0.0

    def take_snapshot(self) -> None:
        """Keep a snapshot of what is durable now. Made from the last one and the journal, away from the live state."""
        state, before, seq = self.replay(keeps_time=False)
        if seq > before:
            self._journal.save_snapshot(self.name, seq, self._engine.save(state))
            self._snapshot_seq = seq

    def _reload(self) -> None:
        """Throw the shard's own state away and make it again from what is durable."""
        self._state, _, self._seq = self.replay(keeps_time=True)
        self._done = OrderedDict(self._journal.recent_commands(self.name, REMEMBERED))

    async def _run(self) -> None:
        while True:
            await self._something_to_do()
            batch = self._drain()
            decided = self._decide(batch)
            rows = [row for one in decided for row in one.rows]
            if rows:
                try:
                    await self._journal.append(self.name, rows)
                except Exception:
                    log.exception("append failed; the batch is thrown away")
                    self._reload()
                    for asked in batch:
                        _refuse(asked, TryAgain())
                    await asyncio.sleep(BACK_OFF_S)
                    continue
                self._commit(rows)
            for one in decided:
                self._answer(one)
            if not rows:
                await asyncio.sleep(0)

    async def _something_to_do(self) -> None:
        """Returns when a command waits or a timer is due."""
        while not self._inbox:
            self._woken.clear()
            due = self._engine.next_due(self._state)
            wait_s = None if due is None else max(due, self._not_before) - self._clock.now()
            if wait_s is not None and wait_s <= 0:
                return
            try:
                await asyncio.wait_for(self._woken.wait(), wait_s)
            except TimeoutError:
                return

    def _drain(self) -> list[Asked]:
        """The timers first, if any is due, then the commands in their order."""
        batch: list[Asked] = []
        due, now = self._engine.next_due(self._state), self._clock.now()
        if due is not None and max(due, self._not_before) <= now:
            batch.append(Asked(self._engine.advance(), asyncio.get_running_loop().create_future()))
        while self._inbox and len(batch) < BATCH_MOST:
            batch.append(self._inbox.popleft())
        return batch

    def _decide(self, batch: list[Asked]) -> list[Decided]:
        """Each command in turn. What does not fit into the time of a batch goes back to the head of the inbox."""
        decided: list[Decided] = []
        end = time.perf_counter() + BATCH_S
        for place, asked in enumerate(batch):
            try:
                decided.append(self._decide_one(asked))
            except Exception as fault:
                self._on_fault(asked, fault)
                for other in decided:
                    _refuse(other.asked, TryAgain())
                self._inbox.extendleft(reversed(batch[place + 1 :]))
                return []
            if time.perf_counter() > end and place + 1 < len(batch):
                self._inbox.extendleft(reversed(batch[place + 1 :]))
                break
        return decided

    def _decide_one(self, asked: Asked) -> Decided:
        command = asked.command
        key = f"{command.by}/{command.id}" if command.id else ""
        if key and (first := self._done.get(key)) is not None:
            return Decided(asked, [], None, first)
        now, state, apply = self._clock.now(), self._state, self._engine.apply
        rows: list[Recorded] = []
        try:
            for event in self._engine.decide(state, command, now):
                apply(state, event)
                self._seq += 1
                rows.append(Recorded(self._seq, key if not rows else None, event))
        except Refused as refusal:
            if rows:
                raise RuntimeError("a decision refused after its first event") from refusal
            return Decided(asked, [], refusal, None)
        if rows and key:
            self._done[key] = rows[0].seq
            if len(self._done) > REMEMBERED:
                self._done.popitem(last=False)
        return Decided(asked, rows, None, None)

    def _on_fault(self, asked: Asked, fault: Exception) -> None:
        """The command broke the engine: nothing of it is kept. A timer that does so again and again is passed over."""
        name = f"{type(asked.command).__name__}:{asked.command.by}/{asked.command.id}"
        self._faults[name] = self._faults.get(name, 0) + 1
        log.error("engine fault in %s", name, exc_info=fault)
        _refuse(asked, EngineFault())
        self._reload()
        if not asked.command.id:
            self._not_before = self._clock.now() + BACK_OFF_S
            if self._faults[name] >= FAULTS_ALLOWED:
                self._engine.skip(self._state)
                del self._faults[name]

    def _commit(self, rows: list[Recorded]) -> None:
        apply, committed = self._engine.apply, self.committed
        for row in rows:
            apply(committed, row.event)
        self.committed_seq = rows[-1].seq
        self._journal.remember(self.name, rows)
        for listener in self._listeners:
            try:
                listener(rows)
            except Exception:
                log.exception("a listener failed; it follows from its cursor")

    def _answer(self, one: Decided) -> None:
        if one.asked.answer.done():
            return
        if one.refusal is not None:
            one.asked.answer.set_exception(one.refusal)
        elif one.repeat_of is not None:
            one.asked.answer.set_result(self._again(one.repeat_of))
        else:
            seq = one.rows[-1].seq if one.rows else self.committed_seq
            one.asked.answer.set_result(Answer(seq, tuple(row.event for row in one.rows)))

    def _again(self, first: int) -> Answer:
        """The answer given before: the command's first event and those after it, up to the next command's."""
        rows = self._journal.read(self.name, first - 1, 200)
        events = [rows[0]]
        for row in rows[1:]:
            if row.command is not None:
                break
            events.append(row)
        return Answer(events[-1].seq, tuple(row.event for row in events))

    async def _keep_snapshots(self) -> None:
        while True:
            await asyncio.sleep(SNAPSHOT_S)
            if self.committed_seq > self._snapshot_seq:
                try:
                    await asyncio.to_thread(self.take_snapshot)
                except Exception:
                    log.exception("snapshot failed; the journal is whole, the next start takes longer")


def _refuse(asked: Asked, refusal: Refused) -> None:
    if not asked.answer.done():
        asked.answer.set_exception(refusal)
