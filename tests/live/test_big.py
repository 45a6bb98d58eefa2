"""A big floor: one screen follows five hundred queues, and what it holds is what is so."""

from __future__ import annotations

import json

import pytest

from beffroi.kernel.ids import QueueId
from beffroi.live import protocol
from beffroi.live.outbox import WAITING_FRAMES
from beffroi.routing import commands as c
from beffroi.routing.model import Configuration, QueueRules
from tests.live.stage import Stage, who

MANY = 500


def big() -> Stage:
    stage = Stage(2)
    queues = tuple(QueueRules(id=QueueId(f"queue-of-a-big-floor-{n}"), name=f"Queue {n}") for n in range(MANY))
    stage.commit(stage.traffic.ask(c.Configure(id="big", news_seq=9, content=Configuration(queues=queues))))
    return stage


async def test_five_hundred_queues_fit_on_one_screen_and_in_one_question() -> None:
    stage = big()
    claire = stage.screen(who("claire"))
    names = [f"queue:{queue}" for queue in stage.committed.queues]
    asked = {"type": "subscribe", "topics": names, "boot": stage.hub.boot, "resume": dict.fromkeys(names, 10**9)}
    assert len(names) <= protocol.TOPICS_LIMIT
    assert isinstance(protocol.decode(json.dumps(asked)), protocol.Subscribe)
    for name in names:
        await stage.hub.follow(claire, name, None)
    await stage.settle()
    for rows in stage.traffic.steps(40):
        stage.commit(rows)
        await stage.settle()
    for name in names:
        assert stage.screens[claire].rows(name) == await stage.fresh(name)


async def test_a_change_of_everything_is_told_in_patches_not_in_snapshots() -> None:
    stage = big()
    claire = stage.screen(who("claire"))
    for queue in stage.committed.queues:
        await stage.hub.follow(claire, f"queue:{queue}", None)
    await stage.settle()
    seen = len(stage.screens[claire].seen)
    queues = tuple(QueueRules(id=queue, name=f"New {queue}") for queue in stage.committed.queues)
    stage.commit(stage.traffic.ask(c.Configure(id="new", news_seq=10, content=Configuration(queues=queues))))
    await stage.settle()
    told = [one["type"] for one in stage.screens[claire].seen[seen:]]
    assert told == ["patch"] * len(queues)
    assert len(told) < WAITING_FRAMES


async def test_a_socket_that_takes_nothing_meanwhile_ends_with_the_same_rows() -> None:
    stage = big()
    claire = stage.screen(who("claire"))
    names = [f"queue:{queue}" for queue in stage.committed.queues]
    for name in names:
        await stage.hub.follow(claire, name, None)
    for n in range(6):
        queues = tuple(QueueRules(id=queue, name=f"{n} {queue}") for queue in stage.committed.queues)
        stage.commit(stage.traffic.ask(c.Configure(id=f"n{n}", news_seq=20 + n, content=Configuration(queues=queues))))
        for _ in stage.hub.tick():
            pass
    assert claire.outbox.waiting <= WAITING_FRAMES + len(names)
    await stage.drain(claire)
    for name in names:
        assert stage.screens[claire].rows(name) == await stage.fresh(name)


@pytest.mark.parametrize("many", [protocol.TOPICS_LIMIT + 1])
def test_more_than_any_floor_is_refused(many: int) -> None:
    asked = {"type": "subscribe", "topics": [f"queue:{n}" for n in range(many)]}
    with pytest.raises(protocol.TooManyTopics):
        protocol.decode(json.dumps(asked))
