"""axe finds nothing on what a supervisor opens from the floor, in the light and in the dark."""

import pytest
from playwright.async_api import expect

from tests.journeys.office import Office
from tests.journeys.people import People
from tests.journeys.waiting import until
from tests.journeys.watch import check_access, settled

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

MARIE = "Marie Dubois"
ALERT = "Support : ça attend"
RULE = {"name": ALERT, "queue": "support_fr", "figure": "longest_wait_s", "op": ">", "value": 0.5}


async def test_a_floor_with_alerts_and_each_of_its_panels(people: People) -> None:
    async with Office(people.centre, "claire") as claire:
        await claire.does("/api/alerts/rules", {**RULE, "held_s": 0.0, "sound": True})
        stop = {"queues": ["retours"], "on": True, "text": {"fr": "Panne.", "en": "Out of order."}}
        await claire.does("/api/floor/emergency", stop)
    floor = await people.supervisor()
    marie = await people.visitor(MARIE)
    await marie.says("Bonjour ?")
    await floor.unfolds("Support français")
    await expect(floor.alert(ALERT)).to_be_visible()
    found = await check_access(floor.page, "floor, an alert and an emergency")
    for name in ("briefing", "exports", "alerts"):
        await floor.opens_panel(name)
        found += await check_access(floor.page, f"floor, {name}")
        if name == "alerts":
            await floor.drawer.get_by_role("button", name=floor.say("floor:alerts.add")).click()
            found += await check_access(floor.page, "floor, a rule for an alert")
        await floor.closes_drawer()
    await floor.page.goto(f"{people.centre.url}/wall")
    board = floor.page.get_by_role("heading", name=floor.say("floor:wall.alerts"), exact=True)

    async def is_shown() -> bool:
        await floor.page.keyboard.press("ArrowRight")
        await settled(floor.page)
        return await board.is_visible()

    await until(is_shown, "the board of alerts")
    found += await check_access(floor.page, "wall, alerts")
    assert not found, "\n".join(found)


async def test_each_of_its_dialogs(people: People) -> None:
    floor = await people.supervisor()
    marie = await people.visitor(MARIE)
    await marie.says("Il y a quelqu’un ?")
    await floor.unfolds("Support français")
    found: list[str] = []
    for what in ("move", "priority"):
        button = floor.page.get_by_role("button", name=floor.say(f"floor:waiting.{what}", who=MARIE))
        await button.first.click()
        await expect(floor.drawer).to_be_visible()
        found += await check_access(floor.page, f"floor, {what}")
        await floor.closes_drawer()

    # More people for a queue, and what would come of it.
    await floor.selects("Karim Benali", "Léa Fontaine")
    for what in ("queues", "skills", "whatif"):
        await floor.selection.get_by_role("button", name=floor.say(f"floor:selection.{what}"), exact=True).click()
        await expect(floor.drawer).to_be_visible()
        if what == "whatif":
            await floor.drawer.get_by_role("checkbox", name="Ventes").check()
            await floor.drawer.get_by_role("button", name=floor.say("floor:whatif.ask")).click()
            await expect(floor.drawer.get_by_role("table")).to_be_visible(timeout=30_000)
        found += await check_access(floor.page, f"floor, {what} of those selected")
        await floor.closes_drawer()
    await floor.agent("Karim Benali").get_by_role("button", name="Karim Benali").click()
    await expect(floor.page.get_by_role("dialog")).to_be_visible()
    found += await check_access(floor.page, "floor, an agent's day")
    assert not found, "\n".join(found)
