"""axe finds nothing on any screen, in any state, in the light and in the dark."""

import pytest
from playwright.async_api import expect

from tests.journeys.people import People
from tests.journeys.watch import check_access
from tests.journeys.words import say

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

MARIE = "Marie Dubois"


async def test_every_screen_is_accessible(people: People) -> None:
    found: list[str] = []
    page = await (await people.context()).new_page()
    await page.goto(people.centre.url)
    await expect(page.get_by_role("button", name=say("fr", "people:sign_in.submit"))).to_be_visible()
    found += await check_access(page, "sign-in")
    await page.get_by_label(say("fr", "people:sign_in.email")).fill("nobody@demo.invalid")
    await page.get_by_label(say("fr", "people:sign_in.password"), exact=True).fill("wrong password")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_have_text(say("fr", "errors:wrong_sign_in"))
    found += await check_access(page, "sign-in, refused")

    floor = await people.supervisor()
    found += await check_access(floor.page, "floor, empty")
    lucas = await people.agent("lucas", ready=False)
    found += await check_access(lucas.page, "desk, logged out")
    await lucas.becomes_ready()
    found += await check_access(lucas.page, "desk, empty")

    marie = await people.visitor(MARIE)
    found += await check_access(marie.page, "demo page, chat open")
    await marie.page.keyboard.press("Escape")
    await expect(marie.field).to_be_hidden()
    found += await check_access(marie.page, "demo page")
    await marie.opens()
    await marie.says("Bonjour, où est ma commande ?")
    await lucas.is_offered(MARIE)
    found += await check_access(lucas.page, "desk, an offer")
    found += await check_access(marie.page, "chat, waiting")

    await lucas.accepts(MARIE)
    await lucas.answers(MARIE, "Bonjour, je regarde.")
    await marie.sees("Bonjour, je regarde.")
    found += await check_access(lucas.page, "desk, in contact")
    found += await check_access(marie.page, "chat, in contact")
    await lucas.page.keyboard.press("F4")
    await expect(lucas.page.get_by_role("combobox", name=lucas.say("desk:transfer.search"))).to_be_focused()
    found += await check_access(lucas.page, "desk, transfer")
    await lucas.page.keyboard.press("Escape")
    await lucas.page.keyboard.press("?")

    await floor.unfolds("Support français")
    await expect(floor.contact(MARIE)).to_be_visible()
    found += await check_access(floor.page, "floor, busy")
    await floor.contact(MARIE).click()
    await expect(floor.drawer).to_contain_text("Bonjour, je regarde.")
    found += await check_access(floor.page, "floor, an interaction")
    await floor.asks_why()
    found += await check_access(floor.page, "floor, why this agent")

    await lucas.page.keyboard.press("Escape")
    await lucas.ends()
    found += await check_access(lucas.page, "desk, wrap-up")
    await marie.is_told(marie.words.ended)
    found += await check_access(marie.page, "chat, over")
    await lucas.qualifies("Résolu")
    assert not found, "\n".join(found)
