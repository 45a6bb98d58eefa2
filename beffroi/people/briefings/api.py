"""Briefings over REST: supervisors leave a note for their teams, agents find it when they sign in."""

from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Annotated, Final, cast
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Header, Request
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from beffroi.kernel import audit
from beffroi.kernel.clock import Clock
from beffroi.kernel.db import Records
from beffroi.kernel.errors import NotAllowed, NotFound
from beffroi.kernel.ids import Instant, TeamId, UserId, new_id
from beffroi.kernel.web.access import Principal, requires
from beffroi.people.briefings import store
from beffroi.people.briefings.store import Briefing
from beffroi.people.directory import Directory, Page
from beffroi.people.errors import BriefingEmpty, BriefingOver, UnknownTeam
from beffroi.people.permissions import Permission

router = APIRouter(prefix="/api/briefings", tags=["people"])

LONGEST_S: Final = 31 * 86_400.0
SHOWN_S: Final = 7 * 86_400.0
"""For so long after its end a note is still shown to those who write them."""

Writer = Annotated[Principal, Depends(requires(Permission.BRIEFING_WRITE))]
Agent = Annotated[Principal, Depends(requires(Permission.DESK_WORK))]
Key = Annotated[str | None, Header(alias="Idempotency-Key", max_length=64, pattern=r"^[\x21-\x7e]+$")]


class BriefingAsked(BaseModel):
    """A note for these teams (null: all in scope), until the end of today unless said otherwise."""

    teams: Annotated[list[Annotated[str, Field(min_length=1, max_length=64)]], Field(max_length=500)] | None = None
    text: str = Field(max_length=2_000)
    until: Annotated[Instant | None, Field(allow_inf_nan=False)] = None


class BriefingWriter(BaseModel):
    """Somebody, by id and name."""

    id: str
    name: str


class BriefingReader(BriefingWriter):
    """Somebody who is to read a note, and when they did."""

    read_at: Instant | None


class BriefingShown(BaseModel):
    """A note as those who write them see it, with everybody who is to read it."""

    id: str
    teams: list[str] | None
    text: str
    by: BriefingWriter
    at: Instant
    until: Instant
    readers: list[BriefingReader]


class BriefingToRead(BaseModel):
    """A note for you."""

    id: str
    text: str
    by: BriefingWriter
    at: Instant
    until: Instant
    read_at: Instant | None


@router.post("")
async def write_briefing(asked: BriefingAsked, request: Request, who: Writer, key: Key = None) -> BriefingShown:
    """The teams' agents find this note when they sign in, until then."""
    page, now = _directory(request).page(who.tenant), _clock(request).now()
    text = asked.text.strip()
    if not text:
        raise BriefingEmpty
    until = _end_of_day(now, page.tenant.zone) if asked.until is None else asked.until
    if not now < until <= now + LONGEST_S:
        raise BriefingOver(until=until)
    ids = sha256(f"{who.user} {key}".encode()).hexdigest()[:32] if key else new_id()
    made = Briefing(id=ids, by=who.user, text=text, at=now, until=until, teams=_teams(page, who, asked.teams))

    def adding(conn: Connection) -> Briefing:
        if store.add_briefing(conn, who.tenant, made):
            facts = {"teams": "all" if made.teams is None else len(made.teams), "until": until}
            audit.write(conn, who.tenant, who.by, "briefing.written", "briefing", made.id, facts, at=now)
        return store.one_briefing(conn, who.tenant, made.id) or made

    kept = await _records(request).write(adding)
    return _shown(request, page, who, kept, {})


@router.get("")
async def list_briefings(request: Request, who: Writer) -> list[BriefingShown]:
    """Notes for teams in scope that hold, or did this week, newest first; with who has read them."""
    page, now = _directory(request).page(who.tenant), _clock(request).now()

    def reading(conn: Connection) -> tuple[list[Briefing], dict[str, dict[UserId, Instant]]]:
        found = store.all_briefings(conn, who.tenant, now - SHOWN_S)
        seen = [one for one in found if _is_seen(who, one)]
        return seen, store.readers(conn, who.tenant, [one.id for one in seen])

    found, readers = await _records(request).read(reading)
    return [_shown(request, page, who, one, readers.get(one.id, {})) for one in found]


@router.get("/mine")
async def read_my_briefings(request: Request, who: Agent) -> list[BriefingToRead]:
    """Today's notes for your team, newest first."""
    page, now = _directory(request).page(who.tenant), _clock(request).now()
    team = page.users[who.user].team

    def reading(conn: Connection) -> tuple[list[Briefing], dict[str, dict[UserId, Instant]]]:
        found = [one for one in store.all_briefings(conn, who.tenant, now) if one.is_for(team)]
        return found, store.readers(conn, who.tenant, [one.id for one in found])

    found, readers = await _records(request).read(reading)
    return [
        BriefingToRead(
            id=one.id,
            text=one.text,
            by=_writer(request, one.by),
            at=one.at,
            until=one.until,
            read_at=readers.get(one.id, {}).get(who.user),
        )
        for one in found
    ]


@router.post("/{briefing}/read")
async def acknowledge_briefing(
    briefing: Annotated[str, Field(min_length=1, max_length=64)], request: Request, who: Agent
) -> BriefingToRead:
    """You have read this note."""
    page, now = _directory(request).page(who.tenant), _clock(request).now()
    team = page.users[who.user].team

    def reading(conn: Connection) -> tuple[Briefing, Instant]:
        found = store.one_briefing(conn, who.tenant, briefing)
        if found is None or not found.is_for(team):
            raise NotFound
        return found, store.mark_read(conn, who.tenant, briefing, who.user, now)

    one, at = await _records(request).write(reading)
    writer = _writer(request, one.by)
    return BriefingToRead(id=one.id, text=one.text, by=writer, at=one.at, until=one.until, read_at=at)


def _teams(page: Page, who: Principal, asked: list[str] | None) -> tuple[TeamId, ...] | None:
    """The teams asked for, all of them in scope; None is every team there is."""
    if asked is None and who.teams is None:
        return None
    teams = [TeamId(one) for one in sorted(page.teams) if who.sees_team(one)] if asked is None else asked
    for team in teams:
        if not who.sees_team(team):
            raise NotAllowed(team=team)
        if team not in page.teams:
            raise UnknownTeam(team=team)
    if not teams:
        raise UnknownTeam
    return tuple(TeamId(team) for team in dict.fromkeys(teams))


def _is_seen(who: Principal, briefing: Briefing) -> bool:
    to_some = briefing.teams is not None and not any(map(who.sees_team, briefing.teams))
    return briefing.by == who.user or who.teams is None or not to_some


def _shown(request: Request, page: Page, who: Principal, one: Briefing, read: dict[UserId, Instant]) -> BriefingShown:
    to_read = [user for user in page.agents if user.team and one.is_for(user.team) and who.sees_team(user.team)]
    return BriefingShown(
        id=one.id,
        teams=None if one.teams is None else list(one.teams),
        text=one.text,
        by=_writer(request, one.by),
        at=one.at,
        until=one.until,
        readers=[BriefingReader(id=user.id, name=user.name, read_at=read.get(user.id)) for user in to_read],
    )


def _writer(request: Request, user: UserId) -> BriefingWriter:
    return BriefingWriter(id=user, name=_directory(request).user_name(user) or user)


def _end_of_day(now: Instant, zone: str) -> Instant:
    tomorrow = datetime.fromtimestamp(now, ZoneInfo(zone)).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), ZoneInfo(zone)).timestamp()


def _directory(request: Request) -> Directory:
    return cast(Directory, request.app.state.directory)


def _records(request: Request) -> Records:
    return cast(Records, request.app.state.records)


def _clock(request: Request) -> Clock:
    return cast(Clock, request.app.state.clock)
