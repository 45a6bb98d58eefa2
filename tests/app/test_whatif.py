"""What if, asked from the floor through the whole server; and the day so far, asked on the command line."""

import asyncio
import time
from datetime import datetime
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response

from beffroi.cli import main
from beffroi.kernel.config import Settings
from beffroi.kernel.ids import CaseId, CustomerId, InteractionId, MessageId, QueueId
from beffroi.routing import commands as c
from beffroi.routing.service import Routing
from beffroi.wfm.service import FIRST, SEEDS, WhatIfs
from tests.app.conftest import browser_of, sign_in
from tests.app.test_file_measures import children

pytestmark = pytest.mark.slow

PATH = "/api/whatif"
PATIENCE_S = 60.0


@pytest.fixture
async def claire(browser: AsyncClient, settings: Settings) -> AsyncClient:
    return await sign_in(browser, settings, "claire")


async def a_busy_floor(app: FastAPI, waiting: int = 12) -> Routing:
    """Everybody is at their desk; two contacts are done, some are under way, the others wait."""
    routing = cast(Routing, app.state.routing)
    for agent in list(routing.committed.agents):
        await routing.ask(c.ReportDesk(id=f"d-{agent}", agent=agent, connected=True))
        await routing.ask(c.SetPresence(id=f"p-{agent}", agent=agent, state="ready"))
    for number in range(waiting):
        await routing.ask(
            c.Open(
                id=f"o{number}",
                interaction=InteractionId(f"i{number}"),
                channel="chat",
                queue=QueueId("ventes"),
                customer=CustomerId("c"),
                case=CaseId("k"),
                arrived_at=routing.now(),
            )
        )
    for number, held in enumerate(list(routing.committed.assignments.values())[:4]):
        await routing.ask(c.Accept(id=f"a{number}", assignment=held.id, agent=held.agent))
        await routing.ask(
            c.ReportMessage(
                id=f"m{number}",
                interaction=held.interaction,
                message=MessageId(f"m{number}"),
                author="agent",
                agent=held.agent,
            )
        )
        if number < 2:
            await routing.ask(c.End(id=f"e{number}", interaction=held.interaction, agent=held.agent))
    return routing


def asked(**more: Any) -> dict[str, Any]:
    return {"agents": ["hugo"], "queues": {"retours": {"priority": 1}}, "horizon_s": 1800} | more


async def until(who: AsyncClient, key: str, seeds: int) -> dict[str, Any]:
    """The answer once so many seeds are in it."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        found: dict[str, Any] = (await who.get(f"{PATH}/{key}")).json()
        if found["seeds"] >= seeds or found["state"] == "failed":
            return found
        await asyncio.sleep(0.05)
    raise AssertionError("it takes too long")


async def test_a_first_answer_then_a_surer_one(app: FastAPI, claire: AsyncClient) -> None:
    before = children()
    routing = await a_busy_floor(app)
    profiles = {agent.id: agent.profile for agent in routing.committed.agents.values()}
    begun = await claire.post(PATH, json=asked())
    assert begun.status_code == 200, begun.text
    first = await until(claire, begun.json()["id"], FIRST)
    assert first["of"] == SEEDS
    assert first["state"] in ("running", "done")
    last = await until(claire, begun.json()["id"], SEEDS)
    assert last["state"] == "done"
    sales = {one["key"]: one for one in last["measures"] if one["queue"] == "ventes"}
    assert sales["answered"]["before"]["mean"] > 0
    assert sales["answered"]["before"]["low"] <= sales["answered"]["before"]["mean"]
    assert sales["service_level[strict]"]["name"]["fr"] == "Niveau de service"
    assert last["words"]["fr"].startswith("Sur 20 simulations")
    assert last["assumed"]
    # Offers may have timed out meanwhile: time passes on the real floor, but nobody was moved there.
    assert {agent.id: agent.profile for agent in routing.committed.agents.values()} == profiles
    workers = children() - before
    assert 1 <= len(workers) <= 2
    await cast(WhatIfs, app.state.whatif).stop()
    assert not workers & children()


async def test_only_who_may_and_only_their_own_agents_and_queues(app: FastAPI, settings: Settings) -> None:
    async def refused(who: AsyncClient, **more: Any) -> Response:
        return await who.post(PATH, json=asked(**more))

    async with browser_of(app) as ines, browser_of(app) as claire, browser_of(app) as marc:
        await sign_in(ines, settings, "ines")
        await sign_in(claire, settings, "claire")
        await sign_in(marc, settings, "marc")
        assert (await refused(ines)).status_code == 403
        assert (await refused(claire, agents=["nobody"])).status_code == 403
        assert (await refused(claire, queues={"nowhere": {}})).status_code == 403
        assert (await refused(claire, agents=[])).status_code == 422
        assert (await refused(claire, queues=None)).json()["code"] == "bad_change"
        key = (await claire.post(PATH, json=asked())).json()["id"]
        assert (await marc.get(f"{PATH}/{key}")).status_code == 404
        again = (await claire.post(PATH, json=asked())).json()["id"]
        given_up = (await claire.get(f"{PATH}/{key}")).json()
        assert given_up["state"] == "failed"
        assert (await until(claire, again, SEEDS))["state"] == "done"


async def test_the_day_so_far_is_asked_on_the_command_line(
    app: FastAPI, settings: Settings, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    routing = await a_busy_floor(app)
    await routing.ask(c.End(id="left", interaction=InteractionId("i11")))
    await asyncio.sleep(0.05)
    change = tmp_path / "change.yaml"
    change.write_text("remove: [{agents: [Équipe Lille], count: 2}]\nqueues: {Ventes: {rules: {threshold_s: 20}}}\n")
    today = str(datetime.now(ZoneInfo("Europe/Paris")).date())
    where = ["--data-dir", str(settings.data_dir), "--seeds", "2", "--change", str(change)]
    code = await asyncio.to_thread(main, ["whatif", "--day", today, "--language", "fr", *where])
    told = capsys.readouterr()
    assert code == 0, told.err
    assert "Ventes" in told.out
    assert "Reçus" in told.out
    assert await asyncio.to_thread(main, ["whatif", "--day", "2020-01-01", *where]) == 2
    assert "[no_such_day]" in capsys.readouterr().err
