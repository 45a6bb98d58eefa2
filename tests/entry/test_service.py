"""The door: what it knows of who arrives, and whom it opens after a crash."""

from pathlib import Path

from beffroi.customers import store as customers
from beffroi.entry import store
from beffroi.entry.model import Arrival, Arriving
from beffroi.entry.service import GONE_S
from beffroi.kernel.ids import CustomerId, Instant
from beffroi.routing import commands as c
from tests.chat.centre import INES, SUPPORT, Centre, T


async def arrives(centre: Centre, customer: CustomerId, at: Instant, channel: str = "chat") -> Arrival:
    who = Arriving(by="visitor:s", channel=channel, queue=SUPPORT, customer=customer, arrived_at=at, reason="order")
    return await centre.records.write(lambda conn: store.arrive(conn, T, who, "Europe/Paris"))


async def test_care_and_who_served_last_are_known_at_the_door(centre: Centre) -> None:
    await centre.ready(INES)
    browser = await centre.visitor()
    interaction = await centre.accepts(INES)
    customer = centre.routing.committed.works[interaction].customer
    await browser.send(type="leave")
    await browser.hears("state", state="ended")
    await centre.caught_up()
    await centre.records.write(lambda conn: customers.set_care(conn, T, customer, "fragile"))
    now = centre.clock.now()
    again = await arrives(centre, customer, now)
    assert (again.last_agent, again.care, again.reason) == (INES, "fragile", "order")
    assert (await arrives(centre, customer, now + store.REMEMBERED_S + 1)).last_agent is None
    stranger = await arrives(centre, CustomerId("somebody"), now)
    assert (stranger.last_agent, stranger.care) == (None, None)


async def test_after_a_crash_only_who_may_still_be_there_is_opened(tmp_path: Path) -> None:
    async with Centre(tmp_path) as before:
        now = before.clock.now()
        for age_s, channel in ((60, "chat"), (GONE_S + 60, "chat"), (2 * 86_400, "chat"), (2 * 86_400, "message")):
            await arrives(before, CustomerId(f"{channel}-{age_s}"), now - age_s, channel)
    async with Centre(tmp_path) as after:
        opened = {work.customer for work in after.routing.committed.works.values()}
        assert opened == {"chat-60", f"message-{2 * 86_400}"}
        await after.caught_up()
        assert await after.records.read(lambda conn: store.unopened(conn, T, 0)) == []


async def test_a_callback_for_later_enters_the_queue_then(centre: Centre) -> None:
    now = centre.clock.now()
    who = Arriving(
        by="system", channel="callback", queue=SUPPORT, customer=CustomerId("m"), arrived_at=now, not_before=now + 600
    )
    arrival = await centre.records.write(lambda conn: store.arrive(conn, T, who, "Europe/Paris"))
    await centre.entry.open(arrival)
    assert centre.routing.committed.works[arrival.interaction].state == "arriving"
    centre.clock.move(601)
    await centre.routing.ask(c.ReportDesk(id="time passes", agent=INES, connected=True))
    assert centre.routing.committed.works[arrival.interaction].state == "waiting"
