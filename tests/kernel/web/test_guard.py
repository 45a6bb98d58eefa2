"""A foreign page must not use our users' sessions."""

from typing import Any

import pytest
from httpx import AsyncClient
from starlette.types import ASGIApp

from beffroi.kernel.web.guard import is_own_host, is_own_page
from tests.kernel.web.conftest import CSRF, TOKEN, URL

FOREIGN = [
    "https://evil.example",
    "null",
    "http://localhost:9999",
    "http://localhost",
    "https://localhost:8000",
    "x://",
]
NOTE = {"text": "hi"}


async def test_a_change_needs_the_token_of_the_session(ines: AsyncClient) -> None:
    assert (await ines.post("/api/notes", json=NOTE)).status_code == 200
    for wrong in ("", "wrong", CSRF[:-1], TOKEN):
        refused = await ines.post("/api/notes", json=NOTE, headers={"X-CSRF-Token": wrong})
        assert (refused.status_code, refused.json()["code"]) == (403, "bad_csrf")
    del ines.headers["X-CSRF-Token"]
    assert (await ines.post("/api/notes", json=NOTE)).status_code == 403
    assert (await ines.get("/api/me")).status_code == 200


async def test_without_a_session_there_is_nothing_to_forge(visitor: AsyncClient) -> None:
    assert (await visitor.post("/api/notes", json=NOTE)).status_code == 401
    assert (await visitor.post("/api/session", json={})).status_code == 200


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("path", ["/api/notes", "/api/session", "/demo/load"])
async def test_a_foreign_page_changes_nothing(ines: AsyncClient, path: str, origin: str) -> None:
    refused = await ines.post(path, json=NOTE, headers={"Origin": origin})
    assert (refused.status_code, refused.json()["code"]) == (403, "bad_origin")


async def test_a_foreign_page_is_known_without_origin_too(ines: AsyncClient) -> None:
    del ines.headers["Origin"]
    assert (await ines.post("/api/notes", json=NOTE)).status_code == 200
    for site in ("cross-site", "same-site"):
        assert (await ines.post("/demo/load", headers={"Sec-Fetch-Site": site})).status_code == 403


async def test_a_name_that_is_not_ours_is_refused(ines: AsyncClient) -> None:
    for host in ("evil.example", "localhost.evil.example:8000", "localhost@evil.example", "", "[::1"):
        assert (await ines.get("/api/me", headers={"Host": host})).status_code == 403
    for host in ("127.0.0.1:8000", "[::1]:8000", "LOCALHOST:1"):
        assert (await ines.get("/api/me", headers={"Host": host})).status_code == 200


async def handshake(app: ASGIApp, origin: str | None, token: str = TOKEN, tells: bool = False) -> list[dict[str, Any]]:
    headers = [(b"host", b"localhost:8000"), (b"cookie", f"beffroi_session={token}".encode())]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    scope = {"type": "websocket", "path": "/api/live", "raw_path": b"/api/live", "query_string": b"", "root_path": ""}
    extensions: dict[str, Any] = {"websocket.http.response": {}} if tells else {}
    sent: list[dict[str, Any]] = []
    got = [{"type": "websocket.connect"}]

    async def receive() -> dict[str, Any]:
        return got.pop() if got else {"type": "websocket.disconnect", "code": 1000}

    async def send(message: Any) -> None:
        sent.append(message)

    await app({**scope, "headers": headers, "subprotocols": [], "extensions": extensions}, receive, send)
    return sent


async def test_a_socket_opens_for_our_page_only(app: ASGIApp) -> None:
    opened = await handshake(app, URL)
    assert [one["type"] for one in opened][:2] == ["websocket.accept", "websocket.send"]
    for origin in (None, *FOREIGN):
        refused = await handshake(app, origin)
        assert [one["type"] for one in refused] == ["websocket.close"]


async def test_a_socket_without_a_session_does_not_open(app: ASGIApp) -> None:
    refused = await handshake(app, URL, token="x" * 43)
    assert [one["type"] for one in refused] == ["websocket.close"]
    refused = await handshake(app, URL, token="x" * 43, tells=True)
    assert (refused[0]["type"], refused[0]["status"]) == ("websocket.http.response.start", 401)
    assert b"not_signed_in" in refused[1]["body"]


def test_beside_https_a_plain_page_is_not_ours() -> None:
    hosts = frozenset({"centre.example"})
    assert is_own_page("https://centre.example", "centre.example", hosts, "https://centre.example")
    assert not is_own_page("http://centre.example", "centre.example", hosts, "https://centre.example")
    assert not is_own_page(None, "centre.example", hosts, "https://centre.example")
    assert is_own_host("centre.example", hosts)
    assert not is_own_host("other.example", hosts)
