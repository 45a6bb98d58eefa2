"""Audit: rows are only added, sealed in a chain, and carry no personal data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, select, update

from beffroi.kernel import audit
from beffroi.kernel.db import Records
from beffroi.kernel.ids import TenantId

DEMO, OTHER = TenantId("demo"), TenantId("other")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    made = Records(tmp_path / "records.db", durable=False)
    made.open()
    yield made
    made.close()


def three(conn: Connection) -> None:
    audit.write(conn, DEMO, "user:u1", "signed_in", "session", "s1", at=10.0)
    audit.write(conn, OTHER, "system", "created", "user", "u9", {"role": "agent", "level": 3}, at=11.0)
    audit.write(conn, DEMO, "user:u1", "signed_out", "session", "s1", at=12.0)


def test_sealed_rows_verify_and_each_is_sealed_once(records: Records) -> None:
    records.write_now(three)
    assert records.write_now(lambda conn: audit.seal(conn, 60.0)) == 3
    assert records.write_now(lambda conn: audit.seal(conn, 120.0)) == 0
    records.write_now(three)
    assert records.write_now(lambda conn: audit.seal(conn, 180.0)) == 3
    assert records.read_now(lambda conn: (audit.verify(conn, DEMO), audit.verify(conn, OTHER))) == (None, None)


@pytest.mark.parametrize(
    "tamper",
    [
        update(audit.audit).where(audit.audit.c.id == 1).values(by="user:u2"),
        update(audit.audit).where(audit.audit.c.id == 3).values(at=9.0),
        update(audit.audit).where(audit.audit.c.id == 2).values(tenant_id="demo"),
        delete(audit.audit).where(audit.audit.c.id == 1),
        delete(audit.seals).where(audit.seals.c.last_row == 3),
    ],
)
def test_a_row_changed_or_removed_afterwards_is_found(records: Records, tamper: object) -> None:
    for now in (60.0, 120.0):
        records.write_now(three)
        records.write_now(lambda conn, now=now: audit.seal(conn, now))  # type: ignore[misc]
    records.write_now(lambda conn: conn.execute(tamper))  # type: ignore[call-overload]
    assert records.read_now(lambda conn: audit.verify(conn, DEMO)) is not None


@pytest.mark.parametrize("words", ["Inès Moreau", "ines@demo.invalid", "a" * 65, "line\nbreak", ["list"]])
def test_words_are_refused(records: Records, words: object) -> None:
    with pytest.raises(ValueError, match="ids, codes"):
        records.write_now(lambda conn: audit.write(conn, DEMO, "system", "x", "user", "u1", {"why": words}))
    assert records.read_now(lambda conn: conn.execute(select(audit.audit)).all()) == []
