"""The rulebook over REST: reasons, calendars, public holidays, queues' rules and what is told of queues."""

from datetime import date
from typing import Annotated, Final, Literal, cast

from fastapi import APIRouter, Body, Depends, Query, Request
from pydantic import BaseModel, Field

from beffroi.calendars.territories import TERRITORIES, public_holidays
from beffroi.kernel.errors import NotAllowed
from beffroi.kernel.ids import QueueId
from beffroi.kernel.web.access import Principal, requires
from beffroi.people.permissions import Permission
from beffroi.routing.api import Here, Id
from beffroi.routing.errors import UnknownQueue, UnknownTerritory
from beffroi.routing.floor.asked import InBoth, TextKind
from beffroi.routing.rulebook.model import CalendarRow, PresenceReasonRow, ReasonRow, RulesBody
from beffroi.routing.rulebook.service import Rulebook
from beffroi.routing.rulebook.shape import OfStruct

router = APIRouter(prefix="/api", tags=["rules"])

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100

Anybody = Annotated[Principal, Depends(requires(Permission.DIRECTORY_READ))]
Reader = Annotated[Principal, Depends(requires(Permission.RULES_READ))]
Writer = Annotated[Principal, Depends(requires(Permission.RULES_WRITE))]
Code = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.-]+$")]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Seconds = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]
Levels = Annotated[dict[Id, Annotated[int, Field(ge=1, le=5)]], Field(max_length=50)]
CalendarBody = Annotated[CalendarRow, OfStruct(CalendarRow)]
QueueRulesBody = Annotated[RulesBody, OfStruct(RulesBody)]


class ContactReasonAsked(BaseModel):
    """A reason for contact: its words, what it stands under, and what it asks for beside the queue."""

    parent: Code | None = None
    fr: Name
    en: Name
    active: bool = True
    mandatory: Levels = {}
    preferred: Levels = {}
    preferred_s: Seconds = 20.0
    bonus_s: Annotated[float, Field(ge=-86_400, le=86_400, allow_inf_nan=False)] = 0.0


class ContactReasonShown(ContactReasonAsked):
    """A reason for contact; one that is not active is only there for what was said before."""

    code: str


class PresenceReasonAsked(BaseModel):
    """A reason for not being ready. Without limit: `longest_s` 0, `quota` (at once, in one team) 0."""

    fr: Name
    en: Name
    paid: bool = True
    productive: bool = False
    longest_s: Seconds = 0.0
    quota: Annotated[int, Field(ge=0, le=10_000)] = 0
    approval: bool = False
    active: bool = True


class PresenceReasonShown(PresenceReasonAsked):
    """A reason for not being ready; one that is not active is only there for what was said before."""

    code: str


class Removed(BaseModel):
    """Gone for good, or (in use, so no longer active) only not to be chosen any more."""

    removed: bool


class Instructions(BaseModel):
    """What agents of a queue are told: how to greet, and what to mind."""

    greeting: InBoth | None
    instructions: InBoth | None


class Holiday(BaseModel):
    """A public holiday."""

    on: date
    name: str


class TerritoryShown(BaseModel):
    """A territory whose public holidays are known."""

    code: str
    fr: str
    en: str


def rulebook_of(request: Request) -> Rulebook:
    """The tenant's rulebook."""
    return cast(Rulebook, request.app.state.rulebook)


Book = Annotated[Rulebook, Depends(rulebook_of)]


@router.get("/reasons")
async def list_reasons(who: Anybody, book: Book) -> list[ContactReasonShown]:
    """Reasons for contact, in their order; `parent` makes them a tree."""
    return [_reason(one) for one in await book.reasons()]


@router.put("/reasons/{code}")
async def set_reason_for_contact(code: Code, asked: ContactReasonAsked, who: Writer, book: Book) -> ContactReasonShown:
    """The reason is as given, for contacts that come from now on."""
    _whole_tenant(who)
    reason = ReasonRow(code=code, **asked.model_dump())
    await book.set_reason(reason, who.by)
    return _reason(reason)


@router.delete("/reasons/{code}")
async def delete_reason(code: Code, who: Writer, book: Book) -> Removed:
    """Nobody may choose the reason any more."""
    _whole_tenant(who)
    return Removed(removed=await book.delete_reason(code, who.by))


@router.get("/presence-reasons")
async def list_presence_reasons(who: Anybody, book: Book) -> list[PresenceReasonShown]:
    """Reasons for not being ready, in their order."""
    return [_presence_reason(one) for one in await book.presence_reasons()]


@router.put("/presence-reasons/{code}")
async def set_presence_reason(code: Code, asked: PresenceReasonAsked, who: Writer, book: Book) -> PresenceReasonShown:
    """The reason is as given. Who is in it already keeps it; its limits hold from now on."""
    _whole_tenant(who)
    reason = PresenceReasonRow(code=code, **asked.model_dump())
    await book.set_presence_reason(reason, who.by)
    return _presence_reason(reason)


@router.delete("/presence-reasons/{code}")
async def delete_presence_reason(code: Code, who: Writer, book: Book) -> Removed:
    """Nobody may choose the reason any more; it stays for the days it was used on."""
    _whole_tenant(who)
    return Removed(removed=await book.delete_presence_reason(code, who.by))


@router.get("/calendars")
async def list_calendars(who: Reader, book: Book) -> list[CalendarBody]:
    """Opening hours, by name."""
    return await book.calendars()


@router.get("/calendars/{calendar}")
async def read_calendar(calendar: Code, who: Reader, book: Book) -> CalendarBody:
    """One calendar."""
    return await book.calendar(calendar)


@router.put("/calendars/{calendar}")
async def set_calendar(calendar: Code, asked: Annotated[CalendarBody, Body()], who: Writer, book: Book) -> CalendarBody:
    """The calendar is as given, at once, for every queue that follows it."""
    _whole_tenant(who)
    return await book.set_calendar(calendar, asked, who.by)


@router.delete("/calendars/{calendar}")
async def delete_calendar(calendar: Code, who: Writer, book: Book) -> Removed:
    """There is no such calendar any more."""
    _whole_tenant(who)
    await book.delete_calendar(calendar, who.by)
    return Removed(removed=True)


@router.get("/holidays")
async def list_holidays(
    who: Anybody, territory: Code, year: Annotated[int, Query(ge=FIRST_YEAR, le=LAST_YEAR)]
) -> list[Holiday]:
    """The territory's public holidays of a year."""
    if territory not in TERRITORIES:
        raise UnknownTerritory(territory=territory)
    return [Holiday(on=day, name=name) for day, name in public_holidays(territory, year).items()]


@router.get("/territories")
async def list_territories(who: Anybody) -> list[TerritoryShown]:
    """Where we know the public holidays."""
    return [TerritoryShown(code=one.code, fr=one.fr, en=one.en) for one in TERRITORIES.values()]


@router.get("/queues/{queue}/rules")
async def read_rules(queue: Id, who: Reader, routing: Here, book: Book) -> QueueRulesBody:
    """The queue's rules, whole; `hours` are those of its `calendar` when it follows one."""
    _in_scope(who, queue)
    return await book.rules(QueueId(queue))


@router.put("/queues/{queue}/rules")
async def set_rules(queue: Code, asked: Annotated[QueueRulesBody, Body()], who: Writer, book: Book) -> QueueRulesBody:
    """The queue follows these rules from now on; contacts in it finish on those they came under. New: it is made.

    The threshold and the target that a target of today sets come back with the next minute.
    """
    _in_scope(who, queue)
    return await book.set_rules(QueueId(queue), asked, who.by)


@router.delete("/queues/{queue}")
async def delete_queue(queue: Id, who: Writer, book: Book) -> Removed:
    """The queue takes in nothing more; what waits there is still served."""
    _in_scope(who, queue)
    await book.delete_queue(QueueId(queue), who.by)
    return Removed(removed=True)


@router.get("/queues/{queue}/instructions")
async def read_instructions(queue: Id, who: Anybody, book: Book) -> Instructions:
    """How agents greet and serve whoever comes by this queue."""
    found = await _texts(book, queue)
    return Instructions(greeting=found.get("greeting"), instructions=found.get("instructions"))


@router.get("/floor/queues/{queue}/texts")
async def read_texts(queue: Id, who: Reader, routing: Here, book: Book) -> dict[TextKind, InBoth]:
    """What customers and agents are told of the queue, by case."""
    _in_scope(who, queue)
    if QueueId(queue) not in routing.committed.queues:
        raise UnknownQueue(queue=queue)
    return await _texts(book, queue)


@router.put("/floor/queues/{queue}/texts")
async def set_texts(
    queue: Id,
    asked: dict[TextKind, InBoth],
    who: Annotated[Principal, Depends(requires(Permission.RULES_READ))],
    routing: Here,
    book: Book,
) -> dict[TextKind, InBoth]:
    """These cases are told so from now on; cases not named stay. The emergency's text is also a supervisor's to set."""
    _in_scope(who, queue)
    if QueueId(queue) not in routing.committed.queues:
        raise UnknownQueue(queue=queue)
    steers = who.can(Permission.QUEUE_STEER) and set(asked) <= {"emergency"}
    if not who.can(Permission.RULES_WRITE) and not steers:
        raise NotAllowed(permission=Permission.RULES_WRITE)
    await book.set_texts(QueueId(queue), {kind: (one.fr, one.en) for kind, one in asked.items()}, who.by)
    return await _texts(book, queue)


async def _texts(book: Rulebook, queue: str) -> dict[TextKind, InBoth]:
    found = (await book.texts()).get(QueueId(queue), {})
    return {cast(Literal["closed"], kind): InBoth(**both) for kind, both in found.items()}


def _in_scope(who: Principal, queue: str) -> None:
    if not who.sees_queue(queue):
        raise NotAllowed(queue=queue)


def _whole_tenant(who: Principal) -> None:
    """What holds for all is set by who reaches all."""
    if who.queues is not None or who.teams is not None:
        raise NotAllowed(permission=Permission.RULES_WRITE)


def _reason(one: ReasonRow) -> ContactReasonShown:
    return ContactReasonShown(**{name: getattr(one, name) for name in ReasonRow.__struct_fields__})


def _presence_reason(one: PresenceReasonRow) -> PresenceReasonShown:
    return PresenceReasonShown(**{name: getattr(one, name) for name in PresenceReasonRow.__struct_fields__})
