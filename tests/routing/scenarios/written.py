"""How a scenario is written: queues, agents and hours in YAML."""

from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml

from beffroi.calendars.model import Calendar, Span, Unlike
from beffroi.kernel.ids import AgentId, QueueId, TeamId
from beffroi.routing.model import AgentProfile, Membership, QueueRules
from tests.routing.stories import SOLVED

HERE: Final = Path(__file__).parent
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read(path: Path) -> list[dict[str, Any]]:
    """Every scenario of a file."""
    return [one for one in yaml.safe_load_all(path.read_text(encoding="utf-8")) if one]


def queue_of(name: str, rules: dict[str, Any]) -> QueueRules:
    """Rules as in `QueueRules`, hours shortened: `{mon-fri: ["09:00-18:00"], holidays: metropole, ...}`."""
    told = {"id": name, "name": name, **rules}
    hours = told.pop("hours", None)
    converted = msgspec.convert({"dispositions": [msgspec.to_builtins(SOLVED)], **told}, QueueRules)
    return msgspec.structs.replace(converted, hours=calendar_of(hours) if hours is not None else None)


def calendar_of(told: dict[str, Any]) -> Calendar:
    """`mon-fri: [...]`, `zone`, `holidays`, and dates as exceptions."""
    week: list[tuple[Span, ...]] = [()] * 7
    exceptions = []
    for key, value in told.items():
        if isinstance(key, date) or key[0].isdigit():
            exceptions.append(Unlike(date.fromisoformat(str(key)), spans_of(value)))
        elif key not in ("zone", "holidays"):
            first, _, last = key.partition("-")
            for number in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
                week[number] = spans_of(value)
    return Calendar(told.get("zone", "Europe/Paris"), tuple(week), tuple(exceptions), told.get("holidays", ""))


def spans_of(told: list[str]) -> tuple[Span, ...]:
    """`["09:00-12:00", "14:00-24:00"]`."""
    minutes = [[int(part[:2]) * 60 + int(part[3:]) for part in one.split("-")] for one in told]
    return tuple(Span(*one) for one in minutes)


def agent_of(name: str, about: dict[str, Any]) -> AgentProfile:
    """`queues` a list, or a mapping to priority and delay; one chat at a time unless `capacity` says otherwise."""
    queues = about.get("queues", [])
    places = queues if isinstance(queues, dict) else dict.fromkeys(queues)
    return AgentProfile(
        AgentId(name),
        TeamId(about.get("team", "t")),
        about.get("skills", {}),
        {QueueId(queue): msgspec.convert(place or {}, Membership) for queue, place in places.items()},
        about.get("capacity", {"chat": 1}),
        about.get("partner"),
    )
