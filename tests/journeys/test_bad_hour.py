"""The bad hour: demand triples, a line reddens; a supervisor takes it in hand, and the service level comes back."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio
from playwright.async_api import Locator, expect
from sqlalchemy import Connection

from beffroi.demo.staff import AGENTS, DEMO
from beffroi.kernel.ids import AgentId
from beffroi.routing import store as routing
from tests.journeys.centre import Centre, copy_of
from tests.journeys.floor import Floor
from tests.journeys.office import Office
from tests.journeys.people import People
from tests.journeys.shift import Shift
from tests.journeys.shoppers import Shoppers
from tests.journeys.waiting import until
from tests.journeys.watch import stands_where

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

SIX: Final = {
    "karim": "Karim Benali",
    "lea": "Léa Fontaine",
    "thomas": "Thomas Girard",
    "lucas": "Lucas Petit",
    "yassine": "Yassine El Amrani",
    "nadia": "Nadia Bennis",
}
LATE_S: Final = 4.0
MOVED_FOR_S: Final = 25.0
LONG_MS: Final = 60_000
ALERT: Final = "Ventes : la file rougit"
WHY: Final = "Pic des ventes"
PHONE: Final = "01 99 00 12 {:02d}"
COLON: Final = re.compile(r"^\d\d:\d\d$")
CHANGED: Final = re.compile(r"^Ventes, .*Claire Vasseur")
COUNTED_BELLS: Final = """
window.bells = 0
const made = BaseAudioContext.prototype.createOscillator
BaseAudioContext.prototype.createOscillator = function () { window.bells += 1; return made.call(this) }
"""


@pytest.fixture(scope="module")
def centre(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """A small shop: whoever chats, chats with one."""
    one = Centre(copy_of(template, tmp_path_factory.mktemp("centre")))
    one.changes(_one_at_a_time)
    one.start()
    yield one
    one.kill()


def _one_at_a_time(records: Connection) -> None:
    for one in AGENTS:
        routing.put_capacity(records, DEMO, AgentId(one.id), "chat", 1)


@pytest_asyncio.fixture(loop_scope="session")
async def shift(centre: Centre) -> AsyncIterator[Shift]:
    one = Shift(centre)
    yield one
    await one.leaves()


async def test_a_supervisor_takes_a_bad_hour_in_hand(people: People, centre: Centre, shift: Shift) -> None:
    async with Office(centre, "marc") as marc, Office(centre, "claire") as claire:
        steps = [{"expires_s": 1.0, "skills": {"sales": 3}, "agents": []}]
        asked = {"mandatory": {"french": 3}, "steps": steps}
        help_by = [{"by": "support_fr", "after_s": 1.0}]
        await marc.changes_rules("ventes", threshold_s=LATE_S, requirement=asked, help=help_by)
        rule = {"name": ALERT, "queue": "ventes", "figure": "longest_wait_s", "op": ">", "value": LATE_S}
        await claire.settles("/api/alerts/rules/longest_wait_ventes", {**rule, "held_s": 1.0, "sound": True})
        await claire.does("/api/floor/queues/ventes/levers", {"lever": "help", "value": "off"})
    await shift.sits_down("hugo", *SIX, "sofia")
    context = await people.context(zone=None)
    await context.add_init_script(COUNTED_BELLS)
    floor = await people.supervisor(context=context)
    shoppers = Shoppers(centre)
    try:
        await _the_line_reddens(floor, shoppers)
        before = await _asks_and_acts(floor, shoppers)
        await _the_line_shortens(floor, shoppers, before)
        await _everything_is_written(floor)
        await _they_come_back_by_themselves(floor, centre)
    finally:
        await shoppers.close()
    assert shift.wrong() == []


async def _the_line_reddens(floor: Floor, shoppers: Shoppers) -> None:
    """One customer at a time goes well; then they come all at once, and only Hugo is there."""
    calm = await shoppers.come(1)
    await shoppers.are_served(calm)
    await shoppers.leave(calm)
    crowd = await shoppers.come(14)
    await shoppers.are_served(crowd[:1])
    row = floor.queue("ventes")
    await expect(row.locator("[data-hint='longest:day:ventes'][data-level=bad]")).to_be_visible()
    await expect(floor.alert(ALERT)).to_be_visible()
    await until(lambda: floor.page.evaluate("window.bells"), "it rings")
    await floor.alert(ALERT).get_by_role("button", name=floor.say("floor:rail.acknowledge")).click()
    await expect(floor.alert(ALERT)).to_contain_text("Claire Vasseur")
    for late in range(4):
        await shoppers.leave(shoppers.those("in_contact"))
        await shoppers.are_served([crowd[late + 1]])


async def _asks_and_acts(floor: Floor, shoppers: Shoppers) -> float:
    """Why does it wait, why not her; then six agents until 16:00, mutual help, callback. What the level was before."""
    first = shoppers.those("waiting")[0]
    await floor.unfolds("Ventes")
    await floor.page.get_by_role("button", name=floor.say("floor:waiting.why", who=first.name)).click()
    assert "Personne ne peut le prendre pour l’instant" in await floor.asks_why_the_wait()
    assert "Inès Moreau est hors connexion" in await floor.asks_about("Inès Moreau")
    await floor.closes_drawer()

    before = await until(lambda: floor.level("ventes"), "a level")
    await stands_where(floor.page, "16:00", MOVED_FOR_S)
    await expect(floor.agent("Karim Benali")).to_have_attribute("data-status", "available")
    await floor.selects(*SIX.values())
    await floor.selection.get_by_role("button", name=floor.say("floor:selection.queues")).click()
    await floor.drawer.get_by_label(floor.say("floor:until.label")).select_option("typed")
    await floor.drawer.get_by_label(floor.say("floor:until.clock_typed"), exact=True).fill("16:00")
    await floor.drawer.get_by_label(floor.say("floor:act.why")).fill(WHY)
    await floor.drawer.get_by_role("button", name=floor.say("floor:reassign.only_of", name="Ventes")).click()
    await expect(floor.drawer).to_be_hidden()
    for name in SIX.values():
        await expect(_moved(floor, name)).to_contain_text("16:00")
    await floor.pulls("Ventes", "help", "help_on")
    await floor.pulls("Ventes", "callback", "callback_on")
    return before or 0.0


async def _the_line_shortens(floor: Floor, shoppers: Shoppers, before: float) -> None:
    """The six and who helps take the line; who still waits may be called; then it goes as well as ever."""
    await until(lambda: len(shoppers.those("in_contact")) == 8, "Hugo, the six, and Sofia who helps", 30)
    contact = floor.page.get_by_role("listitem").filter(has_text="Sofia Rossi").filter(has_text="Client")
    await contact.get_by_role("button").first.click()
    why = await floor.asks_why()
    assert "Sofia Rossi aide la file Ventes." in why
    await floor.closes_drawer()

    would = shoppers.those("waiting")
    assert len(would) == 2
    for place, one in enumerate(would):
        await until(lambda one=one: one.state["callback"], "may be called back")  # type: ignore[misc]
        await one.send(type="callback", phone=PHONE.format(place))
        await until(lambda one=one: one.state.get("outcome") == "callback_taken", "called back")  # type: ignore[misc]
    await expect(floor.queue("ventes")).to_contain_text(floor.say("floor:waiting.callbacks_other", count=2))
    await shoppers.leave(shoppers.those("in_contact"))
    waiting = floor.page.get_by_role("region", name=floor.say("floor:waiting.title"), exact=True)
    await expect(waiting).to_contain_text(floor.say("floor:waiting.none"), timeout=LONG_MS)

    served = await shoppers.come(7)
    await shoppers.are_served(served)
    await expect(floor.alert(ALERT)).to_have_count(0)

    async def is_back() -> bool:
        level = await floor.level("ventes")
        return level is not None and level > before

    await until(is_back, f"above {before} %")
    await shoppers.leave(served)


async def _everything_is_written(floor: Floor) -> None:
    """Who did what, when and why; one thing is undone."""
    panel = await floor.opens_panel("acts")
    acts = panel.get_by_role("listitem")
    for words in ("entraide ouverte", "rappel proposé", WHY):
        act = acts.filter(has_text=words)
        await expect(act).to_contain_text("Claire Vasseur")
        await expect(act.locator("time")).to_have_text(COLON)
    callback = acts.filter(has_text="rappel proposé")
    await callback.get_by_role("button").click()
    await expect(callback).to_contain_text(floor.say("floor:acts.undone_at", time=""))
    await floor.closes_drawer()
    await expect(floor.queue("ventes")).not_to_contain_text(floor.say("floor:badge.callback_on"))
    await expect(floor.queue("ventes")).to_contain_text(floor.say("floor:badge.helped", name="Support français"))


async def _they_come_back_by_themselves(floor: Floor, centre: Centre) -> None:
    """It is 16:00."""
    for name in SIX.values():
        await expect(_moved(floor, name)).to_have_count(0, timeout=LONG_MS)
    returned = [event.facts for event in centre.events() if event.kind == "agents_returned"]
    assert [(sorted(one["agents"]), one.get("by", "system")) for one in returned] == [(sorted(SIX), "system")]


def _moved(floor: Floor, name: str) -> Locator:
    """What an agent's tile says is temporary."""
    return floor.agent(name).get_by_title(CHANGED)
