"""The routes of targets: who may see and set them, and what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import httpx
import pytest
from fastapi import FastAPI

from beffroi.insight.service import Targets
from beffroi.insight.targets_api import router
from beffroi.kernel.db import Records
from beffroi.kernel.ids import QueueId, TenantId, UserId
from beffroi.kernel.web.access import Principal
from beffroi.kernel.web.problems import install
from beffroi.migrations import bring_to_head
from beffroi.people.permissions import Grant, Role, ScopeKind, reach
from beffroi.routing import store as routing_store
from beffroi.routing.model import QueueRules
from beffroi.routing.rows import Rows
from beffroi.routing.state import State
from tests.traffic import NOON

TENANT = TenantId("t")
GRANTS = {
    "marc": Grant(Role.ADMIN, ScopeKind.TENANT),
    "olga": Grant(Role.OPERATIONS, ScopeKind.QUEUE, "sales"),
    "claire": Grant(Role.SUPERVISOR, ScopeKind.QUEUE, "sales"),
    "ines": Grant(Role.AGENT, ScopeKind.SELF),
}
ASKED = {"queue": "sales", "threshold_s": 30, "target": 0.9, "valid_from": "2026-11-18"}


class Signed:
    cookie = "s"

    async def resolve(self, token: str) -> Principal | None:
        found = reach([GRANTS[token]], {})
        return Principal(TENANT, UserId(token), token, found.permissions, found.teams, found.queues, "s1", "c")


class Following:
    """Routing that reads its rules again when it is told to."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self.committed = State()

    async def refresh(self) -> None:
        rules = self._records.read_now(lambda conn: routing_store.queue_rules(conn, TENANT))
        self.committed = State(Rows(queues={one.id: one for one in rules}))

    def now(self) -> float:
        return NOON


@pytest.fixture
async def http(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    records = Records(tmp_path / "r.db", prepare=bring_to_head, durable=False)
    records.open()
    for name in ("sales", "support"):
        rules = QueueRules(id=QueueId(name), name=name.title())
        records.write_now(lambda conn, rules=rules: routing_store.put_queue(conn, TENANT, rules))  # type: ignore[misc]
    app = FastAPI()
    routing = app.state.routing = Following(records)
    await routing.refresh()
    app.state.targets = Targets(TENANT, records, routing, ZoneInfo("Europe/Paris"))  # type: ignore[arg-type]
    app.state.sessions = Signed()
    app.state.directory = SimpleNamespace(user_name=str.title)
    app.include_router(router)
    install(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://t") as client:
        yield client
    records.close()


def of(person: str, key: str | None = None) -> dict[str, str]:
    return {"Cookie": f"s={person}"} | ({"Idempotency-Key": key} if key else {})


async def test_what_the_rules_say_then_what_was_set_and_by_whom(http: httpx.AsyncClient) -> None:
    found = (await http.get("/api/targets", headers=of("marc"))).json()
    assert [(one["queue_name"], one["standing"], one["set_by"]) for one in found] == [
        ("Sales", "in_force", None),
        ("Support", "in_force", None),
    ]
    for _ in range(2):
        answer = await http.post("/api/targets", json=ASKED, headers=of("olga", "k1"))
        assert (answer.status_code, answer.json()["standing"]) == (200, "in_force")
    await http.post("/api/targets", json=ASKED | {"valid_from": "2026-12-01"}, headers=of("marc", "k1"))
    found = (await http.get("/api/targets", headers=of("claire"))).json()
    assert [(one["valid_from"], one["standing"], one["set_by"], one["threshold_s"]) for one in found] == [
        ("2026-12-01", "coming", "Marc", 30),
        ("2026-11-18", "in_force", "Olga", 30),
        (None, "replaced", None, 60),
    ]


async def test_only_who_answers_for_the_queue_sets_its_target(http: httpx.AsyncClient) -> None:
    for person, queue in (("claire", "sales"), ("ines", "sales"), ("olga", "support"), ("marc", "nowhere")):
        answer = await http.post("/api/targets", json=ASKED | {"queue": queue}, headers=of(person))
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert (await http.get("/api/targets", headers=of("ines"))).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"target": 0},
        {"target": 1.01},
        {"threshold_s": 0},
        {"threshold_s": 1e9},
        {"valid_to": "2026-11-17"},
        {"valid_from": "0001-01-01"},
    ],
    ids=str,
)
async def test_what_nobody_can_promise_is_refused(http: httpx.AsyncClient, wrong: dict[str, object]) -> None:
    assert (await http.post("/api/targets", json=ASKED | wrong, headers=of("marc"))).status_code == 422
