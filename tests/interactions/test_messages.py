"""Cases are numbered by year; a message is written once, and messages of a thread are numbered without a hole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from beffroi.interactions import store
from beffroi.interactions.errors import ClientIdReused
from beffroi.interactions.model import Draft, Message
from beffroi.kernel.db import Records
from beffroi.kernel.ids import CustomerId, InteractionId, TenantId

T, OTHER = TenantId("colvert"), TenantId("other")
MARIE, KARIM = CustomerId("marie"), CustomerId("karim")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    records = Records(tmp_path / "records.db", durable=False)
    records.open()
    yield records
    records.close()


def case_of(records: Records, customer: CustomerId, year: int = 2026, tenant: TenantId = T) -> str:
    return records.write_now(lambda conn: store.open_or_join_case(conn, tenant, customer, year, 1.0)).number


def says(
    records: Records, client_id: str, text: str, by: str = "visitor:s", thread: str = "s", tenant: TenantId = T
) -> tuple[Message, bool]:
    draft = Draft(thread, InteractionId("i1"), "customer", by, client_id, text, 5.0)
    return records.write_now(lambda conn: store.write_message(conn, tenant, draft))


def test_a_customer_joins_their_open_case(records: Records) -> None:
    assert case_of(records, MARIE) == case_of(records, MARIE) == "2026-00001"


def test_case_numbers_follow_each_other_within_a_year_and_an_organisation(records: Records) -> None:
    assert [case_of(records, MARIE), case_of(records, KARIM)] == ["2026-00001", "2026-00002"]
    assert case_of(records, CustomerId("lena"), 2027) == "2027-00001"
    assert case_of(records, CustomerId("lena"), tenant=OTHER) == "2026-00001"


def test_a_message_sent_five_times_is_written_once(records: Records) -> None:
    first, new = says(records, "c1", "Bonjour")
    assert new
    assert [says(records, "c1", "Bonjour") for _ in range(5)] == [(first, False)] * 5


def test_numbers_have_no_hole_even_after_one_was_taken_back(records: Records) -> None:
    says(records, "c1", "one")
    refused, _ = says(records, "c2", "two")
    records.write_now(lambda conn: store.take_back_message(conn, T, refused.id))
    assert says(records, "c3", "three")[0].n == 2


def test_an_id_is_not_used_for_another_text(records: Records) -> None:
    says(records, "c1", "one")
    with pytest.raises(ClientIdReused):
        says(records, "c1", "two")


def test_ids_of_others_mean_nothing_here(records: Records) -> None:
    mine, _ = says(records, "c1", "mine")
    for theirs in (
        says(records, "c1", "agent", by="user:ines"),
        says(records, "c1", "other", thread="s2"),
        says(records, "c1", "x", tenant=OTHER),
    ):
        assert theirs[1]
        assert theirs[0].id != mine.id
    assert records.read_now(lambda conn: store.messages_by_id(conn, OTHER, [mine.id])) == {}


def test_who_comes_back_gets_what_they_have_not_seen_and_the_newest_if_that_is_too_much(records: Records) -> None:
    for n in range(1, 8):
        says(records, f"c{n}", f"text {n}")
    assert [m.n for m in records.read_now(lambda conn: store.messages_after(conn, T, "s", 4, 100))] == [5, 6, 7]
    assert [m.n for m in records.read_now(lambda conn: store.messages_after(conn, T, "s", 0, 2))] == [6, 7]


def test_what_has_no_event_yet_is_known(records: Records) -> None:
    one, two = says(records, "c1", "one")[0], says(records, "c2", "two")[0]
    records.write_now(lambda conn: store.mark_reported(conn, {one.id: 12}))
    assert [m.id for m in records.read_now(lambda conn: store.unreported_messages(conn, T))] == [two.id]
    records.write_now(lambda conn: store.take_back_message(conn, T, one.id))
    assert len(records.read_now(lambda conn: store.messages_of(conn, T, InteractionId("i1")))) == 2
