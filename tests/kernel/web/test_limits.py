"""Token buckets: so many at once, so many later, never more."""

import pytest
from httpx import AsyncClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import HTTPConnection

from beffroi.kernel.clock import FakeClock
from beffroi.kernel.web.limits import Buckets, Limit, address_of


async def test_too_many_is_429_with_the_seconds_to_wait(visitor: AsyncClient, clock: FakeClock) -> None:
    answers = [await visitor.get("/api/open") for _ in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [429]
    assert answers[-1].json()["code"] == "too_many"
    assert answers[-1].headers["Retry-After"] == "2"
    clock.move(2.0)
    assert (await visitor.get("/api/open")).status_code == 200
    assert (await visitor.get("/api/open")).status_code == 429


async def test_a_session_has_a_bucket_of_its_own(visitor: AsyncClient, ines: AsyncClient) -> None:
    for _ in range(6):
        await visitor.get("/api/open")
    assert (await ines.get("/api/me")).status_code == 200


@given(st.lists(st.tuples(st.floats(0, 30), st.booleans()), max_size=60))
def test_in_any_span_never_more_than_the_burst_and_what_flowed_back(steps: list[tuple[float, bool]]) -> None:
    buckets, now, taken = Buckets(Limit(5, 20)), 0.0, list[float]()
    for wait, give_back in steps:
        now += wait
        if buckets.take("a", now) == 0.0:
            if give_back:
                buckets.give_back("a", now)
            else:
                taken.append(now)
    for first in range(len(taken)):
        for last in range(first, len(taken)):
            assert last - first + 1 <= 5 + (taken[last] - taken[first]) * 5 / 20 + 1e-6


def test_memory_is_bounded_and_the_oldest_keys_go_first() -> None:
    buckets = Buckets(Limit(1, 1000), keys=100)
    for number in range(1000):
        assert buckets.take(str(number), 0.0) == 0.0
    assert buckets.take("999", 0.0) > 0
    assert len(buckets._held) <= 100


def test_a_flood_of_invented_keys_is_not_looked_through_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    buckets, looks = Buckets(Limit(2, 10), keys=100), list[float]()
    forget = buckets._forget

    def looked(now: float) -> None:
        looks.append(now)
        forget(now)

    monkeypatch.setattr(buckets, "_forget", looked)
    for n in range(1_000):
        buckets.take(str(n), 0.0)
    assert len(looks) <= 100


def test_a_clock_that_stands_still_gives_nothing() -> None:
    buckets = Buckets(Limit(1, 10))
    assert buckets.take("a", 100.0) == 0.0
    assert buckets.take("a", 100.0) == 10.0
    assert buckets.take("a", 90.0) == 10.0


def test_an_ipv6_network_is_one_caller() -> None:
    def of(host: str) -> str:
        return address_of(HTTPConnection({"type": "http", "headers": [], "client": (host, 1)}))

    assert of("2001:db8::1") == of("2001:db8::ffff:1") != of("2001:db8:0:1::1")
    assert of("192.0.2.1") != of("192.0.2.2")
    assert of("testclient") == "unknown"
