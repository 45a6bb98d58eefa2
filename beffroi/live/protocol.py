"""The words of the /api/live socket, both ways. Decoding is pure: bytes in, a message or a stable error code out."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from beffroi.kernel.errors import Invalid, NotAllowed, Refused, TooLarge, TooMany
from beffroi.kernel.ids import Instant

FRAME_LIMIT: Final = 128 * 1024
TOPICS_LIMIT: Final = 1024
"""A socket follows at most this many topics: a floor of five hundred queues, its teams, and a dozen conversations.

What they weigh is limited in `outbox.py`: who follows more than they can take is sent snapshots instead of patches.
"""
KINDS: Final = frozenset({"queue", "team", "interaction"})
ID_LIMIT: Final = 64

UNEXPECTED: Final = 1008
"""Close code: too many messages that could not be understood."""
SIGNED_OUT: Final = 4401
"""Close code: the session ended; sign in again, then connect."""
TOO_SLOW: Final = 4408
"""Close code: the socket took nothing for too long; connect again and resume."""
RESTARTING: Final = 1012
"""Close code: the server stops; connect again and resume."""


class BadFrame(Invalid):
    """This message cannot be understood."""


class FrameTooLarge(TooLarge):
    """This message is too large."""


class UnknownTopic(Refused):
    """There is no such topic."""


class TopicNotAllowed(NotAllowed):
    """You may not follow this topic."""


class TooManyTopics(TooMany):
    """This screen follows too many topics."""


class Subscribe(msgspec.Struct, tag="subscribe", forbid_unknown_fields=False):
    """Follow these topics; `resume` says the last number seen of each, of the server's run `boot`."""

    topics: list[str]
    resume: dict[str, int] = {}
    boot: str | None = None


class Unsubscribe(msgspec.Struct, tag="unsubscribe"):
    """Follow these topics no more."""

    topics: list[str]


class Ping(msgspec.Struct, tag="ping"):
    """Are you there?"""


Asked = Subscribe | Unsubscribe | Ping
_decoder: msgspec.json.Decoder[Asked] = msgspec.json.Decoder(Asked)
_encoder = msgspec.json.Encoder()


def decode(frame: str | bytes) -> Asked:
    """The message in this frame. Raises BadFrame, FrameTooLarge or TooManyTopics; nothing else."""
    if len(frame) > FRAME_LIMIT:
        raise FrameTooLarge
    try:
        asked = _decoder.decode(frame)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise BadFrame from None
    if not isinstance(asked, Ping) and len(asked.topics) > TOPICS_LIMIT:
        raise TooManyTopics
    return asked


def _encode(message: dict[str, Any]) -> str:
    return _encoder.encode(message).decode()


def split_topic(topic: str) -> tuple[str, str]:
    """Kind and id of a topic's name; `me` has no id. Raises UnknownTopic for anything not of this shape."""
    if topic == "me":
        return "me", ""
    kind, colon, one = topic.partition(":")
    if kind not in KINDS or not colon or not 0 < len(one) <= ID_LIMIT or not one.isascii() or not one.isprintable():
        raise UnknownTopic
    return kind, one


def hello(boot: str, now: Instant) -> str:
    """The first message on every socket: which run of the server this is, and its clock."""
    return _encode({"type": "hello", "boot": boot, "now": now})


def pong(now: Instant) -> str:
    """I am here, and my clock says `now`."""
    return _encode({"type": "pong", "now": now})


def refused(topic: str, problem: Refused) -> str:
    """This topic is not (or no longer) yours to follow."""
    return _encode({"type": "refused", "topic": topic[: ID_LIMIT * 2], "code": problem.code})


def error(problem: Refused) -> str:
    """What you sent was not understood; nothing changed."""
    return _encode({"type": "error", "code": problem.code, "message": problem.message})


def snapshot(topic: str, n: int, rows: list[Any]) -> str:
    """Everything the topic holds at number `n`; it replaces whatever the screen had."""
    return _encode({"type": "snapshot", "topic": topic, "n": n, "rows": rows})


def patch(topic: str, n: int, prev: int, upsert: list[Any], remove: list[str]) -> str:
    """What changed from number `prev` to `n`."""
    return _encode({"type": "patch", "topic": topic, "n": n, "prev": prev, "upsert": upsert, "remove": remove})
