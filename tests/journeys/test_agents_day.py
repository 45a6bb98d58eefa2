"""An agent's day: the note at sign-in, a pause waited for, a reason that leads on, the summary at sign-out."""

import time
from collections.abc import AsyncIterator
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.centre import Centre
from tests.journeys.clients import Customer
from tests.journeys.office import Office
from tests.journeys.people import People
from tests.journeys.shift import Shift
from tests.journeys.waiting import until
from tests.journeys.watch import check_access

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

MARIE: Final = "Marie Dubois"
NOTE: Final = "Panne du transporteur : proposez un avoir."


@pytest_asyncio.fixture(loop_scope="session")
async def claire(centre: Centre) -> AsyncIterator[Office]:
    async with Office(centre, "claire") as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def marc(centre: Centre) -> AsyncIterator[Office]:
    async with Office(centre, "marc") as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def shift(centre: Centre) -> AsyncIterator[Shift]:
    one = Shift(centre)
    yield one
    await one.leaves()
    assert one.wrong() == []


async def test_the_note_comes_first_and_the_summary_last(people: People, claire: Office) -> None:
    note = await claire.does("/api/briefings", {"teams": ["rabat"], "text": NOTE})
    nadia = await people.agent("nadia", ready=False)
    await expect(nadia.dialog).to_contain_text(NOTE)
    await expect(nadia.dialog).to_contain_text("Support français80 % en moins de 1 min")
    await nadia.page.keyboard.press("Escape")
    assert not await check_access(nadia.page, "desk, the note of the day")
    await nadia.dialog.get_by_role("button", name=nadia.say("desk:briefing.read")).press("Enter")
    await expect(nadia.dialog).to_be_hidden()
    told = await claire.reads("/api/briefings")
    readers = next(one["readers"] for one in told if one["id"] == note["id"])
    assert [one["id"] for one in readers if one["read_at"]] == ["nadia"]
    await nadia.page.reload()
    await nadia.becomes_ready()
    await expect(nadia.dialog).to_be_hidden()

    marie = await people.visitor(MARIE)
    await marie.says("Bonjour !")
    await nadia.accepts(MARIE)
    await nadia.ends()
    await nadia.qualifies("Résolu")
    await nadia.page.get_by_role("button", name=nadia.say("app:user.menu")).click()
    await nadia.page.get_by_role("button", name=nadia.say("app:user.sign_out")).click()
    summary = nadia.page.get_by_role("dialog", name=nadia.say("desk:end.title"))
    await expect(summary.get_by_role("term").filter(has_text="traités").locator("xpath=..")).to_contain_text("1")
    assert not await check_access(nadia.page, "desk, the end of the day")
    await summary.get_by_role("button", name=nadia.say("app:user.sign_out")).click()
    await expect(nadia.page.get_by_role("button", name=nadia.say("people:sign_in.submit"))).to_be_visible()


async def test_a_pause_waits_until_a_colleague_comes_back(people: People, marc: Office, shift: Shift) -> None:
    await marc.settles("/api/presence-reasons/pause", {"fr": "Pause", "en": "Break", "longest_s": 900.0, "quota": 1})
    await shift.sits_down("thomas")
    thomas = shift.agents["thomas"]
    await thomas.asks("/api/presence", {"state": "not_ready", "reason": "pause"}, key="thomas-pause")
    amel = await people.agent("amel")
    await amel.chooses_presence("Pause")
    waits = amel.page.get_by_role("button", name=amel.say("desk:presence.wish", reason="Pause"))
    await expect(waits).to_be_visible()
    assert not await check_access(amel.page, "desk, a pause waited for")
    await thomas.asks("/api/presence", {"state": "ready"}, key="thomas-back")
    away = f"{amel.say('app:status.not_ready')} · Pause"
    await expect(amel.page.get_by_role("button", name=amel.say("desk:presence.label"))).to_contain_text(away)
    await expect(waits).to_be_hidden()


async def test_what_the_agent_says_of_the_contact_leads_it_on(
    people: People, centre: Centre, claire: Office, shift: Shift
) -> None:
    amel = await people.agent("amel")
    paul = await Customer(centre.url, "fr", "Paul Lambert").connect()
    await paul.says("Je voudrais vous rendre un vase.")
    await amel.accepts("Paul Lambert")
    await shift.sits_down("thomas", "lucas")  # Thomas has rested longer; Lucas knows returns
    reason = amel.page.get_by_role("combobox", name=amel.say("desk:reason.label"))
    await reason.fill("retour")
    await reason.press("ArrowDown")
    await reason.press("Enter")
    await until(lambda: any(event.kind == "reason_set" for event in centre.events()), "the reason is known")
    await amel.transfers_to("Support français")
    await until(lambda: (paul.state["agent"] or {}).get("name") == "Lucas", "with Lucas")
    await paul.leave()
    await paul.close()

    change = {"agents": ["amel"], "queues": {"retours": {"priority": 1}}, "until": time.time() + 3600}
    await claire.does("/api/floor/agents/reassign", change)
    top = amel.page.get_by_role("region", name=amel.say("app:top.label"))
    await expect(top).to_contain_text("Retours · jusqu’à")
    assert not await check_access(amel.page, "desk, other queues for a while")
