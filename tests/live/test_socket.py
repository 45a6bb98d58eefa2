"""The socket itself, through the whole server: sessions, origins, malformed frames, desks, and a contact as it goes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from beffroi.app import create_app
from beffroi.demo.tenant import read_sign_ins
from beffroi.interactions.model import Draft
from beffroi.interactions.store import write_message
from beffroi.kernel.config import Settings
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, QueueId, new_id
from beffroi.live import protocol
from beffroi.live.api import MISTAKES
from beffroi.live.service import SCREENS_PER_USER
from beffroi.routing import commands as c
from tests.live.client import Message
from tests.live.socket import Closed, Socket

URL = "http://localhost:8000"


@dataclass
class Person:
    """Somebody with a browser."""

    app: FastAPI
    browser: AsyncClient
    id: str

    def socket(self, **options: str | None) -> Socket:
        cookie = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        return Socket(self.app, cookie, **options)

    async def post(self, path: str, body: Message | None = None) -> Message:
        answer = await self.browser.post(path, json=body or {})
        assert answer.status_code == 200, answer.text
        found: Message = answer.json()
        return found


@dataclass
class Centre:
    app: FastAPI
    settings: Settings

    @asynccontextmanager
    async def person(self, name: str) -> AsyncIterator[Person]:
        email = f"{name}@demo.invalid"
        password = next(one.password for one in read_sign_ins(self.settings.data_dir) if one.email == email)
        transport = ASGITransport(app=self.app)
        async with AsyncClient(transport=transport, base_url=URL, headers={"Origin": URL}) as browser:
            answer = await browser.post("/api/session", json={"email": email, "password": password})
            browser.headers["X-CSRF-Token"] = answer.json()["csrf"]
            yield Person(self.app, browser, answer.json()["user"]["id"])

    async def say(self, interaction: InteractionId, text: str, agent: AgentId | None = None) -> None:
        """A message's row is written, then reported."""
        author = "agent" if agent else "customer"
        draft = Draft("thread", interaction, author, "somebody", new_id(), text, self.app.state.clock.now(), agent)
        tenant = self.app.state.routing.tenant
        message, _ = await self.app.state.records.write(lambda conn: write_message(conn, tenant, draft))
        report = c.ReportMessage(id=new_id(), interaction=interaction, message=message.id, author=author, agent=agent)
        await self.app.state.routing.ask(report)

    async def arrival(self, queue: str = "ventes") -> InteractionId:
        """A customer comes."""
        interaction, now = InteractionId(new_id()), self.app.state.clock.now()
        open_ = c.Open(
            id=new_id(),
            interaction=interaction,
            channel="chat",
            queue=QueueId(queue),
            customer=CustomerId(new_id()),
            case=CaseId(new_id()),
            arrived_at=now,
        )
        await self.app.state.routing.ask(open_)
        return interaction


@pytest.fixture
async def centre(tmp_path: Path) -> AsyncIterator[Centre]:
    settings = Settings(data_dir=tmp_path / "data", password_memory_kib=64)
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield Centre(app, settings)


def subscribe(*topics: str, **more: object) -> Message:
    return {"type": "subscribe", "topics": list(topics), **more}


async def test_without_a_session_the_socket_says_sign_in_first(centre: Centre) -> None:
    with pytest.raises(Closed) as closed:
        async with Socket(centre.app) as socket:
            await socket.hear()
    assert closed.value.code == protocol.SIGNED_OUT


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:9999", "null", None])
async def test_a_foreign_page_gets_no_socket(centre: Centre, origin: str | None) -> None:
    async with centre.person("claire") as claire:
        with pytest.raises(Closed):
            async with claire.socket(origin=origin):
                pass


async def test_signing_out_closes_the_session_s_sockets(centre: Centre) -> None:
    async with centre.person("claire") as claire, claire.socket() as socket:
        await socket.say(subscribe("queue:ventes"))
        await socket.until("snapshot")
        await claire.browser.delete("/api/session")
        with pytest.raises(Closed) as closed:
            await socket.until("never")
        assert closed.value.code == protocol.SIGNED_OUT


async def test_a_screen_that_comes_back_resumes_within_the_server_s_run(centre: Centre) -> None:
    async with centre.person("claire") as claire:
        async with claire.socket() as socket:
            await socket.say(subscribe("queue:ventes"))
            n = (await socket.until("snapshot"))["n"]
            boot = socket.client.boot
        async with claire.socket() as socket:
            await socket.say(subscribe("queue:ventes", resume={"queue:ventes": n}, boot=boot))
            await socket.say({"type": "ping"})
            assert [(await socket.hear())["type"] for _ in range(2)] == ["hello", "pong"]
        async with claire.socket() as socket:
            await socket.say(subscribe("queue:ventes", resume={"queue:ventes": n}, boot="another run"))
            await socket.until("snapshot")


NOT_UNDERSTOOD: list[tuple[Message | str | bytes, str]] = [
    ("", "bad_frame"),
    ("{", "bad_frame"),
    ("[]", "bad_frame"),
    ("null", "bad_frame"),
    ('{"type":"subscribe"}', "bad_frame"),
    ('{"type":"subscribe","topics":"me"}', "bad_frame"),
    ('{"type":"subscribe","topics":[1]}', "bad_frame"),
    ('{"type":"subscribe","topics":[],"resume":{"me":"x"}}', "bad_frame"),
    ('{"type":"unknown"}', "bad_frame"),
    ("[" * 5000, "bad_frame"),
    ('{"type":"ping"}' + " " * protocol.FRAME_LIMIT, "frame_too_large"),
    (b"\xff\xfe\x00", "bad_frame"),
    (subscribe(*[f"queue:{n}" for n in range(protocol.TOPICS_LIMIT + 1)]), "too_many_topics"),
]


async def test_what_cannot_be_understood_gets_a_code_and_costs_nothing(centre: Centre) -> None:
    async with centre.person("claire") as claire:
        for frame, code in NOT_UNDERSTOOD:
            async with claire.socket() as socket:
                await socket.say(frame)
                assert (await socket.until("error"))["code"] == code
                await socket.say(subscribe("queue:ventes"))
                await socket.until("snapshot", "queue:ventes")


async def test_a_topic_that_is_not_theirs_is_refused_and_the_others_come(centre: Centre) -> None:
    async with centre.person("ines") as ines, ines.socket() as socket:
        await socket.say(subscribe("queue:ventes", "nonsense", "me"))
        assert (await socket.until("refused", "queue:ventes"))["code"] == "topic_not_allowed"
        assert (await socket.until("refused", "nonsense"))["code"] == "unknown_topic"
        await socket.until("snapshot", "me")


async def test_after_too_many_mistakes_the_socket_is_closed(centre: Centre) -> None:
    async with centre.person("claire") as claire, claire.socket() as socket:
        for _ in range(MISTAKES):
            await socket.say("{")
        with pytest.raises(Closed) as closed:
            await socket.until("never")
        assert closed.value.code == protocol.UNEXPECTED


async def test_asking_too_fast_is_refused_with_a_code(centre: Centre) -> None:
    async with centre.person("claire") as claire, claire.socket() as socket:
        for _ in range(100):
            await socket.say({"type": "ping"})
        assert (await socket.until("error"))["code"] == "too_many"


async def test_one_user_opens_only_so_many_screens(centre: Centre) -> None:
    async with centre.person("claire") as claire:
        open_sockets = [await claire.socket().__aenter__() for _ in range(SCREENS_PER_USER)]
        with pytest.raises(Closed):
            async with claire.socket() as socket:
                await socket.hear()
        for socket in open_sockets:
            await socket.__aexit__(None, None, None)
        async with claire.socket() as socket:
            await socket.until("hello")


async def test_a_desk_connects_with_its_first_screen_and_drops_with_its_last(centre: Centre) -> None:
    live, state = centre.app.state.live, centre.app.state.routing.committed
    async with centre.person("ines") as ines:
        async with ines.socket() as first:
            await first.say(subscribe("me"))
            await first.until("snapshot", "me")
            async with ines.socket() as second:
                await second.say(subscribe("me"))
                await second.until("snapshot", "me")
                await live.desks.settled()
                assert state.agents[ines.id].desk == "connected"
            await live.desks.settled()
            assert state.agents[ines.id].desk == "connected"
            await first.say({"type": "unsubscribe", "topics": ["me"]})
            await first.say({"type": "ping"})
            await first.until("pong")
        await live.desks.settled()
        assert state.agents[ines.id].desk == "dropped"


async def test_a_contact_is_seen_by_the_agent_at_once_and_by_the_supervisor_soon(centre: Centre) -> None:
    async with centre.person("ines") as ines, centre.person("claire") as claire, AsyncExitStack() as stack:
        desk, floor = [await stack.enter_async_context(one.socket()) for one in (ines, claire)]
        await desk.say(subscribe("me"))
        await desk.until("snapshot", "me")
        await centre.app.state.live.desks.settled()
        await ines.post("/api/presence", {"state": "ready"})
        await floor.say(subscribe("queue:ventes"))
        await floor.until("snapshot")
        interaction = await centre.arrival()
        while not (offers := [one for one in desk.client.rows("me").values() if one["kind"] == "offer"]):
            await desk.until("patch", "me")
        assert offers[0]["interaction"] == interaction
        assert set(offers[0]["why"]) == {"fr", "en"}
        await ines.post(f"/api/offers/{offers[0]['assignment']}/accept")
        while f"work:{offers[0]['assignment']}" not in desk.client.rows("me"):
            await desk.until("patch", "me")
        assert f"offer:{offers[0]['assignment']}" not in desk.client.rows("me")
        while f"contact:{interaction}" not in floor.client.rows("queue:ventes"):
            await floor.until("patch")
        day = floor.client.rows("queue:ventes")["queue"]["day"]
        assert (day["received"]["value"], day["answered"]) == (1, 1)
        assert day["service_level"]["value"] is None, "nobody has written yet: neither in time nor late"


async def test_a_customer_s_typing_shows_on_the_desk(centre: Centre) -> None:
    async with centre.person("ines") as ines, ines.socket() as desk:
        await desk.say(subscribe("me"))
        await desk.until("snapshot", "me")
        await centre.app.state.live.desks.settled()
        await ines.post("/api/presence", {"state": "ready"})
        interaction = await centre.arrival()
        while not (offers := [one for one in desk.client.rows("me").values() if one["kind"] == "offer"]):
            await desk.until("patch", "me")
        await ines.post(f"/api/offers/{offers[0]['assignment']}/accept")
        centre.app.state.live.typing(interaction, "customer")
        work = f"work:{offers[0]['assignment']}"
        while not desk.client.rows("me").get(work, {}).get("typing_until"):
            await desk.until("patch", "me")


async def test_after_a_restart_the_figures_are_the_same_and_the_desk_must_come_back(
    centre: Centre, tmp_path: Path
) -> None:
    async with centre.person("ines") as ines, ines.socket() as desk:
        await desk.say(subscribe("me"))
        await desk.until("snapshot", "me")
        await centre.app.state.live.desks.settled()
        await ines.post("/api/presence", {"state": "ready"})
        await centre.arrival()
        while not (offers := [one for one in desk.client.rows("me").values() if one["kind"] == "offer"]):
            await desk.until("patch", "me")
        await ines.post(f"/api/offers/{offers[0]['assignment']}/accept")
        await centre.arrival()
        async with centre.person("claire") as claire, claire.socket() as floor:
            await floor.say(subscribe("queue:ventes"))
            before = (await floor.until("snapshot"))["rows"][0]
        copy = tmp_path / "copy"
        copytree(centre.settings.data_dir, copy)
    again = create_app(Settings(data_dir=copy, password_memory_kib=64))
    async with again.router.lifespan_context(again):
        await again.state.live.desks.settled()
        assert again.state.routing.committed.agents[ines.id].desk == "dropped"
        second = Centre(again, Settings(data_dir=copy, password_memory_kib=64))
        async with second.person("claire") as claire, claire.socket() as floor:
            await floor.say(subscribe("queue:ventes"))
            after = (await floor.until("snapshot"))["rows"][0]
    assert (after["day"], after["half_hour"]) == (before["day"], before["half_hour"])
    assert after["day"]["received"]["value"] == 2


async def test_a_server_that_stops_does_not_start_the_desks_grace(centre: Centre) -> None:
    async with centre.person("ines") as ines, ines.socket() as desk:
        await desk.say(subscribe("me"))
        await desk.until("snapshot", "me")
        await centre.app.state.live.desks.settled()
        await desk.cut(protocol.RESTARTING)
        await centre.app.state.live.desks.settled()
        assert centre.app.state.routing.committed.agents[ines.id].desk == "connected"


async def test_a_conversation_followed_from_its_start_and_one_opened_later_hold_the_same_rows(centre: Centre) -> None:
    async with centre.person("ines") as ines, centre.person("claire") as claire, AsyncExitStack() as stack:
        desk, early = [await stack.enter_async_context(one.socket()) for one in (ines, claire)]
        await desk.say(subscribe("me"))
        await desk.until("snapshot", "me")
        await centre.app.state.live.desks.settled()
        await ines.post("/api/presence", {"state": "ready"})
        interaction = await centre.arrival()
        topic = f"interaction:{interaction}"
        await early.say(subscribe(topic))
        await early.until("snapshot", topic)
        await centre.say(interaction, "Bonjour <b>Madame</b>")
        offer = next(iter(centre.app.state.routing.committed.assignments))
        await ines.post(f"/api/offers/{offer}/accept")
        for n in range(5):
            await centre.say(interaction, f"réponse {n} 🎉", AgentId(ines.id))
            await assert_the_same(claire, early, topic)
        await ines.post(f"/api/interactions/{interaction}/end")
        await assert_the_same(claire, early, topic)
        rows = early.client.rows(topic)
        texts = [row["text"] for row in rows.values() if row["kind"] == "message"]
        assert texts == ["Bonjour <b>Madame</b>", *(f"réponse {n} 🎉" for n in range(5))]
        assert rows["interaction"]["state"] == "ended"
        assert next(row["type"] for row in rows.values() if row["kind"] == "event") == "interaction_opened"


async def assert_the_same(who: Person, early: Socket, topic: str) -> None:
    """A screen that opens the conversation now holds what the other was told bit by bit."""
    async with who.socket() as late:
        await late.say(subscribe(topic))
        await late.until("snapshot", topic)
        while early.client.topics[topic].n < late.client.topics[topic].n:
            await early.until("patch", topic)
        assert early.client.rows(topic) == late.client.rows(topic)


async def test_a_conversation_read_from_the_records_is_the_one_that_was_told(centre: Centre) -> None:
    async with centre.person("claire") as claire:
        interaction = await centre.arrival()
        topic = f"interaction:{interaction}"
        async with claire.socket() as early:
            await early.say(subscribe(topic))
            await early.until("snapshot", topic)
            await centre.say(interaction, "Bonjour")
            await centre.app.state.routing.ask(c.End(id=new_id(), interaction=interaction))
            while early.client.rows(topic)["interaction"]["state"] != "ended":
                await early.until("patch", topic)
        await centre.app.state.ledger.reach(centre.app.state.routing.committed_seq, within_s=5)
        centre.app.state.live.hub.painter.forget(topic)
        centre.app.state.live.hub._topics.clear()
        async with claire.socket() as late:
            await late.say(subscribe(topic))
            await late.until("snapshot", topic)
            assert late.client.rows(topic) == early.client.rows(topic)
