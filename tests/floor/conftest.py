"""The whole server in process with the demo's people: a floor to steer."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from beffroi.kernel.config import Settings
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, QueueId
from beffroi.routing import commands as c
from beffroi.routing.rows import Work
from beffroi.routing.service import Routing
from tests.app.conftest import browser_of, serving, sign_in


class Stage:
    """A running floor, and how each person asks of it."""

    def __init__(self, app: FastAPI, settings: Settings) -> None:
        self.app = app
        self._settings = settings
        self._browsers: dict[str, httpx.AsyncClient] = {}
        self._asked = 0

    @property
    def routing(self) -> Routing:
        found: Routing = self.app.state.routing
        return found

    async def ask(self, name: str, method: str, path: str, body: Any = None, key: str | None = None) -> httpx.Response:
        """The answer to this person."""
        if name not in self._browsers:
            self._browsers[name] = await sign_in(browser_of(self.app), self._settings, name)
        headers = {"Idempotency-Key": key} if key else {}
        return await self._browsers[name].request(method, path, json=body, headers=headers)

    async def sent(self, name: str, method: str, path: str, text: str) -> tuple[int, str]:
        """Status and code of the answer to this text, which no JSON of ours would be."""
        await self.ask(name, "GET", "/api/session")
        headers = {"Content-Type": "application/json"}
        answer = await self._browsers[name].request(method, path, content=text, headers=headers)
        return answer.status_code, answer.json().get("code", "")

    async def done(self, name: str, method: str, path: str, body: Any = None, key: str | None = None) -> Any:
        """The answer, which is no refusal."""
        answer = await self.ask(name, method, path, body, key)
        assert answer.is_success, (answer.status_code, answer.text)
        return answer.json()

    async def refused(self, name: str, method: str, path: str, body: Any = None) -> tuple[int, str]:
        """Status and code of a refusal."""
        answer = await self.ask(name, method, path, body)
        return answer.status_code, answer.json().get("code", "")

    async def ready(self, *agents: str) -> None:
        """These agents are at their desks and ready."""
        for agent in agents:
            await self.routing.ask(c.ReportDesk(id=self._id(), agent=AgentId(agent), connected=True))
            await self.routing.ask(c.SetPresence(id=self._id(), agent=AgentId(agent), state="ready"))

    async def arrive(self, interaction: str, queue: str = "support_fr") -> Work:
        """A customer opens a chat."""
        name = InteractionId(interaction)
        await self.routing.ask(
            c.Open(
                id=self._id(),
                interaction=name,
                channel="chat",
                queue=QueueId(queue),
                customer=CustomerId(f"of-{name}"),
                case=CaseId(f"case-{name}"),
                arrived_at=self.routing.now(),
            )
        )
        return self.routing.committed.works[name]

    def _id(self) -> str:
        self._asked += 1
        return f"stage-{self._asked}"

    async def close(self) -> None:
        for browser in self._browsers.values():
            await browser.aclose()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    settings = Settings(data_dir=tmp_path / "data", password_memory_kib=64)
    async with serving(settings) as app:
        made = Stage(app, settings)
        yield made
        await made.close()
