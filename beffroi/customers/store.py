"""The tables of this room, and the only SQL that touches them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Row,
    String,
    Table,
    UniqueConstraint,
    insert,
    select,
    text,
    update,
)

from beffroi.customers.model import Customer, fingerprint
from beffroi.kernel.db import metadata
from beffroi.kernel.ids import CustomerId, Instant, TenantId, new_id

customers = Table(
    "customers",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant_id", String, nullable=False, index=True),
    Column("name", String),
    Column("created_at", Float, nullable=False),
    Column("care", String, nullable=False, server_default=text("''")),
)

addresses = Table(
    "addresses",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("value_hash", String, nullable=False),
    Column("customer_id", String, ForeignKey("customers.id"), nullable=False, index=True),
    Column("created_at", Float, nullable=False),
    UniqueConstraint("tenant_id", "kind", "value_hash"),
)


def known_or_new(
    conn: Connection, tenant: TenantId, kind: str, value: str, name: str | None, at: Instant
) -> CustomerId:
    """The customer who has this address in this tenant; a new one, called `name`, when nobody had it."""
    value_hash = fingerprint(tenant, kind, value)
    same_address = (addresses.c.tenant_id == tenant, addresses.c.kind == kind, addresses.c.value_hash == value_hash)
    known = conn.execute(select(addresses.c.customer_id).where(*same_address)).scalar()
    if known is not None:
        return CustomerId(known)
    customer = CustomerId(new_id())
    conn.execute(insert(customers).values(id=customer, tenant_id=tenant, name=name, created_at=at))
    address = {"kind": kind, "value_hash": value_hash, "customer_id": customer, "created_at": at}
    conn.execute(insert(addresses).values(id=new_id(), tenant_id=tenant, **address))
    return customer


def rename(conn: Connection, tenant: TenantId, customer: CustomerId, name: str) -> None:
    """The customer is called `name` from now on."""
    conn.execute(update(customers).where(customers.c.tenant_id == tenant, customers.c.id == customer).values(name=name))


def set_care(conn: Connection, tenant: TenantId, customer: CustomerId, care: str) -> None:
    """The customer is served with this degree of care from their next contact on."""
    conn.execute(update(customers).where(customers.c.tenant_id == tenant, customers.c.id == customer).values(care=care))


def care_of(conn: Connection, tenant: TenantId, customer: CustomerId) -> str:
    """The customer's degree of care; "" for none."""
    theirs = select(customers.c.care).where(customers.c.tenant_id == tenant, customers.c.id == customer)
    return conn.execute(theirs).scalar() or ""


def customer(conn: Connection, tenant: TenantId, customer: CustomerId) -> Customer | None:
    """One customer of this tenant; None for anybody else's."""
    row = conn.execute(select(customers).where(customers.c.tenant_id == tenant, customers.c.id == customer)).first()
    return None if row is None else _customer(row)


def names(conn: Connection, tenant: TenantId, of: Iterable[CustomerId]) -> dict[CustomerId, str | None]:
    """What each of these customers is called; those of other tenants are left out."""
    wanted = select(customers.c.id, customers.c.name).where(
        customers.c.tenant_id == tenant, customers.c.id.in_(list(of))
    )
    return {CustomerId(row.id): row.name for row in conn.execute(wanted)}


def _customer(row: Row[Any]) -> Customer:
    return Customer(CustomerId(row.id), row.name, row.created_at, row.care)
