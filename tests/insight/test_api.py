"""The routes of measures: definitions, and a day in scope."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from fastapi import FastAPI

from beffroi.insight import store
from beffroi.insight.api import router
from beffroi.kernel.db import Records
from beffroi.kernel.ids import QueueId, TenantId, UserId
from beffroi.kernel.web.access import Principal
from beffroi.kernel.web.problems import install
from beffroi.measures import Primitives

TENANT = TenantId("t")
QUARTER = 1_794_999_600


class Signed:
    cookie = "s"

    async def resolve(self, token: str) -> Principal | None:
        may = frozenset({"journal.measure"} if token == "claire" else set())
        return Principal(TENANT, UserId(token), token, may, None, frozenset({"sales"}), "s1", "c")


class Directory:
    def page(self, _: TenantId) -> SimpleNamespace:
        return SimpleNamespace(tenant=SimpleNamespace(zone="Europe/Paris"))


@pytest.fixture
async def http(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    records = Records(tmp_path / "r.db", durable=False)
    records.open()
    sums = {(QueueId("sales"), QUARTER): Primitives(received=3, answered=2, answered_in_time=1, abandoned=1)}
    records.write_now(lambda conn: store.add(conn, TENANT, sums))
    app = FastAPI()
    app.state.records, app.state.sessions, app.state.directory = records, Signed(), Directory()
    app.include_router(router)
    install(app)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://t", cookies={"s": "claire"}
    ) as client:
        yield client
    records.close()


async def test_definitions_say_the_formula_in_both_languages(http: httpx.AsyncClient) -> None:
    found = (await http.get("/api/measures")).json()
    assert [one["name"] for one in found][:2] == ["received", "service_level"]
    assert all(one["formula_fr"] and one["formula_en"] and one["source"] for one in found)


async def test_a_day_is_told_by_quarter_hour_beside_its_counts(http: httpx.AsyncClient) -> None:
    day = (await http.get("/api/measures/day", params={"queue": "sales", "day": "2026-11-18"})).json()
    assert [one["starts_at"] for one in day["quarters"]] == [QUARTER]
    assert day["total"]["counts"]["received"] == 3
    assert day["total"]["measures"]["service_level"] == {"value": 1 / 3, "num": 1, "den": 3}


async def test_a_queue_out_of_scope_is_refused(http: httpx.AsyncClient) -> None:
    answer = await http.get("/api/measures/day", params={"queue": "support", "day": "2026-11-18"})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


async def test_a_day_that_is_no_day_is_refused(http: httpx.AsyncClient) -> None:
    for day in ("x", "0001-01-01", "9999-12-31"):
        assert (await http.get("/api/measures/day", params={"queue": "sales", "day": day})).status_code == 422
