"""The tables of the chat, and their only SQL."""

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Float, Index, Row, String, Table, Text, insert, select, update

from beffroi.channels.chat.model import SESSION_S, Door, Session, Widget
from beffroi.kernel.db import metadata, upsert
from beffroi.kernel.ids import CustomerId, Instant, InteractionId, TenantId

widgets = Table(
    "chat_widgets",
    metadata,
    Column("key", String, primary_key=True),
    Column("tenant_id", String, nullable=False, index=True),
    Column("origins", Text, nullable=False),
    Column("doors", Text, nullable=False),
    Column("reasons", Text, nullable=False, server_default="[]"),
)

sessions = Table(
    "chat_sessions",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("token_hash", String, nullable=False, unique=True),
    Column("widget", String, nullable=False),
    Column("customer_id", String, nullable=False),
    Column("interaction_id", String),
    Column("created_at", Float, nullable=False),
    Column("seen_at", Float, nullable=False),
    Index(None, "tenant_id", "interaction_id"),
)


def put_widget(conn: Connection, widget: Widget) -> None:
    """The widget is as described."""
    row = {
        "key": widget.key,
        "tenant_id": widget.tenant,
        "origins": msgspec.json.encode(widget.origins).decode(),
        "doors": msgspec.json.encode(widget.doors).decode(),
        "reasons": msgspec.json.encode(widget.reasons).decode(),
    }
    upsert(conn, widgets, [row], ("key",))


def widgets_of(conn: Connection, tenant: TenantId) -> dict[str, Widget]:
    """Every widget of the organisation, by key."""
    rows = conn.execute(select(widgets).where(widgets.c.tenant_id == tenant))
    return {row.key: _widget(row) for row in rows}


def add_session(conn: Connection, tenant: TenantId, session: Session) -> None:
    """The browser is known."""
    ids = {"id": session.id, "tenant_id": tenant, "token_hash": session.token_hash, "widget": session.widget}
    times = {"created_at": session.seen_at, "seen_at": session.seen_at}
    who = {"customer_id": session.customer, "interaction_id": session.interaction}
    conn.execute(insert(sessions).values(**ids, **who, **times))


def session_by_token(conn: Connection, tenant: TenantId, widget: str, of: str, now: Instant) -> Session | None:
    """The browser with this secret at this widget, unless it was away for too long."""
    theirs = (sessions.c.tenant_id == tenant, sessions.c.widget == widget, sessions.c.token_hash == of)
    row = conn.execute(select(sessions).where(*theirs, sessions.c.seen_at > now - SESSION_S)).first()
    return None if row is None else _session(row)


def session_by_id(conn: Connection, tenant: TenantId, session: str) -> Session | None:
    """One browser of this organisation."""
    row = conn.execute(select(sessions).where(sessions.c.tenant_id == tenant, sessions.c.id == session)).first()
    return None if row is None else _session(row)


def sessions_in(conn: Connection, tenant: TenantId, interactions: Iterable[InteractionId]) -> list[Session]:
    """The browsers whose latest interaction is one of these."""
    theirs = (sessions.c.tenant_id == tenant, sessions.c.interaction_id.in_(list(interactions)))
    return [_session(row) for row in conn.execute(select(sessions).where(*theirs))]


def now_in(conn: Connection, tenant: TenantId, session: str, interaction: InteractionId, now: Instant) -> None:
    """The browser's latest interaction is this one."""
    values = {"interaction_id": interaction, "seen_at": now}
    conn.execute(update(sessions).where(sessions.c.tenant_id == tenant, sessions.c.id == session).values(**values))


def saw(conn: Connection, tenant: TenantId, session: str, now: Instant) -> None:
    """The browser was here."""
    conn.execute(update(sessions).where(sessions.c.tenant_id == tenant, sessions.c.id == session).values(seen_at=now))


def _widget(row: Row[Any]) -> Widget:
    origins = msgspec.json.decode(row.origins, type=tuple[str, ...])
    doors = msgspec.json.decode(row.doors, type=dict[str, Door])
    reasons = msgspec.json.decode(row.reasons, type=tuple[str, ...])
    return Widget(row.key, TenantId(row.tenant_id), origins, doors, reasons)


def _session(row: Row[Any]) -> Session:
    return Session(row.id, row.token_hash, row.widget, CustomerId(row.customer_id), row.interaction_id, row.seen_at)
