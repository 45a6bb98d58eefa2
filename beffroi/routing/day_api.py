"""An agent's own day over REST: pauses waited for, help asked for, outcomes chosen late, work they take themselves."""

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field
from sqlalchemy import Connection

from beffroi.customers import store as customers
from beffroi.interactions import store as interactions
from beffroi.kernel.db import Records
from beffroi.kernel.errors import NotAllowed, Refused
from beffroi.kernel.ids import AssignmentId, CaseId, CustomerId, Instant, InteractionId, QueueId, TenantId
from beffroi.kernel.web.access import Principal, requires
from beffroi.routing import commands as c
from beffroi.routing.answers import Offered, Told, Wording, offered, told
from beffroi.routing.api import CommandId, Here, Id, Worker
from beffroi.routing.errors import HandGone
from beffroi.routing.floor import store as floor
from beffroi.routing.rows import Unqualified
from beffroi.routing.state import State

router = APIRouter(prefix="/api", tags=["routing"])

Own = Annotated[Principal, Depends(requires("presence.set_own"))]
Text = Annotated[str, Field(max_length=1_000)]


class HandAsked(BaseModel):
    """What help is needed, about which contact if any. `request` is the caller's own id for it."""

    request: Annotated[str, Field(min_length=8, max_length=64, pattern="^[A-Za-z0-9_-]+$")]
    interaction: Id | None = None
    text: Text = ""


class QualifyAsked(BaseModel):
    """The outcome chosen, by code."""

    disposition: Id


class PullAsked(BaseModel):
    """Which work to take; without it, the one that is next."""

    interaction: Id | None = None


class CallbackEnded(BaseModel):
    """What came of the call: reached, no_answer, wrong_number or refused."""

    result: Id


class ReasonAsked(BaseModel):
    """Why the customer comes, by code."""

    reason: Id


class ToQualify(BaseModel):
    """A contact that ended without its outcome."""

    assignment: str
    interaction: str
    queue: str
    queue_name: str
    channel: str
    customer: str | None
    case: str | None
    at: Instant
    dispositions: list[Wording]


@router.post("/pause/drop")
async def drop_pause(who: Own, routing: Here, command: CommandId) -> Told:
    """You no longer wait for the pause you asked for."""
    return told(await routing.ask(c.DropPause(id=command, by=who.by, agent=who.user)))


@router.post("/hands")
async def raise_hand(asked: HandAsked, request: Request, who: Worker, routing: Here, command: CommandId) -> Told:
    """Your supervisors see that you need help, and about which contact."""
    interaction = InteractionId(asked.interaction) if asked.interaction else None
    _own_contact(routing.committed, interaction, who)
    records, now = _records(request), routing.now()
    raise_ = c.RaiseHand(
        id=f"hand:{asked.request}", by=who.by, request=asked.request, agent=who.user, interaction=interaction
    )
    await records.write(
        lambda conn: floor.put_hand(conn, who.tenant, asked.request, who.user, interaction, asked.text.strip(), now)
    )
    try:
        return told(await routing.ask(raise_))
    except Refused:
        if asked.request not in routing.committed.rows.hands:
            await records.write(lambda conn: floor.drop_hand(conn, who.tenant, asked.request))
        raise


@router.post("/hands/{request_id}/withdraw")
async def withdraw_hand(request_id: Id, who: Worker, routing: Here, command: CommandId) -> Told:
    """You no longer need help."""
    hand = routing.committed.rows.hands.get(request_id)
    if hand is None:
        raise HandGone(request=request_id)
    if hand.agent != who.user:
        raise NotAllowed(request=request_id)
    return told(await routing.ask(c.LowerHand(id=command, by=who.by, request=request_id, how="withdrawn")))


@router.get("/unqualified")
async def list_unqualified(request: Request, who: Worker, routing: Here) -> list[ToQualify]:
    """Your contacts that ended without their outcome, the oldest first."""
    state = routing.committed
    mine = {one: row for one, row in state.rows.unqualified.items() if row.agent == who.user}
    if not mine:
        return []
    names, numbers = await _records(request).read(lambda conn: _named(conn, who.tenant, list(mine.values())))
    return [
        ToQualify(
            assignment=one,
            interaction=row.interaction,
            queue=row.queue,
            queue_name=state.queues[row.queue].name,
            channel=row.channel,
            customer=names.get(row.customer),
            case=numbers.get(row.case),
            at=row.at,
            dispositions=[Wording(code=d.code, fr=d.fr, en=d.en) for d in state.queues[row.queue].dispositions],
        )
        for one, row in mine.items()
    ]


@router.post("/assignments/{assignment}/qualify")
async def qualify(assignment: Id, asked: QualifyAsked, who: Worker, routing: Here, command: CommandId) -> Told:
    """The outcome of a contact that ended without one."""
    late = c.Qualify(
        id=command, by=who.by, assignment=AssignmentId(assignment), agent=who.user, disposition=asked.disposition
    )
    return told(await routing.ask(late))


@router.post("/queues/{queue}/pull")
async def pull(queue: Id, asked: PullAsked, who: Worker, routing: Here, command: CommandId) -> Offered:
    """You take work from a queue that offers none: this piece, or the one that is next."""
    interaction = InteractionId(asked.interaction) if asked.interaction else None
    take = c.Pull(id=command, by=who.by, queue=QueueId(queue), agent=who.user, interaction=interaction)
    return offered(await routing.ask(take))


@router.post("/interactions/{interaction}/callback")
async def end_callback(interaction: Id, asked: CallbackEnded, who: Worker, routing: Here, command: CommandId) -> Told:
    """You called: what came of it. Nobody there: it comes back later."""
    ended = c.EndCallback(
        id=command, by=who.by, interaction=InteractionId(interaction), agent=who.user, result=asked.result
    )
    return told(await routing.ask(ended))


@router.post("/interactions/{interaction}/reason")
async def set_reason(interaction: Id, asked: ReasonAsked, who: Worker, routing: Here, command: CommandId) -> Told:
    """Why the customer comes, as you understand it now."""
    said = c.SetReason(
        id=command, by=who.by, interaction=InteractionId(interaction), reason=asked.reason, agent=who.user
    )
    return told(await routing.ask(said))


def _own_contact(state: State, interaction: InteractionId | None, who: Principal) -> None:
    """Help about a contact is asked by who has it."""
    if interaction is not None and not any(
        one.interaction == interaction and one.agent == who.user for one in state.assignments.values()
    ):
        raise NotAllowed(interaction=interaction)


def _named(
    conn: Connection, tenant: TenantId, rows: list[Unqualified]
) -> tuple[dict[CustomerId, str | None], dict[CaseId, str]]:
    names = customers.names(conn, tenant, [row.customer for row in rows])
    return names, interactions.case_numbers_of(conn, tenant, [row.case for row in rows])


def _records(request: Request) -> Records:
    return cast(Records, request.app.state.records)
