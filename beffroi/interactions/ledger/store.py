"""The rows that the journal adds up to: their tables, and their only SQL. The projector alone writes them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    insert,
    select,
)

from beffroi.interactions import store as said
from beffroi.interactions.ledger.fold import Book
from beffroi.interactions.ledger.model import AssignmentRow, InteractionRow, PassageRow, Sheet, TimelineRow
from beffroi.kernel.db import metadata, upsert
from beffroi.kernel.ids import AgentId, AssignmentId, CustomerId, InteractionId, TenantId

R = TypeVar("R", bound=msgspec.Struct)

interactions = Table(
    "interactions",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("customer_id", String, nullable=False),
    Column("case_id", String, nullable=False),
    Column("arrived_at", Float, nullable=False),
    Column("state", String, nullable=False),
    Column("queue_id", String),
    Column("agent_id", String),
    Column("queued_at", Float),
    Column("answered_at", Float),
    Column("replied_at", Float),
    Column("gone_at", Float),
    Column("ended_at", Float),
    Column("outcome", String),
    Column("sub_reason", String),
    Column("talk_s", Float, nullable=False),
    Column("wrap_up_s", Float, nullable=False),
    Column("message_count", Integer, nullable=False),
    Column("reason", String),
    Column("follows", String),
    Column("last_seq", Integer, nullable=False),
    Index(None, "tenant_id", "customer_id"),
    Index(None, "tenant_id", "arrived_at"),
)

passages = Table(
    "passages",
    metadata,
    Column("interaction_id", String, ForeignKey("interactions.id"), primary_key=True),
    Column("passage", Integer, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("queue_id", String, nullable=False),
    Column("entered_at", Float, nullable=False),
    Column("left_at", Float),
    Column("how", String),
    Column("wait_s", Float),
    Column("reply_wait_s", Float),
    Index(None, "tenant_id", "queue_id", "entered_at"),
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("interaction_id", String, ForeignKey("interactions.id"), nullable=False, index=True),
    Column("agent_id", String, nullable=False),
    Column("queue_id", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("state", String, nullable=False),
    Column("offered_at", Float, nullable=False),
    Column("accepted_at", Float),
    Column("talk_ended_at", Float),
    Column("closed_at", Float),
    Column("how", String),
    Column("disposition", String),
    Column("talk_s", Float, nullable=False),
    Column("wrap_up_s", Float, nullable=False),
    Column("paused_s", Float, nullable=False, server_default="0"),
    Index(None, "tenant_id", "agent_id", "offered_at"),
)

timeline = Table(
    "timeline",
    metadata,
    Column("interaction_id", String, ForeignKey("interactions.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("at", Float, nullable=False),
    Column("agent_id", String),
    Column("queue_id", String),
    Column("facts", Text, nullable=False),
)


def write_page(conn: Connection, tenant: TenantId, book: Book) -> None:
    """The tables say what the book says of everything that changed."""
    sheets = [book.sheets[interaction] for interaction in book.changed]
    upsert(conn, interactions, list(_rows(tenant, [s.interaction for s in sheets])), ("id",))
    passage_rows = [row for sheet in sheets for row in sheet.passages.values()]
    upsert(conn, passages, list(_rows(tenant, passage_rows)), ("interaction_id", "passage"))
    assignment_rows = [row for sheet in sheets for row in sheet.assignments.values()]
    upsert(conn, assignments, list(_rows(tenant, assignment_rows)), ("id",))
    if book.timeline:
        conn.execute(insert(timeline), list(_rows(tenant, book.timeline)))
    said.mark_reported(conn, book.reported)


def _rows(tenant: TenantId, rows: Sequence[msgspec.Struct]) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {"tenant_id": tenant, **msgspec.structs.asdict(row)}


def sheets(
    conn: Connection, tenant: TenantId, of: Iterable[InteractionId], holding: Iterable[AssignmentId] = ()
) -> list[Sheet]:
    """What is written of these interactions, and of those that these assignments belong to."""
    held = assignments.c.tenant_id == tenant, assignments.c.id.in_(list(holding))
    wanted = set(of) | set(conn.execute(select(assignments.c.interaction_id).where(*held)).scalars())
    found: dict[str, Sheet] = {}
    for row in conn.execute(
        select(interactions).where(interactions.c.tenant_id == tenant, interactions.c.id.in_(wanted))
    ):
        found[row.id] = Sheet(interaction=_as(InteractionRow, row))
    for row in conn.execute(select(passages).where(passages.c.interaction_id.in_(found))):
        found[row.interaction_id].passages[row.passage] = _as(PassageRow, row)
    for row in conn.execute(select(assignments).where(assignments.c.interaction_id.in_(found))):
        found[row.interaction_id].assignments[row.id] = _as(AssignmentRow, row)
    return list(found.values())


def sheet(conn: Connection, tenant: TenantId, interaction: InteractionId) -> Sheet | None:
    """What is written of one interaction of this tenant."""
    return next(iter(sheets(conn, tenant, [interaction])), None)


def timeline_of(conn: Connection, tenant: TenantId, interaction: InteractionId) -> list[TimelineRow]:
    """What happened to this interaction, in order."""
    told = select(timeline).where(timeline.c.tenant_id == tenant, timeline.c.interaction_id == interaction)
    return [_as(TimelineRow, row) for row in conn.execute(told.order_by(timeline.c.seq))]


def explained_at(conn: Connection, tenant: TenantId, interaction: InteractionId) -> int | None:
    """The journal's place that says why it went to whom it did: its last offer; never offered, as its wait ended."""
    theirs = (timeline.c.tenant_id == tenant, timeline.c.interaction_id == interaction)
    telling = timeline.c.kind.in_(("offer_made", "queue_left"))
    told = select(timeline.c.kind, timeline.c.seq).where(*theirs, telling).order_by(timeline.c.seq)
    last = {row.kind: int(row.seq) for row in conn.execute(told)}
    return last.get("offer_made") or (last["queue_left"] - 1 if "queue_left" in last else None)


def interactions_of(conn: Connection, tenant: TenantId, customer: CustomerId, most: int = 50) -> list[InteractionRow]:
    """The customer's interactions, newest first."""
    theirs = select(interactions).where(interactions.c.tenant_id == tenant, interactions.c.customer_id == customer)
    rows = conn.execute(theirs.order_by(interactions.c.arrived_at.desc()).limit(most))
    return [_as(InteractionRow, row) for row in rows]


def customers_of(conn: Connection, tenant: TenantId, of: Iterable[InteractionId]) -> dict[InteractionId, CustomerId]:
    """Whose these interactions are."""
    wanted = select(interactions.c.id, interactions.c.customer_id).where(
        interactions.c.tenant_id == tenant, interactions.c.id.in_(list(of))
    )
    return {InteractionId(row.id): CustomerId(row.customer_id) for row in conn.execute(wanted)}


def has_worked_on(conn: Connection, tenant: TenantId, agent: str, of: Iterable[InteractionId]) -> bool:
    """The agent took at least one of these interactions; an offer alone opens nothing."""
    theirs = assignments.c.tenant_id == tenant, assignments.c.agent_id == agent, assignments.c.accepted_at.is_not(None)
    found = select(assignments.c.id).where(*theirs, assignments.c.interaction_id.in_(list(of)))
    return conn.execute(found.limit(1)).first() is not None


def last_agent_of(conn: Connection, tenant: TenantId, customer: CustomerId, since: float) -> AgentId | None:
    """Who last took a contact of this customer, at or after `since`."""
    theirs = (interactions.c.tenant_id == tenant, interactions.c.customer_id == customer)
    taken = (assignments.c.interaction_id == interactions.c.id, assignments.c.accepted_at >= since)
    found = select(assignments.c.agent_id).where(*theirs, *taken).order_by(assignments.c.accepted_at.desc())
    return conn.execute(found.limit(1)).scalar()


def _as(cls: type[R], row: Row[Any]) -> R:
    return cls(**{name: getattr(row, name) for name in cls.__struct_fields__})


def known(conn: Connection, tenant: TenantId, since: float) -> set[InteractionId]:
    """The interactions that arrived at or after `since` and are in the ledger."""
    recent = (interactions.c.tenant_id == tenant, interactions.c.arrived_at >= since)
    return {InteractionId(found) for found in conn.execute(select(interactions.c.id).where(*recent)).scalars()}
