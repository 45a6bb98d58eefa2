"""`python -m tests.simulation --seeds 500 [--first 0] [--steps 150] [--jobs 2]`: many stories; says which one broke."""

import argparse
import os
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import NamedTuple

from tests.simulation.world import World


class Lived(NamedTuple):
    """What came of one story; `broke` is the traceback of one that failed."""

    seed: int
    events: int = 0
    crashes: int = 0
    broke: str = ""


def live(steps: int, seed: int) -> Lived:
    """One story, from its seed."""
    try:
        world = World(seed, steps).run()
    except Exception:
        return Lived(seed, broke=traceback.format_exc())
    return Lived(seed, len(world.journal.rows), world.crashes)


def lived(seeds: Iterable[int], steps: int, jobs: int) -> Iterator[Lived]:
    """Every story, in the order of the seeds, on so many processors."""
    if jobs < 2:
        yield from map(partial(live, steps), seeds)
        return
    pool = ProcessPoolExecutor(jobs)
    try:
        yield from pool.map(partial(live, steps), seeds, chunksize=10)
    finally:
        pool.shutdown(cancel_futures=True)


def main() -> int:
    """Runs the seeds; 1 when one of them fails."""
    parser = argparse.ArgumentParser(prog="tests.simulation")
    parser.add_argument("--seeds", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    begun = time.perf_counter()
    events = crashes = 0
    for one in lived(range(asked.first, asked.first + asked.seeds), asked.steps, asked.jobs):
        if one.broke:
            print(one.broke)
            print(f"seed {one.seed} failed; again: python -m tests.simulation --first {one.seed} --seeds 1", end="")
            print(f" --steps {asked.steps}")
            return 1
        events += one.events
        crashes += one.crashes
    spent = time.perf_counter() - begun
    print(f"{asked.seeds} seeds, {events} events, {crashes} crashes in {spent:.1f} s: nothing lost, nothing doubled")
    return 0


if __name__ == "__main__":
    sys.exit(main())
