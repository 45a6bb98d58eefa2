"""Pictures of the floor while it is steered: a rush on one queue, what is asked, what is done, what comes of it."""

import asyncio
from typing import Final

from playwright.async_api import Page, expect

from tests.journeys.album import HEIGHTS, Album, speak
from tests.journeys.clients import Customer
from tests.journeys.floor import Floor
from tests.journeys.office import Office
from tests.journeys.people import People

ALERT: Final = "Ventes : la file rougit"
LENT: Final = ("Karim Benali", "Amel Haddad", "Thomas Girard")
LONG_MS: Final = 60_000
CARE_S: Final = 2.0
LATE: Final = "Lucie Martin"
HELP: Final = "Le colis a trois semaines de retard : puis-je offrir les frais de port ?"


async def before_the_rush(people: People) -> None:
    """What reddens, and what agents are told today."""
    async with Office(people.centre, "claire") as claire:
        rule = {"name": ALERT, "queue": "ventes", "figure": "longest_wait_s", "op": ">", "value": 25.0}
        await claire.settles("/api/alerts/rules/longest_wait_ventes", {**rule, "held_s": 5.0, "sound": True})


async def needs_help(people: People) -> Customer:
    """Nadia, who is the first for French support, calls a supervisor about the customer she has."""
    nadia = await people.agent("nadia")
    customer = await Customer(people.centre.url, "fr", LATE).connect()
    await customer.says("Bonjour, ma commande devait arriver il y a trois semaines.")
    await nadia.accepts(LATE)
    await nadia.answers(LATE, "Bonjour Lucie, je regarde votre dossier.")
    interaction = nadia.page.url.rsplit("/", 1)[-1]
    status, answer = await nadia.act(
        "/api/hands", {"request": "nadia-hand-1", "interaction": interaction, "text": HELP}
    )
    assert status == 200, answer
    return customer


async def the_steering(album: Album, floor: Floor) -> None:
    """What if, six moved, help and callbacks; then how it stands, and what was done."""
    page = floor.page
    here = page.url
    await expect(floor.alert(ALERT)).to_be_visible(timeout=LONG_MS)
    await floor.selects(*LENT)
    await album.take(page, "floor-selection", width=1024)
    await wide(page)
    await what_if(album, floor)
    await floor.selection.get_by_role("button", name=floor.say("floor:selection.queues")).click()
    await floor.drawer.get_by_label(floor.say("floor:act.why")).fill("Pic des ventes")
    await album.take(page, "floor-reassign")
    await floor.drawer.get_by_role("button", name=floor.say("floor:reassign.only_of", name="Ventes")).click()
    await expect(floor.drawer).to_be_hidden()
    await floor.pulls("Ventes", "help", "help_on")
    await page.get_by_role("button", name=floor.say("floor:steer.open", name="Ventes")).click()
    panel = page.get_by_role("dialog", name=floor.say("floor:steer.title", name="Ventes"))
    offered = panel.get_by_role("button", name=floor.say("floor:setting.callback_on"), exact=True)
    await offered.click()
    await expect(offered).to_have_attribute("aria-pressed", "true")
    await album.take(page, "floor-levers")
    await page.keyboard.press("Escape")
    await how_it_stands(album, floor)
    await the_panels(album, page, here)
    await the_wall(album, page, here)


async def what_if(album: Album, floor: Floor) -> None:
    """These agents in another queue for two hours: the refined answer."""
    await floor.selection.get_by_role("button", name=floor.say("floor:selection.whatif")).click()
    await floor.drawer.get_by_role("checkbox", name="Ventes").check()
    await floor.drawer.get_by_role("button", name=floor.say("floor:whatif.ask"), exact=True).click()
    answer = floor.drawer.get_by_role("region", name=floor.say("floor:whatif.title"))
    too_long = floor.drawer.get_by_role("heading", name=floor.say("app:failure.title"))
    await expect(answer.or_(too_long)).to_be_visible(timeout=2 * LONG_MS)
    if await answer.is_visible():  # a machine that does much else has no time to look ahead
        await album.take(floor.page, "floor-whatif")
        await album.take(floor.page, "floor-whatif", scheme="dark", width=1024)
    await wide(floor.page)
    await floor.drawer.get_by_role("button", name=floor.say("app:cancel")).click()
    await expect(floor.drawer).to_be_hidden()


async def how_it_stands(album: Album, floor: Floor) -> None:
    """The whole floor, nothing open."""
    page = floor.page
    await page.goto(page.url.split("?")[0])
    await expect(floor.alert(ALERT)).to_be_visible(timeout=LONG_MS)
    await asyncio.sleep(CARE_S)
    await album.take(page, "floor-steered")
    await album.take(page, "floor-steered", scheme="dark", width=1024)
    await wide(page)
    await speak(page, "en", "floor:queues.title")
    await expect(floor.agent("Inès Moreau").first).to_be_visible()
    await asyncio.sleep(CARE_S)
    await album.take(page, "floor-steered", language="en")
    await speak(page, "fr", "floor:queues.title")
    await page.goto(f"{page.url.split('?')[0]}?view=table&by=partner")
    await expect(page.get_by_text("Inès Moreau").first).to_be_visible()
    await album.take(page, "floor-agents")


async def the_panels(album: Album, page: Page, here: str) -> None:
    """What is beside the tables."""
    floor_only = here.split("?")[0]
    for panel, scheme in (("acts", "light"), ("temporary", "dark"), ("alerts", "light"), ("briefing", "light")):
        await page.goto(f"{floor_only}?panel={panel}")
        await expect(page.get_by_role("dialog")).to_be_visible()
        await asyncio.sleep(CARE_S)
        await album.take(page, f"floor-{panel}", scheme=scheme)


async def the_wall(album: Album, page: Page, here: str) -> None:
    """Big figures, light and dark."""
    await page.goto(f"{here.split('/floor')[0]}/wall")
    await expect(page.get_by_role("heading", name="Ventes")).to_be_visible()
    await asyncio.sleep(CARE_S)
    await album.take(page, "wall")
    await album.take(page, "wall", scheme="dark")
    await page.goto(here)
    await expect(page.get_by_text("Inès Moreau").first).to_be_visible()


async def wide(page: Page) -> None:
    """As it was before a narrow or dark picture."""
    await page.emulate_media(color_scheme="light", reduced_motion="reduce")
    await page.set_viewport_size({"width": 1440, "height": HEIGHTS[1440]})
