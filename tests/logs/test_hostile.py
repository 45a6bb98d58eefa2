"""Whatever the bytes: figures, or one sentence with a stable code. Never a traceback, never all the memory."""

import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.insight.logs.errors import BrokenLog, EmptyLog, FileNotReadable, TooMuchInside, UnknownLog
from tests.logs.hostile import FRAGMENTS, end_of, survived
from tests.logs.written import EXERCISE, lines, report_of, workbook


def test_a_megabyte_of_trouble_is_survived() -> None:
    ends = survived(1_000_000)
    assert {"measured", "broken_log", "unknown_log", "column_missing"} <= set(ends)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400) | st.lists(st.sampled_from(FRAGMENTS), max_size=60).map(b"".join))
def test_any_bytes_end_well(log: bytes) -> None:
    assert end_of(log)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=8), st.text(max_size=8)), max_size=8))
def test_any_cells_end_well(cells: list[tuple[str, str, str]]) -> None:
    rows = "\n".join(";".join(row) for row in cells)
    assert end_of(f"arrived_at;outcome;wait_s\n{rows}".encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("log", [b"", b"\n\n", b"\xef\xbb\xbf", b"\0\0\0"])
def test_nothing_is_said_to_be_nothing(log: bytes) -> None:
    with pytest.raises(EmptyLog):
        report_of(log)


def test_a_small_file_that_unpacks_into_an_enormous_one_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        with zipfile.ZipFile(io.BytesIO(workbook())) as good:
            for name in good.namelist():
                if name != "xl/worksheets/sheet1.xml":
                    bomb.writestr(name, good.read(name))
        bomb.writestr("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + b"<row/>" * 8_000_000)
    with pytest.raises(TooMuchInside):
        report_of(out.getvalue())


def test_entities_in_a_workbook_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as evil:
        evil.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><workbook>&c;</workbook>')
    with pytest.raises(BrokenLog, match="document type"):
        report_of(out.getvalue())


def test_a_line_without_end_does_not_hide_the_others() -> None:
    report = report_of(b"arrived_at,outcome\n" + b"x" * 3_000_000 + b"\n2026-03-10T09:00:00Z,answered\n")
    assert report.whole.answered == 1
    assert sum(report.set_aside.values()) >= 1


def test_other_files_are_named_as_what_they_are_not() -> None:
    with pytest.raises(UnknownLog, match="XLS"):
        report_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UnknownLog):
        report_of(b"%PDF-1.7\n" + bytes(range(256)) * 10)
    with pytest.raises(BrokenLog):
        report_of(gzip.compress(EXERCISE.read_bytes())[:900])


def test_a_file_that_is_not_there_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(FileNotReadable, match="nowhere"):
        report_of(tmp_path / "nowhere.csv")
    with pytest.raises(FileNotReadable):
        report_of(tmp_path)


def test_names_of_a_file_cannot_write_on_the_terminal() -> None:
    report = report_of(lines("arrived_at,outcome,queue", "2026-03-10T09:00:00Z,answered,\x1b[31mred"), by=("queue",))
    assert [names["queue"] for names, _ in report.groups.sorted()] == ["\N{REPLACEMENT CHARACTER}[31mred"]
