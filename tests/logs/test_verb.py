"""`beffroi measure`: the exercise gives exactly the published row, in every output, and a refusal is status 2."""

import csv
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from beffroi.cli import main
from tests.logs.written import EXERCISE, delimited

# field.md §5: percentages to one decimal, whole seconds, each variant under its own name.
PUBLISHED = {
    "received": 330, "answered": 175, "abandoned": 48, "overflowed": 87, "closed": 20,
    "answer_rate[of_received]": 53.0, "answer_rate[of_queued]": 78.5,
    "abandonment[of_received]": 14.5, "abandonment[of_queued]": 21.5,
    "overflow": 26.4, "out_of_hours": 6.1, "not_treated": 47.0, "short_talks": 30.3,
    "speed_of_answer[mean]": 11, "wait_before_abandon[mean]": 15,
}  # fmt: skip


def shown(measures: list[dict[str, Any]]) -> dict[str, float]:
    """Each measure as the course prints it."""
    found = {}
    for one in measures:
        key = one["name"] + (f"[{one['variant']}]" if one["variant"] else "")
        if one["value"] is not None:
            found[key] = round(one["value"] * 100, 1) if one["unit"] == "share" else one["value"]
    return found


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["measure", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_the_exercise_gives_the_published_row(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = asked(capsys, str(EXERCISE), "--json")
    told = json.loads(out)
    assert status == 0
    assert list(told) == ["rows", "measures"]
    assert told["rows"] == {"read": 330, "set_aside": {}}
    assert {tuple(one) for one in told["measures"]} == {
        ("name", "variant", "value", "unit", "numerator", "denominator")
    }
    found = shown(told["measures"])
    assert {key: found[key] for key in PUBLISHED} == PUBLISHED
    by_name = {(one["name"], one["variant"]): one for one in told["measures"]}
    strict = by_name["service_level", "strict"]
    assert (strict["numerator"], strict["denominator"]) == (152, 223)
    assert by_name["handle_time", None]["value"] is None


def test_groups_are_beside_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(asked(capsys, str(EXERCISE), "--json", "--by", "day,quarter")[1])
    received = [one["value"] for group in told["groups"] for one in group["measures"] if one["name"] == "received"]
    assert sum(received) == 330
    assert set(told["groups"][0]["by"]) == {"day", "quarter"}


def test_the_report_reads_like_a_report(capsys: pytest.CaptureFixture[str]) -> None:
    french = asked(capsys, str(EXERCISE), "--lang", "fr")[1].replace("\u202f", " ")
    english = asked(capsys, str(EXERCISE), "--lang", "en", "--by", "quarter")[1]
    for said in ("330 lignes lues, 330 comptées", "53,0 %", "175 / 330",
                 "La perte est d’abord le débordement : 87 des 155",
                 "Ce ne sont pas les horaires", "Les abandons sont rapides",
                 "Un seul jour n’est pas une tendance"):  # fmt: skip
        assert said in french
    for said in ("330 rows read", "53.0%", "The loss is first of all overflow", "One day is no trend", "By quarter"):
        assert said in english


def test_tables_and_rows_set_aside_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.csv"
    log.write_bytes(delimited() + b"hier;Ventes;=1+1;5;6\n")
    out, book, aside = (tmp_path / name for name in ("out.csv", "out.xlsx", "aside.csv"))
    status, printed, _ = asked(
        capsys, str(log), "--by", "queue", "--csv", str(out), "--xlsx", str(book), "--set-aside", str(aside)
    )
    assert (status, printed) == (0, "")
    rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert [(row["queue"], row["received"]) for row in rows] == [("Ventes", "2"), ("Été", "2")]
    assert list(csv.reader(aside.read_text().splitlines())) == [
        ["line", "reason", "excerpt"],
        ["6", "bad_instant", "aaaa"],
    ]
    with zipfile.ZipFile(book) as written:
        assert "xl/worksheets/sheet1.xml" in written.namelist()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nowhere.csv"], "file_not_readable"),
        ([str(EXERCISE), "--map", "colour=x"], "bad_mapping"),
        ([str(EXERCISE), "--map", "arrived_at"], "bad_mapping"),
        ([str(EXERCISE), "--zone", "Mars"], "unknown_zone"),
        ([str(EXERCISE), "--csv", "/nowhere/out.csv"], "file_not_readable"),
        ([str(EXERCISE), "--xlsx", "/nowhere/out.xlsx"], "file_not_readable"),
    ],
)
def test_a_refusal_is_one_sentence_with_its_code(
    arguments: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = asked(capsys, *arguments)
    assert (status, out) == (2, "")
    assert err.strip().endswith(f"[{code}]")
    assert err.count("\n") == 1


def test_the_log_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.csv"
    log.write_bytes(delimited())
    for option in ("--csv", "--xlsx", "--set-aside"):
        assert asked(capsys, str(log), option, str(log))[0] == 2
    assert log.read_bytes() == delimited()


@pytest.mark.slow
def test_the_installed_command_starts_without_the_server() -> None:
    command = Path(sys.executable).with_name("beffroi")
    done = subprocess.run([command, "measure", EXERCISE, "--json"], capture_output=True, text=True, check=True)
    assert shown(json.loads(done.stdout)["measures"])["answer_rate[of_received]"] == 53.0
    quick = "import sys, beffroi.cli, beffroi.insight.logs.verb as _; sys.exit('uvicorn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", quick]).returncode == 0
