"""A whole contact in English, and not one touch of the mouse."""

import pytest
from playwright.async_api import expect

from tests.journeys.people import People
from tests.journeys.watch import Watch, tab_to
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
    await tab_to(agent.get_by_role("button", name=say("en", "desk:empty.become")))
    await agent.keyboard.press("Enter")
    await expect(agent.get_by_role("heading", name=say("en", "desk:empty.available_title"))).to_be_visible()

    # The visitor finds the chat and writes.
    await visitor.goto(f"{people.centre.url}/demo/customer")
    assert await visitor.evaluate("document.documentElement.lang") == "en"
    await tab_to(visitor.get_by_role("button", name=EN.open))
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


async def test_a_floor_is_steered_by_keyboard_only(people: People) -> None:
    floor = await people.supervisor()
    page, keys = floor.page, floor.page.keyboard
    visitor = await people.visitor("Emma Stone", "en")
    await visitor.says("Hello?")

    # Why does Emma wait? The focus goes into the answer, and comes back to the question.
    await tab_to(page.get_by_role("button", name=floor.say("floor:queues.open", name="Support anglais")))
    await keys.press("Enter")
    why = page.get_by_role("button", name=floor.say("floor:waiting.why", who="Emma Stone"))
    await tab_to(why)
    await keys.press("Enter")
    await expect(floor.drawer).to_contain_text("Personne ne peut le prendre")
    await keys.press("Escape")
    await expect(why).to_be_focused()

    # Two agents to Ventes, until this evening.
    for name in ("Karim Benali", "Léa Fontaine"):
        await tab_to(page.get_by_role("checkbox", name=floor.say("floor:agents.select", name=name)))
        await keys.press("Space")
    await keys.press("F7")
    await expect(floor.selection.get_by_role("button", name=floor.say("floor:selection.queues"))).to_be_focused()
    await keys.press("Enter")
    await tab_to(floor.drawer.get_by_role("button", name=floor.say("floor:reassign.only_of", name="Ventes")))
    await keys.press("Enter")
    for name in ("Karim Benali", "Léa Fontaine"):
        back = floor.agent(name).get_by_role(
            "button", name=floor.say("floor:changes.return_of", name=name, what="Ventes")
        )
        await expect(back).to_be_visible()

    # A lever, and the alerts.
    await tab_to(page.get_by_role("button", name=floor.say("floor:steer.open", name="Ventes")), back=True)
    await keys.press("Enter")
    panel = page.get_by_role("dialog", name=floor.say("floor:steer.title", name="Ventes"))
    await tab_to(panel.get_by_role("button", name=floor.say("floor:setting.callback_on")))
    await keys.press("Enter")
    await expect(floor.queue("ventes")).to_contain_text(floor.say("floor:badge.callback_on"))
    await keys.press("Escape")
    await expect(page.get_by_role("button", name=floor.say("floor:steer.open", name="Ventes"))).to_be_focused()
    await keys.press("F9")
    await expect(page.get_by_role("button", name=floor.say("floor:rail.mute"))).to_be_focused()
