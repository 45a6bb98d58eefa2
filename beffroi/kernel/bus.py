"""The bus only wakes. Whoever is woken reads from a stored cursor, so a lost wake-up delays and never loses."""

import asyncio
import contextlib
from collections import defaultdict


class Bus:
    """Wake-ups by topic, inside one process."""

    def __init__(self) -> None:
        self._sleepers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    def wake(self, topic: str) -> None:
        """Everyone who waits for the topic wakes."""
        for sleeper in self._sleepers[topic]:
            sleeper.set()

    def subscribe(self, topic: str) -> "Sleeper":
        """A sleeper on the topic; use it as a context."""
        return Sleeper(self._sleepers[topic])


class Sleeper:
    """Waits for a topic; what came between two waits is not missed."""

    def __init__(self, sleepers: set[asyncio.Event]) -> None:
        self._sleepers = sleepers
        self._event = asyncio.Event()

    def __enter__(self) -> "Sleeper":
        self._sleepers.add(self._event)
        return self

    def __exit__(self, *_: object) -> None:
        self._sleepers.discard(self._event)

    async def wait(self, most_s: float) -> None:
        """Returns when woken, and at the latest after `most_s`."""
        # Not wait_for, which in Python 3.11 may swallow the cancellation of a sleeper that is woken just then.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(most_s):
                await self._event.wait()
        self._event.clear()
