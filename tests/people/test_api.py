"""REST of people: what a browser sees of itself and of its colleagues."""

import pytest
from httpx import AsyncClient

from beffroi.kernel.clock import FakeClock
from beffroi.kernel.ids import UserId
from beffroi.people.service import People
from tests.people.conftest import DEMO, PASSWORD, signed_in


async def test_signing_in_and_out(browser: AsyncClient, clock: FakeClock) -> None:
    assert (await browser.get("/api/session")).json() is None
    answer = await browser.post("/api/session", json={"email": "ines@demo.invalid", "password": PASSWORD})
    body = answer.json()
    assert body["user"] == {
        "id": "ines",
        "name": "Ines",
        "email": "ines@demo.invalid",
        "team": {"id": "lille", "name": "Équipe Lille", "partner_id": "colvert", "partner_name": "Maison Colvert"},
        "language": "fr",
    }
    assert body["roles"] == ["agent"]
    assert body["permissions"] == [
        "desk.work",
        "directory.read",
        "interaction.read",
        "presence.set_own",
        "session.own",
    ]
    assert body["tenant"] == {"id": "demo", "name": "Maison Colvert"}
    assert body["now"] == clock.now()
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("beffroi_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=43200" in cookie
    assert answer.headers["Cache-Control"] == "no-store"

    assert (await browser.get("/api/session")).json() == body
    assert (await browser.delete("/api/session")).status_code == 403
    gone = await browser.delete("/api/session", headers={"X-CSRF-Token": body["csrf"]})
    assert gone.status_code == 204
    assert "Max-Age=0" in gone.headers["Set-Cookie"]
    assert (await browser.get("/api/session")).json() is None


async def test_a_token_fixed_beforehand_is_never_taken(browser: AsyncClient) -> None:
    browser.cookies.set("beffroi_session", "f" * 43)
    answer = await browser.post("/api/session", json={"email": "ines@demo.invalid", "password": PASSWORD})
    assert "f" * 43 not in answer.headers["Set-Cookie"]


async def test_with_https_the_cookie_is_bound_to_the_host(browser: AsyncClient, people: People) -> None:
    people.sessions.cookie = "__Host-beffroi"
    answer = await browser.post("/api/session", json={"email": "ines@demo.invalid", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-beffroi=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "ines@demo.invalid"},
        {"email": "", "password": "x"},
        {"email": "x" * 255, "password": "canary-password"},
        {"email": "ines@demo.invalid", "password": "canary-password" * 20},
        {"email": ["ines@demo.invalid"], "password": {"canary-password": 1}},
        {"email": "ines@demo.invalid", "password": "canary-password"},
        {"email": "\ud800@demo.invalid", "password": "canary-password\ud800"},
    ],
)
async def test_a_wrong_sign_in_repeats_nothing(browser: AsyncClient, body: dict[str, object]) -> None:
    import json

    content = json.dumps(body).encode()
    refused = await browser.post("/api/session", content=content, headers={"Content-Type": "application/json"})
    assert refused.status_code in {401, 422}
    assert "canary" not in refused.text
    assert "Set-Cookie" not in refused.headers


async def test_guessing_is_429(browser: AsyncClient) -> None:
    wrong = {"email": "ines@demo.invalid", "password": "wrong"}
    answers = [await browser.post("/api/session", json=wrong) for _ in range(6)]
    assert [one.status_code for one in answers] == [401] * 5 + [429]
    assert answers[-1].headers["Retry-After"] == "4"


async def test_a_user_without_a_role_may_do_nothing(browser: AsyncClient) -> None:
    await signed_in(browser, "nobody")
    assert (await browser.get("/api/directory")).status_code == 403


async def names(browser: AsyncClient, name: str) -> tuple[set[str], set[str], dict[str, object]]:
    body = (await (await signed_in(browser, name)).get("/api/directory")).json()
    teams, agents = {team["id"] for team in body["teams"]}, {agent["id"] for agent in body["agents"]}
    return teams, agents, {agent["id"]: agent["skills"] for agent in body["agents"]}


async def test_the_directory_shows_what_one_may_see(browser: AsyncClient) -> None:
    everybody = {"lille", "nantes", "rabat"}, {"ines", "yassine"}
    assert (await names(browser, "claire"))[:2] == everybody
    teams, agents, skills = await names(browser, "ines")
    assert (teams, agents) == everybody
    assert skills == {"ines": {"french": 5, "sales": 3}, "yassine": {}}
    teams, agents, skills = await names(browser, "samira")
    assert (teams, agents, skills) == ({"rabat"}, {"yassine"}, {"yassine": {"english": 4}})


async def test_the_directory_names_skills_and_no_other_tenant(browser: AsyncClient) -> None:
    body = (await (await signed_in(browser, "admin")).get("/api/directory")).json()
    assert body["skills"] == [{"code": "french", "fr": "Français", "en": "French"}]
    assert set(body) == {"teams", "agents", "skills"}
    assert "Loin" not in str(body)
    assert "zed" not in str(body)
    assert "invalid" not in str(body)


async def test_a_disabled_agent_leaves_the_directory_and_keeps_a_name(browser: AsyncClient, people: People) -> None:
    await people.disable(DEMO, UserId("yassine"), "user:admin")
    assert "yassine" not in (await names(browser, "claire"))[1]
    assert people.directory.user_name("yassine") == "Yassine"
    assert people.directory.user_name("unknown") is None
