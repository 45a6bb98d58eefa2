"""A supervisor measures a file: drops it, reads what it says, names a column, takes both documents away."""

import asyncio
import base64
import io
import zipfile
from typing import Final

import pytest
from playwright.async_api import Download, Page, expect
from pypdf import PdfReader

from tests.journeys.centre import ROOT
from tests.journeys.people import People
from tests.journeys.watch import check_access
from tests.journeys.words import say

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

HUNT_GROUP: Final = ROOT / "tests" / "fixtures" / "hunt_group_330.csv"
REFUSED: Final = r"status of 4\d\d"
UNNAMED: Final = (
    "Quand ça,Issue,Patience\n10/03/2026 08:00:01,perdu,12\n25/03/2026 08:20:01,pris,7\n26/03/2026 9:00,zut,7\n"
)
_DROP: Final = """([name, content]) => {
  const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0))
  const carried = new DataTransfer()
  carried.items.add(new File([bytes], name, { type: 'text/csv' }))
  const zone = document.querySelector('main section')
  for (const type of ['dragenter', 'dragover', 'drop'])
    zone.dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }))
}"""

_DROP_LARGE: Final = """() => {
  const carried = new DataTransfer()
  carried.items.add(new File([new Uint8Array(64 * 1024 * 1024 + 1)], 'large.csv'))
  const dropped = new DragEvent('drop', { dataTransfer: carried, bubbles: true, cancelable: true })
  document.querySelector('main section').dispatchEvent(dropped)
}"""


async def drop(page: Page, name: str, content: bytes) -> None:
    await page.evaluate(_DROP, [name, base64.b64encode(content).decode()])


async def taken(page: Page, button: str) -> tuple[Download, bytes]:
    async with page.expect_download() as coming:
        await page.get_by_role("button", name=button, exact=True).click()
    document = await coming.value
    saved = await document.path()
    return document, await asyncio.to_thread(saved.read_bytes)


async def test_a_file_is_dropped_read_corrected_and_taken_away(people: People) -> None:
    floor = await people.supervisor()
    floor.watch.allowed = (REFUSED,)
    page, found = floor.page, []
    await page.get_by_role("link", name=floor.say("app:nav.reports")).click()
    await expect(page.get_by_role("heading", name=floor.say("reports:title"))).to_be_visible()
    await expect(page.get_by_text(floor.say("reports:drop.promise"))).to_be_visible()

    await drop(page, HUNT_GROUP.name, HUNT_GROUP.read_bytes())
    title = page.get_by_role("heading", name=floor.say("reports:result.title", name=HUNT_GROUP.name))
    await expect(title).to_be_focused()
    answered = page.get_by_role("group", name="Taux de décroché (des reçus)")
    await expect(answered).to_contain_text("53,0")
    await expect(answered).to_contain_text("175/330")
    diagnosis = page.get_by_role("region", name=floor.say("reports:result.diagnosis"))
    await expect(diagnosis).to_contain_text("La perte est d’abord le débordement : 87 des 155 contacts")
    await expect(diagnosis).to_contain_text("Un seul jour n’est pas une tendance")
    await page.mouse.move(0, 0)  # off the rail
    for _ in ("another file", "workbook", "pages", "the first figure"):
        await page.keyboard.press("Tab")
    await expect(answered).to_be_focused()
    await expect(page.get_by_role("tooltip").filter(has_text="décrochés / reçus")).to_be_visible()

    await page.get_by_role("textbox", name=floor.say("reports:table.filter")).fill("abandon court")
    await expect(page.locator("tr[data-measure='service_level[short_abandons_removed]']")).to_contain_text("152/207")
    await expect(page.locator("tr[data-measure='received']")).to_have_count(0)
    charts = page.get_by_role("button", name=floor.say("reports:chart.as_table"))
    while await charts.count():
        await charts.first.click()
    await expect(page.get_by_role("row", name="15:00 24 12 12")).to_be_visible()
    await page.get_by_role("button", name=floor.say("reports:read.mend")).click()
    found += await check_access(page, "reports, as tables")

    pdf, pages = await taken(page, floor.say("reports:export.pdf"))
    assert pdf.suggested_filename == "indicateurs-hunt_group_330.pdf"
    assert "53,0" in PdfReader(io.BytesIO(pages)).pages[0].extract_text()
    xlsx, book = await taken(page, floor.say("reports:export.xlsx"))
    assert xlsx.suggested_filename == "indicateurs-hunt_group_330.xlsx"
    assert zipfile.ZipFile(io.BytesIO(book)).testzip() is None

    # Another room, and back: what was measured stays.
    await page.get_by_role("link", name=floor.say("app:nav.floor")).click()
    await expect(page.get_by_role("heading", name=floor.say("floor:queues.title"))).to_be_visible()
    await page.get_by_role("link", name=floor.say("app:nav.reports")).click()
    await expect(answered).to_contain_text("53,0")
    await page.get_by_role("button", name=floor.say("reports:other")).click()

    await page.set_input_files(
        "input[type=file]", {"name": "noms.csv", "mimeType": "text/csv", "buffer": UNNAMED.encode()}
    )
    await expect(page.get_by_role("alert").filter(has_text=floor.say("errors:column_missing"))).to_be_visible()
    found += await check_access(page, "reports, a column to name")
    await page.get_by_role("combobox", name=floor.say("reports:field.arrived_at")).click()
    await page.get_by_role("option", name="Quand ça").click()
    await page.get_by_role("button", name=floor.say("reports:mapping.submit")).click()
    await expect(page.get_by_role("group", name="Taux de décroché (des reçus)")).to_contain_text("1/2")
    aside = page.get_by_role("row", name=floor.say("reports:aside.unknown_outcome"))
    await expect(aside).to_contain_text("4")
    await page.get_by_role("button", name=floor.say("reports:read.mend")).click()
    word = page.get_by_role("combobox", name=floor.say("reports:mapping.word", word="zut", count=1))
    await word.click()
    await page.get_by_role("option", name=say("fr", "reports:outcome.closed")).click()
    await page.get_by_role("button", name=floor.say("reports:mapping.submit")).click()
    await expect(page.get_by_text(floor.say("reports:read.none_aside"))).to_be_visible()
    assert not found, "\n".join(found)


async def test_what_is_sent_can_be_cancelled_and_what_is_too_large_is_not_sent(people: People) -> None:
    context = await people.context("en", 1024, "dark")
    await context.add_init_script("localStorage.setItem('beffroi-language', 'en')")
    floor = await people.supervisor("en", context=context)
    floor.watch.allowed = (REFUSED, "ERR_")
    page = floor.page
    await page.goto(f"{people.centre.url}/reports/file")
    await expect(page.get_by_role("button", name=floor.say("reports:drop.choose"))).to_be_visible()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.evaluate(_DROP_LARGE)
    await expect(page.get_by_role("alert").filter(has_text=floor.say("errors:file_too_large"))).to_be_visible()
    assert not [url for url in asked if "measures/file" in url]
    await page.get_by_role("button", name=floor.say("reports:other")).click()
    await page.route("**/api/measures/file?*", lambda _: None)  # an answer that never comes
    await drop(page, "slow.csv", HUNT_GROUP.read_bytes())
    await page.get_by_role("button", name=floor.say("app:cancel")).click()
    await expect(page.get_by_role("button", name=floor.say("reports:drop.choose"))).to_be_visible()
    await page.unroute("**/api/measures/file?*")
    await drop(page, HUNT_GROUP.name, HUNT_GROUP.read_bytes())
    await expect(page.get_by_role("group", name="Answer rate (of received)")).to_contain_text("53.0%")
    assert await check_access(page, "reports, measured") == []
