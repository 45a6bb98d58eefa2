"""Who arrives is written down first, in the year of the place where the organisation lives."""

from pathlib import Path

from beffroi.entry import store
from beffroi.entry.model import Arriving, year_of
from beffroi.kernel.db import Records
from beffroi.kernel.ids import CustomerId, QueueId, TenantId

T, OTHER = TenantId("colvert"), TenantId("other")
NEW_YEAR_IN_PARIS = 1_798_758_000.0


def test_the_year_is_the_one_of_the_place() -> None:
    assert year_of(NEW_YEAR_IN_PARIS, "Europe/Paris") == 2027
    assert year_of(NEW_YEAR_IN_PARIS, "UTC") == 2026
    assert year_of(NEW_YEAR_IN_PARIS - 1, "Europe/Paris") == 2026


def test_an_arrival_is_left_over_until_the_ledger_knows_it_or_it_was_turned_away(tmp_path: Path) -> None:
    records = Records(tmp_path / "records.db", durable=False)
    records.open()
    who = Arriving(
        by="visitor:s",
        channel="chat",
        queue=QueueId("ventes"),
        customer=CustomerId("marie"),
        arrived_at=100.0,
        mandatory={"french": 2},
    )
    arrival = records.write_now(lambda conn: store.arrive(conn, T, who, "Europe/Paris"))
    assert records.read_now(lambda conn: store.unopened(conn, T, 0)) == [arrival]
    assert records.read_now(lambda conn: store.unopened(conn, OTHER, 0)) == []
    assert records.read_now(lambda conn: store.unopened(conn, T, 101)) == []
    records.write_now(lambda conn: store.turn_away(conn, T, arrival.interaction))
    assert records.read_now(lambda conn: store.unopened(conn, T, 0)) == []
    records.close()
