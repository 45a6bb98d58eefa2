"""Many at once or one by one: the same sums; groups add to the whole."""

from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.insight.logs.bulk import add_rows
from beffroi.insight.logs.measure import Options, measured, read
from beffroi.insight.logs.rows import Rows, contacts
from beffroi.measures.contact import Contact, Outcome
from beffroi.measures.fold import add_contacts
from beffroi.measures.primitives import Primitives
from beffroi.measures.rules import ClockStart, Rules
from tests.logs.written import EXERCISE, WAYS

SPAN = st.none() | st.sampled_from([0.0, 0.0004, 4.999, 5.0, 19.5, 20.0, 20.001, 119.999, 120.0]) | st.floats(0, 86_400)
RARE = {
    "flow_s": SPAN, "nps": st.none() | st.integers(-1, 11), "first_response_s": SPAN, "bot": st.none() | st.booleans(),
    "resolved": st.none() | st.booleans(), "customer": st.none() | st.text(max_size=3), "ring_s": SPAN,
}  # fmt: skip


@st.composite
def rows(draw: Any) -> Rows:
    size = draw(st.integers(0, 30))

    def column(values: Any) -> list[Any]:
        return draw(st.lists(values, min_size=size, max_size=size))  # type: ignore[no-any-return]

    names = draw(st.sets(st.sampled_from(sorted(RARE)), max_size=2))
    return Rows(
        lines=list(range(size)),
        at=column(st.floats(1e9, 2e9)),
        outcome=column(st.sampled_from(list(Outcome))),
        queue=column(st.sampled_from(["a", "b"])),
        channel=column(st.sampled_from(["voice", "chat", "email"])),
        agent=column(st.none() | st.just("Ana")),
        wait=column(SPAN),
        talk=column(SPAN),
        hold=column(SPAN),
        wrap_up=column(SPAN),
        presented=column(st.none() | st.integers(0, 5)),
        transferred=column(st.none() | st.booleans()),
        more={name: column(RARE[name]) for name in sorted(names)},
    )


@settings(max_examples=60, deadline=None)
@given(rows(), st.sampled_from(list(ClockStart)))
def test_many_at_once_is_one_by_one(some: Rows, clock: ClockStart) -> None:
    rules = Rules(clock_start=clock)
    groups = {"a": Primitives(), "b": Primitives()}
    add_rows(some, some.queue, groups.__getitem__, rules)
    for queue, sums in groups.items():
        assert sums == add_contacts(Primitives(), (one for one in contacts(some) if one.queue == queue), rules)


def test_reading_contacts_and_measuring_agree() -> None:
    logs: list[Path | bytes] = [EXERCISE, *(way() for way in WAYS.values())]
    for log in logs:
        one_by_one = [one for one in read(log) if isinstance(one, Contact)]
        assert add_contacts(Primitives(), one_by_one) == measured(log, Options()).whole


def test_groups_add_to_the_whole() -> None:
    alone = measured(EXERCISE, Options()).whole
    for by in (("queue",), ("day", "quarter"), ("quarter", "agent", "channel")):
        assert measured(EXERCISE, Options(by=by)).whole == alone
