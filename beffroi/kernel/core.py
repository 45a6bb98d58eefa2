"""The core of a shard: its state, what it decides, what is committed. No loop, no waiting: simulations drive it too.

Two states live here. `state` has applied everything decided, durable or not, and nobody outside reads it. `committed`
has applied only what is durable; it is the one everyone reads.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from beffroi.kernel.clock import Clock
from beffroi.kernel.errors import Refused
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant
from beffroi.kernel.journal import Recorded

S = TypeVar("S")
REMEMBERED = 100_000
READ_AT_ONCE = 5_000


class Command(Protocol):
    """What a shard is asked: the caller's id is unique for that caller."""

    @property
    def id(self) -> str: ...
    @property
    def by(self) -> str: ...


class Engine(Protocol[S]):
    """The pure part of a room: no clock, no I/O."""

    def fresh(self, *, keeps_time: bool) -> S: ...
    def load(self, body: bytes, *, keeps_time: bool) -> S | None: ...
    def save(self, state: S) -> bytes: ...
    def decide(self, state: S, command: Any, now: Instant) -> Iterator[Event]: ...
    def apply(self, state: S, event: Event) -> None: ...
    def next_due(self, state: S) -> Instant | None: ...
    def advance(self) -> Any: ...
    def skip(self, state: S) -> None: ...


class Readable(Protocol):
    """What a core needs of the journal."""

    def read(self, shard: str, after: int, most: int = ...) -> Sequence[Recorded]: ...
    def recent_commands(self, shard: str, most: int) -> list[tuple[str, int]]: ...
    def snapshot(self, shard: str, until: int | None = ...) -> tuple[int, bytes] | None: ...


class Answer(NamedTuple):
    """What came of a command: the events it caused (none, when it changed nothing) and the journal's place after it."""

    seq: int
    events: tuple[Event, ...]


class Decided(NamedTuple):
    """A command after it was decided: the rows it made, its refusal, or the place of the first time it was done."""

    rows: list[Recorded]
    refusal: Refused | None = None
    repeat_of: int | None = None


class Core(Generic[S]):
    """One shard's state. `load` before use."""

    def __init__(self, name: str, engine: Engine[S], journal: Readable, clock: Clock) -> None:
        self.name = name
        self.engine = engine
        self.committed: S
        self.committed_seq = 0
        self.state: S
        self._journal = journal
        self._clock = clock
        self._seq = 0
        self._done: OrderedDict[str, int] = OrderedDict()

    def load(self) -> int:
        """Both states are as after the last durable event; answers the place of the snapshot they began with."""
        self.committed, snapshot_seq, self.committed_seq = self.replay(keeps_time=False)
        for last in self._journal.read(self.name, self.committed_seq - 1, 1):
            self._clock.not_before(last.event.at)
        self.reload()
        return snapshot_seq

    def reload(self) -> None:
        """Throw away what was decided and is not durable."""
        self.state, _, self._seq = self.replay(keeps_time=True)
        self._done = OrderedDict(self._journal.recent_commands(self.name, REMEMBERED))

    def replay(self, *, keeps_time: bool, until: int | None = None) -> tuple[S, int, int]:
        """A state from the newest snapshot and the events after it, with the snapshot's and the last event's place.

        With `until`, the state as it was at that place.
        """
        kept_seq, body = self._journal.snapshot(self.name, until) or (0, b"")
        state = self.engine.load(body, keeps_time=keeps_time) if body else None
        if state is None:
            kept_seq, state = 0, self.engine.fresh(keeps_time=keeps_time)
        seq, apply = kept_seq, self.engine.apply
        while rows := self._journal.read(self.name, seq, READ_AT_ONCE):
            for row in rows:
                if until is not None and row.seq > until:
                    return state, kept_seq, seq
                apply(state, row.event)
                seq = row.seq
        return state, kept_seq, seq

    def decide(self, command: Command) -> Decided:
        """The command's rows, applied to `state` and not yet durable. A refusal changed nothing."""
        key = f"{command.by}/{command.id}" if command.id else ""
        if key and (first := self._done.get(key)) is not None:
            return Decided([], repeat_of=first)
        now, state, apply = self._clock.now(), self.state, self.engine.apply
        rows: list[Recorded] = []
        try:
            for event in self.engine.decide(state, command, now):
                apply(state, event)
                self._seq += 1
                rows.append(Recorded(self._seq, None if rows else key, event))
        except Refused as refusal:
            if rows:
                raise RuntimeError("a decision refused after its first event") from refusal
            return Decided(rows, refusal)
        if rows and key:
            self._done[key] = rows[0].seq
            if len(self._done) > REMEMBERED:
                self._done.popitem(last=False)
        return Decided(rows)

    def commit(self, rows: Sequence[Recorded]) -> None:
        """These rows are durable: everyone may see them."""
        apply, committed = self.engine.apply, self.committed
        for row in rows:
            apply(committed, row.event)
        self.committed_seq = rows[-1].seq

    def answer(self, one: Decided) -> Answer:
        """What to tell the caller, once the rows are committed; raises the refusal."""
        if one.refusal is not None:
            raise one.refusal
        if one.repeat_of is not None:
            return self._again(one.repeat_of)
        seq = one.rows[-1].seq if one.rows else self.committed_seq
        return Answer(seq, tuple(row.event for row in one.rows))

    def _again(self, first: int) -> Answer:
        """The answer given before: the command's first event and those up to the next command's first."""
        rows = self._journal.read(self.name, first - 1, 1_000)
        events = [rows[0]]
        for row in rows[1:]:
            if row.command is not None:
                break
            events.append(row)
        return Answer(events[-1].seq, tuple(row.event for row in events))
