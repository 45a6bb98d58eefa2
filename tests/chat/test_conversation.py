"""A visitor writes, an agent answers; each sees the same words, once, in the same order."""

from beffroi.interactions import store
from beffroi.interactions.ledger import store as ledger
from beffroi.routing import commands as c
from tests.chat.centre import HUGO, INES, Centre, T


async def test_the_first_word_opens_an_interaction_and_hello_does_not(centre: Centre) -> None:
    browser = await centre.visitor(text=None)
    assert not centre.routing.committed.works
    ack = await browser.says("Bonjour")
    assert ack["n"] == 1
    assert [work.queue for work in centre.routing.committed.works.values()] == ["support_fr"]


async def test_the_visitor_is_led_by_language(centre: Centre) -> None:
    await centre.visitor(lang="en-GB")
    await centre.visitor(lang="de")
    assert [work.queue for work in centre.routing.committed.works.values()] == ["support_en", "support_fr"]


async def test_a_waiting_visitor_knows_their_place_and_an_offer_is_still_waiting(centre: Centre) -> None:
    first, second = await centre.visitor(), await centre.visitor()
    assert (await first.hears("state"))["position"] == 1
    stands = await second.hears("state")
    assert (stands["state"], stands["position"], stands["expected_wait_s"]) == ("waiting", 2, None)
    await centre.ready(INES)
    await centre.accepts(INES)
    assert (await first.hears("state"))["agent"] == {"name": "Inès"}
    assert [m["state"] for m in first.heard if m["type"] == "state"] == ["waiting", "in_contact"]
    assert (await second.hears("state", position=1))["state"] == "waiting"


async def test_the_agent_answers_and_the_visitor_reads_it(centre: Centre) -> None:
    await centre.ready(INES)
    browser = await centre.visitor("Où est mon colis ?")
    interaction = await centre.accepts(INES)
    answer = await centre.replies(INES, interaction, "Je regarde.\n<b>Un instant</b>")
    assert answer.status_code == 200
    said = await browser.hears("message")
    assert (said["n"], said["author"], said["name"]) == (2, "agent", "Inès")
    assert said["text"] == "Je regarde.\n<b>Un instant</b>"
    assert answer.json()["id"] == said["id"]


async def test_an_answer_sent_twice_is_said_once(centre: Centre) -> None:
    await centre.ready(INES)
    browser = await centre.visitor()
    interaction = await centre.accepts(INES)
    answers = [await centre.replies(INES, interaction, "Bonjour", "a1") for _ in range(3)]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert (await centre.replies(INES, interaction, "Autre chose", "a1")).json()["code"] == "client_id_reused"
    await centre.replies(INES, interaction, "Suite", "a2")
    await browser.hears("message", n=3)
    assert [m["n"] for m in browser.heard if m["type"] == "message"] == [2, 3]


async def test_only_the_agent_in_contact_may_write(centre: Centre) -> None:
    await centre.ready(INES)
    browser = await centre.visitor()
    offered = next(iter(centre.routing.committed.works))
    assert (await centre.replies(INES, offered, "Trop tôt")).json()["code"] == "not_yours"
    interaction = await centre.accepts(INES)
    assert (await centre.replies(HUGO, interaction, "Moi aussi")).json()["code"] == "not_yours"
    assert (await centre.replies(INES, "unknown", "Allô")).json()["code"] == "interaction_over"
    await browser.send(type="leave")
    await browser.hears("state", state="ended")
    assert (await centre.replies(INES, interaction, "Au revoir")).json()["code"] == "interaction_over"
    assert await centre.records.read(lambda conn: len(store.messages_of(conn, T, interaction))) == 1


async def test_empty_and_endless_answers_are_refused(centre: Centre) -> None:
    await centre.ready(INES)
    await centre.visitor()
    interaction = await centre.accepts(INES)
    assert (await centre.replies(INES, interaction, " \u0000 ")).json()["code"] == "empty_text"
    assert (await centre.replies(INES, interaction, "x" * 4001)).json()["code"] == "text_too_long"


async def test_each_sees_that_the_other_writes(centre: Centre) -> None:
    seen: list[str] = []
    centre.chat.on_typing(lambda _, author, at: seen.append(author))
    await centre.ready(INES)
    browser = await centre.visitor()
    interaction = await centre.accepts(INES)
    await browser.send(type="typing")
    await browser.send(type="ping")
    await browser.hears("pong")
    assert (await centre.post(INES, f"/api/interactions/{interaction}/typing")).status_code == 200
    assert (await browser.hears("typing"))["author"] == "agent"
    assert seen == ["customer", "agent"]
    assert (await centre.post(HUGO, f"/api/interactions/{interaction}/typing")).json()["code"] == "not_yours"


async def test_after_the_end_the_next_word_opens_a_new_interaction_in_the_same_case(centre: Centre) -> None:
    await centre.ready(INES)
    browser = await centre.visitor("Un")
    first = await centre.accepts(INES)
    await centre.routing.ask(c.End(id="end", interaction=first, agent=INES))
    await browser.hears("state", state="ended")
    assert (await browser.says("Deux"))["n"] == 2
    second = next(iter(centre.routing.committed.works))
    assert second != first
    await centre.caught_up()
    sheets = await centre.records.read(lambda conn: ledger.sheets(conn, T, [first, second]))
    assert len({sheet.interaction.case_id for sheet in sheets}) == 1
    assert {sheet.interaction.outcome for sheet in sheets} == {"handled", None}


async def test_a_transfer_keeps_the_thread_and_its_numbers(centre: Centre) -> None:
    await centre.ready(INES)
    browser = await centre.visitor()
    interaction = await centre.accepts(INES)
    await centre.replies(INES, interaction, "Je vous passe Hugo")
    await centre.ready(HUGO)
    await centre.routing.ask(c.Transfer(id="t", interaction=interaction, agent=INES, to=HUGO))
    assert await centre.accepts(HUGO) == interaction
    await browser.hears("state", agent={"name": "Hugo"})
    await centre.replies(HUGO, interaction, "Bonjour, Hugo")
    assert (await browser.hears("message", n=3))["name"] == "Hugo"
