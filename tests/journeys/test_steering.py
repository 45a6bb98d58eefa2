"""A supervisor steers: levers and their undoing, six agents moved and returned, a hand answered, a contact taken."""

import pytest
from playwright.async_api import Locator, expect

from tests.journeys.floor import Floor
from tests.journeys.people import People
from tests.journeys.watch import check_access

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

MARIE = "Marie Dubois"


def badges(floor: Floor, queue: str) -> Locator:
    """What is steered on this queue."""
    return floor.page.get_by_role("row").filter(has=floor.page.get_by_text(queue, exact=True))


async def test_a_queue_is_steered_and_given_back(people: People) -> None:
    floor = await people.supervisor()
    page = floor.page
    await page.get_by_role("button", name=floor.say("floor:steer.open", name="Ventes")).click()
    panel = page.get_by_role("dialog", name=floor.say("floor:steer.title", name="Ventes"))
    await panel.get_by_role("button", name=floor.say("floor:setting.callback_on")).click()
    await expect(badges(floor, "Ventes")).to_contain_text(floor.say("floor:badge.callback_on"))
    found = await check_access(page, "floor, levers")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name=floor.say("floor:acts.undo"), exact=True).first.click()
    await expect(badges(floor, "Ventes")).not_to_contain_text(floor.say("floor:badge.callback_on"))
    await page.get_by_role("button", name=floor.say("floor:panel.acts"), exact=True).click()
    await expect(page.get_by_role("dialog").locator("li[data-undone=true]").first).to_be_visible()
    found += await check_access(page, "floor, acts")
    assert not found, "\n".join(found)


async def test_agents_serve_another_queue_for_a_while(people: People) -> None:
    floor = await people.supervisor()
    page = floor.page
    await page.get_by_label(floor.say("floor:agents.select", name="Amel Haddad")).click()
    await page.get_by_label(floor.say("floor:agents.select", name="Sofia Rossi")).click(modifiers=["Shift"])
    bar = page.get_by_role("region", name=floor.say("floor:selection.label"))
    await expect(bar).to_contain_text(floor.say("floor:selection.count_other", count=4))
    found = await check_access(page, "floor, a selection")
    await bar.get_by_role("button", name=floor.say("floor:selection.queues")).click()
    await page.get_by_role("button", name=floor.say("floor:reassign.only_of", name="Ventes")).click()
    await expect(bar).to_be_hidden()
    chip = floor.agent("Amel Haddad").get_by_role("button", name="Ventes")
    await expect(chip).to_be_visible()
    await chip.click()
    await expect(chip).to_be_hidden()
    await page.goto(f"{people.centre.url}/floor?panel=temporary")
    back = page.get_by_role("dialog").get_by_role("button", name=floor.say("floor:changes.return"))
    await expect(back).to_have_count(1)
    found += await check_access(page, "floor, what is temporary")
    await back.click()
    await expect(back).to_have_count(0)
    assert not found, "\n".join(found)


async def test_a_raised_hand_is_joined_and_the_contact_taken(people: People) -> None:
    floor = await people.supervisor()
    karim = await people.agent("karim")
    marie = await people.visitor(MARIE)
    await marie.says("Bonjour, mon colis est ouvert.")
    await karim.accepts(MARIE)
    status, told = await karim.act("/api/hands", {"request": "hand-of-karim", "text": "Puis-je rembourser ?"})
    assert status == 200, told
    card = floor.page.get_by_role("article").filter(has_text="Puis-je rembourser ?")
    await expect(card).to_be_visible()
    found = await check_access(floor.page, "floor, a raised hand")
    await floor.unfolds("Support français")
    await floor.contact(MARIE).click()
    advice = floor.drawer.get_by_role("textbox")
    await advice.fill("Oui, jusqu’à 50 €.")
    await advice.press("Enter")
    await karim.sees("Oui, jusqu’à 50 €.")
    await expect(marie.page.get_by_text("Oui, jusqu’à 50 €.")).to_have_count(0)
    found += await check_access(floor.page, "floor, whispering")
    await floor.drawer.get_by_role("button", name=floor.say("floor:take.over")).click()
    await expect(floor.page.get_by_role("textbox", name=floor.say("desk:composer.label", name=MARIE))).to_be_focused()
    assert not found, "\n".join(found)


async def test_the_wall_is_read_from_afar(people: People) -> None:
    floor = await people.supervisor()
    await floor.page.goto(f"{people.centre.url}/wall")
    await expect(floor.page.get_by_role("heading", name="Ventes")).to_be_visible()
    found = await check_access(floor.page, "wall, queues")
    await floor.page.keyboard.press("ArrowRight")
    await expect(floor.page.get_by_role("heading", name=floor.say("floor:wall.agents"))).to_be_visible()
    found += await check_access(floor.page, "wall, agents")
    await floor.page.keyboard.press("Escape")
    await expect(floor.page.get_by_role("heading", name=floor.say("floor:queues.title"))).to_be_visible()
    assert not found, "\n".join(found)
