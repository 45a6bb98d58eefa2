"""Patience and chance: what is learnt of those who left and of those who were served, and drawn again."""

from collections import Counter
from random import Random
from statistics import fmean, median

import pytest

from beffroi.wfm.chance import NEVER, drawn, leaves_after, luck, rest
from beffroi.wfm.model import Patience, Spread
from beffroi.wfm.patience import LEAST, learnt

MANY = [(n + 0.5) / 4000 for n in range(4000)]


def test_luck_is_the_same_everywhere_and_each_has_their_own() -> None:
    assert luck(1, "i1") == luck(1, "i1")
    assert luck(1, "i1") != luck(2, "i1")
    assert luck(1, "i1") != luck(1, "i2")
    assert luck(7, "somebody").talk == pytest.approx(0.2860746024942744, abs=1e-12)
    assert all(0 < chance < 1 for n in range(200) for chance in luck(n, "i"))


def test_durations_have_the_mean_and_spread_they_are_said_to_have() -> None:
    values = [drawn(Spread(300.0, 0.8), chance) for chance in MANY]
    assert fmean(values) == pytest.approx(300.0, rel=0.01)
    assert drawn(Spread(300.0), 0.9) == 300.0
    assert fmean(drawn(Spread(60.0, exponential=True), chance) for chance in MANY) == pytest.approx(60, rel=0.01)
    assert {drawn(Spread(2.0, values=(1.0, 2.0, 3.0)), chance) for chance in MANY} == {1.0, 2.0, 3.0}


def test_what_is_left_is_that_of_those_that_lasted_longer() -> None:
    assert {rest(Spread(2.0, values=(10.0, 20.0, 40.0)), 15.0, chance) for chance in MANY} == {5.0, 25.0}
    assert rest(Spread(300.0), 100.0, 0.3) == 200.0
    longer = [rest(Spread(300.0, 0.8), 200.0, chance) for chance in MANY]
    whole = [one - 200 for one in (drawn(Spread(300.0, 0.8), chance) for chance in MANY) if one > 200]
    assert median(longer) == pytest.approx(median(whole), rel=0.02)
    assert rest(Spread(300.0, 0.8), 1e6, 0.5) >= 0


def test_patience_is_learnt_of_the_served_too() -> None:
    """Half are served at once or soon: those who left alone would say that everybody leaves early."""
    chance = Random(4)
    left: Counter[float] = Counter()
    served: Counter[float] = Counter()
    for _ in range(5000):
        patience, wait = chance.expovariate(1 / 200), chance.expovariate(1 / 60)
        (left if patience < wait else served)[round(min(patience, wait))] += 1
    found = learnt(left, served)
    assert found is not None
    naive = sum(s * n for s, n in left.items()) / sum(left.values())
    assert naive < 80
    stay = [leaves_after(found, 0.0, one) for one in MANY]
    assert median(stay) == pytest.approx(200 * 0.693, rel=0.1)
    assert fmean(stay) == pytest.approx(200, rel=0.1)


def test_whoever_waited_so_long_leaves_later_than_that() -> None:
    found = learnt(Counter({10.0: 10, 20.0: 10, 30.0: 10}), Counter({40.0: 10}))
    assert found is not None
    assert {leaves_after(found, 15.0, one) for one in MANY if leaves_after(found, 15.0, one) <= 30} == {20.0, 30.0}
    assert min(leaves_after(found, 35.0, one) for one in MANY) >= 35.0
    assert sum(leaves_after(found, 0.0, one) > 30 for one in MANY) / len(MANY) == pytest.approx(0.25, abs=0.01)


def test_too_few_who_left_say_nothing_and_nobody_may_be_asked_to_leave() -> None:
    assert learnt(Counter({10.0: LEAST - 1}), Counter({5.0: 100})) is None
    assert leaves_after(None, 0.0, 0.5) == NEVER
    assert leaves_after(Patience(None), 0.0, 0.5) == NEVER
    everybody_left = learnt(Counter({10.0: 9}), Counter())
    assert everybody_left is not None
    assert leaves_after(everybody_left, 60.0, 0.5) > 60.0
