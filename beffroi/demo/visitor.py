"""A simulated visitor: comes by the public socket as any browser, tells a story, and leaves."""

import asyncio
import json
import random
from collections.abc import Callable
from typing import Any, Final

from websockets.asyncio.client import ClientConnection, connect

from beffroi.demo.rulebook import REASON_OF
from beffroi.demo.scripts import Story
from beffroi.kernel.ids import new_id

PATIENCE_S: Final = (70.0, 200.0)
TYPING_S: Final = (1.5, 5.0)
ANSWER_S: Final = 45.0
CALL_BACK_AFTER_S: Final = (15.0, 60.0)
WOULD_RATHER_BE_CALLED: Final = 0.6
PHONES: Final = "01 99 00 {:02d} {:02d}"
"""Numbers that the regulator keeps for films and books: nobody has them."""

Names: Final = ("Camille", "Marie D.", "Paul", "Nour", "Élodie", "Jean-Marc", "Samir", "Lucie", "Emma", "Robin", "")


async def visit(port: int, story: Story, is_wanted: Callable[[], bool], rng: random.Random) -> None:
    """The whole visit, from hello to leave. Ends early, politely, when simulated visitors are wanted no more."""
    address = f"ws://localhost:{port}/chat/ws?widget={story.widget}"
    async with connect(address, origin=f"http://localhost:{port}", max_queue=64, compression=None) as socket:  # type: ignore[arg-type]
        visitor = _Visitor(socket, story, is_wanted, rng)
        await visitor.come()


class _Visitor:
    def __init__(
        self, socket: ClientConnection, story: Story, is_wanted: Callable[[], bool], rng: random.Random
    ) -> None:
        self._socket = socket
        self._story = story
        self._is_wanted = is_wanted
        self._rng = rng
        self._state = "idle"
        self._may: frozenset[str] = frozenset()
        self._answers = 0

    async def come(self) -> None:
        name = self._rng.choice(Names) or None
        await self._send(
            type="hello",
            token=None,
            lang=self._story.language,
            name=name,
            page="/demo",
            seen=0,
            reason=REASON_OF.get(self._story.widget),
        )
        await self._until(lambda: self._state == "welcomed", 10)
        first, *others = self._story.lines
        await self._send(type="say", id=new_id(), text=first)
        if await self._waits():
            for answered, line in enumerate(others, 1):
                if not await self._until(lambda n=answered: self._answers >= n, ANSWER_S):  # type: ignore[misc]
                    break
                await self._send(type="typing")
                await self._wait(self._rng.uniform(*TYPING_S))
                await self._send(type="say", id=new_id(), text=line)
            await self._until(lambda: self._state == "ended", ANSWER_S / 2)
        if self._state != "ended":
            await self._send(type="leave")
            await self._until(lambda: self._state == "ended", 5, even_if_unwanted=True)

    async def _waits(self) -> bool:
        """Until somebody answers. Who may be called back instead often prefers it, after a while."""
        patience_s, a_while_s = self._rng.uniform(*PATIENCE_S), self._rng.uniform(*CALL_BACK_AFTER_S)
        if await self._until(lambda: self._state in ("in_contact", "stopped"), a_while_s):
            if self._state == "in_contact":
                return True
            await self._wait(self._rng.uniform(*TYPING_S))
        if self._may and (self._state == "stopped" or self._rng.random() < WOULD_RATHER_BE_CALLED):
            await self._asks()
        return await self._until(lambda: self._state == "in_contact", patience_s - a_while_s)

    async def _asks(self) -> None:
        """To be called back, or that the message is answered later: whatever there is."""
        if self._rng.choice(sorted(self._may)) == "callback":
            phone = PHONES.format(self._rng.randrange(100), self._rng.randrange(100))
            await self._send(type="callback", phone=phone)
        else:
            await self._send(type="leave_message")
        await self._until(lambda: self._state == "ended", 5)

    async def _until(self, true: Callable[[], bool], within_s: float, even_if_unwanted: bool = False) -> bool:
        """Listens until it is so; False when it took too long, is over, or nobody wants the visitor any more."""
        loop = asyncio.get_running_loop()
        end = loop.time() + within_s
        while not true():
            left_s = min(1.0, end - loop.time())
            if left_s <= 0 or (self._state == "ended") or not (even_if_unwanted or self._is_wanted()):
                return False
            try:
                async with asyncio.timeout(left_s):
                    self._hear(json.loads(await self._socket.recv()))
            except TimeoutError:
                continue
        return True

    async def _wait(self, seconds: float) -> None:
        await self._until(lambda: False, seconds)

    def _hear(self, told: dict[str, Any]) -> None:
        if told["type"] == "welcome":
            self._state = "welcomed"
        elif told["type"] == "state":
            self._state = told["state"]
            self._may = frozenset(asked for asked in ("callback", "message") if told[asked])
        elif told["type"] == "message" and told["author"] == "agent":
            self._answers += 1

    async def _send(self, **message: object) -> None:
        await self._socket.send(json.dumps(message))
