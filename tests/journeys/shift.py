"""Agents without a browser who do plain work: they take what is offered, answer once, and note an outcome.

How long a chat lasts is for its customer to say: it is over when the customer leaves. Calls are made at once.
"""

from typing import Any, Final

from tests.journeys.agents import Agent
from tests.journeys.centre import Centre

REPLY: Final = "Bonjour, je regarde."
GONE: Final = (403, 404, 409)
"""What was offered or in hand may be so no more when it is answered."""


class Shift:
    """Everybody who works by script."""

    def __init__(self, centre: Centre) -> None:
        self.agents: dict[str, Agent] = {}
        self._centre = centre

    async def sits_down(self, *people: str) -> None:
        """These are ready, and work."""
        for person in people:
            self.agents[person] = agent = Agent(self._centre.url, person, self._centre.password(person))
            await agent.sits_down(self._work)

    async def leaves(self) -> None:
        """Logged out, and gone."""
        for agent in self.agents.values():
            await agent.asks("/api/presence", {"state": "logged_out"})
            await agent.goes()

    def wrong(self) -> list[str]:
        """What anybody was answered that cannot be."""
        return [one for agent in self.agents.values() for one in agent.wrong]

    async def _work(self, agent: Agent) -> None:
        for offer in agent.rows("offer"):
            self._once(agent, f"/api/offers/{offer['assignment']}/accept", {})
        for work in agent.rows("work"):
            if work["state"] == "wrap_up":
                self._once(agent, f"/api/assignments/{work['assignment']}/finish", {"disposition": "to_follow"})
            elif work["channel"] == "callback":
                self._once(agent, f"/api/interactions/{work['interaction']}/callback", {"result": "reached"})
            elif work["channel"] == "chat":
                said = {"text": REPLY, "client_id": f"re-{work['assignment']}"}
                self._once(agent, f"/api/interactions/{work['interaction']}/messages", said)

    def _once(self, agent: Agent, path: str, body: dict[str, Any]) -> None:
        async def ask() -> None:
            status, answer = await agent.asks(path, body, key=f"{agent.person}{path}"[-60:])
            assert status in (200, *GONE), f"{path}: {status} {answer}"

        agent.begin(path, ask)
