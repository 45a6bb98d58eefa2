"""A customer who may not simply wait: told why, called back, or heard later. By keyboard, and in both languages."""

import pytest
from playwright.async_api import Locator, expect

from beffroi.demo.wire import Desk as Wire
from tests.journeys.people import People
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import until
from tests.journeys.watch import check_access

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

SHUT = {"fr": "Inventaire : nous répondons à nouveau à 14 h.", "en": "Stocktaking: we answer again at 2 pm."}


async def claire(people: People) -> Wire:
    """The supervisor, by the same REST as her screen."""
    wire = Wire(people.centre.port)
    await wire.sign_in("claire@demo.invalid", people.centre.password("claire"))
    return wire


async def test_called_back_instead_of_waiting(people: People) -> None:
    marie = await people.visitor("Marie Duval")
    await marie.page.get_by_role("radio", name="Ma livraison").check()
    await marie.says("Où est mon colis ?")
    await expect(marie.page.get_by_role("radio")).to_have_count(0)
    await expect(_button(marie, marie.words.call_back)).to_be_hidden()

    supervisor = await claire(people)
    await supervisor.post("/api/floor/queues/support_fr/levers", {"lever": "callback", "value": "on"})
    ask = _button(marie, marie.words.call_back)
    await expect(ask).to_be_visible()
    await ask.focus()
    await marie.page.keyboard.press("Enter")
    phone = marie.page.get_by_role("textbox", name=marie.words.phone)
    await expect(phone).to_be_focused()
    assert not await check_access(marie.page, "chat, a number to call")
    await marie.page.keyboard.type("06 12")
    await marie.page.keyboard.press("Enter")
    await marie.is_told(marie.words.bad_phone)
    await expect(phone).to_be_focused()
    await phone.fill("06 12 34 56 78")
    await marie.page.keyboard.press("Enter")
    await marie.is_told(marie.words.noted.format("06…78"))
    await expect(_button(marie, marie.words.anew)).to_be_visible()
    await marie.page.reload()
    await marie.is_told(marie.words.noted.format("06…78"))

    events = people.centre.events()
    opened = [event.facts for event in events if event.kind == "interaction_opened"]
    assert [(one["channel"], one["reason"]) for one in opened] == [
        ("chat", "order.delivery"),
        ("callback", "order.delivery"),
    ]
    assert not any(b"612345678" in event.body for event in events)
    assert "612345678" not in people.centre.log()


async def test_told_why_in_the_organisations_own_words(people: People) -> None:
    supervisor = await claire(people)
    stop = {"queues": ["support_en", "support_fr"], "on": True, "text": SHUT}
    await supervisor.post("/api/floor/emergency", stop)
    for name, language in (("Emma Hall", "en"), ("Paul Lambert", "fr")):
        visitor = await people.visitor(name, language)
        await visitor.writes("…")
        await visitor.is_told(SHUT[language])
        await expect(_button(visitor, visitor.words.anew)).to_be_visible()
        assert not await check_access(visitor.page, "chat, sent away")
    await supervisor.post("/api/floor/emergency", {**stop, "on": False})
    # Whoever begins again now is let in.
    await _button(visitor, visitor.words.anew).click()
    await visitor.says("Et maintenant ?")
    await expect(_button(visitor, visitor.words.leave)).to_be_visible()


async def test_a_message_left_when_the_queue_is_closed_waits_for_who_answers_letters(people: People) -> None:
    supervisor = await claire(people)
    await supervisor.post("/api/floor/queues/support_fr/levers", {"lever": "opening", "value": "closed"})
    visitor = await people.visitor("Nour Ziani")
    await visitor.writes("La lampe clignote.")
    await expect(_button(visitor, visitor.words.leave_message)).to_be_visible()
    assert not await check_access(visitor.page, "chat, stopped")
    await _button(visitor, visitor.words.leave_message).press("Enter")
    await visitor.is_told(visitor.words.kept)

    def left() -> bool:
        entered = [event.facts["queue"] for event in people.centre.events() if event.kind == "queue_entered"]
        return "courrier" in entered

    await until(left, "the message waits among the letters")
    await supervisor.post("/api/floor/queues/support_fr/levers", {"lever": "opening", "value": None})


def _button(visitor: Visitor, name: str) -> Locator:
    return visitor.page.locator("beffroi-chat").get_by_role("button", name=name, exact=True)
