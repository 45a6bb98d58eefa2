"""Names and texts that views asked for and did not find: read from the records, many at once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from beffroi.customers import store as customers
from beffroi.interactions import store as interactions
from beffroi.interactions.model import Message
from beffroi.kernel.ids import CaseId, CustomerId, InteractionId, MessageId, TenantId
from beffroi.live.known import CASE, CUSTOMER, MESSAGE, TALK, Ends, Learnt, Words


def learn(conn: Connection, tenant: TenantId, wanted: Iterable[tuple[str, str]]) -> Learnt:
    """What the records say of everything wanted; None for what they do not hold."""
    by_kind: dict[str, list[str]] = {CUSTOMER: [], CASE: [], TALK: [], MESSAGE: []}
    for kind, one in wanted:
        by_kind[kind].append(one)
    learnt = Learnt(
        customers=dict.fromkeys(by_kind[CUSTOMER]),
        cases=dict.fromkeys(by_kind[CASE]),
        messages=dict.fromkeys(by_kind[MESSAGE]),
    )
    for interaction in by_kind[TALK]:
        said = interactions.messages_of(conn, tenant, InteractionId(interaction))
        learnt.talks[interaction] = _ends(said, learnt)
    if by_kind[CUSTOMER]:
        found_names = customers.names(conn, tenant, map(CustomerId, by_kind[CUSTOMER]))
        learnt.customers.update({str(one): name for one, name in found_names.items()})
    if by_kind[CASE]:
        numbers = interactions.case_numbers_of(conn, tenant, map(CaseId, by_kind[CASE]))
        learnt.cases.update({str(one): number for one, number in numbers.items()})
    if by_kind[MESSAGE]:
        found = interactions.messages_by_id(conn, tenant, map(MessageId, by_kind[MESSAGE]))
        learnt.messages.update({one: words(message) for one, message in found.items()})
    return learnt


def words(message: Message) -> Words:
    """A message's row as views show it."""
    return Words(message.id, message.author, message.agent, message.text, message.at, message.n)


def _ends(said: list[Message], learnt: Learnt) -> Ends:
    first = next((one for one in said if one.author == "customer"), None)
    last = said[-1] if said else None
    for one in (first, last):
        if one is not None:
            learnt.messages[one.id] = words(one)
    return Ends(first.id if first else None, last.id if last else None)
