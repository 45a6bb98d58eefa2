"""The same contacts give the same sums, however they are written."""

import pytest

from beffroi.insight.logs.errors import ColumnMissing
from tests.logs.written import WAYS, delimited, report_of, sums_of


@pytest.mark.parametrize("way", WAYS)
def test_a_log_says_the_same_in_every_format(way: str) -> None:
    report = report_of(WAYS[way](), by=("queue",))
    assert report.set_aside == {}
    assert report.read == 4
    assert [names["queue"] for names, _ in report.groups.sorted()] == ["Ventes", "Été"]
    p = report.whole
    assert (p.received, p.answered, p.abandoned, p.overflowed) == (4, 2, 1, 1)
    assert (p.wait_answered_ms, p.wait_abandoned_ms, p.talk_ms) == (37_000, 4_000, 3_756_000)
    assert (p.answered_in_time, p.abandoned_short) == (1, 1)


def test_a_path_and_bytes_are_read_alike(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "journal.unknown"
    path.write_bytes(delimited())
    assert sums_of(path) == sums_of(delimited())


def test_columns_are_mapped_by_hand_by_name_or_number() -> None:
    log = b"a;b;c\n2026-03-31T09:00:00Z;4;Perdu\n"
    report = report_of(log, columns={"arrived_at": "1", "wait_s": "b", "outcome": "c"}, outcomes={"perdu": "abandoned"})
    assert (report.whole.abandoned, report.whole.wait_abandoned_ms) == (1, 4000)


def test_a_file_without_header_is_mapped_by_numbers_and_loses_no_row() -> None:
    log = b"2026-03-31T09:00:00Z;4;Perdu\n2026-03-31T09:01:00Z;5;Perdu\n"
    report = report_of(log, columns={"arrived_at": "1", "wait_s": "2", "outcome": "3"})
    assert (report.read, report.whole.wait_abandoned_ms) == (2, 9000)
    with pytest.raises(ColumnMissing, match="1, 2, 3"):
        report_of(log)


def test_groups_are_local_days_and_quarter_hours() -> None:
    report = report_of(delimited(), by=("day", "quarter"))
    names = [names for names, _ in report.groups.sorted()]
    assert names[0] == {"day": "2026-03-31", "quarter": "2026-03-31T09:00+02:00"}
    assert names[-1] == {"day": "2026-03-31", "quarter": "2026-03-31T23:45+02:00"}
    assert sum(sums.received for _, sums in report.groups.sorted()) == 4
