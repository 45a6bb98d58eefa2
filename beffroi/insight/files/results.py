"""Results kept a few minutes in memory, so that a document can be made of them; each for its own session only."""

import hmac
from dataclasses import dataclass
from typing import Final

from beffroi.insight.files.errors import ResultGone
from beffroi.kernel.clock import Clock
from beffroi.kernel.ids import Instant, new_id

KEPT_S: Final = 600.0
OF_ONE_SESSION: Final = 4
IN_ALL: Final = 64


@dataclass(frozen=True)
class Result:
    """A report as the worker wrote it."""

    session: str
    kept_until: Instant
    report: bytes


class Results:
    """The last few results of each session."""

    def __init__(self, clock: Clock, kept_s: float = KEPT_S) -> None:
        self._clock = clock
        self._kept_s = kept_s
        self._kept: dict[str, Result] = {}

    def keep(self, session: str, report: bytes) -> tuple[str, Instant]:
        """The id under which the session can have it back, and until when."""
        self._forget()
        own = [key for key, one in self._kept.items() if one.session == session]
        for key in own[: len(own) - OF_ONE_SESSION + 1] if len(own) >= OF_ONE_SESSION else []:
            del self._kept[key]
        while len(self._kept) >= IN_ALL:
            del self._kept[next(iter(self._kept))]
        key, until = new_id(), self._clock.now() + self._kept_s
        self._kept[key] = Result(session, until, report)
        return key, until

    def of(self, session: str, key: str) -> bytes:
        """The report, or ResultGone: whose it is and whether it was is not told."""
        self._forget()
        found = self._kept.get(key)
        if found is None or not hmac.compare_digest(found.session.encode(), session.encode()):
            raise ResultGone
        return found.report

    def kept(self) -> int:
        """How many there are now."""
        self._forget()
        return len(self._kept)

    def forget_session(self, session: str) -> None:
        """Nothing of this session is kept any more."""
        for key in [key for key, one in self._kept.items() if one.session == session]:
            del self._kept[key]

    def _forget(self) -> None:
        now = self._clock.now()
        for key in [key for key, one in self._kept.items() if one.kept_until <= now]:
            del self._kept[key]
