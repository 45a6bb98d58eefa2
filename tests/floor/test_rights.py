"""Nobody steers what is not theirs: each role against each object of the floor."""

import pytest

from tests.floor.conftest import Stage

ACTS = {
    "lever": ("POST", "/api/floor/queues/{queue}/levers", {"lever": "help", "value": "on"}),
    "emergency": ("POST", "/api/floor/emergency", {"queues": ["{queue}"], "on": True}),
    "reassign": ("POST", "/api/floor/agents/reassign", {"agents": ["{agent}"], "queues": {"{queue}": {}}}),
    "presence": ("POST", "/api/floor/agents/presence", {"agents": ["{agent}"], "state": "logged_out"}),
    "pause": ("POST", "/api/floor/pauses/{agent}", {"granted": True}),
    "rules": ("GET", "/api/queues/{queue}/rules", None),
    "texts": ("PUT", "/api/floor/queues/{queue}/texts", {"closed": {"fr": "Fermé", "en": "Closed"}}),
    "emergency_text": ("PUT", "/api/floor/queues/{queue}/texts", {"emergency": {"fr": "Panne", "en": "Down"}}),
    "reason": ("PUT", "/api/reasons/a", {"fr": "A", "en": "A"}),
    "briefing": ("POST", "/api/briefings", {"teams": ["{team}"], "text": "Bonjour"}),
    "move": ("POST", "/api/floor/interactions/{work}/move", {"queue": "{queue}"}),
    "priority": ("POST", "/api/floor/interactions/{work}/priority", {"bonus_s": 1}),
}
OWN = {"agent": "yassine", "queue": "support_en", "team": "rabat", "work": "theirs"}
OTHERS = {"agent": "ines", "queue": "ventes", "team": "lille", "work": "not-theirs"}
MAY = {
    "claire": set(ACTS) - {"texts", "reason"},
    "marc": set(ACTS),
    "samira": {"reassign", "presence", "pause", "briefing"},
    "ines": set(),
}


def _filled(body: object, names: dict[str, str]) -> object:
    if isinstance(body, str):
        return body.format(**names) if "{" in body else body
    if isinstance(body, list):
        return [_filled(one, names) for one in body]
    if isinstance(body, dict):
        return {_filled(key, names): _filled(one, names) for key, one in body.items()}
    return body


@pytest.mark.parametrize("person", MAY)
async def test_only_what_the_role_may_and_only_in_scope(stage: Stage, person: str) -> None:
    await stage.arrive("theirs", "support_fr")
    await stage.arrive("not-theirs", "ventes")
    for names in (OWN, OTHERS):
        for act, (method, path, body) in ACTS.items():
            answer = await stage.ask(person, method, path.format(**names), _filled(body, names))
            inside = person in {"claire", "marc"} or names is OWN
            allowed = act in MAY[person] and inside
            assert (answer.status_code != 403) == allowed, (person, act, names, answer.text)
    if person == "samira":
        acts = await stage.done("samira", "GET", "/api/floor/acts")
        assert acts
        assert {one["target"]["id"] for one in acts if one["kind"] != "reassign"} == {"yassine"}


async def test_a_partner_sees_and_undoes_only_acts_within_reach(stage: Stage) -> None:
    await stage.ready("yassine", "ines")
    asked = {"agents": ["yassine", "ines"], "state": "not_ready", "reason": "meeting"}
    done = {
        one["target"]: one["act"]
        for one in (await stage.done("claire", "POST", "/api/floor/agents/presence", asked))["acts"]
    }
    mixed = {"agents": ["yassine", "ines"], "queues": {"retours": {}}}
    change = await stage.done("claire", "POST", "/api/floor/agents/reassign", mixed)
    seen = await stage.done("samira", "GET", "/api/floor/acts")
    assert [one["id"] for one in seen] == [done["yassine"]]
    await stage.done("samira", "POST", f"/api/floor/acts/{done['yassine']}/undo", {})
    for hidden in (done["ines"], change["act"], "none"):
        assert await stage.refused("samira", "POST", f"/api/floor/acts/{hidden}/undo", {}) == (404, "unknown_act")
    assert (await stage.refused("samira", "POST", f"/api/floor/changes/{change['change']}/return", {}))[0] == 403
    await stage.done("samira", "POST", f"/api/floor/changes/{change['change']}/return", {"agents": ["yassine"]})


async def test_a_partner_ends_a_change_to_a_queue_not_theirs_and_cannot_begin_it_again(stage: Stage) -> None:
    asked = {"agents": ["yassine"], "queues": {"ventes": {}}}
    change = (await stage.done("claire", "POST", "/api/floor/agents/reassign", asked))["change"]
    done = await stage.done("samira", "POST", f"/api/floor/changes/{change}/return", {})
    (act,) = await stage.done("samira", "GET", "/api/floor/acts")
    assert (act["id"], act["may_undo"]) == (done["act"], False)
    assert (await stage.refused("samira", "POST", f"/api/floor/acts/{act['id']}/undo", {}))[0] == 403
    await stage.done("claire", "POST", f"/api/floor/acts/{act['id']}/undo", {})


async def test_a_partners_supervisor_whispers_to_their_own_agents_alone(stage: Stage) -> None:
    for agent, interaction, status in (("ines", "of-the-house", 404), ("omar", "of-atlas", 200)):
        await stage.ready(agent)
        work = await stage.arrive(interaction, "support_fr")
        assert work.assignment is not None
        assert stage.routing.committed.assignments[work.assignment].agent == agent
        said = {"text": "Courage", "client_id": "w1"}
        answer = await stage.ask("samira", "POST", f"/api/floor/interactions/{interaction}/whisper", said)
        assert answer.status_code == status
