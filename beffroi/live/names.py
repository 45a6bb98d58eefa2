"""Names and texts that views asked for and did not find: read from the records, many at once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from beffroi.customers import store as customers
from beffroi.interactions import store as interactions
from beffroi.interactions.model import Message
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, Instant, InteractionId, MessageId, TenantId
from beffroi.live.known import (
    ANSWERS,
    CASE,
    CUSTOMER,
    HAND,
    MESSAGE,
    PHONE,
    TALK,
    WHISPERS,
    Answered,
    Ends,
    Learnt,
    Words,
)
from beffroi.live.views.desk import ANSWERS_S
from beffroi.routing.floor import store as floor


def learn(conn: Connection, tenant: TenantId, wanted: Iterable[tuple[str, str]], now: Instant) -> Learnt:
    """What the records say of everything wanted; None for what they do not hold."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in (CUSTOMER, CASE, TALK, MESSAGE, PHONE, HAND, ANSWERS)}
    for kind, one in wanted:
        by_kind[kind].append(one)
    learnt = Learnt(
        customers=dict.fromkeys(by_kind[CUSTOMER]),
        cases=dict.fromkeys(by_kind[CASE]),
        messages=dict.fromkeys(by_kind[MESSAGE]),
        phones=dict.fromkeys(by_kind[PHONE]),
        hands=dict.fromkeys(by_kind[HAND]),
        answers={agent: [] for agent in by_kind[ANSWERS]},
    )
    _learn_of_the_floor(conn, tenant, learnt, now)
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


def _learn_of_the_floor(conn: Connection, tenant: TenantId, learnt: Learnt, now: Instant) -> None:
    """Numbers to dial, what agents asked, and what was answered in the last hour."""
    if learnt.phones:
        numbers = floor.numbers(conn, tenant, map(InteractionId, learnt.phones))
        learnt.phones.update({str(one): phone for one, phone in numbers.items()})
    if learnt.hands:
        learnt.hands.update({one: hand.text for one, hand in floor.hands(conn, tenant, list(learnt.hands)).items()})
    if learnt.answers:
        for one in floor.answers_of(conn, tenant, [AgentId(agent) for agent in learnt.answers], now - ANSWERS_S):
            answered = Answered(one.request, one.by or "", one.answer, one.how or "", one.answered_at or 0.0)
            learnt.answers[one.agent].append(answered)


def words(message: Message) -> Words:
    """A message's row as views show it."""
    return Words(message.id, message.author, message.agent, message.text, message.at, message.n)


def _ends(said: list[Message], learnt: Learnt) -> Ends:
    first = next((one for one in said if one.author == "customer"), None)
    last = next((one for one in reversed(said) if one.author != WHISPERS), None)
    for one in (first, last):
        if one is not None:
            learnt.messages[one.id] = words(one)
    return Ends(first.id if first else None, last.id if last else None)
