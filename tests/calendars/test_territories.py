"""Public holidays by territory: a golden table, and what is wrong with a calendar in words."""

from datetime import date

import pytest

from beffroi.calendars.faults import faults
from beffroi.calendars.hours import is_open, midnight
from beffroi.calendars.model import Calendar, Span, Unlike
from beffroi.calendars.territories import TERRITORIES, public_holidays

EVERYWHERE = {
    "2027-01-01": "Jour de l'an",
    "2027-03-29": "Lundi de Pâques",
    "2027-05-01": "Fête du Travail",
    "2027-05-06": "Ascension",
    "2027-05-08": "Fête de la Victoire",
    "2027-05-17": "Lundi de Pentecôte",
    "2027-07-14": "Fête nationale",
    "2027-08-15": "Assomption",
    "2027-11-01": "Toussaint",
    "2027-11-11": "Armistice",
    "2027-12-25": "Noël",
}
ALSO = {
    "metropole": {},
    "alsace_moselle": {"2027-03-26": "Vendredi saint", "2027-12-26": "Saint-Étienne"},
    "guadeloupe": {
        "2027-03-04": "Mi-Carême",
        "2027-03-26": "Vendredi saint",
        "2027-05-27": "Abolition de l'esclavage",
        "2027-07-21": "Fête de Victor Schoelcher",
    },
    "martinique": {"2027-05-22": "Abolition de l'esclavage", "2027-07-21": "Fête de Victor Schoelcher"},
    "guyane": {"2027-06-10": "Abolition de l'esclavage"},
    "reunion": {"2027-12-20": "Abolition de l'esclavage"},
    "mayotte": {"2027-04-27": "Abolition de l'esclavage"},
    "saint_barthelemy": {"2027-10-09": "Abolition de l'esclavage"},
    "saint_martin": {"2027-05-28": "Abolition de l'esclavage", "2027-07-21": "Fête de Victor Schoelcher"},
    "saint_pierre": {},
    "nouvelle_caledonie": {"2027-09-24": "Fête de la Citoyenneté"},
    "polynesie": {"2027-03-05": "Arrivée de l'Évangile", "2027-03-26": "Vendredi saint", "2027-11-20": "Matāri'i"},
    "wallis": {
        "2027-04-28": "Saint Pierre Chanel",
        "2027-06-29": "Saints Pierre et Paul",
        "2027-07-29": "Fête du Territoire",
    },
}


@pytest.mark.parametrize("territory", TERRITORIES)
def test_the_holidays_of_2027(territory: str) -> None:
    found = {day.isoformat(): name for day, name in public_holidays(territory, 2027).items()}
    assert found == dict(sorted((EVERYWHERE | ALSO[territory]).items()))


def test_good_friday_closes_strasbourg_and_not_paris() -> None:
    week = ((Span(0, 1440),),) * 7
    good_friday = midnight("Europe/Paris", 0.0) + (date(2027, 3, 26) - date(1970, 1, 1)).days * 86400 + 43200
    assert is_open(Calendar(week=week, holidays="metropole"), good_friday)
    assert not is_open(Calendar(week=week, holidays="alsace_moselle"), good_friday)


def test_a_calendar_without_faults() -> None:
    assert faults(Calendar(week=((Span(0, 720), Span(720, 1440)),) * 7, holidays="reunion")) == []


def test_every_fault_is_said_where_it_lies() -> None:
    wrong = Calendar(
        zone="Europe/Pariss",
        week=(
            (Span(540, 720), Span(700, 1080)),
            (Span(600, 600),),
            (Span(1200, 1500),),
            (Span(800, 900), Span(540, 600)),
            (),
            (),
        ),
        exceptions=(Unlike(date(2027, 7, 14)), Unlike(date(2027, 7, 14), (Span(900, 840),))),
        holidays="bretagne",
    )
    assert [(one.where, one.fr) for one in faults(wrong)] == [
        ("zone", "Le fuseau horaire « Europe/Pariss » est inconnu."),
        ("holidays", "Le territoire « bretagne » est inconnu."),
        ("week", "La semaine compte sept jours, à partir du lundi."),
        ("week.0", "Lundi : la plage 11:40–18:00 chevauche la plage précédente ou la précède."),
        ("week.1", "Mardi : la plage 10:00–10:00 finit avant de commencer."),
        ("week.2", "Mercredi : la plage 20:00–25:00 sort de la journée (00:00–24:00)."),
        ("week.3", "Jeudi : la plage 09:00–10:00 chevauche la plage précédente ou la précède."),
        ("exceptions.1", "Le 14/07/2027 : cette date figure deux fois."),
        ("exceptions.1", "Le 14/07/2027 : la plage 15:00–14:00 finit avant de commencer."),
    ]
    assert faults(wrong)[0].en == "Unknown time zone “Europe/Pariss”."
