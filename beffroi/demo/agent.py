"""A simulated agent: signs in, works by the desk's REST and learns by its live socket, like anybody at a desk."""

import asyncio
import json
import random
from collections.abc import Callable, Coroutine
from typing import Any, Final

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from beffroi.demo.scripts import ENGLISH_QUEUE, REPLIES
from beffroi.demo.wire import Desk, Unanswered
from beffroi.kernel.ids import new_id
from beffroi.kernel.logs import get_logger

log = get_logger(__name__)

ACCEPT_S: Final = (1.0, 4.0)
REPLY_S: Final = (2.5, 7.0)
WRAP_UP_S: Final = (2.0, 6.0)
LOOK_S: Final = 0.5
QUIET_S: Final = 30.0
CALL_S: Final = (5.0, 15.0)
CALLED: Final = ("reached",) * 7 + ("no_answer", "no_answer", "wrong_number")
"""What comes of a call back: most are there."""
PAUSE_AFTER_S: Final = (240.0, 900.0)
PAUSE_S: Final = (40.0, 120.0)
ENOUGH: Final = 3
"""Replies in a conversation: as many as a story has lines."""


class Agent:
    """One simulated agent at one desk, until asked to leave with nothing in hand, or until a person takes the desk."""

    def __init__(self, desk: Desk, rng: random.Random, is_taken: Callable[[], bool]) -> None:
        self._desk = desk
        self._rng = rng
        self._is_taken = is_taken
        self._rows: dict[str, dict[str, Any]] = {}
        self._doing: dict[str, asyncio.Task[None]] = {}
        self._replies: dict[str, int] = {}
        self._dispositions: dict[str, list[str]] = {}
        self._leaving = False
        self._pause_at = asyncio.get_running_loop().time() + rng.uniform(*PAUSE_AFTER_S)

    def leave(self) -> None:
        """Take nothing new, finish what is in hand, sign out."""
        self._leaving = True

    async def work(self) -> None:
        """A shift. Always ends signed out, unless a person took over: then the contacts are theirs."""
        for queue in await self._desk.get("/api/queues"):
            self._dispositions[queue["id"]] = [one["code"] for one in queue.get("dispositions", [])]
        headers = {"Cookie": self._desk.cookie}
        address = f"ws://localhost:{self._desk.port}/api/live"
        try:
            async with connect(
                address,
                origin=self._desk.origin,  # type: ignore[arg-type]
                additional_headers=headers,
                compression=None,
            ) as socket:
                await socket.send(json.dumps({"type": "subscribe", "topics": ["me"]}))
                await self._desk.post("/api/presence", {"state": "ready"})
                await self._shift(socket)
        finally:
            for task in self._doing.values():
                task.cancel()
            await asyncio.gather(*self._doing.values(), return_exceptions=True)
            await self._sign_out()

    async def _shift(self, socket: Any) -> None:
        asked_to_stop = False
        while not self._is_taken():
            try:
                async with asyncio.timeout(LOOK_S):
                    self._learn(json.loads(await socket.recv()))
            except TimeoutError:
                pass
            self._act()
            if self._leaving and not asked_to_stop:
                asked_to_stop = True
                await self._desk.post("/api/presence", {"state": "logged_out"})
            if self._leaving and not any(row["kind"] in ("offer", "work") for row in self._rows.values()):
                return

    def _learn(self, news: dict[str, Any]) -> None:
        if news.get("topic") != "me":
            return
        if news["type"] == "snapshot":
            self._rows = {row["id"]: row for row in news["rows"]}
        elif news["type"] == "patch":
            self._rows.update((row["id"], row) for row in news["upsert"])
            for gone in news["remove"]:
                self._rows.pop(gone, None)

    def _act(self) -> None:
        """Whatever asks for an act and is not being done yet is begun; each act takes its time."""
        for name in [name for name, task in self._doing.items() if task.done()]:
            del self._doing[name]
        for row in tuple(self._rows.values()):
            if row["kind"] == "offer":
                self._begin(f"accept:{row['assignment']}", self._accept(row))
            elif row["kind"] == "work" and row["state"] == "wrap_up":
                self._begin(f"finish:{row['assignment']}", self._finish(row))
            elif row["kind"] == "work" and row["state"] == "active":  # what is paused comes back by itself
                talk = self._call(row) if row["channel"] == "callback" else self._talk(row["id"], row)
                self._begin(f"talk:{row['assignment']}", talk)
            elif row["kind"] == "pull" and row["waiting"] and self._is_free():
                self._begin("pull", self._pull(row))
        if asyncio.get_running_loop().time() > self._pause_at and not self._leaving:
            self._begin("pause", self._pause())

    def _is_free(self) -> bool:
        """Nothing in hand and nothing asked: time for the letters."""
        return not self._leaving and not any(row["kind"] in ("offer", "work") for row in self._rows.values())

    def _begin(self, name: str, act: Coroutine[Any, Any, None]) -> None:
        if name in self._doing:
            act.close()
        else:
            self._doing[name] = asyncio.create_task(self._try(act))

    async def _try(self, act: Coroutine[Any, Any, None]) -> None:
        try:
            await act
        except Unanswered as refused:
            log.debug("simulated_agent_refused", status=refused.status, code=refused.code)
            await asyncio.sleep(1.0)

    async def _accept(self, row: dict[str, Any]) -> None:
        await asyncio.sleep(self._rng.uniform(*ACCEPT_S))
        await self._desk.post(f"/api/offers/{row['assignment']}/accept")

    async def _call(self, row: dict[str, Any]) -> None:
        await asyncio.sleep(self._rng.uniform(*CALL_S))
        result = {"result": self._rng.choice(CALLED)}
        await self._desk.post(f"/api/interactions/{row['interaction']}/callback", result)
        await asyncio.sleep(LOOK_S)

    async def _pull(self, row: dict[str, Any]) -> None:
        await asyncio.sleep(self._rng.uniform(*ACCEPT_S))
        if self._is_free():
            await self._desk.post(f"/api/queues/{row['queue']}/pull")

    async def _pause(self) -> None:
        """A pause is asked for; it begins when there is a place, and never lasts."""
        self._pause_at = asyncio.get_running_loop().time() + self._rng.uniform(*PAUSE_AFTER_S)
        await self._desk.post("/api/presence", {"state": "not_ready", "reason": "pause"})
        await asyncio.sleep(self._rng.uniform(*PAUSE_S))
        if not self._leaving:
            await self._desk.post("/api/presence", {"state": "ready"})

    async def _talk(self, name: str, row: dict[str, Any]) -> None:
        interaction = row["interaction"]
        said = self._replies.get(interaction, 0)
        replies = REPLIES["en" if row["queue"] == ENGLISH_QUEUE else "fr"]
        if said >= (1 if row["channel"] == "message" else ENOUGH):  # whoever left a message is not there to go on
            await asyncio.sleep(self._rng.uniform(*REPLY_S))
            await self._desk.post(f"/api/interactions/{interaction}/end")
            return
        if said and not row["awaiting_reply"]:
            await self._wait_for_the_customer(name)
            return
        await self._desk.post(f"/api/interactions/{interaction}/typing")
        await asyncio.sleep(self._rng.uniform(*REPLY_S))
        body = {"text": replies[min(said, len(replies) - 1)], "client_id": new_id()}
        await self._desk.post(f"/api/interactions/{interaction}/messages", body)
        self._replies[interaction] = said + 1
        await asyncio.sleep(LOOK_S)

    async def _wait_for_the_customer(self, name: str) -> None:
        """A customer who says nothing for long is done."""
        end = asyncio.get_running_loop().time() + QUIET_S
        while (row := self._rows.get(name)) is not None and not row["awaiting_reply"] and row["state"] == "active":
            if asyncio.get_running_loop().time() > end or row.get("gone_at") is not None:
                await self._desk.post(f"/api/interactions/{row['interaction']}/end")
                return
            await asyncio.sleep(LOOK_S)

    async def _finish(self, row: dict[str, Any]) -> None:
        await asyncio.sleep(self._rng.uniform(*WRAP_UP_S))
        self._replies.pop(row["interaction"], None)
        outcomes = self._dispositions.get(row["queue"])
        disposition = self._rng.choice(outcomes) if outcomes else None
        await self._desk.post(f"/api/assignments/{row['assignment']}/finish", {"disposition": disposition})

    async def _sign_out(self) -> None:
        try:
            if not self._is_taken():
                await self._desk.post("/api/presence", {"state": "logged_out"})
            await self._desk.sign_out()
        except (Unanswered, WebSocketException, OSError):
            log.debug("simulated_agent_left_without_a_word")
