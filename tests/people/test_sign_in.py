"""Signing in: the right password only, no hint of who works here, and no room for guessing."""

import asyncio
import os
import statistics
import sys
import time

import pytest
from sqlalchemy import select

from beffroi.kernel import audit
from beffroi.kernel.clock import FakeClock
from beffroi.kernel.db import Records
from beffroi.kernel.errors import TooMany
from beffroi.kernel.ids import UserId
from beffroi.people import store
from beffroi.people.errors import PasswordTooShort, WrongSignIn
from beffroi.people.passwords import Passwords, fresh_password
from beffroi.people.service import People
from tests.people.conftest import DEMO, PASSWORD


async def test_the_right_password_opens_in_any_letters_of_the_address(people: People) -> None:
    for email in ("ines@demo.invalid", "INES@demo.invalid", "  ines@Demo.Invalid "):
        opened = await people.sign_in(email, PASSWORD, "192.0.2.1")
        assert opened.principal.user == "ines"
        assert await people.sessions.resolve(opened.token) == opened.principal


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ines@demo.invalid", "wrong"),
        ("ines@demo.invalid", PASSWORD.upper()),
        ("ines@demo.invalid", ""),
        ("ines@demo.invalid", PASSWORD + "\x00"),
        ("ines@demo.invalid", "\ud800"),
        ("ines@demo.invalid", "x" * 100_000),
        ("unknown@demo.invalid", PASSWORD),
        ("", PASSWORD),
        ("\ud800", PASSWORD),
        ("' or 1=1 --", PASSWORD),
        ("%", PASSWORD),
    ],
)
async def test_anything_else_is_refused_in_the_same_words(people: People, email: str, password: str) -> None:
    with pytest.raises(WrongSignIn) as refused:
        await people.sign_in(email, password, "192.0.2.1")
    assert refused.value.facts == {}
    assert refused.value.message == "The e-mail or the password is not right."


async def test_a_disabled_account_does_not_open_and_does_not_say_why(people: People) -> None:
    await people.disable(DEMO, UserId("ines"), "user:admin")
    with pytest.raises(WrongSignIn):
        await people.sign_in("ines@demo.invalid", PASSWORD, "192.0.2.1")


async def test_an_unknown_address_costs_as_much_as_a_known_one() -> None:
    slower = Passwords(memory_kib=8192, rounds=2, lanes=1)
    kept = slower.hash_now(PASSWORD)

    async def took(hashed: str | None) -> float:
        started = time.perf_counter()
        assert not await slower.verify(hashed, "wrong")
        return time.perf_counter() - started

    known = statistics.median([await took(kept) for _ in range(5)])
    unknown = statistics.median([await took(None) for _ in range(5)])
    slower.close()
    assert 0.25 < unknown / known < 4


async def test_five_failures_from_one_address_and_it_must_wait(people: People, clock: FakeClock) -> None:
    for number in range(5):
        with pytest.raises(WrongSignIn):
            await people.sign_in(f"guess{number}@demo.invalid", "wrong", "192.0.2.1")
    with pytest.raises(TooMany) as refused:
        await people.sign_in("ines@demo.invalid", PASSWORD, "192.0.2.1")
    assert refused.value.facts["retry_after_s"] == 4.0
    await people.sign_in("ines@demo.invalid", PASSWORD, "192.0.2.2")
    clock.move(4.0)
    await people.sign_in("ines@demo.invalid", PASSWORD, "192.0.2.1")


async def test_twenty_failures_on_one_address_of_mail_and_it_must_wait(people: People) -> None:
    for number in range(20):
        with pytest.raises(WrongSignIn):
            await people.sign_in("ines@demo.invalid", "wrong", f"192.0.2.{number}")
    with pytest.raises(TooMany):
        await people.sign_in("INES@demo.invalid", PASSWORD, "192.0.2.99")


async def test_a_whole_team_behind_one_address_signs_in(people: People) -> None:
    for _ in range(30):
        await people.sign_in("ines@demo.invalid", PASSWORD, "192.0.2.1")


async def test_an_office_behind_one_address_signs_in_at_the_same_moment(people: People) -> None:
    opened = await asyncio.gather(*(people.sign_in("ines@demo.invalid", PASSWORD, "192.0.2.1") for _ in range(30)))
    assert len({one.token for one in opened}) == 30


async def test_guesses_sent_all_at_once_count_like_guesses_one_by_one(people: People) -> None:
    guesses = (people.sign_in(f"guess{n}@demo.invalid", "wrong", "192.0.2.1") for n in range(40))
    refused = await asyncio.gather(*guesses, return_exceptions=True)
    assert sum(isinstance(one, WrongSignIn) for one in refused) <= 5 + 4


async def test_many_at_once_are_served(people: People) -> None:
    opened = await asyncio.gather(*(people.sign_in("ines@demo.invalid", PASSWORD, f"192.0.2.{n}") for n in range(12)))
    assert len({one.token for one in opened}) == 12


async def test_a_password_of_another_cost_is_hashed_again(records: Records, people: People, clock: FakeClock) -> None:
    def kept() -> str:
        found = records.read_now(lambda conn: store.account_by_email(conn, "ines@demo.invalid"))
        assert found is not None
        return found.password_hash

    before = kept()
    dearer = Passwords(memory_kib=128, rounds=1, lanes=1)
    again = People(records, clock, dearer)
    await again.sign_in("ines@demo.invalid", PASSWORD, "192.0.2.1")
    assert kept() != before
    assert kept().startswith("$argon2id$")
    await again.sign_in("ines@demo.invalid", PASSWORD, "192.0.2.1")
    dearer.close()


async def test_a_new_password_closes_what_the_old_one_opened(people: People) -> None:
    opened = await people.sign_in("ines@demo.invalid", PASSWORD, "192.0.2.1")
    await people.set_password(DEMO, UserId("ines"), "another long password", "user:admin")
    assert await people.sessions.resolve(opened.token) is None
    with pytest.raises(WrongSignIn):
        await people.sign_in("ines@demo.invalid", PASSWORD, "192.0.2.1")
    with pytest.raises(PasswordTooShort):
        await people.set_password(DEMO, UserId("ines"), "short", "user:admin")


async def test_what_was_done_is_in_the_audit_without_names(people: People, records: Records) -> None:
    opened = await people.sign_in("ines@demo.invalid", PASSWORD, "192.0.2.1")
    await people.sign_out(opened.principal)
    await people.disable(DEMO, UserId("ines"), "user:admin")
    rows = records.read_now(lambda conn: conn.execute(select(audit.audit)).all())
    assert [(row.by, row.action) for row in rows] == [
        ("user:ines", "signed_in"),
        ("user:ines", "signed_out"),
        ("user:admin", "user_disabled"),
    ]
    assert opened.token not in str(rows)


def test_fresh_passwords_differ_and_are_long_enough() -> None:
    made = {fresh_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(one) == 19 for one in made)


@pytest.mark.skipif(sys.platform != "linux", reason="threads have a priority of their own on Linux only")
async def test_checks_leave_the_processors_to_conversations() -> None:
    passwords = Passwords(memory_kib=64, rounds=1, lanes=1)
    loop = asyncio.get_running_loop()
    before = os.getpriority(os.PRIO_PROCESS, 0)
    assert await loop.run_in_executor(passwords._pool, os.getpriority, os.PRIO_PROCESS, 0) >= 10
    assert os.getpriority(os.PRIO_PROCESS, 0) == before
    passwords.close()
