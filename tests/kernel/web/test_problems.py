"""Refusals have one shape, stable codes, and repeat nothing of what was sent."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncClient
from starlette.types import ASGIApp


async def test_a_refusal_has_a_code_a_sentence_and_facts(visitor: AsyncClient) -> None:
    refused = await visitor.get("/api/missing")
    assert refused.status_code == 404
    assert refused.json() == {
        "code": "not_found",
        "message": "There is no such thing, or you may not see it.",
        "facts": {"id": "x"},
    }


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [("/api/nothing", 404, "not_found"), ("/assets/none.js", 404, "not_found"), ("/api/notes", 404, "not_found")],
)
async def test_what_is_not_there(visitor: AsyncClient, path: str, status: int, code: str) -> None:
    refused = await visitor.get(path)
    assert (refused.status_code, refused.json()["code"]) in {(status, code), (405, "method_not_allowed")}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"text": 3}',
        b'{"text":"a","password":"hunter2hunter2"}',
        b'{"text": null}',
        b"\xff\xfe",
        b"NaN",
    ],
)
async def test_a_malformed_request_is_422_and_never_repeated(ines: AsyncClient, body: bytes) -> None:
    refused = await ines.post("/api/notes", content=body, headers={"Content-Type": "application/json"})
    assert (refused.status_code, refused.json()["code"]) in {(422, "invalid"), (400, "bad_request")}
    assert "hunter2" not in refused.text
    if refused.status_code == 422:
        assert refused.json()["facts"]["fields"]


async def test_a_body_that_is_not_json_is_refused(ines: AsyncClient) -> None:
    refused = await ines.post("/api/notes", content=b'{"text":"a"}', headers={"Content-Type": "text/plain"})
    assert refused.status_code == 422


async def test_a_failure_tells_a_reference_and_the_log_the_rest(
    visitor: AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    refused = await visitor.get("/api/broken")
    assert (refused.status_code, refused.json()["code"]) == (500, "server_error")
    assert set(refused.json()["facts"]) == {"reference"}
    assert "hunter2" not in refused.text
    assert "RuntimeError" not in refused.text
    assert refused.headers["X-Content-Type-Options"] == "nosniff"
    assert any(record.message == "request_failed" for record in caplog.records)


async def test_large_bodies_are_413_with_a_length_or_in_pieces(ines: AsyncClient) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b"x" * 10

    refused = await ines.post("/api/notes", json={"text": "x" * 2000})
    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")
    refused = await ines.post("/api/notes", content=pieces(), headers={"Content-Type": "application/json"})
    assert refused.status_code == 413
    assert (await ines.post("/api/notes", json={"text": "x" * 100})).json() == 100


async def test_half_a_request_is_no_request(app: ASGIApp) -> None:
    got: list[dict[str, Any]] = [
        {"type": "http.disconnect"},
        {"type": "http.request", "body": b'{"text":', "more_body": True},
    ]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return got.pop()

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", b"localhost:8000"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/api/session", "query_string": b"", "headers": headers}
    await app({**scope, "raw_path": b"/api/session", "root_path": "", "http_version": "1.1"}, receive, send)
    assert sent == []
