"""The tables of alerts: rules as they stand, and the log of what they said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Boolean, Column, Connection, Float, Index, String, Table, Text, delete, insert, select, update

from beffroi.kernel.db import metadata, upsert
from beffroi.kernel.ids import Instant, TenantId
from beffroi.live.alerts.model import Alert, Rule

alert_rules: Final = Table(
    "alert_rules",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("queue", String(64), nullable=True),
    Column("team", String(64), nullable=True),
    Column("figure", String(32), nullable=False),
    Column("op", String(1), nullable=False),
    Column("value", Float, nullable=False),
    Column("held_s", Float, nullable=False),
    Column("screen", Boolean, nullable=False),
    Column("sound", Boolean, nullable=False),
    Column("email", String(254), nullable=True),
    Column("webhook", Text, nullable=True),
    Column("secret", String(64), nullable=True),
    Column("set_by", String(64), nullable=False),
    Column("set_at", Float, nullable=False),
)
"""`secret` must be readable to sign with; it is told to nobody but whoever set the webhook, once."""

alert_log: Final = Table(
    "alert_log",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("rule", String(64), nullable=False),
    Column("name", Text, nullable=False),
    Column("queue", String(64), nullable=True),
    Column("team", String(64), nullable=True),
    Column("figure", String(32), nullable=False),
    Column("op", String(1), nullable=False),
    Column("limit", Float, nullable=False),
    Column("value", Float, nullable=True),
    Column("started_at", Float, nullable=False),
    Column("ended_at", Float, nullable=True),
    Column("acknowledged_by", String(64), nullable=True),
    Column("acknowledged_at", Float, nullable=True),
    Index(None, "tenant_id", "started_at"),
    Index(None, "tenant_id", "ended_at"),
)


def put_rule(conn: Connection, tenant: TenantId, rule: Rule) -> None:
    """The rule stands, instead of one with the same id."""
    row = {name: getattr(rule, name) for name in Rule.__struct_fields__}
    upsert(conn, alert_rules, [{"tenant_id": tenant, **row}], ["tenant_id", "id"])


def drop_rule(conn: Connection, tenant: TenantId, rule: str) -> None:
    """The rule stands no more; what it said stays in the log."""
    conn.execute(delete(alert_rules).where(alert_rules.c.tenant_id == tenant, alert_rules.c.id == rule))


def rules(conn: Connection, tenant: TenantId) -> list[Rule]:
    """Every rule, by name."""
    held = select(alert_rules).where(alert_rules.c.tenant_id == tenant).order_by(alert_rules.c.name, alert_rules.c.id)
    return [Rule(**{name: getattr(row, name) for name in Rule.__struct_fields__}) for row in conn.execute(held)]


def start(conn: Connection, tenant: TenantId, alert: Alert) -> None:
    """The alert is in the log."""
    row = {name: getattr(alert, name) for name in Alert.__struct_fields__}
    conn.execute(insert(alert_log).values(tenant_id=tenant, **row))


def end(conn: Connection, tenant: TenantId, alert: str, at: Instant) -> None:
    """The alert is over since then."""
    _change(conn, tenant, alert, ended_at=at)


def acknowledge(conn: Connection, tenant: TenantId, alert: str, by: str, at: Instant) -> None:
    """Somebody has seen it, the first one counts."""
    _change(conn, tenant, alert, acknowledged_by=by, acknowledged_at=at)


def standing(conn: Connection, tenant: TenantId) -> list[Alert]:
    """The alerts that are not over, the oldest first."""
    held = select(alert_log).where(alert_log.c.tenant_id == tenant, alert_log.c.ended_at.is_(None))
    return list(_alerts(conn, held.order_by(alert_log.c.started_at)))


def one(conn: Connection, tenant: TenantId, alert: str) -> Alert | None:
    """One alert of the log."""
    held = select(alert_log).where(alert_log.c.tenant_id == tenant, alert_log.c.id == alert)
    return next(_alerts(conn, held), None)


def between(conn: Connection, tenant: TenantId, from_at: Instant, to_at: Instant, most: int) -> list[Alert]:
    """The alerts that started in [from_at, to_at), the newest first."""
    wanted = alert_log.c.tenant_id == tenant, alert_log.c.started_at >= from_at, alert_log.c.started_at < to_at
    return list(_alerts(conn, select(alert_log).where(*wanted).order_by(alert_log.c.started_at.desc()).limit(most)))


def _alerts(conn: Connection, wanted: object) -> Iterator[Alert]:
    for row in conn.execute(wanted):  # type: ignore[call-overload]
        yield Alert(**{name: getattr(row, name) for name in Alert.__struct_fields__})


def _change(conn: Connection, tenant: TenantId, alert: str, **values: object) -> None:
    this = alert_log.c.tenant_id == tenant, alert_log.c.id == alert
    conn.execute(update(alert_log).where(*this).values(**values))
