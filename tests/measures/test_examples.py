"""Every definition is whole: named in both languages, explained, sourced, and its worked example comes out."""

from __future__ import annotations

from typing import Any

import pytest

from beffroi.measures import CATALOGUE, MEASURES, TOPICS, Measure, Primitives, feeds
from beffroi.measures.catalogue import COUNT
from beffroi.measures.primitives import COUNTS, HISTOGRAMS, SUMS
from tests.house.test_purity import _impurities
from tests.house.tree import ROOT, name, parsed, product
from tools import measure_pages

BOOKKEEPING = ("_untold", "_told", "part_told", "part_told_ms")
EVERY = pytest.mark.parametrize("measure", CATALOGUE.values(), ids=list(CATALOGUE))


class Watched:
    """Primitives that remember which of them were read."""

    def __init__(self, primitives: Primitives) -> None:
        self._primitives, self.read = primitives, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return getattr(self._primitives, name)


@EVERY
def test_the_worked_example_comes_out(measure: Measure) -> None:
    figure = measure.of(Primitives(**measure.example.given))
    assert figure.value == pytest.approx(measure.example.value, rel=1e-6)


@EVERY
def test_the_example_gives_what_the_formula_reads_and_no_more(measure: Measure) -> None:
    watched: Any = Watched(Primitives(**measure.example.given))
    measure.formula(watched)
    assert {one for one in watched.read if not one.endswith(BOOKKEEPING)} == {
        one for one in measure.needs if not one.endswith(BOOKKEEPING)
    }


@EVERY
def test_nothing_counted_gives_no_value_and_counts_give_zero(measure: Measure) -> None:
    counted = measure.unit == COUNT and measure.name != "stock"
    assert measure.of(Primitives()).value == (0 if counted else None)


@EVERY
def test_it_says_what_it_is(measure: Measure) -> None:
    said = [measure.fr, measure.en, measure.formula_fr, measure.formula_en, measure.symbols, measure.source]
    assert all([*said, measure.meaning, measure.unit])
    assert measure.topic in TOPICS


def test_no_two_definitions_share_a_name() -> None:
    for names in ([one.fr for one in CATALOGUE.values()], [one.en for one in CATALOGUE.values()], list(CATALOGUE)):
        assert sorted(names) == sorted(set(names))


def test_the_floor_reads_the_same_definitions() -> None:
    assert [one.key for one in MEASURES.values()] == [
        "received",
        "service_level[strict]",
        "abandonment[of_queued]",
        "speed_of_answer[mean]",
        "handle_time",
        "answer_rate[of_received]",
    ]


def test_every_primitive_a_measure_needs_says_where_it_comes_from() -> None:
    for one in CATALOGUE.values():
        assert feeds.kinds(one)
        assert set(one.needs) <= {*SUMS, *HISTOGRAMS}
    assert set(COUNTS) < set(SUMS)


def test_a_log_without_a_column_is_told_which() -> None:
    told = {"arrived_at", "outcome", "wait_s", "talk_s"}
    assert feeds.missing(CATALOGUE["service_level[strict]"], told) == ()
    assert feeds.missing(CATALOGUE["handle_time"], told) == ("wrap_up_s",)
    assert feeds.missing(CATALOGUE["occupancy[of_logged]"], told) == ("agent_time",)
    assert feeds.missing(CATALOGUE["digitalisation[stayed]"], told) == ("redirected", "customer")


def test_both_pages_tell_every_measure() -> None:
    for language in (measure_pages.ENGLISH, measure_pages.FRENCH):
        text = measure_pages.page(language)
        assert [key for key in CATALOGUE if f"`{key}`" not in text] == []
    assert measure_pages.number(1234567.5, measure_pages.FRENCH) == "1\u202f234\u202f567,5"


def test_the_whole_library_is_pure() -> None:
    files = [path for path in product() if path.parent == ROOT / "beffroi" / "measures"]
    assert len(files) > 20
    assert [f"{name(path)}:{what}" for path in files for what in _impurities(parsed(path))] == []
