"""The wiring: which rooms there are, in which order they start, and who hears whom. Nothing is decided here."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from fastapi.routing import APIRoute

from beffroi.channels.chat.api import router as chat_router
from beffroi.channels.chat.model import Limits
from beffroi.channels.chat.service import Chat
from beffroi.demo.pages import router as demo_router
from beffroi.demo.tenant import make_demo
from beffroi.entry.service import Entry
from beffroi.insight import projector as insight
from beffroi.insight.api import router as insight_router
from beffroi.insight.export_api import router as export_router
from beffroi.insight.files.api import STREAMED, Files
from beffroi.insight.files.api import router as files_router
from beffroi.insight.service import Targets
from beffroi.insight.targets_api import router as targets_router
from beffroi.interactions import projector as interactions
from beffroi.interactions.api import router as interactions_router
from beffroi.interactions.care_api import router as care_router
from beffroi.kernel import audit
from beffroi.kernel.bus import Bus
from beffroi.kernel.clock import Clock
from beffroi.kernel.config import BadSettings, Settings
from beffroi.kernel.db import Records
from beffroi.kernel.follower import Follower
from beffroi.kernel.ids import TenantId
from beffroi.kernel.jobs import Jobs
from beffroi.kernel.journal import Journal
from beffroi.kernel.logs import get_logger
from beffroi.kernel.tasks import Tasks
from beffroi.kernel.web.edge import SIGNED_IN, UNKNOWN, protect
from beffroi.kernel.web.health import Health
from beffroi.kernel.web.health import router as health_router
from beffroi.kernel.web.limits import Limit
from beffroi.kernel.web.problems import RESPONSES
from beffroi.kernel.web.spa import Spa
from beffroi.live.alerts.api import router as alerts_router
from beffroi.live.alerts.service import WEBHOOK, Alerts
from beffroi.live.alerts.webhook import Webhooks
from beffroi.live.api import router as live_router
from beffroi.live.service import Live
from beffroi.migrations import bring_to_head
from beffroi.people.api import router as people_router
from beffroi.people.briefings.api import router as briefings_router
from beffroi.people.passwords import Passwords
from beffroi.people.service import People
from beffroi.routing.api import router as routing_router
from beffroi.routing.commands import Configure
from beffroi.routing.day_api import router as day_router
from beffroi.routing.floor.acts import Acts
from beffroi.routing.floor.api import router as floor_router
from beffroi.routing.model import Configuration
from beffroi.routing.rulebook.api import router as rules_router
from beffroi.routing.rulebook.overview_api import router as overview_router
from beffroi.routing.rulebook.service import Rulebook
from beffroi.routing.service import Routing
from beffroi.routing.words import Names, Said, why
from beffroi.wfm.api import router as whatif_router
from beffroi.wfm.service import WhatIfs

log = get_logger(__name__)

STATIC: Final = Path(__file__).parent / "static"
ROUTERS: Final = (
    health_router,
    people_router,
    briefings_router,
    routing_router,
    day_router,
    floor_router,
    rules_router,
    overview_router,
    interactions_router,
    care_router,
    demo_router,
    chat_router,
    live_router,
    alerts_router,
    insight_router,
    export_router,
    targets_router,
    files_router,
    whatif_router,
)
DEMO_LIMITS: Final = Limits(
    conversations_per_address=Limit(5000, 3600), handshakes_per_address=Limit(5000, 60), sockets_per_address=5000
)
"""In the demo, which only this machine reaches, all simulated visitors share one address."""
MINUTE_S: Final = 60.0


def create_app(settings: Settings | None = None, *, signed_in: Limit = SIGNED_IN, unknown: Limit = UNKNOWN) -> FastAPI:
    """The whole server. Nothing is opened before its lifespan begins; limits are arguments for tests and benches."""
    settings = settings or Settings.from_env()
    clock = Clock()
    app = FastAPI(
        title="Beffroi",
        version=version("beffroi"),
        lifespan=_lifespan,
        generate_unique_id_function=_operation,
        responses=RESPONSES,
        redirect_slashes=False,
        openapi_url=None,  # the description is exported at build time; a server does not describe itself to strangers
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    app.state.settings, app.state.clock, app.state.health = settings, clock, Health()
    protect(
        app,
        hosts=settings.hosts,
        public_origin=settings.url,
        clock=clock,
        signed_in=signed_in,
        unknown=unknown,
        streams=STREAMED,
    )
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/", Spa(STATIC))
    return app


def _operation(route: APIRoute) -> str:
    return route.name


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with AsyncExitStack() as stack:
        try:
            await _start(app, stack)
        except Exception as problem:
            app.state.failure = problem
            raise
        yield


async def _start(app: FastAPI, stack: AsyncExitStack) -> None:
    """Each part starts when what it stands on has, and stops before it."""
    state, settings, clock = app.state, app.state.settings, app.state.clock
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    journal = Journal(settings.data_dir / "journal.db")
    journal.open()
    stack.callback(journal.close)
    records = state.records = Records(settings.data_dir / "records.db", prepare=bring_to_head)
    records.open()
    stack.callback(records.close)

    passwords = Passwords(settings.password_memory_kib)
    if settings.demo:
        await asyncio.to_thread(make_demo, records, settings, passwords)
    cookie = "__Host-beffroi" if settings.cookies_are_secure else "beffroi_session"
    people = state.people = People(records, clock, passwords, cookie)
    stack.callback(people.close)
    people.start()
    state.sessions, state.directory = people.sessions, people.directory
    tenant = _the_tenant(people)

    bus, tasks = Bus(), Tasks()
    names = _names(people, tenant)
    routing = state.routing = Routing(tenant, journal, records, clock, bus, names)
    await routing.start()
    stack.push_async_callback(routing.stop)
    people.on_changed(routing.refresh)
    rulebook = state.rulebook = Rulebook(records, routing, people.directory)
    state.acts = Acts(records, routing, rulebook)

    ledger = state.ledger = Follower(
        interactions.FOLLOWER, tenant, journal, records, bus, interactions.Projector(tenant).project
    )
    followers = state.followers = [
        ledger,
        Follower(insight.FOLLOWER, tenant, journal, records, bus, insight.projection(tenant)),
    ]
    for follower in followers:
        await follower.start()
        while await follower.step():  # chat and entry settle what a crash left by reading rows that are up to date
            pass

    zone = ZoneInfo(people.directory.page(tenant).tenant.zone)
    targets = state.targets = Targets(tenant, records, routing, zone)
    await targets.follow()
    entry = Entry(tenant, records, routing, people.directory.page(tenant).tenant.zone, settings.callback_countries)
    await entry.open_left_over(clock.now())
    limits = DEMO_LIMITS if settings.demo else Limits()
    chat = state.chat = Chat(records, routing, entry, clock, people.directory.user_name, limits)
    rulebook.on_texts(chat.refresh_texts)
    live = state.live = Live(
        routing,
        records,
        journal,
        clock,
        people.directory,
        lambda reasons: why(reasons, routing.names)._asdict(),
        zone=zone,
    )
    await live.start()
    stack.push_async_callback(live.stop)
    alerts = state.alerts = Alerts(tenant, records, clock, live.hub, people.directory)
    await alerts.start()
    await chat.start()
    stack.push_async_callback(chat.stop)
    stack.push_async_callback(_send_home, app)
    chat.on_typing(lambda interaction, author, _: live.typing(interaction, author))
    people.sessions.on_ended(live.session_ended)
    files = state.files = Files(clock, settings.data_dir)
    people.sessions.on_ended(files.results.forget_session)
    whatif = state.whatif = WhatIfs(tenant, records, journal, clock, zone)
    people.sessions.on_ended(whatif.forget_session)
    stack.push_async_callback(whatif.stop)

    stack.push_async_callback(tasks.stop)
    for follower in followers:
        tasks.start(f"follower_{follower.name}", follower.run())
    jobs = Jobs(records, clock, bus)
    jobs.every("seal_audit", MINUTE_S, lambda: records.write(lambda conn: audit.seal(conn, clock.now())))
    jobs.every("tend_sessions", MINUTE_S, people.sessions.tend)
    jobs.every("follow_targets", MINUTE_S, targets.follow)
    jobs.handle(WEBHOOK, Webhooks(alerts, clock).send)
    tasks.start("jobs", jobs.run())
    tasks.start("alerts", alerts.run())
    _watch(state.health, records, routing, followers, tasks)


async def _send_home(app: FastAPI) -> None:
    """Nobody simulated is left, if anybody was asked to come."""
    crowd = getattr(app.state, "crowd", None)
    if crowd is not None:
        await crowd.stop()


def _the_tenant(people: People) -> TenantId:
    """The one tenant of this process. Several need a shard each, which is not wired yet; better none than a mix."""
    tenants = people.directory.tenants()
    if len(tenants) != 1:
        raise BadSettings(
            f"This server runs one tenant, and its records hold {len(tenants)}. BEFFROI_DEMO=yes makes the demo tenant."
        )
    return tenants[0]


def _names(people: People, tenant: TenantId) -> Names:
    def skill(code: str) -> Said:
        found = next((one for one in people.directory.page(tenant).skills if one.code == code), None)
        return Said(found.fr, found.en) if found else Said(code, code)

    directory = people.directory
    return Names(
        agent=lambda agent: directory.user_name(agent) or agent,
        skill=skill,
        partner=lambda partner: directory.partner_name(partner) or partner,
    )


def _watch(health: Health, records: Records, routing: Routing, followers: list[Follower], tasks: Tasks) -> None:
    async def writes() -> bool:
        await records.write(lambda conn: None)
        return True

    async def decides() -> bool:
        # News the shard already has: it answers, and nothing is written.
        await routing.ask(Configure(id="", by="system", news_seq=0, content=Configuration()))
        return True

    async def follows() -> bool:
        return all([await one.reach(routing.committed_seq, within_s=0.5) for one in followers])

    async def tends() -> bool:
        return tasks.all_run()

    for part, check in (("records", writes), ("routing", decides), ("projections", follows), ("tasks", tends)):
        health.check(part, check)
