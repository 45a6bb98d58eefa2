"""A real server: its own process, port and folder. It can be killed without a warning, and started again on both."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, create_engine, text

ROOT: Final = Path(__file__).resolve().parent.parent.parent
START_S: Final = 40.0
STOP_S: Final = 15.0
SHARD: Final = "demo"


class Stored(NamedTuple):
    """One event as the journal's file holds it."""

    seq: int
    kind: str
    version: int
    body: bytes

    @property
    def facts(self) -> dict[str, Any]:
        """What the event says."""
        facts: dict[str, Any] = json.loads(self.body)
        return facts


class Centre:
    """The demo centre on loopback, with cheap passwords."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """It answers, and every part of it is ready."""
        self.folder.mkdir(parents=True, exist_ok=True)
        settings = {
            "BEFFROI_DATA_DIR": str(self.folder / "data"),
            "BEFFROI_PORT": str(self.port),
            "BEFFROI_PASSWORD_MEMORY_KIB": "64",
        }
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "beffroi.cli", "run"],
                cwd=ROOT,
                env={**os.environ, **settings},
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_S
        while not self.is_ready():
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise AssertionError(f"the server did not start:\n{self.log()[-4000:]}")
            time.sleep(0.05)

    def is_ready(self) -> bool:
        """Whether it says so itself."""
        try:
            with urllib.request.urlopen(f"{self.url}/health/ready", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """Gone at once: kill -9."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Asked to stop, and stopped."""
        self._end(signal.SIGTERM)

    def _end(self, with_signal: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(with_signal)
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError("the server did not stop when asked to") from None

    @property
    def pid(self) -> int:
        """The running server's process."""
        assert self._process is not None
        return self._process.pid

    def log(self) -> str:
        """Everything the server wrote."""
        return (self.folder / "server.log").read_text(errors="replace")

    def password(self, person: str) -> str:
        """How this person of the demo signs in."""
        rows = json.loads((self.folder / "data" / "demo-passwords.json").read_text(encoding="utf-8"))
        return str(next(row["password"] for row in rows if row["email"] == f"{person}@demo.invalid"))

    def has_read_the_note(self) -> None:
        """While it is stopped: everybody knows the day's note, which would stand before every desk."""
        everybody = "SELECT b.tenant_id, b.id, u.id, b.at FROM briefings b JOIN users u USING (tenant_id)"
        read = f"INSERT OR IGNORE INTO briefing_reads (tenant_id, briefing_id, user_id, read_at) {everybody}"
        self.changes(lambda records: records.execute(text(read)))

    def changes(self, make: Callable[[Connection], object]) -> None:
        """While it is stopped: its records are other than the demo made them."""
        engine = create_engine(f"sqlite:///{self.folder / 'data' / 'records.db'}")
        with engine.begin() as records:
            make(records)
        engine.dispose()

    def events(self, after: int = 0) -> list[Stored]:
        """The journal, read from its file."""
        query = "SELECT seq, kind, version, body FROM events WHERE shard = ? AND seq > ? ORDER BY seq"
        return [Stored(*row) for row in self._read("journal.db", query, (SHARD, after))]

    def rows(self, query: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """Rows of the records' file."""
        return self._read("records.db", query, values)

    def _read(self, file: str, query: str, values: Iterable[object]) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(f"file:{self.folder / 'data' / file}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(query, tuple(values)).fetchall()
        finally:
            connection.close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def copy_of(template: Path, folder: Path) -> Path:
    """A folder that begins where the template's server stopped: quicker than the first start of a new one."""
    shutil.copytree(template / "data", folder / "data")
    return folder
