"""Reloads, lost networks, repeats, restarts: nothing said is lost or said twice, and absence is told honestly."""

import asyncio
from pathlib import Path

import pytest

from beffroi.channels.chat import store as sessions
from beffroi.channels.chat.model import SESSION_S, Session, token_hash
from beffroi.interactions import store
from beffroi.interactions.model import Draft
from beffroi.kernel.core import Answer
from beffroi.kernel.errors import TryAgain
from beffroi.kernel.ids import InteractionId
from beffroi.routing import commands as c
from tests.chat.centre import INES, Browser, Centre, T


async def back(centre: Centre, browser: Browser, seen: int = 0) -> tuple[Browser, dict[str, object]]:
    again = await centre.browser()
    return again, await again.hello(token=browser.token, seen=seen)


def texts(welcome: dict[str, object]) -> list[str]:
    lines = welcome["messages"]
    assert isinstance(lines, list)
    return [line["text"] for line in lines]


async def gone(centre: Centre, there: bool = False) -> None:
    """Returns once routing knows whether the only visitor is there."""
    heard = asyncio.Event()
    centre.routing.listen(lambda _: heard.set())
    while any((work.gone_at is None) != there for work in centre.routing.committed.works.values()):
        await asyncio.wait_for(heard.wait(), 5)
        heard.clear()


async def test_who_left_while_the_journal_was_busy_is_gone_all_the_same(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beffroi.channels.chat.presence.RETRY_S", 0.01)
    browser, ask, busy = await centre.visitor(), centre.routing.ask, iter("12")

    async def sometimes(command: c.Command) -> Answer:
        if isinstance(command, c.ReportCustomerGone) and next(busy, None):
            raise TryAgain
        return await ask(command)

    monkeypatch.setattr(centre.routing, "ask", sometimes)
    await browser.socket.close()
    await gone(centre)


async def test_the_same_message_five_times_is_one_row_and_five_equal_acks(centre: Centre) -> None:
    browser = await centre.visitor(text=None)
    acks = [await browser.says("Bonjour", "m1") for _ in range(5)]
    assert acks == [acks[0]] * 5
    assert len(centre.routing.committed.works) == 1
    await browser.send(type="say", id="m1", text="Autre chose")
    assert (await browser.hears("error"))["code"] == "client_id_reused"


async def test_a_reload_gives_the_rest_of_the_transcript_and_the_same_conversation(centre: Centre) -> None:
    await centre.ready(INES)
    browser = await centre.visitor("Un")
    interaction = await centre.accepts(INES)
    await browser.socket.close()
    await centre.replies(INES, interaction, "Deux")
    again, welcome = await back(centre, browser, seen=1)
    assert texts(welcome) == ["Deux"]
    stands = welcome["state"]
    assert isinstance(stands, dict)
    assert (stands["state"], stands["agent"], stands["position"]) == ("in_contact", {"name": "Inès"}, None)
    assert not any(stands[asked] for asked in ("callback", "message", "text", "outcome", "phone", "cause"))
    assert (await again.says("Trois"))["n"] == 3
    assert list(centre.routing.committed.works) == [interaction]


async def test_two_windows_show_the_same(centre: Centre) -> None:
    browser = await centre.visitor("Un")
    other, welcome = await back(centre, browser)
    assert texts(welcome) == ["Un"]
    await browser.says("Deux", "m2")
    assert (await other.hears("message"))["client_id"] == "m2"
    await other.socket.close()
    await browser.says("Trois")
    assert all(work.gone_at is None for work in centre.routing.committed.works.values())


async def test_closing_the_last_window_is_told_and_so_is_the_return(centre: Centre) -> None:
    browser = await centre.visitor()
    await browser.socket.close()
    await gone(centre)
    await back(centre, browser)
    await gone(centre, there=True)


async def test_gone_for_60_s_while_waiting_is_abandoned_and_coming_back_opens_a_new_interaction(centre: Centre) -> None:
    browser = await centre.visitor("Un")
    first = next(iter(centre.routing.committed.works))
    await browser.socket.close()
    await gone(centre)
    centre.clock.move(61)
    await centre.routing.ask(c.ReportDesk(id="time passes", agent=INES, connected=True))
    assert not centre.routing.committed.works
    again, welcome = await back(centre, browser)
    assert (texts(welcome), welcome["state"]["state"]) == (["Un"], "ended")  # type: ignore[index]
    await again.says("Deux")
    assert first not in centre.routing.committed.works
    assert len(centre.routing.committed.works) == 1


async def test_after_24_hours_the_browser_is_somebody_new(tmp_path: Path) -> None:
    async with Centre(tmp_path) as today:
        browser = await today.visitor()
        await browser.send(type="leave")
        await browser.hears("state", state="ended")
    tomorrow = Centre(tmp_path)
    tomorrow.clock.move(SESSION_S + 1)
    async with tomorrow:
        _, welcome = await back(tomorrow, browser)
        assert welcome["token"] != browser.token
        assert welcome["messages"] == []


async def test_a_message_whose_answer_was_lost_is_said_once(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = await centre.visitor(text=None)
    ask = centre.routing.ask

    async def late(command: c.Command) -> object:
        await ask(command)
        raise TryAgain

    monkeypatch.setattr(centre.routing, "ask", late)
    await browser.send(type="say", id="m1", text="Bonjour")
    assert (await browser.hears("error"))["code"] == "try_again"
    monkeypatch.undo()
    assert (await browser.says("Bonjour", "m1"))["n"] == 1
    await centre.caught_up()
    work = next(iter(centre.routing.committed.works))
    rows = await centre.records.read(lambda conn: store.messages_of(conn, T, work))
    assert [(row.text, row.seq is not None) for row in rows] == [("Bonjour", True)]


async def test_a_message_that_comes_just_after_the_end_opens_the_next_interaction(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    await centre.ready(INES)
    browser = await centre.visitor("Un")
    first = await centre.accepts(INES)
    ask = centre.routing.ask

    async def ended_meanwhile(command: c.Command) -> object:
        if isinstance(command, c.ReportMessage):
            monkeypatch.undo()
            await ask(c.End(id="end", interaction=first, agent=INES))
        return await ask(command)

    monkeypatch.setattr(centre.routing, "ask", ended_meanwhile)
    assert (await browser.says("Deux"))["n"] == 2
    second = next(iter(centre.routing.committed.works))
    assert second != first
    said = await centre.records.read(lambda conn: store.messages_of(conn, T, second))
    assert [row.text for row in said] == ["Deux"]


async def test_a_restart_keeps_the_transcript_and_the_place(tmp_path: Path) -> None:
    async with Centre(tmp_path) as before:
        browser = await before.visitor("Un")
    async with Centre(tmp_path) as after:
        _, welcome = await back(after, browser)
        assert (texts(welcome), welcome["state"]["position"]) == (["Un"], 1)  # type: ignore[index]
        await gone(after, there=True)


async def test_who_does_not_come_back_after_a_restart_is_gone(tmp_path: Path) -> None:
    async with Centre(tmp_path) as before:
        await before.visitor("Un")
    async with Centre(tmp_path, return_s=0.0) as after:
        await gone(after)


async def test_a_crash_between_row_and_event_is_repaired_at_start_up(tmp_path: Path) -> None:
    async with Centre(tmp_path) as before:
        browser = await before.visitor("Un")
        session = await _session(before, browser)
        assert session.interaction is not None
        draft = Draft(session.id, session.interaction, "customer", f"visitor:{session.id}", "m2", "Deux", 1.0)
        late = Draft(session.id, InteractionId("over"), "agent", "user:ines", "a1", "Trop tard", 1.0, agent=INES)
        await before.records.write(lambda conn: store.write_message(conn, T, draft))
        await before.records.write(lambda conn: store.write_message(conn, T, late))
    async with Centre(tmp_path) as after:
        await after.caught_up()
        again, welcome = await back(after, browser)
        assert texts(welcome) == ["Un", "Deux"]
        assert (await again.says("Deux", "m2"))["n"] == 2
        assert await after.records.read(lambda conn: store.unreported_messages(conn, T)) == []


async def test_an_arrival_cut_off_from_its_opening_is_opened_at_start_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(command: c.Command) -> object:
        raise TryAgain

    async with Centre(tmp_path) as before:
        browser = await before.visitor(text=None)
        monkeypatch.setattr(before.routing, "ask", never)
        await browser.send(type="say", id="m1", text="Bonjour")
        assert (await browser.hears("error"))["code"] == "try_again"
        monkeypatch.undo()
    async with Centre(tmp_path) as after:
        assert len(after.routing.committed.works) == 1
        _, welcome = await back(after, browser)
        assert texts(welcome) == ["Bonjour"]


async def _session(centre: Centre, browser: Browser) -> Session:
    assert browser.token is not None
    secret = token_hash(browser.token)
    session = await centre.records.read(lambda conn: sessions.session_by_token(conn, T, "w", secret, 0))
    assert session is not None
    return session
