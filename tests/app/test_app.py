"""The whole server: it starts, says the truth about itself, keeps what it had, and knows who may do what."""

import asyncio
import stat
from pathlib import Path

import pytest
from fastapi import FastAPI
from httpx import AsyncClient

from beffroi.app import create_app
from beffroi.kernel.config import BadSettings, Settings
from beffroi.kernel.journal import AlreadyRunning
from tests.app.conftest import browser_of, serving, sign_in


async def test_it_serves_people_and_queues(browser: AsyncClient, settings: Settings) -> None:
    await sign_in(browser, settings, "ines")
    assert [queue["id"] for queue in (await browser.get("/api/queues")).json()] == [
        "courrier",
        "retours",
        "support_en",
        "support_fr",
        "ventes",
    ]
    assert len((await browser.get("/api/directory")).json()["agents"]) == 12
    assert (await browser.get("/api/measures")).status_code == 200, "what a figure means is for everybody"
    assert (await browser.get("/api/measures/day?queue=ventes")).status_code == 403
    assert (await browser.delete("/api/session")).status_code == 204
    assert (await browser.get("/api/queues")).status_code == 401


async def test_ready_is_the_truth(app: FastAPI, browser: AsyncClient) -> None:
    assert (await browser.get("/health/live")).json() == {"alive": True}
    ready = await browser.get("/health/ready")
    assert (ready.status_code, ready.json()["ready"]) == (200, True)
    assert set(ready.json()["parts"]) == {"records", "routing", "projections", "tasks"}
    app.state.records.close()
    assert (await browser.get("/health/ready")).json() == ready.json()  # asked again at once: the same answer
    app.state.health.shared_s = 0.0
    ready = await browser.get("/health/ready")
    assert (ready.status_code, ready.json()["ready"]) == (503, False)
    assert ready.json()["parts"]["records"] is False
    app.state.records.open()


async def test_a_task_that_died_is_told(app: FastAPI, browser: AsyncClient) -> None:
    for task in asyncio.all_tasks():
        if task.get_name() == "follower_interactions":
            task.cancel()
    await asyncio.sleep(0.05)
    parts = (await browser.get("/health/ready")).json()["parts"]
    assert parts["tasks"] is False
    assert parts["records"] is True


async def test_a_restart_keeps_passwords_and_sessions(settings: Settings) -> None:
    async with serving(settings) as app, browser_of(app) as browser:
        await sign_in(browser, settings, "claire")
        cookies = browser.cookies
    async with serving(settings) as app, browser_of(app) as again:
        again.cookies = cookies
        assert (await again.get("/api/session")).json()["user"]["id"] == "claire"
        await sign_in(again, settings, "claire")


async def test_two_servers_never_share_a_folder(settings: Settings) -> None:
    async with serving(settings):
        with pytest.raises(AlreadyRunning):
            async with serving(settings):
                pass


async def test_nobody_else_reads_the_folder(app: FastAPI, settings: Settings) -> None:
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700


async def test_without_a_tenant_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="BEFFROI_DEMO"):
        async with serving(Settings(data_dir=tmp_path, demo=False)):
            pass


def test_making_the_app_touches_nothing(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path / "none"))
    described = app.openapi()
    assert not (tmp_path / "none").exists()
    for path in described["paths"].values():
        for operation in path.values():
            if operation["operationId"].startswith("read_"):
                assert {"401", "403", "429", "503"} <= set(operation["responses"])


async def test_the_description_is_not_served(browser: AsyncClient) -> None:
    for path in ("/openapi.json", "/docs", "/redoc"):
        assert "openapi" not in (await browser.get(path)).text.lower()


async def test_a_key_holds_for_one_act_and_no_other(browser: AsyncClient, settings: Settings) -> None:
    ines = await sign_in(browser, settings, "ines")
    key = {"Idempotency-Key": "same"}
    first = await ines.post("/api/presence", json={"state": "ready"}, headers=key)
    assert (await ines.post("/api/presence", json={"state": "ready"}, headers=key)).json() == first.json()
    other = await ines.post("/api/offers/a1/accept", headers=key)
    assert (other.status_code, other.json()["code"]) == (409, "offer_gone")


async def test_nobodys_own_words_become_a_reason(browser: AsyncClient, settings: Settings) -> None:
    ines = await sign_in(browser, settings, "ines")
    for state in ("not_ready", "ready"):
        answer = await ines.post("/api/presence", json={"state": state, "reason": "Marie Dupont"})
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_reason")
    declined = await ines.post("/api/offers/a1/decline", json={"reason": "Marie Dupont"})
    assert declined.json()["code"] == "unknown_reason"


async def test_names_of_partners_people_stay_inside(browser: AsyncClient, settings: Settings) -> None:
    await sign_in(browser, settings, "samira")
    body = (await browser.get("/api/directory")).json()
    assert [team["id"] for team in body["teams"]] == ["rabat"]
    assert {agent["id"] for agent in body["agents"]} == {"yassine", "nadia", "omar"}
    day = await browser.get("/api/measures/day", params={"queue": "ventes", "day": "2026-11-21"})
    assert day.status_code == 403
