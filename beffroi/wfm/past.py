"""A day of this installation, from its journal; the server may run meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from beffroi.insight.days import bounds, day_of
from beffroi.kernel.clock import Clock
from beffroi.kernel.core import Core
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant
from beffroi.kernel.journal import Journal
from beffroi.people import store as people
from beffroi.people.model import Tenant
from beffroi.routing.engine import RoutingEngine
from beffroi.wfm.errors import BadDay, NoRecords, NoSuchDay
from beffroi.wfm.model import Day, Staff
from beffroi.wfm.recorded import recorded

AFTER_S: Final = 4 * 3600.0
"""What began in the day and ended so much later is still read."""

AT_ONCE: Final = 5_000


def past_day(folder: Path, asked: str, now: Instant) -> Day:
    """`yesterday`, or a date such as 2026-11-20, as the journal of this folder tells it."""
    for name in ("journal.db", "records.db"):
        if not (folder / name).is_file():
            raise NoRecords(f"{NoRecords.__doc__} ({folder / name})")
    records = Records(folder / "records.db", prepare=lambda _: None)
    records.open()
    try:
        tenant, names = records.read_now(_known)
    finally:
        records.close()
    zone = ZoneInfo(tenant.zone)
    day = _date(asked, now, zone)
    from_at, to_at = bounds(day, zone)
    if from_at >= now:
        raise BadDay(f"{day.isoformat()} is not over, nor even begun.")
    found = _read(Journal(folder / "journal.db"), tenant.id, from_at, min(float(to_at), now))
    if not found.arrivals:
        raise NoSuchDay(f"{NoSuchDay.__doc__} ({day.isoformat()})")
    return replace(found, staff=tuple(_called(one, names) for one in found.staff), zone=tenant.zone)


def _read(journal: Journal, tenant: str, from_at: Instant, to_at: Instant) -> Day:
    begins = journal.seq_at(tenant, from_at)
    core = Core(tenant, RoutingEngine(), journal, Clock())
    state, _, seq = core.replay(keeps_time=False, until=begins)
    return recorded(state, _events(journal, tenant, seq, to_at + AFTER_S), from_at, to_at, to_at + AFTER_S)


def _events(journal: Journal, tenant: str, seq: int, until: Instant) -> Iterator[Event]:
    while rows := journal.read(tenant, seq, AT_ONCE):
        for row in rows:
            if row.event.at >= until:
                return
            yield row.event
        seq = rows[-1].seq


def _known(conn: Connection) -> tuple[Tenant, dict[str, tuple[str, str]]]:
    """The tenant, and every user's name with the name of their team."""
    tenants = people.all_tenants(conn)
    if len(tenants) != 1:
        raise NoRecords(f"{len(tenants)} tenants are in these records; one is expected.")
    teams = {one.id: one.name for one in people.all_teams(conn, tenants[0].id)}
    users = people.all_users(conn, tenants[0].id)
    return tenants[0], {str(one.id): (one.name, teams.get(one.team, "") if one.team else "") for one in users}


def _called(staff: Staff, names: dict[str, tuple[str, str]]) -> Staff:
    name, group = names.get(str(staff.id), ("", ""))
    return replace(staff, name=name, group=group)


def _date(asked: str, now: Instant, zone: ZoneInfo) -> date:
    if asked == "yesterday":
        return day_of(now, zone) - timedelta(days=1)
    try:
        return date.fromisoformat(asked)
    except ValueError:
        raise BadDay(f"“{asked}” is neither a file, nor “yesterday”, nor a date such as 2026-11-20.") from None
