"""Customers whose page reloads, whose network goes, whose browser repeats itself."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.cable import Cable
from tests.journeys.centre import Centre
from tests.journeys.clients import Customer
from tests.journeys.people import People
from tests.journeys.visitor import Visitor
from tests.journeys.watch import CUT, Watch

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

MARIE = "Marie Dubois"
BACK_MS = 30_000
"""The widget tries again less and less often; how soon depends on how long the cut lasted."""


@pytest_asyncio.fixture(loop_scope="session")
async def cable(centre: Centre) -> AsyncIterator[Cable]:
    one = Cable(centre.port)
    await one.mend()
    yield one
    await one.cut()


async def test_a_reload_and_a_lost_network_lose_nothing(people: People, cable: Cable) -> None:
    amel = await people.agent("amel")
    page = await (await people.context()).new_page()
    marie = Visitor(page, await Watch.over(page, MARIE, (CUT,)), "fr")
    await page.goto(f"{cable.url}/demo/customer?lang=fr")
    await page.locator("beffroi-chat").evaluate("(chat, name) => chat.setAttribute('name', name)", MARIE)
    await marie.opens()
    await marie.says("Bonjour !")
    await amel.accepts(MARIE)
    await amel.answers(MARIE, "Bonjour Marie.")
    await marie.sees("Bonjour Marie.")

    # The page is loaded again, in the middle of the conversation.
    await page.reload()
    await marie.is_with("Amel")
    assert await marie.transcript() == ["Bonjour !", "Bonjour Marie."]
    await marie.says("Me revoilà.")
    await amel.sees("Me revoilà.")

    # The network goes; both keep writing; it comes back.
    await cable.cut()
    await marie.writes("Vous me lisez ?")
    await marie.writes("Je suis dans le train.")
    await marie.is_told(marie.words.offline)
    await amel.answers(MARIE, "Je vous attends.")
    await expect(amel.page.get_by_text(amel.say("desk:contacts.gone")).first).to_be_visible()
    await cable.mend()
    await amel.sees("Je suis dans le train.", BACK_MS)
    said = [
        "Bonjour !",
        "Bonjour Marie.",
        "Me revoilà.",
        "Je vous attends.",
        "Vous me lisez ?",
        "Je suis dans le train.",
    ]
    await marie.sees("Je vous attends.")
    await expect(page.locator("beffroi-chat li.sending, beffroi-chat li.late")).to_have_count(0)
    assert await amel.transcript() == said
    assert await marie.transcript() == said
    assert marie.watch.complaints() == []

    # The agent's page is loaded again too: the same contact, the same words.
    await amel.page.reload()
    await expect(amel.composer(MARIE)).to_be_visible()
    await amel.sees("Je suis dans le train.")
    assert await amel.transcript() == said
    await amel.ends()
    await amel.qualifies("Résolu")
    opened = [event for event in people.centre.events() if event.kind == "interaction_opened"]
    assert len(opened) == 1, "one conversation, however often the page came back"


async def test_a_message_sent_five_times_over_two_sockets_is_stored_once(centre: Centre) -> None:
    one = Customer(centre.url, "fr", "Paul")
    await one.connect()
    two = Customer(centre.url, "fr", "Paul", token=one.token)
    await two.connect()
    for customer in (one, two, one, two, one):
        customer.said["same-id"] = "Bonjour ?"
        await customer.send(type="say", id="same-id", text="Bonjour ?")
    await asyncio.gather(one.acked("same-id"), two.acked("same-id"))
    await one.send(type="ping")
    await one.hears("pong")
    assert centre.rows("SELECT count(*) FROM messages WHERE client_id = 'same-id'") == [(1,)]
    for customer in (one, two):
        assert [(line["n"], line["text"]) for line in customer.transcript()] == [(1, "Bonjour ?")]
    await one.leave()
    await two.close()
    await one.close()
