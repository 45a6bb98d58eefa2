"""Writes `vectors/*.json`: what sockets were told, and the rows a screen must then hold. The browser runs them too.

python -m tests.live.make_vectors
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec

from beffroi.kernel.ids import InteractionId
from beffroi.live import rows as r
from tests.busy import Busy
from tests.live.client import Message
from tests.live.stage import AGENT, Stage, who
from tests.traffic import NOON

FOLDER = Path(__file__).parent / "vectors"
Vector = dict[str, Any]


async def _followed(
    seed: int, names: tuple[str, ...], steps: int, stage: Stage | None = None
) -> tuple[Stage, list[Message]]:
    """What a supervisor was told of these topics while traffic went on."""
    stage = stage or Stage(seed)
    claire = stage.screen(who("claire"))
    for name in names:
        await stage.hub.follow(claire, name, None)
    await stage.settle()
    for rows in stage.traffic.steps(steps):
        stage.commit(rows)
        await stage.settle()
    return stage, stage.screens[claire].seen


async def _vector(stage: Stage, messages: list[Message], keys: dict[str, str]) -> Vector:
    rows = {name: await stage.fresh(key, name) for name, key in keys.items()}
    return {"steps": [{"message": one} for one in messages], "rows": rows}


async def queue() -> Vector:
    """A queue, followed from its first snapshot."""
    stage, told = await _followed(1, ("queue:sales",), 30)
    return await _vector(stage, told, {"queue:sales": "queue:sales"})


async def floor() -> Vector:
    """Three topics on one socket, their messages mixed."""
    names = ("queue:sales", "queue:support", "team:lille")
    stage, told = await _followed(2, names, 25)
    return await _vector(stage, told, {name: name for name in names})


async def steered() -> Vector:
    """A floor that is steered: levers, changes, requests for help, an alert that somebody has seen."""
    stage = Stage(traffic=Busy(9, agents=4))
    alert = r.Alert(
        id="alert:1",
        alert="1",
        rule="1",
        name="La file rougit",
        figure="waiting",
        value=4.0,
        limit=3.0,
        op=">",
        since=stage.clock.now(),
        level="bad",
        sound=True,
        acknowledged_by=None,
        acknowledged_at=None,
    )
    stage.alerts["queue:sales"] = [alert]
    names = ("queue:sales", "team:lille")
    stage, told = await _followed(9, names, 90, stage)
    seen = msgspec.structs.replace(alert, acknowledged_by=r.Named("claire", "Claire"), acknowledged_at=NOON)
    stage.alerts["queue:sales"] = [seen]
    stage.hub.tell(["queue:sales"])
    await stage.settle()
    return await _vector(stage, told, {name: name for name in names})


async def steered_desk() -> Vector:
    """A desk on such a floor: queues to take from, pauses waited for, answers to requests for help."""
    stage = Stage(traffic=Busy(11, agents=2))
    agent = next(iter(stage.committed.agents))
    screen = stage.screen(who(agent, AGENT))
    await stage.hub.follow(screen, "me", None)
    for rows in stage.traffic.steps(80):
        stage.commit(rows)
        await stage.settle()
    return await _vector(stage, stage.screens[screen].seen, {"me": f"me:{agent}"})


async def desk() -> Vector:
    """An agent's desk: offers come and go, work is wrapped up."""
    stage = Stage(3, agents=2)
    agent = next(iter(stage.committed.agents))
    screen = stage.screen(who(agent, AGENT))
    await stage.hub.follow(screen, "me", None)
    for rows in stage.traffic.steps(80):
        stage.commit(rows)
        await stage.settle()
    return await _vector(stage, stage.screens[screen].seen, {"me": f"me:{agent}"})


async def conversation() -> Vector:
    """One conversation, with somebody typing."""
    stage = Stage(4)
    opened = stage.traffic.arrival("support")
    stage.commit(stage.traffic.ask(opened))
    interaction, claire = InteractionId(opened.interaction), stage.screen(who("claire"))
    await stage.hub.follow(claire, f"interaction:{interaction}", None)
    stage.hub.typing(interaction, "customer")
    await stage.settle()
    for rows in stage.traffic.steps(60):
        stage.commit(rows)
        await stage.settle()
    name = f"interaction:{interaction}"
    return await _vector(stage, stage.screens[claire].seen, {name: name})


async def doubled() -> Vector:
    """Every message comes twice, and once more at the end."""
    stage, told = await _followed(5, ("team:lille",), 20)
    twice = [one for message in told for one in (message, message)]
    return await _vector(stage, twice + told[1:], {"team:lille": "team:lille"})


async def gap_healed() -> Vector:
    """A patch is lost; those after it change nothing until a snapshot comes."""
    stage, told = await _followed(6, ("team:lille",), 20)
    claire = stage.screen(who("claire"))
    await stage.hub.follow(claire, "team:lille", None)
    await stage.settle()
    snapshot = stage.screens[claire].seen
    return await _vector(stage, told[:3] + told[4:] + snapshot, {"team:lille": "team:lille"})


async def gap_open() -> Vector:
    """A patch is lost and nothing heals it: the screen keeps what it knew before."""
    _, told = await _followed(6, ("team:lille",), 20)
    until, _ = await _followed(6, ("team:lille",), 0)
    vector = await _vector(until, told[:1] + told[2:], {"team:lille": "team:lille"})
    vector["state"] = {"team:lille": "gap"}
    return vector


async def cut_off() -> Vector:
    """The socket is cut and comes back twice: once soon, with patches; once after a quarter of an hour."""
    stage = Stage(7, agents=30)
    client, messages = who("claire"), list[Message]()
    number: int | None = None
    for away_s in (0.0, 5.0, 900.0):
        stage.traffic.now += away_s
        stage.clock.at += away_s
        await stage.settle()
        screen = stage.screen(client)
        await stage.hub.follow(screen, "team:lille", number)
        for rows in stage.traffic.steps(6):
            stage.commit(rows)
            await stage.settle()
        messages += stage.screens[screen].seen
        number = messages[-1]["n"]
        stage.hub.leave(screen)
        if away_s != 900.0:
            for rows in stage.traffic.steps(4):
                stage.commit(rows)
                await stage.settle()
    return await _vector(stage, messages, {"team:lille": "team:lille"})


async def refused() -> Vector:
    """A topic that is taken away holds nothing."""
    stage, told = await _followed(8, ("team:lille",), 10)
    end = {"type": "refused", "topic": "team:lille", "code": "topic_not_allowed"}
    vector = await _vector(stage, [*told, end], {})
    vector["rows"] = {"team:lille": {}}
    vector["state"] = {"team:lille": "refused"}
    return vector


ALL: tuple[Callable[[], Awaitable[Vector]], ...] = (
    queue,
    floor,
    steered,
    steered_desk,
    desk,
    conversation,
    doubled,
    gap_healed,
    gap_open,
    cut_off,
    refused,
)


async def made() -> dict[str, str]:
    """Every vector's file name and text."""
    return {
        f"{one.__name__}.json": json.dumps(await one(), ensure_ascii=False, separators=(",", ":")) + "\n" for one in ALL
    }


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in asyncio.run(made()).items():
        (FOLDER / name).write_text(text)
        print(name, len(text))
