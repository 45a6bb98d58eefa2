"""What a waiting customer is told, and what may be promised: only what recent service says."""

import math

from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.ids import InteractionId, QueueId
from beffroi.routing.model import WrapUp
from beffroi.routing.rules import CallbackRules
from beffroi.routing.waiting import JUST_NOW_S, LOOK_BACK_S, Pace, callbacks_left, expected_wait, newcomer_wait, pace_of
from tests.routing.stories import SUPPORT, Shard, agent, needs, queue

NONE = WrapUp("none")


def busy(agents: int = 1, calls: int = 4, each_s: float = 60.0) -> Shard:
    """A queue that has served `calls` contacts of a minute each per agent, and has a line of three."""
    who = [f"agent{number}" for number in range(agents)]
    shard = Shard().given(queue(wrap_up=NONE, offer_s=20.0), *(agent(one) for one in who))
    for turn in range(calls + 1):
        for one in who:
            shard.arrives(f"{one}-{turn}")
    for turn in range(calls):
        for one in who:
            shard.accepts(one)
        shard.at(each_s * (turn + 1))
        for one in who:
            shard.ends(one, shard.held(one, "active").interaction)
    for one in who:
        shard.accepts(one)
    for number in range(3):
        shard.arrives(f"w{number}")
    return shard


def told(shard: Shard, who: str) -> float | None:
    return expected_wait(shard.state, InteractionId(who), shard.clock.at)


def pace(shard: Shard) -> Pace:
    found = pace_of(shard.state, SUPPORT, shard.clock.at)
    assert found is not None
    return found


def test_twice_the_agents_serve_twice_as_fast() -> None:
    assert math.isclose(pace(busy(2)).service, 2 * pace(busy(1)).service, rel_tol=1e-4)


def test_what_those_just_taken_lived_tempers_what_is_told() -> None:
    shard = busy()
    by_pace = pace(shard).wait_s(1)
    waits = [take.wait_s for take in shard.state.rows.now[SUPPORT].takes[-3:] if shard.clock.at - take.at <= JUST_NOW_S]
    expected = told(shard, "w0")
    assert waits
    assert expected is not None
    assert math.isclose(expected, 0.6 * by_pace + 0.4 * sum(waits) / len(waits))


def test_those_behind_are_told_more() -> None:
    shard = busy()
    waits = [told(shard, f"w{number}") for number in range(3)]
    assert None not in waits
    assert waits == sorted(waits)  # type: ignore[type-var]
    newcomer = newcomer_wait(shard.state, SUPPORT, "chat", shard.clock.at)
    assert newcomer is not None
    assert newcomer > (waits[-1] or 0.0)


def test_nothing_is_told_without_a_basis() -> None:
    shard = Shard().given(queue(), agent("ines"))
    shard.arrives("i1")
    shard.accepts("ines")
    shard.arrives("i2")
    assert told(shard, "i2") is None
    assert told(shard, "i1") is None
    assert newcomer_wait(shard.state, SUPPORT, "chat", shard.clock.at) is None
    assert newcomer_wait(shard.state, QueueId("nowhere"), "chat", shard.clock.at) is None


def test_old_service_says_nothing() -> None:
    shard = busy()
    shard.at(240.0 + LOOK_BACK_S + 1.0)
    assert told(shard, "w0") is None


def test_silence_lengthens_what_is_told() -> None:
    shard = busy()
    soon = pace(shard)
    shard.at(240.0 + 600.0)
    assert math.isclose(pace(shard).service, 3.0 / 600.0)
    assert pace(shard).service < soon.service


def test_somebody_free_who_lacks_what_is_mandatory_is_nobody() -> None:
    shard = Shard().given(queue(requirement=needs({"french": 3})), agent("hugo"))
    assert newcomer_wait(shard.state, SUPPORT, "chat", shard.clock.at) is None
    shard.given(agent("ines", french=3))
    assert newcomer_wait(shard.state, SUPPORT, "chat", shard.clock.at) == 0.0


def test_who_gives_up_shortens_the_wait_of_those_behind() -> None:
    patient, hasty = Pace(0.1, 0.0, 0.0), Pace(0.1, 0.01, 0.0)
    assert patient.wait_s(10) == 100.0
    assert hasty.wait_s(10) < patient.wait_s(10)
    assert math.isclose(Pace(0.1, 1e-12, 0.0).wait_s(10), 100.0, rel_tol=1e-3)


@given(st.floats(0.001, 10.0), st.floats(0.0, 0.1), st.floats(0.0, 30.0), st.integers(1, 10_000))
def test_one_more_ahead_is_never_a_shorter_wait(service: float, patience: float, ring_s: float, ahead: int) -> None:
    one = Pace(service, patience, ring_s)
    assert 0.0 <= one.wait_s(ahead) <= one.wait_s(ahead + 1)


def test_without_hours_promises_have_no_end() -> None:
    shard = Shard().given(queue(callback=CallbackRules(True)), agent("ines"))
    assert callbacks_left(shard.state, SUPPORT, shard.clock.at) == math.inf
