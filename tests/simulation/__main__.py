"""`python -m tests.simulation --seeds 500 [--first 0] [--steps 150]`: many stories; a failing seed is printed."""

import argparse
import sys
import time
import traceback

from tests.simulation.world import World


def main() -> int:
    """Runs the seeds; 1 when one of them fails."""
    parser = argparse.ArgumentParser(prog="tests.simulation")
    parser.add_argument("--seeds", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=150)
    asked = parser.parse_args()
    begun = time.perf_counter()
    events = crashes = 0
    for seed in range(asked.first, asked.first + asked.seeds):
        try:
            world = World(seed, asked.steps).run()
        except Exception:
            traceback.print_exc()
            print(
                f"seed {seed} failed; again: python -m tests.simulation --first {seed} --seeds 1 --steps {asked.steps}"
            )
            return 1
        events += len(world.journal.rows)
        crashes += world.crashes
    spent = time.perf_counter() - begun
    print(f"{asked.seeds} seeds, {events} events, {crashes} crashes in {spent:.1f} s: nothing lost, nothing doubled")
    return 0


if __name__ == "__main__":
    sys.exit(main())
