"""The definitions of the measures, and the figures of a queue's or an agent's day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, cast
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel
from sqlalchemy import Connection

from beffroi.insight import store
from beffroi.insight.days import bounds, day_of
from beffroi.insight.figures import (
    AGENT_MEASURES,
    EVERYTHING,
    OF_AGENTS,
    OF_QUEUES,
    QUEUE_MEASURES,
    by_quarter,
    lacking,
    summed,
)
from beffroi.insight.fold import QUARTER_S, Cell
from beffroi.insight.projector import FOLLOWER
from beffroi.insight.spent import productive, unpaid_of
from beffroi.insight.sums import read_sums
from beffroi.insight.tally import Tally
from beffroi.insight.targets import in_force
from beffroi.kernel import cursors
from beffroi.kernel.db import Records
from beffroi.kernel.errors import Invalid, NotAllowed
from beffroi.kernel.ids import AgentId, Instant, QueueId
from beffroi.kernel.web.access import Principal, requires
from beffroi.kernel.web.fresh import rows_of
from beffroi.measures import CATALOGUE, MEASURES, Figure, Measure, Primitives
from beffroi.measures.levels import service_level_level
from beffroi.measures.primitives import SUMS
from beffroi.routing.api import routing_of
from beffroi.routing.service import Routing

router = APIRouter(prefix="/api/measures", tags=["measures"])
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2999, 12, 31)

Reader = Annotated[Principal, Depends(requires("journal.measure"))]
Id = Annotated[str, Query(min_length=1, max_length=64)]
Here = Annotated[Routing, Depends(routing_of)]


class Definition(BaseModel):
    """What a measure is called, how it is worked out, and where the definition comes from.

    `on_floor` marks the one of its name that live rows show by the bare name. `missing` says what nobody tells the
    product yet, in the words of `beffroi measure`: empty for a measure it can give.
    """

    key: str
    name: str
    variant: str | None
    topic: str
    unit: str
    fr: str
    en: str
    formula_fr: str
    formula_en: str
    symbols: str
    meaning: str
    source: str
    adds_up: str
    on_floor: bool
    missing: list[str]


class FigureBody(BaseModel):
    """A value beside its counts; no value when there was nothing to divide by."""

    value: float | None
    num: float
    den: float | None


class Stretch(BaseModel):
    """The figures of one stretch of time by their keys, and the sums they are made of (durations in milliseconds)."""

    starts_at: int
    ends_at: int
    counts: dict[str, int]
    measures: dict[str, FigureBody]


class Promise(BaseModel):
    """What the queue promised on that day, and how its service level stands against it."""

    threshold_s: float
    target: float
    level: str | None


class OfReason(BaseModel):
    """A queue's day for one reason of contact (empty: not known then). All of them together are the whole."""

    reason: str
    total: Stretch


class Day(BaseModel):
    """A queue's local day as after event `seq`: the whole, and its quarter-hours in which something was counted.

    `reasons` cuts the whole by why customers came, when that is asked for.

    The whole has every measure there is; `missing` says for each that has no value what nobody tells of a queue.
    """

    queue: str
    day: date
    seq: int
    promise: Promise
    total: Stretch
    quarters: list[Stretch]
    reasons: list[OfReason]
    missing: dict[str, list[str]]


class UnderReason(BaseModel):
    """How long the agent was not ready for this reason; `is_work` where that counts as other work today."""

    reason: str
    is_work: bool
    paid: bool
    time: FigureBody


class AgentDay(BaseModel):
    """An agent's local day as after event `seq`; what they do now is counted up to `as_of`."""

    agent: str
    day: date
    seq: int
    as_of: float
    total: Stretch
    reasons: list[UnderReason]
    quarters: list[Stretch]
    missing: dict[str, list[str]]


@router.get("")
async def measures(_: Annotated[Principal, Depends(requires("directory.read"))]) -> list[Definition]:
    """Every measure: its names, its formula in words, its unit and its source."""
    shown = {one.key for one in MEASURES.values()}
    return [
        Definition(
            key=one.key,
            name=one.name,
            variant=one.variant,
            topic=one.topic,
            unit=one.unit,
            fr=one.fr,
            en=one.en,
            formula_fr=one.formula_fr,
            formula_en=one.formula_en,
            symbols=one.symbols,
            meaning=one.meaning,
            source=one.source,
            adds_up=one.adds_up,
            on_floor=one.key in shown,
            missing=list(lacking(one, EVERYTHING)),
        )
        for one in CATALOGUE.values()
    ]


@router.get("/day", dependencies=[Depends(rows_of)])
async def measures_of_day(
    request: Request,
    who: Reader,
    routing: Here,
    queue: Annotated[str, Query(max_length=64)],
    day: date | None = None,
    by_reason: bool = False,
) -> Day:
    """A queue's figures of one local day, quarter-hour by quarter-hour; of today unless another day is asked for."""
    day = day or today(request, who, routing.now())
    rules = routing.committed.queues.get(QueueId(queue))
    if rules is None or not who.sees_queue(queue):
        raise NotAllowed(queue=queue)
    from_at, to_at = _bounds(request, who, day)

    def read(conn: Connection) -> tuple[int, dict[tuple[Cell, int], Tally], float, float]:
        seq = cursors.at(conn, FOLLOWER, str(who.tenant))
        target = in_force(store.all_targets(conn, who.tenant), QueueId(queue), day) or rules
        sums = store.day(conn, who.tenant, from_at, to_at, [QueueId(queue)])
        return seq, sums, target.threshold_s, target.target

    seq, sums, threshold_s, target = await _records(request).read(read)
    whole = summed(sums.values())
    level = service_level_level(MEASURES["service_level"].of(whole), target)
    return Day(
        queue=queue,
        day=day,
        seq=seq,
        promise=Promise(threshold_s=threshold_s, target=target, level=level),
        total=_whole(from_at, to_at, whole, OF_QUEUES),
        quarters=_quarters(sums, QUEUE_MEASURES),
        reasons=_reasons(from_at, to_at, sums) if by_reason else [],
        missing=_missing(OF_QUEUES),
    )


@router.get("/agent", dependencies=[Depends(rows_of)])
async def measures_of_agent(
    request: Request, who: Reader, routing: Here, agent: Id, day: date | None = None
) -> AgentDay:
    """An agent's figures of one local day, today by default, over all queues; for those who see the agent's team."""
    day = day or today(request, who, routing.now())
    known = routing.committed.agents.get(AgentId(agent))
    if known is None or not who.sees_team(known.team):
        raise NotAllowed(agent=agent)
    from_at, to_at = _bounds(request, who, day)
    now = routing.now()
    found = await _records(request).read(lambda conn: read_sums(conn, who.tenant, from_at, to_at, now))
    sums = {place: tally for place, tally in found.sums.items() if place[0].agent == agent}
    reasons: dict[str, list[Tally]] = {}
    for (cell, _), tally in sums.items():
        if cell.reason and not cell.queue:
            reasons.setdefault(cell.reason, []).append(tally)
    time, configured = CATALOGUE["agent_time[logged]"], routing.committed.rows.floor.presence_reasons
    work, unpaid = productive(configured), unpaid_of(configured)
    under = [
        UnderReason(
            reason=reason, is_work=reason in work, paid=reason not in unpaid, time=_figure(time.of(summed(several)))
        )
        for reason, several in reasons.items()
    ]
    return AgentDay(
        agent=agent,
        day=day,
        seq=found.seq,
        as_of=min(now, to_at),
        total=_whole(from_at, to_at, summed(sums.values()), OF_AGENTS),
        reasons=sorted(under, key=lambda one: (-one.time.num, one.reason)),
        quarters=_quarters(sums, AGENT_MEASURES),
        missing=_missing(OF_AGENTS),
    )


def zone_of(request: Request, who: Principal) -> ZoneInfo:
    """Where the tenant's days begin and end."""
    return ZoneInfo(request.app.state.directory.page(who.tenant).tenant.zone)


def check_day(day: date) -> date:
    """The day, when calendars reach it."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise Invalid("This day is too far away.", day=str(day))
    return day


def today(request: Request, who: Principal, now: Instant) -> date:
    """The tenant's local day."""
    return day_of(now, zone_of(request, who))


def _bounds(request: Request, who: Principal, day: date) -> tuple[int, int]:
    return bounds(check_day(day), zone_of(request, who))


def _records(request: Request) -> Records:
    return cast(Records, request.app.state.records)


def _missing(fed: frozenset[str]) -> dict[str, list[str]]:
    found = {key: lacking(one, fed) for key, one in CATALOGUE.items()}
    return {key: list(missing) for key, missing in found.items() if missing}


def _whole(starts_at: int, ends_at: int, sums: Primitives, fed: frozenset[str]) -> Stretch:
    """Every measure of the catalogue; those that lack something have no value, and counts of nothing."""
    nothing = FigureBody(value=None, num=0, den=None)
    bodies = {key: nothing if lacking(one, fed) else _figure(one.of(sums)) for key, one in CATALOGUE.items()}
    return Stretch(starts_at=starts_at, ends_at=ends_at, counts=_counts(sums), measures=bodies)


def _reasons(starts_at: int, ends_at: int, cells: Mapping[tuple[Cell, int], Tally]) -> list[OfReason]:
    groups: dict[str, list[Tally]] = {}
    for (cell, _), tally in cells.items():
        groups.setdefault(cell.reason, []).append(tally)
    found = {reason: summed(several) for reason, several in sorted(groups.items())}
    return [OfReason(reason=one, total=_whole(starts_at, ends_at, sums, OF_QUEUES)) for one, sums in found.items()]


def _quarters(sums: Mapping[tuple[Cell, int], Tally], measures: Mapping[str, Measure]) -> list[Stretch]:
    return [
        Stretch(
            starts_at=start,
            ends_at=start + QUARTER_S,
            counts=_counts(one),
            measures={key: _figure(measure.of(one)) for key, measure in measures.items()},
        )
        for start, one in by_quarter(sums).items()
    ]


def _counts(sums: Primitives, names: Iterable[str] = SUMS) -> dict[str, int]:
    return {name: n for name in names if (n := getattr(sums, name))}


def _figure(one: Figure) -> FigureBody:
    return FigureBody(value=one.value, num=one.num, den=one.den)
