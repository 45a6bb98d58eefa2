"""The rulebook as lists: what a queue is set to, who belongs to it, when a calendar is open, who changed what."""

from tests.floor.conftest import Stage
from tests.floor.test_rulebook import NINE_TO_SIX, rules_of

CALENDARS = "/api/calendars"


async def test_queues_are_listed_with_their_people_and_hours(stage: Stage) -> None:
    listed = {one["id"]: one for one in await stage.done("marc", "GET", "/api/rulebook/queues")}
    assert listed["retours"]["calendar"] == "every_day"
    assert listed["retours"]["open"] is True
    assert listed["retours"]["members"] == 5
    assert listed["courrier"]["pull"] is True
    assert listed["courrier"]["calendar"] is None
    assert {one["id"] for one in await stage.done("claire", "GET", "/api/rulebook/queues")} == set(listed)
    assert await stage.refused("ines", "GET", "/api/rulebook/queues") == (403, "not_allowed")


async def test_who_is_lent_for_a_while_still_belongs(stage: Stage) -> None:
    lent = {"agents": ["lea"], "queues": {"ventes": {}}}
    await stage.done("claire", "POST", "/api/floor/agents/reassign", lent)
    listed = {one["id"]: one for one in await stage.done("marc", "GET", "/api/rulebook/queues")}
    assert listed["retours"]["members"] == 5


async def test_a_queue_begins_with_the_rules_of_nothing_settled(stage: Stage) -> None:
    blank = await stage.done("marc", "GET", "/api/rulebook/blank")
    assert blank["name"] == ""
    assert blank["admission"]["closed"] == {"do": "choose", "queue": None, "callback": True, "message": True}
    await stage.done("marc", "PUT", "/api/queues/repairs/rules", blank | {"id": "repairs", "name": "Réparations"})
    listed = {one["id"]: one for one in await stage.done("marc", "GET", "/api/rulebook/queues")}
    assert listed["repairs"]["members"] == 0
    await stage.done("marc", "DELETE", "/api/queues/repairs")
    assert "repairs" not in {one["id"] for one in await stage.done("marc", "GET", "/api/rulebook/queues")}


async def test_it_is_known_who_changed_what(stage: Stage) -> None:
    rules = await rules_of(stage)
    await stage.done("marc", "PUT", "/api/queues/retours/rules", rules | {"threshold_s": 45, "strict": True})
    await stage.done("marc", "PUT", "/api/floor/queues/retours/texts", {"full": {"fr": "Complet", "en": "Full"}})
    told, set_ = await stage.done("claire", "GET", "/api/rulebook/changes?kind=queue&of=retours")
    assert (told["action"], told["fields"], told["by"]["name"]) == ("queue.text_set", ["full"], "Marc Delattre")
    assert (set_["action"], sorted(set_["fields"])) == ("queue.rules_set", ["strict", "threshold_s"])
    listed = {one["id"]: one for one in await stage.done("marc", "GET", "/api/rulebook/queues")}
    assert listed["retours"]["changed"] == told
    assert listed["ventes"]["changed"] is None
    assert await stage.refused("ines", "GET", "/api/rulebook/changes?kind=queue") == (403, "not_allowed")


async def test_what_comes_of_a_calendar_is_told_before_it_is_kept(stage: Stage) -> None:
    asked = {"week": NINE_TO_SIX, "holidays": "metropole"}
    told = await stage.done("marc", "POST", "/api/rulebook/openings", asked)
    assert len(told["days"]) == 14
    assert told["days"][0]["on"] < told["days"][1]["on"]
    assert sum(not one["spans"] for one in told["days"]) >= 4
    unlike = {"exceptions": [{"on": told["days"][0]["on"], "name": "Inventaire"}]}
    closed = await stage.done("marc", "POST", "/api/rulebook/openings", asked | unlike)
    assert closed["days"][0] == {"on": told["days"][0]["on"], "name": "Inventaire", "spans": []}
    assert closed["open"] is False
    wrong = asked | {"week": [[{"from_min": 600, "to_min": 540}], *NINE_TO_SIX[1:]]}
    assert await stage.refused("marc", "POST", "/api/rulebook/openings", wrong) == (422, "calendar_faulty")


async def test_calendars_are_listed_with_who_follows_them(stage: Stage) -> None:
    await stage.done("marc", "PUT", f"{CALENDARS}/office", {"id": "office", "name": "Bureau", "calendar": {}})
    listed = {one["id"]: one for one in await stage.done("marc", "GET", "/api/rulebook/openings")}
    assert listed["every_day"]["queues"] == ["retours"]
    assert (listed["every_day"]["open"], listed["every_day"]["until"]) == (True, None)
    assert (listed["office"]["open"], listed["office"]["queues"]) == (False, [])
    assert listed["office"]["changed"]["by"]["name"] == "Marc Delattre"
