"""Five hundred stories with refusals, transfers, repeats, a bad network and crashes: nothing lost, nothing doubled."""

import pytest

from tests.simulation.world import World

SEEDS = 500
AT_ONCE = 50


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_nothing_is_lost_or_doubled_in_any_story(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        try:
            World(seed).run()
        except Exception as problem:
            raise AssertionError(f"again: python -m tests.simulation --first {seed} --seeds 1") from problem
