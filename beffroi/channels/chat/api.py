"""The chat's public socket, and what agents do in a chat. Everything else about a contact is routing's.

Visitors:  /chat/ws?widget=<key>     messages of `protocol.py`, hello first
Agents:    POST /api/interactions/{id}/messages, POST /api/interactions/{id}/typing
Floor:     POST /api/floor/interactions/{id}/whisper
"""

from contextlib import ExitStack, suppress
from typing import Annotated, cast

from fastapi import APIRouter, Depends, Path, Request, WebSocket
from pydantic import BaseModel, Field
from starlette.requests import HTTPConnection

from beffroi.channels.chat.connector import serve
from beffroi.channels.chat.errors import TooFast
from beffroi.channels.chat.model import OWN, Widget
from beffroi.channels.chat.protocol import Say, readable
from beffroi.channels.chat.service import Chat
from beffroi.kernel.errors import BadOrigin, NotAllowed, NotFound, Refused
from beffroi.kernel.ids import InteractionId
from beffroi.kernel.web.access import Principal, public, requires
from beffroi.kernel.web.guard import is_own_page
from beffroi.kernel.web.limits import address_of
from beffroi.kernel.web.problems import answer_for
from beffroi.routing.errors import InteractionOver
from beffroi.routing.floor.scope import work_of

router = APIRouter(tags=["chat"])

Agent = Annotated[Principal, Depends(requires("desk.work"))]
Supervisor = Annotated[Principal, Depends(requires("contact.join"))]
Id = Annotated[InteractionId, Path(alias="id", max_length=64)]


class Reply(BaseModel):
    """What the agent writes; sent again with the same `client_id`, it is said once."""

    text: str = Field(min_length=1, max_length=20_000)
    client_id: str = Field(min_length=1, max_length=64, pattern="^[A-Za-z0-9_-]+$")


class Written(BaseModel):
    """The message is written for good, as number `n` of its conversation; `seq` is the journal's place after it."""

    seq: int
    id: str
    n: int
    at: float


class Seen(BaseModel):
    """Nothing is kept of it."""

    seq: int


@router.websocket("/chat/ws", dependencies=[Depends(public("visitors are nobody yet; the widget's pages are checked"))])
async def visit(socket: WebSocket, widget: str = "") -> None:
    """A visitor's browser. Refused at the handshake, with its code, when the widget or the page is not known."""
    chat = _chat(socket)
    address = address_of(socket)
    with ExitStack() as held:
        try:
            wait_s = chat.handshakes.take(address, chat.clock.now())
            if wait_s:
                raise TooFast(retry_after_s=round(wait_s, 1))
            door = chat.widget(widget)
            _check_page(socket, door)
            held.enter_context(chat.sockets.hold(address))
        except Refused as refused:
            await socket.send_denial_response(answer_for(refused))
            return
        await serve(socket, chat, door, address)


@router.post("/api/interactions/{id}/messages", operation_id="reply")
async def reply(interaction: Id, body: Reply, agent: Agent, request: Request) -> Written:
    """Write to the customer. Only the agent who is in contact may; the visitor sees it once it is durable."""
    said = Say(body.client_id, readable(body.text))
    message = await _chat(request).reply(agent.user, interaction, said)
    return Written(seq=_seq(request), id=message.id, n=message.n, at=message.at)


@router.post("/api/interactions/{id}/typing", operation_id="tell_typing")
async def tell_typing(interaction: Id, agent: Agent, request: Request) -> Seen:
    """The customer sees that the agent is writing, for a few seconds."""
    _chat(request).agent_typing(agent.user, interaction)
    return Seen(seq=_seq(request))


@router.post("/api/floor/interactions/{id}/whisper", operation_id="whisper")
async def whisper(interaction: Id, body: Reply, supervisor: Supervisor, request: Request) -> Written:
    """Write to the agent who has this contact, or will have it. The customer never sees it."""
    chat = _chat(request)
    with suppress(InteractionOver):  # said before, it is answered again
        try:
            work_of(request.app.state.routing.committed, supervisor, interaction)
        except NotAllowed:
            raise NotFound from None
    said = Say(body.client_id, readable(body.text))
    message = await chat.whisper(supervisor.user, interaction, said)
    return Written(seq=_seq(request), id=message.id, n=message.n, at=message.at)


def _check_page(socket: WebSocket, widget: Widget) -> None:
    origin = socket.headers.get("origin")
    if origin is not None and origin in widget.origins:
        return
    if OWN in widget.origins and is_own_page(origin, socket.headers.get("host", ""), *socket.scope["state"]["own"]):
        return
    raise BadOrigin


def _chat(connection: HTTPConnection) -> Chat:
    return cast(Chat, connection.app.state.chat)


def _seq(request: Request) -> int:
    return cast(int, request.app.state.routing.committed_seq)
