"""A supervisor steers a bad hour; what she did is listed in words, and undone exactly."""

import pytest
from sqlalchemy import text

from beffroi.customers import store as customers
from beffroi.kernel.errors import TryAgain
from beffroi.kernel.ids import AgentId, InteractionId, QueueId
from beffroi.routing.floor.acts import Acts
from tests.floor.conftest import Stage

LEVERS = "/api/floor/queues/support_fr/levers"


def lever(stage: Stage, name: str, queue: str = "support_fr") -> tuple[object, float | None] | None:
    row = stage.routing.committed.rows.now.get(QueueId(queue))
    held = row.levers.get(name) if row else None
    return (held.value, held.until) if held else None


def presence(stage: Stage, agent: str) -> tuple[str, str | None] | None:
    row = stage.routing.committed.agents[AgentId(agent)].presence.get("chat")
    return (row.state, row.reason) if row else None


async def undo(stage: Stage, act: str, name: str = "claire") -> None:
    await stage.done(name, "POST", f"/api/floor/acts/{act}/undo", {})


async def test_a_lever_and_its_undo_restore_what_was_set_before(stage: Stage) -> None:
    soon = stage.routing.now() + 3600
    first = await stage.done("claire", "POST", LEVERS, {"lever": "help", "value": "on", "until": soon})
    second = await stage.done("claire", "POST", LEVERS, {"lever": "help", "value": "off", "why": "Trop de retours"})
    assert lever(stage, "help") == ("off", None)
    acts = await stage.done("claire", "GET", "/api/floor/acts")
    assert [(one["id"], one["may_undo"]) for one in acts] == [(second["act"], True), (first["act"], False)]
    assert acts[0]["by"] == {"id": "claire", "name": "Claire Vasseur"}
    assert acts[0]["target"] == {"kind": "queue", "id": "support_fr", "name": "Support français"}
    assert acts[0]["words"] == {"fr": "entraide coupée", "en": "mutual help off"}
    assert acts[0]["why"] == "Trop de retours"
    assert acts[1]["words"]["fr"].startswith("entraide ouverte jusqu’")
    assert await stage.refused("claire", "POST", f"/api/floor/acts/{first['act']}/undo", {}) == (409, "act_overtaken")
    await undo(stage, second["act"])
    assert lever(stage, "help") == ("on", soon)
    await undo(stage, first["act"])
    assert lever(stage, "help") is None
    await undo(stage, first["act"])  # said twice, done once
    assert await stage.refused("marc", "POST", f"/api/floor/acts/{first['act']}/undo", {}) == (409, "act_overtaken")


async def test_the_same_key_is_one_act(stage: Stage) -> None:
    asked = {"lever": "priority", "value": 120.0}
    answers = [await stage.done("claire", "POST", LEVERS, asked, key="once") for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(await stage.done("claire", "GET", "/api/floor/acts")) == 1


async def test_a_lever_refused_is_no_act(stage: Stage) -> None:
    now = stage.routing.now()
    for body, refusal in (
        ({"lever": "opening", "value": "ajar"}, "unknown_lever"),
        ({"lever": "overflow", "value": "support_fr"}, "unknown_lever"),
        ({"lever": "overflow", "value": "nowhere"}, "unknown_queue"),
        ({"lever": "help", "value": "on", "until": now - 1}, "until_is_past"),
        ({"lever": "help", "value": "on", "until": now + 8 * 86_400}, "until_is_far"),
        ({"lever": "warp", "value": "on"}, "invalid"),
        ({"lever": "priority", "value": 1e9}, "invalid"),
    ):
        status, code = await stage.refused("claire", "POST", LEVERS, body)
        assert (code, status in {409, 422}) == (refusal, True)
    assert await stage.refused(
        "claire", "POST", LEVERS.replace("support_fr", "nowhere"), {"lever": "help", "value": None}
    ) == (
        409,
        "unknown_queue",
    )
    assert await stage.done("claire", "GET", "/api/floor/acts") == []


async def test_an_emergency_closes_all_queues_with_its_text_and_opens_them_again(stage: Stage) -> None:
    said = {"fr": "Panne générale.", "en": "General failure."}
    done = await stage.done("claire", "POST", "/api/floor/emergency", {"on": True, "text": said})
    queues = {one["target"] for one in done["acts"]}
    assert queues == set(stage.routing.committed.queues)
    assert all(one["refused"] is None for one in done["acts"])
    assert lever(stage, "emergency", "ventes") == ("on", None)
    texts = await stage.done("claire", "GET", "/api/floor/queues/ventes/texts")
    assert texts["emergency"] == said
    of_ventes = next(one["act"] for one in done["acts"] if one["target"] == "ventes")
    await undo(stage, of_ventes)
    assert lever(stage, "emergency", "ventes") is None
    assert "emergency" not in await stage.done("claire", "GET", "/api/floor/queues/ventes/texts")
    over = await stage.done("claire", "POST", "/api/floor/emergency", {"on": False})
    assert {one["target"] for one in over["acts"]} == queues - {"ventes"}


async def test_six_agents_move_until_four_and_come_back(stage: Stage) -> None:
    until = stage.routing.now() + 3600
    before = {name: dict(stage.routing.committed.agents[AgentId(name)].profile.queues) for name in ("ines", "hugo")}
    asked = {"agents": ["ines", "hugo"], "queues": {"retours": {"priority": 1}}, "until": until}
    done = await stage.done("claire", "POST", "/api/floor/agents/reassign", asked)
    agents = stage.routing.committed.agents
    assert set(agents[AgentId("ines")].profile.queues) == {"retours"}
    one = await stage.done("claire", "POST", f"/api/floor/changes/{done['change']}/return", {"agents": ["hugo"]})
    assert agents[AgentId("hugo")].profile.queues == before["hugo"]
    await undo(stage, one["act"])
    assert set(agents[AgentId("hugo")].profile.queues) == {"retours"}
    assert agents[AgentId("hugo")].changes[0].until == until
    acts = await stage.done("claire", "GET", "/api/floor/acts")
    assert acts[1]["target"]["name"] == "Inès Moreau, Hugo Lefèvre"
    assert acts[1]["words"]["fr"].startswith("files d’attente : Retours jusqu’")
    await undo(stage, done["act"])
    assert {name: agents[AgentId(name)].profile.queues for name in before} == before
    assert not agents[AgentId("ines")].changes
    assert await stage.refused("claire", "POST", f"/api/floor/changes/{done['change']}/return", {}) == (
        409,
        "change_over",
    )


async def test_reassigning_is_refused_in_words(stage: Stage) -> None:
    path = "/api/floor/agents/reassign"
    for body, code in (
        ({"agents": ["ines"]}, "nothing_to_change"),
        ({"agents": ["nobody"], "skills": {"sales": 3}}, "unknown_agent"),
        ({"agents": ["ines"], "skills": {"juggling": 3}}, "unknown_skill"),
        ({"agents": ["ines"], "skills": {"sales": 6}}, "invalid"),
        ({"agents": ["ines"], "queues": {"nowhere": {}}}, "unknown_queue"),
        ({"agents": [], "queues": {}}, "invalid"),
    ):
        assert (await stage.refused("claire", "POST", path, body))[1] == code


async def test_presence_of_several_and_its_undo(stage: Stage) -> None:
    await stage.ready("ines")
    asked = {"agents": ["ines", "hugo"], "state": "not_ready", "reason": "meeting"}
    done = await stage.done("claire", "POST", "/api/floor/agents/presence", asked)
    assert presence(stage, "ines") == ("not_ready", "meeting")
    await undo(stage, done["acts"][0]["act"])
    assert presence(stage, "ines") == ("ready", None)
    await undo(stage, done["acts"][1]["act"])
    assert presence(stage, "hugo") == ("logged_out", None)
    for body, code in (
        ({"agents": ["ines"], "state": "not_ready"}, "reason_missing"),
        ({"agents": ["ines"], "state": "not_ready", "reason": "nap"}, "unknown_reason"),
    ):
        assert (await stage.refused("claire", "POST", "/api/floor/agents/presence", body))[1] == code


async def test_what_the_agent_said_since_is_not_undone(stage: Stage) -> None:
    await stage.ready("ines")
    asked = {"agents": ["ines"], "state": "not_ready", "reason": "meeting"}
    done = await stage.done("claire", "POST", "/api/floor/agents/presence", asked)
    await stage.ready("ines")
    path = f"/api/floor/acts/{done['acts'][0]['act']}/undo"
    assert await stage.refused("claire", "POST", path, {}) == (409, "act_overtaken")


async def test_a_waiting_contact_is_moved_and_back_without_losing_its_place(stage: Stage) -> None:
    work = await stage.arrive("one")
    began = (work.entered_at, work.rank, work.order)
    done = await stage.done("claire", "POST", "/api/floor/interactions/one/move", {"queue": "retours"})
    works = stage.routing.committed.works
    moved = works[InteractionId("one")]
    assert (moved.queue, moved.entered_at) == ("retours", began[0])
    await undo(stage, done["act"])
    back = works[InteractionId("one")]
    assert (back.queue, (back.entered_at, back.rank, back.order)) == ("support_fr", began)
    assert (await stage.refused("claire", "POST", "/api/floor/interactions/none/move", {"queue": "retours"}))[1] == (
        "interaction_over"
    )
    assert (await stage.refused("claire", "POST", "/api/floor/interactions/one/move", {}))[1] == "transfer_nowhere"


async def test_a_waiting_contact_comes_first_and_then_as_before(stage: Stage) -> None:
    work = await stage.arrive("one")
    rank = work.rank
    done = await stage.done("claire", "POST", "/api/floor/interactions/one/priority", {"bonus_s": 600.0})
    assert stage.routing.committed.works[InteractionId("one")].rank == rank - 600.0
    acts = await stage.done("claire", "GET", "/api/floor/acts")
    assert acts[0]["words"]["fr"].startswith("priorité : comme arrivé 10 min")
    await undo(stage, done["act"])
    assert stage.routing.committed.works[InteractionId("one")].rank == rank


async def test_a_raised_hand_is_answered_once(stage: Stage) -> None:
    await stage.ready("ines")
    hand = {"request": "hand-0001", "text": "Un client menace."}
    await stage.done("ines", "POST", "/api/hands", hand)
    assert (await stage.refused("claire", "POST", "/api/floor/hands/hand-0001/answer", {"how": "message"}))[1] == (
        "answer_empty"
    )
    answer = {"how": "message", "text": "J’arrive."}
    await stage.done("claire", "POST", "/api/floor/hands/hand-0001/answer", answer)
    assert not stage.routing.committed.rows.hands
    assert (await stage.refused("claire", "POST", "/api/floor/hands/hand-0001/answer", answer))[1] == "hand_gone"


async def test_every_change_is_in_the_audit_by_codes_alone(stage: Stage) -> None:
    done = await stage.done("claire", "POST", LEVERS, {"lever": "callback", "value": "on", "why": "Monsieur Dupont"})
    await undo(stage, done["act"])
    rows = await stage.app.state.records.read(
        lambda conn: conn.execute(text("SELECT action, object_id, facts FROM audit WHERE action LIKE 'floor%'")).all()
    )
    assert [(row.action, row.object_id) for row in rows] == [
        ("floor.lever", "support_fr"),
        ("floor.undone", "support_fr"),
    ]
    assert "Dupont" not in str(rows)


async def test_a_contact_kept_for_one_agent_waits_for_all_again(stage: Stage) -> None:
    await stage.ready("karim")
    await stage.done(
        "claire", "POST", "/api/floor/agents/presence", {"agents": ["karim"], "state": "not_ready", "reason": "meal"}
    )
    await stage.arrive("one")
    done = await stage.done("claire", "POST", "/api/floor/interactions/one/move", {"agent": "karim"})
    assert stage.routing.committed.works[InteractionId("one")].named == ("karim",)
    await undo(stage, done["act"])
    assert stage.routing.committed.works[InteractionId("one")].named == ()


async def test_a_supervisor_takes_a_contact_over(stage: Stage) -> None:
    await stage.ready("karim")
    await stage.arrive("one")
    state = stage.routing.committed
    assignment = state.works[InteractionId("one")].assignment
    assert assignment is not None
    await stage.done("karim", "POST", f"/api/offers/{assignment}/accept")
    hand = {"request": "hand-0001", "interaction": "one", "text": "Au secours"}
    await stage.done("karim", "POST", "/api/hands", hand)
    done = await stage.done("claire", "POST", "/api/floor/interactions/one/take-over", {})
    held = state.works[InteractionId("one")].assignment
    assert held is not None
    assert state.assignments[held].agent == "claire"
    assert not state.rows.hands
    acts = await stage.done("claire", "GET", "/api/floor/acts")
    assert acts[0]["words"]["fr"] == "contact repris à Karim Benali"
    assert not acts[0]["may_undo"]
    assert await stage.refused("claire", "POST", f"/api/floor/acts/{done['act']}/undo", {}) == (409, "act_not_undoable")
    assert (await stage.refused("samira", "POST", "/api/floor/interactions/one/take-over", {}))[0] == 403


async def test_a_pause_waits_for_a_supervisors_word(stage: Stage) -> None:
    nap = {"fr": "Sieste", "en": "Nap", "approval": True}
    await stage.done("marc", "PUT", "/api/presence-reasons/nap", nap)
    await stage.ready("ines")
    await stage.done("ines", "POST", "/api/presence", {"state": "not_ready", "reason": "nap"})
    assert presence(stage, "ines") == ("ready", None)
    await stage.done("claire", "POST", "/api/floor/pauses/ines", {"granted": True})
    assert presence(stage, "ines") == ("not_ready", "nap")
    assert await stage.refused("claire", "POST", "/api/floor/pauses/ines", {"granted": True}) == (409, "no_pause_asked")


async def test_a_crash_between_the_writing_and_the_asking_is_mended_by_the_same_key(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unsaid(*_: object) -> int:
        raise TryAgain

    asked = {"lever": "help", "value": "on"}
    with monkeypatch.context() as broken:
        broken.setattr(Acts, "_ask", unsaid)
        assert (await stage.ask("claire", "POST", LEVERS, asked, key="k")).status_code == 503
    (act,) = await stage.done("claire", "GET", "/api/floor/acts")
    assert not act["may_undo"]
    done = await stage.done("claire", "POST", LEVERS, asked, key="k")
    assert done["act"] == act["id"]
    assert lever(stage, "help") == ("on", None)
    await undo(stage, done["act"])


async def test_an_act_on_a_contact_names_its_customer(stage: Stage) -> None:
    work = await stage.arrive("one")
    records, ledger = stage.app.state.records, stage.app.state.ledger
    await stage.done("claire", "POST", "/api/floor/interactions/one/priority", {"bonus_s": 60})
    assert await ledger.reach(stage.routing.committed_seq, within_s=5.0)
    assert (await stage.done("claire", "GET", "/api/floor/acts"))[0]["target"]["name"] == "one"
    known = {
        "tenant_id": stage.routing.tenant,
        "id": work.customer,
        "name": "Marie Dubois",
        "created_at": 0.0,
        "care": "",
    }
    await records.write(lambda conn: conn.execute(customers.customers.insert().values(known | {"care": ""})))
    assert (await stage.done("claire", "GET", "/api/floor/acts"))[0]["target"]["name"] == "Marie Dubois"
