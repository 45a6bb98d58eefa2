"""The rulebook at a glance: queues and calendars as lists, when a calendar is open, who changed what."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Body, Query, Request
from pydantic import BaseModel

from beffroi.calendars.faults import faults
from beffroi.calendars.hours import closed_for, hours_of, is_open, next_change
from beffroi.calendars.model import Calendar
from beffroi.kernel.errors import NotAllowed
from beffroi.kernel.ids import Instant, QueueId
from beffroi.routing.answers import is_gone
from beffroi.routing.api import Here, Id
from beffroi.routing.errors import CalendarFaulty
from beffroi.routing.model import QueueRules
from beffroi.routing.rows import Agent
from beffroi.routing.rulebook.api import Book, QueueRulesBody, Reader
from beffroi.routing.rulebook.model import Change, RulesBody
from beffroi.routing.rulebook.shape import OfStruct

router = APIRouter(prefix="/api/rulebook", tags=["rules"])

DAYS_AHEAD: Final = 14
CalendarBody = Annotated[Calendar, OfStruct(Calendar)]
Kind = Literal["queue", "calendar", "reason", "presence_reason"]


class Changer(BaseModel):
    """Who changed it."""

    id: str
    name: str


class ChangeShown(BaseModel):
    """A change of a setting: when, by whom, what was done to what, and which fields (or cases of texts) it touched."""

    at: Instant
    by: Changer
    action: str
    of: str
    fields: list[str]


class QueueOverview(BaseModel):
    """A queue in the list of those who set its rules. `calendar` is null where it is always open."""

    id: str
    name: str
    calendar: str | None
    open: bool
    pull: bool
    strict: bool
    threshold_s: float
    target: float
    wrap_up_mode: str
    wrap_up_s: float
    members: int
    changed: ChangeShown | None


class CalendarOverview(BaseModel):
    """A calendar in the list: open now or not, until when, and the queues that follow it."""

    id: str
    open: bool
    until: Instant | None
    queues: list[str]
    changed: ChangeShown | None


class SpanShown(BaseModel):
    """Open from one minute of the day to another."""

    from_min: int
    to_min: int


class DayShown(BaseModel):
    """A day's opening, and what it is called when it is unlike its weekday."""

    on: date
    name: str
    spans: list[SpanShown]


class Openings(BaseModel):
    """What comes of a calendar: open now or not, until when, and the next days."""

    open: bool
    until: Instant | None
    days: list[DayShown]


@router.get("/queues")
async def list_queue_overviews(who: Reader, routing: Here, book: Book, request: Request) -> list[QueueOverview]:
    """The queues whose rules one may read, by name."""
    state, followed = routing.committed, await book.followed()
    changed = await book.last_changes("queue")
    members = _members(state.agents.values())
    seen = (one for one in state.queues.values() if who.sees_queue(one.id) and not is_gone(state, one.id))
    return [
        _overview(
            one, followed.get(one.id), members.get(one.id, 0), routing.now(), _shown(request, changed.get(one.id))
        )
        for one in sorted(seen, key=lambda one: one.name)
    ]


@router.get("/blank")
async def blank_rules(who: Reader) -> QueueRulesBody:
    """The rules of a queue of which nothing is settled yet, for a form to begin with."""
    return RulesBody(id=QueueId(""), name="")


@router.get("/openings")
async def list_openings(who: Reader, routing: Here, book: Book, request: Request) -> list[CalendarOverview]:
    """Every calendar, as it stands now."""
    now, followed, changed = routing.now(), await book.followed(), await book.last_changes("calendar")
    return [
        CalendarOverview(
            id=one.id,
            open=is_open(one.calendar, now),
            until=next_change(one.calendar, now),
            queues=sorted(queue for queue, calendar in followed.items() if calendar == one.id),
            changed=_shown(request, changed.get(one.id)),
        )
        for one in await book.calendars()
    ]


@router.post("/openings")
async def preview_openings(asked: Annotated[CalendarBody, Body()], who: Reader, routing: Here) -> Openings:
    """What would come of this calendar, now and in the next days. Nothing is kept."""
    if wrong := faults(asked):
        raise CalendarFaulty(faults=[one._asdict() for one in wrong])
    now = routing.now()
    first = datetime.fromtimestamp(now, ZoneInfo(asked.zone)).date()
    days = [first + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]
    return Openings(open=is_open(asked, now), until=next_change(asked, now), days=[_day(asked, day) for day in days])


@router.get("/changes")
async def list_changes(
    who: Reader,
    book: Book,
    request: Request,
    kind: Kind,
    of: Id | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> list[ChangeShown]:
    """Who changed settings of this kind (or this one), the newest first."""
    if kind == "queue" and of is not None and not who.sees_queue(of):
        raise NotAllowed(queue=of)
    found = await book.changes(kind, of, limit)
    return [_told(request, one) for one in found if kind != "queue" or who.sees_queue(one.of)]


def _overview(
    rules: QueueRules, calendar: str | None, members: int, now: Instant, changed: ChangeShown | None
) -> QueueOverview:
    return QueueOverview(
        id=rules.id,
        name=rules.name,
        calendar=calendar,
        open=rules.hours is None or is_open(rules.hours, now),
        pull=rules.pull,
        strict=rules.strict,
        threshold_s=rules.threshold_s,
        target=rules.target,
        wrap_up_mode=rules.wrap_up.mode,
        wrap_up_s=rules.wrap_up.limit_s,
        members=members,
        changed=changed,
    )


def _day(calendar: Calendar, day: date) -> DayShown:
    spans = [SpanShown(from_min=one.from_min, to_min=one.to_min) for one in hours_of(calendar, day)]
    return DayShown(on=day, name=closed_for(calendar, day), spans=spans)


def _members(agents: Iterable[Agent]) -> Counter[QueueId]:
    """How many agents belong to each queue for good, whatever they were lent for today."""
    return Counter(queue for one in agents if not one.gone for queue in (one.configured or one.profile).queues)


def _shown(request: Request, change: Change | None) -> ChangeShown | None:
    return _told(request, change) if change else None


def _told(request: Request, change: Change) -> ChangeShown:
    name = request.app.state.people.directory.user_name(change.by) or change.by
    return ChangeShown(
        at=change.at, by=Changer(id=change.by, name=name), action=change.action, of=change.of, fields=[*change.fields]
    )
