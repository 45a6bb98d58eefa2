"""Agents' tabs that close: while an offer rings, and in the middle of a chat."""

import pytest
from playwright.async_api import expect

from tests.journeys.people import People
from tests.journeys.waiting import until

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

EMMA, MARIE, PAUL = "Emma Roy", "Marie Dubois", "Paul Lambert"
GRACE_MS = 30_000


async def test_customers_of_a_desk_that_vanished_go_to_the_next_with_all_they_said(people: People) -> None:
    floor = await people.supervisor()
    await floor.unfolds("Support français")
    nadia = await people.agent("nadia")
    emma = await people.visitor(EMMA)
    await emma.says("Ma lampe clignote.")
    await nadia.accepts(EMMA)
    await nadia.answers(EMMA, "Depuis quand ?")
    await emma.sees("Depuis quand ?")

    # Marie rings on the same desk, Paul waits behind her; then the tab is gone.
    marie = await people.visitor(MARIE)
    await marie.says("Où est ma facture ?")
    await nadia.is_offered(MARIE)
    paul = await people.visitor(PAUL)
    await paul.says("Une question sur ma commande.")
    arrived = {
        event.facts["interaction"]: event.facts
        for event in people.centre.events()
        if event.kind == "interaction_opened"
    }
    await nadia.page.close()
    await expect(floor.agent("Nadia Bennis").first).to_contain_text(floor.say("floor:agents.dropped"))
    await emma.says("Depuis hier soir.")

    # For 20 s nothing moves; then both are back ahead of the line, in the order they first came.
    await expect(floor.agent("Nadia Bennis").first).to_have_attribute("data-status", "not_ready", timeout=GRACE_MS)
    lines = floor.page.get_by_role("region", name=floor.say("floor:waiting.title"), exact=True).get_by_role("listitem")
    for place, name in enumerate((EMMA, MARIE, PAUL)):
        await expect(lines.nth(place)).to_contain_text(name)

    # Yassine comes: he is offered them in that order, with their whole wait and everything said.
    yassine = await people.agent("yassine", ready=False)
    await yassine.page.get_by_role("button", name=yassine.say("desk:empty.become")).click()
    await yassine.accepts(EMMA)
    await emma.is_with("Yassine")
    said = ["Ma lampe clignote.", "Depuis quand ?", "Depuis hier soir."]
    assert await until(yassine.transcript, "the transcript") == said == await emma.transcript()
    await yassine.accepts(MARIE)
    await yassine.accepts(PAUL)
    await paul.is_with("Yassine")
    await marie.is_with("Yassine")

    events = people.centre.events()
    offers = [event.facts for event in events if event.kind == "offer_made" and event.facts["agent"] == "yassine"]
    assert [arrived[offer["interaction"]]["arrived_at"] for offer in offers] == sorted(
        one["arrived_at"] for one in arrived.values()
    )
    entered = {
        event.facts["interaction"]: event.facts["at"] for event in reversed(events) if event.kind == "queue_entered"
    }
    waited = {event.facts["interaction"]: event.facts for event in events if event.kind == "offer_accepted"}
    for offer in offers[1:]:  # Emma had been answered; Marie and Paul waited from the moment they came
        accepted = waited[offer["interaction"]]
        since = entered[offer["interaction"]]
        assert accepted["wait_s"] == pytest.approx(accepted["at"] - since, abs=0.001)
        assert accepted["wait_s"] > 20
