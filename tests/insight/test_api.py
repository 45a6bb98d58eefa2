"""The routes of measures: definitions, days in scope, what may be taken away."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from fastapi import FastAPI

from beffroi.insight import api, export_api, store
from beffroi.insight.fold import Cell, Fold, quarters
from beffroi.kernel.db import Records
from beffroi.kernel.ids import AgentId, QueueId, TeamId, TenantId, UserId
from beffroi.kernel.web.access import Principal
from beffroi.kernel.web.problems import install
from beffroi.measures import CATALOGUE
from beffroi.routing.model import AgentProfile, QueueRules
from beffroi.routing.rows import Agent, Rows
from beffroi.routing.rulebook import store as rulebook
from beffroi.routing.rulebook.model import ReasonRow
from beffroi.routing.state import State
from tests.insight.day import SALES, accepted, closed, presence

TENANT = TenantId("t")
INES = {"Cookie": "s=ines"}
QUARTER = 1_794_999_600
DAY = "2026-11-18"


class Signed:
    cookie = "s"

    async def resolve(self, token: str) -> Principal | None:
        may = {"claire": {"journal.measure", "directory.read"}, "ines": {"directory.read"}}.get(token, set())
        teams = frozenset({"lille"})
        return Principal(TENANT, UserId(token), token, frozenset(may), teams, frozenset({"sales"}), "s1", "c")


class Directory:
    def page(self, _: TenantId) -> SimpleNamespace:
        teams = {TeamId("lille"): SimpleNamespace(name="Lille")}
        return SimpleNamespace(tenant=SimpleNamespace(zone="Europe/Paris"), teams=teams)

    def user_name(self, user: str) -> str | None:
        return f"={user}"


class Still:
    """Routing as these routes need it."""

    tenant = TENANT

    def __init__(self) -> None:
        queues = {QueueId(name): QueueRules(id=QueueId(name), name=name.title()) for name in ("sales", "support")}
        agents = {
            AgentId(name): Agent(AgentProfile(AgentId(name), TeamId(team)))
            for name, team in (("ines", "lille"), ("omar", "rabat"))
        }
        self.committed = State(Rows(queues=queues, agents=agents))

    def now(self) -> float:
        return QUARTER + 600.0


@pytest.fixture
async def http(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    records = Records(tmp_path / "r.db", durable=False)
    records.open()
    sums = {(Cell(SALES, "chat"), QUARTER): {"received": 3, "answered": 2, "answered_in_time": 1, "abandoned": 1}}
    fold = Fold()
    events = [presence("ready", QUARTER), accepted(QUARTER + 60, "a"), closed(QUARTER + 120, "a", QUARTER + 60)]
    other = [presence("ready", QUARTER, agent="omar"), presence("not_ready", QUARTER + 9, "pause", agent="omar")]
    records.write_now(lambda conn: store.add(conn, TENANT, sums))
    late = {(Cell(SALES, "chat", reason="bill"), QUARTER): {"received": 2, "overflowed": 1, "dissuaded": 1}}
    records.write_now(lambda conn: store.add(conn, TENANT, late))
    records.write_now(lambda conn: rulebook.put_reason(conn, TENANT, ReasonRow(code="bill", fr="Facture", en="Bill")))
    records.write_now(lambda conn: store.add(conn, TENANT, quarters(fold, [*events, *other])))
    records.write_now(lambda conn: store.remember(conn, TENANT, fold.memory.rows()))
    app = FastAPI()
    app.state.records, app.state.sessions, app.state.directory = records, Signed(), Directory()
    app.state.routing = Still()
    app.include_router(api.router)
    app.include_router(export_api.router)
    install(app)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://t", cookies={"s": "claire"}
    ) as client:
        yield client
    records.close()


async def test_definitions_say_the_formula_in_both_languages_to_everybody(http: httpx.AsyncClient) -> None:
    found = (await http.get("/api/measures", headers=INES)).json()
    assert [one["key"] for one in found] == list(CATALOGUE)
    assert all(one["formula_fr"] and one["formula_en"] and one["source"] for one in found)
    assert len([one for one in found if one["on_floor"]]) == 6
    missing = {one["key"]: one["missing"] for one in found}
    assert missing["occupancy[of_available]"] == missing["handle_time"] == []
    assert missing["hold_time[of_handled]"] == ["hold_s"]
    assert missing["utilisation[of_paid]"] == ["schedules"]
    assert missing["first_contact_resolution[surveyed]"] == ["survey_resolved"]


async def test_a_day_is_told_by_quarter_hour_beside_its_counts(http: httpx.AsyncClient) -> None:
    day = (await http.get("/api/measures/day", params={"queue": "sales", "day": DAY})).json()
    assert [one["starts_at"] for one in day["quarters"]] == [QUARTER]
    assert day["total"]["counts"]["received"] == 5
    measures = day["total"]["measures"]
    assert measures["service_level[strict]"] == {"value": 0.25, "num": 1, "den": 4}
    assert set(measures) == set(CATALOGUE)
    assert measures["nps[score]"] == {"value": None, "num": 0, "den": None}
    assert day["missing"]["nps[score]"] == ["nps"]
    assert set(day["missing"]["occupancy[of_logged]"]) == {"logged_ms", "busy_ms"}
    assert day["promise"] == {"threshold_s": 60, "target": 0.8, "level": "bad"}


async def test_an_agent_s_day_counts_what_they_do_now_up_to_now(http: httpx.AsyncClient) -> None:
    day = (await http.get("/api/measures/agent", params={"agent": "ines", "day": DAY})).json()
    assert day["as_of"] == QUARTER + 600
    assert day["total"]["measures"]["agent_time[logged]"]["value"] == 600
    assert day["total"]["measures"]["occupancy[of_available]"] == {"value": 0.1, "num": 60_000, "den": 600_000}
    assert day["total"]["measures"]["service_level[strict]"]["value"] is None
    assert day["total"]["counts"]["handled"] == 1


async def test_an_agent_of_another_team_and_a_queue_out_of_scope_are_refused(http: httpx.AsyncClient) -> None:
    for path, params in (
        ("/api/measures/day", {"queue": "support", "day": DAY}),
        ("/api/measures/day", {"queue": "nowhere", "day": DAY}),
        ("/api/measures/agent", {"agent": "omar", "day": DAY}),
        ("/api/measures/agent", {"agent": "nobody", "day": DAY}),
    ):
        answer = await http.get(path, params=params)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    answer = await http.get("/api/measures/agent", params={"agent": "ines", "day": DAY}, headers=INES)
    assert answer.status_code == 403


async def test_a_day_that_is_no_day_is_refused(http: httpx.AsyncClient) -> None:
    for day in ("x", "0001-01-01", "9999-12-31"):
        assert (await http.get("/api/measures/day", params={"queue": "sales", "day": day})).status_code == 422


def asked(**more: str) -> dict[str, str]:
    return {"from_day": DAY, "to_day": DAY, **more}


async def test_what_is_taken_away_is_the_same_figures_with_their_total(http: httpx.AsyncClient) -> None:
    answer = await http.get("/api/measures/export", params=asked(file="csv", language="en"))
    assert answer.headers["content-disposition"] == f'attachment; filename="beffroi-queue-{DAY}.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Queue"] for row in rows] == ["Sales", ""]
    assert [(row["Day"], row["Time"]) for row in rows] == [(DAY, "12:00"), ("Total", "")]
    assert {row["Service level"] for row in rows} == {"0.25"}
    assert {(row["Received"], row["Overflowed"], row["Dissuaded"], row["Received out of hours"]) for row in rows} == {
        ("5", "1", "1", "0")
    }


async def test_a_queue_cut_by_reason_is_the_same_queue(http: httpx.AsyncClient) -> None:
    rows = await taken(http, by="reason")
    assert [(row["Motif"], row["Reçus"], row["Débordés"]) for row in rows] == [
        ("Facture", "2", "1"),
        ("Inconnu", "3", "0"),
        ("", "5", "1"),
    ]
    (whole, total) = await taken(http, by="queue")
    for heading in ("Reçus", "Décrochés", "Abandonnés", "Débordés", "Dissuadés", "Entrées dans la file"):
        assert rows[-1][heading] == whole[heading] == total[heading]
    day = (await http.get("/api/measures/day", params={"queue": "sales", "day": DAY, "by_reason": "true"})).json()
    parts = {one["reason"]: one["total"]["counts"] for one in day["reasons"]}
    assert (parts["bill"]["received"], parts[""]["received"]) == (2, 3)
    assert sum(one.get("answered", 0) for one in parts.values()) == day["total"]["counts"]["answered"]


async def test_what_agents_did_adds_to_their_time(http: httpx.AsyncClient) -> None:
    rows = await taken(http, by="state")
    assert [(row["Équipe"], row["Conseiller"], row["État"], row["Motif"], row["Durée (s)"]) for row in rows] == [
        ("Lille", "'=ines", "Disponible", "", "540"),
        ("Lille", "'=ines", "En contact et post-appel", "", "60"),
    ]
    assert [row["State"] for row in await taken(http, by="state", language="en")] == [
        "Available",
        "In contact and wrap-up",
    ]


async def test_what_may_be_taken_away_is_listed(http: httpx.AsyncClient) -> None:
    listed = (await http.get("/api/measures/exports")).json()
    assert [one["by"] for one in listed] == list(export_api.TABLES)
    for one in listed:
        for file in one["files"]:
            assert (await http.get("/api/measures/export", params=asked(by=one["by"], file=file))).status_code == 200


async def taken(http: httpx.AsyncClient, language: str = "fr", **more: str) -> list[dict[str, str]]:
    answer = await http.get("/api/measures/export", params=asked(file="csv", language=language, **more))
    delimiter = "," if language == "en" else ";"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=delimiter))


async def test_in_french_commas_and_semicolons_and_no_name_becomes_a_formula(http: httpx.AsyncClient) -> None:
    answer = await http.get("/api/measures/export", params=asked(file="csv", by="agent"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert [(row["Conseiller"], row["Équipe"]) for row in rows] == [("'=ines", "Lille"), ("", "")]
    assert rows[0]["Taux d’occupation (du temps disponible)"] == "0,1"


async def test_a_workbook_has_its_definitions_on_the_second_sheet(http: httpx.AsyncClient) -> None:
    answer = await http.get("/api/measures/export", params=asked())
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    assert 'name="Définitions"' in book.read("xl/workbook.xml").decode()
    said = book.read("xl/sharedStrings.xml").decode()
    assert CATALOGUE["service_level[strict]"].formula_fr in said
    assert "<f>" not in book.read("xl/worksheets/sheet1.xml").decode()


async def test_nobody_takes_away_more_than_a_month(http: httpx.AsyncClient) -> None:
    for from_day, to_day in (("2026-10-01", "2026-11-01"), ("2026-11-02", "2026-11-01")):
        answer = await http.get("/api/measures/export", params={"from_day": from_day, "to_day": to_day})
        assert answer.status_code == 422
    most = {"from_day": "2026-10-01", "to_day": "2026-10-31"}
    assert (await http.get("/api/measures/export", params=most)).status_code == 200
