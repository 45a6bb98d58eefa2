"""Who may not simply wait is told so, and may be called back or leave a message; once, and no number leaks."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from beffroi.channels.chat import store as widgets
from beffroi.channels.chat.model import OWN, Door, Widget
from beffroi.interactions import store as interactions
from beffroi.kernel.core import Answer
from beffroi.kernel.errors import TryAgain
from beffroi.kernel.ids import QueueId
from beffroi.routing import commands as c
from beffroi.routing.floor import store as numbers
from beffroi.routing.rulebook import store as rulebook
from beffroi.routing.rulebook.model import ReasonRow
from beffroi.routing.rules import Admission, CallbackRules, FloorRules, Otherwise, ReasonRules
from tests.chat.centre import INES, SUPPORT, Browser, Centre, T, configured

CHOOSE = Admission(unstaffed=Otherwise(do="choose", callback=True, message=True))
DISSUADE = Admission(unstaffed=Otherwise(do="dissuade"))
PHONE = "06 12 34 56 78"


def stopping(folder: Path, admission: Admission = CHOOSE) -> Centre:
    return Centre(folder, configuration=configured(admission=admission))


def offering(folder: Path) -> Centre:
    return Centre(folder, configuration=configured(callback=CallbackRules(offered=True)))


def channels(centre: Centre) -> list[str]:
    return sorted(work.channel for work in centre.routing.committed.works.values())


def _journal(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.glob("journal*")]


async def back(centre: Centre, browser: Browser) -> Any:
    return (await (await centre.browser()).hello(token=browser.token))["state"]


async def test_who_is_stopped_is_told_why_and_what_they_may_ask(tmp_path: Path) -> None:
    async with stopping(tmp_path) as centre:
        browser = await centre.visitor()
        stands = await browser.hears("state", state="stopped")
        assert (stands["cause"], stands["callback"], stands["message"]) == ("unstaffed", True, True)
        assert stands["text"] == "Aucun conseiller n’est disponible pour le moment."
        english = await centre.visitor(lang="en")
        assert (await english.hears("state", state="stopped"))["text"] == "No adviser is available at the moment."
        assert (await back(centre, browser))["state"] == "stopped"
        await browser.says("Encore un mot")
        assert channels(centre) == ["chat", "chat"]


async def test_the_organisations_own_words_are_told_as_soon_as_they_are_written(tmp_path: Path) -> None:
    async with stopping(tmp_path) as centre:
        browser = await centre.visitor()
        await browser.hears("state", state="stopped")
        said = {"fr": "Retour à 14 h.", "en": "Back at 2 pm."}
        await centre.records.write(
            lambda conn: rulebook.put_text(conn, T, SUPPORT, "unstaffed", said["fr"], said["en"])
        )
        await centre.chat.refresh_texts()
        assert (await browser.hears("state", text="Retour à 14 h."))["state"] == "stopped"


async def test_dissuaded_is_said_with_its_reason_also_to_who_comes_back(tmp_path: Path) -> None:
    async with stopping(tmp_path, DISSUADE) as centre:
        browser = await centre.visitor()
        stands = await browser.hears("state", state="ended")
        assert (stands["outcome"], stands["cause"]) == ("dissuaded", "unstaffed")
        assert stands["text"]
        await browser.socket.close()
    async with stopping(tmp_path, DISSUADE) as centre:
        assert (await back(centre, browser)) == stands


async def test_a_callback_is_taken_once_and_told_honestly(tmp_path: Path) -> None:
    async with stopping(tmp_path) as centre:
        browser = await centre.visitor(name="Zoé")
        await browser.hears("state", state="stopped")
        for _ in range(3):
            await browser.send(type="callback", phone=PHONE, name="Marie")
            stands = await browser.hears("state", state="ended")
            assert (stands["outcome"], stands["phone"]) == ("callback_taken", "06…78")
        assert channels(centre) == ["callback"]
        callback = next(iter(centre.routing.committed.works))
        assert await centre.records.read(lambda conn: numbers.number(conn, T, callback)) == ("+33612345678", "Marie")
        said = await centre.records.read(lambda conn: interactions.messages_of(conn, T, callback))
        assert [message.text for message in said] == ["Bonjour"]
        await browser.socket.close()
    async with stopping(tmp_path) as centre:
        assert (await back(centre, browser))["phone"] == "06…78"
    assert not any(b"612345678" in kept for kept in _journal(tmp_path))


async def test_who_waits_is_offered_a_callback_when_the_queue_offers_it(tmp_path: Path) -> None:
    async with offering(tmp_path) as centre:
        await centre.ready(INES)
        await centre.visitor()
        await centre.accepts(INES)
        for _ in range(2):
            await centre.visitor()
            await centre.accepts(INES)
        browser = await centre.visitor(lang="fr")
        assert (await browser.hears("state", state="waiting"))["callback"] is True
        await browser.send(type="callback", phone=PHONE)
        assert (await browser.hears("state", state="ended"))["outcome"] == "callback_taken"


async def test_it_is_not_offered_where_it_is_not(centre: Centre) -> None:
    browser = await centre.visitor()
    assert (await browser.hears("state", state="waiting"))["callback"] is False
    await browser.send(type="callback", phone=PHONE)
    assert (await browser.hears("error"))["code"] == "callback_not_offered"
    await browser.send(type="leave")
    await browser.hears("state", state="ended")
    await browser.send(type="callback", phone=PHONE)
    assert (await browser.hears("error"))["code"] == "nothing_open"
    assert not await centre.records.read(lambda conn: interactions.continuations_since(conn, T, 0))


async def test_a_mistyped_number_can_be_typed_again_and_again(tmp_path: Path) -> None:
    async with stopping(tmp_path) as centre:
        browser = await centre.visitor()
        costly = [(phone, "phone_not_called") for phone in ("0899 12 34 56", "+252 61 234 567")]
        for phone, code in [("06 12", "bad_phone"), *costly] * 3:
            await browser.send(type="callback", phone=phone)
            assert (await browser.hears("error"))["code"] == code
        await browser.send(type="callback", phone=PHONE)
        assert (await browser.hears("state", state="ended"))["phone"] == "06…78"


async def test_one_number_is_promised_three_calls_an_hour(tmp_path: Path) -> None:
    async with stopping(tmp_path) as centre:
        for promised in range(4):
            browser = await centre.visitor()
            await browser.send(type="callback", phone=PHONE)
            if promised < 3:
                await browser.hears("state", state="ended")
        assert (await browser.hears("error"))["code"] == "too_many_promises"
        assert channels(centre) == ["callback"] * 3 + ["chat"]


async def test_a_message_left_is_read_and_answered_in_the_same_conversation(tmp_path: Path) -> None:
    async with stopping(tmp_path) as centre:
        browser = await centre.visitor("Où est mon colis ?")
        await browser.send(type="leave_message")
        assert (await browser.hears("state", state="ended"))["outcome"] == "message_left"
        await centre.ready(INES)
        interaction = await centre.accepts(INES)
        page = await centre.page(INES, f"/api/interactions/{interaction}")
        assert page["interaction"]["channel"] == "message"
        assert [message["text"] for message in page["messages"]] == ["Où est mon colis ?"]
        assert (await centre.replies(INES, interaction, "Il arrive demain.")).status_code == 200
        said = await browser.hears("message")
        assert (said["n"], said["text"], said["name"]) == (2, "Il arrive demain.", "Inès")
        again = await centre.browser()
        lines = (await again.hello(token=browser.token))["messages"]
        assert [line["author"] for line in lines] == ["customer", "agent"]


async def test_a_promise_cut_off_by_a_crash_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with stopping(tmp_path) as centre:
        browser = await centre.visitor()
        ask = centre.routing.ask

        async def busy(command: c.Command) -> Answer:
            if isinstance(command, c.TakeCallback):
                raise TryAgain
            return await ask(command)

        monkeypatch.setattr(centre.routing, "ask", busy)
        await browser.send(type="callback", phone=PHONE)
        assert (await browser.hears("error"))["code"] == "try_again"
        monkeypatch.undo()
        assert channels(centre) == ["chat"]
    async with stopping(tmp_path) as centre:
        assert channels(centre) == ["callback"]
        await centre.caught_up()
        assert (await back(centre, browser))["outcome"] == "callback_taken"


async def test_the_reason_is_known_at_the_door(tmp_path: Path) -> None:
    async with Centre(tmp_path, configuration=configured("order", "order/late")) as centre:
        door = Widget("w", T, (OWN,), {"fr": Door(QueueId("support_fr"))}, ("order/late", "gone"))
        await centre.records.write(lambda conn: widgets.put_widget(conn, door))
        late = ReasonRow(code="order/late", parent="order", fr="Une livraison", en="A delivery")
        await centre.records.write(lambda conn: rulebook.put_reason(conn, T, late))
        await centre.chat.refresh_widgets()
        await centre.chat.refresh_texts()
        browser = await centre.browser()
        welcome = await browser.hello(reason="nonsense")
        assert (await browser.hears("error"))["code"] == "unknown_reason"
        assert welcome["reasons"] == [{"code": "order/late", "label": "Une livraison"}]
        await browser.send(type="say", id="a", text="Bonjour", reason="order/late")
        await browser.hears("ack")
        page = await centre.visitor(reason="order")
        await page.send(type="say", id="b", text="Encore", reason="nonsense")
        assert (await page.hears("error"))["code"] == "unknown_reason"
        assert sorted(str(work.reason) for work in centre.routing.committed.works.values()) == ["order", "order/late"]


async def test_a_reason_that_was_put_away_is_not_chosen_any_more(tmp_path: Path) -> None:
    put_away = FloorRules(reasons=(ReasonRules("order", active=False),))
    configuration = msgspec.structs.replace(configured("order"), floor=put_away)
    async with Centre(tmp_path, configuration=configuration) as centre:
        browser = await centre.browser()
        await browser.hello(reason="order")
        assert (await browser.hears("error"))["code"] == "unknown_reason"
        await browser.send(type="say", id="a", text="Bonjour")
        await browser.hears("ack")
        assert [work.reason for work in centre.routing.committed.works.values()] == [None]
