"""An agent's day: pauses by rotation, other queues for a while, help, outcomes chosen late."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.kernel.ids import AgentId, InteractionId, QueueId
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing import floor_events as f
from beffroi.routing.model import Configuration, Membership, WrapUp
from beffroi.routing.rules import FloorRules, PresenceReason
from tests.routing.stories import START, Shard, agent, queue

RETURNS = QueueId("returns")


def floor(shard: Shard, *reasons: PresenceReason) -> None:
    shard.news += 1
    content = Configuration(floor=FloorRules(presence_reasons=reasons))
    shard.ask(c.Configure(id=f"n{shard.news}", news_seq=shard.news, content=content))


def reason_of(shard: Shard, who: str) -> str | None:
    said = shard.state.agents[AgentId(who)].presence["chat"]
    return said.reason if said.state == "not_ready" else None


# Pauses


def test_a_pause_begins_at_once_while_there_is_a_place(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"))
    floor(shard, PresenceReason("pause", quota=1))
    shard.away("ines")
    assert reason_of(shard, "ines") == "pause"


def test_who_finds_no_place_stays_ready_and_gets_the_next_one_in_the_order_of_asking(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"), agent("zoe"))
    floor(shard, PresenceReason("pause", quota=1))
    shard.away("ines")
    shard.at(5).away("zoe")
    shard.at(6).away("hugo")
    assert shard.state.agents[AgentId("zoe")].wish is not None
    assert reason_of(shard, "zoe") is None
    shard.at(60).ready("ines")
    assert reason_of(shard, "zoe") == "pause"
    assert reason_of(shard, "hugo") is None
    shard.at(90).away("zoe", state="logged_out")
    assert reason_of(shard, "hugo") == "pause"


def test_a_place_granted_in_contact_is_taken_after_it(shard: Shard) -> None:
    shard.given(queue(wrap_up=WrapUp(mode="none")), agent("ines"), agent("hugo"))
    floor(shard, PresenceReason("pause", quota=1))
    shard.away("hugo")
    shard.at(1).arrives("marie")
    shard.accepts("ines")
    shard.away("ines")
    shard.at(10).ready("hugo")
    assert isinstance(shard.last(e.NextPresenceAsked), e.NextPresenceAsked)
    assert reason_of(shard, "ines") is None
    shard.at(20).ends("ines", "marie")
    assert reason_of(shard, "ines") == "pause"


def test_the_quota_is_each_teams_own(shard: Shard) -> None:
    other = agent("omar")
    other = type(other)(other.id, type(other.team)("rabat"), {}, other.queues, other.capacity)
    shard.given(queue(), agent("ines"), other)
    floor(shard, PresenceReason("pause", quota=1))
    shard.away("ines")
    shard.away("omar")
    assert (reason_of(shard, "ines"), reason_of(shard, "omar")) == ("pause", "pause")


def test_a_pause_that_needs_approval_waits_for_the_supervisor(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    floor(shard, PresenceReason("training", approval=True))
    shard.away("ines", "training")
    assert shard.last(f.PauseAsked).approval
    shard.do(c.GrantPause, by="user:claire", agent=AgentId("ines"), granted=False)
    assert shard.last(f.PauseDropped).why == "refused"
    assert reason_of(shard, "ines") is None
    shard.away("ines", "training")
    shard.do(c.GrantPause, by="user:claire", agent=AgentId("ines"))
    assert shard.last(f.PauseGranted).by == "user:claire"
    assert reason_of(shard, "ines") == "training"


def test_a_supervisors_word_needs_no_place(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"))
    floor(shard, PresenceReason("pause", quota=1))
    shard.away("ines")
    shard.do(c.SetPresence, agent=AgentId("hugo"), state="not_ready", reason="pause", force=True)
    assert reason_of(shard, "hugo") == "pause"


def test_who_says_they_are_ready_no_longer_waits(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"))
    floor(shard, PresenceReason("pause", quota=1))
    shard.away("ines")
    shard.away("hugo")
    shard.ready("hugo")
    assert shard.last(f.PauseDropped).why == "ready"
    assert shard.refused(shard.do, c.DropPause, agent=AgentId("hugo")) == "no_pause_asked"


def test_more_places_let_those_who_wait_go(shard: Shard) -> None:
    shard.given(queue(), agent("ines"), agent("hugo"))
    floor(shard, PresenceReason("pause", quota=1))
    shard.away("ines")
    shard.away("hugo")
    floor(shard, PresenceReason("pause", quota=2))
    assert reason_of(shard, "hugo") == "pause"


def test_staying_too_long_is_told_once(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    floor(shard, PresenceReason("pause", longest_s=900.0))
    shard.at(10).away("ines")
    shard.at(2_000)
    told = [event for event in shard.events if isinstance(event, f.PresenceOverstayed)]
    assert [(one.at, one.reason) for one in told] == [(START + 910.0, "pause")]
    shard.ready("ines")
    shard.at(2_100).away("ines")
    shard.at(2_200).ready("ines")
    shard.at(4_000)
    assert len([event for event in shard.events if isinstance(event, f.PresenceOverstayed)]) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(("pause", "ready", "gone", "drop"))), max_size=40))
def test_a_quota_is_never_exceeded_and_no_place_stays_empty_while_someone_waits(acts: list[tuple[int, str]]) -> None:
    shard = Shard().given(queue(), *(agent(f"a{n}") for n in range(6)))
    floor(shard, PresenceReason("pause", quota=2))
    for n, (who, act) in enumerate(acts):
        shard.at(n + 1.0)
        name = f"a{who}"
        if act == "drop":
            if shard.state.agents[AgentId(name)].wish is not None:
                shard.do(c.DropPause, agent=AgentId(name))
        elif act == "pause":
            shard.away(name)
        else:
            shard.away(name, state="logged_out") if act == "gone" else shard.ready(name)
        taken = sum(reason_of(shard, f"a{one}") == "pause" for one in range(6))
        wishes = sum(row.wish is not None for row in shard.state.agents.values())
        assert taken <= 2
        assert not wishes or taken == 2


# Other queues for a while


def move(shard: Shard, *who: str, until: float | None = None, change: str = "k1", **fields: Any) -> None:
    queues = {QueueId(one): Membership() for one in fields.pop("queues", ())} or None
    shard.do(
        c.ReassignAgents,
        by="user:claire",
        change=change,
        agents=tuple(AgentId(one) for one in who),
        queues=queues,
        skills=fields.get("skills"),
        until=None if until is None else START + until,
    )


def test_agents_moved_to_another_queue_take_what_waits_there_and_come_back_on_time(shard: Shard) -> None:
    shard.given(queue(), queue(RETURNS), agent("ines"))
    shard.at(1).arrives("marie", RETURNS)
    assert shard.offered_to("marie") is None
    move(shard, "ines", queues=(RETURNS,), until=600)
    assert shard.offered_to("marie") == "ines"
    shard.accepts("ines")
    shard.at(20).ends("ines", "marie")
    shard.finishes("ines")
    shard.at(30).arrives("karim")
    assert shard.offered_to("karim") is None
    shard.at(600)
    assert shard.offered_to("karim") == "ines"
    assert shard.last(f.AgentsReturned).due_at == START + 600
    assert shard.state.agents[AgentId("ines")].changes == []


def test_a_skill_lent_for_a_while_opens_what_needs_it(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    shard.at(1).arrives("mary", mandatory={"english": 3})
    move(shard, "ines", skills={"english": 3}, until=60)
    assert shard.offered_to("mary") == "ines"


def test_changes_lie_over_each_other_and_over_a_new_configuration(shard: Shard) -> None:
    shard.given(queue(), queue(RETURNS), agent("ines", french=5))
    move(shard, "ines", change="k1", queues=(RETURNS,), until=600)
    move(shard, "ines", change="k2", skills={"french": 0, "sales": 2}, until=300)
    shard.given(agent("ines", french=4, english=1))
    row = shard.state.agents[AgentId("ines")]
    assert set(row.profile.queues) == {RETURNS}
    assert row.profile.skills == {"english": 1, "sales": 2}
    shard.at(300)
    assert row.profile.skills == {"french": 4, "english": 1}
    shard.do(c.ReturnAgents, change="k1", agents=None)
    assert set(row.profile.queues) == {"support"}
    assert shard.refused(shard.do, c.ReturnAgents, change="k1", agents=None) == "change_over"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"queues": ("nowhere",)}, "unknown_queue"),
        ({"skills": {"english": 9}}, "no_such_level"),
        ({}, "nothing_to_change"),
        ({"queues": ("support",), "until": -5}, "until_is_past"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(shard: Shard, fields: dict[str, Any], code: str) -> None:
    shard.given(queue(), agent("ines"))
    assert shard.refused(move, shard, "ines", **fields) == code
    assert shard.refused(move, shard, "nobody", queues=("support",)) == "unknown_agent"


def test_a_restart_forgets_no_return_time_and_no_pause(shard: Shard) -> None:
    shard.given(queue(), queue(RETURNS), agent("ines"), agent("hugo"))
    floor(shard, PresenceReason("pause", longest_s=900.0, quota=1))
    move(shard, "ines", queues=(RETURNS,), until=600)
    shard.away("hugo")
    shard.core.load()
    shard.at(1_000)
    assert set(shard.state.agents[AgentId("ines")].profile.queues) == {"support"}
    assert isinstance(shard.last(f.PresenceOverstayed), f.PresenceOverstayed)


# Gone


def test_who_is_no_longer_an_agent_finishes_what_they_have_and_leaves(shard: Shard) -> None:
    shard.given(queue(wrap_up=WrapUp(mode="none")), agent("ines", capacity=2), agent("hugo"))
    shard.at(1).arrives("marie")
    shard.accepts("ines")
    shard.arrives("karim")
    shard.news += 1
    gone = Configuration(agents_gone=(AgentId("ines"),))
    shard.ask(c.Configure(id="gone", news_seq=shard.news, content=gone))
    assert shard.held("ines", "active").interaction == "marie"
    shard.at(30).ends("ines", "marie")
    assert shard.state.agents[AgentId("ines")].presence["chat"].state == "logged_out"


# Help


def test_a_raised_hand_stays_up_until_it_is_answered(shard: Shard) -> None:
    shard.given(queue(), agent("ines"))
    shard.do(c.RaiseHand, request="r1", agent=AgentId("ines"), interaction=InteractionId("marie"))
    assert shard.state.rows.hands["r1"].agent == "ines"
    assert shard.refused(shard.do, c.RaiseHand, request="r2", agent=AgentId("ines")) == "hand_already_up"
    assert shard.refused(shard.do, c.LowerHand, request="r1", how="somehow") == "unknown_answer"
    shard.do(c.LowerHand, by="user:claire", request="r1", how="message")
    assert (shard.last(f.HandLowered).by, shard.last(f.HandLowered).agent) == ("user:claire", "ines")
    assert shard.refused(shard.do, c.LowerHand, request="r1", how="message") == "hand_gone"


def supervised() -> Shard:
    return Shard().given(queue(wrap_up=WrapUp(mode="none")), agent("ines"), agent("claire", queues=()))


def test_a_supervisor_takes_a_contact_out_of_an_agents_hands() -> None:
    shard = supervised()
    shard.at(1).arrives("marie")
    shard.accepts("ines")
    shard.at(60).arrives("karim")
    shard.do(c.TakeOver, interaction=InteractionId("marie"), agent=AgentId("claire"))
    assert shard.held("claire", "active").interaction == "marie"
    assert shard.offered_to("karim") == "ines"
    assert shard.last(e.TakenOver).agent == "ines"
    closed = shard.last(e.AssignmentClosed)
    assert (closed.how, closed.talk_s) == ("taken_over", 59.0)


def test_a_supervisor_takes_what_waits_or_still_rings() -> None:
    shard = supervised()
    shard.at(1).arrives("marie")
    shard.do(c.TakeOver, interaction=InteractionId("marie"), agent=AgentId("claire"))
    assert shard.held("claire", "active").interaction == "marie"
    assert shard.refused(shard.do, c.TakeOver, interaction=InteractionId("marie"), agent=AgentId("claire")) == (
        "same_agent"
    )
    shard.arrives("karim")
    shard.arrives("lena")
    code = shard.refused(shard.do, c.TakeOver, interaction=InteractionId("lena"), agent=AgentId("claire"))
    assert code == "no_desk_for_it"


# Outcomes chosen late


def test_work_that_closed_without_an_outcome_waits_for_it(shard: Shard) -> None:
    shard.given(queue(wrap_up=WrapUp(limit_s=30.0)), agent("ines"))
    shard.at(1).arrives("marie")
    shard.accepts("ines")
    held = shard.held("ines", "active").id
    shard.at(10).ends("ines", "marie")
    shard.at(60)
    assert list(shard.state.rows.unqualified) == [held]
    assert shard.refused(shard.do, c.Qualify, assignment=held, agent=AgentId("hugo"), disposition="solved") == (
        "not_yours"
    )
    assert shard.refused(shard.do, c.Qualify, assignment=held, agent=AgentId("ines"), disposition="x") == (
        "unknown_disposition"
    )
    shard.do(c.Qualify, assignment=held, agent=AgentId("ines"), disposition="solved")
    assert shard.state.rows.unqualified == {}
    assert shard.refused(shard.do, c.Qualify, assignment=held, agent=AgentId("ines"), disposition="solved") == (
        "not_unqualified"
    )
