"""Cells: for whom something is counted, at which instant, and the stretches of time it is gathered in. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Final, Generic, NamedTuple, TypeVar

from beffroi.insight.tally import Added, Tally, add
from beffroi.kernel.ids import Instant, QueueId

QUARTER_S: Final = 900
MINUTE_S: Final = 60


class Cell(NamedTuple):
    """For whom something is counted. `reason` is why the customer came, as far as it was known at that instant.

    An agent's time has no queue; there `reason` is why they were not ready.
    """

    queue: QueueId = QueueId("")
    channel: str = ""
    agent: str = ""
    reason: str = ""


class Counted(NamedTuple):
    """What is added to a cell at an instant; `seconds` goes into histograms, which live counters do without."""

    cell: Cell
    at: Instant
    added: Added
    seconds: Added = ()


K = TypeVar("K", bound=Hashable)


class Buckets(Generic[K]):
    """Tallies per key and stretch of `width_s` seconds."""

    def __init__(self, width_s: int) -> None:
        self.width_s = width_s
        self.sums: dict[tuple[K, int], Tally] = {}

    def add(self, key: K, at: Instant, added: Added) -> None:
        """The stretch that holds this instant now includes what was counted."""
        place = key, start_of(at, self.width_s)
        tally = self.sums.get(place)
        if tally is None:
            tally = self.sums[place] = {}
        add(tally, added)

    def between(self, key: K, from_at: int, to_at: int) -> Iterator[Tally]:
        """This key's stretches that start in [from_at, to_at)."""
        for start in range(from_at, to_at, self.width_s):
            if one := self.sums.get((key, start)):
                yield one

    def forget_before(self, at: Instant) -> None:
        """Stretches that started before `at` are no longer held."""
        for place in [place for place in self.sums if place[1] < at]:
            del self.sums[place]


def start_of(at: Instant, width_s: int) -> int:
    """The start, in UTC seconds, of the stretch that holds this instant."""
    return int(at // width_s) * width_s


# What one event adds

LEFT: Final = {
    "abandoned": "abandoned",
    "overflowed": "overflowed",
    "transferred": "transferred_away",
    "dissuaded": "dissuaded",
    "withdrawn": "withdrawn",
}
"""How a passage left its queue unanswered, and the sum that counts it."""


PROMISES: Final = {
    "callback_kept": "callbacks_kept",
    "callback_refused": "callbacks_kept",
    "callback_unreachable": "callbacks_unreached",
    "callback_wrong_number": "callbacks_unreached",
}
"""How a callback ended, and the sum that counts it: the customer was spoken to, or could not be."""

RECEIVED: Final[Added] = (("received", 1),)
RECEIVED_DIGITAL: Final[Added] = (("received", 1), ("digital", 1))
STOOD_IN: Final[Added] = (("stood_in", 1),)
STAYED: Final[Added] = (("transferred_away", -1), ("withdrawn", 1))
DISSUADED: Final[Added] = (("dissuaded", 1),)
CLOSED: Final[Added] = (("closed", 1),)
CALLBACK: Final[Added] = (("callbacks", 1),)
MESSAGE: Final[Added] = (("messages_left", 1),)
PRESENTED: Final[Added] = (("presented", 1),)
IN_TIME: Final[Added] = (("answered_clock_untold", -1), ("answered_in_time", 1))
LATE: Final[Added] = (("answered_clock_untold", -1),)
PASSED_ON: Final[Added] = (("passed_on", 1),)
HANDLED: Final[Added] = (("handled", 1), ("hold_untold", 1), ("escalated_untold", 1))
