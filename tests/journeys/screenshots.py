"""Every screen as people see it, into docs/images: `python -m tests.journeys.screenshots`.

A fresh centre, an agent's day and a few conversations played by hand, then the demo's crowd rushes on a queue and the
floor is steered, then the server is killed. Named scenes alone: `… screenshots day`, `file`, `floor`.
"""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from playwright.async_api import async_playwright, expect

from tests.journeys.album import HEIGHTS, Album, speak
from tests.journeys.centre import ROOT, Centre
from tests.journeys.clients import Customer
from tests.journeys.desk import Desk
from tests.journeys.floor import Floor
from tests.journeys.people import People
from tests.journeys.pictures_day import note_unread, the_day
from tests.journeys.pictures_floor import before_the_rush, needs_help, the_steering
from tests.journeys.scenes import ENGLISH, FRENCH, Scene
from tests.journeys.visitor import Visitor
from tests.journeys.watch import CUT
from tests.journeys.words import say
from tools import browser

FOLDER: Final = ROOT / "docs" / "images"
HUNT_GROUP: Final = ROOT / "tests" / "fixtures" / "hunt_group_330.csv"
CROWD: Final = 26
CROWD_S: Final = 75.0
PACE_S: Final = 2.0


async def the_way_in(album: Album, people: People) -> None:
    """Sign-in, and the screens before anything happened."""
    page = await (await people.context()).new_page()
    await page.goto(people.centre.url)
    await expect(page.get_by_role("button", name=say("fr", "people:sign_in.submit"))).to_be_visible()
    await album.take(page, "sign-in")
    await page.close()


async def a_file(album: Album, people: People) -> None:
    """The worked exercise of a course, measured by dropping it on the page."""
    for language, scheme, width in (("fr", "light", 1440), ("en", "dark", 1440), ("fr", "light", 1024)):
        context = await people.context(language, width, scheme)
        await context.add_init_script(f"localStorage.setItem('beffroi-language', '{language}')")
        page = (await people.supervisor(language, context=context)).page
        await page.goto(f"{people.centre.url}/reports/file")
        await expect(page.get_by_role("button", name=say(language, "reports:drop.choose"))).to_be_visible()
        if (language, width) == ("fr", 1440):
            await album.take(page, "reports-empty", language, scheme, width)
        await page.set_input_files("input[type=file]", HUNT_GROUP)
        await expect(page.get_by_role("heading", name=say(language, "reports:table.title"))).to_be_visible()
        await album.take(page, "reports-measured", language, scheme, width)
        await context.close()


async def conversations(album: Album, people: People, scene: Scene) -> tuple[Desk, Customer]:
    """The first customer in a browser, the others by their sockets; one agent for them all, at an easy pace."""
    first, second, third = scene.customers
    shot = partial(album.take, language=scene.language)
    agent = await people.agent(scene.agent, scene.language, allowed=(CUT,))
    await shot(agent.page, "desk-empty")
    visitor = await people.visitor(first, scene.language)
    await visitor.says(scene.talk[0])
    await agent.accepts(first)
    await visitor.is_with(scene.first_name)
    for place in (1, 3):
        await asyncio.sleep(PACE_S)
        await agent.answers(first, scene.talk[place])
        await asyncio.sleep(PACE_S)
        await visitor.says(scene.talk[place + 1])
    other = await Customer(people.centre.url, scene.language, second).connect()
    await other.says(scene.second[0])
    await agent.accepts(second)
    await agent.answers(second, scene.second[1])
    await asyncio.sleep(PACE_S)
    await other.says(scene.second[2])
    await agent.page.get_by_role("button", name=first).click()
    await shot(visitor.page, "customer")
    last = await Customer(people.centre.url, scene.language, third).connect()
    await last.says(scene.third)
    await agent.is_offered(third)
    await asyncio.sleep(PACE_S)
    await shot(agent.page, "desk-offer")
    if scene.language == "fr":
        await shot(agent.page, "desk-offer", scheme="dark")
    await agent.accepts(third)
    await agent.page.get_by_role("button", name=first).click()
    await agent.answers(first, scene.talk[5])
    await shot(agent.page, "desk-busy")
    if scene.language == "fr":
        await shot(agent.page, "desk-busy", width=1024)
        await shot(visitor.page, "customer", width=390)
    else:
        await shot(agent.page, "desk-busy", scheme="dark")
    await visitor.page.set_viewport_size({"width": 1440, "height": HEIGHTS[1440]})
    await agent.ends()
    await agent.outcome.press("ArrowDown")
    await shot(agent.page, "desk-wrap-up")
    await agent.qualifies(scene.outcome)
    await agent.page.get_by_role("button", name=third).click()
    await expect(agent.composer(third)).to_be_visible()
    await agent.ends()
    await agent.qualifies(scene.outcome)
    await last.close()
    return agent, other


async def the_crowd(album: Album, people: People, floor: Floor) -> None:
    """The demo's crowd for a while: a floor that lives."""
    await before_the_rush(people)
    late = await needs_help(people)
    page = await (await people.context("en", width=390)).new_page()
    await page.goto(f"{people.centre.url}/demo/customer?lang=en")
    await page.get_by_role("slider").fill(str(CROWD))
    waiter = Visitor(page, floor.watch, "en")
    await asyncio.sleep(CROWD_S)  # what the pictures show is what a minute of life makes
    await waiter.opens()
    await waiter.says("Hello! Is the oak table still available?")
    await album.take(page, "customer", language="en", scheme="dark", width=390)
    await floor.unfolds("Support anglais")
    await expect(floor.page.get_by_role("region", name=floor.say("floor:contact.title"))).to_be_visible()
    await album.take(floor.page, "floor-busy")
    await album.take(floor.page, "floor-busy", scheme="dark")
    contact = floor.page.get_by_role("region", name=floor.say("floor:contact.title")).get_by_role("button").first
    await contact.click()
    await floor.asks_why()
    await album.take(floor.page, "floor-why")
    await floor.page.keyboard.press("Escape")
    await the_steering(album, floor)
    await speak(floor.page, "en", "floor:queues.title")
    await expect(floor.agent("Inès Moreau").first).to_be_visible()
    await album.take(floor.page, "floor-busy", language="en")
    await album.take(floor.page, "floor-busy", language="en", width=1024)
    await late.close()


async def the_shop(album: Album, people: People) -> None:
    """Conversations by hand, then the crowd, then the server is gone."""
    floor = await people.supervisor()
    await album.take(floor.page, "floor-empty")
    sofia, oliver = await conversations(album, people, ENGLISH)
    await sofia.ends()
    await sofia.qualifies(ENGLISH.outcome)
    await sofia.leaves()
    ines, paul = await conversations(album, people, FRENCH)
    await ines.act("/api/presence", {"state": "not_ready", "reason": "training"})
    await the_crowd(album, people, floor)
    people.centre.kill()
    await expect(ines.page.get_by_text(say("fr", "app:connection.lost"))).to_be_visible(timeout=30_000)
    await album.take(ines.page, "desk-failing")
    await oliver.close()
    await paul.close()


SCENES: Final = {"way_in": the_way_in, "file": a_file, "day": the_day, "floor": the_shop}


async def take_all(centre: Centre, wanted: Sequence[str]) -> None:
    """The album, or some of its scenes."""
    album = Album(FOLDER)
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=await asyncio.to_thread(browser.find))
        people = People(centre, chromium)
        for name, scene in SCENES.items():
            if not wanted or name in wanted:
                await scene(album, people)
        await chromium.close()
    album.show()


def main() -> int:
    """Into docs/images, whatever was there replaced."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        centre = Centre(Path(name))
        centre.start()
        centre.stop()
        note_unread(centre)
        centre.start()
        try:
            asyncio.run(take_all(centre, sys.argv[1:]))
        finally:
            centre.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
