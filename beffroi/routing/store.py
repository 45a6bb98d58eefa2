"""Routing's rows: queues with their rules, who belongs to them, and how much each agent carries per channel."""

from collections.abc import Iterable, Set
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Float, Integer, Row, String, Table, Text, select, update

from beffroi.kernel import news
from beffroi.kernel.db import metadata, upsert
from beffroi.kernel.ids import AgentId, Instant, PartnerId, QueueId, TeamId, TenantId
from beffroi.routing.model import AgentProfile, Configuration, Membership, QueueRules
from beffroi.routing.rulebook import store as rulebook
from beffroi.routing.rules import Levels

QUEUE: Final = "queue"
AGENT: Final = "agent"

queues: Final = Table(
    "queues",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("rules", Text, nullable=False),
    Column("calendar_id", String(64)),
    Column("gone_at", Float),
)

memberships: Final = Table(
    "queue_memberships",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("agent_id", String(64), primary_key=True),
    Column("queue_id", String(64), primary_key=True),
    Column("priority", Integer, nullable=False),
    Column("delay_s", Float, nullable=False),
)

capacities: Final = Table(
    "agent_capacities",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("agent_id", String(64), primary_key=True),
    Column("channel", String(32), primary_key=True),
    Column("most", Integer, nullable=False),
)


KEEP: Final = ""
"""The calendar a queue follows stays the one it had."""


def put_queue(conn: Connection, tenant: TenantId, rules: QueueRules, calendar: str | None = KEEP) -> None:
    """The queue exists with these rules, from the next news on; its hours are those of `calendar`, if it has one."""
    kept = msgspec.json.encode(rules).decode()
    row: dict[str, str | None] = {"tenant_id": tenant, "id": rules.id, "name": rules.name, "rules": kept}
    row |= {} if calendar == KEEP else {"calendar_id": calendar}
    upsert(conn, queues, [row | {"gone_at": None}], ["tenant_id", "id"])
    news.tell(conn, tenant, QUEUE, rules.id)


def close_queue(conn: Connection, tenant: TenantId, queue: QueueId, at: Instant) -> None:
    """The queue takes in nothing more. Its row stays, for what it was called."""
    conn.execute(update(queues).where(queues.c.tenant_id == tenant, queues.c.id == queue).values(gone_at=at))
    news.tell(conn, tenant, QUEUE, queue)


def calendar_of(conn: Connection, tenant: TenantId, queue: QueueId) -> str | None:
    """The calendar the queue follows."""
    this = queues.c.tenant_id == tenant, queues.c.id == queue
    return conn.execute(select(queues.c.calendar_id).where(*this)).scalar()


def calendars_followed(conn: Connection, tenant: TenantId) -> dict[QueueId, str]:
    """The calendar of each queue that follows one."""
    these = queues.c.tenant_id == tenant, queues.c.calendar_id.is_not(None), queues.c.gone_at.is_(None)
    return {QueueId(row.id): row.calendar_id for row in conn.execute(select(queues).where(*these))}


def followers(conn: Connection, tenant: TenantId, calendar: str) -> list[QueueId]:
    """The queues that follow this calendar."""
    these = queues.c.tenant_id == tenant, queues.c.calendar_id == calendar, queues.c.gone_at.is_(None)
    return [QueueId(queue) for queue in conn.execute(select(queues.c.id).where(*these)).scalars()]


def tell_followers(conn: Connection, tenant: TenantId, calendar: str) -> None:
    """Routing learns that these queues' hours changed."""
    for queue in followers(conn, tenant, calendar):
        news.tell(conn, tenant, QUEUE, queue)


def put_membership(
    conn: Connection, tenant: TenantId, agent: AgentId, queue: QueueId, priority: int = 1, delay_s: float = 0.0
) -> None:
    """The agent belongs to the queue."""
    row = {"tenant_id": tenant, "agent_id": agent, "queue_id": queue, "priority": priority, "delay_s": delay_s}
    upsert(conn, memberships, [row], ["tenant_id", "agent_id", "queue_id"])
    news.tell(conn, tenant, AGENT, agent)


def put_capacity(conn: Connection, tenant: TenantId, agent: AgentId, channel: str, most: int) -> None:
    """The agent carries up to `most` at once on the channel."""
    row = {"tenant_id": tenant, "agent_id": agent, "channel": channel, "most": most}
    upsert(conn, capacities, [row], ["tenant_id", "agent_id", "channel"])
    news.tell(conn, tenant, AGENT, agent)


def queue_rules(conn: Connection, tenant: TenantId, only: Iterable[str] | None = None) -> list[QueueRules]:
    """The tenant's queues, by name, with the hours of the calendars they follow; only these when asked."""
    query = select(queues).where(queues.c.tenant_id == tenant, queues.c.gone_at.is_(None)).order_by(queues.c.name)
    if only is not None:
        query = query.where(queues.c.id.in_(list(only)))
    rows = conn.execute(query).all()
    hours = {one.id: one.calendar for one in rulebook.calendars(conn, tenant)} if _any_follows(rows) else {}
    found = []
    for row in rows:
        rules = msgspec.json.decode(row.rules, type=QueueRules)
        found.append(msgspec.structs.replace(rules, hours=hours[row.calendar_id]) if row.calendar_id else rules)
    return found


def _any_follows(rows: Iterable[Row[Any]]) -> bool:
    return any(row.calendar_id for row in rows)


def profiles(
    conn: Connection, tenant: TenantId, people: Iterable[tuple[AgentId, TeamId, Levels, PartnerId | None]]
) -> list[AgentProfile]:
    """What routing knows of these people: skills from their own room, queues and capacity from here."""
    known = list(people)
    ids = [agent for agent, *_ in known]
    belongs: dict[str, dict[QueueId, Membership]] = {agent: {} for agent in ids}
    carries: dict[str, dict[str, int]] = {agent: {} for agent in ids}
    rows = conn.execute(select(memberships).where(memberships.c.tenant_id == tenant, memberships.c.agent_id.in_(ids)))
    for row in rows:
        belongs[row.agent_id][QueueId(row.queue_id)] = Membership(row.priority, row.delay_s)
    rows = conn.execute(select(capacities).where(capacities.c.tenant_id == tenant, capacities.c.agent_id.in_(ids)))
    for row in rows:
        carries[row.agent_id][row.channel] = row.most
    return [
        AgentProfile(agent, team, skills, belongs[agent], carries[agent], partner)
        for agent, team, skills, partner in known
    ]


def changes(
    conn: Connection,
    tenant: TenantId,
    told: list[news.News],
    people: Iterable[tuple[AgentId, TeamId, Levels, PartnerId | None]],
    known: Set[AgentId] = frozenset(),
) -> Configuration:
    """What these news say, whole; `people` are the agents among them, and who of the `known` is not there is gone."""
    named = {kind: {item.object_id for item in told if item.kind == kind} for kind in (QUEUE, AGENT, rulebook.FLOOR)}
    rules = queue_rules(conn, tenant, named[QUEUE]) if named[QUEUE] else []
    agents = profiles(conn, tenant, people)
    return Configuration(
        queues=tuple(rules),
        agents=tuple(agents),
        floor=rulebook.floor_rules(conn, tenant) if named[rulebook.FLOOR] else None,
        queues_gone=tuple(sorted(QueueId(one) for one in named[QUEUE] - {one.id for one in rules})),
        agents_gone=tuple(sorted(AgentId(one) for one in (named[AGENT] & known) - {one.id for one in agents})),
    )
