"""What runs beside the requests for as long as the server does. A task that ends is a failure, and is not silent."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from beffroi.kernel.logs import get_logger

log = get_logger(__name__)


class Tasks:
    """Tasks that must all keep running. `stop` ends them."""

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> None:
        """`work` runs until `stop`."""
        task = asyncio.create_task(work, name=name)
        task.add_done_callback(_tell)
        self._tasks.append(task)

    def all_run(self) -> bool:
        """Whether none has ended."""
        return all(not task.done() for task in self._tasks)

    async def stop(self) -> None:
        """None runs any more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def _tell(task: asyncio.Task[None]) -> None:
    if not task.cancelled():
        log.error("task_ended", task=task.get_name(), error=type(task.exception()).__name__)
