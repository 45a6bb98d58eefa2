"""Somebody arrives: what a channel says of them, and what is written down before routing is asked."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from beffroi.kernel.ids import CaseId, CustomerId, Instant, InteractionId, QueueId


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """A known customer at the door of a queue. `by` is the principal that will be named on the command."""

    by: str
    channel: str
    queue: QueueId
    customer: CustomerId
    arrived_at: Instant
    mandatory: dict[str, int] = field(default_factory=dict)
    bonus_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An arrival that is written down: interaction and case have their ids, so opening it twice opens it once."""

    by: str
    channel: str
    queue: QueueId
    customer: CustomerId
    arrived_at: Instant
    mandatory: dict[str, int]
    bonus_s: float
    interaction: InteractionId
    case: CaseId


def year_of(at: Instant, zone: str) -> int:
    """The calendar year of this instant where the organisation lives: cases are numbered by it."""
    return datetime.fromtimestamp(at, ZoneInfo(zone)).year
