"""Live: how long after something was asked 500 screens have it, beside plain TCP sockets written in a loop.

The clients are real WebSockets over loopback in a process of their own, on the same machine and its same two cores.
Time runs from before the command is asked, so deciding and the durable append are inside.
"""

import asyncio
import base64
import json
import multiprocessing
import os
import random
import socket
import tempfile
import time
from collections.abc import Awaitable, Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import httpx
import uvicorn
from fastapi import FastAPI

from beffroi.app import create_app
from beffroi.demo.tenant import read_sign_ins
from beffroi.kernel.config import Settings
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, QueueId, new_id
from beffroi.kernel.web.limits import Limit
from beffroi.live import service
from beffroi.routing import commands as c
from bench.results import Figure, at_most, best_of, percentile

AREA = "live"
SCREENS = 500
AT_ONCE_EVENTS = 60
COALESCED_EVENTS = 24
LOAD = f"{SCREENS} sockets, clients on the same cores"
PATIENCE_S = 30.0
FREELY = Limit(100_000, 1.0)

Act = Callable[[int], Awaitable[object]]


class Target(NamedTuple):
    """Where clients connect: a WebSocket topic, or with an empty `topic` plain TCP."""

    port: int
    cookie: str
    topic: str
    events: int


class Listener(asyncio.Protocol):
    """One client: notes when each frame after the snapshot was whole."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.heard_at: list[float] = []
        self.ready = asyncio.get_running_loop().create_future()
        self.done = asyncio.get_running_loop().create_future()
        self._data = b""
        self._open = False
        self._skip = 2  # hello and the snapshot

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        if not self.target.topic:
            self._open, self._skip = True, 0
            self.ready.set_result(None)
            return
        key = base64.b64encode(os.urandom(16)).decode()
        host = f"localhost:{self.target.port}"
        lines = [
            "GET /api/live HTTP/1.1",
            f"Host: {host}",
            f"Origin: http://{host}",
            f"Cookie: {self.target.cookie}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        ]
        transport.write(("\r\n".join(lines) + "\r\n\r\n").encode())

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        self._data += data
        if not self._open:
            head, end, rest = self._data.partition(b"\r\n\r\n")
            if not end:
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self._open, self._data = True, rest
            self._say(1, json.dumps({"type": "subscribe", "topics": [self.target.topic]}).encode())
        while (frame := self._frame()) is not None:
            opcode, body = frame
            if opcode == 9:
                self._say(10, body)
            elif self._skip:
                self._skip -= 1
                if not self._skip:
                    self.ready.set_result(None)
            else:
                self.heard_at.append(now)
                if len(self.heard_at) == self.target.events:
                    self.done.set_result(None)

    def _say(self, opcode: int, body: bytes) -> None:
        assert len(body) < 126
        self.transport.write(bytes([0x80 | opcode, 0x80 | len(body), 0, 0, 0, 0]) + body)

    def _frame(self) -> tuple[int, bytes] | None:
        data = self._data
        if len(data) < 2:
            return None
        start, length = 2, data[1] & 127
        if length == 126:
            start, length = 4, int.from_bytes(data[2:4])
        elif length == 127:
            start, length = 10, int.from_bytes(data[2:10])
        if len(data) < start + length:
            return None
        self._data = data[start + length :]
        return data[0] & 15, data[start : start + length]


def clients(target: Target, pipe: Connection) -> None:
    """The clients' process: connects, says it is ready, answers when each socket heard each event."""

    async def main() -> None:
        loop, listeners = asyncio.get_running_loop(), []
        for _ in range(SCREENS):
            _, listener = await loop.create_connection(lambda: Listener(target), "127.0.0.1", target.port)
            listeners.append(listener)
        await asyncio.wait_for(asyncio.gather(*(one.ready for one in listeners)), PATIENCE_S)
        pipe.send("ready")
        await asyncio.wait([one.done for one in listeners], timeout=PATIENCE_S)
        pipe.send([one.heard_at for one in listeners])

    asyncio.run(main())


async def heard(target: Target, act: Act, pauses_s: Callable[[], float]) -> dict[str, float]:
    """Delays in milliseconds from asking to hearing, over all events and sockets; the server's CPU per event."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=clients, args=(target, theirs), daemon=True)
    process.start()
    assert await asyncio.to_thread(ours.recv) == "ready"
    asked_at: list[float] = []
    spent = time.process_time()
    for number in range(target.events):
        await asyncio.sleep(pauses_s())
        asked_at.append(time.monotonic())
        await act(number)
    found: list[list[float]] = await asyncio.to_thread(ours.recv)
    spent = time.process_time() - spent
    process.join()
    delays = [
        (at - asked) * 1000
        for one in found
        for at, asked in zip(one, asked_at, strict=False)
        if len(one) == len(asked_at)
    ]
    complete = sum(len(one) == len(asked_at) for one in found)
    assert complete == SCREENS, f"{complete} of {SCREENS} sockets heard everything"
    return {
        "p50": percentile(delays, 0.5),
        "p99": percentile(delays, 0.99),
        "max": max(delays),
        "cpu_ms": spent * 1000 / target.events,
    }


class Centre:
    """The whole server on a free port, a supervisor signed in, and one conversation under way."""

    def __init__(self, folder: Path) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
        self.port = self._listening.getsockname()[1]
        self._settings = Settings(data_dir=folder / "data", port=self.port, password_memory_kib=64)
        self.app: FastAPI = create_app(self._settings, signed_in=FREELY, unknown=FREELY)
        config = uvicorn.Config(
            self.app, loop="uvloop", ws_per_message_deflate=False, log_config=None, log_level=50, access_log=False
        )
        self._server = uvicorn.Server(config)

    async def start(self) -> str:
        """Answers the supervisor's cookie."""
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._listening]))
        while not self._server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
        password = next(one.password for one in read_sign_ins(self._settings.data_dir) if "claire" in one.email)
        url = f"http://localhost:{self.port}"
        async with httpx.AsyncClient(base_url=url, headers={"Origin": url}) as browser:
            await browser.post("/api/session", json={"email": "claire@demo.invalid", "password": password})
            return "; ".join(f"{name}={value}" for name, value in browser.cookies.items())

    async def stop(self) -> None:
        self._server.should_exit = True
        await self._serving

    async def ask(self, command: c.Command) -> None:
        await self.app.state.routing.ask(command)


def measure(coalesced: bool) -> dict[str, float]:
    """One run on a fresh server."""

    async def main(folder: Path) -> dict[str, float]:
        centre = Centre(folder)
        cookie = await centre.start()
        chance = random.Random(1)
        agent = AgentId(next(iter(centre.app.state.routing.committed.agents)))
        queue = next(iter(centre.app.state.routing.committed.agents[agent].profile.queues))
        interaction = InteractionId(new_id())
        await centre.ask(
            c.Open(
                id=new_id(),
                interaction=interaction,
                channel="chat",
                queue=QueueId(queue),
                customer=CustomerId(new_id()),
                case=CaseId(new_id()),
                arrived_at=time.time(),
            )
        )

        async def gone_or_back(number: int) -> None:
            kind = c.ReportCustomerBack if number % 2 else c.ReportCustomerGone
            await centre.ask(kind(id=new_id(), interaction=interaction))

        async def ready_or_not(number: int) -> None:
            state, reason = ("not_ready", "pause") if number % 2 else ("ready", None)
            await centre.ask(c.SetPresence(id=new_id(), agent=agent, state=state, reason=reason))

        if coalesced:
            target = Target(centre.port, cookie, f"queue:{queue}", COALESCED_EVENTS)
            found = await heard(target, ready_or_not, lambda: 0.35 + chance.random() / 4)
        else:
            target = Target(centre.port, cookie, f"interaction:{interaction}", AT_ONCE_EVENTS)
            found = await heard(target, gone_or_back, lambda: 0.1)
        await centre.stop()
        return found

    service.SCREENS_PER_USER = SCREENS * 2  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(main(Path(folder)))


def plain() -> dict[str, float]:
    """The baseline: the same number of bytes to as many TCP sockets, written in a loop, nothing else."""

    async def main() -> dict[str, float]:
        writers: list[asyncio.StreamWriter] = []
        server = await asyncio.start_server(lambda _, writer: writers.append(writer), "127.0.0.1", 0, backlog=2048)
        body = b"x" * 600
        frame = bytes([0x81, 126]) + len(body).to_bytes(2) + body

        async def write(_: int) -> None:
            for writer in writers:
                writer.write(frame)

        port = server.sockets[0].getsockname()[1]
        found = await heard(Target(port, "", "", AT_ONCE_EVENTS), write, lambda: 0.1)
        server.close()
        return found

    return asyncio.run(main())


def figures() -> list[Figure]:
    """The table of this area."""
    base = best_of(3, plain, "p99", highest=False)
    at_once = best_of(3, lambda: measure(coalesced=False), "p99", highest=False)
    soon = best_of(3, lambda: measure(coalesced=True), "p99", highest=False)
    beside = {"compared_with": "plain TCP writes", "load": LOAD}
    return [
        Figure(AREA, "plain TCP writes to 500 sockets, p99", round(base["p99"], 2), "ms", load=LOAD),
        at_most(AREA, "uncoalesced topic, p99", at_once["p99"], "ms", 50, ratio=at_once["p99"] / base["p99"], **beside),
        Figure(AREA, "uncoalesced topic, p50", round(at_once["p50"], 2), "ms", load=LOAD),
        Figure(AREA, "server CPU per event to 500 sockets", round(at_once["cpu_ms"], 2), "ms", load=LOAD),
        at_most(AREA, "coalesced topic, p99", soon["p99"], "ms", 300, ratio=soon["p99"] / base["p99"], **beside),
        Figure(AREA, "coalesced topic, p50", round(soon["p50"], 2), "ms", load=LOAD),
    ]


if __name__ == "__main__":
    from bench.results import show

    show(figures())
