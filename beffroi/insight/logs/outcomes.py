"""How a contact ended, in the words of logs: French, English, and those of other systems. Pure; the table is the law.

Words are compared without accents, case and punctuation. `--map-outcome WORD=outcome` adds to the table.
Sources of the vendors' words are in the docstrings of their readers.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from beffroi.insight.logs.errors import BadMapping
from beffroi.measures.contact import Outcome

WORDS: Final[dict[Outcome, str]] = {
    Outcome.ANSWERED: """
        answered; answer; handled; accepted; connected; complete; completed; completeagent; completecaller; served;
        ok; success; repondu; repondus; repondue; decroche; decroches; decrochee; traite; traitee; traites; pris;
        pris en charge; abouti; aboutie; servi; serviced; agent; conversation; communication; appel traite;
        appel repondu; appel decroche; answered by agent; handled by agent; transfere apres reponse
    """,
    Outcome.ABANDONED: """
        abandoned; abandon; abandonne; abandonnee; abandonnes; abandons; abandon client; hang; hangup; hung up;
        raccroche; raccroche client; raccroche avant reponse; caller hung up; customer hung up; missed; manque;
        manques; appel manque; appel abandonne; perdu; perdus; appel perdu; lost; no answer; noanswer; non repondu;
        sans reponse; unanswered; not answered; drop; dropped; xdrop; abandon en file; abandoned in queue;
        queue abandon; abandon file; quit
    """,
    Outcome.OVERFLOWED: """
        overflowed; overflow; overflow out; debordement; deborde; debordes; debordee; deborde vers; flow out; flowout;
        flow outs; exitwithtimeout; timeout; time out; timeot; queue timeout; delai depasse; attente max; reroute;
        rerouted; redirected; redirige; deviated; devie; renvoye; spill
    """,
    Outcome.DISSUADED: """
        dissuaded; dissuade; dissuasion; dissuades; dissuadee; dissuasion file pleine; queue full; full; joinempty;
        exitempty; file pleine; saturation; sature; maxcal; nanque; deterred; turned away; rejected queue full
    """,
    Outcome.CLOSED: """
        closed; close; out of hours; outofhours; after hours; afterhours; afthrs; ferme; fermes; fermee; fermeture;
        hors horaires; hors horaire; hors heures; hors heures ouverture; hors ouverture; horaires; off hours;
        holiday; ferie; jour ferie
    """,
    Outcome.CALLBACK: """
        callback; call back; callback requested; callback registered; rappel; rappel demande; demande rappel;
        cbhold; web callback; virtual hold; rappele
    """,
    Outcome.SELF_SERVED: """
        self served; selfserved; self service; selfservice; libre service; svi; ivr; serveur vocal; bot; contained;
        automate; resolved by bot; ivr self service; ivrxfr
    """,
    Outcome.TRANSFERRED: """
        transferred; transfer; transfere; transferee; transferes; exitwithkey; left queue; transferred out;
        sorti de file; transfert; transferred unanswered; sent elsewhere
    """,
    Outcome.FAILED: """
        failed; failure; fail; echec; error; erreur; congestion; chanunavail; technical error; panne; disconnected;
        coupure; coupe; network error
    """,
    Outcome.BLOCKED: """
        blocked; block; bloque; bloquee; busy; occupe; occupee; ligne occupee; no line; all lines busy; engaged
    """,
    Outcome.WAITING: "waiting; still waiting; in queue; queued; en attente; encore en attente; en file",
}

_SEPARATORS: Final = re.compile(r"[^a-z0-9+]+")


def plain(text: str) -> str:
    """The text without accents, case and punctuation: `Débordé (vers 2)` is `deborde vers 2`."""
    bare = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    return _SEPARATORS.sub(" ", bare).strip()


TABLE: Final[dict[str, Outcome]] = {
    plain(one): outcome for outcome, words in WORDS.items() for one in words.replace("\n", " ").split(";")
}


def table(more: Mapping[str, str]) -> dict[str, Outcome]:
    """The table with a person's own words; theirs win over ours."""
    known = {outcome.value: outcome for outcome in Outcome}
    for spoken, value in more.items():
        if value not in known:
            raise BadMapping(f"“{value}” is not an outcome; there are: {', '.join(sorted(known))}.")
        if not plain(spoken):
            raise BadMapping("--map-outcome needs a word before the equals sign.")
    return {**TABLE, **{plain(spoken): known[value] for spoken, value in more.items()}}
