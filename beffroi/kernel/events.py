"""Events: what was decided, written once, never changed.

An event is a frozen struct with a kind and a version. Kinds are the snake_case of the class name.
When a kind's shape changes, its version goes up and a pure upcaster turns the older shape into the newer one.
"""

import re
from collections.abc import Callable
from typing import Any, ClassVar

import msgspec

from beffroi.kernel.ids import Instant

_WORD = re.compile(r"(?<!^)(?=[A-Z])")
_KINDS: dict[str, type["Event"]] = {}
_DECODERS: dict[str, msgspec.json.Decoder["Event"]] = {}
_UPCASTERS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
_encode = msgspec.json.Encoder().encode


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that happened at `at`; `due_at` is set when a timer that was due then caused it."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1

    at: Instant
    due_at: Instant | None = None

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        cls.kind = _WORD.sub("_", cls.__name__).lower()
        _KINDS[cls.kind] = cls


def kinds() -> dict[str, type[Event]]:
    """Every kind of event the imported rooms know."""
    return dict(_KINDS)


def upcaster(kind: str, version: int) -> Callable[[Callable[[dict[str, Any]], dict[str, Any]]], object]:
    """Register a pure function that turns `kind` of `version` into the next version."""

    def register(function: Callable[[dict[str, Any]], dict[str, Any]]) -> object:
        _UPCASTERS[kind, version] = function
        return function

    return register


def encode(event: Event) -> bytes:
    """The event's fields as JSON; kind and version are kept beside it."""
    return _encode(event)


def decode(kind: str, version: int, body: bytes) -> Event:
    """The event as today's code knows it, whatever the version it was written in."""
    cls = _KINDS[kind]
    if version == cls.version:
        decoder = _DECODERS.get(kind)
        if decoder is None:
            decoder = _DECODERS[kind] = msgspec.json.Decoder(cls)
        return decoder.decode(body)
    fields = msgspec.json.decode(body)
    for step in range(version, cls.version):
        fields = _UPCASTERS[kind, step](fields)
    return msgspec.convert(fields, cls)
