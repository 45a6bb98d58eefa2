"""Laws of the folds, on generated stories: parts add back to the whole, and a pending chat counts neither way."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.insight.days import bounds, day_of
from beffroi.insight.figures import QUEUE_MEASURES
from beffroi.insight.fold import Cell, Counted, Fold, quarters, time_of
from beffroi.insight.memory import AgentNow
from beffroi.insight.spent import QUARTER_MS, stretches
from beffroi.insight.tally import Tally, add, decode, encode, primitives
from beffroi.interactions.events import InteractionOpened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, QueueId
from beffroi.live.counters import LiveCounters
from beffroi.measures import CATALOGUE
from tests.insight.day import accepted, closed, entered, left, presence, replied
from tests.traffic import NOON

AUTUMN = float(bounds(date(2026, 10, 25))[0])
"""The morning of a day of 25 hours."""

LEVELS = [key for key in QUEUE_MEASURES if key.startswith("service_level") and "genesys_flow_outs" not in key]


@st.composite
def passages(draw: st.DrawFn, n: int) -> list[Event]:
    """One passage: it is abandoned, or answered, perhaps written to, perhaps closed; by chat or by voice."""
    begin = draw(st.floats(0, 26 * 3600)) + draw(st.sampled_from([NOON, AUTUMN]))
    wait = draw(st.floats(0, 200))
    who: dict[str, Any] = {
        "interaction": InteractionId(f"i{n}"),
        "queue": QueueId(draw(st.sampled_from(["sales", "support"]))),
    }
    channel = draw(st.sampled_from(["chat", "voice"]))
    opened = InteractionOpened(
        at=begin,
        interaction=who["interaction"],
        channel=channel,
        customer=CustomerId("c"),
        case=CaseId("k"),
        arrived_at=begin,
    )
    came = [opened, entered(begin, **who)]
    how = draw(st.sampled_from(["waiting", "abandoned", "pending", "replied", "closed", "replied_closed"]))
    if how == "waiting":
        return came
    if how == "abandoned":
        return [*came, left(begin + wait, wait, **who)]
    taken: dict[str, Any] = {
        **who,
        "agent": AgentId(draw(st.sampled_from(["ines", "omar"]))),
        "assignment": f"a{n}",
        "channel": channel,
    }
    at, talk = begin + wait, draw(st.floats(1, 3_000))
    found: list[Event] = [*came, accepted(at, wait_s=wait, in_time=wait <= 60, **taken)]
    wrote = how.startswith("replied") and taken["channel"] == "chat"
    if wrote:
        said = {name: taken[name] for name in ("interaction", "queue", "agent")}
        found.append(replied(at + talk / 2, at, in_time=wait + talk / 2 <= 60, **said))
    if how.endswith("closed"):
        found.append(closed(at + talk, accepted_at=at, replied=wrote, **taken))
    return found


@st.composite
def stories(draw: st.DrawFn) -> list[Event]:
    """Several passages, their events in the order of time."""
    several = [draw(passages(n)) for n in range(draw(st.integers(0, 8)))]
    return sorted((event for one in several for event in one), key=lambda event: event.at)


def folded(events: list[Event]) -> dict[tuple[Cell, int], Tally]:
    return quarters(Fold(), events)


def whole(sums: dict[tuple[Cell, int], Tally]) -> Tally:
    result: Tally = {}
    for tally in sums.values():
        add(result, tally.items())
    return result


@settings(max_examples=100, deadline=None)
@given(stories())
def test_no_level_exceeds_one_and_what_is_pending_counts_neither_way(events: list[Event]) -> None:
    sums = folded(events)
    by_queue = {cell.queue for cell, _ in sums}
    groups = [list(sums.values()), *([tally] for tally in sums.values())]
    groups += [[tally for (cell, _), tally in sums.items() if cell.queue == queue] for queue in by_queue]
    for tallies in groups:
        p = primitives(*tallies)
        assert 0 <= p.answered_in_time <= p.answered - p.answered_clock_untold
        assert p.answered_clock_untold >= 0
        for key in LEVELS:
            value = CATALOGUE[key].of(p).value
            assert value is None or 0 <= value <= 1
        level = CATALOGUE["service_level[strict]"].of(p)
        assert level.den == p.answered - p.answered_clock_untold + p.abandoned


@settings(max_examples=60, deadline=None)
@given(stories(), st.integers(0, 100))
def test_a_story_cut_anywhere_adds_back_to_the_same(events: list[Event], cut: int) -> None:
    fold, at = Fold(), min(cut, len(events))
    both = [quarters(fold, events[:at]), quarters(fold, events[at:])]
    added: dict[tuple[Cell, int], Tally] = {}
    for part in both:
        for place, tally in part.items():
            add(added.setdefault(place, {}), tally.items())
    assert _counted(added) == _counted(folded(events))


def _counted(sums: dict[tuple[Cell, int], Tally]) -> dict[tuple[Cell, int], Tally]:
    return {place: tally for place, tally in sums.items() if tally}


@settings(max_examples=60, deadline=None)
@given(stories())
def test_queues_agents_and_local_days_add_back_to_the_whole(events: list[Event]) -> None:
    sums = folded(events)
    everything = primitives(whole(sums))
    for part in (lambda cell, at: cell.queue, lambda cell, at: cell.agent, lambda cell, at: day_of(at)):
        groups: dict[Any, list[Tally]] = {}
        for (cell, at), tally in sums.items():
            groups.setdefault(part(cell, at), []).append(tally)
        again: Tally = {}
        for several in groups.values():
            for tally in several:
                add(again, tally.items())
        assert primitives(again) == everything


@settings(max_examples=40, deadline=None)
@given(stories())
def test_what_is_stored_is_what_was_counted(events: list[Event]) -> None:
    for tally in folded(events).values():
        assert decode(encode(tally)) == tally
        assert all(tally.values())


@given(
    st.integers(0, 10**9),
    st.integers(0, 10**8),
    st.integers(1, 3),
    st.sampled_from(["ready", "not_ready", "logged_out"]),
)
def test_every_millisecond_of_a_state_is_in_one_quarter_hour(since: int, length: int, held: int, state: str) -> None:
    since, length = since * 1000, length % (30 * 3600 * 1000)
    for doing in (AgentNow({"chat": (state, "pause")}, 0, since), AgentNow({"chat": (state, None)}, held, since)):
        found = list(stretches(doing, since + length))
        times = primitives(*(dict(one.added) for one in found))
        there = bool(doing.held) or state != "logged_out"
        assert times.logged_ms == (length if there else 0)
        assert times.work_ms == doing.held * times.busy_ms
        for one in found:
            assert one.from_ms // QUARTER_MS == (one.from_ms + dict(one.added)["logged_ms"] - 1) // QUARTER_MS


def test_a_day_of_25_hours_holds_all_of_it() -> None:
    from_at, to_at = bounds(date(2026, 10, 25))
    fold = Fold()
    sums = quarters(fold, [presence("ready", from_at - 50.0), presence("logged_out", to_at + 50.0)])
    of_day = [tally for (_, at), tally in sums.items() if from_at <= at < to_at]
    assert (len(of_day), primitives(*of_day).idle_ms) == (100, 25 * 3_600_000)


def test_a_chat_answered_and_not_yet_written_to_does_not_redden_the_floor() -> None:
    live = LiveCounters(NOON)
    steps = (
        (accepted(NOON), (1, None)),
        (replied(NOON + 5, NOON), (1, 1.0)),
        (accepted(NOON + 10, "b", interaction="j"), (2, 1.0)),
        (closed(NOON + 20, "b", NOON + 10, interaction="j"), (2, 0.5)),
        (accepted(NOON + 30, "c", interaction="k", channel="voice"), (3, 2 / 3)),
    )
    for event, (answered, level) in steps:
        live.take(event)
        for sums in live.of(event.queue, NOON + 60):
            assert sums.answered == answered
            assert CATALOGUE["service_level[strict]"].of(sums).value == level


def test_time_as_of_now_adds_to_what_is_counted_later() -> None:
    fold = Fold()
    fold.take(presence("ready", NOON))
    agent = fold.memory.agents[AgentId("ines")]
    now = time_of("ines", agent, NOON + 1_000)
    later: list[Counted] = fold.take(presence("logged_out", NOON + 1_500))
    assert sum(dict(one.added)["idle_ms"] for one in now) == 1_000_000
    assert sum(dict(one.added)["idle_ms"] for one in later) == 1_500_000
