"""What a what-if says, in French and in English. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from beffroi.insight.logs.words import Text, decimal, said, span
from beffroi.kernel.ids import QueueId
from beffroi.measures import CATALOGUE
from beffroi.measures.catalogue import COUNT, SHARE
from beffroi.wfm.compare import LONGEST, MOST, Compared, Interval
from beffroi.wfm.model import ACCEPT_S, CALLBACK_REACHED, CALLBACK_SHARE, PATIENCE_S

SECONDS: Final = "seconds"
NARROW: Final = "\u202f"

OWN: Final[dict[str, tuple[Text, str]]] = {
    LONGEST: (("Attente la plus longue", "Longest wait"), SECONDS),
    MOST: (("Le plus de clients en attente à la fois", "Most customers waiting at once"), COUNT),
}

VERDICTS: Final[dict[str, Text]] = {
    "better": ("mieux", "better"),
    "worse": ("pire", "worse"),
    "higher": ("plus", "more"),
    "lower": ("moins", "less"),
    "same": ("pas de différence visible", "no visible difference"),
    "unsure": ("", ""),
}

SAID: Final[dict[str, Text]] = {
    "title": ("Et si… {change}", "What if… {change}"),
    "day": (
        "Journée : {day}, du {begins} au {ends}, heure de {zone}",
        "Day: {day}, from {begins} to {ends}, {zone} time",
    ),
    "seeds": (
        "{seeds} simulations par le vrai moteur ; moyenne [intervalle à 95 %]",
        "{seeds} simulations by the real engine; mean [95% interval]",
    ),
    "one_seed": (
        "1 simulation par le vrai moteur : rien ne dit si un écart tient au hasard (--seeds 20)",
        "1 simulation by the real engine: nothing says whether a difference is chance (--seeds 20)",
    ),
    "everything": ("Toutes les files", "All queues"),
    "before": ("avant", "before"),
    "after": ("après", "after"),
    "difference": ("écart", "difference"),
    "none": ("–", "–"),
    "assumed": ("Ce qui est supposé", "What is assumed"),
    "people": (
        "Les mêmes clients viennent avant et après, aussi patients et aussi bavards : l’écart vient du changement.",
        "The same customers come before and after, as patient and as talkative: the difference is the change’s.",
    ),
    "accept": (
        "Les conseillers prennent chaque présentation ; en {accept} où rien ne dit en combien de temps.",
        "Agents take every offer; in {accept} where nothing says how fast.",
    ),
    "callback": (
        "Arrêtés à l’entrée, {share} des clients acceptent un rappel, les autres partent ; {reached} y répondent.",
        "Stopped at the door, {share} of customers take a callback, the others leave; {reached} answer it.",
    ),
}  # fmt: skip

NOTES: Final[dict[str, Text]] = {
    "under_way_at_start": (
        "Contacts déjà là au début de la journée, laissés de côté : {n}.",
        "Contacts already there when the day began, left aside: {n}.",
    ),
    "moved_by_hand": (
        "Contacts déplacés à la main par un superviseur, non rejoués : {n}.",
        "Contacts a supervisor moved by hand, not replayed: {n}.",
    ),
    "patience_assumed": (
        f"Files où trop peu de clients sont partis pour dire leur patience ({PATIENCE_S:.0f} s supposées) : {{n}}.",
        f"Queues where too few customers left to know their patience ({PATIENCE_S:.0f} s assumed): {{n}}.",
    ),
    "handling_assumed": (
        "Files dont rien ne dit encore combien dure un contact (5 min supposées) : {n}.",
        "Queues of which nothing yet says how long a contact lasts (5 min assumed): {n}.",
    ),
    "no_history": (
        "Files sans autre jour à quoi comparer : les arrivées continuent comme ces dernières minutes : {n}.",
        "Queues without another day to compare with: arrivals go on as in the last minutes: {n}.",
    ),
    "others_stay": (
        "Qui est en pause revient à la fin permise de sa pause ; les autres restent comme ils sont.",
        "Whoever is on a break is back when it may last no longer; the others stay as they are.",
    ),
}


def name_of(key: str, lang: str) -> str:
    """The measure's name."""
    if key in OWN:
        return said(OWN[key][0], lang)
    return CATALOGUE[key].fr if lang == "fr" else CATALOGUE[key].en


def unit_of(key: str) -> str:
    """What it is counted in."""
    return OWN[key][1] if key in OWN else CATALOGUE[key].unit


def value(key: str, number: float, lang: str, *, bare: bool = False) -> str:
    """One figure as people read it; `bare` leaves out a percentage's sign."""
    unit = unit_of(key)
    if unit == SHARE:
        sign = "" if bare else (f"{NARROW}%" if lang == "fr" else "%")
        return f"{decimal(number * 100, 1, lang)}{sign}"
    if unit == COUNT:
        return decimal(number, 0 if abs(number) >= 100 or number == int(number) else 1, lang)
    return f"−{span(-number, lang)}" if number < 0 else span(number, lang)


def with_bounds(key: str, one: Interval | None, lang: str) -> str:
    """The mean and its bounds."""
    if one is None:
        return said(SAID["none"], lang)
    if one.low is None or one.high is None:
        return value(key, one.mean, lang)
    low, high = (value(key, bound, lang, bare=True) for bound in (one.low, one.high))
    return f"{value(key, one.mean, lang)} [{low} ; {high}]"


def difference(key: str, one: Interval | None, lang: str) -> str:
    """The mean difference and its bounds, signed; of percentages in points."""
    if one is None:
        return said(SAID["none"], lang)
    mean = _signed(key, one.mean, lang)
    if one.low is None or one.high is None or one.low == one.high:
        return mean
    return f"{mean} [{_signed(key, one.low, lang)} ; {_signed(key, one.high, lang)}]"


def _signed(key: str, number: float, lang: str) -> str:
    share = unit_of(key) == SHARE
    shown = decimal(abs(number) * 100, 1, lang) if share else value(key, abs(number), lang)
    sign = "" if not any(digit in shown for digit in "123456789") else "+" if number > 0 else "−"
    return f"{sign}{shown} pt" if share else f"{sign}{shown}"


def verdict(code: str, lang: str) -> str:
    """Whether the difference is to be seen."""
    return said(VERDICTS[code], lang)


def assumed(notes: Mapping[str, float], lang: str) -> list[str]:
    """What was assumed, in sentences."""
    told = [
        said(SAID["people"], lang),
        said(SAID["accept"], lang).format(accept=span(ACCEPT_S, lang)),
        said(SAID["callback"], lang).format(
            share=value("service_level[strict]", CALLBACK_SHARE, lang),
            reached=value("service_level[strict]", CALLBACK_REACHED, lang),
        ),
    ]
    return told + [said(NOTES[code], lang).format(n=decimal(n, 0, lang)) for code, n in notes.items() if code in NOTES]


_HEADLINES: Final = ("service_level[strict]", "speed_of_answer[mean]", "abandonment[of_queued]")


def sentence(found: Sequence[Compared], names: Mapping[QueueId, str], seeds: int, horizon_s: float, lang: str) -> str:
    """What comes of it, a line for each queue where something is to be seen."""
    hours = span(horizon_s, lang).removesuffix(" 00 min")
    opening = (
        f"Sur {seeds} simulations des {hours} à venir :"
        if lang == "fr"
        else f"Over {seeds} simulations of the next {hours}:"
    )
    told = [text for queue in (None, *names) if (text := _of_queue(found, queue, names, lang))]
    if not told:
        told = ["pas de différence visible." if lang == "fr" else "no visible difference."]
    return "\n".join([opening, *told])


def _of_queue(found: Sequence[Compared], queue: QueueId | None, names: Mapping[QueueId, str], lang: str) -> str:
    rows = (one for one in found if one.queue == queue and one.key in _HEADLINES)
    seen = [_seen(one, lang) for one in rows if one.verdict in ("better", "worse")]
    if not seen:
        return ""
    place = said(SAID["everything"], lang) if queue is None else names[queue]
    return f"{place}{NARROW if lang == 'fr' else ''}: {', '.join(seen)}."


def _seen(one: Compared, lang: str) -> str:
    name = name_of(one.key, lang)
    sides = (value(one.key, side.mean, lang) if side else "–" for side in (one.before, one.after))
    return f"{name[:1].lower()}{name[1:]} {' → '.join(sides)} ({verdict(one.verdict, lang)})"
