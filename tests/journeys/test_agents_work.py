"""What is not an ordinary chat: a call for help, a promised call, a message left, an outcome given late."""

from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.centre import Centre
from tests.journeys.clients import Customer
from tests.journeys.office import Office
from tests.journeys.people import People
from tests.journeys.waiting import until
from tests.journeys.watch import check_access

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

MARIE: Final = "Marie Dubois"
PHONE: Final = "01 99 00 12 34"


@pytest_asyncio.fixture(loop_scope="session")
async def claire(centre: Centre) -> AsyncIterator[Office]:
    async with Office(centre, "claire") as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def marc(centre: Centre) -> AsyncIterator[Office]:
    async with Office(centre, "marc") as one:
        yield one


async def test_a_raised_hand_is_answered_in_words_in_a_whisper_and_by_taking_over(people: People) -> None:
    floor, amel = await people.supervisor(), await people.agent("amel")
    marie = await people.visitor(MARIE)
    await marie.says("Je veux un geste commercial.")
    await amel.accepts(MARIE)
    card = floor.page.get_by_role("article", name=floor.say("floor:rail.hand", name="Amel Haddad"))

    await amel.asks_for_help("Jusqu’à combien ?")
    await expect(card).to_contain_text("Jusqu’à combien ?")
    await card.get_by_role("textbox").fill("20 €, pas plus.")
    await card.get_by_role("textbox").press("Enter")
    await expect(await amel.is_answered("message", "Claire Vasseur")).to_contain_text("20 €, pas plus.")

    await amel.asks_for_help("Elle insiste.")
    await card.get_by_role("button", name=floor.say("floor:rail.join"), exact=True).click()
    whisper = floor.drawer.get_by_role("textbox", name=floor.say("floor:whisper.to", name="Amel Haddad"))
    await expect(whisper).to_be_focused()
    await whisper.fill("Propose-lui la livraison.")
    await whisper.press("Enter")
    await amel.sees("Propose-lui la livraison.")
    await amel.is_answered("joined", "Claire Vasseur")
    await amel.answers(MARIE, "Je vous offre la livraison.")
    await marie.sees("Je vous offre la livraison.")
    assert await marie.transcript() == ["Je veux un geste commercial.", "Je vous offre la livraison."]
    await floor.closes_drawer()

    await amel.asks_for_help("Elle veut un responsable.")
    await card.get_by_role("button", name=floor.say("floor:take.over"), exact=True).click()
    await expect(floor.page.get_by_role("textbox", name=floor.say("desk:composer.label", name=MARIE))).to_be_focused()
    await marie.is_with("Claire")
    await amel.is_answered("taken_over", "Claire Vasseur")
    await amel.page.keyboard.press("F6")
    await expect(amel.page.get_by_role("textbox", name=amel.say("desk:hand.text"))).to_be_focused()
    assert not await check_access(amel.page, "desk, answers to a call for help, and another")
    await expect(amel.composer(MARIE)).to_be_hidden()


async def test_what_cannot_be_answered_now_is_called_back_or_answered_later(
    people: People, centre: Centre, claire: Office, marc: Office
) -> None:
    await marc.changes_rules("support_fr", callback={"offered": True, "attempts": 3, "retry_s": 1.5, "above_s": 0.0})
    amel = await people.agent("amel", ready=False)
    paul = await Customer(centre.url, "fr", "Paul Lambert").connect()
    await paul.says("Pouvez-vous m’appeler ?")
    await until(lambda: paul.state["callback"], "may be called back")
    await paul.send(type="callback", phone=PHONE)
    await amel.page.get_by_role("button", name=amel.say("desk:empty.become")).click()
    for came_of_it, outcome in (("no_answer", "À suivre"), ("reached", "Résolu")):
        await amel.is_offered("Paul Lambert", 15_000)
        await amel.page.keyboard.press("F2")
        call = amel.page.get_by_role("region", name=amel.say("desk:callback.title"))
        await expect(call.get_by_role("link")).to_have_attribute("href", "tel:+33199001234")
        if came_of_it == "no_answer":
            assert not await check_access(amel.page, "desk, a promised call")
        await call.get_by_role("button", name=amel.say(f"desk:callback.{came_of_it}")).click()
        await expect(amel.outcome).to_be_focused()
        await amel.qualifies(outcome)
    ends = [event.facts["sub_reason"] for event in centre.events() if event.kind == "interaction_ended"]
    assert ends[-1] == "callback_kept"

    await claire.does("/api/floor/queues/support_fr/levers", {"lever": "opening", "value": "closed"})
    nour = await Customer(centre.url, "fr", "Nour Ziani").connect()
    await nour.says("La lampe clignote.")
    await until(lambda: nour.state["message"], "may leave it at that")
    await nour.send(type="leave_message")
    letters = amel.page.get_by_role("region", name=amel.say("desk:pull.title"))
    await expect(letters).to_contain_text(amel.say("desk:pull.waiting_one", count=1))
    assert not await check_access(amel.page, "desk, letters to take")
    await letters.get_by_role("button", name=amel.say("desk:pull.take")).click()
    await amel.answers("Nour Ziani", "Nous vous envoyons une ampoule.")
    await until(lambda: nour.transcript()[-1]["text"] == "Nous vous envoyons une ampoule.", "read in the same thread")
    await amel.ends()
    await amel.qualifies("Résolu")
    await claire.does("/api/floor/queues/support_fr/levers", {"lever": "opening", "value": None})
    for one in (paul, nour):
        await one.close()


async def test_an_outcome_forgotten_is_given_late(people: People, centre: Centre, marc: Office) -> None:
    await marc.changes_rules("ventes", wrap_up={"mode": "until_qualified", "limit_s": 1.0, "extension_s": 60.0})
    amel = await people.agent("amel")
    paul = await Customer(centre.url, "fr", "Paul Lambert", widget="colvert-ventes").connect()
    await paul.says("Je réfléchis.")
    await amel.accepts("Paul Lambert", 30_000)
    await paul.leave()
    late = amel.page.get_by_role("button", name=amel.say("desk:late.open_one", count=1))
    await late.click()
    await amel.dialog.get_by_role("combobox", name=amel.say("desk:late.choose", name="Paul Lambert")).click()
    await amel.page.get_by_role("option", name="Pas intéressé").click()
    assert not await check_access(amel.page, "desk, to qualify late")
    await amel.dialog.get_by_role("button", name=amel.say("desk:late.submit")).click()
    await expect(amel.dialog).to_contain_text(amel.say("desk:late.none"))
    await amel.page.keyboard.press("Escape")
    await expect(late).to_be_hidden()
    await paul.close()
