"""Before beside after: intervals, the paired difference, and when a difference is to be seen."""

import pytest

from beffroi.kernel.ids import QueueId
from beffroi.wfm.compare import Compared, Interval, compared, interval, student
from beffroi.wfm.watch import EVERYWHERE, Outcome
from beffroi.wfm.words import sentence, with_bounds
from tests.wfm.days import RETURNS, SALES


def seed(answered: int, in_time: int, longest_s: float = 0.0, queue: QueueId = SALES) -> Outcome:
    """One seed of a hundred customers."""
    tally = {"received": 100, "answered": answered, "answered_in_time": in_time, "abandoned": 100 - answered}
    return Outcome({queue: tally}, {queue: longest_s}, {queue: 3, EVERYWHERE: 4})


def of(found: list[Compared], key: str, queue: QueueId | None = SALES) -> Compared:
    return next(one for one in found if one.key == key and one.queue == queue)


def test_the_interval_is_students() -> None:
    found = interval([1.0, 2.0, 3.0, 4.0])
    assert found is not None
    assert (found.mean, found.low, found.high) == pytest.approx((2.5, 0.4457, 4.5543), abs=1e-3)
    assert interval([]) is None
    assert interval([5.0]) == Interval(5.0, None, None)


def test_students_table_goes_on() -> None:
    assert student(19) == 2.093
    assert student(31) == pytest.approx(2.0395, abs=1e-3)
    assert student(1000) == pytest.approx(1.9623, abs=1e-4)


def test_seeds_are_paired_so_a_small_steady_difference_is_seen() -> None:
    """Seed by seed three more are in time; between seeds it goes up and down by far more."""
    before = [seed(90, in_time) for in_time in (20, 60, 40, 80, 50)]
    after = [seed(90, in_time) for in_time in (23, 63, 43, 83, 54)]
    found = of(compared(before, after, [SALES]), "service_level[strict]")
    assert found.verdict == "better"
    assert found.before is not None
    assert found.after is not None
    assert found.before.high is not None
    assert found.before.high > found.after.mean


def test_a_difference_that_chance_explains_is_not_seen() -> None:
    found = compared([seed(90, n) for n in (50, 60, 55)], [seed(90, n) for n in (55, 58, 54)], [SALES])
    assert of(found, "service_level[strict]").verdict == "same"
    assert of(found, "received").verdict == "same"


def test_more_waiting_is_worse_and_more_received_is_neither() -> None:
    before = [seed(90, 50, 100.0 + n) for n in range(4)]
    after = [seed(90, 50, 200.0 + n) for n in range(4)]
    for one in after:
        one.sums[SALES]["received"] = 110
    found = compared(before, after, [SALES])
    assert of(found, "longest_wait").verdict == "worse"
    assert of(found, "received").verdict == "higher"


def test_one_seed_says_nothing_of_chance() -> None:
    found = compared([seed(90, 50)], [seed(90, 60)], [SALES])
    assert {one.verdict for one in found} == {"unsure"}


def test_all_queues_are_those_that_are_seen() -> None:
    both = Outcome({**seed(90, 50).sums, **seed(50, 10, queue=RETURNS).sums}, {}, {EVERYWHERE: 9})
    found = compared([both, both], [both, both], [SALES], whole=False)
    assert of(found, "received", None).before == Interval(100, 100, 100)
    assert not [one for one in found if one.queue is None and one.key in ("most_waiting", "occupancy[of_available]")]
    assert of(compared([both, both], [both, both], [SALES, RETURNS]), "received", None).before == Interval(
        200, 200, 200
    )


def test_it_is_said_in_words() -> None:
    before, after = [seed(90, n) for n in (50, 51, 52)], [seed(90, n) for n in (70, 71, 73)]
    found = compared(before, after, [SALES])
    fr = sentence(found, {SALES: "Ventes"}, 3, 7200.0, "fr")
    assert fr.startswith("Sur 3 simulations des 2 h à venir :\n")
    assert "Ventes" in fr
    assert "51,0\u202f% → 71,3\u202f% (mieux)" in fr
    assert "no visible difference" in sentence(compared(before, before, [SALES]), {SALES: "S"}, 3, 7200.0, "en")
    assert with_bounds("service_level[strict]", Interval(0.5, 0.4, 0.6), "fr") == "50,0\u202f% [40,0 ; 60,0]"
