"""Figures to take away: quarter-hours by queue, or days by agent, as CSV or XLSX with their definitions."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Annotated, Final, Literal, cast

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from sqlalchemy import Connection
from starlette.responses import Response

from beffroi.insight.api import check_day, zone_of
from beffroi.insight.days import bounds
from beffroi.insight.export import Names, Sums, by_agent, by_quarter, by_reason, by_state
from beffroi.insight.sheets import as_csv, as_xlsx
from beffroi.insight.sums import read_sums
from beffroi.kernel.db import Records
from beffroi.kernel.errors import Invalid
from beffroi.kernel.ids import AgentId, QueueId
from beffroi.kernel.web.access import Principal, requires
from beffroi.kernel.web.fresh import rows_of
from beffroi.routing.api import routing_of
from beffroi.routing.rulebook import store as rulebook
from beffroi.routing.service import Routing

router = APIRouter(prefix="/api/measures", tags=["measures"])

MOST_DAYS: Final = 31
MOST_ROWS: Final = 20_000
"""Writing more would keep everybody else waiting."""

TABLES: Final = {"queue": by_quarter, "reason": by_reason, "agent": by_agent, "state": by_state}
OF_QUEUES: Final = frozenset({"queue", "reason"})
By = Literal["queue", "reason", "agent", "state"]
WORDS: Final[dict[By, tuple[str, str]]] = {
    "queue": ("Files, par quart d’heure", "Queues, by quarter-hour"),
    "reason": ("Files et motifs, par quart d’heure", "Queues and reasons, by quarter-hour"),
    "agent": ("Conseillers, par jour", "Agents, by day"),
    "state": ("États des conseillers, par quart d’heure", "Agents’ states, by quarter-hour"),
}
Said = dict[str, tuple[str, str]]
"""Words by code, in French and English."""

TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Export(BaseModel):
    """A table that may be taken away: ask `/export` for it by this name, in one of these files."""

    by: By
    fr: str
    en: str
    files: list[Literal["csv", "xlsx"]] = ["csv", "xlsx"]
    most_days: int = MOST_DAYS


@router.get("/exports")
async def exports(_: Annotated[Principal, Depends(requires("journal.measure"))]) -> list[Export]:
    """What may be taken away."""
    return [Export(by=by, fr=fr, en=en) for by, (fr, en) in WORDS.items()]


@router.get(
    "/export",
    dependencies=[Depends(rows_of)],
    response_class=Response,
    responses={200: {"content": {TYPES["csv"]: {}, TYPES["xlsx"]: {}}}},
)
async def export_measures(
    request: Request,
    who: Annotated[Principal, Depends(requires("journal.measure"))],
    routing: Annotated[Routing, Depends(routing_of)],
    from_day: date,
    to_day: date,
    by: By = "queue",
    file: Literal["csv", "xlsx"] = "xlsx",
    language: Literal["fr", "en"] = "fr",
) -> Response:
    """The figures of these local days, both included, of what you may see: at most 31 days."""
    days = (check_day(to_day) - check_day(from_day)) + timedelta(days=1)
    if not timedelta(0) < days <= timedelta(days=MOST_DAYS):
        raise Invalid("Ask for one day to 31 days.", most=MOST_DAYS)
    zone, now = zone_of(request, who), routing.now()
    from_at, to_at = bounds(from_day, zone)[0], bounds(to_day, zone)[1]

    def read(conn: Connection) -> tuple[Sums, Said, Said]:
        said = {one.code: (one.fr, one.en) for one in rulebook.reasons(conn, who.tenant)}
        not_ready = {one.code: (one.fr, one.en) for one in rulebook.presence_reasons(conn, who.tenant)}
        return read_sums(conn, who.tenant, from_at, to_at, now).sums, said, not_ready

    found, reasons, not_ready = await cast(Records, request.app.state.records).read(read)
    sums, names = _seen(found, who, routing, by), _names(request, routing, reasons, not_ready)

    def write() -> bytes:
        english = language == "en"
        sheet, definitions = TABLES[by](sums, names, zone, english)
        if len(sheet.rows) > MOST_ROWS:
            raise Invalid("That is too many rows; ask for fewer days.", most=MOST_ROWS)
        return as_csv(sheet, english) if file == "csv" else as_xlsx(sheet, definitions)

    name = f"beffroi-{by}-{from_day}" + (f"-{to_day}" if to_day != from_day else "") + f".{file}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(await asyncio.to_thread(write), media_type=TYPES[file], headers=headers)


def _seen(sums: Sums, who: Principal, routing: Routing, by: str) -> Sums:
    """What is in the user's scope: their queues, or the agents of their teams. Who left has no team any more."""
    agents = routing.committed.agents
    if by in OF_QUEUES:
        return {place: tally for place, tally in sums.items() if who.sees_queue(place[0].queue)}
    teams = {agent: row.team for agent, row in agents.items()}
    return {
        place: tally
        for place, tally in sums.items()
        if who.teams is None or teams.get(AgentId(place[0].agent)) in who.teams
    }


def _names(request: Request, routing: Routing, reasons: Said, not_ready: Said) -> Names:
    state, directory = routing.committed, request.app.state.directory
    queues = {queue.id: queue.name for queue in state.queues.values()}
    teams = {id_: team.name for id_, team in directory.page(routing.tenant).teams.items()}
    of = {agent: str(row.team) for agent, row in state.agents.items()}
    return Names(
        queue=lambda queue: queues.get(QueueId(queue), queue),
        agent=lambda agent: directory.user_name(agent) or agent,
        team=lambda agent: teams.get(of.get(AgentId(agent), ""), ""),
        reason=lambda code, english: reasons.get(code, (code, code))[english],
        not_ready=lambda code, english: not_ready.get(code, (code, code))[english],
    )
