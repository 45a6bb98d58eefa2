"""Cases and messages: their tables, and their only SQL. What happened to interactions is in `ledger`."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Float,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from beffroi.interactions.errors import ClientIdReused
from beffroi.interactions.model import Case, Continuation, Draft, Message
from beffroi.kernel.db import metadata, upsert
from beffroi.kernel.ids import CaseId, CustomerId, Instant, InteractionId, MessageId, TenantId, new_id

cases = Table(
    "cases",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("number", String, nullable=False),
    Column("customer_id", String, nullable=False),
    Column("opened_at", Float, nullable=False),
    Column("closed_at", Float),
    UniqueConstraint("tenant_id", "number"),
    Index(None, "tenant_id", "customer_id"),
)

case_numbers = Table(
    "case_numbers",
    metadata,
    Column("tenant_id", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("thread", String, nullable=False),
    Column("n", Integer, nullable=False),
    Column("interaction_id", String, nullable=False),
    Column("author", String, nullable=False),
    Column("agent_id", String),
    Column("sent_by", String, nullable=False),
    Column("client_id", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("seq", Integer),
    UniqueConstraint("tenant_id", "thread", "n"),
    UniqueConstraint("tenant_id", "thread", "sent_by", "client_id"),
    Index(None, "interaction_id"),
)
continuations = Table(
    "continuations",
    metadata,
    Column("interaction_id", String, primary_key=True),
    Column("tenant_id", String, nullable=False),
    Column("follows", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("at", Float, nullable=False),
)
Index("ix_messages_unreported", messages.c.tenant_id, sqlite_where=messages.c.seq.is_(None))


def open_or_join_case(conn: Connection, tenant: TenantId, customer: CustomerId, year: int, at: Instant) -> Case:
    """The customer's open case, the newest if there are several; a new one with the year's next number otherwise."""
    theirs = select(cases).where(
        cases.c.tenant_id == tenant, cases.c.customer_id == customer, cases.c.closed_at.is_(None)
    )
    row = conn.execute(theirs.order_by(cases.c.opened_at.desc()).limit(1)).first()
    if row is not None:
        return _case(row)
    case = Case(CaseId(new_id()), f"{year}-{_next_number(conn, tenant, year):05d}", customer, at)
    values = {"number": case.number, "customer_id": customer, "opened_at": at}
    conn.execute(insert(cases).values(id=case.id, tenant_id=tenant, **values))
    return case


def _next_number(conn: Connection, tenant: TenantId, year: int) -> int:
    this_year = (case_numbers.c.tenant_id == tenant, case_numbers.c.year == year)
    last = conn.execute(select(case_numbers.c.last).where(*this_year)).scalar() or 0
    row = {"tenant_id": tenant, "year": year, "last": last + 1}
    upsert(conn, case_numbers, [row], ("tenant_id", "year"))
    return last + 1


def case(conn: Connection, tenant: TenantId, case: CaseId) -> Case | None:
    """One case of this tenant."""
    row = conn.execute(select(cases).where(cases.c.tenant_id == tenant, cases.c.id == case)).first()
    return None if row is None else _case(row)


def case_numbers_of(conn: Connection, tenant: TenantId, of: Iterable[CaseId]) -> dict[CaseId, str]:
    """The number people say, of each of these cases."""
    wanted = select(cases.c.id, cases.c.number).where(cases.c.tenant_id == tenant, cases.c.id.in_(list(of)))
    return {CaseId(row.id): row.number for row in conn.execute(wanted)}


def cases_of(conn: Connection, tenant: TenantId, customer: CustomerId) -> list[Case]:
    """The customer's cases, newest first."""
    theirs = select(cases).where(cases.c.tenant_id == tenant, cases.c.customer_id == customer)
    return [_case(row) for row in conn.execute(theirs.order_by(cases.c.opened_at.desc()))]


def _case(row: Row[Any]) -> Case:
    return Case(CaseId(row.id), row.number, CustomerId(row.customer_id), row.opened_at, row.closed_at)


def write_message(conn: Connection, tenant: TenantId, draft: Draft) -> tuple[Message, bool]:
    """The message is there once, numbered next in its thread; False when it was there before this call."""
    there = sent_before(conn, tenant, draft.thread, draft.sent_by, draft.client_id)
    if there is not None:
        if there.text != draft.text:
            raise ClientIdReused(client_id=draft.client_id)
        return there, False
    in_thread = (messages.c.tenant_id == tenant, messages.c.thread == draft.thread)
    n = (conn.execute(select(func.max(messages.c.n)).where(*in_thread)).scalar() or 0) + 1
    message = Message(
        id=MessageId(new_id()),
        thread=draft.thread,
        n=n,
        interaction=draft.interaction,
        author=draft.author,
        agent=draft.agent,
        sent_by=draft.sent_by,
        client_id=draft.client_id,
        text=draft.text,
        at=draft.at,
        seq=None,
    )
    ids = {"id": message.id, "tenant_id": tenant, "interaction_id": draft.interaction, "agent_id": draft.agent}
    words = {"author": draft.author, "text": draft.text, "at": draft.at}
    key = {"thread": draft.thread, "n": n, "sent_by": draft.sent_by, "client_id": draft.client_id}
    conn.execute(insert(messages).values(**ids, **words, **key))
    return message, True


def sent_before(conn: Connection, tenant: TenantId, thread: str, sent_by: str, client_id: str) -> Message | None:
    """The message this sender already wrote in this thread under this id."""
    same = select(messages).where(
        messages.c.tenant_id == tenant,
        messages.c.thread == thread,
        messages.c.sent_by == sent_by,
        messages.c.client_id == client_id,
    )
    row = conn.execute(same).first()
    return None if row is None else _message(row)


def move_message(conn: Connection, tenant: TenantId, message: MessageId, to: InteractionId) -> None:
    """The message belongs to `to`: the interaction it was written for was over before it could be reported."""
    unreported = (messages.c.tenant_id == tenant, messages.c.id == message, messages.c.seq.is_(None))
    conn.execute(update(messages).where(*unreported).values(interaction_id=to))


def take_back_message(conn: Connection, tenant: TenantId, message: MessageId) -> None:
    """The message was refused and was never said: its row and its number are free again."""
    unreported = (messages.c.tenant_id == tenant, messages.c.id == message, messages.c.seq.is_(None))
    conn.execute(delete(messages).where(*unreported))


def messages_after(conn: Connection, tenant: TenantId, thread: str, n: int, most: int) -> list[Message]:
    """The thread's messages numbered above `n`, oldest first; when there are more than `most`, the newest of them."""
    in_thread = select(messages).where(messages.c.tenant_id == tenant, messages.c.thread == thread, messages.c.n > n)
    newest = conn.execute(in_thread.order_by(messages.c.n.desc()).limit(most)).all()
    return [_message(row) for row in reversed(newest)]


def messages_of(conn: Connection, tenant: TenantId, interaction: InteractionId) -> list[Message]:
    """Everything said in this interaction, and in the one it continues, in order."""
    before = conn.execute(
        select(continuations.c.follows).where(
            continuations.c.tenant_id == tenant, continuations.c.interaction_id == interaction
        )
    ).scalar()
    both = [interaction] if before is None else [before, interaction]
    said = select(messages).where(messages.c.tenant_id == tenant, messages.c.interaction_id.in_(both))
    return [_message(row) for row in conn.execute(said.order_by(messages.c.at, messages.c.n))]


def continue_by(conn: Connection, tenant: TenantId, made: Continuation) -> Continuation:
    """The interaction is continued by another; the continuation of this kind that is there already comes first."""
    known = continuation_of(conn, tenant, made.follows, made.kind)
    if known is not None:
        return known
    row = {"tenant_id": tenant, "follows": made.follows, "kind": made.kind, "at": made.at}
    conn.execute(insert(continuations).values(interaction_id=made.interaction, **row))
    return made


def continuation_of(
    conn: Connection, tenant: TenantId, follows: InteractionId, kind: str | None = None
) -> Continuation | None:
    """What continues this interaction (in this kind), if anything does."""
    theirs = (continuations.c.tenant_id == tenant, continuations.c.follows == follows)
    same = theirs if kind is None else (*theirs, continuations.c.kind == kind)
    row = conn.execute(select(continuations).where(*same).order_by(continuations.c.at.desc()).limit(1)).first()
    return None if row is None else _continuation(row)


def drop_continuation(conn: Connection, tenant: TenantId, interaction: InteractionId) -> None:
    """It was refused: nothing is continued by it."""
    made = (continuations.c.tenant_id == tenant, continuations.c.interaction_id == interaction)
    conn.execute(delete(continuations).where(*made))


def continuations_since(conn: Connection, tenant: TenantId, since: Instant) -> list[Continuation]:
    """Those made at or after `since`, oldest first."""
    recent = select(continuations).where(continuations.c.tenant_id == tenant, continuations.c.at >= since)
    return [_continuation(row) for row in conn.execute(recent.order_by(continuations.c.at))]


def _continuation(row: Row[Any]) -> Continuation:
    return Continuation(InteractionId(row.interaction_id), InteractionId(row.follows), row.kind, row.at)


def messages_by_id(conn: Connection, tenant: TenantId, of: Iterable[MessageId]) -> dict[MessageId, Message]:
    """These messages' rows."""
    wanted = select(messages).where(messages.c.tenant_id == tenant, messages.c.id.in_(list(of)))
    return {MessageId(row.id): _message(row) for row in conn.execute(wanted)}


def unreported_messages(conn: Connection, tenant: TenantId) -> list[Message]:
    """Rows whose event is not projected: after the projector caught up, those a crash cut off from their event."""
    cut_off = select(messages).where(messages.c.tenant_id == tenant, messages.c.seq.is_(None))
    return [_message(row) for row in conn.execute(cut_off.order_by(messages.c.thread, messages.c.n))]


def mark_reported(conn: Connection, reported: Mapping[MessageId, int]) -> None:
    """Each of these messages has its event: the journal's number of it is known."""
    if reported:
        numbered = update(messages).where(messages.c.id == bindparam("of")).values(seq=bindparam("is_seq"))
        conn.execute(numbered, [{"of": message, "is_seq": seq} for message, seq in reported.items()])


def _message(row: Row[Any]) -> Message:
    return Message(
        id=MessageId(row.id),
        thread=row.thread,
        n=row.n,
        interaction=InteractionId(row.interaction_id),
        author=row.author,
        agent=row.agent_id,
        sent_by=row.sent_by,
        client_id=row.client_id,
        text=row.text,
        at=row.at,
        seq=row.seq,
    )
