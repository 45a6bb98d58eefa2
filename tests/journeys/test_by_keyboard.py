"""A whole contact in English, and not one touch of the mouse."""

import pytest
from playwright.async_api import Page, expect

from tests.journeys.people import People
from tests.journeys.watch import Watch
from tests.journeys.words import CHAT, say

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

EN = CHAT["en"]


async def test_a_contact_in_english_by_keyboard_only(people: People) -> None:
    agent = await (await people.context("en")).new_page()
    visitor = await (await people.context("en")).new_page()
    watches = [await Watch.over(agent, "agent"), await Watch.over(visitor, "visitor")]

    # Sofia signs in: the first field has the focus.
    await agent.goto(people.centre.url)
    await expect(agent.get_by_label(say("en", "people:sign_in.email"))).to_be_focused()
    await agent.keyboard.type("sofia@demo.invalid")
    await agent.keyboard.press("Tab")
    await agent.keyboard.type(people.centre.password("sofia"))
    await agent.keyboard.press("Enter")
    await expect(agent.get_by_role("heading", name=say("en", "desk:empty.logged_out_title"))).to_be_visible()
    assert await agent.evaluate("document.documentElement.lang") == "en"
    await _tab_to(agent, say("en", "desk:empty.become"))
    await agent.keyboard.press("Enter")
    await expect(agent.get_by_role("heading", name=say("en", "desk:empty.available_title"))).to_be_visible()

    # The visitor finds the chat and writes.
    await visitor.goto(f"{people.centre.url}/demo/customer")
    assert await visitor.evaluate("document.documentElement.lang") == "en"
    await _tab_to(visitor, EN.open)
    await visitor.keyboard.press("Enter")
    await expect(visitor.get_by_role("textbox", name=EN.write)).to_be_focused()
    await visitor.keyboard.type("Hello, my lamp is broken.")
    await visitor.keyboard.press("Enter")
    await expect(agent.get_by_text("Hello, my lamp is broken.").first).to_be_visible()

    # F2, an answer, the end, the outcome; the focus is always where the next word goes.
    await agent.keyboard.press("F2")
    await expect(agent.get_by_role("textbox", name=say("en", "desk:composer.label", name=""))).to_be_focused()
    await agent.keyboard.type("Sorry to hear that. Shall we replace it?")
    await agent.keyboard.press("Enter")
    await expect(visitor.get_by_text("Shall we replace it?")).to_be_visible()
    await expect(visitor.locator("beffroi-chat").get_by_text(EN.with_.format("Sofia"))).to_be_visible()
    await visitor.keyboard.type("Yes, please.")
    await visitor.keyboard.press("Enter")
    await expect(agent.get_by_role("log").get_by_text("Yes, please.")).to_be_visible()
    await agent.keyboard.press("F8")
    await expect(agent.get_by_role("button", name=say("en", "desk:contact.end_now"))).to_be_visible()
    await agent.keyboard.press("F8")
    await expect(agent.get_by_role("combobox", name=say("en", "desk:wrap_up.search"))).to_be_focused()
    await agent.keyboard.press("ArrowDown")
    await agent.keyboard.press("Enter")
    await expect(agent.get_by_role("heading", name=say("en", "desk:empty.available_title"))).to_be_visible()
    await expect(visitor.locator("beffroi-chat").get_by_text(EN.ended)).to_be_visible()

    # Escape closes the panel and gives the focus back to its button.
    await visitor.keyboard.press("Escape")
    await expect(visitor.get_by_role("button", name=EN.open)).to_be_focused()
    assert [one for watch in watches for one in watch.complaints()] == []


async def _tab_to(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name)
    for _ in range(30):
        await page.keyboard.press("Tab")
        if await button.evaluate("(one) => one.getRootNode().activeElement === one"):
            return
    raise AssertionError(f"Tab never reaches « {name} »")
