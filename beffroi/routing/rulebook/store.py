"""The rulebook's tables: reasons, calendars, texts. Whatever routing must know of a change is told as news."""

from typing import Any, Final

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Integer,
    Row,
    String,
    Table,
    Text,
    delete,
    func,
    select,
)

from beffroi.calendars.model import Calendar
from beffroi.interactions.ledger.store import interactions
from beffroi.kernel import news
from beffroi.kernel.db import metadata, upsert
from beffroi.kernel.ids import QueueId, TenantId
from beffroi.routing.rulebook.model import CalendarRow, PresenceReasonRow, ReasonRow
from beffroi.routing.rules import FloorRules, Levels

FLOOR: Final = "floor"
"""Kind of news: what holds for the whole floor changed."""

Texts = dict[str, dict[str, str]]
"""Kind → language → words."""

contact_reasons: Final = Table(
    "contact_reasons",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("code", String(64), primary_key=True),
    Column("parent", String(64)),
    Column("fr", String(200), nullable=False),
    Column("en", String(200), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("mandatory", Text, nullable=False),
    Column("preferred", Text, nullable=False),
    Column("preferred_s", Float, nullable=False),
    Column("bonus_s", Float, nullable=False),
    Column("place", Integer, nullable=False),
)

presence_reasons_: Final = Table(
    "presence_reasons",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("code", String(64), primary_key=True),
    Column("fr", String(200), nullable=False),
    Column("en", String(200), nullable=False),
    Column("paid", Boolean, nullable=False),
    Column("productive", Boolean, nullable=False),
    Column("longest_s", Float, nullable=False),
    Column("quota", Integer, nullable=False),
    Column("approval", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("place", Integer, nullable=False),
)

calendars_: Final = Table(
    "calendars",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("calendar", Text, nullable=False),
)

queue_texts: Final = Table(
    "queue_texts",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("queue_id", String(64), primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("fr", Text, nullable=False),
    Column("en", Text, nullable=False),
)


def put_reason(conn: Connection, tenant: TenantId, reason: ReasonRow) -> None:
    """The reason for contact is as given; a new one comes last."""
    row = msgspec.structs.asdict(reason) | {
        "tenant_id": tenant,
        "mandatory": _kept(reason.mandatory),
        "preferred": _kept(reason.preferred),
        "place": _place(conn, contact_reasons, tenant, reason.code),
    }
    upsert(conn, contact_reasons, [row], ["tenant_id", "code"])
    news.tell(conn, tenant, FLOOR, "floor")


def remove_reason(conn: Connection, tenant: TenantId, code: str) -> None:
    """There is no such reason any more."""
    this = contact_reasons.c.tenant_id == tenant, contact_reasons.c.code == code
    conn.execute(delete(contact_reasons).where(*this))
    news.tell(conn, tenant, FLOOR, "floor")


def reasons(conn: Connection, tenant: TenantId) -> list[ReasonRow]:
    """The tenant's reasons for contact, in their order."""
    wanted = select(contact_reasons).where(contact_reasons.c.tenant_id == tenant)
    return [_reason(row) for row in conn.execute(wanted.order_by(contact_reasons.c.place))]


def reason_was_given(conn: Connection, tenant: TenantId, code: str) -> bool:
    """Whether a contact ever came for this reason."""
    came = interactions.c.tenant_id == tenant, interactions.c.reason == code
    return conn.execute(select(interactions.c.reason).where(*came).limit(1)).first() is not None


def put_presence_reason(conn: Connection, tenant: TenantId, reason: PresenceReasonRow) -> None:
    """The reason for not being ready is as given; a new one comes last."""
    place = _place(conn, presence_reasons_, tenant, reason.code)
    row = msgspec.structs.asdict(reason) | {"tenant_id": tenant, "place": place}
    upsert(conn, presence_reasons_, [row], ["tenant_id", "code"])
    news.tell(conn, tenant, FLOOR, "floor")


def presence_reasons(conn: Connection, tenant: TenantId) -> list[PresenceReasonRow]:
    """The tenant's reasons for not being ready, in their order."""
    wanted = select(presence_reasons_).where(presence_reasons_.c.tenant_id == tenant)
    return [_presence_reason(row) for row in conn.execute(wanted.order_by(presence_reasons_.c.place))]


def floor_rules(conn: Connection, tenant: TenantId) -> FloorRules:
    """What holds for the whole floor, as routing uses it."""
    return FloorRules(
        reasons=tuple(one.rules() for one in reasons(conn, tenant)),
        presence_reasons=tuple(one.rules() for one in presence_reasons(conn, tenant)),
    )


def put_calendar(conn: Connection, tenant: TenantId, calendar: CalendarRow) -> None:
    """The calendar is as given. Whoever calls tells the queues that follow it (`routing.store.tell_followers`)."""
    kept = msgspec.json.encode(calendar.calendar).decode()
    row = {"tenant_id": tenant, "id": calendar.id, "name": calendar.name, "calendar": kept}
    upsert(conn, calendars_, [row], ["tenant_id", "id"])


def remove_calendar(conn: Connection, tenant: TenantId, calendar: str) -> None:
    """There is no such calendar any more."""
    conn.execute(delete(calendars_).where(calendars_.c.tenant_id == tenant, calendars_.c.id == calendar))


def calendars(conn: Connection, tenant: TenantId) -> list[CalendarRow]:
    """The tenant's calendars, by name."""
    rows = conn.execute(select(calendars_).where(calendars_.c.tenant_id == tenant).order_by(calendars_.c.name))
    return [
        CalendarRow(id=row.id, name=row.name, calendar=msgspec.json.decode(row.calendar, type=Calendar)) for row in rows
    ]


def put_text(conn: Connection, tenant: TenantId, queue: QueueId, kind: str, fr: str, en: str) -> None:
    """What is told of the queue in this case; empty in both languages is nothing."""
    if not fr and not en:
        this = queue_texts.c.tenant_id == tenant, queue_texts.c.queue_id == queue, queue_texts.c.kind == kind
        conn.execute(delete(queue_texts).where(*this))
        return
    row = {"tenant_id": tenant, "queue_id": queue, "kind": kind, "fr": fr, "en": en}
    upsert(conn, queue_texts, [row], ["tenant_id", "queue_id", "kind"])


def texts_of(conn: Connection, tenant: TenantId) -> dict[QueueId, Texts]:
    """What is told of each queue, by case."""
    found: dict[QueueId, Texts] = {}
    for row in conn.execute(select(queue_texts).where(queue_texts.c.tenant_id == tenant)):
        found.setdefault(QueueId(row.queue_id), {})[row.kind] = {"fr": row.fr, "en": row.en}
    return found


def _place(conn: Connection, table: Table, tenant: TenantId, code: str) -> int:
    """Where it stands; the end, for a new one."""
    here = select(table.c.place).where(table.c.tenant_id == tenant, table.c.code == code)
    found = conn.execute(here).scalar()
    if found is not None:
        return int(found)
    last = conn.execute(select(func.max(table.c.place)).where(table.c.tenant_id == tenant)).scalar()
    return 0 if last is None else int(last) + 1


def _kept(levels: Levels) -> str:
    return msgspec.json.encode(levels).decode()


def _levels(kept: str) -> Levels:
    return msgspec.json.decode(kept, type=Levels)


def _reason(row: Row[Any]) -> ReasonRow:
    fields = {name: getattr(row, name) for name in ReasonRow.__struct_fields__}
    return ReasonRow(**fields | {"mandatory": _levels(row.mandatory), "preferred": _levels(row.preferred)})


def _presence_reason(row: Row[Any]) -> PresenceReasonRow:
    return PresenceReasonRow(**{name: getattr(row, name) for name in PresenceReasonRow.__struct_fields__})
