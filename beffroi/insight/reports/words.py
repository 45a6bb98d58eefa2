"""The words of a report, in French and in English. Pure; outcomes are worded as on the screen, and a test says so."""

from typing import Final

from beffroi.insight.logs.words import REASONS, Text, decimal, percent, said, span
from beffroi.insight.logs.words import note as _note
from beffroi.measures.catalogue import COUNT, SECONDS, SHARE

NO_VALUE: Final = "–"
LONG_S: Final = 360_000

OUTCOMES: Final[dict[str, Text]] = {
    "answered": ("Décrochés", "Answered"),
    "self_served": ("Libre-service", "Self-served"),
    "callback": ("Rappels promis", "Callbacks"),
    "transferred": ("Transférés sans réponse", "Transferred away"),
    "overflowed": ("Débordés", "Overflowed"),
    "abandoned": ("Abandonnés", "Abandoned"),
    "dissuaded": ("Dissuadés", "Turned away"),
    "closed": ("Hors horaires", "Out of hours"),
    "failed": ("Échecs techniques", "Failed"),
    "blocked": ("Bloqués", "Blocked"),
    "waiting": ("Encore en attente", "Still waiting"),
}
"""In the order in which every chart stacks them."""

WORDS: Final[dict[str, Text]] = {
    "title": ("Indicateurs de {}", "Measures of {}"),
    "one_day": ("{}", "{}"),
    "days": ("du {} au {} ({} jours)", "{} to {} ({} days)"),
    "rows": ("{} lignes lues, {} comptées, {} mises de côté", "{} rows read, {} counted, {} set aside"),
    "rules": (
        "Délai du niveau de service : {} · abandon court : moins de {} · heures de {}",
        "Service level threshold: {} · short abandon: under {} · {} time",
    ),
    "diagnosis": ("Diagnostic", "Diagnosis"),
    "key_figures": ("Chiffres principaux", "Key figures"),
    "within": ("{} en {}", "{} in {}"),
    "day": ("La journée par quart d’heure", "The day by quarter-hour"),
    "day_say": ("Arrivées selon leur issue.", "Arrivals by outcome."),
    "days_say": ("Arrivées des {} jours ajoutées, selon leur issue.", "Arrivals of the {} days added up, by outcome."),
    "waits": ("Attentes et abandons, seconde par seconde", "Waits and abandons, second by second"),
    "waits_say": ("En haut, les décrochés ; en bas, les abandonnés.", "Answered above, abandoned below."),
    "threshold": ("délai {}", "threshold {}"),
    "more": ("et plus", "and more"),
    "outcomes": ("Issues", "Outcomes"),
    "outcomes_say": ("Part des reçus.", "Share of those received."),
    "measures": ("Indicateurs et définitions", "Measures and definitions"),
    "measure": ("Indicateur", "Measure"),
    "name": ("Nom exact", "Exact name"),
    "value": ("Valeur", "Value"),
    "unit": ("Unité", "Unit"),
    "num": ("Numérateur", "Numerator"),
    "den": ("Dénominateur", "Denominator"),
    "counts": ("Comptes", "Counts"),
    "definition": ("Définition", "Definition"),
    "symbols": ("Formule", "Formula"),
    "source": ("Source", "Source"),
    "family": ("Famille", "Family"),
    "missing": ("Ce qui manque au fichier", "What the file lacks"),
    "untold": (
        "{} autres indicateurs ne peuvent pas être calculés : le fichier ne dit pas ce qu’il leur faut.",
        "{} more measures cannot be worked out: the file does not tell what they need.",
    ),
    "queue": ("Par file d’attente", "By queue"),
    "agent": ("Par conseiller", "By agent"),
    "unnamed": ("Sans nom", "Unnamed"),
    "group_more": ("Et {} de plus.", "And {} more."),
    "read": ("Comment le fichier a été lu", "How the file was read"),
    "columns": ("Colonnes reconnues", "Columns recognised"),
    "left": ("Laissées de côté : {}", "Left alone: {}"),
    "aside": ("Lignes mises de côté", "Rows set aside"),
    "none_aside": ("Aucune : toutes les lignes ont été comptées.", "None: every row was counted."),
    "reason": ("Raison", "Reason"),
    "count": ("Lignes", "Rows"),
    "lines": ("Premiers numéros", "First line numbers"),
    "unknown": ("Issues inconnues : {}", "Unknown outcomes: {}"),
    "page": ("page {} sur {}", "page {} of {}"),
    "figures": ("Chiffres", "Figures"),
    "series": ("Séries", "Series"),
    "groups": ("Groupes", "Groups"),
    "quarter": ("Quart d’heure", "Quarter-hour"),
    "contacts": ("Contacts", "Contacts"),
    "second": ("Attente (s)", "Wait (s)"),
    "outcome": ("Issue", "Outcome"),
    "share": ("Part des reçus", "Share of received"),
}

MONTHS: Final = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def say(key: str, lang: str, *facts: object) -> str:
    """This sentence with its facts."""
    return said(WORDS[key], lang).format(*facts)


def outcome(name: str, lang: str) -> str:
    """How contacts left."""
    return said(OUTCOMES[name], lang)


def reason(name: str, lang: str) -> str:
    """Why rows were set aside."""
    return said({one.value: text for one, text in REASONS.items()}[name], lang)


def note(code: str, lang: str) -> str:
    """What a reader of the figures should know of how the file was read."""
    return _note(code, lang)


def number(value: float, lang: str) -> str:
    """A number with as many decimals as it needs, two at most."""
    text = decimal(value, 2, lang)
    return text.rstrip("0").rstrip(".,") if text[-3:-2] in {".", ","} else text


def length(seconds: float, lang: str) -> str:
    """A duration; above a hundred hours, whole hours."""
    return f"{decimal(seconds / 3600, 0, lang)} h" if seconds >= LONG_S else span(seconds, lang)


def value(value: float | None, unit: str, lang: str) -> str:
    """A value in its unit."""
    if value is None:
        return NO_VALUE
    if unit == SHARE:
        return percent(value, lang)
    if unit == SECONDS:
        return length(value, lang)
    return decimal(value, 0, lang) if unit == COUNT else number(value, lang)


def counts(num: float | None, den: float | None, unit: str, variant: str | None, lang: str) -> str:
    """What a value is made of: « 175/330 », or « 32 min 05 s / 175 » for a mean of seconds."""
    if num is None or den is None:
        return ""
    is_sum = unit == SECONDS and not (variant or "").removeprefix("p").isdigit()
    return f"{length(num, lang)} / {number(den, lang)}" if is_sum else f"{number(num, lang)}/{number(den, lang)}"


def day(iso: str, lang: str) -> str:
    """A calendar day in words."""
    year, month, date = (int(part) for part in iso.split("-"))
    ordinal = "1er" if lang == "fr" and date == 1 else str(date)
    return f"{ordinal} {MONTHS[lang][month - 1]} {year}"


def clock(minute: int) -> str:
    """08:15 of the minute 495 of the day."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
