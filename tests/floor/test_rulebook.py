"""What people set reaches the engine, whole; what cannot be is refused in words."""

import json
from typing import Any

from beffroi.kernel.ids import QueueId, UserId
from tests.floor.conftest import Stage

WORDS = {"fr": "Livraison", "en": "Delivery"}
NINE_TO_SIX = [[{"from_min": 540, "to_min": 1080}]] * 5 + [[], []]


async def rules_of(stage: Stage, queue: str = "retours") -> dict[str, Any]:
    found: dict[str, Any] = await stage.done("marc", "GET", f"/api/queues/{queue}/rules")
    return found


async def test_reasons_are_a_tree_that_routing_knows(stage: Stage) -> None:
    await stage.done("marc", "PUT", "/api/reasons/delivery", WORDS | {"mandatory": {"french": 3}})
    late = {"parent": "delivery", "fr": "Retard", "en": "Late", "bonus_s": 30, "preferred": {"returns": 2}}
    await stage.done("marc", "PUT", "/api/reasons/late", late)
    listed = await stage.done("ines", "GET", "/api/reasons")
    assert [(one["code"], one["parent"], one["active"]) for one in listed][-2:] == [
        ("delivery", None, True),
        ("late", "delivery", True),
    ]
    known = {one.code: one for one in stage.routing.committed.rows.floor.reasons}
    assert known["delivery"].mandatory == {"french": 3}
    assert known["late"].parent == "delivery"
    for code, body, refusal in (
        ("delivery", WORDS | {"parent": "late"}, "reason_under_itself"),
        ("delivery", WORDS | {"parent": "delivery"}, "reason_under_itself"),
        ("other", WORDS | {"parent": "nowhere"}, "unknown_reason"),
        ("other", WORDS | {"mandatory": {"juggling": 1}}, "unknown_skill"),
        ("other", WORDS | {"mandatory": {"french": 9}}, "invalid"),
        ("other", {"fr": "", "en": "x"}, "invalid"),
    ):
        assert (await stage.refused("marc", "PUT", f"/api/reasons/{code}", body))[1] == refusal


async def test_a_reason_in_use_is_only_put_away(stage: Stage) -> None:
    await stage.done("marc", "PUT", "/api/reasons/x_delivery", WORDS)
    await stage.done("marc", "PUT", "/api/reasons/x_late", WORDS | {"parent": "x_delivery"})
    assert await stage.done("marc", "DELETE", "/api/reasons/x_delivery") == {"removed": False}
    assert await stage.done("marc", "DELETE", "/api/reasons/x_late") == {"removed": True}
    left = {one["code"]: one["active"] for one in await stage.done("ines", "GET", "/api/reasons")}
    assert left["x_delivery"] is False
    assert "x_late" not in left
    assert await stage.refused("marc", "DELETE", "/api/reasons/x_late") == (422, "unknown_reason")


async def test_reasons_for_pauses_are_one_list(stage: Stage) -> None:
    listed = await stage.done("ines", "GET", "/api/presence-reasons")
    assert {"pause", "meal", "back_office"} <= {one["code"] for one in listed}
    nap = {"fr": "Sieste", "en": "Nap", "paid": False, "longest_s": 600, "quota": 1, "approval": True}
    await stage.done("marc", "PUT", "/api/presence-reasons/nap", nap)
    (known,) = [one for one in stage.routing.committed.rows.floor.presence_reasons if one.code == "nap"]
    assert (known.quota, known.approval, known.longest_s) == (1, True, 600.0)
    assert await stage.done("marc", "DELETE", "/api/presence-reasons/nap") == {"removed": False}
    await stage.ready("ines")
    asked = {"state": "not_ready", "reason": "nap"}
    assert (await stage.refused("ines", "POST", "/api/presence", asked))[1] == "unknown_reason"
    assert (await stage.refused("marc", "DELETE", "/api/presence-reasons/none"))[1] == "unknown_reason"


async def test_a_calendar_opens_the_queues_that_follow_it(stage: Stage) -> None:
    calendar = {"id": "office", "name": "Bureau", "calendar": {"week": NINE_TO_SIX, "holidays": "metropole"}}
    kept = await stage.done("marc", "PUT", "/api/calendars/office", calendar)
    assert kept["calendar"]["zone"] == "Europe/Paris"
    rules = await rules_of(stage)
    changed = await stage.done("marc", "PUT", "/api/queues/retours/rules", rules | {"calendar": "office"})
    assert changed["calendar"] == "office"
    assert changed["hours"]["week"] == NINE_TO_SIX
    hours = stage.routing.committed.queues[QueueId("retours")].hours
    assert hours is not None
    assert hours.holidays == "metropole"
    calendar["calendar"] = {"week": [[]] * 7}
    await stage.done("marc", "PUT", "/api/calendars/office", calendar)
    hours = stage.routing.committed.queues[QueueId("retours")].hours
    assert hours is not None
    assert hours.week == ((),) * 7
    assert await stage.refused("marc", "DELETE", "/api/calendars/office") == (409, "calendar_in_use")
    without = await rules_of(stage) | {"calendar": None, "hours": None}
    await stage.done("marc", "PUT", "/api/queues/retours/rules", without)
    assert stage.routing.committed.queues[QueueId("retours")].hours is None
    assert await stage.done("marc", "DELETE", "/api/calendars/office") == {"removed": True}
    assert await stage.refused("marc", "GET", "/api/calendars/office") == (404, "unknown_calendar")


async def test_a_faulty_calendar_says_what_is_wrong(stage: Stage) -> None:
    calendar = {"zone": "Mars/Base", "week": [[{"from_min": 600, "to_min": 540}]] * 7}
    answer = await stage.ask("marc", "PUT", "/api/calendars/a", {"id": "a", "name": "A", "calendar": calendar})
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "calendar_faulty")
    assert {one["where"] for one in told["facts"]["faults"]} >= {"zone", "week.0"}
    shapeless: list[Any] = [
        {"id": "b", "name": "A"},
        {"id": "a", "name": ""},
        {"id": "a"},
        {"id": "a", "name": "A", "calendar": {"week": "every day"}},
        [],
    ]
    for body in shapeless:
        assert await stage.refused("marc", "PUT", "/api/calendars/a", body) == (422, "invalid")
    odd = {"id": "a", "name": "A", "calendar": {"weak": []}}
    answer = await stage.ask("marc", "PUT", "/api/calendars/a", odd)
    assert (answer.json()["code"], answer.json()["facts"]["where"]) == ("unknown_field", "body.calendar.weak")


async def test_rules_come_back_as_they_were_given(stage: Stage) -> None:
    rules = await rules_of(stage)
    given = rules | {
        "strategy": "longest_idle",
        "overflow": [{"to": "ventes", "after_s": 120.0}],
        "help": [{"by": "support_fr", "after_s": 30.0}],
        "shares": [{"partner": "atlas", "part": 0.4, "bands": []}],
        "admission": rules["admission"] | {"most_waiting": 40},
    }
    assert await stage.done("marc", "PUT", "/api/queues/retours/rules", given) == given
    assert await rules_of(stage) == given
    assert stage.routing.committed.queues[QueueId("retours")].overflow[0].to == "ventes"


async def test_rules_that_cannot_be_followed_are_refused_with_every_fault(stage: Stage) -> None:
    rules = await rules_of(stage)
    wrong: dict[str, Any] = rules | {
        "strategy": "luck",
        "target": 1.5,
        "overflow": [{"to": "retours", "after_s": 1.0}, {"to": "nowhere", "after_s": -1.0}],
        "shares": [{"partner": "nobody", "part": 0.7, "bands": []}, {"partner": "atlas", "part": 0.7, "bands": []}],
        "requirement": {"mandatory": {"juggling": 1, "french": 7}, "steps": [{"expires_s": 10, "agents": ["nobody"]}]},
        "admission": rules["admission"] | {"full": {"do": "queue"}},
        "hours": {"zone": "Mars/Base"},
    }
    answer = await stage.ask("marc", "PUT", "/api/queues/retours/rules", wrong)
    body = answer.json()
    assert (answer.status_code, body["code"]) == (422, "rules_faulty")
    assert {one["where"] for one in body["facts"]["faults"]} >= {
        "strategy",
        "target",
        "overflow.0.to",
        "overflow.1.to",
        "overflow.1.after_s",
        "shares",
        "shares.0.partner",
        "requirement.mandatory",
        "requirement.steps.0.agents",
        "admission.full.queue",
        "hours.zone",
    }
    assert await rules_of(stage) == rules
    for bad in (rules | {"target": "all"}, rules | {"id": "ventes"}, {"id": "retours"}, "rules"):
        assert await stage.refused("marc", "PUT", "/api/queues/retours/rules", bad) == (422, "invalid")
    answer = await stage.ask("marc", "PUT", "/api/queues/retours/rules", rules | {"calendar": "none"})
    assert answer.json()["code"] == "unknown_calendar"


async def test_a_queue_is_made_and_goes_without_breaking_what_leads_to_it(stage: Stage) -> None:
    made = await stage.done("marc", "PUT", "/api/queues/litiges/rules", {"id": "litiges", "name": "Litiges"})
    assert made["strategy"] == "least_loaded"
    rules = await rules_of(stage)
    onward = rules | {"overflow": [{"to": "litiges", "after_s": 60.0}]}
    await stage.done("marc", "PUT", "/api/queues/retours/rules", onward)
    assert await stage.refused("marc", "DELETE", "/api/queues/litiges") == (409, "queue_in_use")
    await stage.done("marc", "PUT", "/api/queues/retours/rules", rules)
    await stage.arrive("waits", "litiges")
    await stage.done("marc", "DELETE", "/api/queues/litiges")
    now = stage.routing.committed.rows.now[QueueId("litiges")]
    assert now.gone
    shown = {one["id"]: one["gone"] for one in await stage.done("ines", "GET", "/api/queues")}
    assert (shown["litiges"], shown["retours"]) == (True, False)
    assert await stage.refused("marc", "GET", "/api/queues/litiges/rules") == (409, "unknown_queue")
    levers = "/api/floor/queues/litiges/levers"
    assert await stage.refused("claire", "POST", levers, {"lever": "help", "value": "on"}) == (409, "unknown_queue")
    await stage.done("marc", "PUT", "/api/queues/litiges/rules", made)
    assert not stage.routing.committed.rows.now[QueueId("litiges")].gone


async def test_an_agent_who_may_no_longer_sign_in_is_gone(stage: Stage) -> None:
    people = stage.app.state.people
    tenant = stage.routing.tenant
    assert stage.routing.committed.agents[UserId("yassine")].profile.partner == "atlas"
    await people.disable(tenant, UserId("yassine"), "user:marc")
    assert stage.routing.committed.agents[UserId("yassine")].gone
    asked = {"agents": ["yassine"], "state": "ready"}
    assert (await stage.refused("claire", "POST", "/api/floor/agents/presence", asked))[1] == "unknown_agent"


async def test_texts_of_a_queue(stage: Stage) -> None:
    path = "/api/floor/queues/retours/texts"
    said = {"closed": {"fr": "Fermé.", "en": "Closed."}, "greeting": {"fr": "Bonjour", "en": "Hello"}}
    before = await stage.done("marc", "GET", path)
    assert await stage.done("marc", "PUT", path, said) == before | said
    told = await stage.done("ines", "GET", "/api/queues/retours/instructions")
    assert told["greeting"] == said["greeting"]
    await stage.done("claire", "PUT", path, {"emergency": {"fr": "Panne.", "en": "Down."}})
    assert (await stage.refused("claire", "PUT", path, said))[0] == 403
    assert "closed" not in await stage.done("marc", "PUT", path, {"closed": {"fr": "", "en": ""}})
    assert await stage.refused("marc", "PUT", path, {"poem": {"fr": "", "en": ""}}) == (422, "invalid")
    assert (await stage.refused("marc", "GET", path.replace("retours", "nowhere")))[1] == "unknown_queue"


async def test_public_holidays_by_territory(stage: Stage) -> None:
    codes = {one["code"] for one in await stage.done("ines", "GET", "/api/territories")}
    assert {"metropole", "alsace_moselle", "reunion"} <= codes
    days = await stage.done("ines", "GET", "/api/holidays?territory=alsace_moselle&year=2027")
    assert {"2027-12-26", "2027-07-14"} <= {one["on"] for one in days}
    assert (await stage.refused("ines", "GET", "/api/holidays?territory=mars&year=2027"))[1] == "unknown_territory"
    assert (await stage.refused("ines", "GET", "/api/holidays?territory=reunion&year=99999"))[1] == "invalid"


async def test_what_no_file_can_keep_is_refused_wherever_it_stands(stage: Stage) -> None:
    rules = await rules_of(stage)
    for wrong in (
        {"name": "half \ud800"},
        {"name": "over\nlines"},
        {"dispositions": [{"code": "a", "fr": "\ud800", "en": "x"}]},
        {"requirement": {"mandatory": {"\ud800": 3}, "steps": []}},
        {"care": {"\udfff": {"bonus_s": 1.0, "mandatory": {"\x00": 1}}}},
    ):
        sent = json.dumps(rules | wrong)
        assert await stage.sent("marc", "PUT", "/api/queues/retours/rules", sent) == (422, "invalid")
    hours = json.dumps({"id": "half", "name": "\ud800", "calendar": {"zone": "Europe/Paris"}})
    assert await stage.sent("marc", "PUT", "/api/calendars/half", hours) == (422, "invalid")
