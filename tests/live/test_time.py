"""What changes although nothing happens: waits cross limits, minutes pass, typing ends, topics are let go."""

from __future__ import annotations

import asyncio

import pytest

from beffroi.live.hub import LINGER_S
from beffroi.live.painter import TYPING_S
from beffroi.live.rows import Row
from beffroi.routing import commands as c
from beffroi.routing.state import State
from tests.live.stage import AGENT, Stage, who


def nobody_free(stage: Stage) -> None:
    """Every agent pauses."""
    for agent in list(stage.committed.agents):
        away = c.SetPresence(id=stage.traffic.fresh(), agent=agent, state="not_ready", reason="pause")
        stage.commit(stage.traffic.ask(away))


async def test_the_longest_wait_takes_its_colours_as_time_passes() -> None:
    stage = Stage()
    nobody_free(stage)
    claire = stage.screen(who("claire"))
    stage.commit(stage.traffic.ask(stage.traffic.arrival("sales")))
    await stage.hub.follow(claire, "queue:sales", None)
    levels = []
    for _ in range(6):
        await stage.settle()
        levels.append(stage.screens[claire].rows("queue:sales")["queue"]["longest_level"])
        stage.clock.move(10.0)
    assert levels == ["ok", "ok", "ok", "warn", "bad", "bad"]


async def test_an_old_arrival_leaves_the_half_hour_but_not_the_day() -> None:
    stage = Stage()
    claire = stage.screen(who("claire"))
    stage.commit(stage.traffic.ask(stage.traffic.arrival("sales")))
    await stage.hub.follow(claire, "queue:sales", None)
    await stage.settle()
    row = stage.screens[claire].rows("queue:sales")
    assert (row["queue"]["half_hour"]["received"]["value"], row["queue"]["day"]["received"]["value"]) == (1, 1)
    stage.clock.move(1900.0)
    await stage.settle()
    row = stage.screens[claire].rows("queue:sales")
    assert (row["queue"]["half_hour"]["received"]["value"], row["queue"]["day"]["received"]["value"]) == (0, 1)


async def test_typing_shows_for_a_few_seconds_or_until_the_message_comes() -> None:
    stage = Stage()
    opened = stage.traffic.arrival("sales")
    stage.commit(stage.traffic.ask(opened))
    claire, name = stage.screen(who("claire")), f"interaction:{opened.interaction}"
    await stage.hub.follow(claire, name, None)
    stage.hub.typing(opened.interaction, "customer")
    await stage.settle()
    assert stage.screens[claire].rows(name)["typing"]["author"] == "customer"
    stage.clock.move(TYPING_S + 0.1)
    await stage.settle()
    assert "typing" not in stage.screens[claire].rows(name)
    stage.hub.typing(opened.interaction, "customer")
    said = c.ReportMessage(
        id=stage.traffic.fresh(), interaction=opened.interaction, message=stage.traffic.message(), author="customer"
    )
    stage.commit(stage.traffic.ask(said))
    await stage.settle()
    assert "typing" not in stage.screens[claire].rows(name)


async def test_a_topic_nobody_follows_costs_nothing_and_is_let_go() -> None:
    stage = Stage()
    claire = stage.screen(who("claire"))
    await stage.hub.follow(claire, "queue:sales", None)
    stage.hub.leave(claire)
    reads = stage.memory.reads
    for rows in stage.traffic.steps(50):
        stage.commit(rows)
        await stage.settle()
    assert stage.memory.reads == reads
    stage.clock.move(LINGER_S + 1)
    await stage.settle()
    assert stage.hub.snapshot_of("queue:sales") is None


async def test_a_topic_let_go_while_somebody_comes_back_is_whole() -> None:
    stage = Stage()
    opened = stage.traffic.arrival("sales")
    stage.commit(stage.traffic.ask(opened))
    claire, name = stage.screen(who("claire")), f"interaction:{opened.interaction}"
    await stage.hub.follow(claire, name, None)
    stage.hub.leave(claire)
    stage.clock.move(LINGER_S + 1)
    back = stage.screen(who("claire"))
    coming = asyncio.ensure_future(stage.hub.follow(back, name, None))
    list(stage.hub.tick())
    await coming
    await stage.drain(back)
    assert stage.screens[back].rows(name) == await stage.fresh(name)


async def test_a_topic_that_cannot_be_rendered_does_not_silence_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage()
    agent = next(iter(stage.committed.agents.values()))
    claire, desk = stage.screen(who("claire")), stage.screen(who(agent.id, AGENT))
    for name in ("queue:sales", "team:lille"):
        await stage.hub.follow(claire, name, None)
    await stage.hub.follow(desk, "me", None)
    await stage.settle()
    render = stage.hub.painter.rows

    def broken(key: str, state: State, seq: int, now: float) -> list[Row]:
        if key == "queue:sales":
            raise KeyError(key)
        return render(key, state, seq, now)

    monkeypatch.setattr(stage.hub.painter, "rows", broken)
    nobody_free(stage)
    await stage.settle()
    monkeypatch.undo()
    assert stage.screens[desk].rows("me") == await stage.fresh(f"me:{agent.id}", "me")
    assert stage.screens[claire].rows("team:lille") == await stage.fresh("team:lille")
