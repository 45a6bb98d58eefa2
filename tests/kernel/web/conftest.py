"""A tiny app behind the whole edge, with one known session."""

from pathlib import Path
from typing import Annotated

import pytest
from fastapi import APIRouter, Depends, FastAPI, WebSocket
from httpx import ASGITransport, AsyncClient
from pydantic import BaseModel, Field
from starlette.types import ASGIApp

from beffroi.kernel.clock import FakeClock
from beffroi.kernel.errors import NotFound
from beffroi.kernel.ids import TenantId, UserId
from beffroi.kernel.web.access import Principal, public, requires
from beffroi.kernel.web.edge import protect
from beffroi.kernel.web.limits import Limit
from beffroi.kernel.web.spa import Spa

TOKEN, CSRF, URL = "t" * 43, "c" * 22, "http://localhost:8000"
INES = Principal(
    tenant=TenantId("demo"),
    user=UserId("ines"),
    name="Inès",
    permissions=frozenset({"desk.work"}),
    teams=frozenset(),
    queues=frozenset({"ventes"}),
    session="s1",
    csrf=CSRF,
)
Ines = Annotated[Principal, Depends(requires("desk.work"))]


class OneSession:
    cookie = "beffroi_session"

    async def resolve(self, token: str) -> Principal | None:
        return INES if token == TOKEN else None


class Note(BaseModel):
    text: str = Field(max_length=100)
    password: str = Field(default="", max_length=8)


def small_app(static: Path, clock: FakeClock, hosts: frozenset[str], origin: str) -> FastAPI:
    app = FastAPI()
    app.state.sessions = OneSession()
    protect(
        app,
        hosts=hosts,
        public_origin=origin,
        clock=clock,
        signed_in=Limit(20, 10),
        unknown=Limit(5, 10),
        body_limit=1000,
    )
    app.include_router(router)
    app.mount("/", Spa(static))
    return app


router = APIRouter()


@router.get("/api/me")
async def me(principal: Ines) -> str:
    return principal.name


@router.get("/api/floor", dependencies=[Depends(requires("floor.read"))])
async def floor() -> None: ...


@router.get("/api/open", dependencies=[Depends(public("a test"))])
async def everybody() -> str:
    return "hello"


@router.post("/api/notes")
async def note(principal: Ines, body: Note) -> int:
    return len(body.text)


@router.post("/api/session", dependencies=[Depends(public("sign-in"))])
async def sign_in() -> str:
    return "in"


@router.post("/demo/load", dependencies=[Depends(public("demo"))])
async def load() -> str:
    return "ok"


@router.get("/api/missing", dependencies=[Depends(public("a test"))])
async def missing() -> None:
    raise NotFound(id="x")


@router.get("/api/broken", dependencies=[Depends(public("a test"))])
async def broken() -> None:
    raise RuntimeError("password=hunter2 of ines@demo.invalid")


@router.websocket("/api/live")
async def live(socket: WebSocket, principal: Ines) -> None:
    await socket.accept()
    await socket.send_text(principal.name)
    await socket.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> ASGIApp:
    return small_app(tmp_path, clock, frozenset({"localhost", "127.0.0.1", "::1"}), URL)


@pytest.fixture
def visitor(app: ASGIApp) -> AsyncClient:
    return AsyncClient(transport=ASGITransport(app=app), base_url=URL)


@pytest.fixture
def ines(app: ASGIApp) -> AsyncClient:
    return AsyncClient(
        transport=ASGITransport(app=app),
        base_url=URL,
        cookies={"beffroi_session": TOKEN},
        headers={"X-CSRF-Token": CSRF, "Origin": URL},
    )
