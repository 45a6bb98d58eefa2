"""Seeds worked out in a process of its own: it may be ended, gives way to everything else, and takes nothing with it.

`python -m beffroi.wfm.worker`: messages in on the standard input, answers out on the standard output, each a length of
four bytes and then MessagePack. `Load` puts two days in place; each `Run` after it answers with one seed's outcome.
"""

import gc
import os
import sys
from struct import Struct
from typing import BinaryIO, Final

import msgspec

from beffroi.wfm.model import Day
from beffroi.wfm.run import simulate
from beffroi.wfm.watch import Outcome

KINDNESS: Final = 5
"""Whoever serves customers comes first."""

LENGTH: Final = Struct("<I")


class Load(msgspec.Struct, frozen=True, tag=True):
    """The days to run, from here on."""

    days: tuple[Day, ...]


class Run(msgspec.Struct, frozen=True, tag=True):
    """One of the loaded days, in one seed."""

    day: int
    seed: int


class Done(msgspec.Struct, frozen=True, tag=True):
    """What it added up to."""

    outcome: Outcome


class Failed(msgspec.Struct, frozen=True, tag=True):
    """It broke: the kind of fault and where, without the values it carried."""

    where: str


encode: Final = msgspec.msgpack.Encoder().encode
asked: Final = msgspec.msgpack.Decoder(Load | Run).decode
answered: Final = msgspec.msgpack.Decoder(Done | Failed).decode


def framed(body: bytes) -> bytes:
    """The message with its length in front."""
    return LENGTH.pack(len(body)) + body


def main() -> int:
    """Until the input ends."""
    os.nice(KINDNESS)
    gc.disable()  # a seed makes short-lived rows by the ten thousand; they are let go of between two seeds
    days: tuple[Day, ...] = ()
    source, answers = sys.stdin.buffer, sys.stdout.buffer
    while (body := _read(source)) is not None:
        message = asked(body)
        if isinstance(message, Load):
            days = message.days
            continue
        answers.write(framed(encode(_answer(days, message))))
        answers.flush()
        gc.collect()
    return 0


def _answer(days: tuple[Day, ...], run: Run) -> Done | Failed:
    try:
        return Done(simulate(days[run.day], run.seed))
    except Exception as problem:
        at = problem.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        place = f"{os.path.basename(at.tb_frame.f_code.co_filename)}:{at.tb_lineno}" if at else ""
        return Failed(f"{type(problem).__name__} {place}")


def _read(source: BinaryIO) -> bytes | None:
    head = source.read(LENGTH.size)
    return source.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else None


if __name__ == "__main__":
    sys.exit(main())
