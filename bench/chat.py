"""Chat: from a visitor's message being durable to a free agent's screen, with 500 sockets open.

A real server in a process of its own; visitors come at 50 a second through the public socket, agents accept and end by
the desk's REST. Beside it, the same server answering pings on the same sockets at the same rate.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, Final

import httpx
import uvloop
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from bench.office import WIDGET, SignedIn, staff
from bench.results import Figure, at_most, best_of, percentile
from tests.journeys.centre import Centre

AREA = "chat"
AGENTS, VISITORS = 200, 300
RATE, SECONDS = 50, 10
PATIENCE_S: Final = 30.0
PING = "ping, p99"
LOAD = f"{RATE}/s, {AGENTS + VISITORS} sockets, clients on the same two cores"


class Clients:
    """Everybody's sockets, and when each message was acknowledged and presented."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.AsyncClient(base_url=url, headers={"Origin": url}, timeout=PATIENCE_S)
        self.sent_at: dict[str, float] = {}
        self.acked_at: dict[str, float] = {}
        self.shown_at: dict[str, float] = {}
        self.pinged_at: dict[int, float] = {}
        self.pongs: list[float] = []
        self.visitors: list[ClientConnection] = []
        self.free: asyncio.Queue[int] = asyncio.Queue()
        self.tasks: set[asyncio.Task[None]] = set()
        self.failures: list[BaseException] = []

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Beside the rest; a failure ends the bench."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and (problem := task.exception()):
            self.failures.append(problem)

    async def open(self, agents: list[SignedIn]) -> None:
        """Agents at their desks and free, visitors' pages open."""
        for agent in agents:
            await self._agent(agent)
        for number in range(VISITORS):
            await self._visitor(number)

    async def _agent(self, agent: SignedIn) -> None:
        address = self.url.replace("http", "ws", 1) + "/api/live"
        socket = await connect(
            address, origin=Origin(self.url), additional_headers={"Cookie": agent.cookie}, compression=None
        )
        headers = {"Cookie": agent.cookie, "X-CSRF-Token": agent.csrf}
        await socket.send(json.dumps({"type": "subscribe", "topics": ["me"]}))
        while json.loads(await socket.recv())["type"] != "snapshot":
            pass
        await self._post("/api/presence", headers, {"state": "ready"})
        self.begin(self._serve(socket, headers))

    async def _serve(self, socket: ClientConnection, headers: dict[str, str]) -> None:
        async for frame in socket:
            now = time.monotonic()
            told = json.loads(frame)
            for row in told.get("upsert", ()):
                if row["kind"] == "offer" and row["first_text"] not in self.shown_at:
                    self.shown_at[row["first_text"]] = now
                    self.begin(self._take(row, headers))

    async def _take(self, row: dict[str, Any], headers: dict[str, str]) -> None:
        await self._post(f"/api/offers/{row['assignment']}/accept", headers)
        await self._post(f"/api/interactions/{row['interaction']}/end", headers)

    async def _post(self, path: str, headers: dict[str, str], body: dict[str, str] | None = None) -> None:
        answer = await self.http.post(path, json=body or {}, headers=headers)
        assert answer.status_code == 200, answer.text

    async def _visitor(self, number: int) -> None:
        address = self.url.replace("http", "ws", 1) + f"/chat/ws?widget={WIDGET}"
        socket = await connect(address, origin=Origin(self.url), compression=None)
        await socket.send(json.dumps({"type": "hello", "token": None, "lang": "fr", "name": f"v{number}"}))
        assert json.loads(await socket.recv())["type"] == "welcome"
        self.visitors.append(socket)
        self.free.put_nowait(number)
        self.begin(self._listen(number, socket))

    async def _listen(self, number: int, socket: ClientConnection) -> None:
        async for frame in socket:
            now = time.monotonic()
            told = json.loads(frame)
            match told["type"]:
                case "ack":
                    self.acked_at[f"text {told['id']}"] = now
                case "pong":
                    self.pongs.append((now - self.pinged_at.pop(number)) * 1e3)
                case "state" if told["state"] == "ended":
                    self.free.put_nowait(number)
                case "error":
                    raise AssertionError(told)

    async def at_rate(self, act: Callable[[int], Awaitable[None]]) -> None:
        """`act` 50 times a second, whether or not the earlier ones are done."""
        begun = time.monotonic()
        for number in range(RATE * SECONDS):
            await asyncio.sleep(max(0.0, begun + number / RATE - time.monotonic()))
            await act(number)

    async def ping(self, number: int) -> None:
        """One visitor asks whether somebody is there."""
        who = number % VISITORS
        self.pinged_at[who] = time.monotonic()
        await self.visitors[who].send('{"type":"ping"}')

    async def say(self, number: int) -> None:
        """A visitor's first words of a conversation."""
        who = self.free.get_nowait()
        self.sent_at[f"text {number}"] = time.monotonic()
        await self.visitors[who].send(json.dumps({"type": "say", "id": str(number), "text": f"text {number}"}))

    async def done(self) -> None:
        """Everything said was acknowledged and presented."""
        async with asyncio.timeout(PATIENCE_S):
            while not self.sent_at.keys() == self.acked_at.keys() == self.shown_at.keys():
                assert not self.failures, self.failures
                await asyncio.sleep(0.05)

    async def close(self) -> None:
        """Everybody goes."""
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.http.aclose()


async def _measure(url: str, agents: list[SignedIn]) -> dict[str, float]:
    clients = Clients(url)
    await clients.open(agents)
    await clients.at_rate(clients.ping)
    await clients.at_rate(clients.say)
    await clients.done()
    shown = [(at - clients.acked_at[text]) * 1e3 for text, at in clients.shown_at.items()]
    whole = [(at - clients.sent_at[text]) * 1e3 for text, at in clients.shown_at.items()]
    await clients.close()
    return {
        "p99": max(0.0, percentile(shown, 0.99)),
        "whole": percentile(whole, 0.99),
        "median": percentile(whole, 0.5),
        "ping": percentile(clients.pongs, 0.99),
    }


def measure() -> dict[str, float]:
    """One run, on a fresh server."""
    with tempfile.TemporaryDirectory() as name:
        centre = Centre(Path(name))
        centre.start()
        centre.stop()
        agents = staff(centre.folder / "data", AGENTS)
        centre.start()
        try:
            return uvloop.run(_measure(centre.url, agents))
        finally:
            centre.kill()


def run() -> list[Figure]:
    """The chat's figures."""
    best = best_of(3, measure, "p99", highest=False)
    return [
        Figure(AREA, "ping on a visitor's socket, p99", round(best["ping"], 2), "ms", load=LOAD),
        at_most(
            AREA, "durable message to a free agent's screen, p99", best["p99"], "ms", 300, compared_with=PING,
            ratio=best["p99"] / best["ping"], load=LOAD,
        ),
        Figure(
            AREA, "sent message to a free agent's screen, p99", round(best["whole"], 2), "ms", compared_with=PING,
            ratio=best["whole"] / best["ping"], load=LOAD,
        ),
        Figure(AREA, "sent message to a free agent's screen, p50", round(best["median"], 2), "ms", load=LOAD),
    ]  # fmt: skip


if __name__ == "__main__":
    from bench.results import show

    show(run())
