"""Cells: instants, durations, names of columns, words of outcomes."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.insight.logs.aside import Reason
from beffroi.insight.logs.columns import detected
from beffroi.insight.logs.durations import seconds
from beffroi.insight.logs.errors import BadMapping, ColumnMissing, DatesUnclear, UnknownZone
from beffroi.insight.logs.instants import Instants, order_of
from beffroi.insight.logs.outcomes import plain, table
from beffroi.measures.contact import Outcome
from tests.logs.written import lines, report_of

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("cell", "utc"),
    [
        ("2026-03-10T06:16:02+01:00", "2026-03-10T05:16:02"),
        ("2026-03-10 06:16", "2026-03-10T05:16:00"),
        ("2026-03-10T05:16:02.250Z", "2026-03-10T05:16:02.250000"),
        ("2026-03-10 06:16:02,500", "2026-03-10T05:16:02.500000"),
        ("31/12/2026 14:05", "2026-12-31T13:05:00"),
        ("31/12/2026 14:05:07", "2026-12-31T13:05:07"),
        ("31.12.26 14:05", "2026-12-31T13:05:00"),
        ("10 mars 2026 à 14 h 05", "2026-03-10T13:05:00"),
        ("1er août 2026 14:05", "2026-08-01T12:05:00"),
        ("2026-03-10 25:10:00", "2026-03-11T00:10:00"),
        ("Mar 10, 2026 2:05 PM", "2026-03-10T13:05:00"),
        ("Tue, 10 Mar 2026 14:05:07 GMT", "2026-03-10T14:05:07"),
        ("20260310T140507Z", "2026-03-10T14:05:07"),
        ("1773119762", "2026-03-10T05:16:02"),
        ("1773119762123", "2026-03-10T05:16:02.123000"),
        (1773119762, "2026-03-10T05:16:02"),
        ("46091.5", "2026-03-10T11:00:00"),
        (datetime(2026, 7, 1, 12), "2026-07-01T10:00:00"),  # noqa: DTZ001 — local by intent
    ],
)
def test_instants_are_read_in_every_usual_way(cell: Any, utc: str) -> None:
    found = Instants(PARIS, None)(cell)
    assert isinstance(found, float)
    assert datetime.fromtimestamp(found, UTC).isoformat() == f"{utc}+00:00"


@pytest.mark.parametrize("cell", ["12/31/2026 2:05 PM", "12/31/2026 02:05:00 pm", "12/31/26, 2:05 PM"])
def test_american_dates_put_the_month_first(cell: str) -> None:
    found = Instants(PARIS, "mdy")(cell)
    assert isinstance(found, float)
    assert datetime.fromtimestamp(found, PARIS).strftime("%d/%m %H:%M") == "31/12 14:05"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("", None), ("0", None), ("0000-00-00 00:00:00", None), ("n/a", None),
        ("hello", Reason.BAD_INSTANT), ("99/99/2026 10:00", Reason.BAD_INSTANT),
        ("9999-01-01", Reason.IMPOSSIBLE_INSTANT), ("1902-01-01", Reason.IMPOSSIBLE_INSTANT),
        ("2026-03-29 02:30:00", Reason.NONEXISTENT_LOCAL_TIME), (True, Reason.BAD_INSTANT),
    ],
)  # fmt: skip
def test_what_is_no_instant_says_why(cell: Any, found: Reason | None) -> None:
    assert Instants(PARIS, "dmy")(cell) is found


def test_an_hour_that_comes_twice_is_its_first() -> None:
    instants = Instants(PARIS, None)
    assert instants("2026-10-25 02:30:00") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC).timestamp()
    assert instants("2026-10-25 02:30:00+01:00") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC).timestamp()
    assert instants.twice == 1


@settings(deadline=None)
@given(st.datetimes(datetime(1995, 1, 1), datetime(2090, 1, 1)))  # noqa: DTZ001 — local by intent
def test_the_quick_way_reads_what_the_plain_way_reads(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    texts = [moment.isoformat(), moment.isoformat(), moment.strftime("%d/%m/%Y %H:%M:%S"), moment.isoformat(" ") + "Z"]
    quick, one_by_one = Instants(PARIS, None), Instants(PARIS, None)
    assert quick.column(texts) == [one_by_one(text) for text in texts]
    assert quick.twice == one_by_one.twice


def test_the_whole_column_decides_day_or_month() -> None:
    french = lines("date;issue", "03/04/2026 10:00;abandon", "13/04/2026 10:00;abandon")
    american = lines("date;issue", "03/04/2026 10:00;abandon", "04/13/2026 10:00;abandon")
    assert [day["day"] for day, _ in report_of(french, by=("day",)).groups.sorted()] == ["2026-04-03", "2026-04-13"]
    assert [day["day"] for day, _ in report_of(american, by=("day",)).groups.sorted()] == ["2026-03-04", "2026-04-13"]
    assert [order_of(cell) for cell in ("3/4/2026", "3.4.2026", "3/3/2026", "3/4/2026 2:05 PM", "2026-01-02")] == [
        "both", "dmy", None, "mdy", None,
    ]  # fmt: skip


def test_dates_that_nothing_decides_are_asked_for() -> None:
    log = lines("date;issue", "03/04/2026 10:00;abandon", "05/06/2026 10:00;abandon")
    with pytest.raises(DatesUnclear, match="--dates"):
        report_of(log)
    assert report_of(log, order="mdy").whole.abandoned == 2


@pytest.mark.parametrize(
    ("cell", "unit", "found"),
    [
        ("151", "s", 151), ("151,4", "s", 151.4), ("1 234,5", "s", 1234.5), ("1\u202f234", "s", 1234),
        ("1,234.5", "s", 1234.5), ("151000", "ms", 151), ("2,5", "min", 150), ("00:02:31", "s", 151),
        ("2:31", "s", 151),
        ("1:30", "h", 5400), ("0:00:12,5", "s", 12.5), ("2 min 31 s", "s", 151), ("2m31s", "s", 151),
        ("1h02", "s", 3720),
        ("PT2M31S", "s", 151), ("2'31\"", "s", 151), ("1 heure et 2 minutes", "s", 3720), (12, "s", 12),
        (1.5, "ms", 0.0015),
        ("", "s", None), ("-", "s", None), ("N/A", "s", None), (None, "s", None),
        ("-5", "s", Reason.NEGATIVE_DURATION), ("-0:10", "s", Reason.NEGATIVE_DURATION),
        (-1, "s", Reason.NEGATIVE_DURATION),
        ("abc", "s", Reason.BAD_DURATION), ("1:75", "s", Reason.BAD_DURATION), ("1e400", "s", Reason.BAD_DURATION),
        ("#VALUE!", "s", Reason.BAD_DURATION), (float("nan"), "s", Reason.BAD_DURATION),
        ("2 min 3 h", "s", Reason.BAD_DURATION),
    ],
)  # fmt: skip
def test_durations_are_read_in_every_usual_way(cell: Any, unit: str, found: Any) -> None:
    read = seconds(cell, unit)
    assert read is found if found is None or isinstance(found, Reason) else read == pytest.approx(found)


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Date;Heure;Groupe;Durée d'attente (s);Post-appel (hh:mm:ss);Statut;Conseiller",
         "arrived_at arrived_time queue wait_s wrap_up_s outcome agent"),
        ("Horodatage;File d'attente;Temps d'attente;Temps de communication;Résultat de l'appel",
         "arrived_at queue wait_s talk_s outcome"),
        ("Call Date;Start Time;Queue Name;Wait Time (ms);Talk Time;Disposition;Agent Name;Caller ID",
         "arrived_at arrived_time queue wait_s talk_s outcome agent customer"),
        ("startTime;queueName;waitTimeMs;talkTimeSeconds", "arrived_at queue wait_s talk_s"),
        ("arrived_at;outcome;wait_s;talk_s;queue", "arrived_at outcome wait_s talk_s queue"),
        ("call_id;Début;Fin;Décroché;Durée;Appelant;État;Sens",
         "id arrived_at ended_at answered_at duration_s customer outcome direction"),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names(header: str, fields: str) -> None:
    names = header.split(";")
    found = detected(names)
    by_place = {column.place: field for field, column in found.items()}
    assert [by_place.get(place) for place in range(len(names))] == fields.split()


def test_a_name_may_tell_its_unit() -> None:
    assert detected(["start", "Wait Time (ms)", "Talk (min)"])["wait_s"].unit == "ms"
    assert detected(["start", "Wait Time (ms)", "Talk (min)"])["talk_s"].unit == "min"


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("Répondu", "answered"), ("DÉCROCHÉ", "answered"), ("Handled", "answered"), ("Perdu", "abandoned"),
        ("No Answer", "abandoned"), ("Raccroché client", "abandoned"), ("Débordement", "overflowed"),
        ("hors-horaires", "closed"), ("After Hours", "closed"), ("Rappel demandé", "callback"), ("SVI", "self_served"),
        ("Busy", "blocked"), ("Dissuasion", "dissuaded"), ("Échec", "failed"),
    ],
)  # fmt: skip
def test_outcomes_are_known_in_french_and_english(said: str, outcome: str) -> None:
    assert table({})[plain(said)] is Outcome(outcome)


def test_our_own_words_are_known() -> None:
    assert {table({})[plain(outcome.value)] for outcome in Outcome} == set(Outcome)


def test_what_cannot_be_understood_is_said_at_once() -> None:
    with pytest.raises(BadMapping, match="not an outcome"):
        table({"Perdu": "lost"})
    with pytest.raises(ColumnMissing, match="couleur"):
        report_of(lines("couleur;issue", "rouge;abandon"))
    with pytest.raises(BadMapping, match="no column"):
        report_of(lines("date;issue", "2026-01-01;abandon"), columns={"arrived_at": "quand"})
    with pytest.raises(BadMapping, match="not a field"):
        report_of(lines("date;issue", "2026-01-01;abandon"), columns={"colour": "date"})
    with pytest.raises(UnknownZone):
        report_of(lines("date;issue", "2026-01-01;abandon"), zone="Paris")
    with pytest.raises(BadMapping, match="--by"):
        report_of(lines("date;issue", "2026-01-01;abandon"), by=("planet",))
