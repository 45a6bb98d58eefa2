"""Twenty chats and eleven agents while somebody kills the server. Every choice comes from one seed."""

import asyncio
import random
from typing import Any, Final

from tests.journeys.agents import Agent
from tests.journeys.centre import Centre
from tests.journeys.clients import Customer
from tests.journeys.waiting import until

QUEUES: Final = ("support_fr", "support_en", "ventes", "retours")
ENGLISH_EACH: Final = 5
PAUSE_S: Final = (0.2, 1.6)
DONE_S: Final = 90.0
LAST: Final = "C’est tout, merci."


class Storm:
    """The talk, what everybody saw, and the kills."""

    def __init__(self, centre: Centre, seed: int, chats: int) -> None:
        self.centre = centre
        self.seed = seed
        self.customers = [
            Customer(centre.url, "en" if number % ENGLISH_EACH == 0 else "fr", f"Visitor {number}")
            for number in range(chats)
        ]
        self.agents: list[Agent] = []
        self.replies: dict[str, str] = {}  # what an agent was told is written: client id → text
        self.seen_at_end: dict[str, list[tuple[str, str]]] = {}  # interaction → the transcript on the last desk
        self.is_over = asyncio.Event()
        self._random = random.Random(seed)

    async def rages(self, people: list[str], kills: int) -> None:
        """Until every chat is over and every outcome given."""
        for person in people:
            agent = Agent(self.centre.url, person, self.centre.password(person))
            self.agents.append(agent)
            await agent.sits_down(self._work)
        talks = [asyncio.create_task(self._talks(one, self._fork())) for one in self.customers]
        try:
            await self._kills(kills)
            self.is_over.set()
            await asyncio.gather(*talks)
            await until(lambda: not any(agent.rows("work") for agent in self.agents), "all wrapped up", DONE_S)
        finally:
            for talk in talks:
                talk.cancel()
            await asyncio.gather(*talks, return_exceptions=True)

    async def calms_down(self) -> None:
        """Everybody's sockets are closed."""
        for customer in self.customers:
            await customer.close()
        for agent in self.agents:
            await agent.goes()

    def wrong(self) -> list[str]:
        """What anybody was told that cannot be."""
        return [one for who in self.customers for one in who.wrong] + [one for who in self.agents for one in who.wrong]

    def _fork(self) -> random.Random:
        return random.Random(self._random.random())

    async def _kills(self, kills: int) -> None:
        for _ in range(kills):
            await asyncio.sleep(self._random.uniform(0.8, 3.5))  # the random point, not a wait for something
            self.centre.kill()
            await asyncio.to_thread(self.centre.start)
        await asyncio.sleep(self._random.uniform(0.5, 1.5))

    async def _talks(self, customer: Customer, rng: random.Random) -> None:
        await asyncio.sleep(rng.uniform(0, 2))
        customer.stays()
        number = 0
        while not self.is_over.is_set() and number < 18:
            number += 1
            await customer.says(f"Question {number} ?")
            await asyncio.sleep(rng.uniform(*PAUSE_S))
        await until(lambda: customer.state["state"] == "in_contact", "served", DONE_S)
        if rng.random() < 0.3:
            await customer.leave()
        else:
            await customer.says(LAST)
            await until(lambda: customer.is_over, "the agent ends", DONE_S)

    async def _work(self, agent: Agent) -> None:
        for offer in agent.rows("offer"):
            name = offer["assignment"]
            agent.begin(f"accept-{name}", lambda name=name: self._accept(agent, name))  # type: ignore[misc]
        for work in agent.rows("work"):
            name = work["assignment"]
            if work["state"] == "wrap_up":
                agent.begin(f"finish-{name}", lambda work=work: self._finish(agent, work))  # type: ignore[misc]
            else:
                self._serve(agent, work)

    async def _accept(self, agent: Agent, assignment: str) -> None:
        status, body = await agent.asks(f"/api/offers/{assignment}/accept", key=f"accept-{assignment}")
        assert status == 200 or body["code"] == "offer_gone", body

    def _serve(self, agent: Agent, work: dict[str, Any]) -> None:
        name, interaction = work["assignment"], work["interaction"]
        lines = agent.transcript(interaction)
        if lines and lines[-1]["text"] == LAST:
            agent.begin(f"end-{name}", lambda: self._ends(agent, work))
            return
        for line in lines:
            if line["author"] == "customer" and line["at"] >= work["accepted_at"]:
                agent.begin(f"re-{line['id']}", lambda line=line: self._reply(agent, work, line))  # type: ignore[misc]
        passing = random.Random(f"{self.seed}{name}").random()
        if passing < 0.25 and len(lines) > 3 and not self.is_over.is_set():
            agent.begin(f"pass-{name}", lambda: self._pass_on(agent, work, passing < 0.15))

    async def _reply(self, agent: Agent, work: dict[str, Any], line: dict[str, Any]) -> None:
        text, name = f"re {line['n']}: {line['text']}", f"{agent.person}-{line['id']}"
        path = f"/api/interactions/{work['interaction']}/messages"
        status, body = await agent.asks(path, {"text": text, "client_id": name})
        if status == 200:
            self.replies[body["id"]] = text
        else:  # passed on or ended meanwhile
            assert status in (403, 409), body

    async def _pass_on(self, agent: Agent, work: dict[str, Any], to_queue: bool) -> None:
        path, key = f"/api/interactions/{work['interaction']}", f"pass-{work['assignment']}"
        rng = random.Random(f"{self.seed}{key}")
        # Who came by the English door is served in English wherever they are passed on to: by nobody among « Retours ».
        english = int(work["customer"]["name"].split()[-1]) % ENGLISH_EACH == 0
        asked = {"queue": rng.choice([queue for queue in QUEUES if not english or queue != "retours"])}
        if not to_queue:
            targets = await agent.reads(f"{path}/targets")
            if targets["agents"]:
                asked = {"agent": rng.choice(targets["agents"])["id"]}
        status, body = await agent.asks(f"{path}/transfer", asked, key=key)
        assert status in (200, 403, 409), body

    async def _ends(self, agent: Agent, work: dict[str, Any]) -> None:
        path = f"/api/interactions/{work['interaction']}/end"
        status, body = await agent.asks(path, key=f"end-{work['assignment']}")
        assert status in (200, 403, 409), body

    async def _finish(self, agent: Agent, work: dict[str, Any]) -> None:
        name, interaction = work["assignment"], work["interaction"]
        story = f"interaction:{interaction}"

        def told() -> list[dict[str, Any]]:
            """The interaction, once its end is known here, or that it goes on with somebody else."""
            rows = agent.rows("interaction", story)
            return [row for row in rows if row["ended_at"] or (row["agent"] or {}).get("id") != agent.person]

        if work["ended"]:
            known = await until(told, f"{agent.person} sees the end of {interaction}")
            if known[0]["ended_at"]:
                self.seen_at_end[interaction] = [(one["id"], one["text"]) for one in agent.transcript(interaction)]
        path = f"/api/assignments/{name}/finish"
        status, body = await agent.asks(path, {"disposition": "to_follow"}, key=f"finish-{name}")
        assert status == 200 or body["code"] == "not_in_wrap_up", body
