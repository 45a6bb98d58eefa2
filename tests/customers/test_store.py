"""A customer is found again by what reaches them, within one organisation only."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from beffroi.customers import store
from beffroi.customers.model import VISITOR, fingerprint
from beffroi.kernel.db import Records
from beffroi.kernel.ids import CustomerId, TenantId

COLVERT, OTHER = TenantId("colvert"), TenantId("other")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    records = Records(tmp_path / "records.db", durable=False)
    records.open()
    yield records
    records.close()


def arrives(records: Records, value: str, name: str | None = None, tenant: TenantId = COLVERT) -> CustomerId:
    return records.write_now(lambda conn: store.known_or_new(conn, tenant, VISITOR, value, name, 100.0))


def test_the_same_address_is_the_same_customer(records: Records) -> None:
    assert arrives(records, "secret-1", "Marie") == arrives(records, "secret-1", "Someone else")
    assert arrives(records, "secret-2") != arrives(records, "secret-1")


def test_another_organisation_does_not_know_them(records: Records) -> None:
    marie = arrives(records, "secret-1", "Marie")
    assert arrives(records, "secret-1", tenant=OTHER) != marie
    assert records.read_now(lambda conn: store.customer(conn, OTHER, marie)) is None
    assert records.read_now(lambda conn: store.names(conn, OTHER, [marie])) == {}


def test_a_customer_says_their_name_later(records: Records) -> None:
    marie = arrives(records, "secret-1")
    records.write_now(lambda conn: store.rename(conn, OTHER, marie, "Hacked"))
    records.write_now(lambda conn: store.rename(conn, COLVERT, marie, "Marie"))
    assert records.read_now(lambda conn: store.names(conn, COLVERT, [marie])) == {marie: "Marie"}


def test_the_secret_itself_is_not_kept(records: Records) -> None:
    arrives(records, "secret-1")
    kept = records.read_now(lambda conn: conn.execute(store.addresses.select()).one())
    assert "secret-1" not in str(kept)
    assert fingerprint(COLVERT, VISITOR, "secret-1") != fingerprint(OTHER, VISITOR, "secret-1")
