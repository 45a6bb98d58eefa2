"""Hours by the wall clock, lived in instants: ordinary days, the two nights of the year, holidays, exceptions."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beffroi.calendars.hours import closed_for, closes_at, is_open, label, midnight, next_change, open_seconds
from beffroi.calendars.model import Calendar, Day, Span, Unlike
from beffroi.calendars.territories import TERRITORIES

PARIS = "Europe/Paris"
ALWAYS = ((Span(0, 1440),),) * 7
OFFICE = (((Span(540, 1080),),) * 5) + ((), ())


def day(*spans: tuple[int, int]) -> Day:
    return tuple(Span(*one) for one in spans)


def at(text: str, zone: str = PARIS, fold: int = 0) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp()


def test_an_ordinary_week() -> None:
    office = Calendar(week=OFFICE)
    assert not is_open(office, at("2027-06-07 08:59:59"))
    assert is_open(office, at("2027-06-07 09:00"))
    assert closes_at(office, at("2027-06-07 09:00")) == at("2027-06-07 18:00")
    assert not is_open(office, at("2027-06-07 18:00"))
    assert closes_at(office, at("2027-06-07 18:00")) is None
    assert next_change(office, at("2027-06-11 18:00")) == at("2027-06-14 09:00"), "from Friday evening to Monday"


def test_spans_to_the_day_s_end_go_on_into_the_next_day() -> None:
    night = Calendar(week=(day((0, 360), (1320, 1440)),) * 7)
    assert closes_at(night, at("2027-06-07 23:00")) == at("2027-06-08 06:00")
    assert open_seconds(night, at("2027-06-07 12:00"), at("2027-06-08 12:00")) == 8 * 3600


def test_what_never_changes_has_no_next_change() -> None:
    assert next_change(Calendar(week=ALWAYS), at("2027-06-07 12:00")) is None
    assert next_change(Calendar(), at("2027-06-07 12:00")) is None


def test_an_exception_is_found_however_far_it_lies() -> None:
    closed = Calendar(week=ALWAYS, exceptions=(Unlike(date(2031, 3, 4)),))
    assert next_change(closed, at("2027-06-07 12:00")) == at("2031-03-04 00:00")
    once = Calendar(exceptions=(Unlike(date(2031, 3, 4), day((600, 660))),))
    assert next_change(once, at("2027-06-07 12:00")) == at("2031-03-04 10:00")
    assert next_change(once, at("2031-03-04 10:30")) == at("2031-03-04 11:00")
    assert next_change(once, at("2031-03-04 11:00")) is None


def test_an_exception_decides_before_a_holiday_and_a_holiday_before_the_weekday() -> None:
    open_on_14_july = Unlike(date(2027, 7, 14), day((600, 720)), "Permanence")
    office = Calendar(week=ALWAYS, exceptions=(open_on_14_july,), holidays="metropole")
    assert [is_open(office, at(f"2027-07-14 {hour}:00")) for hour in ("09", "10", "11", "12")] == [
        False, True, True, False,
    ]  # fmt: skip
    assert closed_for(office, date(2027, 7, 14)) == "Permanence"
    assert not is_open(office, at("2027-11-01 12:00"))
    assert closed_for(office, date(2027, 11, 1)) == "Toussaint"
    assert closed_for(office, date(2027, 11, 2)) == ""


# The two nights: 28 March 2027, 02:00 becomes 03:00; 31 October 2027, 03:00 becomes 02:00 again


@pytest.mark.parametrize(
    ("on", "span", "opens", "closes", "hours"),
    [
        ("2027-03-28", (0, 1440), "2027-03-28 00:00", "2027-03-29 00:00", 23),
        ("2027-10-31", (0, 1440), "2027-10-31 00:00", "2027-11-01 00:00", 25),
        ("2027-03-28", (60, 240), "2027-03-28 01:00", "2027-03-28 04:00", 2),
        ("2027-10-31", (60, 240), "2027-10-31 01:00", "2027-10-31 04:00", 4),
        ("2027-03-28", (90, 150), "2027-03-28 01:30", "2027-03-28 03:00", 0.5),
        ("2027-03-28", (150, 300), "2027-03-28 03:00", "2027-03-28 05:00", 2),
        ("2027-10-31", (120, 180), "2027-10-31 02:00", "2027-10-31 03:00", 2),
        ("2027-10-31", (150, 300), "2027-10-31 02:30", "2027-10-31 05:00", 3.5),
        ("2027-10-31", (60, 150), "2027-10-31 01:00", "2027-10-31 02:30", 1.5),
        ("2027-03-28", (540, 1080), "2027-03-28 09:00", "2027-03-28 18:00", 9),
        ("2027-10-31", (540, 1080), "2027-10-31 09:00", "2027-10-31 18:00", 9),
    ],
)
def test_the_two_nights_in_paris(on: str, span: tuple[int, int], opens: str, closes: str, hours: float) -> None:
    calendar = Calendar(exceptions=(Unlike(date.fromisoformat(on), day(span)),))
    before = at(on) - 3600
    opening = next_change(calendar, before)
    assert opening is not None
    closing = next_change(calendar, opening)
    assert closing is not None
    assert (label(PARIS, opening), label(PARIS, closing)) == (opens, closes)
    assert closing - opening == open_seconds(calendar, before, before + 3 * 86400) == hours * 3600
    assert next_change(calendar, closing) is None, "no night opens twice"


def test_a_span_that_the_jump_swallows_never_opens() -> None:
    calendar = Calendar(exceptions=(Unlike(date(2027, 3, 28), day((120, 180))),))
    assert next_change(calendar, at("2027-03-27 12:00")) is None
    assert open_seconds(calendar, at("2027-03-27 12:00"), at("2027-03-29 12:00")) == 0.0


@pytest.mark.parametrize(
    ("territory", "opens_utc"),
    [
        ("metropole", "2027-03-29 06:00"),
        ("reunion", "2027-03-29 04:00"),
        ("mayotte", "2027-03-29 05:00"),
        ("guadeloupe", "2027-03-29 12:00"),
        ("martinique", "2027-03-29 12:00"),
        ("guyane", "2027-03-29 11:00"),
        ("nouvelle_caledonie", "2027-03-28 21:00"),
        ("polynesie", "2027-03-29 18:00"),
        ("saint_pierre", "2027-03-29 10:00"),
    ],
)
@pytest.mark.parametrize("night", ["2027-03-28", "2027-10-31"])
def test_eight_in_the_morning_in_every_zone_after_either_night(territory: str, opens_utc: str, night: str) -> None:
    zone = TERRITORIES[territory].zone
    calendar = Calendar(zone, ((Span(480, 1020),),) * 7)
    for days in range(-2, 3):
        on = date.fromisoformat(night) + timedelta(days=days)
        assert next_change(calendar, at(f"{on} 06:00", zone)) == at(f"{on} 08:00", zone)
        assert open_seconds(calendar, midnight(zone, at(f"{on} 12:00", zone)), at(f"{on} 23:59", zone)) == 9 * 3600
    assert is_open(calendar, datetime.fromisoformat(f"{opens_utc}+00:00").timestamp())
    assert not is_open(calendar, datetime.fromisoformat(f"{opens_utc}+00:00").timestamp() - 1)


# Against a slow witness that looks at the wall clock every minute

minutes = st.integers(0, 96).map(lambda quarter: quarter * 15)
days = (
    st.lists(minutes, max_size=6, unique=True)
    .map(sorted)
    .map(lambda edges: day(*zip(edges[::2], edges[1::2], strict=False)))
)
zones = st.sampled_from(
    [PARIS, "Indian/Reunion", "America/Miquelon", "Pacific/Noumea", "America/Havana", "Australia/Lord_Howe", "UTC"]
)
nights = st.sampled_from(
    [date(2027, 3, 14), date(2027, 3, 28), date(2027, 4, 4), date(2027, 10, 3), date(2027, 10, 31), date(2027, 11, 7)]
)


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Calendar, date]:
    around = draw(nights)
    week = tuple(draw(st.tuples(*[days] * 7)))
    unlike = draw(st.lists(days, max_size=2))
    exceptions = tuple(Unlike(around + timedelta(days=away), spans) for away, spans in enumerate(unlike))
    return Calendar(draw(zones), week, exceptions), around


def witness(calendar: Calendar, begin: float, minutes: int) -> list[bool]:
    """Open or not, minute by minute: by the furthest that the wall clock has shown, so that no hour comes twice."""
    found, furthest, zone = [], datetime(1970, 1, 1), ZoneInfo(calendar.zone)  # noqa: DTZ001
    unlike = {one.on: one.spans for one in calendar.exceptions}
    for minute in range(-180, minutes):
        shown = datetime.fromtimestamp(begin + 60 * minute, zone).replace(tzinfo=None)
        furthest = max(furthest, shown)
        spans = unlike.get(furthest.date(), calendar.week[furthest.weekday()])
        now = furthest.hour * 60 + furthest.minute
        found.append(any(one.from_min <= now < one.to_min for one in spans))
    return found[180:]


@settings(max_examples=60, deadline=None)
@given(calendars())
def test_open_or_not_is_what_a_witness_of_every_minute_says(given_: tuple[Calendar, date]) -> None:
    calendar, night = given_
    begin, length = at(f"{night - timedelta(days=1)} 12:00", "UTC"), 48 * 60
    seen = witness(calendar, begin, length)
    assert [is_open(calendar, begin + 60 * minute) for minute in range(length)] == seen
    assert open_seconds(calendar, begin, begin + 60 * length) == 60 * sum(seen)


@settings(max_examples=60, deadline=None)
@given(calendars(), st.integers(0, 24 * 60))
def test_the_next_change_is_the_first_minute_the_witness_sees_otherwise(
    given_: tuple[Calendar, date], offset: int
) -> None:
    calendar, night = given_
    begin, length = at(f"{night - timedelta(days=1)} 12:00", "UTC") + 60 * offset, 48 * 60
    seen = witness(calendar, begin, length)
    first = next((begin + 60 * minute for minute in range(length) if seen[minute] != seen[0]), None)
    found = next_change(calendar, begin)
    if first is None:
        assert found is None or found >= begin + 60 * length
    else:
        assert found == first
    assert closes_at(calendar, begin) == (found if seen[0] else None)
