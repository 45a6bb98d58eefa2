"""The crowd of the demo: as many simulated visitors as the slider says, and agents enough to serve most of them.

All of it goes through the doors that people use. At 0 the visitors leave, the agents finish, and nothing is left.
Beyond a calm number most who come want to buy, and those who sell are few: a bad hour, which only steering mends.
"""

import asyncio
import math
import random
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final

from websockets.exceptions import WebSocketException

from beffroi.demo.agent import Agent
from beffroi.demo.scripts import SALES, STORIES, Story
from beffroi.demo.tenant import DemoSignIn
from beffroi.demo.visitor import visit
from beffroi.demo.wire import Desk, Unanswered
from beffroi.kernel.logs import get_logger

log = get_logger(__name__)

MOST: Final = 30
STEP_S: Final = 1.0
ARRIVAL_S: Final = 0.4
DRAIN_S: Final = 60.0
VISITORS_PER_AGENT: Final = 3.5
CALM: Final = 12
RUSH: Final = 0.6
"""Up to so many visitors they come for everything alike; at the most there are, this part of them comes to buy."""
ORDER: Final = "karim hugo lea sofia amel nadia lucas omar thomas yassine zoe ines".split()
"""Who is simulated first; Inès last, for she is whom most people try."""


@dataclass(frozen=True)
class Load:
    """What is asked of the crowd, and what there is of it now."""

    asked: int
    visitors: int
    agents: int


class Crowd:
    """One per server, for its demo tenant. `sign_ins` opens the simulated desks."""

    def __init__(
        self, port: int, sign_ins: list[DemoSignIn], is_taken: Callable[[str, str], bool], seed: int | None = None
    ) -> None:
        self._port = port
        self._passwords = {one.email.split("@")[0]: one for one in sign_ins if one.role == "agent"}
        self._is_taken = is_taken
        self._rng = random.Random(seed)
        self._asked = 0
        self._visitors: set[asyncio.Task[None]] = set()
        self._agents: dict[str, tuple[Agent | None, asyncio.Task[None]]] = {}
        self._keeper: asyncio.Task[None] | None = None

    def load(self) -> Load:
        """What is asked, and what there is."""
        return Load(self._asked, len(self._visitors), len(self._agents))

    def ask(self, visitors: int) -> Load:
        """From now on there are about that many visitors at once (0 to 30)."""
        self._asked = max(0, min(MOST, visitors))
        if self._asked and (self._keeper is None or self._keeper.done()):
            self._keeper = asyncio.get_running_loop().create_task(self._keep())
        return self.load()

    async def stop(self) -> None:
        """Nobody simulated is left, at once."""
        self._asked = 0
        tasks = [*self._visitors, *(task for _, task in self._agents.values())]
        if self._keeper is not None:
            tasks.append(self._keeper)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep(self) -> None:
        """Runs while somebody simulated is there or asked for."""
        drained_at = 0.0
        loop = asyncio.get_running_loop()
        while self._asked or self._visitors or self._agents:
            drained_at = 0.0 if self._asked else drained_at or loop.time()
            self._staff()
            while self._agents and len(self._visitors) < self._asked:
                self._arrive()
                await asyncio.sleep(self._rng.uniform(0.2, 2) * ARRIVAL_S)
            if drained_at and loop.time() - drained_at > DRAIN_S:
                for task in [*self._visitors, *(task for _, task in self._agents.values())]:
                    task.cancel()
            await asyncio.sleep(STEP_S)

    def _arrive(self) -> None:
        place = len(self._visitors)
        story = self._story()
        rng = random.Random(self._rng.random())
        task = asyncio.create_task(self._visit(visit(self._port, story, lambda: place < self._asked, rng)))
        self._visitors.add(task)
        task.add_done_callback(self._visitors.discard)

    def _story(self) -> Story:
        """What the next visitor comes for."""
        part = RUSH * max(0.0, self._asked - CALM) / (MOST - CALM)
        rush = self._rng.random() < part
        return self._rng.choice([story for story in STORIES if not rush or story.widget == SALES])

    async def _visit(self, visiting: Coroutine[Any, Any, None]) -> None:
        try:
            await visiting
        except (WebSocketException, OSError, TimeoutError) as lost:
            log.debug("simulated_visitor_lost", why=type(lost).__name__)
            await asyncio.sleep(STEP_S)

    def _staff(self) -> None:
        """As many agents as the visitors need; those too many finish what they have."""
        wanted = math.ceil(self._asked / VISITORS_PER_AGENT) + 1 if self._asked else 0
        if not self._asked and self._visitors:
            return  # they leave first, so that nobody is left unserved
        free = [name for name in ORDER if name in self._passwords and name not in self._agents]
        for name in free[: max(0, wanted - len(self._agents))]:
            if not self._is_taken(name, ""):
                task = asyncio.create_task(self._sit_down(name))
                self._agents[name] = None, task
                task.add_done_callback(lambda _, who=name: self._agents.pop(who, None))  # type: ignore[misc]
        for agent, _ in list(self._agents.values())[wanted:]:
            if agent is not None:
                agent.leave()

    async def _sit_down(self, name: str) -> None:
        who = self._passwords[name]
        desk = Desk(self._port)
        try:
            await desk.sign_in(who.email, who.password)
            agent = Agent(desk, random.Random(self._rng.random()), lambda: self._is_taken(name, desk.cookie))
            self._agents[name] = agent, self._agents[name][1]
            await agent.work()
        except (Unanswered, WebSocketException, OSError, TimeoutError) as lost:
            log.debug("simulated_agent_lost", why=type(lost).__name__)
            await asyncio.sleep(STEP_S)
