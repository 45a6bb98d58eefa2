"""A file brought by a person, through the whole server: measured, exported, refused, cancelled, forgotten."""

import asyncio
import io
import json
import os
import random
import zipfile
from collections.abc import AsyncIterator, MutableMapping
from pathlib import Path
from typing import Any, cast

import msgspec
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from fastapi import FastAPI
from httpx import AsyncClient, Response
from pypdf import PdfReader

from beffroi.insight.files.api import Files
from beffroi.insight.files.errors import ResultGone, TookTooLong
from beffroi.insight.files.model import Asked
from beffroi.insight.files.results import KEPT_S, OF_ONE_SESSION, Results
from beffroi.insight.files.runs import Runs
from beffroi.insight.reports.words import OUTCOMES
from beffroi.kernel.clock import FakeClock
from beffroi.kernel.config import Settings
from tests.app.conftest import browser_of, sign_in

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent.parent
HUNT_GROUP = (ROOT / "tests" / "fixtures" / "hunt_group_330.csv").read_bytes()
PATH = "/api/measures/file"
ASKED = msgspec.json.encode(Asked())
PATIENCE_S = 10.0


@pytest.fixture
async def claire(browser: AsyncClient, settings: Settings) -> AsyncClient:
    return await sign_in(browser, settings, "claire")


def files_of(app: FastAPI) -> Files:
    return cast(Files, app.state.files)


async def bring(who: AsyncClient, content: bytes, **asked: Any) -> Response:
    return await who.post(PATH, params=asked, content=content)


def valued(answer: Response) -> dict[str, tuple[float | None, float | None, float | None]]:
    return {one["key"]: (one["value"], one["num"], one["den"]) for one in answer.json()["report"]["measures"]}


def children() -> set[str]:
    """The processes this one started that are still there."""
    found: set[str] = set()
    for task in Path("/proc/self/task").iterdir():
        found |= set((task / "children").read_text().split())
    return found


async def test_a_real_log_gives_its_figures_and_leaves_nothing_behind(claire: AsyncClient, settings: Settings) -> None:
    before = {path.name for path in settings.data_dir.rglob("*")}
    answer = await bring(claire, HUNT_GROUP, name="hunt_group_330.csv")
    assert answer.status_code == 200, answer.text
    report, figures = answer.json()["report"], valued(answer)
    assert (report["read"], report["counted"], report["days"], report["kind"]) == (330, 330, 1, "csv")
    assert figures["answer_rate[of_received]"] == (175 / 330, 175, 330)
    assert figures["answer_rate[of_queued]"] == (175 / 223, 175, 223)
    assert figures["abandonment[of_received]"] == (48 / 330, 48, 330)
    assert figures["overflow"] == (87 / 330, 87, 330)
    assert figures["speed_of_answer[mean]"][0] == 11
    assert report["diagnosis"][0]["fr"].startswith("La perte est d’abord le débordement : 87 des 155")
    assert sum(sum(one["outcomes"].values()) for one in report["quarters"]) == 330
    for bars in ("waits", "wait_bars"):
        assert [sum(one[how] for one in report[bars]) for how in ("answered", "abandoned")] == [175, 48]
    assert {one["outcome"]: one["count"] for one in report["outcomes"]} == {
        "answered": 175, "abandoned": 48, "overflowed": 87, "closed": 20,
    }  # fmt: skip
    wrap_up = next(one for one in report["measures"] if one["key"] == "wrap_up_time")
    assert (wrap_up["value"], wrap_up["missing"]) == (None, ["wrap_up_s"])
    assert {path.name for path in settings.data_dir.rglob("*")} == before


async def test_both_documents_hold_the_figures(claire: AsyncClient) -> None:
    measured = await bring(claire, HUNT_GROUP, name="janvier ✓ appels.csv")
    address = f"{PATH}/{measured.json()['result']}"
    pdf = await claire.get(f"{address}/pdf", params={"language": "fr"})
    assert (pdf.status_code, pdf.headers["Content-Type"]) == (200, "application/pdf")
    assert "filename*=UTF-8''indicateurs-janvier%20" in pdf.headers["Content-Disposition"]
    assert pdf.content.startswith(b"%PDF")
    text = " ".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages).split())
    for said in ("53,0", "175/330", "78,5", "26,4", "2 min 31 s", "answer_rate[of_received]", "87 des 155"):
        assert said in text
    assert "53.0" not in text
    xlsx = await claire.get(f"{address}/xlsx", params={"language": "en"})
    assert xlsx.status_code == 200
    with zipfile.ZipFile(io.BytesIO(xlsx.content)) as book:
        assert book.testzip() is None
        words, first = book.read("xl/sharedStrings.xml").decode(), book.read("xl/worksheets/sheet1.xml").decode()
        names = book.read("xl/workbook.xml").decode()
    assert "answer_rate[of_received]" in words
    assert "<v>0.53030303" in first
    assert all(f'name="{sheet}"' in names for sheet in ("Figures", "Series", "Rows set aside"))


async def test_a_file_that_is_not_understood_says_which_columns_it_has(claire: AsyncClient) -> None:
    log = "Quand ça;Fin de l'appel;Patience\n10/03/2026 08:00:01;perdu;12\n25/03/2026 08:20:01;pris;7\n".encode()
    refused = await bring(claire, log)
    assert (refused.status_code, refused.json()["code"]) == (422, "column_missing")
    assert refused.json()["facts"]["columns"] == ["Quand ça", "Fin de l'appel", "Patience"]
    assert "08:00" not in refused.text  # the rows themselves stay out of it
    columns = ["arrived_at=Quand ça", "outcome=Fin de l'appel", "wait_s=Patience"]
    mapped = await bring(claire, log, column=columns, outcome=["pris=answered"], threshold_s=5)
    assert mapped.status_code == 200, mapped.text
    assert valued(mapped)["answer_rate[of_received]"] == (0.5, 1, 2)
    assert valued(mapped)["service_level[strict]"] == (0.0, 0, 2)
    for wrong in ({"column": ["arrived_at"]}, {"column": ["nothing=Patience"]}, {"zone": "Nowhere/Land"}):
        assert (await bring(claire, log, **wrong)).status_code == 422
    unclear = await bring(claire, b"date,outcome\n03/04/2026 08:00,answered\n")
    assert unclear.json()["code"] == "dates_unclear"
    assert (await bring(claire, b"date,outcome\n03/04/2026 08:00,answered\n", order="dmy")).status_code == 200


async def test_a_workbook_of_columns_is_read_within_the_memory_allowed(claire: AsyncClient) -> None:
    file = io.BytesIO()
    rows = {
        "arrived_at": ["2026-03-10T08:00:00Z"] * 50_000,
        "outcome": ["answered"] * 50_000,
        "queue": ["=1+1"] * 50_000,
    }
    pq.write_table(pa.table(rows), file)
    answer = await bring(claire, file.getvalue(), name="=cmd.parquet")
    assert answer.status_code == 200, answer.text
    assert answer.json()["report"]["groups"][0]["rows"][0]["name"] == "=1+1"
    book = await claire.get(f"{PATH}/{answer.json()['result']}/xlsx")
    with zipfile.ZipFile(io.BytesIO(book.content)) as opened:
        assert all(b"<f>" not in opened.read(name) for name in opened.namelist() if "worksheets" in name)


async def test_hostile_bytes_are_refused_and_break_nothing(claire: AsyncClient) -> None:
    chance = random.Random(5)
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/workbook.xml", b" " * 5_000_000)
    hostile = [
        b"",
        b"\0" * 4096,
        chance.randbytes(200_000),
        b"PAR1" + chance.randbytes(1000),
        b"\x1f\x8b" + chance.randbytes(1000),
        zipped.getvalue(),
        b'{"a":' * 50_000,
        b"arrived_at,outcome\n" + b'"' * 300_000,
    ]
    for bytes_ in hostile:
        answer = await bring(claire, bytes_)
        assert answer.status_code in {200, 422}, bytes_[:20]
        if answer.status_code == 422:
            assert answer.json()["code"] not in {"reader_failed", "invalid"}, bytes_[:20]
    assert (await bring(claire, HUNT_GROUP)).status_code == 200


async def test_a_file_too_large_is_refused_however_it_is_announced(app: FastAPI, claire: AsyncClient) -> None:
    files_of(app).limit = 10_000

    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"x" * 1000

    for content in (b"x" * 10_001, in_pieces()):
        answer = await claire.post(PATH, content=content)
        assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")
        assert answer.json()["facts"] == {"limit": 10_000}
    elsewhere = await claire.post("/api/presence", content=b"x" * 300_000)
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (413, "too_large")


async def test_who_may_not_measure_is_refused(browser: AsyncClient, settings: Settings) -> None:
    assert (await bring(browser, HUNT_GROUP)).status_code == 401
    await sign_in(browser, settings, "ines")
    assert (await bring(browser, HUNT_GROUP)).status_code == 403


async def test_a_result_belongs_to_its_session_and_ends_with_it(
    app: FastAPI, claire: AsyncClient, settings: Settings
) -> None:
    result = (await bring(claire, HUNT_GROUP)).json()["result"]
    async with browser_of(app) as other:
        await sign_in(other, settings, "marc")
        stolen = await other.get(f"{PATH}/{result}/pdf")
        assert (stolen.status_code, stolen.json()["code"]) == (404, "result_gone")
    async with browser_of(app) as again:
        await sign_in(again, settings, "claire")
        assert (await again.get(f"{PATH}/{result}/xlsx")).status_code == 404
    assert (await claire.get(f"{PATH}/{result}/xlsx")).status_code == 200
    await claire.delete("/api/session")
    with pytest.raises(ResultGone):
        files_of(app).results.of("", result)
    assert not files_of(app).results.kept()


def test_results_are_few_and_soon_forgotten() -> None:
    clock = FakeClock()
    results = Results(clock)
    keys = [results.keep("s", b"%d" % number)[0] for number in range(OF_ONE_SESSION + 1)]
    with pytest.raises(ResultGone):
        results.of("s", keys[0])
    assert results.of("s", keys[1]) == b"1"
    clock.move(KEPT_S)
    with pytest.raises(ResultGone):
        results.of("s", keys[1])
    assert not results.kept()


@pytest.fixture
def endless(tmp_path: Path) -> str:
    """A file that never says its first byte: who reads it waits."""
    path = tmp_path / "endless"
    os.mkfifo(path)
    return str(path)


async def test_work_that_takes_too_long_is_ended(endless: str) -> None:
    before = children()
    with pytest.raises(TookTooLong):
        await Runs(seconds=0.4).run("measure", ASKED, endless)
    assert children() <= before


async def test_who_goes_away_ends_the_work(app: FastAPI, claire: AsyncClient, endless: str) -> None:
    before = children()
    run, begun = files_of(app).runs.run, asyncio.Event()

    async def on_endless(task: str, asked: bytes, *_: Any) -> bytes:
        begun.set()
        return await run(task, asked, endless)

    files_of(app).runs.run = on_endless  # type: ignore[assignment]
    messages = [{"type": "http.request", "body": b"a,b\n", "more_body": False}]

    async def receive() -> MutableMapping[str, Any]:
        if messages:
            return messages.pop()
        await begun.wait()
        while children() <= before:  # noqa: ASYNC110 — the system tells nobody of a new process
            await asyncio.sleep(0.01)
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        return None

    request = claire.build_request("POST", PATH, content=b"")
    headers = [(name.lower(), value) for name, value in request.headers.raw if name.lower() != b"content-length"]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": PATH, "raw_path": PATH.encode(), "query_string": b"", "root_path": "", "headers": headers,
        "client": ("127.0.0.1", 1), "server": ("localhost", 8000), "state": {},
    }  # fmt: skip
    await asyncio.wait_for(app(scope, receive, send), PATIENCE_S)
    assert begun.is_set()
    assert children() <= before


async def test_only_a_few_files_are_taken_at_once(app: FastAPI, claire: AsyncClient) -> None:
    session = next(iter(await _sessions(app, claire)))
    with files_of(app).runs.place(session), files_of(app).runs.place(session), files_of(app).runs.place(session):
        busy = await bring(claire, HUNT_GROUP)
        assert (busy.status_code, busy.json()["code"]) == (503, "all_busy")
    assert (await bring(claire, HUNT_GROUP)).status_code == 200


async def _sessions(app: FastAPI, who: AsyncClient) -> set[str]:
    principal = await app.state.sessions.resolve(who.cookies["beffroi_session"])
    return {principal.session}


def test_outcomes_are_worded_as_on_the_screen() -> None:
    for place, language in enumerate(("fr", "en")):
        words = json.loads((ROOT / "web" / "src" / "i18n" / language / "reports.json").read_text(encoding="utf-8"))
        assert words["outcome"] == {name: text[place] for name, text in OUTCOMES.items()}
