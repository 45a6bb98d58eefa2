"""Agents without a browser: the desk's REST and its live socket, with the browser's own reducer and patience."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from beffroi.kernel.ids import new_id
from tests.journeys.clients import AGAIN_S, LOST
from tests.live.client import Client, Message

PATIENCE_S: Final = 60.0


class Agent:
    """One agent at a desk. `work` is asked again whenever something changed on the screen."""

    def __init__(self, url: str, person: str, password: str) -> None:
        self.person = person
        self.screen = Client()
        self.wrong: list[str] = []
        self._url, self._password = url, password
        self._http = httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=10)
        self._csrf = ""
        self._socket: ClientConnection | None = None
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._doing: dict[str, asyncio.Task[None]] = {}

    async def sits_down(self, work: Callable[["Agent"], Awaitable[None]] | None = None) -> None:
        """Signed in, connected, available; `work` looks after what comes."""
        answer = await self._http.post(
            "/api/session", json={"email": f"{self.person}@demo.invalid", "password": self._password}
        )
        assert answer.status_code == 200, answer.text
        self._csrf = answer.json()["csrf"]
        self._tasks = [asyncio.create_task(self._watch())]
        if work is not None:
            self._tasks.append(asyncio.create_task(self._work(work)))
        await self.asks("/api/presence", {"state": "ready"}, key=f"ready-{self.person}-{new_id()}")

    async def goes(self) -> None:
        """Away, without a word."""
        for task in [*self._tasks, *self._doing.values()]:
            task.cancel()
        await asyncio.gather(*self._tasks, *self._doing.values(), return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()
        await self._http.aclose()

    async def asks(self, path: str, body: dict[str, Any] | None = None, key: str = "") -> tuple[int, Any]:
        """The answer: asked again, with the same key, as long as nobody answers."""
        headers = {"X-CSRF-Token": self._csrf, **({"Idempotency-Key": key} if key else {})}
        async with asyncio.timeout(PATIENCE_S):
            while True:
                with suppress(httpx.TransportError):
                    answer = await self._http.post(path, json=body or {}, headers=headers)
                    if answer.status_code not in (429, 503):
                        return answer.status_code, answer.json()
                await asyncio.sleep(AGAIN_S)

    async def reads(self, path: str) -> Any:
        """What is there."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                with suppress(httpx.TransportError):
                    answer = await self._http.get(path)
                    if answer.status_code == 200:
                        return answer.json()
                    assert answer.status_code in (403, 404, 429, 503), answer.text
                await asyncio.sleep(AGAIN_S)

    def rows(self, kind: str, topic: str = "me") -> list[Message]:
        """The rows of this kind on the screen."""
        held = self.screen.topics.get(topic)
        return [row for row in held.rows.values() if row["kind"] == kind] if held else []

    def transcript(self, interaction: str) -> list[Message]:
        """The messages of a conversation, as this screen shows them; `id` is the message's own."""
        rows = sorted(self.rows("message", f"interaction:{interaction}"), key=lambda row: int(row["n"]))
        return [{**row, "id": row["id"].removeprefix("message:")} for row in rows]

    def begin(self, name: str, doing: Callable[[], Awaitable[None]]) -> None:
        """Do it once, beside the rest."""
        if name not in self._doing:
            self._doing[name] = asyncio.create_task(self._do(doing))

    async def _do(self, doing: Callable[[], Awaitable[None]]) -> None:
        try:
            await doing()
        except Exception as problem:
            self.wrong.append(f"{self.person}: {problem!r}")
            raise

    async def _work(self, work: Callable[["Agent"], Awaitable[None]]) -> None:
        while True:
            self._changed.clear()
            await work(self)
            await self._changed.wait()

    async def _watch(self) -> None:
        address = self._url.replace("http", "ws", 1) + "/api/live"
        while True:
            try:
                cookie = "; ".join(f"{name}={value}" for name, value in self._http.cookies.items())
                headers = {"Cookie": cookie}
                self._socket = await connect(
                    address, origin=Origin(self._url), additional_headers=headers, compression=None
                )
                await self._listen(self._socket)
            except LOST:
                await asyncio.sleep(AGAIN_S)

    async def _listen(self, socket: ClientConnection) -> None:
        followed: set[str] = set()
        async for frame in socket:
            boot = self.screen.boot
            self.screen.take(str(frame))
            wanted = {"me"} | {f"interaction:{row['interaction']}" for row in self.rows("work")}
            gaps = {name for name, held in self.screen.topics.items() if held.state == "gap" and name in wanted}
            if new := (wanted - followed) | gaps:
                known = {name: held.n for name, held in self.screen.topics.items() if name in new and held.n >= 0}
                asked = {"type": "subscribe", "topics": sorted(new), "resume": known, "boot": boot}
                await socket.send(json.dumps(asked))
                followed |= new
            self._changed.set()
