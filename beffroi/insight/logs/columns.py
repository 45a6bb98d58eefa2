"""Which column says what: French and English names, with their units, or a mapping by hand. Pure; the table is the law.

Names are compared without accents, case, punctuation and small words: `Durée d'attente (s)` is `duree attente`, in
seconds.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from beffroi.insight.logs.errors import BadMapping, ColumnMissing
from beffroi.insight.logs.outcomes import plain

INSTANTS: Final = ("arrived_at", "queued_at", "answered_at", "ended_at")
DURATIONS: Final = (
    "flow_s",
    "wait_s",
    "ring_s",
    "talk_s",
    "hold_s",
    "wrap_up_s",
    "first_response_s",
    "handle_s",
    "total_s",
    "duration_s",
)
FLAGS: Final = (
    "abandoned", "transferred", "escalated", "resolved", "survey_resolved", "redirected", "bot", "handed_off",
)  # fmt: skip
NUMBERS: Final = ("presented", "nps", "csat", "ces")
NAMES: Final = ("id", "arrived_time", "queue", "channel", "agent", "customer", "reason", "case", "outcome", "direction")
FIELDS: Final = (*INSTANTS, *DURATIONS, *FLAGS, *NUMBERS, *NAMES)

SAID: Final[dict[str, str]] = {
    "arrived_at": """
        arrived at; arrival; arrival time; arrived; date heure; date et heure; horodatage; horodate; timestamp;
        date appel; date heure appel; heure arrivee; date arrivee; date heure arrivee; arrivee; start; start time;
        started; started at; start date; call start; call date; calldate; call time; datetime; date time; debut;
        date debut; heure debut; debut appel; date heure debut; initiation timestamp; initiationtimestamp; date;
        jour; day; call start time; contact start; received at; recu; date reception; created; created at; opened at;
        vru entry; time
    """,
    "arrived_time": "heure; heure appel; hour; time day; heure d appel",
    "queued_at": """
        queued at; enqueue time; enqueued at; queue entry; entree file; heure entree file; mise en file;
        queue enqueuetimestamp; enqueuetimestamp; q start; mise en attente
    """,
    "answered_at": """
        answered at; answer time; answer; connected at; pickup time; heure decroche; date decroche; decroche;
        heure reponse; date reponse; agent connectedtoagenttimestamp; connected to agent timestamp; ser start;
        prise en charge; heure prise en charge
    """,
    "ended_at": """
        ended at; end; end time; ended; end date; call end; hangup time; fin; date fin; heure fin; fin appel;
        date heure fin; disconnect timestamp; disconnecttimestamp; completed at; ser exit; heure raccroche
    """,
    "flow_s": "ivr; ivr time; ivr duration; menu time; vru time; temps svi; duree svi; attente svi; total ivr",
    "wait_s": """
        wait; wait time; waiting time; waited; queue time; queue duration; time queue; queue seconds; queue wait;
        hold queue; speed answer; attente; temps attente; duree attente; delai attente; delai reponse; delai decroche;
        attente file; temps file; duree file; waittime; queuetime; total queue; q time; time to answer; queuewait;
        wait duration; temps mise en attente file; temps avant decroche; temps attente file
    """,
    "ring_s": "ring; ring time; ringing; ringing time; sonnerie; temps sonnerie; duree sonnerie; total alert",
    "talk_s": """
        talk; talk time; talktime; talk duration; conversation; conversation time; conversation duration;
        duree conversation; temps conversation; duree communication; temps communication; communication;
        duree comm; temps parole; dmc; billsec; total talk; ser time; service time; temps comm;
        agent interaction duration; agent agentinteractionduration
    """,
    "hold_s": """
        hold; hold time; hold duration; on hold; mise en garde; garde; temps garde; duree garde; duree mise en garde;
        temps mise en garde; total hold; customer hold duration; agent customerholdduration; holdtime agent
    """,
    "wrap_up_s": """
        wrap up; wrapup; wrap up time; wrapup time; acw; acw time; after call work; after call work time;
        post appel; temps post appel; duree post appel; post traitement; temps post traitement; duree post traitement;
        total acw; after contact work; after contact work duration; agent aftercontactworkduration; wrap up duration;
        apres appel; cloture
    """,
    "first_response_s": """
        first response; first response time; first reply; first reply time; premiere reponse; delai premiere reponse
    """,
    "handle_s": "handle; handle time; handling time; total handle; dmt; duree traitement; temps traitement",
    "duration_s": "duration; call duration; duree; duree appel; length; length in sec; call length; duree contact",
    "total_s": "total duration; total time; duree totale; temps total; contact duration",
    "abandoned": "abandoned; abandon; abandonne; abandonned; is abandoned",
    "transferred": "transferred; transfer; transfere; transfert; transferts; transfers; is transferred",
    "escalated": "escalated; escalade; escalation; niveau 2; escalade n2",
    "resolved": "resolved; resolu; first contact resolution; fcr; resolution; resolu premier contact; is resolved",
    "survey_resolved": "survey resolved; resolu enquete; resolu selon client",
    "redirected": "redirected; redirige; digitalise; digitalisation; lien envoye; link sent; sms envoye",
    "bot": "bot; bot session; voicebot; chatbot; callbot",
    "handed_off": "handed off; bot handoff; escalade bot; transfert bot; handoff",
    "presented": "presented; offers; presentations; presentes; nb presentations; alerts; offered to agents",
    "nps": "nps; note nps; nps score; recommandation; note recommandation; likelihood recommend",
    "csat": "csat; satisfaction; note satisfaction; csat score; note client; customer satisfaction; note csat",
    "ces": "ces; effort; note effort; customer effort; ces score; customer effort score",
    "id": """
        id; call id; callid; contact id; contactid; interaction id; conversation id; conversationid; uniqueid;
        unique id; id appel; identifiant; identifiant appel; numero appel; reference; ref; id contact; id interaction;
        closecallid; call uid; linkedid
    """,
    "queue": """
        queue; queue name; queuename; file; file attente; nom file; groupe; groupement; group; hunt group; groupe appel;
        service; competence; skill; skill name; split; campaign; campaign id; campagne; ligne; line; vdn; acd group;
        workgroup; in group; ingroup; nom service; activite
    """,
    "channel": "channel; canal; media; media type; type media; canal contact; contact type",
    "agent": """
        agent; agent name; agent id; agents; conseiller; conseillere; nom conseiller; teleconseiller; operateur;
        operator; user; users; utilisateur; agent username; username; login; nom agent; code agent; server; repondu par;
        answered by; full name; charge clientele
    """,
    "customer": """
        customer; customer id; client; id client; numero client; code client; caller; caller id; callerid; ani; remote;
        phone number; phone number dialed; numero appelant; appelant; telephone; from; src; caller number; numero;
        customer endpoint; customer phone; caller id number; lead id
    """,
    "reason": """
        reason; contact reason; motif; motif appel; motif contact; wrap up code; wrapup code; wrap up reason;
        qualification; disposition code; tag; theme; sujet; subject; topic; type appel; call type; nature
    """,
    "case": "case; case id; case number; dossier; numero dossier; ticket; ticket id; numero ticket",
    "outcome": """
        outcome; result; resultat; resultat appel; status; statut; statut appel; etat; etat appel; call status;
        disposition; call outcome; call result; issue; etat final; fin communication; type fin; call disposition;
        final status; statut final; traitement; call state
    """,
    "direction": "direction; sens; sens appel; call direction; initial direction; initiation method; initiationmethod",
}
_SMALL: Final = frozenset("d de du des la le l les en au aux a of the in to for on un une par et".split())
_UNITS: Final = {
    **dict.fromkeys("ms millis milliseconds millisecondes millisecond msec".split(), "ms"),
    **dict.fromkeys("s sec secs second seconds seconde secondes".split(), "s"),
    **dict.fromkeys("min mins minute minutes mn".split(), "min"),
    **dict.fromkeys("h hr hrs hours heures".split(), "h"),
}
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_FORMAT: Final = re.compile(r"[\[(]\s*(?:h{1,2}|mm|utc|gmt|local)\b[^\])]*[\])]", re.IGNORECASE)


class Column(NamedTuple):
    """Where a field is, and the unit of its bare numbers."""

    place: int
    unit: str = "s"
    name: str = ""


Columns = dict[str, Column]


def bare(name: str) -> tuple[str, str | None]:
    """The words of a column's name, and its unit if it tells one."""
    words = _words(name)
    unit = _UNITS.get(words[-1]) if len(words) > 1 else None
    return " ".join(words[:-1] if unit else words), unit


def _words(name: str) -> list[str]:
    words = plain(_FORMAT.sub(" ", _CAMEL.sub(" ", name[:200]))).split()
    return [word for word in words if word not in _SMALL] or words


def _index() -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for field, names in SAID.items():
        for rank, one in enumerate(names.replace("\n", " ").split(";")):
            words = " ".join(_words(one))
            found.setdefault(words, (field, rank))
            found.setdefault(words.replace(" ", ""), (field, rank))
    return found


KNOWN: Final = _index()


def recognised(name: str) -> tuple[str, int] | None:
    """The field this name means, and how surely: 0 is best."""
    for words in (" ".join(_words(name)), bare(name)[0], plain(name)):
        found = KNOWN.get(words) or KNOWN.get(words.replace(" ", ""))
        if found:
            return found
    return None


def detected(names: Sequence[str]) -> Columns:
    """Each field's best column; a field has one, a column tells one thing."""
    best: dict[str, tuple[int, int]] = {}
    for index, name in enumerate(names):
        said = recognised(name)
        if said and (said[0] not in best or said[1] < best[said[0]][0]):
            best[said[0]] = (said[1], index)
    found = {field: Column(index, bare(names[index])[1] or "s", names[index]) for field, (_, index) in best.items()}
    return _sorted_out(found, names)


DAY_NAMES: Final = frozenset({"date", "jour", "day", "date appel", "call date", "start date", "date debut"})
CLOCK_NAMES: Final = frozenset(
    {"time", "start time", "call time", "heure", "hour", "heure debut", "heure arrivee", "heure appel", "arrival time"}
)


def _sorted_out(found: Columns, names: Sequence[str]) -> Columns:
    """`Date` beside `Heure` is one instant in two cells; a lone `Heure` or `time` is an instant."""
    if "arrived_at" not in found and "arrived_time" in found:
        found["arrived_at"] = found.pop("arrived_time")
    found.pop("arrived_time", None)
    arrived = found.get("arrived_at")
    if arrived is None or bare(arrived.name)[0] not in DAY_NAMES | CLOCK_NAMES:
        return found
    day, clock = (
        next((Column(place, "s", name) for place, name in enumerate(names) if bare(name)[0] in known), None)
        for known in (DAY_NAMES, CLOCK_NAMES)
    )
    if day is not None and clock is not None:
        found["arrived_at"], found["arrived_time"] = day, clock
    return found


def mapped(found: Columns, names: Sequence[str], by_hand: Mapping[str, str]) -> Columns:
    """The detected columns, corrected by hand: `field=COLUMN`, a name or its number from 1; `field=` forgets it."""
    result = dict(found)
    for field, wanted in by_hand.items():
        if field not in FIELDS:
            raise BadMapping(f"“{field}” is not a field; there are: {', '.join(sorted(FIELDS))}.")
        if not wanted:
            result.pop(field, None)
            continue
        index = _find(names, wanted)
        for other in [other for other, column in result.items() if column.place == index and other not in by_hand]:
            del result[other]
        result[field] = Column(index, bare(names[index])[1] or "s", names[index])
    if "arrived_at" not in result:
        raise ColumnMissing(
            "No column says when a contact arrived; name it with --map arrived_at=COLUMN. "
            f"The file has: {', '.join(name[:40] for name in names[:40]) or 'no column'}."
        )
    return result


def _find(names: Sequence[str], wanted: str) -> int:
    for matches in (lambda name: name == wanted, lambda name: plain(name) == plain(wanted)):
        for index, name in enumerate(names):
            if matches(name):
                return index
    if wanted.isdigit() and 1 <= int(wanted[:6]) <= len(names):
        return int(wanted) - 1
    raise BadMapping(
        f"There is no column “{wanted[:60]}”; the file has: {', '.join(name[:40] for name in names[:40])}."
    )
