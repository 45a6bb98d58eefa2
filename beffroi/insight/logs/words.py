"""What the report says in French and in English. Pure."""

from typing import Final

from beffroi.insight.logs.aside import Reason

Text = tuple[str, str]
NARROW: Final = "\u202f"

REASONS: Final[dict[Reason, Text]] = {
    Reason.NO_INSTANT: ("sans date d’arrivée", "no arrival time"),
    Reason.BAD_INSTANT: ("date illisible", "unreadable date"),
    Reason.IMPOSSIBLE_INSTANT: ("date impossible", "impossible date"),
    Reason.NONEXISTENT_LOCAL_TIME: (
        "heure qui n’existe pas (passage à l’heure d’été)",
        "local time skipped by summer time",
    ),
    Reason.TIMES_OUT_OF_ORDER: ("décroché ou fin avant l’arrivée", "answer or end before the arrival"),
    Reason.BAD_DURATION: ("durée illisible", "unreadable duration"),
    Reason.NEGATIVE_DURATION: ("durée négative", "negative duration"),
    Reason.IMPOSSIBLE_DURATION: ("durée de plus d’un jour", "duration of more than a day"),
    Reason.BAD_NUMBER: ("nombre illisible", "unreadable number"),
    Reason.NO_OUTCOME: ("sans issue", "no outcome"),
    Reason.UNKNOWN_OUTCOME: ("issue inconnue", "unknown outcome"),
    Reason.ABANDONED_WITH_TALK: ("abandonné, mais avec une conversation", "abandoned, yet with a talk"),
    Reason.ANSWERED_BY_NOBODY: ("décroché par personne, pendant 0 s", "answered by nobody, for 0 s"),
    Reason.DUPLICATE: ("déjà vu (même identifiant)", "seen before (same id)"),
    Reason.OUTBOUND: ("appel sortant ou interne", "outbound or internal"),
    Reason.NEVER_QUEUED: ("terminé avant toute file", "ended before any queue"),
    Reason.NO_ENTRY: ("entrée en file avant le début du journal", "entered the queue before the log begins"),
    Reason.UNFINISHED: ("fin jamais écrite", "its end was never written"),
    Reason.WRONG_CELL_COUNT: ("nombre de cellules différent de l’en-tête", "not as many cells as the header"),
    Reason.UNREADABLE_ROW: ("ligne illisible", "unreadable row"),
}

NOTES: Final[dict[str, Text]] = {
    "title_lines": ("Lignes de titre passées avant l’en-tête : {}.", "Title lines passed over above the header: {}."),
    "outcome_deduced": (
        "Aucune colonne ne dit l’issue : déduite du décroché, de la conversation ou du conseiller.",
        "No column says the outcome: worked out from the answer, the talk or the agent.",
    ),
    "hours_twice": (
        "Heures locales qui viennent deux fois (retour à l’heure d’hiver), lues comme la première : {}.",
        "Local times that came twice (end of summer time), read as the first: {}.",
    ),
    "duplicates_not_all_checked": (
        "Trop d’identifiants pour chercher tous les doublons.",
        "Too many ids to look for every duplicate.",
    ),
    "repeats_not_followed": (
        "Plus de {} contacts : les réitérations n’ont pas été suivies.",
        "More than {} contacts: repeats were not followed.",
    ),
}

VENDORS: Final = {
    "asterisk_queue_log": "Asterisk queue_log",
    "asterisk_cdr": "Asterisk CDR",
    "genesys": "Genesys Cloud",
    "amazon_connect": "Amazon Connect",
    "vicidial": "VICIdial",
}

SAID: Final[dict[str, Text]] = {
    "title": ("Mesures de {}", "Measures of {}"),
    "rows": ("{} lignes lues, {} comptées, {} mises de côté", "{} rows read, {} counted, {} set aside"),
    "period": ("du {} au {} ({}), heure de {}", "from {} to {} ({}), {} time"),
    "day": ("1 jour", "1 day"),
    "days": ("{} jours", "{} days"),
    "rule": (
        "Dans le délai : {} s au plus. Abandon court : moins de {} s.",
        "In time: at most {} s. Short abandon: less than {} s.",
    ),
    "diagnosis": ("Diagnostic", "Diagnosis"),
    "aside": ("Mis de côté", "Set aside"),
    "lines": ("lignes", "lines"),
    "untold": ("Colonnes absentes du fichier : {}.", "Columns the file lacks: {}."),
    "words": ("Issues inconnues : {}. Les nommer avec --map-outcome \"{}=answered\" (ou une autre issue).",
              "Unknown outcomes: {}. Name them with --map-outcome \"{}=answered\" (or another outcome)."),
    "groups": ("Par {}", "By {}"),
    "more_groups": (
        "… et {} autres groupes : --csv ou --xlsx les écrit tous.",
        "… and {} more groups: --csv or --xlsx writes all.",
    ),
    "measure": ("Mesure", "Measure"),
    "value": ("Valeur", "Value"),
    "count": ("Compte", "Count"),
    "definition": ("Définition", "Definition"),
}  # fmt: skip


def said(text: Text, lang: str) -> str:
    """In this language."""
    return text[0] if lang == "fr" else text[1]


def decimal(value: float, places: int, lang: str) -> str:
    """A number as this language writes it."""
    text = f"{value:,.{places}f}"
    return text.replace(",", NARROW).replace(".", ",") if lang == "fr" else text


def percent(share: float, lang: str, places: int = 1) -> str:
    """A share as a percentage."""
    return f"{decimal(share * 100, places, lang)}{NARROW if lang == 'fr' else ''}%"


def span(seconds: float, lang: str) -> str:
    """11 s, 2 min 31 s, 1 h 02 min."""
    whole = round(seconds)
    if seconds < 60 and whole < 60:
        return f"{decimal(seconds, 0 if seconds == whole else 1, lang)} s"
    if whole < 3600 and whole % 60 == 0:
        return f"{whole // 60} min"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"


def note(code: str, lang: str) -> str:
    """One note of how the file was read."""
    name, _, fact = code.partition(":")
    return said(NOTES[name], lang).format(fact)
