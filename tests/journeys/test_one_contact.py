"""One contact from end to end: a visitor, an agent, a colleague, and the supervisor who sees it all."""

import pytest
from playwright.async_api import expect

from tests.journeys.people import People
from tests.journeys.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

MARIE = "Marie Dubois"


async def test_a_visitor_an_agent_a_colleague_and_the_supervisor(people: People) -> None:
    floor = await people.supervisor()
    await floor.unfolds("Support français")
    karim = await people.agent("karim")
    await floor.shows("Karim Benali", "available")

    # Marie writes; the engine offers her to the only one who can take her.
    marie = await people.visitor(MARIE)
    await marie.says("Bonjour, mon colis n’est pas arrivé.")
    await expect(karim.offer(MARIE)).to_contain_text("Bonjour, mon colis n’est pas arrivé.")
    await expect(karim.offer(MARIE)).to_contain_text(karim.say("desk:offer.why"))
    await floor.shows("Karim Benali", "offered")
    await expect(floor.waiting(MARIE)).to_contain_text("Karim Benali")

    # F2; both write, each sees the other write and read.
    await karim.accepts(MARIE)
    await marie.is_with("Karim")
    await floor.shows("Karim Benali", "in_contact")
    await expect(floor.contact(MARIE)).to_contain_text("Karim Benali")
    await karim.answers(MARIE, "Bonjour Marie, je regarde tout de suite.")
    await marie.sees("Bonjour Marie, je regarde tout de suite.")
    await marie.field.press_sequentially("Me")
    await expect(karim.stream).to_contain_text(karim.say("interactions:stream.typing", name=MARIE))
    await karim.composer(MARIE).press_sequentially("Un ins")
    await marie.is_told(marie.words.typing.format("Karim"))
    await karim.composer(MARIE).fill("")
    await marie.says("Merci. Le numéro est 6A042.")
    await karim.sees("Merci. Le numéro est 6A042.")

    # The supervisor opens the contact, and asks why it went to Karim.
    await floor.contact(MARIE).click()
    await expect(floor.drawer).to_contain_text("Merci. Le numéro est 6A042.")
    assert "Karim Benali" in await floor.asks_why()
    await floor.page.keyboard.press("Escape")
    await expect(floor.drawer).to_be_hidden()

    # F4: to Thomas, who finds all that was said.
    thomas = await people.agent("thomas")
    await karim.transfers_to("Thomas Girard")
    await thomas.accepts(MARIE)
    await marie.is_with("Thomas")
    await floor.shows("Thomas Girard", "in_contact")
    await expect(karim.composer(MARIE)).to_be_hidden()
    said = [
        "Bonjour, mon colis n’est pas arrivé.",
        "Bonjour Marie, je regarde tout de suite.",
        "Merci. Le numéro est 6A042.",
    ]
    assert await until(thomas.transcript, "the transcript") == said
    await thomas.answers(MARIE, "Je prends la suite : il arrive demain.")
    await marie.sees("Je prends la suite : il arrive demain.")
    said.append("Je prends la suite : il arrive demain.")
    assert await marie.transcript() == await thomas.transcript() == said

    # The end, and the outcome.
    await thomas.ends()
    await marie.is_told(marie.words.ended)
    await floor.shows("Thomas Girard", "wrap_up")
    await thomas.qualifies("Résolu")
    await floor.shows("Thomas Girard", "available")
    await expect(floor.contact(MARIE)).to_have_count(0)
