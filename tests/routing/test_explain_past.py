"""« Pourquoi ce conseiller ? » of a contact that is over: the route tells it as it stood, to those who may know."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from beffroi.interactions.projector import FOLLOWER, Projector
from beffroi.kernel.bus import Bus
from beffroi.kernel.clock import FakeClock
from beffroi.kernel.db import Records
from beffroi.kernel.follower import Follower
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, QueueId, TenantId, UserId
from beffroi.kernel.journal import Journal
from beffroi.kernel.web.access import Principal
from beffroi.kernel.web.problems import install
from beffroi.routing import api
from beffroi.routing import commands as c
from beffroi.routing.model import Configuration, WrapUp
from beffroi.routing.service import Routing
from beffroi.routing.words import Names, Said
from tests.routing.stories import agent, queue

T = TenantId("t")
WORDS = Names(agent=str.title, skill=lambda code: Said(code, code))


class Supervisor:
    """Everybody is signed in as the supervisor of the support queue."""

    cookie = "session"

    async def resolve(self, token: str) -> Principal:
        may, queues = frozenset(["explain.read"]), frozenset(["support"])
        return Principal(T, UserId(token), token, may, frozenset(), queues, "session", "csrf")


class House:
    """One shard with its journal and ledger, and the routes on it."""

    def __init__(self, folder: Path) -> None:
        self.records, self.clock, self.asked = Records(folder / "records.db", durable=False), FakeClock(), 0
        self.records.open()
        self.journal = Journal(folder / "journal.db", synchronous="OFF")
        self.journal.open()
        self.routing = Routing(T, self.journal, self.records, self.clock, Bus(), WORDS)
        self.ledger = Follower(FOLLOWER, T, self.journal, self.records, Bus(), Projector(T).project)

    async def open(self) -> None:
        await self.routing.start()
        await self.ledger.start()
        people = agent("ines"), agent("hugo"), agent("zoe")
        content = Configuration((queue(wrap_up=WrapUp("none")), queue("secret")), people)
        await self.do(c.Configure, news_seq=1, content=content)
        for one in people:
            await self.do(c.ReportDesk, agent=one.id, connected=True)
            await self.do(c.SetPresence, agent=one.id, state="ready")
            self.clock.move(1)

    async def close(self) -> None:
        await self.routing.stop()
        self.journal.close()
        self.records.close()

    async def do(self, kind: type[c.Command], **fields: Any) -> None:
        self.asked += 1
        await self.routing.ask(kind(id=f"c{self.asked}", **fields))
        while await self.ledger.step():
            pass

    async def arrives(self, name: str) -> None:
        at = self.clock.now()
        fields = {"customer": CustomerId(name), "case": CaseId(name), "channel": "chat", "arrived_at": at}
        await self.do(c.Open, interaction=InteractionId(name), queue=QueueId("support"), **fields)

    async def is_served(self, name: str) -> None:
        held = next(iter(self.routing.committed.assignments.values()))
        await self.do(c.Accept, assignment=held.id, agent=held.agent)
        await self.do(c.End, interaction=InteractionId(name), agent=held.agent)

    async def why(self, name: str, **query: str) -> httpx.Response:
        """The route's answer to a supervisor of the support queue."""
        app = FastAPI()
        app.include_router(api.router)
        install(app)
        app.state.routing, app.state.ledger, app.state.sessions = self.routing, self.ledger, Supervisor()
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://beffroi", cookies={"session": "claire"}
        ) as client:
            return await client.get(f"/api/interactions/{name}/explain", params=query)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    made = House(tmp_path)
    await made.open()
    yield made
    await made.close()


async def test_what_is_over_is_told_as_it_stood(house: House) -> None:
    await house.do(c.SetPresence, agent=AgentId("zoe"), state="not_ready", reason="meal")
    await house.arrives("marie")
    await house.is_served("marie")
    await house.do(c.SetPresence, agent=AgentId("zoe"), state="ready")
    found = (await house.why("marie", agent="zoe")).json()
    assert found["winner"]["name"] == "Ines"
    assert (found["verdict"], found["exclusions"][0]["code"]) == ("not_ready", "not_ready")
    assert found["sentences"]["fr"][-1] == "Zoe est indisponible."


async def test_so_is_a_contact_in_hand_for_somebody_its_offer_did_not_keep(house: House) -> None:
    await house.do(c.SetPresence, agent=AgentId("zoe"), state="not_ready", reason="meal")
    await house.arrives("marie")
    held = next(iter(house.routing.committed.assignments.values()))
    await house.do(c.Accept, assignment=held.id, agent=held.agent)
    await house.do(c.SetPresence, agent=AgentId("zoe"), state="ready")
    assert (await house.why("marie", agent="zoe")).json()["verdict"] == "not_ready"
    assert (await house.why("marie", agent="hugo")).json()["verdict"] == "behind"


async def test_who_was_never_offered_is_told_by_the_end_of_their_wait(house: House) -> None:
    for name in ("ines", "hugo", "zoe"):
        await house.do(c.SetPresence, agent=AgentId(name), state="not_ready", reason="meal")
    await house.arrives("marie")
    await house.do(c.End, interaction=InteractionId("marie"))
    found = (await house.why("marie")).json()
    assert (found["winner"], found["wait"]["ahead"], found["exclusions"][0]["count"]) == (None, 0, 3)


async def test_only_those_of_the_queue_are_told(house: House) -> None:
    at = house.clock.now()
    fields = {"customer": CustomerId("x"), "case": CaseId("x"), "channel": "chat", "arrived_at": at}
    await house.do(c.Open, interaction=InteractionId("hidden"), queue=QueueId("secret"), **fields)
    assert (await house.why("hidden")).status_code == 403
    await house.do(c.End, interaction=InteractionId("hidden"))
    assert (await house.why("hidden")).status_code == 403
    assert (await house.why("nobody")).status_code == 404
