"""What if, asked from a busy floor: how soon a first answer is there, and how soon the surer one.

Sixty agents, two thousand customers in two hours, before and after a change: each seed is two days of the real engine,
with steps that relax, overflow, mutual help and a door that looks at the wait.
The processes are warm, as they are after the first question; the baseline is the same work in one process.
"""

import asyncio
import time

from beffroi.kernel.ids import AgentId, QueueId, TeamId
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import AgentProfile, Membership, QueueRules, Requirement, Step
from beffroi.routing.rules import Admission, Help, Otherwise, Overflow
from beffroi.wfm.ahead import with_reassignment
from beffroi.wfm.model import Day, Flow, Habits, Moment, Patience, Reassignment, Ruled, Spread, Staff, Stint
from beffroi.wfm.run import Simulation, simulate
from beffroi.wfm.service import FIRST, SEEDS
from beffroi.wfm.workers import Workers
from bench.results import Figure, at_most, best_of

AREA = "routing"
BEGINS = 1_800_000_000.0
HOUR_S = 3600.0
LOAD = "60 agents, 2,000 contacts, 2 hours, before and after"
QUEUES = [QueueId(f"q{number}") for number in range(4)]


def agent(number: int) -> AgentProfile:
    """Two queues each, skills from 1 to 5, two chats at once."""
    own = [QUEUES[number % 4], QUEUES[(number + 1 + number // 4 % 3) % 4]]
    skills = {f"s{place}": 1 + (number + place) % 5 for place in range(4)}
    places = {queue: Membership(1 + place) for place, queue in enumerate(own)}
    return AgentProfile(AgentId(f"a{number}"), TeamId("t"), skills, places, {"chat": 2})


def rules(number: int) -> QueueRules:
    """A mandatory skill, a wish for more of it that expires, a door, and neighbours."""
    requirement = Requirement({f"s{number}": 1}, (Step(20.0, {f"s{number}": 3}),))
    return QueueRules(
        QUEUES[number],
        f"Queue {number}",
        requirement,
        admission=Admission(most_waiting=60, full=Otherwise(do="dissuade"), longest_wait_s=600.0),
        overflow=(Overflow(QUEUES[(number + 1) % 4], 120.0),),
        help=(Help(QUEUES[(number + 2) % 4], 60.0),),
    )


def day(begins: float, hours: float) -> Day:
    """From an empty floor, a thousand customers an hour, a little more than the agents can take."""
    ends = begins + hours * HOUR_S
    habits = Habits(Spread(390.0, 0.8), Spread(35.0, 0.6), Patience(300.0))
    return Day(
        from_at=begins,
        to_at=ends,
        last_at=ends,
        queues=tuple(Ruled(begins, rules(number)) for number in range(4)),
        staff=tuple(Staff((Stint(begins, agent(n)),), (Moment(begins, "ready"),)) for n in range(60)),
        flows=tuple(Flow(f"f{queue}", begins, ends, queue, "chat", 250.0 * hours) for queue in QUEUES),
        habits=dict.fromkeys(QUEUES, habits),
    )


def floor() -> Day:
    """The next two hours of a floor that has been busy for a while."""
    warm = Simulation(day(BEGINS - HOUR_S / 2, 0.5), 0)
    warm.run()
    ahead = day(BEGINS, 2.0)
    return Day(
        from_at=BEGINS,
        to_at=ahead.to_at,
        last_at=ahead.last_at,
        queues=ahead.queues,
        flows=ahead.flows,
        habits=ahead.habits,
        begun=RoutingEngine().save(warm.state),
    )


def both() -> tuple[Day, Day]:
    """Before, and with six agents moved."""
    before = floor()
    moved = tuple(AgentId(f"a{number}") for number in range(0, 24, 4))
    return before, with_reassignment(before, Reassignment(BEGINS, moved, queues={QUEUES[1]: Membership()}))


async def asked(days: tuple[Day, Day]) -> dict[str, float]:
    """The seconds until the first answer and until the last, as the server works them out."""
    workers = Workers()
    await workers.warm()
    begun, first = time.perf_counter(), 0.0
    try:
        for seeds in (range(FIRST), range(FIRST, SEEDS)):
            async for _ in workers.solve(days, seeds):
                pass
            first = first or time.perf_counter() - begun
        return {"first": first, "last": time.perf_counter() - begun}
    finally:
        await workers.stop()


def run() -> list[Figure]:
    """The figures of the area."""
    days = both()
    begun = time.perf_counter()
    outcome = simulate(days[0], 1)
    alone = time.perf_counter() - begun
    found = best_of(3, lambda: asyncio.run(asked(days)), "first", highest=False)
    one_by_one = alone * 2 * FIRST
    return [
        Figure(AREA, "what-if, one day in one seed", alone, "s", load=f"{outcome.events:,} events"),
        at_most(
            AREA, "what-if, first answer", found["first"], "s", 3.0, load=f"{FIRST} seeds, {LOAD}",
            compared_with="one process", ratio=found["first"] / one_by_one,
        ),
        at_most(
            AREA, "what-if, refined", found["last"], "s", 15.0, load=f"{SEEDS} seeds, {LOAD}",
            compared_with="one process", ratio=found["last"] / (alone * 2 * SEEDS),
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    from bench.results import show

    show(run())
