"""A supervisor whispers to the agent: the agent reads it, the customer never learns that anything was said."""

from pathlib import Path

from beffroi.channels.chat.whispering import SUPERVISOR
from beffroi.interactions import store
from beffroi.interactions.model import Draft
from beffroi.kernel.ids import InteractionId
from tests.chat.centre import CLAIRE, HUGO, INES, SAMIRA, Browser, Centre, T

SECRET = "Proposez-lui le retour gratuit"


async def in_contact(centre: Centre) -> tuple[Browser, InteractionId]:
    await centre.ready(INES)
    browser = await centre.visitor("Bonjour")
    return browser, await centre.accepts(INES)


def whisper(interaction: str, text: str = SECRET, client_id: str = "w1") -> tuple[str, dict[str, str]]:
    return f"/api/floor/interactions/{interaction}/whisper", {"text": text, "client_id": client_id}


async def test_the_agent_reads_it_and_the_visitor_never_does(centre: Centre) -> None:
    browser, interaction = await in_contact(centre)
    answer = await centre.post(CLAIRE, *whisper(interaction))
    assert answer.status_code == 200
    await centre.replies(INES, interaction, "Un instant")
    assert (await browser.hears("message"))["n"] == 2
    page = await centre.page(INES, f"/api/interactions/{interaction}")
    assert [(m["author"], m["agent"]) for m in page["messages"]] == [
        ("customer", None),
        (SUPERVISOR, "claire"),
        ("agent", "ines"),
    ]
    for seen in (0, 1):
        again = await centre.browser()
        lines = (await again.hello(token=browser.token, seen=seen))["messages"]
        assert [line["n"] for line in lines] == [1, 2][seen:]
    await browser.send(type="ping")
    await browser.hears("pong")
    assert SECRET not in str(browser.heard)


async def test_it_is_said_once_and_answers_nobody(centre: Centre) -> None:
    _, interaction = await in_contact(centre)
    answers = [await centre.post(CLAIRE, *whisper(interaction)) for _ in range(3)]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert (await centre.post(CLAIRE, *whisper(interaction, "Autre"))).json()["code"] == "client_id_reused"
    assert (await centre.post(CLAIRE, *whisper(interaction, " "))).json()["code"] == "empty_text"
    work = centre.routing.committed.works[interaction]
    assert (work.last_author, work.replied) == ("customer", False)
    said = await centre.records.read(lambda conn: store.messages_of(conn, T, interaction))
    assert [message.author for message in said] == ["customer", SUPERVISOR]


async def test_only_who_may_join_and_sees_the_queue(centre: Centre) -> None:
    browser, interaction = await in_contact(centre)
    assert (await centre.post(HUGO, *whisper(interaction))).status_code == 403
    assert (await centre.post(SAMIRA, *whisper(interaction))).status_code == 404
    assert (await centre.post(CLAIRE, *whisper("nothing"))).json()["code"] == "interaction_over"
    await browser.send(type="leave")
    await browser.hears("state", state="ended")
    assert (await centre.post(CLAIRE, *whisper(interaction))).json()["code"] == "interaction_over"


async def test_one_cut_off_by_a_crash_is_said_at_start_up_or_taken_back(tmp_path: Path) -> None:
    async with Centre(tmp_path) as before:
        await before.visitor("Un")
        open_one = next(iter(before.routing.committed.works))
        for interaction in (open_one, InteractionId("over")):
            draft = Draft(f"whisper:{interaction}", interaction, SUPERVISOR, "user:claire", "w", SECRET, 1.0, CLAIRE)
            await before.records.write(lambda conn, draft=draft: store.write_message(conn, T, draft))  # type: ignore[misc]
    async with Centre(tmp_path) as after:
        await after.caught_up()
        assert await after.records.read(lambda conn: store.unreported_messages(conn, T)) == []
        said = await after.records.read(lambda conn: store.messages_of(conn, T, open_one))
        assert sorted(message.author for message in said) == ["customer", SUPERVISOR]


async def test_care_is_said_by_who_serves_and_shown_with_the_customer(centre: Centre) -> None:
    _, interaction = await in_contact(centre)
    customer = centre.routing.committed.works[interaction].customer
    path = f"/api/customers/{customer}"
    await centre.caught_up()
    assert (await centre.post(HUGO, f"{path}/care", {"care": "vip"}, "PUT")).status_code == 403
    assert (await centre.post(SAMIRA, f"{path}/care", {"care": "vip"}, "PUT")).status_code == 404
    assert (await centre.post(INES, f"{path}/care", {"care": "rich"}, "PUT")).status_code == 422
    assert (await centre.post(INES, f"{path}/care", {"care": "fragile"}, "PUT")).json()["care"] == "fragile"
    assert (await centre.page(INES, path))["care"] == "fragile"
    assert (await centre.post(CLAIRE, f"{path}/care", {"care": ""}, "PUT")).status_code == 200
    assert (await centre.page(INES, path))["care"] == ""
