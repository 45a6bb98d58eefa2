"""What cannot be used is set aside: its reason, its line, and nothing of the person."""

import pytest

from beffroi.insight.logs.aside import Reason, SetAside
from beffroi.insight.logs.measure import Options, measured
from tests.logs.written import lines, report_of, value

GOOD = "c1;2026-03-10T09:00:00Z;Ventes;Ana;answered;5;60"
HEADER = "id;arrived_at;queue;agent;outcome;wait_s;talk_s"


@pytest.mark.parametrize(
    ("row", "reason", "excerpt"),
    [
        ("x;;Ventes;Ana;answered;5;60", Reason.NO_INSTANT, ""),
        ("x;soon 12;Ventes;Ana;answered;5;60", Reason.BAD_INSTANT, "aaaa 00"),
        ("x;1902-01-01;Ventes;Ana;answered;5;60", Reason.IMPOSSIBLE_INSTANT, "0000-00-00"),
        ("x;2026-03-29 02:30:00;Ventes;Ana;answered;5;60", Reason.NONEXISTENT_LOCAL_TIME, "0000-00-00 00:00:00"),
        ("x;2026-03-10T09:00:00Z;Ventes;Ana;answered;-5;60", Reason.NEGATIVE_DURATION, "wait_s=-0"),
        ("x;2026-03-10T09:00:00Z;Ventes;Ana;answered;5;un peu", Reason.BAD_DURATION, "talk_s=aa aaa"),
        ("x;2026-03-10T09:00:00Z;Ventes;Ana;answered;5;90000", Reason.IMPOSSIBLE_DURATION, "talk_s=00000"),
        ("x;2026-03-10T09:00:00Z;Ventes;Ana;;5;60", Reason.NO_OUTCOME, ""),
        ("x;2026-03-10T09:00:00Z;Ventes;Ana;Zorglub 06;5;60", Reason.UNKNOWN_OUTCOME, "Zorglub 00"),
        ("x;2026-03-10T09:00:00Z;Ventes;;abandoned;5;60", Reason.ABANDONED_WITH_TALK, ""),
        ("x;2026-03-10T09:00:00Z;Ventes;;answered;5;0", Reason.ANSWERED_BY_NOBODY, ""),
        ("c1;2026-03-10T10:00:00Z;Ventes;Ana;answered;5;60", Reason.DUPLICATE, ""),
        ("x;2026-03-10T09:00:00Z;Ventes", Reason.WRONG_CELL_COUNT, "3/7 a"),
        ("x;2026-03-10T09:00:00Z;Ventes;Ana;answered;5;60;7", Reason.WRONG_CELL_COUNT, "8/7 a"),
    ],
)
def test_a_row_that_cannot_be_used_is_set_aside(row: str, reason: Reason, excerpt: str) -> None:
    told: list[SetAside] = []
    report = measured(lines(HEADER, GOOD, "", row, GOOD.replace("c1", "c2")), Options(), told.append)
    assert told == [SetAside(4, reason, excerpt)]
    assert (report.read, report.set_aside, report.first_lines) == (3, {reason: 1}, {reason: [4]})
    assert report.whole.received == 2


def test_lines_are_counted_through_cells_that_hold_line_breaks() -> None:
    log = lines("arrived_at;note;outcome", '2026-03-10T09:00Z;"a', 'b";answered', "soon;;answered")
    assert report_of(log).first_lines == {Reason.BAD_INSTANT: [4]}


def test_a_quote_that_never_ends_loses_its_lines_and_says_so() -> None:
    rows = ["2026-03-10T09:00:00Z;x;answered"] * 20_000
    rows[10] = '2026-03-10T09:00:00Z;"x;answered'
    report = report_of(lines("arrived_at;note;outcome", *rows))
    assert report.read == 20_000
    assert report.whole.received + sum(report.set_aside.values()) == 20_000
    assert report.first_lines[Reason.UNREADABLE_ROW][0] == 12


def test_outbound_and_internal_calls_are_not_received() -> None:
    log = lines("date;sens;issue", "2026-03-10 09:00;Sortant;Décroché", "2026-03-10 09:00;Entrant;Décroché",
                "2026-03-10 09:00;outbound;Décroché")  # fmt: skip
    report = report_of(log)
    assert (report.whole.received, report.set_aside) == (1, {Reason.OUTBOUND: 2})


def test_clock_times_tell_the_wait_and_the_talk_even_after_midnight() -> None:
    log = lines("Date;Heure;Heure décroché;Heure fin;Résultat", "10/03/2026;23:59:50;00:00:05;00:02:05;Répondu",
                "13/03/2026;10:00:00;;10:00:30;Perdu", "13/03/2026;10:00:00;09:00:00;10:00:30;Répondu")  # fmt: skip
    report = report_of(log)
    assert (value(report, "speed_of_answer[mean]"), report.whole.talk_ms) == (15, 120_000)
    assert report.whole.wait_abandoned_ms == 30_000
    assert report.set_aside == {Reason.TIMES_OUT_OF_ORDER: 1}


def test_a_log_without_outcome_is_worked_out_and_says_so() -> None:
    report = report_of(lines("start,talk,wait", "2026-03-10T09:00Z,60,5", "2026-03-10T09:00Z,0,9"))
    assert (report.whole.answered, report.whole.abandoned) == (1, 1)
    assert "outcome_deduced" in report.notes


def test_a_duration_alone_is_the_talk_of_the_answered_and_the_wait_of_the_others() -> None:
    report = report_of(lines("date;durée;statut", "2026-03-10 09:00;60;répondu", "2026-03-10 09:00;7;perdu"))
    assert (report.whole.talk_ms, report.whole.wait_abandoned_ms) == (60_000, 7_000)
