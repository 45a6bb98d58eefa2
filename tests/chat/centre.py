"""A small centre with its real parts: journal, records, routing, ledger, chat, edge; real sockets, a clock by hand."""

import asyncio
import json
import socket
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI
from websockets.asyncio.client import ClientConnection, connect

from beffroi.channels.chat import api, store
from beffroi.channels.chat.model import OWN, Door, Limits, Widget
from beffroi.channels.chat.service import Chat
from beffroi.entry.service import Entry
from beffroi.interactions import api as history
from beffroi.interactions import care_api
from beffroi.interactions.projector import FOLLOWER, Projector
from beffroi.kernel.bus import Bus
from beffroi.kernel.clock import FakeClock
from beffroi.kernel.db import Records
from beffroi.kernel.follower import Follower
from beffroi.kernel.ids import AgentId, AssignmentId, InteractionId, QueueId, TeamId, TenantId, new_id
from beffroi.kernel.journal import Journal
from beffroi.kernel.web.access import Principal
from beffroi.kernel.web.edge import protect
from beffroi.kernel.web.limits import Limit
from beffroi.routing import commands as c
from beffroi.routing.model import AgentProfile, Configuration, Membership, QueueRules, WrapUp
from beffroi.routing.rules import FloorRules, ReasonRules
from beffroi.routing.service import Routing
from beffroi.routing.words import Names, Said

T = TenantId("colvert")
SUPPORT = QueueId("support_fr")
INES, HUGO = AgentId("ines"), AgentId("hugo")
CLAIRE, SAMIRA = AgentId("claire"), AgentId("samira")
NAMES = {"ines": "Inès Moreau", "hugo": "Hugo Lefèvre"}
SUPERVISORS: dict[str, frozenset[str] | None] = {"claire": None, "samira": frozenset({"support_en"})}
WORDS = Names(lambda agent: NAMES[agent], lambda code: Said(code, code))
WIDGET = Widget("w", T, (OWN, "https://shop.example"), {"fr": Door(SUPPORT), "en": Door(QueueId("support_en"))})
GENEROUS = Limits(messages=Limit(1000, 1), conversations=Limit(100, 1))


class Browser:
    """A visitor's page: says things as the widget does, and waits for what it is told."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.token: str | None = None
        self.heard: list[dict[str, Any]] = []
        self.kept: list[dict[str, Any]] = []

    async def send(self, **message: object) -> None:
        await self.socket.send(json.dumps(message))

    async def hears(self, kind: str, **also: object) -> Any:
        """The first message of this kind (with these values) that was not taken yet. Others stay to be taken."""
        for place, message in enumerate(self.kept):
            if _is(message, kind, also):
                return self.kept.pop(place)
        while True:
            message = json.loads(await asyncio.wait_for(self.socket.recv(), 5))
            self.heard.append(message)
            if _is(message, kind, also):
                return message
            self.kept.append(message)

    async def hello(self, **also: object) -> Any:
        await self.send(type="hello", **also)
        welcome = await self.hears("welcome")
        self.token = welcome["token"]
        return welcome

    async def says(self, text: str, client_id: str | None = None) -> Any:
        client_id = client_id or new_id()
        await self.send(type="say", id=client_id, text=text)
        return await self.hears("ack", id=client_id)


class Centre:
    """One organisation, one server."""

    def __init__(
        self,
        folder: Path,
        limits: Limits = GENEROUS,
        return_s: float = 10.0,
        configuration: Configuration | None = None,
    ) -> None:
        self.folder = folder
        self.configuration = configuration or configured()
        self.limits = limits
        self.return_s = return_s
        self.clock = FakeClock()
        self.port = 0
        self.browsers: list[ClientConnection] = []

    async def open(self) -> None:
        self.records = Records(self.folder / "records.db", durable=False)
        self.records.open()
        self.journal = Journal(self.folder / "journal.db", synchronous="OFF")
        self.journal.open()
        bus = Bus()
        self.routing = Routing(T, self.journal, self.records, self.clock, bus, WORDS)
        await self.routing.start()
        await self.routing.ask(c.Configure(id="configuration", news_seq=1, content=self.configuration))
        self.ledger = Follower(FOLLOWER, T, self.journal, self.records, bus, Projector(T).project)
        await self.ledger.start()
        await self.caught_up()
        self.entry = Entry(T, self.records, self.routing)
        await self.records.write(lambda conn: store.put_widget(conn, WIDGET))
        self.chat = Chat(
            self.records,
            self.routing,
            self.entry,
            self.clock,
            NAMES.get,
            self.limits,
            gone_after_s=0.0,
            return_s=self.return_s,
        )
        await self.entry.open_left_over(self.clock.now())
        await self.chat.start()
        await self._listen()

    async def close(self) -> None:
        for browser in self.browsers:
            await browser.close()
        await self.chat.stop()
        self.server.should_exit = True
        await self.serving
        await self.routing.stop()
        self.journal.close()
        self.records.close()

    async def __aenter__(self) -> "Centre":
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def caught_up(self) -> None:
        """The ledger's rows are as after the last event."""
        while await self.ledger.step():
            pass

    async def browser(self, origin: str | None = None, widget: str = "w") -> Browser:
        address = f"ws://localhost:{self.port}/chat/ws?widget={widget}"
        page = f"http://localhost:{self.port}" if origin is None else origin
        connection = await connect(address, origin=page or None, open_timeout=5)  # type: ignore[arg-type]
        self.browsers.append(connection)
        return Browser(connection)

    async def visitor(self, text: str | None = "Bonjour", **hello: object) -> Browser:
        """A browser that said hello, and something."""
        browser = await self.browser()
        await browser.hello(**hello)
        if text is not None:
            await browser.says(text)
        return browser

    async def ready(self, agent: AgentId) -> None:
        """The agent sits at the desk and takes work."""
        await self.routing.ask(c.ReportDesk(id=new_id(), agent=agent, connected=True))
        await self.routing.ask(c.SetPresence(id=new_id(), agent=agent, state="ready"))

    async def accepts(self, agent: AgentId) -> InteractionId:
        """The agent takes what is offered to them."""
        shown = self.routing.committed.assignments.values()
        offer = next(one for one in shown if one.agent == agent and one.state == "offered")
        await self.routing.ask(c.Accept(id=new_id(), assignment=AssignmentId(offer.id), agent=agent))
        return offer.interaction

    async def replies(self, agent: AgentId, interaction: str, text: str, client_id: str = "") -> httpx.Response:
        body = {"text": text, "client_id": client_id or new_id()}
        return await self.post(agent, f"/api/interactions/{interaction}/messages", body)

    async def post(self, agent: AgentId, path: str, body: object = None, verb: str = "POST") -> httpx.Response:
        origin = f"http://localhost:{self.port}"
        headers = {"X-CSRF-Token": "csrf", "Origin": origin}
        async with httpx.AsyncClient(base_url=origin, headers=headers, cookies={"beffroi_session": agent}) as client:
            return await client.request(verb, path, json=body)

    async def page(self, agent: AgentId, path: str) -> Any:
        """What is read there, once the rows are up to date."""
        await self.caught_up()
        origin = f"http://localhost:{self.port}"
        async with httpx.AsyncClient(base_url=origin, cookies={"beffroi_session": agent}) as client:
            return (await client.get(path)).json()

    async def _listen(self) -> None:
        app = FastAPI()
        app.include_router(api.router)
        app.include_router(history.router)
        app.include_router(care_api.router)
        app.state.records, app.state.ledger, app.state.directory = self.records, self.ledger, Directory()
        app.state.chat, app.state.routing, app.state.sessions = self.chat, self.routing, Sessions()
        hosts = frozenset({"localhost", "127.0.0.1"})
        listening = socket.create_server(("127.0.0.1", 0))
        self.port = listening.getsockname()[1]
        protect(app, hosts=hosts, public_origin=f"http://localhost:{self.port}", clock=self.clock)
        config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="websockets-sansio")
        self.server = uvicorn.Server(config)
        self.serving = asyncio.create_task(self.server.serve(sockets=[listening]))


def _is(message: dict[str, Any], kind: str, also: dict[str, object]) -> bool:
    return message["type"] == kind and all(message.get(key) == value for key, value in also.items())


class Directory:
    """Names of agents."""

    def user_name(self, user: str) -> str | None:
        return NAMES.get(user)


class Sessions:
    """Whoever says a name is that agent."""

    cookie = "beffroi_session"

    async def resolve(self, token: str) -> Principal | None:
        rights = {"desk.work", "interaction.read"}
        teams: frozenset[str] | None = frozenset()
        queues: frozenset[str] | None = frozenset()
        if token in SUPERVISORS:
            rights, queues = {"contact.join", "floor.read", "interaction.read"}, SUPERVISORS[token]
            teams = None
        elif token not in NAMES:
            return None
        return Principal(
            T, AgentId(token), NAMES.get(token, token), frozenset(rights), teams, queues, f"s-{token}", "csrf"
        )


def configured(*reasons: str, **rules: Any) -> Configuration:
    """Two queues with these `rules` beside, two agents who do everything, and these reasons for contact."""
    queues = [
        QueueRules(QueueId(queue), queue, wrap_up=WrapUp(mode="none"), **rules)
        for queue in ("support_fr", "support_en")
    ]
    seat = {rule.id: Membership() for rule in queues}
    carries = {"chat": 3, "callback": 1, "message": 3}
    agents = (AgentProfile(AgentId(name), TeamId("lille"), {}, seat, carries) for name in NAMES)
    floor = FloorRules(reasons=tuple(ReasonRules(code) for code in reasons)) if reasons else None
    return Configuration(queues=tuple(queues), agents=tuple(agents), floor=floor)
