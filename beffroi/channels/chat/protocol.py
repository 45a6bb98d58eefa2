"""The visitor's socket, as text: what may arrive, what is sent. Pure.

    decode('{"type":"say","id":"5f0c…","text":"Bonjour"}')  →  Say(id="5f0c…", text="Bonjour")

`decode` raises nothing but `Unreadable` and its kinds, whatever it is given.
"""

import re
import unicodedata
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from beffroi.channels.chat.errors import (
    BinaryFrame,
    EmptyText,
    FrameTooLarge,
    NotJson,
    TextTooLong,
    UnknownType,
    WrongShape,
)
from beffroi.kernel.ids import Instant

MOST_CHARACTERS: Final = 4000
MOST_BYTES: Final = 20_000
"""4,000 characters of four bytes each, with room for the rest of the message."""
MOST_IN_NAME: Final = 80

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIRECTIONS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")

Token = Annotated[str, Meta(max_length=100)]
Code = Annotated[str, Meta(min_length=1, max_length=64)]
ClientId = Annotated[str, Meta(min_length=1, max_length=64, pattern="^[A-Za-z0-9_-]+$")]


class Hello(Struct, frozen=True, tag_field="type", tag="hello"):
    """The first message: who the browser says it was (or nobody yet), and the last message number it has.

    `reason` is why visitors of this page come, by its code; one that is not known is passed over.
    """

    token: Token | None = None
    lang: Annotated[str, Meta(max_length=35)] = "fr"
    name: Annotated[str, Meta(max_length=500)] | None = None
    page: Annotated[str, Meta(max_length=2000)] | None = None
    seen: Annotated[int, Meta(ge=0, le=10_000_000)] = 0
    reason: Code | None = None


class Say(Struct, frozen=True, tag_field="type", tag="say"):
    """Some text; sent again with the same id, it is said once. The first may say why the visitor comes: `reason`."""

    id: ClientId
    text: str
    reason: Code | None = None


class Typing(Struct, frozen=True, tag_field="type", tag="typing"):
    """The visitor is writing."""


class Leave(Struct, frozen=True, tag_field="type", tag="leave"):
    """The visitor ends the conversation."""


class Ping(Struct, frozen=True, tag_field="type", tag="ping"):
    """Is anybody there?"""


class AskCallback(Struct, frozen=True, tag_field="type", tag="callback"):
    """The visitor wishes to be called back, at this number, as this person."""

    phone: Annotated[str, Meta(min_length=1, max_length=40)]
    name: Annotated[str, Meta(max_length=500)] | None = None


class AskMessage(Struct, frozen=True, tag_field="type", tag="leave_message"):
    """The visitor leaves it at what they wrote, to be answered later."""


Heard = Hello | Say | Typing | Leave | Ping | AskCallback | AskMessage


class Line(Struct, frozen=True):
    """One message of the transcript."""

    n: int
    id: str
    author: str
    name: str | None
    text: str
    at: Instant
    client_id: str | None = None


class AgentName(Struct, frozen=True):
    """All a visitor learns of an agent."""

    name: str


class Standing(Struct, frozen=True, tag_field="type", tag="state"):
    """Where the conversation stands: idle, waiting (at `position`), stopped, in_contact (with `agent`) or ended.

    Who is stopped may not simply wait, for `cause`; what is told of it is `text`. `callback` and `message` are what the
    visitor may ask for now. Ended, `outcome` says so when it is not a conversation that was had: callback_taken (at
    `phone`, masked), message_left, or dissuaded (for `cause`).
    """

    state: str
    position: int | None = None
    expected_wait_s: float | None = None
    agent: AgentName | None = None
    cause: str | None = None
    callback: bool = False
    message: bool = False
    text: str | None = None
    outcome: str | None = None
    phone: str | None = None


class Choice(Struct, frozen=True):
    """A reason to choose from before the first word, in the visitor's language."""

    code: str
    label: str


class Welcome(Struct, frozen=True, tag_field="type", tag="welcome"):
    """The answer to hello: the token to come back with, and everything the browser has not seen.

    `reasons` are asked for before the first word; when there are none, nothing is asked.
    """

    token: str
    lang: str
    state: Standing
    messages: list[Line]
    now: Instant
    reasons: list[Choice] = []


class Ack(Struct, frozen=True, tag_field="type", tag="ack"):
    """What was said under `id` is written down for good, as message `n`."""

    id: str
    n: int
    at: Instant


class Said(Struct, frozen=True, tag_field="type", tag="message"):
    """A new line of the transcript."""

    n: int
    id: str
    author: str
    name: str | None
    text: str
    at: Instant
    client_id: str | None = None


class TypingNow(Struct, frozen=True, tag_field="type", tag="typing"):
    """The other side is writing."""

    author: str


class Pong(Struct, frozen=True, tag_field="type", tag="pong"):
    """Somebody is there."""

    now: Instant


class Wrong(Struct, frozen=True, tag_field="type", tag="error", omit_defaults=True):
    """What was refused and why; `id` is the message concerned, when there is one."""

    code: str
    message: str
    id: str | None = None
    retry_after_s: float | None = None


Told = Welcome | Ack | Said | Standing | TypingNow | Pong | Wrong

_decoder = msgspec.json.Decoder(Heard)
_encoder = msgspec.json.Encoder()


def decode(frame: str | bytes) -> Heard:
    """The message in this frame, its texts made safe to keep. Raises `Unreadable` for anything else."""
    if isinstance(frame, bytes):
        raise BinaryFrame
    if len(frame) > MOST_BYTES or len(frame.encode(errors="surrogatepass")) > MOST_BYTES:
        raise FrameTooLarge(most_bytes=MOST_BYTES)
    try:
        heard: Heard = _decoder.decode(frame)
    except msgspec.ValidationError as problem:
        raise (UnknownType if _names_no_type(problem) else WrongShape) from problem
    except (msgspec.DecodeError, UnicodeError, RecursionError) as problem:
        raise NotJson from problem
    if isinstance(heard, Say):
        return Say(heard.id, readable(heard.text), heard.reason)
    if isinstance(heard, Hello | AskCallback) and heard.name is not None:
        return msgspec.structs.replace(heard, name=tidy_name(heard.name))
    return heard


def encode(told: Told) -> str:
    """The frame that says it."""
    return _encoder.encode(told).decode()


def tidy_name(name: str) -> str | None:
    """A name fit for one line of a screen: no controls, no changes of direction, not too long; None if none is left."""
    one_line = " ".join(_DIRECTIONS.sub("", _CONTROLS.sub(" ", unicodedata.normalize("NFC", name))).split())
    return one_line[:MOST_IN_NAME].strip() or None


def readable(text: str) -> str:
    """The text as it will be kept: without control characters, and refused when empty or too long."""
    kept = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not kept:
        raise EmptyText
    if len(kept) > MOST_CHARACTERS:
        raise TextTooLong(most_characters=MOST_CHARACTERS)
    return kept


def _names_no_type(problem: msgspec.ValidationError) -> bool:
    text = str(problem)
    return "`$.type`" in text or "required field `type`" in text
