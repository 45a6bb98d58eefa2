"""Who may use a route, and how a refusal is told."""

import pytest
from fastapi import FastAPI
from httpx import AsyncClient
from starlette.requests import HTTPConnection

from beffroi.kernel.web.access import Principal, is_still_signed_in, principal_of, public, requires
from tests.kernel.web.conftest import INES


async def test_without_a_session_401_and_without_the_permission_403(visitor: AsyncClient, ines: AsyncClient) -> None:
    refused = await visitor.get("/api/me")
    assert (refused.status_code, refused.json()["code"]) == (401, "not_signed_in")
    refused = await ines.get("/api/floor")
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")
    assert (await ines.get("/api/me")).json() == "Inès"
    assert (await visitor.get("/api/open")).json() == "hello"


@pytest.mark.parametrize("token", ["", "x", "t" * 42, "t" * 44, "t" * 100_000, "é" * 43, "' or 1=1"])
async def test_an_unknown_token_is_nobody(visitor: AsyncClient, token: str) -> None:
    cookie = f"beffroi_session={token}".encode()
    assert (await visitor.get("/api/me", headers=[(b"cookie", cookie)])).status_code == 401


async def test_a_socket_may_ask_again() -> None:
    class Ending:
        cookie, open = "beffroi_session", True

        async def resolve(self, token: str) -> Principal | None:
            return INES if self.open else None

    app = FastAPI()
    sessions = app.state.sessions = Ending()
    headers = [(b"cookie", b"beffroi_session=x")]
    connection = HTTPConnection({"type": "websocket", "headers": headers, "app": app})
    assert await principal_of(connection) == INES
    sessions.open = False
    assert await principal_of(connection) == INES
    assert not await is_still_signed_in(connection)
    assert await principal_of(connection) is None


def test_the_scope_is_what_was_granted_and_none_means_all() -> None:
    assert INES.sees_queue("ventes")
    assert not INES.sees_queue("retours")
    assert not INES.sees_team("lille")
    assert INES.by == "user:ines"


def test_a_route_says_who_may_use_it() -> None:
    assert requires("desk.work").permission == "desk.work"
    assert public("sign-in").public == "sign-in"
    with pytest.raises(ValueError, match="why"):
        public("")
