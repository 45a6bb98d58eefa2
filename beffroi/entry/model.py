"""Somebody arrives: what a channel says of them, and what is written down before routing is asked."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from beffroi.kernel.ids import AgentId, CaseId, CustomerId, Instant, InteractionId, QueueId

CALLBACK: Final = "callback"
MESSAGE: Final = "message"
"""The two ways a contact goes on where it ended; each is a channel of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """A known customer at the door of a queue. `by` is the principal that will be named on the command.

    `reason` is why they come, where the door knows it; `not_before` is when they wish to be served; `follows` is the
    interaction this one continues.
    """

    by: str
    channel: str
    queue: QueueId
    customer: CustomerId
    arrived_at: Instant
    mandatory: dict[str, int] = field(default_factory=dict)
    bonus_s: float = 0.0
    reason: str | None = None
    not_before: Instant | None = None
    follows: InteractionId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An arrival that is written down: interaction and case have their ids, so opening it twice opens it once.

    `care` is the customer's degree of care and `last_agent` who served them last, as they were at that moment.
    """

    by: str
    channel: str
    queue: QueueId
    customer: CustomerId
    arrived_at: Instant
    mandatory: dict[str, int]
    bonus_s: float
    interaction: InteractionId
    case: CaseId
    reason: str | None = None
    care: str | None = None
    last_agent: AgentId | None = None
    not_before: Instant | None = None
    follows: InteractionId | None = None


def year_of(at: Instant, zone: str) -> int:
    """The calendar year of this instant where the organisation lives: cases are numbered by it."""
    return datetime.fromtimestamp(at, ZoneInfo(zone)).year
