"""The demo tenant: made once, opened by random passwords in a private file, on this machine only."""

import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from beffroi.demo.staff import AGENTS, DEMO, PEOPLE, QUEUES, SKILLS, TEAMS
from beffroi.demo.tenant import DemoSignIn, make_demo, read_sign_ins
from beffroi.kernel import news
from beffroi.kernel.clock import FakeClock
from beffroi.kernel.config import BadSettings, Settings
from beffroi.kernel.db import Records
from beffroi.people import store as people
from beffroi.people.passwords import Passwords
from beffroi.people.service import People
from beffroi.routing import store as routing


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = Records(tmp_path / "records.db", durable=False)
    made.open()
    yield made
    made.close()


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    made = Passwords(memory_kib=64, rounds=1, lanes=1)
    yield made
    made.close()


async def test_every_person_of_the_demo_signs_in(records: Records, settings: Settings, passwords: Passwords) -> None:
    sign_ins = make_demo(records, settings, passwords)
    assert len(sign_ins) == len(PEOPLE) == 15
    assert len({one.password for one in sign_ins}) == 15
    service = People(records, FakeClock(), passwords)
    service.start()
    for one in sign_ins:
        assert (await service.sign_in(one.email, one.password, "127.0.0.1")).principal.name == one.name
    supervisor = await service.sign_in("claire@demo.invalid", _of(sign_ins, "claire"), "127.0.0.1")
    assert supervisor.principal.teams is None
    partner = await service.sign_in("samira@demo.invalid", _of(sign_ins, "samira"), "127.0.0.1")
    assert partner.principal.teams == frozenset({"rabat"})
    assert partner.principal.queues == frozenset({"support_fr", "support_en", "retours"})


def _of(sign_ins: list[DemoSignIn], name: str) -> str:
    return next(one.password for one in sign_ins if one.email.startswith(name))


def test_the_file_is_private_and_a_second_run_changes_nothing(
    records: Records, settings: Settings, passwords: Passwords
) -> None:
    first = make_demo(records, settings, passwords)
    file = settings.data_dir / "demo-passwords.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    told = records.read_now(lambda conn: news.since(conn, DEMO, 0))
    assert make_demo(records, settings, passwords) == first == read_sign_ins(settings.data_dir)
    assert records.read_now(lambda conn: news.since(conn, DEMO, 0)) == told


@pytest.mark.parametrize("content", [None, "", "{", "[1]", '[{"name": "x"}]'])
async def test_lost_passwords_are_replaced(
    records: Records, settings: Settings, passwords: Passwords, content: str | None
) -> None:
    first = make_demo(records, settings, passwords)
    file = settings.data_dir / "demo-passwords.json"
    file.unlink() if content is None else file.write_text(content, encoding="utf-8")
    second = make_demo(records, settings, passwords)
    assert not {one.password for one in first} & {one.password for one in second}
    service = People(records, FakeClock(), passwords)
    service.start()
    assert await service.sign_in(second[0].email, second[0].password, "127.0.0.1")


def test_never_beyond_this_machine(records: Records, settings: Settings, passwords: Passwords) -> None:
    with pytest.raises(BadSettings):
        make_demo(records, replace(settings, demo=False), passwords)
    open_to_all = replace(settings, demo=False, host="0.0.0.0")
    object.__setattr__(open_to_all, "demo", True)
    with pytest.raises(BadSettings):
        make_demo(records, open_to_all, passwords)
    assert records.read_now(people.all_tenants) == []


def test_the_story_holds_together(records: Records, settings: Settings, passwords: Passwords) -> None:
    """Whoever is in a queue can do what it always asks for, and every queue has several such people."""
    make_demo(records, settings, passwords)
    told = records.read_now(lambda conn: news.since(conn, DEMO, 0))
    agents = records.read_now(lambda conn: people.routing_view(conn, DEMO))
    configuration = records.read_now(lambda conn: routing.changes(conn, DEMO, told, agents))
    assert {rules.id for rules in configuration.queues} == {rules.id for rules in QUEUES}
    assert len(configuration.agents) == len(AGENTS) + 1 == 13
    assert {agent.team for agent in configuration.agents if agent.id != "claire"} == {team.id for team in TEAMS}
    codes = {one.code for one in SKILLS}
    for rules in configuration.queues:
        members = [agent for agent in configuration.agents if rules.id in agent.queues]
        assert len(members) >= 3
        for agent in members:
            assert set(agent.skills) <= codes
            asked = rules.requirement.mandatory.items()
            assert all(agent.skills.get(skill, 0) >= level for skill, level in asked), (agent.id, rules.id)
