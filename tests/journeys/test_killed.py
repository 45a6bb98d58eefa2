"""The server is killed at random points under twenty chats, and started again: nothing is lost, nothing doubled.

A failing run is played again with BEFFROI_STORM_SEED (the moments are the machine's, the choices are the seed's);
BEFFROI_STORM_KILLS makes it longer.
"""

import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.journeys.centre import Centre
from tests.journeys.desk import Desk
from tests.journeys.ledger import check_everything
from tests.journeys.people import People
from tests.journeys.storm import Storm
from tests.journeys.visitor import Visitor
from tests.journeys.waiting import until
from tests.journeys.watch import CUT

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.asyncio(loop_scope="session")]

CHATS = 19
KILLS = int(os.environ.get("BEFFROI_STORM_KILLS") or 3)
SCRIPTED = ["ines", "hugo", "zoe", "karim", "lea", "thomas", "amel", "lucas", "yassine", "nadia", "omar"]
EMMA = "Emma Stone"
CRASHES = (CUT, r"50[0-9] ", r"Failed to fetch")


@pytest_asyncio.fixture(loop_scope="session")
async def storm(centre: Centre) -> AsyncIterator[Storm]:
    seed = int(os.environ.get("BEFFROI_STORM_SEED") or random.randrange(10**6))
    print(f"BEFFROI_STORM_SEED={seed}")
    one = Storm(centre, seed, CHATS)
    yield one
    await one.calms_down()


async def test_a_server_killed_under_twenty_chats_loses_and_doubles_nothing(
    centre: Centre, people: People, storm: Storm, tmp_path: Path
) -> None:
    # The twentieth chat is between two browsers. Sofia takes no other.
    sofia = await people.agent("sofia", "en", allowed=CRASHES)
    emma = await people.visitor(EMMA, "en", allowed=CRASHES)
    await emma.says("Hello?")
    await sofia.accepts(EMMA)
    await sofia.act("/api/presence", {"state": "not_ready", "reason": "pause"})
    await sofia.answers(EMMA, "Hello Emma.")

    await storm.rages(SCRIPTED, KILLS)
    assert storm.wrong() == []
    said = await _they_go_on(emma, sofia)

    await storm.calms_down()
    await people.go_home()
    centre.stop()
    threads = await check_everything(centre, tmp_path)
    by_interaction = {one["interaction_id"]: thread for thread in threads.values() for one in thread}
    assert len(threads) == len(by_interaction) == CHATS + 1

    kinds = Counter(event.kind for event in centre.events())
    print(
        ", ".join(
            f"{kind} {kinds[kind]}" for kind in ("message_stored", "offer_accepted", "transferred", "desk_dropped")
        )
    )

    # What each side saw is what is kept, word for word and in the same order.
    assert [one["text"] for one in _thread_of(threads, "Hello?")] == said
    kept = {one["id"]: one for thread in threads.values() for one in thread}
    of = {one["client_id"]: thread for thread in threads.values() for one in thread}
    for customer in storm.customers:
        thread = of[next(iter(customer.acks))]
        assert [_line(one) for one in customer.transcript()] == [_line(one) for one in thread]
        mine = {one["client_id"]: one["n"] for one in thread if one["author"] == "customer"}
        assert mine == customer.acks, "what was acknowledged, and nothing else, is kept"
    assert storm.replies == {one["id"]: one["text"] for one in kept.values() if one["text"].startswith("re ")}
    assert len(storm.seen_at_end) >= CHATS * 0.9
    for interaction, seen in storm.seen_at_end.items():
        assert seen == [(one["id"], one["text"]) for one in by_interaction[interaction]]


async def _they_go_on(emma: Visitor, sofia: Desk) -> list[str]:
    """Their pages come back by themselves, and their conversation ends as it should."""
    await emma.says("Are you still there?")
    await sofia.sees("Are you still there?")
    await sofia.answers(EMMA, "I am.")
    await emma.sees("I am.")
    said = ["Hello?", "Hello Emma.", "Are you still there?", "I am."]
    assert await emma.transcript() == await until(sofia.transcript, "the transcript") == said
    await sofia.ends()
    await emma.is_told(emma.words.ended)
    await sofia.qualifies("Solved")
    await expect(sofia.page.get_by_role("button", name=EMMA)).to_have_count(0)
    return said


def _line(one: dict[str, object]) -> tuple[object, ...]:
    return one["n"], one["author"], one["text"]


def _thread_of(threads: dict[str, list[dict[str, object]]], first: str) -> list[dict[str, object]]:
    return next(thread for thread in threads.values() if thread[0]["text"] == first)
