"""Records: the ordinary SQL side of the house (users, queues, customers, messages, projections).

SQLAlchemy Core, synchronous, in two small thread pools: one thread writes, two read. A function given to `write` runs
alone in one transaction that is durable when the awaitable answers; it must not hash, call the network or wait inside.
"""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection as Connection
from sqlalchemy import Engine, MetaData, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import OperationalError

from beffroi.kernel.errors import TryAgain

T = TypeVar("T")

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, or SQLite's batch migrations could not drop it."""

metadata: Final = MetaData(naming_convention=NAMES)
"""The tables of every room whose store is imported."""

_READERS: Final = 2
_WAITING_WRITES: Final = 4000
"""Above this the disk does not follow: better to say so than to answer minutes later."""


class Records:
    """The records of one data folder. `open` before use; `close` lets the writes under way finish."""

    def __init__(
        self,
        where: Path | str,
        *,
        prepare: Callable[[Engine], None] = metadata.create_all,
        durable: bool = True,
    ) -> None:
        """`where` is a file (or a database URL). `prepare` makes the schema; `durable=False` is for tests only."""
        self._url = _url(where)
        self._prepare = prepare
        self._durable = durable
        self._gate = threading.Lock()
        self._waiting = 0
        self._engines: tuple[Engine, Engine] | None = None
        self._writer: ThreadPoolExecutor | None = None
        self._readers: ThreadPoolExecutor | None = None

    def open(self) -> None:
        """The schema is at its newest and both pools answer."""
        if self._engines is not None:
            return
        writing = _engine(self._url, writes=True, durable=self._durable)
        try:
            self._prepare(writing)
        except BaseException:
            writing.dispose()
            raise
        self._engines = writing, _engine(self._url, writes=False, durable=self._durable)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="records-write")
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="records-read")

    def close(self) -> None:
        """What was asked before is done; what is asked after is refused."""
        engines, self._engines = self._engines, None
        for pool in (self._readers, self._writer):
            if pool is not None:
                pool.shutdown(wait=True)
        self._readers = self._writer = None
        for engine in engines or ():
            engine.dispose()

    async def read(self, fn: Callable[[Connection], T]) -> T:
        """`fn` sees one consistent state of everything committed, and cannot change it."""
        return await asyncio.wrap_future(self._submit_read(fn))

    async def write(self, fn: Callable[[Connection], T]) -> T:
        """All of `fn`'s changes are durable, or none is and its error is raised. To stop waiting does not undo them."""
        return await asyncio.shield(asyncio.wrap_future(self._submit_write(fn)))

    def read_now(self, fn: Callable[[Connection], T]) -> T:
        """`read` for start-up and tests: blocks the caller."""
        return self._submit_read(fn).result()

    def write_now(self, fn: Callable[[Connection], T]) -> T:
        """`write` for start-up and tests: blocks the caller. Never call it inside a function given to `write`."""
        return self._submit_write(fn).result()

    def _submit_read(self, fn: Callable[[Connection], T]) -> Future[T]:
        if self._engines is None or self._readers is None:
            raise TryAgain("The records are closed.")
        return self._readers.submit(_in_transaction, self._engines[1], fn)

    def _submit_write(self, fn: Callable[[Connection], T]) -> Future[T]:
        if self._engines is None or self._writer is None:
            raise TryAgain("The records are closed.")
        with self._gate:
            if self._waiting >= _WAITING_WRITES:
                raise TryAgain("Too many changes are waiting for the disk.")
            self._waiting += 1
        future = self._writer.submit(_in_transaction, self._engines[0], fn)
        future.add_done_callback(self._written)
        return future

    def _written(self, _: Future[Any]) -> None:
        with self._gate:
            self._waiting -= 1


def upsert(conn: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: Sequence[str]) -> None:
    """Each row exists with these values, whether or not one with the same `key` was there."""
    if not rows:
        return
    statement = _insert(conn, table)
    changed = {name: statement.excluded[name] for name in rows[0] if name not in key}
    if changed:
        statement = statement.on_conflict_do_update(index_elements=list(key), set_=changed)
    else:
        statement = statement.on_conflict_do_nothing(index_elements=list(key))
    conn.execute(statement, [dict(row) for row in rows])


def add_once(conn: Connection, table: Table, row: Mapping[str, Any]) -> bool:
    """The row is there; True when this call added it, False when a unique key already held one (left as it was)."""
    done = conn.execute(_insert(conn, table).values(**row).on_conflict_do_nothing())
    return done.rowcount == 1


def _insert(conn: Connection, table: Table) -> Any:
    # Both dialects share ON CONFLICT, but Core only offers it on their own insert().
    return postgresql.insert(table) if conn.dialect.name == "postgresql" else sqlite.insert(table)


def _in_transaction(engine: Engine, fn: Callable[[Connection], T]) -> T:
    try:
        with engine.begin() as conn:
            return fn(conn)
    except OperationalError as problem:
        if "locked" in str(problem.orig) or "full" in str(problem.orig):
            raise TryAgain("The records cannot be written now.") from problem
        raise


def _url(where: Path | str) -> URL:
    text = str(where)
    return make_url(text) if "://" in text else URL.create("sqlite", database=text)


def _engine(url: URL, *, writes: bool, durable: bool) -> Engine:
    # hide_parameters: an error's text must never carry a name, a message or a hash.
    engine = create_engine(url, pool_size=1 if writes else _READERS, max_overflow=0, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        _teach_sqlite(engine, writes=writes, durable=durable)
    return engine


def _teach_sqlite(engine: Engine, *, writes: bool, durable: bool) -> None:
    pragmas = [
        "PRAGMA journal_mode=WAL",
        f"PRAGMA synchronous={'FULL' if durable else 'OFF'}",
        "PRAGMA foreign_keys=ON",
        "PRAGMA busy_timeout=5000",
    ]
    if not writes:
        pragmas.append("PRAGMA query_only=ON")

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in pragmas:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def began(conn: Connection) -> None:
        # A deferred BEGIN that turns into a write can fail half-way; the writer takes the lock at once.
        conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
