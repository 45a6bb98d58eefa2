"""A slow socket never delays the others, and is never told something false."""

from __future__ import annotations

import asyncio

from beffroi.live.outbox import WAITING_CHARS, WAITING_FRAMES, Outbox
from tests.live.stage import Stage, who


async def test_a_socket_that_takes_nothing_falls_behind_and_the_others_hear_everything() -> None:
    stage = Stage(seed=3)
    slow, quick = stage.screen(who("slow")), stage.screen(who("quick"))
    for screen in (slow, quick):
        await stage.hub.follow(screen, "team:lille", None)
        await stage.hub.follow(screen, "queue:sales", None)
        await stage.drain(screen)
    for rows in stage.traffic.steps(WAITING_FRAMES * 3):
        stage.commit(rows)
        await stage.hub.read_missing()
        list(stage.hub.tick())
        await stage.hub.read_missing()
        await stage.drain(quick)
        for name in quick.following.values():
            assert stage.screens[quick].topics[name].state == "live"
    assert slow.outbox.behind
    assert slow.outbox.dropped > 0
    assert slow.outbox.waiting <= WAITING_FRAMES
    await stage.drain(slow)
    for name in ("team:lille", "queue:sales"):
        assert stage.screens[slow].rows(name) == stage.screens[quick].rows(name) == await stage.fresh(name)
        assert stage.screens[slow].topics[name].state == "live"


async def test_a_socket_that_was_behind_goes_on_with_patches() -> None:
    outbox = Outbox(lambda topic: f"snapshot of {topic}")
    for n in range(WAITING_FRAMES + 1):
        outbox.put(f"patch {n}", "team:lille")
    outbox.put("too late", "team:lille")
    assert await outbox.take() == "snapshot of team:lille"
    outbox.put("next", "team:lille")
    assert await outbox.take() == "next"
    assert outbox.dropped == WAITING_FRAMES + 2


async def test_answers_are_kept_when_patches_are_dropped() -> None:
    outbox = Outbox(lambda _: None)
    outbox.put("pong")
    outbox.put("x" * WAITING_CHARS, "queue:sales")
    assert outbox.behind == {"queue:sales"}
    assert await outbox.take() == "pong"
    assert outbox.waiting == 1


async def test_even_answers_do_not_grow_without_end() -> None:
    outbox = Outbox(lambda _: None)
    for n in range(WAITING_FRAMES * 2):
        outbox.put(f"pong {n}")
    assert outbox.waiting <= WAITING_FRAMES + 1


async def test_a_topic_that_is_forgotten_sends_nothing_more() -> None:
    outbox = Outbox(lambda topic: topic)
    outbox.put("a", "queue:sales")
    outbox.put("b", "team:lille")
    outbox.forget("queue:sales")
    assert await outbox.take() == "b"
    assert outbox.waiting == 0


async def test_take_waits_for_the_next_frame() -> None:
    outbox = Outbox(lambda topic: topic)
    taking = asyncio.ensure_future(outbox.take())
    outbox.put("a")
    assert await taking == "a"
