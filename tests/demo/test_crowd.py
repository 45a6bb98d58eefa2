"""The slider: simulated people come by the doors that people use, serve each other, and all go home at 0."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from beffroi.app import create_app
from beffroi.demo import agent, crowd, visitor
from beffroi.demo.tenant import read_sign_ins
from beffroi.interactions.events import InteractionEnded
from beffroi.kernel.config import Settings

pytestmark = pytest.mark.slow


class Demo:
    """A whole server with the demo tenant."""

    def __init__(self, folder: Path) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.settings = Settings(data_dir=folder, port=self.port, password_memory_kib=1024)
        self.app = create_app(self.settings)
        self.origin = f"http://localhost:{self.port}"

    async def __aenter__(self) -> "Demo":
        self.server = uvicorn.Server(uvicorn.Config(self.app, log_level="critical", ws="websockets-sansio"))
        self.serving = asyncio.create_task(self.server.serve(sockets=[self.listening]))
        self.http = httpx.AsyncClient(base_url=self.origin, timeout=20)
        await self.http.get("/demo/load")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()
        self.server.should_exit = True
        await self.serving

    async def ask(self, visitors: object, **headers: str) -> httpx.Response:
        return await self.http.post(
            "/demo/load", json={"visitors": visitors}, headers={"Origin": self.origin, **headers}
        )

    async def until(self, true: Callable[[], bool], within_s: float = 30) -> None:
        """Returns as soon as something routing committed makes it so."""
        heard = asyncio.Event()
        self.app.state.routing.listen(lambda _: heard.set())
        async with asyncio.timeout(within_s):
            while not true():
                await heard.wait()
                heard.clear()


@pytest.fixture
async def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Demo]:
    for module, names in ((agent, ("ACCEPT_S", "REPLY_S", "WRAP_UP_S")), (visitor, ("TYPING_S",))):
        for name in names:
            monkeypatch.setattr(module, name, (0.01, 0.1))
    for module, name in ((agent, "LOOK_S"), (crowd, "STEP_S"), (crowd, "ARRIVAL_S")):
        monkeypatch.setattr(module, name, 0.05)
    async with Demo(tmp_path) as demo:
        yield demo


async def test_they_serve_each_other_and_all_go_home(demo: Demo) -> None:
    ended: list[Any] = []
    await demo.http.get("/demo/load")
    demo.app.state.routing.listen(
        lambda rows: ended.extend(row.event for row in rows if isinstance(row.event, InteractionEnded))
    )
    assert (await demo.ask(4)).json()["asked"] == 4
    await demo.until(lambda: len(ended) >= 6)
    assert "handled" in {event.outcome for event in ended}
    await demo.ask(0)
    await demo.until(lambda: not demo.app.state.routing.committed.works)
    async with asyncio.timeout(20):
        await demo.app.state.crowd._keeper
    assert demo.app.state.crowd.load() == crowd.Load(0, 0, 0)
    here = demo.app.state.routing.committed.agents.values()
    assert {one.presence["chat"].state for one in here if "chat" in one.presence} == {"logged_out"}


async def test_a_person_who_signs_in_takes_the_desk_over(demo: Demo) -> None:
    first = crowd.ORDER[0]
    await demo.ask(1)
    state = demo.app.state.routing
    await demo.until(lambda: state.committed.agents[first].desk == "connected")
    who = next(one for one in read_sign_ins(demo.settings.data_dir) if one.email.startswith(first))
    signed_in = await demo.http.post("/api/session", json={"email": who.email, "password": who.password})
    assert signed_in.status_code == 200
    await demo.http.get("/api/session")
    await demo.until(lambda: state.committed.agents[first].desk != "connected")
    await demo.ask(0)
    assert (await demo.http.get("/api/session")).status_code == 200


async def test_the_slider_answers_its_own_page_only_and_within_bounds(demo: Demo) -> None:
    assert (await demo.ask(3, Origin="https://evil.example")).status_code == 403
    assert (await demo.http.post("/demo/load", json={"visitors": 3})).json()["code"] == "bad_origin"
    for wrong in (31, -1, "many", None):
        assert (await demo.ask(wrong)).status_code == 422
    assert (await demo.http.get("/demo/load")).json() == {"asked": 0, "visitors": 0, "agents": 0}


async def test_the_shop_page_is_whole_in_both_languages_and_nothing_is_inline(demo: Demo) -> None:
    for language, word in (("fr", "Soyez le client"), ("en", "Be the customer")):
        page = (await demo.http.get(f"/demo/customer?lang={language}")).text
        assert word in page
        assert f'<html lang="{language}">' in page
        assert "style=" not in page
        assert "<script>" not in page
        assert "$" not in page
    for asset in ("shop.css", "shop.js", "colvert.svg"):
        assert (await demo.http.get(f"/demo/assets/{asset}")).status_code == 200
    assert (await demo.http.get("/demo/assets/..%2Fpages.py")).status_code == 404
    assert (await demo.http.get("/demo/customer?lang=xx")).status_code == 422
