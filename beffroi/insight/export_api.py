"""Figures to take away: quarter-hours by queue, or days by agent, as CSV or XLSX with their definitions."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Annotated, Final, Literal, cast

from fastapi import APIRouter, Depends, Request
from sqlalchemy import Connection
from starlette.responses import Response

from beffroi.insight.api import check_day, zone_of
from beffroi.insight.days import bounds
from beffroi.insight.export import Names, Sums, by_agent, by_quarter
from beffroi.insight.sheets import as_csv, as_xlsx
from beffroi.insight.sums import read_sums
from beffroi.kernel.db import Records
from beffroi.kernel.errors import Invalid
from beffroi.kernel.ids import AgentId, QueueId
from beffroi.kernel.web.access import Principal, requires
from beffroi.kernel.web.fresh import rows_of
from beffroi.routing.api import routing_of
from beffroi.routing.service import Routing

router = APIRouter(prefix="/api/measures", tags=["measures"])

MOST_DAYS: Final = 31
MOST_ROWS: Final = 20_000
"""Writing more would keep everybody else waiting."""

TABLES: Final = {"queue": by_quarter, "agent": by_agent}
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


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
    by: Literal["queue", "agent"] = "queue",
    file: Literal["csv", "xlsx"] = "xlsx",
    language: Literal["fr", "en"] = "fr",
) -> Response:
    """The figures of these local days, both included, of what you may see: at most 31 days."""
    days = (check_day(to_day) - check_day(from_day)) + timedelta(days=1)
    if not timedelta(0) < days <= timedelta(days=MOST_DAYS):
        raise Invalid("Ask for one day to 31 days.", most=MOST_DAYS)
    zone, now = zone_of(request, who), routing.now()
    from_at, to_at = bounds(from_day, zone)[0], bounds(to_day, zone)[1]
    names = _names(request, routing)

    def read(conn: Connection) -> Sums:
        return read_sums(conn, who.tenant, from_at, to_at, now).sums

    sums = _seen(await cast(Records, request.app.state.records).read(read), who, routing, by)

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
    if by == "queue":
        return {place: tally for place, tally in sums.items() if who.sees_queue(place[0].queue)}
    teams = {agent: row.team for agent, row in agents.items()}
    return {
        place: tally
        for place, tally in sums.items()
        if who.teams is None or teams.get(AgentId(place[0].agent)) in who.teams
    }


def _names(request: Request, routing: Routing) -> Names:
    state, directory = routing.committed, request.app.state.directory
    queues = {queue.id: queue.name for queue in state.queues.values()}
    teams = {id_: team.name for id_, team in directory.page(routing.tenant).teams.items()}
    of = {agent: str(row.team) for agent, row in state.agents.items()}
    return Names(
        queue=lambda queue: queues.get(QueueId(queue), queue),
        agent=lambda agent: directory.user_name(agent) or agent,
        team=lambda agent: teams.get(of.get(AgentId(agent), ""), ""),
    )
