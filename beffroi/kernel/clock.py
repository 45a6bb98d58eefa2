"""One clock: a wall anchor plus monotonic time, so that a step of the system's clock never makes a wait negative."""

import time

from beffroi.kernel.ids import Instant


class Clock:
    """Time that only goes forward, and never stands still."""

    def __init__(self) -> None:
        self._anchor = time.time() - time.monotonic()
        self._floor: Instant = 0.0

    def not_before(self, instant: Instant) -> None:
        """From now on `now()` answers more than `instant` (a journal from a machine whose clock ran ahead).

        Time goes on from there: a clock that waited for the wall's would let no offer ring out meanwhile.
        """
        self._anchor += max(0.0, instant - self.now())

    def now(self) -> Instant:
        """Seconds since 1970 UTC, never less than an earlier answer."""
        self._floor = max(self._floor, self._anchor + time.monotonic())
        return self._floor


class FakeClock(Clock):
    """A clock that a test moves by hand."""

    def __init__(self, at: Instant = 1_800_000_000.0) -> None:
        self.at = at

    def not_before(self, instant: Instant) -> None:
        self.at = max(self.at, instant)

    def now(self) -> Instant:
        return self.at

    def move(self, seconds: float) -> None:
        """Let `seconds` pass."""
        self.at += seconds
