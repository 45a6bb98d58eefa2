"""Work on people's files, each in a process that is ended when its time is over or nobody waits for it any more."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec

from beffroi.insight.files import worker
from beffroi.insight.files.errors import AllBusy, NeededTooMuch, ReaderFailed, TookTooLong
from beffroi.insight.logs.errors import LogRefused
from beffroi.kernel.logs import get_logger

log = get_logger(__name__)

AT_ONCE: Final = 2
IN_HAND: Final = 8
OF_ONE_SESSION: Final = 3
ENVIRONMENT: Final = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
"""Nothing of the server's own: what a setting says is not the worker's to know."""


class Runs:
    """Few at once, the others in line; beyond that, later."""

    def __init__(self, at_once: int = AT_ONCE, seconds: float = worker.SECONDS) -> None:
        self._turn = asyncio.Semaphore(at_once)
        self._seconds = seconds
        self._in_hand: list[str] = []

    @contextmanager
    def place(self, session: str) -> Iterator[None]:
        """A place in the line for this session's file, or AllBusy."""
        if len(self._in_hand) >= IN_HAND or self._in_hand.count(session) >= OF_ONE_SESSION:
            raise AllBusy
        self._in_hand.append(session)
        try:
            yield
        finally:
            self._in_hand.remove(session)

    async def run(self, task: str, asked: bytes, file: str = "", fds: tuple[int, ...] = ()) -> bytes:
        """The worker's answer. Cancelled, it leaves no process behind."""
        async with self._turn:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-m", worker.__name__, task, file),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                pass_fds=fds,
                env=ENVIRONMENT,
            )
            try:
                async with asyncio.timeout(self._seconds):
                    out, err = await process.communicate(asked)
            except TimeoutError:
                raise TookTooLong(limit_s=self._seconds) from None
            finally:
                await _ended(process)
        if process.returncode == 0:
            return out
        raise _why(task, process.returncode, out, err)


async def _ended(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await asyncio.shield(process.communicate())


def _why(task: str, code: int | None, out: bytes, err: bytes) -> LogRefused:
    if code == worker.REFUSED:
        said: dict[str, Any] = msgspec.json.decode(out)
        return refusal(said["code"], said["message"], said["facts"])
    if code == worker.OUT_OF_MEMORY:
        return NeededTooMuch(limit=worker.MEMORY)
    if code == -signal.SIGXCPU:  # its own clock was first
        return TookTooLong(limit_s=worker.SECONDS)
    log.error("worker_failed", task=task, status=code, where=err.decode(errors="replace")[-400:])
    return ReaderFailed()


def refusal(code: str, message: str, facts: dict[str, Any]) -> LogRefused:
    """The same refusal as the worker's, in this process."""
    known = {one.code: one for one in LogRefused.__subclasses__()}
    return known.get(code, LogRefused)(message, **facts)
