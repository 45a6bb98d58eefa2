"""The agent's day on their own desk: told with their topic, and moved by time alone once a minute."""

from __future__ import annotations

from typing import Any

from beffroi.insight.figures import AGENT_MEASURES
from beffroi.live.views.figures import OF_THE_DAY
from beffroi.routing.commands import SetPresence
from tests.live.stage import AGENT, Stage, who
from tests.traffic import NOON


async def desk(stage: Stage) -> Any:
    screen = stage.screen(who("agent1", AGENT))
    await stage.hub.follow(screen, "me", None)
    await stage.settle()
    return screen


def today(stage: Stage, screen: Any) -> dict[str, Any]:
    row: dict[str, Any] = stage.screens[screen].rows("me")["today"]
    return row


def seconds(row: dict[str, Any], key: str) -> float | None:
    value: float | None = row["figures"][f"agent_time[{key}]"]["value"]
    return value


async def test_a_state_that_lasts_is_told_once_a_minute_and_a_change_at_once() -> None:
    stage = Stage()
    screen = await desk(stage)
    told = []
    for second in (1, 30, 59, 60, 90, 120):
        stage.clock.at = NOON + second
        seen = len(stage.screens[screen].seen)
        await stage.settle()
        told.append((seconds(today(stage, screen), "idle"), len(stage.screens[screen].seen) - seen))
    assert told == [(None, 0), (None, 0), (None, 0), (60, 1), (60, 0), (120, 1)]
    stage.traffic.now = NOON + 150
    stage.commit(stage.traffic.ask(SetPresence(id="p", agent="agent1", state="not_ready", reason="pause")))  # type: ignore[arg-type]
    await stage.settle()
    assert seconds(today(stage, screen), "idle") == 150
    stage.clock.at = NOON + 180
    await stage.settle()
    row = today(stage, screen)
    assert (seconds(row, "idle"), seconds(row, "not_ready")) == (150, 30)
    assert row["reasons"] == [
        {
            "reason": "pause",
            "is_work": False,
            "paid": True,
            "time": {"value": 30, "num": 30, "den": None, "level": None},
        }
    ]


async def test_nobody_but_the_agent_is_told_their_day_on_their_topic() -> None:
    stage = Stage()
    await desk(stage)
    assert set(OF_THE_DAY) <= set(AGENT_MEASURES)
    for name in ("team:lille", "team:nantes", "queue:sales"):
        assert "today" not in await stage.fresh(name)
