"""A floor that is steered: three ways, the same figures; every queue's ledger balances; reasons add to the whole."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from itertools import chain

import pytest

from beffroi.insight.fold import Cell, Fold, quarters, time_of
from beffroi.insight.recompute import recompute
from beffroi.insight.tally import Tally, add, primitives
from beffroi.interactions.events import InteractionEnded
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, QueueId
from beffroi.live.counters import LiveCounters
from beffroi.measures import CATALOGUE, Primitives
from beffroi.routing.events import AssignmentClosed, CallbackTaken, OfferAccepted, QueueEntered, QueueLeft
from tests.busy import LETTERS, Busy
from tests.insight.test_three_ways import TENANT, House, house, of_queue  # noqa: F401
from tests.traffic import NOON, QUEUES

ALL = (*map(QueueId, QUEUES), LETTERS)


def lived(seed: int, steps: int = 1_200) -> tuple[Busy, list[Event]]:
    busy = Busy(seed)
    return busy, [row.event for rows in [busy.start, *busy.steps(steps)] for row in rows]


def balance(sums: Primitives) -> int:
    """Entries less every way out but waiting: who waits still."""
    out = sums.answered + sums.abandoned + sums.overflowed + sums.transferred_away
    return sums.received + sums.stood_in - out - sums.dissuaded - sums.closed - sums.withdrawn


@pytest.mark.parametrize("seed", range(4))
def test_every_queue_s_ledger_balances_after_every_step(seed: int) -> None:
    busy, live = Busy(seed), LiveCounters(NOON)
    for rows in chain([busy.start], busy.steps(900)):
        for row in rows:
            live.take(row.event)
        waiting = Counter(one.queue for one in busy.state.works.values() if one.state in {"waiting", "offered"})
        for queue in ALL:
            sums = live.of(queue, busy.now).day
            assert balance(sums) == waiting[queue], (queue, [row.event for row in rows])
            assert min(sums.received, sums.stood_in, sums.withdrawn, sums.transferred_away, sums.closed) >= 0


def test_the_story_has_what_it_is_told_for() -> None:
    counted = primitives(*(tally for seed in range(4) for tally in folded(lived(seed)[1]).values()))
    for name in (
        "overflowed transferred_away dissuaded closed withdrawn stood_in callbacks callbacks_kept callbacks_unreached "
        "messages_left other_work_ms"
    ).split():
        assert getattr(counted, name) > 0, name


@pytest.mark.parametrize("seed", range(3))
async def test_live_projected_and_recomputed_agree(house: House, seed: int) -> None:  # noqa: F811
    busy, live = Busy(seed), LiveCounters(NOON)
    for rows in [busy.start, *busy.steps(900)]:
        await house.append(rows)
        for row in rows:
            live.take(row.event)
        if busy.rng.random() < 0.1:
            await house.project()
        if busy.rng.random() < 0.05:
            await house.restart()
    await house.project()
    projected = house.projected()
    again = await asyncio.to_thread(recompute, house.journal, TENANT)
    assert projected.sums == again.sums
    assert projected.memory.agents == again.memory.agents
    assert projected.memory.contacts == again.memory.contacts
    assert projected.memory.productive == again.memory.productive == {"pause": False, "meal": False, "filing": True}
    for queue in ALL:
        assert live.of(queue, busy.now).day == of_queue(projected.sums, queue)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_counted_by_reason_adds_to_the_whole(seed: int) -> None:
    _, events = lived(seed)
    by_reason: dict[str, Tally] = {}
    for (cell, _), tally in folded(events).items():
        if cell.queue:
            add(by_reason.setdefault(cell.reason, {}), tally.items())
    assert {"", "bill", "bill.late", "move"} <= set(by_reason)
    by_hand: Counter[str] = Counter()
    for event in events:
        by_hand["entered"] += isinstance(event, QueueEntered)
        by_hand["answered"] += isinstance(event, OfferAccepted)
        by_hand["overflowed"] += isinstance(event, QueueLeft) and event.how == "overflowed"
        by_hand["stopped"] += isinstance(event, QueueLeft) and event.how == "dissuaded"
        by_hand["callbacks"] += isinstance(event, CallbackTaken)
        by_hand["reached"] += isinstance(event, InteractionEnded) and event.sub_reason == "callback_kept"
        by_hand["handled"] += isinstance(event, AssignmentClosed) and event.how not in {"desk_lost", "taken_over"}
    whole = primitives(*by_reason.values())
    assert whole == primitives(*(tally for (cell, _), tally in folded(events).items() if cell.queue))
    assert whole.received + whole.stood_in == by_hand["entered"]
    assert whole.dissuaded + whole.closed == by_hand["stopped"]
    for name in ("answered", "overflowed", "callbacks", "handled"):
        assert getattr(whole, name) == by_hand[name]
    assert whole.callbacks_kept >= by_hand["reached"] > 0
    for tally in by_reason.values():
        sums = primitives(tally)
        assert sums.answered_clock_untold >= 0
        assert sums.answered_in_time + sums.answered_clock_untold <= sums.answered
    assert CATALOGUE["entered"].of(whole).value == by_hand["entered"]


@pytest.mark.parametrize("seed", range(4))
def test_nobody_has_more_or_less_than_nothing_in_hand_in_the_end(seed: int) -> None:
    """What rests is not in hand: the fold's count is the engine's."""
    busy, events = lived(seed)
    fold = Fold()
    for event in events:
        fold.take(event)
    for agent in busy.state.agents.values():
        held = [busy.state.assignments[one].state for one in agent.assignments]
        now = fold.memory.agents.get(AgentId(agent.id))
        assert (now.held if now else 0) == sum(one in {"active", "wrap_up"} for one in held)
    open_ = {contact for contact, row in fold.memory.contacts.items() if not row.over}
    assert open_ == set(busy.state.works)


@pytest.mark.parametrize("seed", range(3))
def test_time_is_counted_once_whatever_rests_and_comes_back(seed: int) -> None:
    busy, events = lived(seed)
    live = LiveCounters(NOON)
    for event in events:
        live.take(event)
    for agent in busy.state.agents:
        sums = live.of_agent(agent, busy.now).whole
        assert sums.logged_ms >= sums.busy_ms + sums.idle_ms + sums.other_work_ms
        assert sums.busy_ms <= sums.work_ms
        reasons = live.of_agent(agent, busy.now).reasons
        assert live.reasons_of(agent, busy.now) == {code: one.logged_ms // 1000 for code, one in reasons.items()}
    assert all(cell.queue or cell.reason != "bill" for cell, _ in folded(events))


def folded(events: Iterable[Event]) -> dict[tuple[Cell, int], Tally]:
    fold = Fold()
    sums = quarters(fold, events)
    assert all(time_of(agent, now, 0.0) == [] for agent, now in fold.memory.agents.items())
    return sums
