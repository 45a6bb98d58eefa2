"""The processes that work seeds out: few at once, started when first needed, ended with the house."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Final, NamedTuple

from beffroi.kernel.logs import get_logger
from beffroi.wfm import worker
from beffroi.wfm.errors import WhatIfFailed
from beffroi.wfm.model import Day
from beffroi.wfm.watch import Outcome

log = get_logger(__name__)

AT_ONCE: Final = 2
ENVIRONMENT: Final = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}
"""Nothing of the server's own."""


class Solved(NamedTuple):
    """One seed, before (0) or after (1)."""

    day: int
    seed: int
    outcome: Outcome


class Workers:
    """A few warm processes, for one what-if at a time: it has them all, the next waits for its turn."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once
        self._processes: list[asyncio.subprocess.Process] = []
        self._turn = asyncio.Lock()
        self._stopped = False

    async def warm(self) -> None:
        """The processes are there."""
        async with self._turn:
            await self._start()

    async def solve(self, days: Sequence[Day], seeds: Sequence[int]) -> AsyncIterator[Solved]:
        """Every seed of every day, as each is done. Left early, or failing, it leaves no process at work."""
        load = worker.framed(worker.encode(worker.Load(tuple(days))))
        todo = [(day, seed) for seed in seeds for day in range(len(days))]
        async with self._turn, self._at_work():
            await self._start()
            done: asyncio.Queue[Solved | BaseException] = asyncio.Queue()
            remaining = iter(todo)
            tasks = [
                asyncio.create_task(_work(process, load, remaining, done)) for process in self._processes[: len(todo)]
            ]
            try:
                for _ in todo:
                    solved = await done.get()
                    if isinstance(solved, BaseException):
                        raise solved
                    yield solved
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    async def rest(self) -> None:
        """The processes are let go of; the next what-if starts others."""
        async with self._turn:
            await self._end()

    async def stop(self) -> None:
        """No process is left, and none is started again."""
        self._stopped = True
        await self._end()

    @asynccontextmanager
    async def _at_work(self) -> AsyncIterator[None]:
        """Processes that may be in the middle of something are ended, not used again."""
        try:
            yield
        except BaseException:
            await asyncio.shield(self._end())
            raise

    async def _start(self) -> None:
        if self._stopped:
            raise WhatIfFailed
        self._processes = [one for one in self._processes if one.returncode is None]
        missing = self._at_once - len(self._processes)
        self._processes += await asyncio.gather(*(_started() for _ in range(missing)))

    async def _end(self) -> None:
        processes, self._processes = self._processes, []
        for one in processes:
            if one.returncode is None:
                one.kill()
        await asyncio.gather(*(one.wait() for one in processes))


async def _started() -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", worker.__name__),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=ENVIRONMENT,
    )


async def _work(
    process: asyncio.subprocess.Process,
    load: bytes,
    remaining: Iterator[tuple[int, int]],
    done: asyncio.Queue[Solved | BaseException],
) -> None:
    """One process takes what remains, one by one."""
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(load)
        for day, seed in remaining:
            process.stdin.write(worker.framed(worker.encode(worker.Run(day, seed))))
            await process.stdin.drain()
            head = await process.stdout.readexactly(worker.LENGTH.size)
            answer = worker.answered(await process.stdout.readexactly(worker.LENGTH.unpack(head)[0]))
            if isinstance(answer, worker.Failed):
                log.error("what_if_failed", where=answer.where)
                raise WhatIfFailed
            done.put_nowait(Solved(day, seed, answer.outcome))
    except asyncio.CancelledError:
        raise
    except Exception as problem:
        done.put_nowait(problem if isinstance(problem, WhatIfFailed) else WhatIfFailed())
