"""What happened is told to those who may know it, and to nobody else."""

import httpx

from beffroi.kernel.ids import AgentId
from tests.chat.centre import HUGO, INES, Centre


async def get(centre: Centre, agent: AgentId, path: str) -> httpx.Response:
    ledger = centre.ledger
    while await ledger.step():
        pass
    origin = f"http://localhost:{centre.port}"
    async with httpx.AsyncClient(base_url=origin, cookies={"beffroi_session": agent}) as client:
        return await client.get(path)


async def test_the_agent_sees_the_contact_whole(centre: Centre) -> None:
    await centre.ready(INES)
    await centre.visitor("Où est mon colis ?", name="Marie")
    interaction = await centre.accepts(INES)
    await centre.replies(INES, interaction, "Je regarde")
    page = (await get(centre, INES, f"/api/interactions/{interaction}")).json()
    assert [(m["author"], m["name"], m["text"]) for m in page["messages"]] == [
        ("customer", None, "Où est mon colis ?"),
        ("agent", "Inès Moreau", "Je regarde"),
    ]
    assert page["customer"]["name"] == "Marie"
    assert page["case"]["number"].endswith("-00001")
    assert (page["interaction"]["state"], page["interaction"]["agent_name"]) == ("in_contact", "Inès Moreau")
    assert [h["type"] for h in page["timeline"]] == [
        "interaction_opened",
        "queue_entered",
        "offer_made",
        "offer_accepted",
        "queue_left",
        "first_reply",
    ]


async def test_an_offer_alone_opens_nothing(centre: Centre) -> None:
    await centre.ready(INES)
    await centre.visitor("Un", name="Marie")
    work = next(iter(centre.routing.committed.works.values()))
    for path in (f"/api/interactions/{work.id}", f"/api/customers/{work.customer}"):
        assert (await get(centre, INES, path)).status_code == 404
    await centre.accepts(INES)
    for path in (f"/api/interactions/{work.id}", f"/api/customers/{work.customer}"):
        assert (await get(centre, INES, path)).status_code == 200


async def test_the_history_of_a_customer_is_for_who_serves_them(centre: Centre) -> None:
    await centre.ready(INES)
    browser = await centre.visitor("Un", name="Marie")
    interaction = await centre.accepts(INES)
    await browser.send(type="leave")
    await browser.hears("state", state="ended")
    centre.clock.move(1)
    await browser.says("Deux")
    customer = next(iter(centre.routing.committed.works.values())).customer
    page = (await get(centre, INES, f"/api/customers/{customer}")).json()
    assert (page["name"], len(page["cases"]), len(page["interactions"])) == ("Marie", 1, 2)
    assert page["interactions"][1]["outcome"] == "handled"
    for path in (f"/api/customers/{customer}", f"/api/interactions/{interaction}"):
        assert (await get(centre, HUGO, path)).status_code == 404
    assert (await get(centre, INES, "/api/interactions/nothing")).json()["code"] == "not_found"
    assert (await get(centre, AgentId("nobody"), f"/api/interactions/{interaction}")).status_code == 401
