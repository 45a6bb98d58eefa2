"""Arrivals are written before routing hears of them, so that a crash in between loses nobody."""

from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Float, Index, Row, String, Table, Text, delete, insert, select

from beffroi.customers import store as customers
from beffroi.entry.model import Arrival, Arriving, year_of
from beffroi.interactions import store as interactions
from beffroi.interactions.ledger import store as ledger
from beffroi.kernel.db import metadata
from beffroi.kernel.ids import CaseId, CustomerId, Instant, InteractionId, QueueId, TenantId, new_id

REMEMBERED_S: Final = 30 * 86_400.0
"""Who served a customer longer ago than this is not asked for again."""

arrivals = Table(
    "arrivals",
    metadata,
    Column("interaction_id", String, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("by", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("queue_id", String, nullable=False),
    Column("customer_id", String, nullable=False),
    Column("case_id", String, nullable=False),
    Column("arrived_at", Float, nullable=False),
    Column("mandatory", Text, nullable=False),
    Column("bonus_s", Float, nullable=False),
    Column("reason", String),
    Column("care", String),
    Column("last_agent", String),
    Column("not_before", Float),
    Column("follows", String),
    Index(None, "tenant_id", "arrived_at"),
)


def arrive(conn: Connection, tenant: TenantId, who: Arriving, zone: str) -> Arrival:
    """The arrival is written, with the id of its interaction, in the customer's open case or a new one."""
    case = interactions.open_or_join_case(conn, tenant, who.customer, year_of(who.arrived_at, zone), who.arrived_at)
    arrival = Arrival(
        by=who.by,
        channel=who.channel,
        queue=who.queue,
        customer=who.customer,
        arrived_at=who.arrived_at,
        mandatory=who.mandatory,
        bonus_s=who.bonus_s,
        interaction=InteractionId(new_id()),
        case=case.id,
        reason=who.reason,
        care=customers.care_of(conn, tenant, who.customer) or None,
        last_agent=ledger.last_agent_of(conn, tenant, who.customer, who.arrived_at - REMEMBERED_S),
        not_before=who.not_before,
        follows=who.follows,
    )
    conn.execute(insert(arrivals).values(_values(tenant, arrival)))
    return arrival


def turn_away(conn: Connection, tenant: TenantId, interaction: InteractionId) -> None:
    """The arrival was refused: it will not be opened again."""
    conn.execute(delete(arrivals).where(arrivals.c.tenant_id == tenant, arrivals.c.interaction_id == interaction))


def unopened(conn: Connection, tenant: TenantId, since: Instant) -> list[Arrival]:
    """Arrivals after `since` that the ledger does not know. True once the projector has caught up."""
    recent = select(arrivals).where(arrivals.c.tenant_id == tenant, arrivals.c.arrived_at >= since)
    rows = conn.execute(recent.order_by(arrivals.c.arrived_at)).all()
    known = ledger.known(conn, tenant, since)
    return [_arrival(row) for row in rows if row.interaction_id not in known]


def _values(tenant: TenantId, arrival: Arrival) -> dict[str, Any]:
    return {
        "interaction_id": arrival.interaction,
        "tenant_id": tenant,
        "by": arrival.by,
        "channel": arrival.channel,
        "queue_id": arrival.queue,
        "customer_id": arrival.customer,
        "case_id": arrival.case,
        "arrived_at": arrival.arrived_at,
        "mandatory": msgspec.json.encode(arrival.mandatory).decode(),
        "bonus_s": arrival.bonus_s,
        "reason": arrival.reason,
        "care": arrival.care,
        "last_agent": arrival.last_agent,
        "not_before": arrival.not_before,
        "follows": arrival.follows,
    }


def _arrival(row: Row[Any]) -> Arrival:
    return Arrival(
        by=row.by,
        channel=row.channel,
        queue=QueueId(row.queue_id),
        customer=CustomerId(row.customer_id),
        arrived_at=row.arrived_at,
        mandatory=msgspec.json.decode(row.mandatory, type=dict[str, int]),
        bonus_s=row.bonus_s,
        interaction=InteractionId(row.interaction_id),
        case=CaseId(row.case_id),
        reason=row.reason,
        care=row.care,
        last_agent=row.last_agent,
        not_before=row.not_before,
        follows=row.follows,
    )
