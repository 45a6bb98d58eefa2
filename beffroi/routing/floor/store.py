"""The floor's tables: acts, numbers to call back, what was said with a raised hand."""

from collections.abc import Iterable
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, Float, Index, Integer, Row, String, Table, Text, delete, select, update

from beffroi.kernel.db import add_once, metadata, upsert
from beffroi.kernel.ids import AgentId, Instant, InteractionId, TenantId
from beffroi.routing.floor.model import Act, HandText, Kind, State, Target

floor_acts: Final = Table(
    "floor_acts",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("by", String(64), nullable=False),
    Column("at", Float, nullable=False),
    Column("target_kind", String(32), nullable=False),
    Column("target", String(64), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("queues", Text, nullable=False),
    Column("teams", Text, nullable=False),
    Column("why", Text),
    Column("until", Float),
    Column("state", String(16), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("undone_at", Float),
    Column("undone_by", String(64)),
    Index(None, "tenant_id", "at"),
)

callback_numbers: Final = Table(
    "callback_numbers",
    metadata,
    Column("interaction_id", String(64), primary_key=True),
    Column("tenant_id", String(64), nullable=False),
    Column("phone", String(32), nullable=False),
    Column("name", String(200)),
    Column("at", Float, nullable=False),
)

hand_texts: Final = Table(
    "hand_texts",
    metadata,
    Column("tenant_id", String(64), primary_key=True),
    Column("request", String(64), primary_key=True),
    Column("agent_id", String(64), nullable=False),
    Column("interaction_id", String(64)),
    Column("text", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("answer", Text),
    Column("how", String(16)),
    Column("answered_by", String(64)),
    Column("answered_at", Float),
)

_JSON: Final = ("before", "after", "queues", "teams")


def add_act(conn: Connection, tenant: TenantId, act: Act) -> bool:
    """The act is written down; False when it was before (left as it was)."""
    row = {name: getattr(act, name) for name in Act.__struct_fields__} | {"tenant_id": tenant}
    return add_once(conn, floor_acts, row | {name: msgspec.json.encode(row[name]).decode() for name in _JSON})


def settle_act(conn: Connection, tenant: TenantId, act: str, state: State, seq: int = 0) -> None:
    """What came of the act is known."""
    this = floor_acts.c.tenant_id == tenant, floor_acts.c.id == act
    conn.execute(update(floor_acts).where(*this).values(state=state, seq=seq))


def undo_act(conn: Connection, tenant: TenantId, act: str, by: str, at: Instant) -> None:
    """Things are as they were before the act."""
    this = floor_acts.c.tenant_id == tenant, floor_acts.c.id == act
    conn.execute(update(floor_acts).where(*this).values(undone_at=at, undone_by=by))


def act(conn: Connection, tenant: TenantId, act: str) -> Act | None:
    """One act."""
    found = conn.execute(select(floor_acts).where(floor_acts.c.tenant_id == tenant, floor_acts.c.id == act)).first()
    return None if found is None else _act(found)


def acts(conn: Connection, tenant: TenantId, before: Instant | None, most: int) -> list[Act]:
    """The newest acts (before an instant) that were not refused, newest first."""
    wanted = select(floor_acts).where(floor_acts.c.tenant_id == tenant, floor_acts.c.state != State.REFUSED)
    if before is not None:
        wanted = wanted.where(floor_acts.c.at < before)
    newest = wanted.order_by(floor_acts.c.at.desc(), floor_acts.c.id.desc()).limit(most)
    return [_act(row) for row in conn.execute(newest)]


def put_number(
    conn: Connection, tenant: TenantId, interaction: InteractionId, phone: str, name: str | None, at: Instant
) -> None:
    """The callback is to this number, and to ask for this name."""
    row = {"interaction_id": interaction, "tenant_id": tenant, "phone": phone, "name": name, "at": at}
    upsert(conn, callback_numbers, [row], ["interaction_id"])


def number(conn: Connection, tenant: TenantId, interaction: InteractionId) -> tuple[str, str | None] | None:
    """The number to call, and the name given with it."""
    this = callback_numbers.c.tenant_id == tenant, callback_numbers.c.interaction_id == interaction
    found = conn.execute(select(callback_numbers).where(*this)).first()
    return None if found is None else (found.phone, found.name)


def numbers(conn: Connection, tenant: TenantId, of: Iterable[InteractionId]) -> dict[InteractionId, str]:
    """The numbers of these callbacks."""
    these = callback_numbers.c.tenant_id == tenant, callback_numbers.c.interaction_id.in_(list(of))
    rows = conn.execute(select(callback_numbers.c.interaction_id, callback_numbers.c.phone).where(*these))
    return {InteractionId(row.interaction_id): row.phone for row in rows}


def drop_number(conn: Connection, tenant: TenantId, interaction: InteractionId) -> None:
    """The number is not kept any longer."""
    this = callback_numbers.c.tenant_id == tenant, callback_numbers.c.interaction_id == interaction
    conn.execute(delete(callback_numbers).where(*this))


def put_hand(
    conn: Connection,
    tenant: TenantId,
    request: str,
    agent: AgentId,
    interaction: InteractionId | None,
    text: str,
    at: Instant,
) -> bool:
    """What the agent wrote is kept; False when the request was there before (left as it was)."""
    row = {"tenant_id": tenant, "request": request, "agent_id": agent, "interaction_id": interaction}
    return add_once(conn, hand_texts, row | {"text": text, "at": at})


def answer_hand(
    conn: Connection, tenant: TenantId, request: str, by: str, text: str | None, how: str, at: Instant
) -> None:
    """The request was answered so. One that came without words (no row) has nothing to answer."""
    this = hand_texts.c.tenant_id == tenant, hand_texts.c.request == request
    values = {"answer": text, "how": how, "answered_by": by, "answered_at": at}
    conn.execute(update(hand_texts).where(*this).values(values))


def hands(conn: Connection, tenant: TenantId, of: Iterable[str]) -> dict[str, HandText]:
    """What was said with these requests."""
    these = hand_texts.c.tenant_id == tenant, hand_texts.c.request.in_(list(of))
    return {row.request: _hand(row) for row in conn.execute(select(hand_texts).where(*these))}


def answers_of(conn: Connection, tenant: TenantId, agents: Iterable[AgentId], since: Instant) -> list[HandText]:
    """Requests of these agents that were answered since then, the oldest first."""
    theirs = hand_texts.c.tenant_id == tenant, hand_texts.c.agent_id.in_(list(agents))
    wanted = select(hand_texts).where(*theirs, hand_texts.c.answered_at >= since)
    return [_hand(row) for row in conn.execute(wanted.order_by(hand_texts.c.answered_at))]


def drop_hand(conn: Connection, tenant: TenantId, request: str) -> None:
    """Nothing was said with this request: it was refused."""
    conn.execute(delete(hand_texts).where(hand_texts.c.tenant_id == tenant, hand_texts.c.request == request))


def _act(row: Row[Any]) -> Act:
    plain = {name: getattr(row, name) for name in Act.__struct_fields__}
    decoded: dict[str, Any] = {name: msgspec.json.decode(plain[name]) for name in _JSON}
    closed = {"kind": Kind(row.kind), "target_kind": Target(row.target_kind), "state": State(row.state)}
    several = {name: tuple(decoded[name]) for name in ("queues", "teams")}
    return Act(**plain | decoded | several | closed)


def _hand(row: Row[Any]) -> HandText:
    return HandText(
        request=row.request,
        agent=AgentId(row.agent_id),
        interaction=InteractionId(row.interaction_id) if row.interaction_id else None,
        text=row.text,
        at=row.at,
        answer=row.answer,
        how=row.how,
        by=row.answered_by,
        answered_at=row.answered_at,
    )
