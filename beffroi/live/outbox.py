"""What waits to be sent on one socket. Bounded: a socket that takes nothing loses its messages, never delays others.

When too much waits, all patches waiting are dropped and their topics are `behind`: once the socket takes messages again
it is sent a fresh snapshot of each, which is never older than what was dropped.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable

WAITING_FRAMES = 2048
"""Two patches of every topic that a socket may follow."""
WAITING_CHARS = 1024 * 1024


class Outbox:
    """Frames in the order they were put. `snapshot_of(topic)` gives a behind topic's frame, or None if it is gone."""

    def __init__(self, snapshot_of: Callable[[str], str | None]) -> None:
        self.behind: set[str] = set()
        self.dropped = 0
        self._snapshot_of = snapshot_of
        self._frames: deque[tuple[str | None, str]] = deque()
        self._chars = 0
        self._awake = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many frames `take` would give without waiting."""
        return len(self._frames) + len(self.behind)

    def put(self, frame: str, topic: str | None = None) -> None:
        """The frame will be sent in its turn, unless its topic is behind or becomes so. Never waits."""
        if topic in self.behind:
            self.dropped += 1
            return
        self._frames.append((topic, frame))
        self._chars += len(frame)
        if len(self._frames) > WAITING_FRAMES or self._chars > WAITING_CHARS:
            self._fall_behind()
        self._awake.set()

    def forget(self, topic: str) -> None:
        """Nothing more of this topic is sent."""
        self.behind.discard(topic)
        kept = [(one, frame) for one, frame in self._frames if one != topic]
        self._frames = deque(kept)
        self._chars = sum(len(frame) for _, frame in kept)

    async def take(self) -> str:
        """The next frame, waiting for one if there is none."""
        while True:
            if self._frames:
                _, frame = self._frames.popleft()
                self._chars -= len(frame)
                return frame
            if self.behind:
                if (fresh := self._snapshot_of(self.behind.pop())) is not None:
                    return fresh
                continue
            self._awake.clear()
            await self._awake.wait()

    def _fall_behind(self) -> None:
        kept: deque[tuple[str | None, str]] = deque()
        for topic, frame in self._frames:
            if topic is None:
                kept.append((topic, frame))
            else:
                self.behind.add(topic)
                self.dropped += 1
        while len(kept) > WAITING_FRAMES:
            kept.popleft()
        self._frames = kept
        self._chars = sum(len(frame) for _, frame in kept)
