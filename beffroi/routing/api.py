"""Routing over REST: presence, offers, contacts, wrap-up, and why. Screens act here and learn by the live socket."""

from collections.abc import Iterable
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Header, Query, Request
from pydantic import BaseModel, Field

from beffroi.kernel.errors import NotAllowed
from beffroi.kernel.ids import AgentId, AssignmentId, InteractionId, QueueId, new_id
from beffroi.kernel.web.access import Principal, requires
from beffroi.routing import commands as c
from beffroi.routing.answers import (
    DECLINE_REASONS,
    Explained,
    Offered,
    QueueShown,
    Targets,
    Told,
    is_gone,
    offered,
    told,
)
from beffroi.routing.errors import UnknownReason
from beffroi.routing.service import Routing

router = APIRouter(prefix="/api", tags=["routing"])

Worker = Annotated[Principal, Depends(requires("desk.work"))]
Key = Annotated[str | None, Header(alias="Idempotency-Key", max_length=64, pattern=r"^[\x21-\x7e]+$")]
Id = Annotated[str, Field(min_length=1, max_length=64)]


async def routing_of(request: Request) -> Routing:
    """The tenant's routing."""
    routing: Routing = request.app.state.routing
    return routing


Here = Annotated[Routing, Depends(routing_of)]


async def command_of(request: Request, key: Key = None) -> str:
    """The command's id: a new one, or the caller's key. A key holds for the act and the thing this address names."""
    return f"{request.url.path}#{key}" if key else new_id()


CommandId = Annotated[str, Depends(command_of)]


class Coded(Protocol):
    """Something to choose, by its code."""

    @property
    def code(self) -> str: ...


class PresenceAsked(BaseModel):
    """`reason` is a code; it is needed to be not ready. Without `channel` it holds for all."""

    state: Id
    reason: Id | None = None
    channel: Id | None = None


class DeclineAsked(BaseModel):
    """Why the offer is refused."""

    reason: Id


class TransferAsked(BaseModel):
    """Either a queue or a colleague."""

    queue: Id | None = None
    agent: Id | None = None


class FinishAsked(BaseModel):
    """The outcome chosen, by code."""

    disposition: Id | None = None


async def _do(routing: Routing, who: Principal, command: str, kind: type[c.Command], **fields: Any) -> Told:
    return told(await routing.ask(kind(id=command, by=who.by, **fields)))


def _know(reason: str, reasons: Iterable[Coded]) -> None:
    """A reason is kept for good, so it is one of the codes to choose from, never somebody's own words."""
    if reason not in {one.code for one in reasons}:
        raise UnknownReason


@router.post("/presence")
async def set_presence(
    asked: PresenceAsked,
    who: Annotated[Principal, Depends(requires("presence.set_own"))],
    routing: Here,
    command: CommandId,
) -> Told:
    """You are ready, not ready or logged out: at once, or after the contact in hand."""
    if asked.reason is not None:
        _know(asked.reason, [one for one in routing.committed.rows.floor.presence_reasons if one.active])
    fields = {"agent": AgentId(who.user), "state": asked.state, "reason": asked.reason, "channel": asked.channel}
    return await _do(routing, who, command, c.SetPresence, **fields)


@router.post("/offers/{assignment}/accept")
async def accept_offer(assignment: Id, who: Worker, routing: Here, command: CommandId) -> Offered:
    """The contact is yours; or it is gone, and the code says so."""
    accept = c.Accept(id=command, by=who.by, assignment=AssignmentId(assignment), agent=who.user)
    return offered(await routing.ask(accept))


@router.post("/offers/{assignment}/decline")
async def decline_offer(assignment: Id, asked: DeclineAsked, who: Worker, routing: Here, command: CommandId) -> Told:
    """The customer goes back ahead of the line, to somebody else."""
    _know(asked.reason, DECLINE_REASONS)
    fields = {"assignment": AssignmentId(assignment), "agent": who.user, "reason": asked.reason}
    return await _do(routing, who, command, c.Decline, **fields)


@router.post("/interactions/{interaction}/transfer")
async def transfer_contact(
    interaction: Id, asked: TransferAsked, who: Worker, routing: Here, command: CommandId
) -> Told:
    """The contact passes on, with all that was said; its first arrival counts."""
    fields = {
        "interaction": InteractionId(interaction),
        "agent": who.user,
        "queue": QueueId(asked.queue) if asked.queue else None,
        "to": AgentId(asked.agent) if asked.agent else None,
    }
    return await _do(routing, who, command, c.Transfer, **fields)


@router.post("/interactions/{interaction}/end")
async def end_contact(interaction: Id, who: Worker, routing: Here, command: CommandId) -> Told:
    """The contact is over; wrap-up begins where the queue has one."""
    return await _do(routing, who, command, c.End, interaction=InteractionId(interaction), agent=who.user)


@router.post("/assignments/{assignment}/finish")
async def finish_wrap_up(assignment: Id, asked: FinishAsked, who: Worker, routing: Here, command: CommandId) -> Told:
    """Wrap-up is done, with its outcome."""
    fields = {"assignment": AssignmentId(assignment), "agent": who.user, "disposition": asked.disposition}
    return await _do(routing, who, command, c.Finish, **fields)


@router.post("/assignments/{assignment}/extend")
async def extend_wrap_up(assignment: Id, who: Worker, routing: Here, command: CommandId) -> Told:
    """A little longer in wrap-up; once."""
    return await _do(routing, who, command, c.ExtendWrapUp, assignment=AssignmentId(assignment), agent=who.user)


@router.get("/queues")
async def list_queues(
    who: Annotated[Principal, Depends(requires("directory.read"))], routing: Here
) -> list[QueueShown]:
    """Every queue's name, promise and outcomes to choose from."""
    state = routing.committed
    queues = sorted(state.queues.values(), key=lambda queue: queue.name)
    return [QueueShown.of(queue, in_scope=who.sees_queue(queue.id), gone=is_gone(state, queue.id)) for queue in queues]


@router.get("/interactions/{interaction}/targets")
async def transfer_targets(interaction: Id, who: Worker, routing: Here) -> Targets:
    """Where you may pass this contact: queues, and colleagues who could take it now."""
    work = routing.committed.works.get(InteractionId(interaction))
    held = routing.committed.assignments.get(work.assignment) if work and work.assignment else None
    if work is None or held is None or held.agent != who.user:
        raise NotAllowed(interaction=interaction)
    return Targets.of(routing.committed, work, who.user, routing.names)


@router.get("/interactions/{interaction}/explain")
async def explain_offer(
    interaction: Id,
    who: Annotated[Principal, Depends(requires("explain.read"))],
    routing: Here,
    request: Request,
    agent: Annotated[str | None, Query(max_length=64)] = None,
    seq: Annotated[int | None, Query(ge=0, le=2**53)] = None,
) -> Explained:
    """Why this agent, who came next, who was passed over, or why it waits; and for one agent asked about.

    Now, or after event `seq`; of what is over, as things stood at its last offer.
    """
    if interaction not in routing.committed.works:
        await request.app.state.ledger.reach(routing.committed_seq)
    found = await routing.explain(InteractionId(interaction), AgentId(agent) if agent else None, seq)
    if not who.sees_queue(found.queue):
        raise NotAllowed(interaction=interaction)
    return Explained.of(found, routing.names)
