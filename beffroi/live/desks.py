"""Desks: routing learns when an agent's first screen connects and when their last one is gone."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Final

from beffroi.kernel.errors import Refused, TryAgain
from beffroi.kernel.ids import AgentId, new_id
from beffroi.kernel.logs import get_logger
from beffroi.routing.commands import ReportDesk
from beffroi.routing.state import State
from beffroi.routing.states import Desk

RETRY_S: Final = 0.5
log = get_logger(__name__)


class Desks:
    """How many screens follow each agent's `me`. Reports go one at a time per agent, until routing has it."""

    def __init__(self, ask: Callable[[ReportDesk], Awaitable[object]]) -> None:
        self._ask = ask
        self._screens: Counter[AgentId] = Counter()
        self._told: dict[AgentId, bool] = {}
        self._telling: dict[AgentId, asyncio.Task[None]] = {}

    def begin(self, state: State) -> None:
        """After a start no screen is connected: those that were must come back within their grace."""
        for agent in state.agents.values():
            if agent.desk == Desk.CONNECTED:
                self._told[agent.id] = True
                self._tell(agent.id)

    def opened(self, agent: AgentId) -> None:
        """One more screen of this agent."""
        self._screens[agent] += 1
        self._tell(agent)

    def closed(self, agent: AgentId) -> None:
        """One screen of this agent less."""
        self._screens[agent] -= 1
        if self._screens[agent] <= 0:
            del self._screens[agent]
        self._tell(agent)

    async def settled(self) -> None:
        """Every report made so far is answered."""
        while self._telling:
            await asyncio.wait(self._telling.values())

    async def stop(self) -> None:
        """Nothing more is reported: the next start does."""
        telling = list(self._telling.values())
        for task in telling:
            task.cancel()
        await asyncio.gather(*telling, return_exceptions=True)

    def _tell(self, agent: AgentId) -> None:
        if agent not in self._telling:
            self._telling[agent] = asyncio.create_task(self._report(agent))

    async def _report(self, agent: AgentId) -> None:
        try:
            while (connected := agent in self._screens) != self._told.get(agent, False):
                if await self._reported(agent, connected):
                    self._told[agent] = connected
                else:
                    await asyncio.sleep(RETRY_S)
        finally:
            del self._telling[agent]

    async def _reported(self, agent: AgentId, connected: bool) -> bool:
        try:
            await self._ask(ReportDesk(id=new_id(), by="system", agent=agent, connected=connected))
        except TryAgain:
            return False
        except Refused as refused:
            log.warning("desk_not_reported", code=refused.code)
        return True
