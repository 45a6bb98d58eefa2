"""The ledger of a floor that is steered: rows say what the engine says, and the timeline tells every act."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from beffroi.interactions.ledger.fold import Book, fold
from beffroi.routing.events import QueueEntered, QueueLeft
from tests.busy import Busy

TOLD = (
    "stopped_at_entry deferred moved reprioritised reason_set callback_taken message_left assignment_paused "
    "assignment_resumed taken_over qualified"
).split()


@pytest.mark.parametrize("seed", range(4))
def test_rows_say_what_the_engine_says(seed: int) -> None:
    busy, book, seq = Busy(seed), Book(), 0
    left: Counter[tuple[str, int]] = Counter()
    followed = 0
    for rows in [busy.start, *busy.steps(1_200)]:
        for row in rows:
            seq += 1
            fold(book, seq, row.event)
            if isinstance(row.event, QueueLeft):
                left[row.event.interaction, row.event.passage] += 1
            elif isinstance(row.event, QueueEntered) and row.event.since is not None:
                followed += 1
    for work in busy.state.works.values():
        sheet = book.sheets[work.id].interaction
        assert (sheet.state, sheet.reason, sheet.queue_id) == (work.state, work.reason, work.queue or None)
        passages = book.sheets[work.id].passages
        if work.passage:
            assert passages[work.passage].entered_at == work.entered_at
    for sheet_of in book.sheets.values():
        for passage in sheet_of.passages.values():
            times = left[sheet_of.interaction.id, passage.passage]
            assert times == (passage.left_at is not None)
        for assignment in sheet_of.assignments.values():
            held = busy.state.assignments.get(assignment.id)
            assert (held is None) == (assignment.closed_at is not None)
            assert held is None or (held.state, held.paused_s) == (assignment.state, assignment.paused_s)
    assert followed > 0


def test_the_timeline_tells_every_act_in_ids_and_codes() -> None:
    told: Counter[str] = Counter()
    for seed in range(4):
        busy, book, seq = Busy(seed), Book(), 0
        for rows in [busy.start, *busy.steps(1_200)]:
            for row in rows:
                seq += 1
                fold(book, seq, row.event)
        for line in book.timeline:
            told[line.kind] += 1
            facts = msgspec.json.decode(line.facts)
            assert not any(isinstance(value, dict | list) for value in facts.values())
        whispers = sum(one.interaction.message_count < 0 for one in book.sheets.values())
        assert whispers == 0
    assert all(told[kind] for kind in TOLD), told
