"""Customers without a browser, by the same public socket as the widget, and as careful: nothing said is given up."""

import asyncio
import json
from contextlib import suppress
from typing import Any, Final, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from beffroi.kernel.ids import new_id
from tests.journeys.waiting import until

AGAIN_S: Final = 0.1
LOST: Final = (OSError, WebSocketException, TimeoutError, EOFError)
"""Whatever a socket says when the other side is killed."""

Line = dict[str, Any]


class Customer:
    """One visitor. `lines` is the transcript by number; `acks` what was acknowledged, by its id."""

    def __init__(self, url: str, language: str, name: str, token: str | None = None, widget: str = "colvert") -> None:
        self.token = token
        self.state: dict[str, Any] = {"state": "idle"}
        self.lines: dict[int, Line] = {}
        self.acks: dict[str, int] = {}
        self.unsent: dict[str, str] = {}
        self.said: dict[str, str] = {}
        self.heard: dict[str, int] = {}
        self.wrong: list[str] = []
        self.name = name
        self._url, self._language, self._widget = url, language, widget
        self._socket: ClientConnection | None = None
        self._listening: asyncio.Task[None] | None = None
        self._staying: asyncio.Task[None] | None = None

    async def connect(self) -> Self:
        """Welcomed, with the transcript so far."""
        address = self._url.replace("http", "ws", 1) + f"/chat/ws?widget={self._widget}"
        self._socket = await connect(address, origin=Origin(self._url), compression=None)
        seen = max(self.lines, default=0)
        self.heard = {}
        await self.send(type="hello", token=self.token, lang=self._language, name=self.name, page="/", seen=seen)
        self._listening = asyncio.create_task(self._listen(self._socket))
        await until(lambda: "welcome" in self.heard or self._is_cut, "welcome")
        return self

    def stays(self) -> Self:
        """From now on it comes back whenever it is cut, and says again what was not acknowledged."""
        self._staying = asyncio.create_task(self._stay())
        return self

    async def send(self, **message: object) -> None:
        """One frame."""
        assert self._socket is not None
        await self._socket.send(json.dumps(message))

    async def hears(self, kind: str) -> None:
        """A frame of this kind came."""
        await until(lambda: kind in self.heard, kind)

    async def says(self, text: str, limit_s: float = 60.0) -> str:
        """Said, and acknowledged as durable, however often the server dies meanwhile."""
        name = new_id()
        self.unsent[name] = self.said[name] = text
        with suppress(*LOST, AssertionError):
            await self.send(type="say", id=name, text=text)
        await self.acked(name, limit_s)
        return name

    async def acked(self, name: str, limit_s: float = 20.0) -> int:
        """The number under which it is kept."""
        await until(lambda: name in self.acks, f"{self.name}: acknowledgement", limit_s)
        return self.acks[name]

    async def leave(self) -> None:
        """The conversation is over for the customer, and the server says so."""

        async def over() -> bool:
            with suppress(*LOST, AssertionError):
                await self.send(type="leave")
            await asyncio.sleep(AGAIN_S)
            return self.is_over

        await until(over, f"{self.name}: the end", 60)

    @property
    def is_over(self) -> bool:
        """The server said that the conversation ended."""
        return bool(self.state["state"] == "ended")

    def transcript(self) -> list[Line]:
        """Everything said, in order."""
        return [self.lines[n] for n in sorted(self.lines)]

    async def close(self) -> None:
        """The browser is closed."""
        for task in (self._staying, self._listening):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        if self._socket is not None:
            await self._socket.close()

    @property
    def _is_cut(self) -> bool:
        return self._listening is None or self._listening.done()

    async def _stay(self) -> None:
        while True:
            try:
                if self._is_cut:
                    await self.connect()
                    for name, text in list(self.unsent.items()):
                        await self.send(type="say", id=name, text=text)
                assert self._listening is not None
                await asyncio.shield(self._listening)
            except LOST:
                await asyncio.sleep(AGAIN_S)

    async def _listen(self, socket: ClientConnection) -> None:
        with suppress(*LOST):
            async for frame in socket:
                self._take(json.loads(frame))

    def _take(self, told: dict[str, Any]) -> None:
        kind = told["type"]
        self.heard[kind] = self.heard.get(kind, 0) + 1
        if kind == "welcome":
            # Who has not been heard yet is nobody: nothing is kept of them, and nothing is lost.
            if self.acks and self.token != told["token"]:
                self.wrong.append("the server forgot this visitor")
            self.token, self.state = told["token"], told["state"]
            for line in told["messages"]:
                self._keep(line)
        elif kind == "message":
            self._keep(told)
        elif kind == "ack":
            if self.acks.setdefault(told["id"], told["n"]) != told["n"]:
                self.wrong.append(f"acknowledged twice, as {self.acks[told['id']]} and {told['n']}")
            self.unsent.pop(told["id"], None)
            if text := self.said.get(told["id"]):
                self._keep(
                    {"n": told["n"], "author": "customer", "text": text, "at": told["at"], "client_id": told["id"]}
                )
        elif kind == "state":
            self.state = told
        elif kind == "error":
            self._refused(told)

    def _keep(self, line: Line) -> None:
        line = {key: line[key] for key in ("n", "author", "text", "at", "client_id")}
        if self.lines.setdefault(line["n"], line) != line:
            self.wrong.append(f"two messages at one place: {self.lines[line['n']]} and {line}")

    def _refused(self, told: dict[str, Any]) -> None:
        name = told.get("id")
        if told["code"] not in {"too_fast", "try_again"} or name not in self.unsent:
            self.wrong.append(f"refused: {told['code']}")
            return

        def again() -> None:
            if name in self.unsent and self._socket is not None:
                frame = json.dumps({"type": "say", "id": name, "text": self.unsent[name]})
                task = asyncio.ensure_future(self._socket.send(frame))
                task.add_done_callback(lambda done: done.cancelled() or done.exception())

        asyncio.get_running_loop().call_later(told.get("retry_after_s") or 1.0, again)
