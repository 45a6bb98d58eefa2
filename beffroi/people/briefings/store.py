"""Briefings and who has read them: their tables, and their only SQL."""

from collections import defaultdict
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Float, Index, Row, String, Table, Text, select

from beffroi.kernel.db import add_once, metadata
from beffroi.kernel.ids import Instant, TeamId, TenantId, UserId


class Briefing(msgspec.Struct, frozen=True, kw_only=True):
    """A note, for these teams (None: all), from `at` until `until`."""

    id: str
    by: UserId
    text: str
    at: Instant
    until: Instant
    teams: tuple[TeamId, ...] | None = None

    def is_for(self, team: TeamId | None) -> bool:
        """Whether agents of this team are to read it."""
        return self.teams is None or team in self.teams


briefings: Final = Table(
    "briefings",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("by", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("until", Float, nullable=False),
    Column("teams", Text, nullable=False),
    Index(None, "tenant_id", "until"),
)

briefing_reads: Final = Table(
    "briefing_reads",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("briefing_id", String(64), primary_key=True),
    Column("user_id", String(64), primary_key=True),
    Column("read_at", Float, nullable=False),
)


def add_briefing(conn: Connection, tenant: TenantId, briefing: Briefing) -> bool:
    """The note is there; False when it was before (left as it was)."""
    row = msgspec.structs.asdict(briefing) | {"tenant_id": tenant}
    return add_once(conn, briefings, row | {"teams": msgspec.json.encode(briefing.teams).decode()})


def one_briefing(conn: Connection, tenant: TenantId, briefing: str) -> Briefing | None:
    """This note."""
    found = conn.execute(select(briefings).where(briefings.c.tenant_id == tenant, briefings.c.id == briefing)).first()
    return None if found is None else _briefing(found)


def all_briefings(conn: Connection, tenant: TenantId, since: Instant) -> list[Briefing]:
    """Notes that hold, or held since then, the newest first."""
    wanted = select(briefings).where(briefings.c.tenant_id == tenant, briefings.c.until > since)
    return [_briefing(row) for row in conn.execute(wanted.order_by(briefings.c.at.desc(), briefings.c.id.desc()))]


def mark_read(conn: Connection, tenant: TenantId, briefing: str, user: UserId, at: Instant) -> Instant:
    """The user has read the note; when they first did."""
    row = {"tenant_id": tenant, "briefing_id": briefing, "user_id": user}
    if add_once(conn, briefing_reads, row | {"read_at": at}):
        return at
    this = [briefing_reads.c[name] == value for name, value in row.items()]
    return float(conn.execute(select(briefing_reads.c.read_at).where(*this)).scalar_one())


def readers(conn: Connection, tenant: TenantId, of: list[str]) -> dict[str, dict[UserId, Instant]]:
    """Who has read these notes, and when."""
    these = briefing_reads.c.tenant_id == tenant, briefing_reads.c.briefing_id.in_(of)
    found: dict[str, dict[UserId, Instant]] = defaultdict(dict)
    for row in conn.execute(select(briefing_reads).where(*these).order_by(briefing_reads.c.read_at)):
        found[row.briefing_id][UserId(row.user_id)] = row.read_at
    return dict(found)


def _briefing(row: Row[Any]) -> Briefing:
    teams = msgspec.json.decode(row.teams, type=tuple[str, ...] | None)
    return Briefing(
        id=row.id,
        by=UserId(row.by),
        text=row.text,
        at=row.at,
        until=row.until,
        teams=None if teams is None else tuple(TeamId(team) for team in teams),
    )
