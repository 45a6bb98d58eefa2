"""A centre's rules are settled in the browser alone: a queue with hours, reason, entry and texts; then a closed day."""

import pytest
from playwright.async_api import expect

from tests.journeys.clerk import Clerk
from tests.journeys.people import People
from tests.journeys.visitor import Visitor
from tests.journeys.watch import check_access

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

CLOSED = "L’atelier est fermé. Laissez-nous un message."
CLOSED_TODAY = "Notre service des retours est fermé."
REFUSED = (r"status of 422",)
TO_RETURNS = """
(chat) => {
  const other = chat.cloneNode(false)
  other.setAttribute('widget', 'colvert-retours')
  chat.replaceWith(other)
}
"""


async def marc(people: People, *allowed: str) -> Clerk:
    """At the rules."""
    clerk = await Clerk.opens(
        await people.context(), people.centre.url, people.centre.password("marc"), allowed=tuple(allowed)
    )
    people.watches(clerk.watch)
    return clerk


async def test_a_queue_is_made_with_its_hours_reason_entry_and_texts(people: People) -> None:
    clerk = await marc(people, *REFUSED)
    await clerk.turns_to("calendars")
    await clerk.page.get_by_role("link", name=clerk.say("admin:calendars.new")).click()
    await clerk.named("label.calendar_name").fill("Atelier")
    await clerk.field("week.to_of", day="Vendredi", number=1).fill("16h30")
    await clerk.presses("saving.create")
    await clerk.is_told(clerk.say("admin:done.calendar_made", name="Atelier"))
    await clerk.turns_to("reasons")
    await clerk.presses("reasons.new")
    await clerk.named("label.reason_fr").fill("Une réparation")
    await clerk.named("label.reason_en").fill("A repair")
    await clerk.presses("saving.create")
    await clerk.is_told(clerk.say("admin:done.reason_made", name="Une réparation"))

    await clerk.turns_to("queues")
    await clerk.page.get_by_role("link", name=clerk.say("admin:queues.new")).click()
    await clerk.named("label.name").fill("Réparations")
    await clerk.field("label.calendar").select_option(label="Atelier")
    await clerk.field("entry.most_waiting").fill("5")
    await clerk.field("entry.then", cause=clerk.say("admin:cause.full")).select_option("queue")
    await clerk.field("texts.fr", kind=clerk.say("admin:kind.closed")).fill(CLOSED)
    await expect(clerk.changes).to_contain_text(clerk.say("admin:way.queue"))
    await clerk.presses("saving.create")
    wrong = clerk.field("entry.to", cause=clerk.say("admin:cause.full"))
    await expect(wrong).to_be_focused()
    await expect(wrong).to_have_attribute("aria-invalid", "true")
    await wrong.select_option(label="Retours")
    await clerk.presses("saving.create")
    await clerk.is_told(clerk.say("admin:done.queue_made", name="Réparations"))
    await clerk.page.reload()
    await expect(clerk.field("label.calendar")).to_have_value("atelier")
    await expect(clerk.field("entry.most_waiting")).to_have_value("5")
    await expect(clerk.field("texts.fr", kind=clerk.say("admin:kind.closed"))).to_have_value(CLOSED)


async def test_what_is_not_saved_is_kept_and_what_is_saved_can_be_taken_back(people: People) -> None:
    clerk = await marc(people)
    await clerk.looks_at("Ventes")
    await clerk.field("label.offer").fill("40 s")
    await clerk.turns_to("queues")
    await expect(clerk.page.get_by_text(clerk.say("admin:mark.draft"))).to_be_visible()
    await clerk.looks_at("Ventes")
    await clerk.is_told(clerk.say("admin:saving.found"))
    await expect(clerk.changes).to_contain_text("25 s")
    await expect(clerk.changes).to_contain_text("40 s")
    await clerk.saves(clerk.say("admin:done.queue_saved", name="Ventes", what=clerk.say("admin:label.offer")))
    await expect(clerk.page.get_by_text("par Marc Delattre")).to_be_visible()
    await clerk.presses("done.undo")
    await clerk.is_told(clerk.say("admin:done.undone", name="Ventes"))
    await expect(clerk.field("label.offer")).to_have_value("25 s")

    await clerk.presses("queues.retire")
    refused = clerk.page.get_by_text(clerk.say("errors:queue_in_use"))
    await expect(refused).to_be_visible()
    clerk.watch.allowed = (r"status of 409|status of 422",)


async def test_a_closed_day_is_told_in_the_queues_own_words(people: People) -> None:
    clerk = await marc(people)
    await clerk.turns_to("calendars")
    await clerk.looks_at("Tous les jours, 0–24 h")
    await clerk.presses("exceptions.add")
    await clerk.field("exceptions.name", number=1).fill("Inventaire")
    await expect(clerk.page.get_by_role("region", name=clerk.say("admin:preview.title"))).to_contain_text("Inventaire")
    what = clerk.say("admin:section.exceptions")
    done = clerk.say("admin:done.calendar_saved", name="Tous les jours, 0–24 h", what=what)
    await clerk.saves(done)

    visitor = await Visitor.comes(await people.context(), people.centre.url, "Paul Morel")
    people.watches(visitor.watch)
    await visitor.page.locator("beffroi-chat").evaluate(TO_RETURNS)
    await visitor.opens()
    await visitor.writes("Bonjour, je voudrais rendre une lampe.")
    await visitor.is_told(CLOSED_TODAY)

    await clerk.presses("row.remove", what=await _called(clerk))
    await clerk.saves(done)
    lea = await people.agent("lea")
    again = await Visitor.comes(await people.context(), people.centre.url, "Anna Roy")
    people.watches(again.watch)
    await again.page.locator("beffroi-chat").evaluate(TO_RETURNS)
    await again.opens()
    await again.says("Bonjour, et maintenant ?")
    await lea.accepts("Anna Roy")


async def _called(clerk: Clerk) -> str:
    """What the page calls its only special date."""
    button = clerk.page.locator("#exceptions ol button").last
    words = await button.get_attribute("aria-label") or ""
    return words.removeprefix(clerk.say("admin:row.remove", what="")).strip()


async def test_the_rules_are_accessible(people: People) -> None:
    clerk = await marc(people)
    found = await check_access(clerk.page, "queues")
    for name, path, ready in (
        ("a queue", "/admin/queues/ventes", "#agents"),
        ("a new queue", "/admin/queues/new", "#agents"),
        ("calendars", "/admin/calendars", "table"),
        ("a calendar", "/admin/calendars/every_day", "#holidays"),
        ("a new calendar", "/admin/calendars/new", "#holidays li"),
        ("reasons", "/admin/reasons", "button[aria-current]"),
        ("a reason", "/admin/reasons?reason=order.return", "#reason"),
        ("reasons for pauses", "/admin/presence-reasons?reason=pause", "#presence"),
    ):
        await clerk.page.goto(f"{clerk.url}{path}")
        await expect(clerk.page.locator(ready).first).to_be_visible()
        found += await check_access(clerk.page, name)
    reads = await Clerk.opens(
        await people.context(width=1024), clerk.url, people.centre.password("claire"), person="claire"
    )
    people.watches(reads.watch)
    await reads.looks_at("Ventes")
    await expect(reads.page.get_by_text(reads.say("admin:saving.read_only"), exact=True)).to_be_visible()
    found += await check_access(reads.page, "a queue, only read")
    assert not found, "\n".join(found)
