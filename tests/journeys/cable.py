"""A network between a browser and the centre that can be cut and mended: a port that passes bytes on, or does not."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from tests.journeys.centre import free_port


class Cable:
    """`url` is the centre, as seen through this cable."""

    def __init__(self, port: int) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._to = port
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def mend(self) -> None:
        """Connections pass again."""
        self._server = await asyncio.start_server(self._pass_on, "localhost", self.port)

    async def cut(self) -> None:
        """Every connection is reset, and none can be made."""
        if self._server is not None:
            self._server.close()
        for writer in list(self._open):
            writer.transport.abort()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            there_reader, there_writer = await asyncio.open_connection("localhost", self._to)
        except OSError:
            writer.transport.abort()
            self._open.discard(writer)
            return
        self._open.add(there_writer)
        tasks = [self._task(_copy(reader, there_writer)), self._task(_copy(there_reader, writer))]
        await asyncio.gather(*tasks, return_exceptions=True)
        self._open -= {writer, there_writer}

    def _task(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    writer.close()
