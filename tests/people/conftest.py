"""A tenant with two partners, three teams and one user per role; a second tenant that must never be seen."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from beffroi.kernel.clock import FakeClock
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.ids import PartnerId, TeamId, TenantId, UserId
from beffroi.kernel.web.edge import protect
from beffroi.people import store
from beffroi.people.api import router
from beffroi.people.model import Partner, Team, Tenant, User, Wording
from beffroi.people.passwords import Passwords
from beffroi.people.permissions import Grant, Role, ScopeKind
from beffroi.people.service import People

DEMO, OTHER = TenantId("demo"), TenantId("other")
PASSWORD = "correct horse battery"
URL = "http://localhost:8000"
USERS = {
    "ines": ("lille", [Grant(Role.AGENT, ScopeKind.SELF)]),
    "yassine": ("rabat", [Grant(Role.AGENT, ScopeKind.SELF)]),
    "claire": (None, [Grant(Role.SUPERVISOR, ScopeKind.TENANT)]),
    "samira": (
        None,
        [Grant(Role.SUPERVISOR, ScopeKind.PARTNER, "atlas"), Grant(Role.SUPERVISOR, ScopeKind.QUEUE, "ventes")],
    ),
    "admin": (None, [Grant(Role.ADMIN, ScopeKind.TENANT)]),
    "nobody": (None, []),
}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = Records(tmp_path / "records.db", durable=False)
    made.open()
    yield made
    made.close()


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    made = Passwords(memory_kib=64, rounds=1, lanes=1)
    yield made
    made.close()


@pytest.fixture
def people(records: Records, clock: FakeClock, passwords: Passwords) -> People:
    hashed = passwords.hash_now(PASSWORD)
    records.write_now(lambda conn: seed(conn, hashed))
    made = People(records, clock, passwords)
    made.start()
    return made


def seed(conn: Connection, hashed: str) -> None:
    for tenant, name in ((DEMO, "Maison Colvert"), (OTHER, "Ailleurs")):
        store.put_tenant(conn, Tenant(tenant, name, "Europe/Paris"))
    store.put_partner(conn, DEMO, Partner(PartnerId("colvert"), "Maison Colvert"))
    store.put_partner(conn, DEMO, Partner(PartnerId("atlas"), "Atlas Contact"))
    store.put_partner(conn, OTHER, Partner(PartnerId("ailleurs"), "Ailleurs"))
    for team, partner in (("lille", "colvert"), ("nantes", "colvert"), ("rabat", "atlas")):
        store.put_team(conn, DEMO, Team(TeamId(team), f"Équipe {team.title()}", PartnerId(partner)))
    store.put_team(conn, OTHER, Team(TeamId("loin"), "Équipe Loin", PartnerId("ailleurs")))
    for name, (team_id, grants) in USERS.items():
        team_of = TeamId(team_id) if team_id else None
        user = User(UserId(name), DEMO, name.title(), f"{name}@demo.invalid", team_of, "fr")
        store.put_user(conn, user, hashed)
        store.put_grants(conn, DEMO, user.id, grants)
    store.put_skills(conn, DEMO, UserId("ines"), {"french": 5, "sales": 3})
    store.put_skills(conn, DEMO, UserId("yassine"), {"english": 4})
    store.put_wordings(conn, DEMO, store.SKILL, [Wording("french", "Français", "French")])
    foreign = User(UserId("zed"), OTHER, "Zed", "zed@other.invalid", TeamId("loin"), "en")
    store.put_user(conn, foreign, hashed)
    store.put_grants(conn, OTHER, foreign.id, [Grant(Role.ADMIN, ScopeKind.TENANT)])


@pytest.fixture
def app(people: People, clock: FakeClock) -> FastAPI:
    made = FastAPI()
    made.state.people, made.state.sessions, made.state.clock = people, people.sessions, clock
    protect(made, hosts=frozenset({"localhost"}), public_origin=URL, clock=clock)
    made.include_router(router)
    return made


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[AsyncClient]:
    async with AsyncClient(transport=ASGITransport(app=app), base_url=URL) as client:
        yield client


async def signed_in(browser: AsyncClient, name: str) -> AsyncClient:
    answer = await browser.post("/api/session", json={"email": f"{name}@demo.invalid", "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    browser.headers["X-CSRF-Token"] = answer.json()["csrf"]
    return browser
