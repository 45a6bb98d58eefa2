"""What is wrong with a calendar somebody wrote, in words they can act on."""

from collections.abc import Iterator
from typing import Final, NamedTuple
from zoneinfo import available_timezones

from beffroi.calendars.model import Calendar, Day
from beffroi.calendars.territories import TERRITORIES

DAYS_FR: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
DAYS_EN: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY_MIN: Final = 1440


class Fault(NamedTuple):
    """One thing that is wrong: where (a field's path) and what, in both languages."""

    where: str
    fr: str
    en: str


def faults(calendar: Calendar) -> list[Fault]:
    """Everything that is wrong; a calendar without faults can be lived by."""
    return [*_place(calendar), *_week(calendar), *_exceptions(calendar)]


def _place(calendar: Calendar) -> Iterator[Fault]:
    if calendar.zone not in available_timezones():
        yield Fault(
            "zone", f"Le fuseau horaire « {calendar.zone} » est inconnu.", f"Unknown time zone “{calendar.zone}”."
        )
    if calendar.holidays and calendar.holidays not in TERRITORIES:
        yield Fault(
            "holidays",
            f"Le territoire « {calendar.holidays} » est inconnu.",
            f"Unknown territory “{calendar.holidays}”.",
        )


def _week(calendar: Calendar) -> Iterator[Fault]:
    if len(calendar.week) != len(DAYS_FR):
        yield Fault("week", "La semaine compte sept jours, à partir du lundi.", "A week has seven days, from Monday.")
    for number, (spans, fr, en) in enumerate(zip(calendar.week, DAYS_FR, DAYS_EN, strict=False)):
        yield from _day(f"week.{number}", fr.capitalize(), en, spans)


def _exceptions(calendar: Calendar) -> Iterator[Fault]:
    seen = set()
    for number, unlike in enumerate(calendar.exceptions):
        where, fr, en = f"exceptions.{number}", f"Le {unlike.on:%d/%m/%Y}", f"{unlike.on:%Y-%m-%d}"
        if unlike.on in seen:
            yield Fault(where, f"{fr} : cette date figure deux fois.", f"{en}: this date is there twice.")
        seen.add(unlike.on)
        yield from _day(where, fr, en, unlike.spans)


def _day(where: str, fr: str, en: str, spans: Day) -> Iterator[Fault]:
    """Each span lies in its day, goes forward, and begins where or after the one before it ended."""
    reached = 0
    for span in spans:
        shown = f"{clock(span.from_min)}–{clock(span.to_min)}"
        if not (0 <= span.from_min <= DAY_MIN and 0 <= span.to_min <= DAY_MIN):
            told = ("sort de la journée (00:00–24:00)", "leaves the day (00:00–24:00)")
        elif span.from_min >= span.to_min:
            told = ("finit avant de commencer", "ends before it begins")
        elif span.from_min < reached:
            told = ("chevauche la plage précédente ou la précède", "overlaps the span before it, or precedes it")
        else:
            reached = span.to_min
            continue
        yield Fault(where, f"{fr} : la plage {shown} {told[0]}.", f"{en}: the span {shown} {told[1]}.")


def clock(minute: int) -> str:
    """`08:30`; 1,440 is `24:00`."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
