"""What `beffroi whatif` prints: measures side by side, or the same as JSON. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from beffroi.insight.logs.words import said
from beffroi.kernel.ids import QueueId
from beffroi.wfm.compare import Compared
from beffroi.wfm.model import Day
from beffroi.wfm.words import SAID, assumed, difference, name_of, verdict, with_bounds


def text(day: Day, found: Sequence[Compared], seeds: int, day_name: str, change_name: str, lang: str) -> str:
    """The whole page."""
    zone = ZoneInfo(day.zone)
    begins, ends = (datetime.fromtimestamp(at, zone) for at in (day.from_at, day.to_at))
    shape = "%d/%m/%Y %H:%M" if lang == "fr" else "%Y-%m-%d %H:%M"
    lines = [
        said(SAID["title"], lang).format(change=change_name),
        said(SAID["day"], lang).format(
            day=day_name, begins=begins.strftime(shape), ends=ends.strftime(shape), zone=day.zone
        ),
        said(SAID["seeds" if seeds > 1 else "one_seed"], lang).format(seeds=seeds),
        "",
        *_table(day, found, lang),
        said(SAID["assumed"], lang),
        *(f"  • {one}" for one in assumed(day.notes, lang)),
    ]
    return "\n".join(lines) + "\n"


def body(day: Day, found: Sequence[Compared], seeds: int, day_name: str, change_name: str) -> bytes:
    """The same for programs."""
    told: dict[str, Any] = {
        "day": day_name,
        "change": change_name,
        "from_at": day.from_at,
        "to_at": day.to_at,
        "zone": day.zone,
        "seeds": seeds,
        "queues": names_of(day),
        "measures": found,
        "notes": day.notes,
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def names_of(day: Day) -> dict[QueueId, str]:
    """The queues of the day, by what they are called on the screen."""
    return {one.rules.id: one.rules.name for one in sorted(day.queues, key=lambda one: one.rules.name.casefold())}


def _table(day: Day, found: Sequence[Compared], lang: str) -> Iterator[str]:
    names = names_of(day)
    for place in (None, *names):
        rows = [one for one in found if one.queue == place]
        if not any(side and side.mean for one in rows for side in (one.before, one.after)):
            continue
        cells = [
            (
                f"  {name_of(one.key, lang)}",
                with_bounds(one.key, one.before, lang),
                with_bounds(one.key, one.after, lang),
                difference(one.key, one.difference, lang),
                verdict(one.verdict, lang),
            )
            for one in rows
        ]
        title = said(SAID["everything"], lang) if place is None else names[place]
        head = (title, *(said(SAID[name], lang) for name in ("before", "after", "difference")), "")
        widths = [max(len(row[place]) for row in (head, *cells)) for place in range(4)]
        for row in (head, *cells):
            left, *others = row
            columns = [f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=False)]
            yield "  ".join([f"{left:<{widths[0]}}", *columns, others[-1]]).rstrip()
        yield ""
