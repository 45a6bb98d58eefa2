"""Makes the demo tenant, once; its passwords are random and kept in a file only this user can read.

Safe to repeat and to interrupt: the rows come in one transaction, the file after them. Passwords whose file is lost
are replaced.
"""

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from beffroi.channels.chat import store as chat
from beffroi.channels.chat.model import OWN, Widget
from beffroi.demo.rulebook import (
    ASKED_AT_THE_DOOR,
    BRIEFING,
    CALENDAR_OF,
    CONTACT_REASONS,
    EVERY_DAY,
    PRESENCE_REASONS,
    TEXTS,
)
from beffroi.demo.staff import DEMO, DESKS, PARTNERS, PEOPLE, QUEUES, SKILLS, TEAMS, TENANT, WIDGETS, Person
from beffroi.kernel import audit
from beffroi.kernel.config import BadSettings, Settings, is_loopback
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.ids import QueueId, TeamId, UserId
from beffroi.live.alerts import store as alerts
from beffroi.live.alerts.model import Rule
from beffroi.people import store as people
from beffroi.people.briefings import store as briefings
from beffroi.people.briefings.store import Briefing
from beffroi.people.model import User
from beffroi.people.passwords import Passwords, fresh_password
from beffroi.routing import store as routing
from beffroi.routing.rulebook import store as rulebook

_FILE: Final = "demo-passwords.json"
_MAKERS: Final = 2
_NOTE_S: Final = 30 * 86_400.0
SHOP: Final = "colvert"
"""The widget of the shop's own page."""


@dataclass(frozen=True)
class DemoSignIn:
    """How to sign in to the demo as this person."""

    name: str
    email: str
    role: str
    password: str


def make_demo(records: Records, settings: Settings, passwords: Passwords) -> list[DemoSignIn]:
    """The demo tenant is there, and these sign-ins open it. Does nothing when it was there already."""
    if not settings.demo or not is_loopback(settings.host):
        raise BadSettings("The demo tenant only exists on a loopback address.")
    kept = read_sign_ins(settings.data_dir)
    exists = any(one.id == DEMO for one in records.read_now(people.all_tenants))
    if kept and exists:
        return kept
    chosen = {one.id: fresh_password() for one in PEOPLE}
    with ThreadPoolExecutor(_MAKERS) as pool:
        hashes = dict(zip(chosen, pool.map(passwords.hash_now, chosen.values()), strict=True))
    if exists:
        records.write_now(lambda conn: _replace_passwords(conn, hashes))
    else:
        records.write_now(lambda conn: _make(conn, hashes))
    sign_ins = [DemoSignIn(one.name, one.email, one.grants[0].role, chosen[one.id]) for one in PEOPLE]
    _keep(settings.data_dir / _FILE, sign_ins)
    return sign_ins


def read_sign_ins(data_dir: Path) -> list[DemoSignIn]:
    """The sign-ins kept by an earlier run; none when there is no such file, or it cannot be understood."""
    try:
        return [DemoSignIn(**row) for row in json.loads((data_dir / _FILE).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def _make(conn: Connection, hashes: dict[str, str]) -> None:
    people.put_tenant(conn, TENANT)
    for partner in PARTNERS:
        people.put_partner(conn, DEMO, partner)
    for team in TEAMS:
        people.put_team(conn, DEMO, team)
    people.put_wordings(conn, DEMO, people.SKILL, SKILLS)
    _put_rulebook(conn)
    for rules in QUEUES:
        routing.put_queue(conn, DEMO, rules, CALENDAR_OF.get(rules.id))
    for person in PEOPLE:
        _put_person(conn, person, hashes[person.id])
    for person in DESKS:
        _put_desk(conn, person)
    for key, doors in WIDGETS.items():
        reasons = ASKED_AT_THE_DOOR if key == SHOP else ()
        chat.put_widget(conn, Widget(key, DEMO, (OWN,), doors, reasons))
    _put_the_days_note(conn, time.time())
    audit.write(conn, DEMO, "system", "demo_made", "tenant", DEMO)


def _put_rulebook(conn: Connection) -> None:
    for reason in CONTACT_REASONS:
        rulebook.put_reason(conn, DEMO, reason)
    for pause in PRESENCE_REASONS:
        rulebook.put_presence_reason(conn, DEMO, pause)
    rulebook.put_calendar(conn, DEMO, EVERY_DAY)
    for (queue, kind), (fr, en) in TEXTS.items():
        rulebook.put_text(conn, DEMO, queue, kind, fr, en)


def _put_the_days_note(conn: Connection, now: float) -> None:
    claire = UserId("claire")
    note = Briefing(id="bienvenue", by=claire, text=BRIEFING, at=now, until=now + _NOTE_S)
    briefings.add_briefing(conn, DEMO, note)
    rule = Rule(
        id="longest_wait_ventes",
        name="Ventes : plus de 2 min d’attente",
        figure="longest_wait_s",
        op=">",
        value=120.0,
        held_s=15.0,
        queue="ventes",
        sound=True,
        set_by=claire,
        set_at=now,
    )
    alerts.put_rule(conn, DEMO, rule)


def _put_person(conn: Connection, person: Person, password_hash: str) -> None:
    team = TeamId(person.team) if person.team else None
    user = User(UserId(person.id), DEMO, person.name, person.email, team, person.language)
    people.put_user(conn, user, password_hash)
    people.put_grants(conn, DEMO, user.id, person.grants)
    people.put_skills(conn, DEMO, user.id, person.skills)


def _put_desk(conn: Connection, person: Person) -> None:
    for queue, priority in person.queues.items():
        routing.put_membership(conn, DEMO, UserId(person.id), QueueId(queue), priority=priority)
    for channel, most in person.carries.items():
        routing.put_capacity(conn, DEMO, UserId(person.id), channel, most)


def _replace_passwords(conn: Connection, hashes: dict[str, str]) -> None:
    for user, password_hash in hashes.items():
        people.set_password_hash(conn, DEMO, UserId(user), password_hash)
    audit.write(conn, DEMO, "system", "demo_passwords_replaced", "tenant", DEMO)


def _keep(path: Path, sign_ins: list[DemoSignIn]) -> None:
    # Beside the file and then in its place, readable by nobody else from its first byte.
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump([asdict(one) for one in sign_ins], file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
