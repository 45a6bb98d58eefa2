"""The journal: every event of every shard, in order, durable before anyone is told.

One file, one writer thread. Whatever arrives while the disk is busy goes into the next transaction together
(group commit): with 64 writers that is worth more than tenfold over a commit each (bench/journal.py).
"""

import asyncio
import fcntl
import queue
import sqlite3
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

from beffroi.kernel.errors import Refused
from beffroi.kernel.events import Event, decode, encode
from beffroi.kernel.ids import Instant

SCHEMA = """
CREATE TABLE IF NOT EXISTS events (
    shard TEXT NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL,
    command TEXT, body BLOB NOT NULL, PRIMARY KEY (shard, seq)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS snapshots (
    shard TEXT NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (shard, seq)
) WITHOUT ROWID;
"""
INSERT = "INSERT INTO events (shard, seq, kind, version, command, body) VALUES (?, ?, ?, ?, ?, ?)"
TAIL = 20_000
MOST_ROWS = 4_000


class AlreadyRunning(Refused):
    """Another Beffroi uses this data folder."""


class Recorded(NamedTuple):
    """An event in its place. `command` is on a command's first event only: its key, or "" for the shard's own."""

    seq: int
    command: str | None
    event: Event


class Batch(NamedTuple):
    """Rows to append, and whom to tell."""

    shard: str
    rows: Sequence[Recorded]
    loop: asyncio.AbstractEventLoop
    done: "asyncio.Future[None]"


class Journal:
    """Append and read; the newest events are also kept in memory, for those who follow closely."""

    def __init__(self, path: Path, *, synchronous: str = "FULL") -> None:
        self._path = path
        self._synchronous = synchronous
        self._inbox: queue.SimpleQueue[Batch | None] = queue.SimpleQueue()
        self._tails: dict[str, deque[Recorded]] = {}
        self._tailing = threading.Lock()
        self._lock: IO[bytes] | None = None
        self._thread = threading.Thread(target=self._write_all, name="journal", daemon=True)
        self._reading = threading.local()

    def open(self) -> None:
        """The file exists and is ours alone; refuses when another process holds it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = self._path.with_suffix(".lock").open("wb")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as busy:
            self._lock.close()
            raise AlreadyRunning(folder=str(self._path.parent)) from busy
        connection = self._connect()
        connection.executescript(SCHEMA)
        connection.close()
        self._thread.start()

    def close(self) -> None:
        """What was handed over is written; then the file is let go."""
        self._inbox.put(None)
        self._thread.join()
        if self._lock is not None:
            self._lock.close()

    def append(self, shard: str, rows: Sequence[Recorded]) -> "asyncio.Future[None]":
        """Done when the rows are on disk; fails, with none of them written, when they cannot be."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._inbox.put(Batch(shard, rows, loop, done))
        return done

    def remember(self, shard: str, rows: Sequence[Recorded]) -> None:
        """Keep committed rows at hand for `read`."""
        with self._tailing:
            self._tails.setdefault(shard, deque(maxlen=TAIL)).extend(rows)

    def read(self, shard: str, after: int, most: int = 2_000) -> list[Recorded]:
        """Up to `most` committed events that follow `after`, in order. From any thread: none is ever left out."""
        with self._tailing:
            tail = self._tails.get(shard)
            if tail and tail[0].seq <= after + 1:
                start = after + 1 - tail[0].seq
                return list(islice(tail, start, start + most))
        rows = self._read_connection().execute(
            "SELECT seq, command, kind, version, body FROM events WHERE shard = ? AND seq > ? ORDER BY seq LIMIT ?",
            (shard, after, most),
        )
        return [Recorded(seq, command, decode(kind, version, body)) for seq, command, kind, version, body in rows]

    def last_seq(self, shard: str) -> int:
        """The newest event's place; 0 in an empty journal."""
        row = self._read_connection().execute("SELECT MAX(seq) FROM events WHERE shard = ?", (shard,)).fetchone()
        return int(row[0] or 0)

    def seq_at(self, shard: str, instant: Instant) -> int:
        """The place of the last event before `instant`; 0 when there is none. Looks by halves: events are in order."""
        low, high = 0, self.last_seq(shard)
        while low < high:
            middle = (low + high + 1) // 2
            rows = self.read(shard, middle - 1, 1)
            if rows and rows[0].event.at < instant:
                low = middle
            else:
                high = middle - 1
        return low

    def recent_commands(self, shard: str, most: int) -> list[tuple[str, int]]:
        """The newest commands' keys with their first event's place, oldest first, looking back over `most` events."""
        rows = self._read_connection().execute(
            "SELECT command, seq FROM events WHERE shard = ? AND seq > ? AND command <> '' ORDER BY seq",
            (shard, self.last_seq(shard) - most),
        )
        return [(str(command), int(seq)) for command, seq in rows]

    def snapshot(self, shard: str, until: int | None = None) -> tuple[int, bytes] | None:
        """The newest snapshot (not younger than `until`) and the place it was taken at."""
        query = "SELECT seq, body FROM snapshots WHERE shard = ? AND seq <= ? ORDER BY seq DESC LIMIT 1"
        latest = until if until is not None else 1 << 62
        row = self._read_connection().execute(query, (shard, latest)).fetchone()
        return None if row is None else (int(row[0]), bytes(row[1]))

    def save_snapshot(self, shard: str, seq: int, body: bytes) -> None:
        """Keep this snapshot, the one before it, and one in every 50,000 events. For a thread of its own."""
        connection = self._connect()
        with connection:
            connection.execute("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?)", (shard, seq, body))
            connection.execute(
                "DELETE FROM snapshots WHERE shard = ?1 AND seq NOT IN "
                "(SELECT seq FROM snapshots WHERE shard = ?1 ORDER BY seq DESC LIMIT 2) AND seq NOT IN "
                "(SELECT MIN(seq) FROM snapshots WHERE shard = ?1 GROUP BY seq / 50000)",
                (shard,),
            )
        connection.close()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=10.0, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {self._synchronous}")
        return connection

    def _read_connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._reading, "connection", None)
        if connection is None:
            connection = self._reading.connection = self._connect()
        return connection

    def _write_all(self) -> None:
        connection = self._connect()
        while (first := self._inbox.get()) is not None:
            batches, last = self._together(first)
            failure: Exception | None = None
            try:
                with connection:
                    connection.executemany(INSERT, _as_rows(batches))
            except Exception as error:  # whatever it is, the next batch finds this thread alive
                failure = error
            for loop in {batch.loop for batch in batches}:
                told = [batch.done for batch in batches if batch.loop is loop]
                loop.call_soon_threadsafe(_tell, told, failure)
            if last:
                break
        connection.close()

    def _together(self, first: Batch) -> tuple[list[Batch], bool]:
        """All that waits, up to a size; True when the end was among it."""
        batches, rows = [first], len(first.rows)
        while rows < MOST_ROWS and not self._inbox.empty():
            batch = self._inbox.get()
            if batch is None:
                return batches, True
            batches.append(batch)
            rows += len(batch.rows)
        return batches, False


def _as_rows(batches: list[Batch]) -> Iterator[tuple[str, int, str, int, str | None, bytes]]:
    for batch in batches:
        for seq, command, event in batch.rows:
            yield batch.shard, seq, event.kind, event.version, command, encode(event)


def _tell(told: "list[asyncio.Future[None]]", failure: Exception | None) -> None:
    for done in told:
        if done.done():
            continue
        if failure is None:
            done.set_result(None)
        else:
            done.set_exception(failure)
