"""Sessions: opaque, hashed, of limited life, and over at once when they are over."""

import asyncio

import pytest
from sqlalchemy import select

from beffroi.kernel.clock import FakeClock
from beffroi.kernel.db import Records
from beffroi.kernel.ids import UserId
from beffroi.people import store
from beffroi.people.passwords import Passwords
from beffroi.people.service import People
from beffroi.people.sessions import ABSOLUTE_S, IDLE_S, KEPT_S
from tests.people.conftest import DEMO, PASSWORD


async def opened(people: People, name: str = "ines", replaces: str | None = None) -> str:
    return (await people.sign_in(f"{name}@demo.invalid", PASSWORD, "192.0.2.1", replaces)).token


async def test_a_token_has_256_bits_and_only_its_hash_is_kept(people: People, records: Records) -> None:
    token = await opened(people)
    assert len(token) == 43
    rows = records.read_now(lambda conn: conn.execute(select(store.sessions)).all())
    assert token not in str(rows)
    assert len(rows) == 1


async def test_idle_for_eight_hours_and_it_is_over(people: People, clock: FakeClock) -> None:
    token = await opened(people)
    clock.move(IDLE_S - 1)
    assert await people.sessions.resolve(token)
    clock.move(IDLE_S)
    assert await people.sessions.resolve(token) is None


async def test_after_twelve_hours_it_is_over_however_busy(people: People, clock: FakeClock) -> None:
    token = await opened(people)
    for _ in range(11):
        clock.move(3600.0)
        assert await people.sessions.resolve(token)
    clock.move(3600.0)
    assert await people.sessions.resolve(token) is None
    assert ABSOLUTE_S == 12 * 3600


async def test_signs_of_life_survive_a_restart(
    people: People, records: Records, clock: FakeClock, passwords: Passwords
) -> None:
    token = await opened(people)
    clock.move(IDLE_S - 1)
    await people.sessions.resolve(token)
    await people.sessions.tend()
    clock.move(IDLE_S - 3600 * 5)
    again = People(records, clock, passwords)
    assert await again.sessions.resolve(token)
    clock.move(IDLE_S)
    assert await People(records, clock, passwords).sessions.resolve(token) is None


async def test_a_disabled_user_is_out_at_once_also_from_memory(people: People) -> None:
    token = await opened(people)
    assert await people.sessions.resolve(token)
    heard: list[str] = []
    people.sessions.on_ended(heard.append)
    await people.disable(DEMO, UserId("ines"), "user:admin")
    assert await people.sessions.resolve(token) is None
    assert len(heard) == 1


async def test_an_admin_ends_all_sessions_of_a_user_and_of_nobody_else(people: People) -> None:
    mine, also_mine, other = await opened(people), await opened(people), await opened(people, "claire")
    for token in (mine, also_mine, other):
        assert await people.sessions.resolve(token)
    assert await people.end_sessions(DEMO, UserId("ines"), "user:admin") == 2
    assert await people.sessions.resolve(mine) is None
    assert await people.sessions.resolve(also_mine) is None
    assert await people.sessions.resolve(other)


async def test_signing_in_again_gives_a_new_token_and_ends_the_old_one(people: People) -> None:
    old = await opened(people)
    new = await opened(people, replaces=old)
    assert new != old
    assert await people.sessions.resolve(old) is None
    assert await people.sessions.resolve(new)
    assert await opened(people, replaces="made up")


async def test_an_ending_during_a_reading_wins(people: People) -> None:
    for _ in range(20):
        token = await opened(people)
        session = (await people.sessions.resolve(token)) or pytest.fail("not open")
        people.sessions._open.clear()
        reading = asyncio.ensure_future(people.sessions.resolve(token))
        await people.sessions.end(DEMO, session.session, "user:ines")
        await reading
        assert await people.sessions.resolve(token) is None


async def test_a_user_is_elsewhere_while_another_session_of_theirs_is_in_use(people: People) -> None:
    mine, other = await opened(people), await opened(people)
    await people.sessions.resolve(mine)
    assert not people.sessions.is_used_elsewhere(UserId("ines"), mine)
    assert people.sessions.is_used_elsewhere(UserId("ines"), "")
    session = await people.sessions.resolve(other) or pytest.fail("not open")
    assert people.sessions.is_used_elsewhere(UserId("ines"), mine)
    assert not people.sessions.is_used_elsewhere(UserId("claire"), mine)
    await people.sessions.end(DEMO, session.session, "user:ines")
    assert not people.sessions.is_used_elsewhere(UserId("ines"), mine)


async def test_what_hears_badly_does_not_keep_a_session_open(people: People) -> None:
    def deaf(_: str) -> None:
        raise RuntimeError

    token = await opened(people)
    await people.sessions.resolve(token)
    people.sessions.on_ended(deaf)
    await people.end_sessions(DEMO, UserId("ines"), "user:admin")
    assert await people.sessions.resolve(token) is None


async def test_old_sessions_are_removed_in_time(people: People, records: Records, clock: FakeClock) -> None:
    await opened(people)
    clock.move(KEPT_S + 1)
    heard: list[str] = []
    people.sessions.on_ended(heard.append)
    await people.sessions.tend()
    assert records.read_now(lambda conn: conn.execute(select(store.sessions)).all()) == []
