"""REST of what happened: an interaction with what was said and done in it, and a customer with their history.

Agents see what they work on, and the history of the customers they serve; others what is in the queues of their scope.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Protocol, cast

import msgspec
from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel

from beffroi.customers import store as customers
from beffroi.interactions import store
from beffroi.interactions.ledger import store as ledger
from beffroi.interactions.ledger.model import InteractionRow, Sheet, TimelineRow
from beffroi.interactions.model import Case, Message
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.errors import NotFound
from beffroi.kernel.follower import Follower
from beffroi.kernel.ids import CustomerId, InteractionId
from beffroi.kernel.web.access import Principal, requires
from beffroi.kernel.web.fresh import rows_of

router = APIRouter(prefix="/api", tags=["interactions"])

Reader = Annotated[Principal, Depends(requires("interaction.read"))]
HISTORY = 50


class Named(BaseModel):
    """Somebody by id and name, as far as it is known."""

    id: str
    name: str | None


class CaseBody(BaseModel):
    """A case by the number people say."""

    id: str
    number: str
    opened_at: float
    closed_at: float | None


class InteractionBody(BaseModel):
    """One interaction as it stands."""

    id: str
    channel: str
    state: str
    queue: str | None
    queue_name: str | None
    agent: str | None
    agent_name: str | None
    arrived_at: float
    queued_at: float | None
    answered_at: float | None
    ended_at: float | None
    outcome: str | None
    sub_reason: str | None
    talk_s: float
    wrap_up_s: float


class MessageBody(BaseModel):
    """One message; `n` counts in the customer's conversation."""

    id: str
    n: int
    author: str
    agent: str | None
    name: str | None
    text: str
    at: float


class HappeningBody(BaseModel):
    """One thing that happened; its facts depend on its type."""

    seq: int
    type: str
    at: float
    agent: str | None
    name: str | None
    queue_name: str | None
    facts: dict[str, Any]


class InteractionPage(BaseModel):
    """An interaction, whole."""

    interaction: InteractionBody
    customer: Named
    case: CaseBody | None
    messages: list[MessageBody]
    timeline: list[HappeningBody]


class PastInteraction(BaseModel):
    """An interaction in a customer's history."""

    id: str
    channel: str
    queue_name: str | None
    agent_name: str | None
    arrived_at: float
    ended_at: float | None
    outcome: str | None
    sub_reason: str | None
    case_number: str | None


class CustomerPage(BaseModel):
    """A customer and their history, newest first; `care` is the degree of care they are served with, "" for none."""

    id: str
    name: str | None
    care: str
    cases: list[CaseBody]
    interactions: list[PastInteraction]


class Queue(Protocol):
    """A queue, as far as this room needs it."""

    @property
    def name(self) -> str: ...


class Committed(Protocol):
    """Routing's committed state, as far as this room needs it."""

    @property
    def queues(self) -> Mapping[Any, Queue]: ...


class Names:
    """What agents and queues are called. Both stand above this room: they come with the request."""

    def __init__(self, request: Request) -> None:
        self._users = request.app.state.directory.user_name
        self._queues = cast(Committed, request.app.state.routing.committed).queues

    def agent(self, agent: str | None) -> str | None:
        """The agent's name."""
        return cast(str | None, self._users(agent)) if agent else None

    def queue(self, queue: str | None) -> str | None:
        """The queue's name."""
        known = self._queues.get(queue) if queue else None
        return known.name if known else None


@router.get("/interactions/{id}", operation_id="interaction", dependencies=[Depends(rows_of)])
async def interaction(
    of: Annotated[InteractionId, Path(alias="id", max_length=64)], reader: Reader, request: Request
) -> InteractionPage:
    """Everything about one interaction: who, what was said, what happened."""
    await _up_to_date(request)
    names = Names(request)

    def read(conn: Connection) -> InteractionPage:
        sheet = ledger.sheet(conn, reader.tenant, of)
        if sheet is None or not _may_see(conn, reader, sheet):
            raise NotFound
        row = sheet.interaction
        case = store.case(conn, reader.tenant, row.case_id)
        customer = customers.customer(conn, reader.tenant, row.customer_id)
        return InteractionPage(
            interaction=_interaction(row, names),
            customer=Named(id=row.customer_id, name=customer.name if customer else None),
            case=_case(case) if case else None,
            messages=[_message(one, names) for one in store.messages_of(conn, reader.tenant, of)],
            timeline=[_happening(one, names) for one in ledger.timeline_of(conn, reader.tenant, of)],
        )

    return await _records(request).read(read)


@router.get("/customers/{id}", operation_id="customer", dependencies=[Depends(rows_of)])
async def customer(
    of: Annotated[CustomerId, Path(alias="id", max_length=64)], reader: Reader, request: Request
) -> CustomerPage:
    """A customer: their cases and their interactions, newest first."""
    await _up_to_date(request)
    names = Names(request)

    def read(conn: Connection) -> CustomerPage:
        found = customers.customer(conn, reader.tenant, of)
        past = ledger.interactions_of(conn, reader.tenant, of, HISTORY)
        if found is None or not (seen := _seen(conn, reader, past)):
            raise NotFound
        cases = store.cases_of(conn, reader.tenant, of)
        numbers = {case.id: case.number for case in cases}
        theirs = {row.case_id for row in seen}
        return CustomerPage(
            id=found.id,
            name=found.name,
            care=found.care,
            cases=[_case(case) for case in cases if case.id in theirs],
            interactions=[_past(row, names, numbers.get(row.case_id)) for row in seen],
        )

    return await _records(request).read(read)


def _may_see(conn: Connection, reader: Principal, sheet: Sheet) -> bool:
    if any(reader.sees_queue(passage.queue_id) for passage in sheet.passages.values()):
        return True
    return ledger.has_worked_on(conn, reader.tenant, reader.user, [sheet.interaction.id])


def _seen(conn: Connection, reader: Principal, past: list[InteractionRow]) -> list[InteractionRow]:
    """Who serves a customer sees their whole history; others what is in their scope."""
    if ledger.has_worked_on(conn, reader.tenant, reader.user, [row.id for row in past]):
        return past
    return [row for row in past if row.queue_id and reader.sees_queue(row.queue_id)]


async def _up_to_date(request: Request) -> None:
    """What was committed before the question is in the answer, unless the rows are far behind."""
    state = request.app.state
    await cast(Follower, state.ledger).reach(state.routing.committed_seq)


def _records(request: Request) -> Records:
    return cast(Records, request.app.state.records)


def _interaction(row: InteractionRow, names: Names) -> InteractionBody:
    return InteractionBody(
        id=row.id,
        channel=row.channel,
        state=row.state,
        queue=row.queue_id,
        queue_name=names.queue(row.queue_id),
        agent=row.agent_id,
        agent_name=names.agent(row.agent_id),
        arrived_at=row.arrived_at,
        queued_at=row.queued_at,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
        outcome=row.outcome,
        sub_reason=row.sub_reason,
        talk_s=row.talk_s,
        wrap_up_s=row.wrap_up_s,
    )


def _case(case: Case) -> CaseBody:
    return CaseBody(id=case.id, number=case.number, opened_at=case.opened_at, closed_at=case.closed_at)


def _message(said: Message, names: Names) -> MessageBody:
    return MessageBody(
        id=said.id,
        n=said.n,
        author=said.author,
        agent=said.agent,
        name=names.agent(said.agent),
        text=said.text,
        at=said.at,
    )


def _happening(row: TimelineRow, names: Names) -> HappeningBody:
    return HappeningBody(
        seq=row.seq,
        type=row.kind,
        at=row.at,
        agent=row.agent_id,
        name=names.agent(row.agent_id),
        queue_name=names.queue(row.queue_id),
        facts=msgspec.json.decode(row.facts),
    )


def _past(row: InteractionRow, names: Names, number: str | None) -> PastInteraction:
    return PastInteraction(
        id=row.id,
        channel=row.channel,
        queue_name=names.queue(row.queue_id),
        agent_name=names.agent(row.agent_id),
        arrived_at=row.arrived_at,
        ended_at=row.ended_at,
        outcome=row.outcome,
        sub_reason=row.sub_reason,
        case_number=number,
    )
