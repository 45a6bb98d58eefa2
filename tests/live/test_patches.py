"""For every mutation: the rows a screen held, with the patches it was told, are a fresh snapshot."""

from __future__ import annotations

import pytest

from beffroi.kernel.ids import AgentId
from beffroi.live.screen import Screen
from beffroi.routing.commands import SetPresence
from tests.busy import Busy
from tests.live.stage import AGENT, Stage, topics_of, who


async def follow_everything(stage: Stage, claire: Screen, agents: dict[str, Screen]) -> None:
    """The supervisor follows what is new to follow; each agent follows their desk."""
    for key, agent in topics_of(stage).items():
        screen = agents[agent] if agent else claire
        name = "me" if agent else key
        if key not in screen.following:
            await stage.hub.follow(screen, name, None)


@pytest.mark.parametrize("seed", range(8))
async def test_rows_and_patches_are_a_fresh_snapshot_after_every_step(seed: int) -> None:
    stage = Stage(seed)
    claire = stage.screen(who("claire"))
    agents = {str(agent): stage.screen(who(agent, AGENT)) for agent in stage.committed.agents}
    for rows in stage.traffic.steps(120):
        await follow_everything(stage, claire, agents)
        stage.commit(rows)
        await stage.settle()
        for screen, client in stage.screens.items():
            for key, name in screen.following.items():
                assert client.rows(name) == await stage.fresh(key, name), (key, [row.event for row in rows])
                assert client.topics[name].state == "live"


@pytest.mark.parametrize("seed", range(4))
async def test_so_are_they_on_a_floor_that_is_steered(seed: int) -> None:
    stage = Stage(traffic=Busy(seed))
    claire = stage.screen(who("claire"))
    agents = {str(agent): stage.screen(who(agent, AGENT)) for agent in stage.committed.agents}
    for rows in stage.traffic.steps(120):
        await follow_everything(stage, claire, agents)
        stage.commit(rows)
        await stage.settle()
        for screen, client in stage.screens.items():
            for key, name in screen.following.items():
                assert client.rows(name) == await stage.fresh(key, name), (key, [row.event for row in rows])


async def test_what_changed_nothing_is_not_told() -> None:
    stage = Stage()
    claire = stage.screen(who("claire"))
    await stage.hub.follow(claire, "queue:sales", None)
    await stage.settle()
    seen = len(stage.screens[claire].seen)
    stage.hub.committed(stage.traffic.start[:1])
    await stage.settle()
    assert len(stage.screens[claire].seen) == seen


async def test_a_patch_holds_only_the_rows_that_changed() -> None:
    stage = Stage()
    claire = stage.screen(who("claire"))
    await stage.hub.follow(claire, "team:lille", None)
    stage.commit(stage.traffic.ask(stage.traffic.arrival("sales")))
    await stage.settle()
    patch = stage.screens[claire].seen[-1]
    assert patch["type"] == "patch"
    assert [row["status"] for row in patch["upsert"]] in ([], ["offered"])
    assert patch["remove"] == []


async def test_a_patch_is_encoded_once_for_all_who_follow() -> None:
    stage = Stage()
    screens = [stage.screen(who(f"claire{n}")) for n in range(3)]
    for screen in screens:
        await stage.hub.follow(screen, "queue:sales", None)
        await stage.drain(screen)
    stage.commit(stage.traffic.ask(stage.traffic.arrival("sales")))
    await stage.hub.read_missing()
    list(stage.hub.tick())
    await stage.hub.read_missing()
    frames = [await screen.outbox.take() for screen in screens]
    assert frames[0] is frames[1] is frames[2]


async def test_desks_are_told_at_once_and_queues_four_times_a_second() -> None:
    stage = Stage()
    agent = next(iter(stage.committed.agents))
    desk, claire = stage.screen(who(agent, AGENT)), stage.screen(who("claire"))
    await stage.hub.follow(desk, "me", None)
    await stage.hub.follow(claire, "queue:sales", None)
    await stage.settle()
    stage.commit(stage.traffic.ask(presence(stage, agent)))
    assert (desk.outbox.waiting, claire.outbox.waiting) == (1, 0)
    list(stage.hub.tick())
    assert claire.outbox.waiting == (1 if "sales" in stage.committed.agents[agent].profile.queues else 0)


def presence(stage: Stage, agent: AgentId) -> SetPresence:
    return SetPresence(id=stage.traffic.fresh(), agent=agent, state="not_ready", reason="pause")
