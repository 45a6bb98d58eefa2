"""Nonsense, haste and other people's keys: each gets its code, and nothing that was said is lost."""

import asyncio
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from beffroi.channels.chat.protocol import Say
from beffroi.kernel.web.limits import Limit
from tests.chat.centre import GENEROUS, INES, Browser, Centre


async def closes(browser: Browser) -> int | None:
    with pytest.raises(ConnectionClosed) as closed:
        await browser.hears("nothing")
    return closed.value.rcvd.code if closed.value.rcvd else None


async def test_an_unknown_widget_and_a_foreign_page_are_refused_at_the_handshake(centre: Centre) -> None:
    for refused, status, code in (
        ({"widget": "nobody"}, 404, b"unknown_widget"),
        ({"widget": ""}, 404, b"unknown_widget"),
        ({"origin": "https://evil.example"}, 403, b"bad_origin"),
        ({"origin": ""}, 403, b"bad_origin"),
    ):
        with pytest.raises(InvalidStatus) as refusal:
            await centre.browser(**refused)
        assert refusal.value.response.status_code == status
        assert code in (refusal.value.response.body or b"")


async def test_a_listed_page_of_another_site_is_welcome(centre: Centre) -> None:
    browser = await centre.browser(origin="https://shop.example")
    assert (await browser.hello())["state"]["state"] == "idle"


async def test_hello_comes_first_and_once(centre: Centre) -> None:
    browser = await centre.browser()
    await browser.send(type="say", id="a", text="Bonjour")
    assert (await browser.hears("error"))["code"] == "out_of_order"
    await browser.hello()
    await browser.send(type="hello")
    assert (await browser.hears("error"))["code"] == "out_of_order"
    assert (await browser.says("Bonjour"))["n"] == 1


async def test_five_errors_close_the_socket_and_the_conversation_goes_on(centre: Centre) -> None:
    browser = await centre.visitor("Un")
    for bad, code in (
        ("{", "not_json"),
        ("[]", "wrong_shape"),
        ('{"type":"steal"}', "unknown_type"),
        ("é" * 20_000, "frame_too_large"),
    ):
        await browser.socket.send(bad)
        assert (await browser.hears("error"))["code"] == code
    await browser.socket.send(b"\x00\xff")
    assert (await browser.hears("error"))["code"] == "binary_frame"
    assert (await browser.hears("error"))["code"] == "too_many_errors"
    assert await closes(browser) == 1008
    again = await centre.browser()
    welcome = await again.hello(token=browser.token)
    assert [line["text"] for line in welcome["messages"]] == ["Un"]


async def test_text_that_is_not_utf_8_ends_the_socket_only(centre: Centre) -> None:
    browser = await centre.visitor("Un")
    await browser.socket.send(b"\xff\xfe", text=True)
    assert await closes(browser) == 1007
    assert len(centre.routing.committed.works) == 1


async def test_somebody_elses_ids_open_nothing(centre: Centre) -> None:
    marie = await centre.visitor("Secret de Marie")
    karim = await centre.browser()
    work = next(iter(centre.routing.committed.works))
    for token in (work, "x" * 32, "", "../..", "0"):
        stranger = await centre.browser()
        welcome = await stranger.hello(token=token)
        assert welcome["messages"] == []
        assert welcome["token"] not in (token, marie.token)
    await karim.hello()
    await marie.says("Deux", "shared-id")
    assert (await karim.says("Le mien", "shared-id"))["n"] == 1


async def test_hostile_names_and_words_arrive_as_words(centre: Centre) -> None:
    await centre.ready(INES)
    nasty = "<img src=x onerror=alert(1)> \u202e 🔔 '; DROP TABLE messages;--"
    browser = await centre.visitor(nasty, name="<script>" + "x" * 300)
    interaction = await centre.accepts(INES)
    other = await centre.browser()
    welcome = await other.hello(token=browser.token)
    assert welcome["messages"][0]["text"] == nasty
    assert (await centre.replies(INES, interaction, nasty)).is_success


async def test_who_writes_too_fast_is_told_when_to_go_on_and_loses_nothing(tmp_path: Path) -> None:
    async with Centre(tmp_path, GENEROUS._replace(messages=Limit(3, 60))) as centre:
        browser = await centre.visitor(text=None)
        for n in range(3):
            await browser.says(f"{n}")
        for _ in range(8):
            await browser.send(type="say", id="late", text="encore")
            error = await browser.hears("error")
            assert (error["code"], error["id"], error["retry_after_s"]) == ("too_fast", "late", 20.0)
        centre.clock.move(20)
        assert (await browser.says("encore", "late"))["n"] == 4


async def test_three_conversations_an_hour(tmp_path: Path) -> None:
    async with Centre(tmp_path, GENEROUS._replace(conversations=Limit(3, 3600))) as centre:
        browser = await centre.visitor(text=None)
        for n in range(3):
            await browser.says("Bonjour", f"m{n}")
            await browser.send(type="leave")
            await browser.hears("state", state="ended")
        assert (await browser.says("Bonjour", "m2"))["n"] == 3
        await browser.send(type="say", id="m4", text="Bonjour")
        assert (await browser.hears("error"))["code"] == "too_many_conversations"


async def test_a_flood_of_frames_ends_the_socket(tmp_path: Path) -> None:
    async with Centre(tmp_path, GENEROUS._replace(frames=Limit(10, 10))) as centre:
        browser = await centre.visitor(text=None)
        for _ in range(20):
            await browser.send(type="typing")
        assert (await browser.hears("error"))["code"] == "too_fast"
        assert await closes(browser) == 1008


async def test_one_address_holds_so_many_sockets_and_gets_them_back(tmp_path: Path) -> None:
    async with Centre(tmp_path, GENEROUS._replace(sockets_per_address=2)) as centre:
        first, _ = await centre.browser(), await centre.browser()
        with pytest.raises(InvalidStatus) as refused:
            await centre.browser()
        assert refused.value.response.status_code == 429
        await first.socket.close()
        async with asyncio.timeout(5):
            while True:
                try:
                    assert await (await centre.browser()).hello()
                    return
                except InvalidStatus:
                    await asyncio.sleep(0.01)


async def test_a_window_that_does_not_read_holds_nobody_up(centre: Centre) -> None:
    await centre.ready(INES)
    slow = await centre.visitor("Un")
    interaction = await centre.accepts(INES)
    quick = await centre.browser()
    await quick.hello(token=slow.token)
    for n in range(200):
        await centre.chat.reply(INES, interaction, Say(f"a{n}", "x" * 4000))
    assert (await quick.hears("message", n=201))["author"] == "agent"
    slow.socket.transport.abort()
