"""Rules: what a figure depends on beside the facts. Shown with it, and the same rules read the past again."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec


class ClockStart(StrEnum):
    """The instant from which the service level counts."""

    QUEUE_ENTRY = "queue_entry"
    ARRIVAL = "arrival"  # the menu counts too


WRITTEN: Final = frozenset({"chat", "email", "sms", "social", "form"})


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """The thresholds and words one queue, client or contract counts by."""

    threshold_s: float = 20
    """In time means at most this long."""
    clock_start: ClockStart = ClockStart.QUEUE_ENTRY
    short_s: float = 5
    """An abandon before this is short: strictly less."""
    short_talk_s: float = 120
    """A talk before this is short: strictly less."""
    repeat_days: float = 7
    """A contact within so many days of an answered one is a repeat."""
    same_reason: bool = True
    """A repeat has the same reason as the contact it repeats, where both say one."""
    reply_channels: frozenset[str] = frozenset({"chat", "email", "sms", "social"})
    """Channels answered by the first human reply, where the log tells it."""
    digital_channels: frozenset[str] = WRITTEN | {"video", "app", "web"}
    phone_channels: frozenset[str] = frozenset({"voice", "callback"})


DEFAULT: Final = Rules()
