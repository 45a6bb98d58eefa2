"""A file brought to be measured, and what was measured of it as a document."""

import asyncio
import re
from collections.abc import Awaitable
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar, cast
from urllib.parse import quote

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.requests import ClientDisconnect

from beffroi.insight.files.model import FILE_LIMIT, Asked, MeasuredFile
from beffroi.insight.files.results import Results
from beffroi.insight.files.runs import Runs
from beffroi.insight.files.upload import uploaded
from beffroi.insight.logs.errors import BadMapping, EmptyLog
from beffroi.kernel.clock import Clock
from beffroi.kernel.logs import get_logger
from beffroi.kernel.web.access import Principal, requires

log = get_logger(__name__)
router = APIRouter(prefix="/api/measures/file", tags=["measures"])
STREAMED: Final = frozenset({"/api/measures/file"})
"""The edge leaves the body of these to the route."""

Pairs = Annotated[list[Annotated[str, Query(max_length=300)]], Query(max_length=60)]
Answer = TypeVar("Answer")
_BODY: Final = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
_TYPES: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_AS_BYTES: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
_UNFIT: Final = re.compile(r"[^\w.\- ]+")


class Files:
    """What the routes share: the line of workers, and the results of the last minutes."""

    def __init__(self, clock: Clock, folder: Path, limit: int = FILE_LIMIT, runs: Runs | None = None) -> None:
        self.runs = runs or Runs()
        self.results = Results(clock)
        self.folder = folder
        self.limit = limit


def files_of(request: Request) -> Files:
    """The one of this server."""
    return cast(Files, request.app.state.files)


@router.post("", response_model=MeasuredFile, openapi_extra={"requestBody": _BODY})
async def measure_file(
    request: Request,
    who: Annotated[Principal, Depends(requires("file.measure"))],
    name: Annotated[str, Query(max_length=200)] = "",
    threshold_s: Annotated[float, Query(ge=0, le=86_400, allow_inf_nan=False)] = 20,
    short_s: Annotated[float, Query(ge=0, le=86_400, allow_inf_nan=False)] = 5,
    zone: Annotated[str, Query(min_length=1, max_length=60)] = "Europe/Paris",
    order: Literal["dmy", "mdy"] | None = None,
    column: Pairs = [],  # noqa: B006 — FastAPI copies it
    outcome: Pairs = [],  # noqa: B006
) -> Response:
    """Every figure of a file of contacts: its bytes are the body, `column` is FIELD=COLUMN, `outcome` is WORD=OUTCOME.

    Nothing of the file stays after the answer; the figures stay ten minutes, for this session, to be exported.
    """
    files = files_of(request)
    asked = Asked(
        name=_readable(name),
        threshold_s=threshold_s,
        short_s=short_s,
        zone=zone,
        order=order,
        columns=_pairs(column, last=False),
        outcomes=_pairs(outcome, last=True),
    )
    try:
        with files.runs.place(who.session):
            async with uploaded(request, files.folder, files.limit) as file:
                if not file.size:
                    raise EmptyLog
                work = files.runs.run("measure", msgspec.json.encode(asked), file.path, file.fds)
                report = await _unless_gone(request, work)
    except ClientDisconnect:
        return Response(status_code=400)  # nobody hears it
    log.info("file_measured", tenant=who.tenant, bytes=file.size, report=len(report))
    key, until = files.results.keep(who.session, report)
    body = {"result": key, "kept_until": until, "report": msgspec.Raw(report)}
    return Response(msgspec.json.encode(body), media_type="application/json")


@router.get(
    "/{result}/{form}",
    response_class=Response,
    responses={200: {"content": dict.fromkeys(_TYPES.values(), _AS_BYTES), "description": "The document."}},
)
async def file_report(
    request: Request,
    who: Annotated[Principal, Depends(requires("file.measure"))],
    result: str,
    form: Literal["pdf", "xlsx"],
    language: Literal["fr", "en"] = "fr",
) -> Response:
    """The same figures as pages to print or as a workbook."""
    files = files_of(request)
    report = files.results.of(who.session, result)
    asked = msgspec.json.encode({"language": language, "report": msgspec.Raw(report)})
    with files.runs.place(who.session):
        written = await _unless_gone(request, files.runs.run(form, asked))
    name = str(msgspec.json.decode(report, type=_Named).file)
    return Response(written, media_type=_TYPES[form], headers={"Content-Disposition": _attached(name, form, language)})


class _Named(msgspec.Struct):
    file: str


async def _unless_gone(request: Request, work: Awaitable[Answer]) -> Answer:
    """The work's answer; when whoever asked goes away, the work ends too."""
    doing = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not doing.done():
            raise ClientDisconnect
        return doing.result()
    finally:
        for one in (doing, leaving):
            one.cancel()
        await asyncio.gather(doing, leaving, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _pairs(given: list[str], last: bool) -> dict[str, str]:
    """`name=value`, cut at the first equals sign, or at the last where the name may hold one."""
    found = {}
    for one in given:
        name, equals, value = one.rpartition("=") if last else one.partition("=")
        if not equals or not name.strip():
            raise BadMapping(given=one[:60])
        found[name.strip()] = value.strip()
    return found


def _readable(name: str) -> str:
    return "".join(char for char in name if char.isprintable())


def _attached(name: str, form: str, language: str) -> str:
    """A name for the saved document, in any alphabet."""
    stem = _UNFIT.sub("-", Path(name).stem)[:80].strip(" -.") or ("fichier" if language == "fr" else "file")
    said = f"{'indicateurs' if language == 'fr' else 'measures'}-{stem}.{form}"
    plain = said.encode("ascii", "replace").decode().replace("?", "-")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(said)}"
