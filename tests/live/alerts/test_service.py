"""Alerts whole: rules over REST, figures of a floor that lives, the log, a restart, who is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from beffroi.kernel import jobs
from beffroi.kernel.db import Records
from beffroi.kernel.ids import TeamId, TenantId, UserId
from beffroi.kernel.jobs import Jobs
from beffroi.kernel.web.access import Principal
from beffroi.kernel.web.problems import install
from beffroi.live.alerts import store
from beffroi.live.alerts.api import router
from beffroi.live.alerts.figures import figure_of
from beffroi.live.alerts.model import OF_QUEUES, OF_TEAMS, Rule
from beffroi.live.alerts.service import MAIL, WEBHOOK, Alerts
from beffroi.migrations.tables import metadata
from beffroi.routing import commands as c
from tests.live.stage import Names, Stage, who

TENANT = TenantId("t")
ASKED = {"name": "Trop d’attente", "queue": "sales", "figure": "waiting", "op": ">", "value": 1, "held_s": 10}
MAY = {
    "claire": {"alert.set", "floor.read"},
    "bruno": {"alert.set", "floor.read"},
    "nora": {"floor.read"},
    "ines": {"desk.work"},
}


class Signed:
    cookie = "s"

    async def resolve(self, token: str) -> Principal | None:
        queues = frozenset({"support"}) if token == "bruno" else None
        teams = frozenset({"nantes"}) if token == "bruno" else None
        return Principal(TENANT, UserId(token), token, frozenset(MAY[token]), teams, queues, "s1", "c")


class Directory(Names):
    def page(self, _: TenantId) -> SimpleNamespace:
        return SimpleNamespace(teams={TeamId("lille"): None, TeamId("nantes"): None})


@dataclass
class Floor:
    stage: Stage
    records: Records
    alerts: Alerts
    web: httpx.AsyncClient
    app: FastAPI

    async def look(self, for_s: float = 0.0) -> None:
        """The alerts are looked at now and once a second for so long."""
        await self.alerts.look()
        for _ in range(int(for_s)):
            self.stage.clock.move(1.0)
            await self.alerts.look()

    async def ask(self, method: str, path: str, as_: str = "claire", status: int = 200, **kwargs: Any) -> Any:
        answer = await self.web.request(method, f"/api/alerts{path}", headers={"Cookie": f"s={as_}"}, **kwargs)
        assert answer.status_code == status, answer.text
        return answer.json()

    def wait(self, many: int) -> None:
        """So many customers come, and nobody is there."""
        for _ in range(many):
            self.stage.commit(self.stage.traffic.ask(self.stage.traffic.arrival("sales")))

    def leave(self) -> None:
        """Everybody who waits leaves."""
        for work in list(self.stage.committed.works):
            self.stage.commit(self.stage.traffic.ask(c.End(id=self.stage.traffic.fresh(), interaction=work)))

    def queued(self) -> list[tuple[str, str]]:
        return self.records.read_now(
            lambda conn: [(one.kind, one.key) for one in conn.execute(select(jobs.jobs).order_by(jobs.jobs.c.kind))]
        )

    async def restart(self) -> None:
        self.alerts = Alerts(TENANT, self.records, self.stage.clock, self.stage.hub, Directory())
        await self.alerts.start()
        self.app.state.alerts = self.alerts


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    stage = Stage(agents=4)
    for agent in list(stage.committed.agents):
        stage.commit(stage.traffic.ask(c.SetPresence(id=stage.traffic.fresh(), agent=agent, state="logged_out")))
    records = Records(tmp_path / "r.db", durable=False)
    records.open()
    records.write_now(lambda conn: metadata.create_all(conn))
    alerts = Alerts(TENANT, records, stage.clock, stage.hub, Directory())
    await alerts.start()
    app = FastAPI()
    install(app)
    app.include_router(router)
    app.state.sessions, app.state.directory, app.state.alerts = Signed(), Directory(), alerts
    app.state.routing = SimpleNamespace(committed=stage.committed, now=stage.clock.now, tenant=TENANT)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as web:
        yield Floor(stage, records, alerts, web, app)
    records.close()


async def test_an_alert_from_its_rule_to_its_end(floor: Floor) -> None:
    rule = await floor.ask("POST", "/rules", json=ASKED)
    claire = floor.stage.screen(who("claire"))
    await floor.stage.hub.follow(claire, "queue:sales", None)
    floor.wait(2)
    await floor.look(9)
    assert await floor.ask("GET", "") == []
    await floor.look(1)
    (said,) = await floor.ask("GET", "", as_="nora")
    assert (said["rule"], said["value"], said["limit"], said["ended_at"]) == (rule["id"], 2, 1, None)
    await floor.stage.settle()
    row = floor.stage.screens[claire].rows("queue:sales")[f"alert:{said['id']}"]
    assert (row["name"], row["level"], row["acknowledged_by"]) == ("Trop d’attente", "warn", None)
    seen = await floor.ask("POST", f"/{said['id']}/acknowledge", as_="nora")
    assert (seen["acknowledged_by"], seen["acknowledged_by_name"]) == ("nora", "NORA")
    await floor.ask("POST", f"/{said['id']}/acknowledge")
    await floor.stage.settle()
    row = floor.stage.screens[claire].rows("queue:sales")[f"alert:{said['id']}"]
    assert row["acknowledged_by"] == {"id": "nora", "name": "NORA"}
    floor.leave()
    await floor.look(11)
    await floor.stage.settle()
    assert f"alert:{said['id']}" not in floor.stage.screens[claire].rows("queue:sales")
    (said,) = await floor.ask("GET", "")
    assert said["ended_at"] is not None


async def test_what_stood_before_a_restart_stands_and_is_not_said_again(floor: Floor) -> None:
    await floor.ask("POST", "/rules", json=ASKED)
    floor.wait(2)
    await floor.look(10)
    (before,) = await floor.ask("GET", "")
    await floor.restart()
    await floor.look(30)
    (after,) = await floor.ask("GET", "")
    assert after == before
    floor.leave()
    await floor.look(10)
    assert (await floor.ask("GET", ""))[0]["ended_at"] is not None
    assert len(await floor.ask("GET", "")) == 1


async def test_a_rule_that_went_while_away_leaves_no_alert(floor: Floor) -> None:
    rule = await floor.ask("POST", "/rules", json=ASKED)
    floor.wait(2)
    await floor.look(10)
    floor.records.write_now(lambda conn: store.drop_rule(conn, TENANT, rule["id"]))
    await floor.restart()
    assert (await floor.ask("GET", ""))[0]["ended_at"] is not None
    assert floor.alerts.rows("queue:sales") == []


async def test_webhooks_and_mails_are_queued_once_each_and_mail_waits(floor: Floor) -> None:
    asked = ASKED | {"held_s": 0, "webhook": "https://hook.example/x", "email": "claire@example.com"}
    rule = await floor.ask("POST", "/rules", json=asked)
    assert (len(rule["secret"]), rule["email_waits"]) == (64, True)
    floor.wait(2)
    await floor.look(3)
    floor.leave()
    await floor.look(3)
    kinds = [kind for kind, _ in floor.queued()]
    assert kinds == [WEBHOOK, WEBHOOK, MAIL, MAIL]
    sent: list[str] = []
    runner = Jobs(floor.records, floor.stage.clock, bus=None)  # type: ignore[arg-type]

    async def send(job: jobs.Job) -> None:
        sent.append(job.args["what"])

    runner.handle(WEBHOOK, send)
    assert await runner.run_due() == 2
    assert sorted(sent) == ["ended", "started"]
    assert [kind for kind, _ in floor.queued()] == [MAIL, MAIL]


async def test_a_secret_is_told_once_and_changes_with_the_webhook(floor: Floor) -> None:
    asked = ASKED | {"webhook": "https://hook.example/x"}
    key = {"Cookie": "s=claire", "Idempotency-Key": "k"}
    first = (await floor.web.post("/api/alerts/rules", json=asked, headers=key)).json()
    again = (await floor.web.post("/api/alerts/rules", json=asked, headers=key)).json()
    assert first["secret"]
    assert again == first | {"secret": None}
    (listed,) = await floor.ask("GET", "/rules")
    assert listed["secret"] is None
    same = await floor.ask("PUT", f"/rules/{first['id']}", json=asked | {"value": 5})
    other = await floor.ask("PUT", f"/rules/{first['id']}", json=asked | {"webhook": "https://hook.example/y"})
    assert same["secret"] is None
    assert other["secret"] not in (None, first["secret"])


async def test_another_limit_ends_what_the_old_one_said(floor: Floor) -> None:
    rule = await floor.ask("POST", "/rules", json=ASKED)
    floor.wait(2)
    await floor.look(10)
    await floor.ask("PUT", f"/rules/{rule['id']}", json=ASKED | {"name": "Autre nom"})
    assert (await floor.ask("GET", ""))[0]["ended_at"] is None
    await floor.ask("PUT", f"/rules/{rule['id']}", json=ASKED | {"value": 9})
    assert (await floor.ask("GET", ""))[0]["ended_at"] is not None
    await floor.ask("DELETE", f"/rules/{rule['id']}")
    assert await floor.ask("GET", "/rules") == []


async def test_who_may_set_and_see(floor: Floor) -> None:
    rule = await floor.ask("POST", "/rules", json=ASKED)
    await floor.ask("POST", "/rules", as_="nora", status=403, json=ASKED)
    await floor.ask("GET", "", as_="ines", status=403)
    await floor.ask("POST", "/rules", as_="bruno", status=403, json=ASKED)
    await floor.ask("DELETE", f"/rules/{rule['id']}", as_="bruno", status=404)
    floor.wait(2)
    await floor.look(10)
    (said,) = await floor.ask("GET", "")
    assert await floor.ask("GET", "", as_="bruno") == []
    await floor.ask("POST", f"/{said['id']}/acknowledge", as_="bruno", status=404)
    await floor.ask("POST", "/rules", as_="bruno", json=ASKED | {"queue": None, "team": "nantes", "figure": "hands"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"queue": None},
        {"team": "lille"},
        {"figure": "hands"},
        {"figure": "money"},
        {"op": "="},
        {"value": -1},
        {"held_s": 4000},
        {"queue": "nowhere"},
        {"name": " "},
        {"email": "claire"},
        {"webhook": "https://127.0.0.1/"},
        {"webhook": "http://hook.example/"},
    ],
)
async def test_what_makes_no_rule_is_refused(floor: Floor, wrong: dict[str, Any]) -> None:
    answer = await floor.web.post("/api/alerts/rules", json=ASKED | wrong, headers={"Cookie": "s=claire"})
    assert answer.status_code in (403, 422)


@pytest.mark.parametrize("seed", range(3))
async def test_every_figure_is_what_the_rows_show(seed: int) -> None:
    stage = Stage(seed)
    for rows in stage.traffic.steps(150):
        stage.commit(rows)
    seen = stage.hub.seen(stage.clock.now())
    for queue in ("sales", "support"):
        row = (await stage.fresh(f"queue:{queue}"))["queue"]
        shown = {
            "waiting": row["waiting"],
            "longest_wait_s": 0.0 if row["longest_since"] is None else stage.clock.now() - row["longest_since"],
            "expected_wait_s": row["expected_wait_s"],
            "callbacks": row["callbacks"],
            **{name: row["agents"][name] for name in ("available", "not_ready")},
            **{f"{name}_day": row["day"][name]["value"] for name in ("service_level", "abandonment", "answer_rate")},
            **{
                f"{name}_half_hour": row["half_hour"][name]["value"]
                for name in ("service_level", "abandonment", "answer_rate")
            },
        }
        assert {name: figure_of(_rule(name, queue=queue), seen) for name in OF_QUEUES} == shown
    team = await stage.fresh("team:lille")
    agents = [row for row in team.values() if row["kind"] == "agent"]
    for name in OF_TEAMS - {"overstayed", "hands", "wishes"}:
        assert figure_of(_rule(name, team="lille"), seen) == sum(row["status"] == name for row in agents)


def _rule(figure: str, **of: Any) -> Rule:
    return Rule(id="r", name="n", figure=figure, op=">", value=0, held_s=0, **of)
