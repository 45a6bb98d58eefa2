"""The heart: the journal against a commit per event, durable commands through the inbox, replay, and the restart."""

import asyncio
import gc
import sqlite3
import tempfile
import threading
import time
from pathlib import Path

from beffroi.insight import projector as insight
from beffroi.interactions import projector as interactions
from beffroi.kernel.bus import Bus
from beffroi.kernel.clock import Clock
from beffroi.kernel.db import Records
from beffroi.kernel.events import decode, encode
from beffroi.kernel.follower import Follower
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, MessageId, QueueId, TeamId, TenantId
from beffroi.kernel.journal import INSERT, SCHEMA, Journal, Recorded
from beffroi.kernel.shard import Shard
from beffroi.kernel.tuning import tune
from beffroi.migrations import bring_to_head
from beffroi.routing import commands as c
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.events import FirstReply
from beffroi.routing.model import AgentProfile, Configuration, Membership, QueueRules, WrapUp
from beffroi.routing.state import State
from bench.results import Figure, at_least, at_most, best_of, percentile

AREA = "heart"
DEMO = TenantId("demo")
WRITERS = 64


def event(number: int) -> FirstReply:
    """An ordinary event."""
    name = InteractionId(f"i{number}")
    return FirstReply(
        at=1e9 + number, interaction=name, queue=QueueId("q"), passage=1, agent=AgentId("a"), answered_at=1e9,
        wait_s=1.0, in_time=True,
    )  # fmt: skip


def group_commit(folder: Path, each: int) -> dict[str, float]:
    """64 tasks, each appends one event and waits until it is durable, again and again."""

    async def main() -> float:
        journal = Journal(folder / "group.db")
        journal.open()
        seqs = iter(range(1, WRITERS * each + 1))

        async def write() -> None:
            for _ in range(each):
                seq = next(seqs)
                await journal.append("demo", [Recorded(seq, None, event(seq))])

        begun = time.perf_counter()
        await asyncio.gather(*(write() for _ in range(WRITERS)))
        spent = time.perf_counter() - begun
        journal.close()
        return spent

    return {"rate": WRITERS * each / asyncio.run(main())}


def commit_per_event(folder: Path, each: int) -> dict[str, float]:
    """64 threads share one connection, as careful code without a group commit would: one durable commit an event."""
    connection = sqlite3.connect(folder / "single.db", check_same_thread=False, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(SCHEMA)
    lock, seqs = threading.Lock(), iter(range(1, WRITERS * each + 1))

    def write() -> None:
        for _ in range(each):
            with lock:
                seq = next(seqs)
                one = event(seq)
                connection.execute(INSERT, ("demo", seq, one.kind, one.version, None, encode(one)))

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - begun
    connection.close()
    return {"rate": WRITERS * each / spent}


def centre(agents: int, queues: int, capacity: int = 1) -> Configuration:
    """A plain centre: every agent in two queues."""
    names = [QueueId(f"q{number}") for number in range(queues)]
    return Configuration(
        queues=tuple(QueueRules(name, name, offer_s=3600.0, wrap_up=WrapUp("none")) for name in names),
        agents=tuple(
            AgentProfile(
                AgentId(f"a{number}"),
                TeamId("t"),
                {},
                {names[number % queues]: Membership(), names[(number + 1) % queues]: Membership()},
                {"chat": capacity},
            )
            for number in range(agents)
        ),
    )


async def staffed(shard: Shard[State], configuration: Configuration) -> None:
    """Everyone at their desk, ready."""
    await shard.ask(c.Configure(id="news", news_seq=1, content=configuration), 60)
    for profile in configuration.agents:
        await shard.ask(c.ReportDesk(id=f"desk-{profile.id}", agent=profile.id, connected=True), 60)
        await shard.ask(c.SetPresence(id=f"ready-{profile.id}", agent=profile.id, state="ready"), 60)


def arrival(name: str, queue: str) -> c.Open:
    """A customer."""
    return c.Open(
        id=name, interaction=InteractionId(name), channel="chat", queue=QueueId(queue), customer=CustomerId("c"),
        case=CaseId("k"), arrived_at=time.time(),
    )  # fmt: skip


def durable_commands(folder: Path, seconds: float = 4.0) -> dict[str, float]:
    """64 callers, each a customer and an agent: open, accept, write, end; projections follow meanwhile."""
    return asyncio.run(_durable(folder, seconds))


async def _durable(folder: Path, seconds: float) -> dict[str, float]:
    records, journal, bus = Records(folder / "records.db", prepare=bring_to_head), Journal(folder / "journal.db"), Bus()
    records.open()
    journal.open()
    shard: Shard[State] = Shard("demo", RoutingEngine(), journal, Clock())
    await shard.start()
    shard.listen(lambda _: bus.wake("demo"))
    await staffed(shard, centre(200, 20))
    followers = [
        Follower(interactions.FOLLOWER, DEMO, journal, records, bus, interactions.Projector(DEMO).project),
        Follower(insight.FOLLOWER, DEMO, journal, records, bus, insight.projection(DEMO)),
    ]
    for one in followers:
        await one.start()
    tasks = [asyncio.create_task(one.run()) for one in followers]
    took: list[float] = []
    lags: list[float] = []
    tune()
    until = time.perf_counter() + seconds
    begun = time.perf_counter()
    callers = [asyncio.create_task(_caller(shard, number, until, took)) for number in range(WRITERS)]
    while time.perf_counter() < until:
        await asyncio.sleep(0.25)
        lags.append(await _lag(shard, followers))
    await asyncio.gather(*callers)
    rate = len(took) / (time.perf_counter() - begun)
    gc.unfreeze()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await shard.stop()
    journal.close()
    records.close()
    return {"rate": rate, "p99": percentile(took, 0.99) * 1e3, "lag": max(lags)}


async def _lag(shard: Shard[State], followers: list[Follower]) -> float:
    """How long until the projections show what is committed now."""
    seq, begun = shard.core.committed_seq, time.perf_counter()
    for one in followers:
        await one.reach(seq, within_s=30)
    return time.perf_counter() - begun


async def _caller(shard: Shard[State], number: int, until: float, took: list[float]) -> None:
    asked = 0

    async def ask(command: c.Command) -> tuple[object, ...]:
        begun = time.perf_counter()
        answer = await shard.ask(command, 30)
        took.append(time.perf_counter() - begun)
        return answer.events

    while time.perf_counter() < until:
        asked += 1
        name = f"{number}-{asked}"
        await ask(arrival(name, f"q{number % 20}"))
        work = shard.core.committed.works[InteractionId(name)]
        held = shard.core.committed.assignments[work.assignment] if work.assignment else None
        if held is not None:
            await ask(c.Accept(id=f"{name}-a", assignment=held.id, agent=held.agent))
            message = MessageId(f"{name}-m")
            await ask(
                c.ReportMessage(id=message, interaction=work.id, message=message, author="agent", agent=held.agent)
            )
        await ask(c.End(id=f"{name}-e", interaction=InteractionId(name)))


def replay_and_restart(folder: Path, live: int = 20_000) -> dict[str, float]:
    """A journal with many live interactions: how fast it replays, and how soon a killed server decides again."""
    return asyncio.run(_replay_and_restart(folder, live))


async def _replay_and_restart(folder: Path, live: int) -> dict[str, float]:
    journal = Journal(folder / "journal.db")
    journal.open()
    shard: Shard[State] = Shard("demo", RoutingEngine(), journal, Clock())
    await shard.start()
    await staffed(shard, centre(200, 20, capacity=50))
    for number in range(0, live, 200):
        arrivals = (arrival(f"i{one}", f"q{one % 20}") for one in range(number, number + 200))
        await asyncio.gather(*(shard.ask(one, 60) for one in arrivals))
        for held in list(shard.core.committed.assignments.values()):
            if held.state == "offered":
                await shard.ask(c.Accept(id=f"accept-{held.id}", assignment=held.id, agent=held.agent), 60)
    events = [(row.event.kind, row.event.version, encode(row.event)) for row in _all(journal)]
    engine = RoutingEngine()
    state = engine.fresh(keeps_time=False)
    gc.collect()
    begun = time.perf_counter()
    for kind, version, body in events:
        engine.apply(state, decode(kind, version, body))
    replayed = len(events) / (time.perf_counter() - begun)
    shard.take_snapshot()
    half = shard.core.committed_seq
    for number in range(2_000):
        await shard.ask(arrival(f"late{number}", f"q{number % 20}"), 60)
    journal.close()
    again = Journal(folder / "journal.db")
    begun = time.perf_counter()
    again.open()
    other: Shard[State] = Shard("demo", RoutingEngine(), again, Clock())
    await other.start()
    await other.ask(arrival("first-after", "q1"), 60)
    spent = time.perf_counter() - begun
    works = len(other.core.committed.works)
    again.close()
    return {"replay": replayed, "restart": spent, "live": works, "tail": other.core.committed_seq - half}


def _all(journal: Journal) -> list[Recorded]:
    rows: list[Recorded] = []
    while more := journal.read("demo", len(rows), 10_000):
        rows += more
    return rows


def run() -> list[Figure]:
    """The heart's figures."""
    with tempfile.TemporaryDirectory() as name:
        folders = iter(Path(name) / str(number) for number in range(100))

        def fresh() -> Path:
            folder = next(folders)
            folder.mkdir()
            return folder

        single = best_of(3, lambda: commit_per_event(fresh(), 100), "rate")
        group = best_of(3, lambda: group_commit(fresh(), 2_000), "rate")
        durable = best_of(3, lambda: durable_commands(fresh()), "rate")
        start = best_of(3, lambda: replay_and_restart(fresh()), "replay")
    ratio = group["rate"] / single["rate"]
    load = f"{WRITERS} writers"
    return [
        Figure(AREA, "one durable commit per event", single["rate"], "events/s", load=load),
        at_least(
            AREA, "journal, group commit / commit per event", ratio, "ratio", 10, compared_with="commit per event",
            ratio=ratio, load=f"{load}, {group['rate']:,.0f} events/s",
        ),
        at_least(
            AREA, "durable commands", durable["rate"], "commands/s", 5_000, compared_with="commit per event",
            ratio=durable["rate"] / single["rate"], load="64 callers, two projections following",
        ),
        at_most(AREA, "durable commands, p99", durable["p99"], "ms", 50, load="64 callers"),
        at_most(AREA, "projections behind by", durable["lag"], "s", 1.0, load="during the same load"),
        at_least(AREA, "replay", start["replay"], "events/s", 100_000, load="decode and apply"),
        at_most(
            AREA, "restart after kill -9", start["restart"], "s", 5.0,
            load=f"{start['live']:,.0f} live interactions, {start['tail']:,.0f} events after the snapshot",
        ),
    ]  # fmt: skip
