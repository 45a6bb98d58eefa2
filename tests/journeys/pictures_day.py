"""Pictures of an agent's day, from the note to the last figures, and of a customer who may not simply wait."""

import asyncio
from typing import Final

from playwright.async_api import expect
from sqlalchemy import text

from tests.journeys.album import HEIGHTS, Album, speak
from tests.journeys.centre import Centre
from tests.journeys.clients import Customer
from tests.journeys.desk import Desk
from tests.journeys.office import Office
from tests.journeys.people import People
from tests.journeys.waiting import until

LEA: Final = "lea"
ADVICE: Final = "Oui, jusqu’à 200 € aujourd’hui."
LAPSED_S: Final = 3.0


def note_unread(centre: Centre) -> None:
    """While the centre is stopped: everybody knows the day's note but Léa."""
    centre.has_read_the_note()
    centre.changes(lambda records: records.execute(text(f"DELETE FROM briefing_reads WHERE user_id = '{LEA}'")))


async def steer(claire: Office, lever: str, value: object) -> None:
    """A lever of French support."""
    await claire.does("/api/floor/queues/support_fr/levers", {"lever": lever, "value": value})


async def the_day(album: Album, people: People) -> None:
    """Léa's day: nobody else is there."""
    async with Office(people.centre, "claire") as claire:
        await steer(claire, "opening", "closed")
        await stopped_at_the_door(album, people)
        await leaves_a_message(people)
        await steer(claire, "opening", None)
        await steer(claire, "callback", "on")
        await wishes_to_be_called(people)
        await steer(claire, "callback", None)
    lea = await people.agent(LEA, ready=False)
    await album.take(lea.page, "desk-briefing")
    await album.take(lea.page, "desk-briefing", scheme="dark", width=1024)
    await wide(lea)
    await lea.page.get_by_role("button", name=lea.say("desk:briefing.read")).click()
    await expect(lea.page.get_by_role("dialog")).to_have_count(0)
    await calls_back(album, lea)
    await answers_a_message(album, lea)
    await lets_one_lapse(album, people, lea)
    await asks_for_help(album, people, lea)
    await lea.leaves()


async def stopped_at_the_door(album: Album, people: People) -> None:
    """What a closed queue offers instead, on a telephone."""
    visitor = await people.visitor("Nour Ziani", context=await people.context("fr", 390))
    await visitor.writes("Bonjour, ma lampe clignote.")
    call = visitor.page.locator("beffroi-chat").get_by_role("button", name=visitor.words.call_back, exact=True)
    await expect(call).to_be_visible()
    await album.take(visitor.page, "customer-stopped", width=390)
    await call.click()
    await album.take(visitor.page, "customer-callback", width=390)
    await album.take(visitor.page, "customer-callback", scheme="dark", width=390)
    await visitor.page.context.close()


async def leaves_a_message(people: People) -> None:
    """Somebody comes while it is closed, and waits among the letters."""
    nour = await Customer(people.centre.url, "fr", "Inaya Fournier").connect()
    await nour.says("Bonjour, l’abat-jour de ma lampe Héron est arrivé fendu. Que dois-je faire ?")
    await until(lambda: nour.state["message"], "a message may be left")
    await nour.send(type="leave_message")
    await until(lambda: nour.state.get("outcome") == "message_left", "the message is left")
    await nour.close()


async def wishes_to_be_called(people: People) -> None:
    """Somebody waits, and would rather be called."""
    marie = await Customer(people.centre.url, "fr", "Marie Dubois").connect()
    await marie.says("Bonjour, ma commande 48 112 n’est toujours pas arrivée.")
    await until(lambda: marie.state["callback"], "may be called back")
    await marie.send(type="callback", phone="01 99 00 12 34")
    await until(lambda: marie.state.get("outcome") == "callback_taken", "called back")
    await marie.close()


async def calls_back(album: Album, lea: Desk) -> None:
    """The promised call, in both languages."""
    await lea.page.get_by_role("button", name=lea.say("desk:empty.become")).click()
    await lea.is_offered("Marie Dubois")
    await lea.page.keyboard.press("F2")
    reached = lea.page.get_by_role("button", name=lea.say("desk:callback.reached"))
    await expect(reached).to_be_visible()
    await album.take(lea.page, "desk-callback")
    await speak(lea.page, "en", "desk:callback.reached")
    await album.take(lea.page, "desk-callback", language="en")
    await speak(lea.page, "fr", "desk:callback.reached")
    await album.take(lea.page, "desk-callback", scheme="dark", width=1024)
    await wide(lea)
    await reached.click()
    await lea.qualifies("Résolu")


async def answers_a_message(album: Album, lea: Desk) -> None:
    """Taken from the letters."""
    await lea.page.get_by_role("button", name=lea.say("desk:pull.take")).click()
    await expect(lea.composer("Inaya Fournier")).to_be_visible()
    await lea.answers("Inaya Fournier", "Bonjour Inaya, nous vous en renvoyons un dès ce soir, sans frais.")
    await album.take(lea.page, "desk-message")
    await lea.ends()
    await lea.qualifies("Résolu")


async def lets_one_lapse(album: Album, people: People, lea: Desk) -> None:
    """A contact closes by itself, for returns have a short wrap-up today; another letter waits."""
    async with Office(people.centre, "marc") as marc:
        await marc.changes_rules(
            "retours", wrap_up={"mode": "until_qualified", "limit_s": LAPSED_S, "extension_s": 0.0}
        )
    async with Office(people.centre, "claire") as claire:
        await steer(claire, "opening", "closed")
        await leaves_a_message(people)
        await steer(claire, "opening", None)
    nour = await Customer(people.centre.url, "fr", "Nour Ziani", widget="colvert-retours").connect()
    await nour.says("Bonjour, je voudrais échanger un plaid.")
    await lea.accepts("Nour Ziani")
    await lea.answers("Nour Ziani", "Bonjour Nour, bien sûr.")
    await lea.page.keyboard.press("F8")
    await lea.page.keyboard.press("F8")
    late = lea.page.get_by_role("button", name=lea.say("desk:late.open_one", count=1))
    await expect(late).to_be_visible()
    await album.take(lea.page, "desk-late")
    await speak(lea.page, "en", "desk:contacts.title")
    await lea.page.get_by_role("button", name="1 contact without outcome").click()
    await album.take(lea.page, "desk-qualify", language="en", scheme="dark")
    await speak(lea.page, "fr", "desk:contacts.title")
    await nour.close()
    async with Office(people.centre, "marc") as marc:
        await marc.changes_rules("retours", wrap_up={"mode": "fixed", "limit_s": 30.0, "extension_s": 30.0})


async def asks_for_help(album: Album, people: People, lea: Desk) -> None:
    """The hand, a break that waits, and the end of the day."""
    paul = await Customer(people.centre.url, "fr", "Paul Lambert").connect()
    await paul.says("Bonjour, mon colis est noté livré mais je n’ai rien reçu.")
    await lea.accepts("Paul Lambert")
    await lea.answers("Paul Lambert", "Bonjour Paul, je regarde tout de suite.")
    for language, words in (("fr", "Le colis vaut 180 € : puis-je le renvoyer ?"), ("en", "It is worth €180: may I?")):
        desk = Desk(lea.page, lea.watch, lea.url, language)
        await speak(lea.page, language, "desk:contacts.title")
        await expect(desk.composer("Paul Lambert")).to_be_visible()
        await lea.page.keyboard.press("F6")
        await lea.page.get_by_role("textbox", name=desk.say("desk:hand.text")).fill(words)
        await album.take(lea.page, "desk-hand", language=language)
        await lea.page.keyboard.press("Escape")
    await speak(lea.page, "fr", "desk:contacts.title")
    await lea.act("/api/hands", {"request": "lea-hand-1", "text": "Le colis vaut 180 € : puis-je le renvoyer ?"})
    await lea.act("/api/presence", {"state": "not_ready", "reason": "training"})
    async with Office(people.centre, "claire") as claire:
        await claire.does("/api/floor/hands/lea-hand-1/answer", {"how": "message", "text": ADVICE})
    await expect(lea.page.get_by_text(ADVICE)).to_be_visible()
    await asyncio.sleep(1.0)
    await album.take(lea.page, "desk-answer")
    await album.take(lea.page, "desk-answer", scheme="dark", width=1024)
    await wide(lea)
    await lea.page.get_by_role("button", name="Menu de Léa Fontaine").click()
    await lea.page.get_by_role("button", name=lea.say("app:user.sign_out")).click()
    await expect(lea.page.get_by_role("dialog", name=lea.say("desk:end.title"))).to_be_visible()
    await album.take(lea.page, "desk-end")
    await lea.page.get_by_role("button", name=lea.say("desk:end.stay")).click()
    await lea.act("/api/presence", {"state": "ready"})
    await lea.ends()
    await lea.qualifies("Résolu")
    await paul.close()


async def wide(lea: Desk) -> None:
    """As it was before a narrow picture."""
    await lea.page.emulate_media(color_scheme="light", reduced_motion="reduce")
    await lea.page.set_viewport_size({"width": 1440, "height": HEIGHTS[1440]})
