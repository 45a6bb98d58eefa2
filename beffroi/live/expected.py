"""What a newcomer may expect to wait, as queues' rows say it: looked at once a second, told in steps. Pure.

It depends on the clock and on what happens in other queues too, so no event names every queue it changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from beffroi.kernel.ids import Instant, QueueId
from beffroi.routing.state import State
from beffroi.routing.waiting import newcomer_wait

EVERY_S: Final = 1.0
STEP_S: Final = 5.0
"""Nobody reads a promise to the second, and each step is a patch to every screen."""

FIRST: Final = ("chat", "voice")
"""The channel a newcomer of a queue is thought to come by, when its agents work on it."""


class Expected:
    """The waits that rows say. `looked_at` is when they were last compared with what is so."""

    def __init__(self) -> None:
        self.looked_at: Instant = 0.0
        self._told: dict[QueueId, float | None] = {}

    def of(self, state: State, queue: QueueId, now: Instant) -> float | None:
        """What a newcomer may expect, in steps; None when nothing is known."""
        self._told[queue] = wait_s = wait_now(state, queue, now)
        return wait_s

    def changed(self, state: State, now: Instant) -> Iterator[QueueId]:
        """The queues that say something else now; nothing when looked at less than a second ago."""
        if self.looked_at <= now < self.looked_at + EVERY_S:
            return
        self.looked_at = now
        for queue, told in self._told.items():
            if wait_now(state, queue, now) != told:
                yield queue

    def forget(self, queue: QueueId) -> None:
        """Nobody followed the queue for long."""
        self._told.pop(queue, None)


def wait_now(state: State, queue: QueueId, now: Instant) -> float | None:
    """What a newcomer may expect at this instant, in steps."""
    if queue not in state.queues:
        return None
    wait_s = newcomer_wait(state, queue, _channel(state, queue), now)
    return None if wait_s is None else round(wait_s / STEP_S) * STEP_S


def _channel(state: State, queue: QueueId) -> str:
    benches = state.benches.get(queue, {})
    return next((one for one in (*FIRST, *benches) if one in benches), FIRST[0])
