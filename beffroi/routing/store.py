"""Routing's rows: queues with their rules, who belongs to them, and how much each agent carries per channel."""

from collections.abc import Iterable
from typing import Final

import msgspec
from sqlalchemy import Column, Connection, Float, Integer, String, Table, Text, select

from beffroi.kernel import news
from beffroi.kernel.db import metadata, upsert
from beffroi.kernel.ids import AgentId, QueueId, TeamId, TenantId
from beffroi.routing.model import AgentProfile, Configuration, Membership, QueueRules
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


def put_queue(conn: Connection, tenant: TenantId, rules: QueueRules) -> None:
    """The queue exists with these rules, from the next news on."""
    row = {"tenant_id": tenant, "id": rules.id, "name": rules.name, "rules": msgspec.json.encode(rules).decode()}
    upsert(conn, queues, [row], ["tenant_id", "id"])
    news.tell(conn, tenant, QUEUE, rules.id)


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
    """The tenant's queues, by name; only these when asked."""
    query = select(queues.c.rules).where(queues.c.tenant_id == tenant).order_by(queues.c.name)
    if only is not None:
        query = query.where(queues.c.id.in_(list(only)))
    return [msgspec.json.decode(text, type=QueueRules) for text in conn.execute(query).scalars()]


def profiles(
    conn: Connection, tenant: TenantId, people: Iterable[tuple[AgentId, TeamId, Levels]]
) -> list[AgentProfile]:
    """What routing knows of these people: skills from their own room, queues and capacity from here."""
    known = list(people)
    ids = [agent for agent, _, _ in known]
    belongs: dict[str, dict[QueueId, Membership]] = {agent: {} for agent in ids}
    carries: dict[str, dict[str, int]] = {agent: {} for agent in ids}
    rows = conn.execute(select(memberships).where(memberships.c.tenant_id == tenant, memberships.c.agent_id.in_(ids)))
    for row in rows:
        belongs[row.agent_id][QueueId(row.queue_id)] = Membership(row.priority, row.delay_s)
    rows = conn.execute(select(capacities).where(capacities.c.tenant_id == tenant, capacities.c.agent_id.in_(ids)))
    for row in rows:
        carries[row.agent_id][row.channel] = row.most
    return [AgentProfile(agent, team, skills, belongs[agent], carries[agent]) for agent, team, skills in known]


def changes(
    conn: Connection,
    tenant: TenantId,
    told: list[news.News],
    people: Iterable[tuple[AgentId, TeamId, Levels]],
) -> Configuration:
    """What these news say, whole; `people` are the agents among them."""
    wanted = {item.object_id for item in told if item.kind == QUEUE}
    return Configuration(
        queues=tuple(queue_rules(conn, tenant, wanted)) if wanted else (),
        agents=tuple(profiles(conn, tenant, people)),
    )
