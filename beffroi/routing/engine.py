"""The routing engine as a shard runs it: the same decisions live, in replay and in simulation."""

import heapq
from typing import Final

import msgspec

from beffroi.kernel.ids import Instant
from beffroi.routing import commands
from beffroi.routing.apply import apply
from beffroi.routing.decide import decide
from beffroi.routing.rows import Rows
from beffroi.routing.state import State

_SHAPE: Final = b"\x02"
"""Goes up when a row means something else than before: snapshots of another shape are left aside, the journal tells."""

_ENCODE = msgspec.msgpack.Encoder().encode
_DECODE = msgspec.msgpack.Decoder(Rows).decode
_ADVANCE = commands.Advance()


class RoutingEngine:
    """Satisfies `kernel.core.Engine`; see `decide.py` and `apply.py`."""

    decide = staticmethod(decide)
    apply = staticmethod(apply)

    def fresh(self, *, keeps_time: bool) -> State:
        """Nobody there, nobody waiting."""
        return State(keeps_time=keeps_time)

    def load(self, body: bytes, *, keeps_time: bool) -> State | None:
        """The state a snapshot was taken of; None when it has another shape."""
        return State(_DECODE(body[1:]), keeps_time=keeps_time) if body[:1] == _SHAPE else None

    def save(self, state: State) -> bytes:
        """A snapshot: the rows alone."""
        return _SHAPE + _ENCODE(state.rows)

    def next_due(self, state: State) -> Instant | None:
        """When the next timer falls due."""
        return state.next_due()

    def advance(self) -> commands.Advance:
        """The command that lets due timers fire."""
        return _ADVANCE

    def skip(self, state: State) -> None:
        """Drop the timer that would fire next: it broke the engine too often."""
        if state.timers:
            heapq.heappop(state.timers)
