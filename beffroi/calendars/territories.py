"""The territories whose public holidays we know, and their holidays by year, named in French."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from holidays.countries.france import France


class Territory(NamedTuple):
    """Where the same days are public holidays; `subdivision` is its code in the `holidays` package."""

    code: str
    fr: str
    en: str
    subdivision: str | None
    zone: str


TERRITORIES: Final = {
    one.code: one
    for one in (
        Territory("metropole", "France métropolitaine", "Mainland France", None, "Europe/Paris"),
        Territory("alsace_moselle", "Alsace-Moselle", "Alsace-Moselle", "57", "Europe/Paris"),
        Territory("guadeloupe", "Guadeloupe", "Guadeloupe", "971", "America/Guadeloupe"),
        Territory("martinique", "Martinique", "Martinique", "972", "America/Martinique"),
        Territory("guyane", "Guyane", "French Guiana", "973", "America/Cayenne"),
        Territory("reunion", "La Réunion", "Réunion", "974", "Indian/Reunion"),
        Territory("mayotte", "Mayotte", "Mayotte", "976", "Indian/Mayotte"),
        Territory("saint_barthelemy", "Saint-Barthélemy", "Saint Barthélemy", "BL", "America/St_Barthelemy"),
        Territory("saint_martin", "Saint-Martin", "Saint Martin", "MF", "America/Marigot"),
        Territory("saint_pierre", "Saint-Pierre-et-Miquelon", "Saint Pierre and Miquelon", "PM", "America/Miquelon"),
        Territory("nouvelle_caledonie", "Nouvelle-Calédonie", "New Caledonia", "NC", "Pacific/Noumea"),
        Territory("polynesie", "Polynésie française", "French Polynesia", "PF", "Pacific/Tahiti"),
        Territory("wallis", "Wallis-et-Futuna", "Wallis and Futuna", "WF", "Pacific/Wallis"),
    )
}


@lru_cache(maxsize=256)
def public_holidays(territory: str, year: int) -> Mapping[date, str]:
    """The territory's public holidays of a year, by date; their names are French. Two on one day share a name."""
    found = France(subdiv=TERRITORIES[territory].subdivision, years=year, language="fr")  # type: ignore[no-untyped-call]
    return MappingProxyType({day: found[day] for day in sorted(found)})
