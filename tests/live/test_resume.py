"""A screen that was away comes back: it misses nothing and gets nothing twice, however long it was away."""

from __future__ import annotations

import pytest

from beffroi.live.hub import LINGER_S
from beffroi.live.screen import Screen
from beffroi.live.topic import RING_S
from tests.live.client import Client
from tests.live.stage import AGENT, Stage, who

TOPICS = ("queue:sales", "team:lille")


async def cut_and_back(stage: Stage, screen: Screen, away_s: float, steps: int) -> Screen:
    """The socket is cut; things happen; the same screen connects again and asks for what it missed."""
    client = stage.screens.pop(screen)
    names = list(screen.following.values())
    stage.hub.leave(screen)
    for rows in stage.traffic.steps(steps):
        stage.commit(rows)
        await stage.settle()
    stage.traffic.now += away_s
    stage.clock.at += away_s
    await stage.settle()
    back = stage.screen(screen.principal, client)
    for name in names:
        await stage.hub.follow(back, name, client.topics[name].n)
    await stage.settle()
    return back


@pytest.mark.parametrize("away_s", [0.0, 5.0, 60.0, 900.0])
async def test_a_screen_cut_off_holds_a_fresh_snapshot_when_it_is_back(away_s: float) -> None:
    stage = Stage(seed=4)
    agent = next(iter(stage.committed.agents))
    desk, claire = stage.screen(who(agent, AGENT)), stage.screen(who("claire"))
    await stage.hub.follow(desk, "me", None)
    for name in TOPICS:
        await stage.hub.follow(claire, name, None)
    await stage.settle()
    for cut in range(6):
        desk = await cut_and_back(stage, desk, 0.0, cut * 5)
        claire = await cut_and_back(stage, claire, away_s if cut == 3 else 0.0, cut * 5)
        assert stage.screens[desk].rows("me") == await stage.fresh(f"me:{agent}", "me")
        for name in TOPICS:
            assert stage.screens[claire].rows(name) == await stage.fresh(name)
            assert stage.screens[claire].topics[name].state == "live"


async def test_resume_at_every_cut_point_leads_to_the_same_rows() -> None:
    stage = Stage(seed=2)
    claire = stage.screen(who("claire"))
    await stage.hub.follow(claire, "team:lille", None)
    for rows in stage.traffic.steps(60):
        stage.commit(rows)
        await stage.settle()
    told = [one for one in stage.screens[claire].seen if one["topic"] == "team:lille"]
    for cut in range(1, len(told) + 1):
        client = Client()
        held = client.topics.setdefault("team:lille", type(stage.screens[claire].topics["team:lille"])())
        for message in told[:cut]:
            held.take(message)
        back = stage.screen(who("claire"), client)
        await stage.hub.follow(back, "team:lille", held.n)
        await stage.drain(back)
        assert held.rows == stage.screens[claire].rows("team:lille")
        assert held.n == stage.screens[claire].topics["team:lille"].n


async def test_a_short_cut_is_healed_by_patches_not_by_a_snapshot() -> None:
    stage = Stage(agents=60)
    claire = stage.screen(who("claire"))
    await stage.hub.follow(claire, "team:lille", None)
    await stage.settle()
    back = await cut_and_back(stage, claire, 5.0, 3)
    assert [one["type"] for one in stage.screens[back].seen].count("snapshot") == 1


async def test_a_number_of_another_life_of_the_topic_gives_a_snapshot() -> None:
    stage = Stage()
    claire = stage.screen(who("claire"))
    await stage.hub.follow(claire, "team:lille", None)
    await stage.settle()
    back = await cut_and_back(stage, claire, max(LINGER_S, RING_S) + 1, 10)
    assert [one["type"] for one in stage.screens[back].seen].count("snapshot") == 2
    assert stage.screens[back].rows("team:lille") == await stage.fresh("team:lille")


async def test_a_number_from_the_future_gives_a_snapshot() -> None:
    stage = Stage()
    claire = stage.screen(who("claire"))
    await stage.hub.follow(claire, "team:lille", 10**15)
    await stage.settle()
    assert stage.screens[claire].seen[0]["type"] == "snapshot"


async def test_a_lost_patch_is_a_gap_and_asking_again_heals_it() -> None:
    stage = Stage()
    claire = stage.screen(who("claire"))
    await stage.hub.follow(claire, "team:lille", None)
    await stage.settle()
    client, lost, seen = stage.screens[claire], False, 0
    for rows in stage.traffic.steps(30):
        stage.commit(rows)
        list(stage.hub.tick())
        await stage.hub.read_missing()
        while claire.outbox.waiting:
            frame = await claire.outbox.take()
            seen += 1
            if seen == 2:
                lost = True
                continue
            client.take(frame)
    assert lost
    assert client.topics["team:lille"].state == "gap"
    await stage.hub.follow(claire, "team:lille", None)
    await stage.drain(claire)
    assert client.rows("team:lille") == await stage.fresh("team:lille")
