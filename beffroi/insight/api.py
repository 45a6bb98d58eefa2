"""The definitions of the measures, and a day's figures."""

from __future__ import annotations

from datetime import date
from typing import Annotated, cast
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel
from sqlalchemy import Connection

from beffroi.insight import store
from beffroi.insight.days import bounds
from beffroi.insight.fold import QUARTER_S
from beffroi.insight.projector import FOLLOWER
from beffroi.kernel import cursors
from beffroi.kernel.db import Records
from beffroi.kernel.errors import Invalid, NotAllowed
from beffroi.kernel.ids import QueueId
from beffroi.kernel.web.access import Principal, requires
from beffroi.kernel.web.fresh import rows_of
from beffroi.measures import MEASURES, Primitives, total
from beffroi.measures.primitives import COUNTS

router = APIRouter(prefix="/api/measures", tags=["measures"])
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2999, 12, 31)


class Definition(BaseModel):
    """What a measure is called, how it is worked out, and where the definition comes from."""

    name: str
    variant: str | None
    unit: str
    fr: str
    en: str
    formula_fr: str
    formula_en: str
    source: str


class FigureBody(BaseModel):
    """A value beside its counts; no value when there was nothing to divide by."""

    value: float | None
    num: float
    den: float | None


class Stretch(BaseModel):
    """The figures of one stretch of time, and the sums they are made of (durations in milliseconds)."""

    starts_at: int
    ends_at: int
    counts: dict[str, int]
    measures: dict[str, FigureBody]


class Day(BaseModel):
    """A queue's local day as after event `seq`: the whole, and its quarter-hours in which something was counted."""

    queue: str
    day: date
    seq: int
    total: Stretch
    quarters: list[Stretch]


@router.get("")
async def measures(_: Annotated[Principal, Depends(requires("journal.measure"))]) -> list[Definition]:
    """Every measure: its names, its formula in words, its unit and its source."""
    return [
        Definition(
            name=one.name,
            variant=one.variant,
            unit=one.unit,
            fr=one.fr,
            en=one.en,
            formula_fr=one.formula_fr,
            formula_en=one.formula_en,
            source=one.source,
        )
        for one in MEASURES.values()
    ]


@router.get("/day", dependencies=[Depends(rows_of)])
async def measures_of_day(
    request: Request,
    who: Annotated[Principal, Depends(requires("journal.measure"))],
    queue: Annotated[str, Query(max_length=64)],
    day: date,
) -> Day:
    """A queue's figures of one local day, quarter-hour by quarter-hour."""
    if not who.sees_queue(queue):
        raise NotAllowed(queue=queue)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Invalid("This day is too far away.", day=str(day))
    zone = request.app.state.directory.page(who.tenant).tenant.zone
    from_at, to_at = bounds(day, ZoneInfo(zone))

    def read(conn: Connection) -> tuple[int, dict[tuple[QueueId, int], Primitives]]:
        seq = cursors.at(conn, FOLLOWER, str(who.tenant))
        return seq, store.day(conn, who.tenant, from_at, to_at, QueueId(queue))

    seq, found = await cast(Records, request.app.state.records).read(read)
    return Day(
        queue=queue,
        day=day,
        seq=seq,
        total=_stretch(from_at, to_at, total(found.values())),
        quarters=[_stretch(start, start + QUARTER_S, one) for (_, start), one in found.items()],
    )


def _stretch(starts_at: int, ends_at: int, sums: Primitives) -> Stretch:
    counts = {name: getattr(sums, name) for name in COUNTS}
    figures = {name: one.of(sums) for name, one in MEASURES.items()}
    bodies = {name: FigureBody(value=one.value, num=one.num, den=one.den) for name, one in figures.items()}
    return Stretch(starts_at=starts_at, ends_at=ends_at, counts=counts, measures=bodies)
