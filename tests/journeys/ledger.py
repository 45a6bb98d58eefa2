"""Conservation, from the files alone: what the journal says, and whether the records say the same."""

import asyncio
from collections import defaultdict
from pathlib import Path
from typing import Any, Final

from beffroi.interactions.projector import FOLLOWER, Projector
from beffroi.kernel.bus import Bus
from beffroi.kernel.db import Records
from beffroi.kernel.follower import Follower
from beffroi.kernel.ids import TenantId
from beffroi.kernel.journal import Journal
from beffroi.migrations import bring_to_head
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.state import State
from tests.journeys.centre import SHARD, Centre
from tests.simulation.checks import Ledgers, check

TABLES: Final = {
    "interactions": "id",
    "passages": "interaction_id, passage",
    "assignments": "id",
    "timeline": "interaction_id, seq",
}


def check_journal(journal: Journal) -> State:
    """Events follow each other without a hole, both ledgers balance, no two agents for one contact; what is left."""
    ledgers, engine = Ledgers(), RoutingEngine()
    state = engine.fresh(keeps_time=False)
    last = 0
    while rows := journal.read(SHARD, last):
        for row in rows:
            assert row.seq == last + 1, "a hole in the journal"
            last = row.seq
            ledgers.count(row.event)
            engine.apply(state, row.event)
        ledgers.balance(state)
        check(state, rows[-1].event.at)
    return state


async def check_records(centre: Centre, journal: Journal, folder: Path) -> None:
    """The records are what the journal makes of an empty file, row by row; each message has its event, and one."""
    again = Records(folder / "again.db", prepare=bring_to_head, durable=False)
    again.open()
    follower = Follower(FOLLOWER, TenantId(SHARD), journal, again, Bus(), Projector(TenantId(SHARD)).project)
    await follower.start()
    while await follower.step():
        pass
    for table, order in TABLES.items():
        query = f"SELECT * FROM {table} ORDER BY {order}"
        rebuilt = again.read_now(lambda conn, query=query: [tuple(row) for row in conn.exec_driver_sql(query)])  # type: ignore[misc]
        assert centre.rows(query) == rebuilt, f"{table} differ from the journal"
    again.close()


def check_messages(centre: Centre) -> dict[str, list[dict[str, Any]]]:
    """Every message has one event and every event its message; the transcripts, by thread."""
    names = ("id", "thread", "n", "interaction_id", "author", "agent_id", "client_id", "text", "seq")
    rows = centre.rows(f"SELECT {', '.join(names)} FROM messages ORDER BY thread, n")
    messages = [dict(zip(names, row, strict=True)) for row in rows]
    told = {event.facts["message"]: event for event in centre.events() if event.kind == "message_stored"}
    assert {one["id"]: one["seq"] for one in messages} == {name: event.seq for name, event in told.items()}
    threads: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in messages:
        assert told[one["id"]].facts["interaction"] == one["interaction_id"]
        threads[one["thread"]].append(one)
    for thread in threads.values():
        assert [one["n"] for one in thread] == list(range(1, len(thread) + 1)), "numbers follow each other"
    return threads


async def check_everything(centre: Centre, folder: Path) -> dict[str, list[dict[str, Any]]]:
    """All of the above, on a centre that is stopped. Nothing may be left in anybody's hands."""
    journal = Journal(centre.folder / "data" / "journal.db")
    await asyncio.to_thread(journal.open)
    try:
        state = check_journal(journal)
        assert not state.works
        assert not state.assignments
        await check_records(centre, journal, folder)
    finally:
        await asyncio.to_thread(journal.close)
    return check_messages(centre)
