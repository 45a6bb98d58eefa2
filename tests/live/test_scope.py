"""Who may follow what: one's own desk, queues and teams in scope, conversations that are one's own work or in scope."""

from __future__ import annotations

import pytest

from beffroi.kernel.errors import Refused
from beffroi.kernel.ids import AgentId, InteractionId, QueueId
from beffroi.kernel.web.access import Principal
from beffroi.routing import commands as c
from tests.live.stage import AGENT, NOTHING, SUPERVISOR, Stage, who

NONE: frozenset[str] = frozenset()


async def refusal(stage: Stage, principal: Principal, name: str) -> str | None:
    """The code, or None when the topic may be followed."""
    try:
        await stage.hub.follow(stage.screen(principal), name, None)
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("principal", "topic", "code"),
    [
        (who("agent0", AGENT, queues=NONE, teams=NONE), "me", None),
        (who("claire", SUPERVISOR), "me", "topic_not_allowed"),
        (who("nobody", AGENT), "me", "topic_not_allowed"),
        (who("claire", SUPERVISOR), "queue:sales", None),
        (who("claire", SUPERVISOR, queues=frozenset({"sales"})), "queue:sales", None),
        (who("claire", SUPERVISOR, queues=frozenset({"sales"})), "queue:support", "topic_not_allowed"),
        (who("claire", SUPERVISOR), "queue:unknown", "topic_not_allowed"),
        (who("agent0", AGENT, queues=NONE), "queue:sales", "topic_not_allowed"),
        (who("claire", SUPERVISOR, teams=frozenset({"lille"})), "team:lille", None),
        (who("claire", SUPERVISOR, teams=frozenset({"lille"})), "team:nantes", "topic_not_allowed"),
        (who("claire", NOTHING), "team:lille", "topic_not_allowed"),
        (who("claire", SUPERVISOR), "interaction:unknown", "topic_not_allowed"),
        (who("claire", SUPERVISOR, queues=NONE), "interaction:unknown", "topic_not_allowed"),
        (who("claire", SUPERVISOR), "me:agent0", "unknown_topic"),
        (who("claire", SUPERVISOR), "queue:", "unknown_topic"),
        (who("claire", SUPERVISOR), "tenant:other", "unknown_topic"),
        (who("claire", SUPERVISOR), "queue:" + "x" * 65, "unknown_topic"),
        (who("claire", SUPERVISOR), "queue:sales\n", "unknown_topic"),
        (who("claire", SUPERVISOR), "", "unknown_topic"),
    ],
)
async def test_a_topic_is_followed_in_scope_only(principal: Principal, topic: str, code: str | None) -> None:
    assert await refusal(Stage(), principal, topic) == code


def in_contact(stage: Stage) -> tuple[InteractionId, AgentId]:
    """A customer, and the agent in contact with them."""
    stage.commit(stage.traffic.ask(stage.traffic.arrival("sales")))
    held = next(iter(stage.committed.assignments.values()))
    accept = c.Accept(id=stage.traffic.fresh(), assignment=held.id, agent=held.agent)
    stage.commit(stage.traffic.ask(accept))
    return held.interaction, held.agent


async def test_an_agent_reads_their_own_work_and_nobody_elses() -> None:
    stage = Stage()
    interaction, agent = in_contact(stage)
    mine, other = who(agent, AGENT, queues=NONE), next(a for a in stage.committed.agents if a != agent)
    assert await refusal(stage, mine, f"interaction:{interaction}") is None
    assert await refusal(stage, who(other, AGENT, queues=NONE), f"interaction:{interaction}") == "topic_not_allowed"


async def test_an_offer_alone_does_not_open_the_conversation() -> None:
    stage = Stage()
    stage.commit(stage.traffic.ask(stage.traffic.arrival("sales")))
    held = next(iter(stage.committed.assignments.values()))
    offered = who(held.agent, AGENT, queues=NONE)
    assert await refusal(stage, offered, f"interaction:{held.interaction}") == "topic_not_allowed"


async def test_an_agent_whose_work_is_done_is_shown_the_door() -> None:
    stage = Stage()
    interaction, agent = in_contact(stage)
    screen, claire = stage.screen(who(agent, AGENT, queues=NONE)), stage.screen(who("claire"))
    for one in (screen, claire):
        await stage.hub.follow(one, f"interaction:{interaction}", None)
    stage.commit(stage.traffic.ask(c.End(id=stage.traffic.fresh(), interaction=interaction, agent=agent)))
    held = next(iter(stage.committed.assignments.values()))
    done = c.Finish(id=stage.traffic.fresh(), assignment=held.id, agent=agent, disposition="done")
    stage.commit(stage.traffic.ask(done))
    await stage.settle()
    assert stage.screens[screen].topics[f"interaction:{interaction}"].code == "topic_not_allowed"
    assert stage.screens[claire].topics[f"interaction:{interaction}"].state == "live"
    assert not screen.following


async def test_a_conversation_that_leaves_the_scope_is_closed_at_once() -> None:
    stage = Stage()
    interaction, agent = in_contact(stage)
    atlas = stage.screen(who("samira", SUPERVISOR, queues=frozenset({"sales"})))
    await stage.hub.follow(atlas, f"interaction:{interaction}", None)
    transfer = c.Transfer(id=stage.traffic.fresh(), interaction=interaction, agent=agent, queue=QueueId("returns"))
    stage.commit(stage.traffic.ask(transfer))
    await stage.settle()
    assert stage.screens[atlas].topics[f"interaction:{interaction}"].code == "topic_not_allowed"
    assert not atlas.following


async def test_an_unknown_conversation_and_one_out_of_scope_are_refused_alike() -> None:
    stage = Stage()
    interaction, _ = in_contact(stage)
    away = who("claire", SUPERVISOR, queues=frozenset({"returns"}))
    codes = {await refusal(stage, away, f"interaction:{one}") for one in (interaction, "unknown")}
    assert codes == {"topic_not_allowed"}
