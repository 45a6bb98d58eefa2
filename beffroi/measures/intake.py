"""What came, and how it left: counts, and shares of what was received. The parts add to the whole."""

from __future__ import annotations

from functools import partial
from typing import Final

from beffroi.measures.catalogue import COUNT, SHARE, Figure, given, measure
from beffroi.measures.formulas import counted, share, told
from beffroi.measures.primitives import Primitives

WORDS: Final = "Beffroi glossary: received, presented, answered and handled are four different counts"
TRADE: Final = "usage of the trade; no published norm found"
EXERCISE: Final = "French contact-centre course, worked exercise of a hunt group of 330 calls"
count = partial(measure, unit=COUNT)
rate = partial(measure, unit=SHARE)


@count(
    "received",
    fr="Reçus",
    en="Received",
    formula_fr="entrées dans la file, transferts et retours compris, sauf celles qui prennent une place déjà comptée",
    formula_en="entries into the queue, transfers and returns included, but for those taking a place already counted",
    symbols="O = A + B + F + X + D + C + …",
    source=WORDS,
    example=given(330, received=330),
)
def received(p: Primitives) -> Figure:
    """Passages that entered the queue. In a log: every contact, however it ended.

    Each queue counts what came to it: a contact moved or overflowed to another queue is received there too, and left
    this one. A callback, or a message, that takes the place of somebody who waited here is not received again, nor is a
    contact that only changes places within the queue. Who was stopped at the door was received, and dissuaded (or came
    while closed); called back later, they enter the queue and are received then. So in each queue, entered = received +
    places taken = answered + abandoned + overflowed + transferred unanswered + dissuaded + out of hours + withdrawn +
    still waiting.
    """
    return counted(p.received)


@count(
    "entered",
    fr="Entrées dans la file",
    en="Entries",
    formula_fr="reçus + passages qui prennent la place d’un contact déjà reçu dans la même file",
    formula_en="received + passages that take the place of a contact already received in the same queue",
    symbols="E = O + S",
    source=WORDS,
    example=given(335, received=330, stood_in=5),
)
def entered(p: Primitives) -> Figure:
    """Every passage that began: what the queue's ledger balances to nothing lost."""
    return counted(p.received + p.stood_in)


@count(
    "presented",
    fr="Présentés",
    en="Presented",
    formula_fr="présentations à un conseiller ; un même contact peut être présenté plusieurs fois",
    formula_en="offers shown to an agent; one contact may be presented several times",
    symbols="P",
    source=WORDS,
    example=given(230, presented=230, received=330),
)
def presented(p: Primitives) -> Figure:
    """Offers shown to agents. Not the contacts received, and not those answered."""
    return counted(p.presented, told(p.received, p.presented_untold))


@count(
    "answered",
    fr="Décrochés",
    en="Answered",
    formula_fr="contacts pris par un conseiller",
    formula_en="contacts an agent accepted",
    symbols="A",
    source=WORDS,
    example=given(175, answered=175),
)
def answered(p: Primitives) -> Figure:
    """Contacts an agent accepted."""
    return counted(p.answered)


@count(
    "handled",
    fr="Traités",
    en="Handled",
    formula_fr="contacts terminés par un conseiller, post-appel compris",
    formula_en="contacts an agent finished, wrap-up included",
    symbols="H",
    source=WORDS,
    example=given(175, handled=175),
)
def handled(p: Primitives) -> Figure:
    """Work agents finished."""
    return counted(p.handled)


def _left(name: str, primitive: str, symbols: str, fr: str, en: str, formula_fr: str, formula_en: str) -> None:
    """Register the count of those who left in one way."""

    def number(p: Primitives) -> Figure:
        return counted(getattr(p, primitive))

    number.__doc__ = f"{en}: {formula_en}."
    words = count(
        name,
        fr=fr,
        en=en,
        formula_fr=formula_fr,
        formula_en=formula_en,
        symbols=symbols,
        source=WORDS if name == "abandoned" else TRADE,
        example=given(12, **{primitive: 12}),
    )
    words(number)


_left(
    *("abandoned", "abandoned", "B", "Abandonnés", "Abandoned"),
    "le client est parti pendant l’attente",
    "the customer left while waiting",
)
_left(
    *("overflowed", "overflowed", "F", "Débordés", "Overflowed"),
    "envoyés ailleurs par une règle de débordement",
    "sent elsewhere by an overflow rule",
)
_left(
    *("transferred_away", "transferred_away", "X", "Transférés sans réponse", "Transferred unanswered"),
    "envoyés ailleurs sans avoir été décrochés, hors débordement",
    "sent elsewhere before an answer, overflow apart",
)
_left(
    *("dissuaded", "dissuaded", "D", "Dissuadés", "Dissuaded"),
    "invités à revenir plus tard, pendant les heures d’ouverture",
    "asked to come back later, during opening hours",
)
_left(
    *("closed", "closed", "C", "Reçus hors horaires", "Received out of hours"),
    "arrivés pendant la fermeture",
    "came while closed",
)
_left(
    *("callbacks", "callbacks", "K", "Rappels demandés", "Callbacks requested"),
    "promesses de rappel ; ce ne sont pas des abandons",
    "promises to call back; they are not abandons",
)
_left(
    *("callbacks_kept", "callbacks_kept", "K_K", "Rappels aboutis", "Callbacks kept"),
    "rappels où le client a été joint",
    "callbacks in which the customer was spoken to",
)
_left(
    *("callbacks_unreached", "callbacks_unreached", "K_U", "Rappels non joints", "Callbacks unreached"),
    "rappels abandonnés : personne n’a répondu, ou le numéro était faux",
    "callbacks given up: nobody answered, or the number was wrong",
)
_left(
    *("messages_left", "messages_left", "M", "Messages laissés", "Messages left"),
    "clients qui ont laissé un message au lieu d’attendre",
    "customers who left a message instead of waiting",
)
_left(
    *("withdrawn", "withdrawn", "Y", "Places cédées", "Places given up"),
    "places laissées à un rappel, à un message ou à une autre place de la même file ; rien n’est perdu",
    "places left to a callback, a message or another place in the same queue; nothing is lost",
)
_left(
    *("self_served", "self_served", "V", "Résolus en libre-service", "Self-served"),
    "résolus par le serveur vocal ou le robot, sans conseiller",
    "solved by the menu or the bot, without an agent",
)


@rate(
    "callbacks_kept_share",
    fr="Taux de rappels aboutis",
    en="Callbacks kept, share",
    formula_fr="rappels aboutis / (rappels aboutis + rappels non joints)",
    formula_en="callbacks kept / (callbacks kept + callbacks unreached)",
    symbols="K_K / (K_K + K_U)",
    source=TRADE,
    example=given(0.9, callbacks_kept=18, callbacks_unreached=2),
)
def callbacks_kept_share(p: Primitives) -> Figure:
    """Of the promises to call back that came to an end, the part in which the customer was spoken to."""
    return share(p.callbacks_kept, p.callbacks_kept + p.callbacks_unreached)


_left(
    *("failed", "failed", "E", "En échec technique", "Failed"),
    "perdus par la plateforme ou le réseau",
    "lost by the platform or the network",
)
_left(
    *("blocked", "blocked", "R", "Refusés", "Blocked"),
    "refusés : ligne occupée, indésirables",
    "refused: line busy, unwanted",
)
_left(
    *("waiting", "waiting", "W", "Encore en attente", "Still waiting"),
    "encore dans la file à la fin de ce que dit le journal",
    "still in the queue at the end of what the log tells",
)


@rate(
    "answer_rate",
    "of_received",
    fr="Taux de décroché (des reçus)",
    en="Answer rate (of received)",
    formula_fr="décrochés / reçus",
    formula_en="answered / received",
    symbols="A / O",
    source=f"{EXERCISE}; callofsuccess.com: taux de décroché",
    example=given(175 / 330, answered=175, received=330),
)
def answer_rate_of_received(p: Primitives) -> Figure:
    """Of all that came, closed hours and overflow included, the part an agent answered."""
    return share(p.answered, p.received)


@rate(
    "answer_rate",
    "of_queued",
    fr="Taux de décroché (des mis en file)",
    en="Answer rate (of queued)",
    formula_fr="décrochés / (décrochés + abandonnés)",
    formula_en="answered / (answered + abandoned)",
    symbols="A / (A + B)",
    source=EXERCISE,
    example=given(175 / 223, answered=175, abandoned=48),
)
def answer_rate_of_queued(p: Primitives) -> Figure:
    """Of those whose wait is over one way or the other, the part an agent answered."""
    return share(p.answered, p.answered + p.abandoned)


@rate(
    "answer_rate",
    "in_time_of_received",
    fr="Taux de décroché dans le délai (QS, des reçus)",
    en="Answer rate in time (of received)",
    formula_fr="décrochés dans le délai / reçus",
    formula_en="answered in time / received",
    symbols="A_T / O",
    source="Armatis: qualité de service, 80/20. French sources use « taux de décroché » for this too",
    example=given(152 / 330, answered_in_time=152, received=330, answered=175),
)
def answer_rate_in_time(p: Primitives) -> Figure:
    """Of all that came, the part answered within the threshold; an answer without a known wait is left out."""
    known = told(p.answered, p.answered_clock_untold)
    return share(p.answered_in_time, p.received - p.answered_clock_untold, known)


@rate(
    "abandonment",
    "of_received",
    fr="Taux d’abandon (des reçus)",
    en="Abandonment (of received)",
    formula_fr="abandonnés / reçus",
    formula_en="abandoned / received",
    symbols="B / O",
    source=EXERCISE,
    example=given(48 / 330, abandoned=48, received=330),
)
def abandonment_of_received(p: Primitives) -> Figure:
    """Customers who left while waiting, over all that came."""
    return share(p.abandoned, p.received)


@rate(
    "abandonment",
    "of_queued",
    fr="Taux d’abandon (des mis en file)",
    en="Abandonment (of queued)",
    formula_fr="abandonnés / (décrochés + abandonnés)",
    formula_en="abandoned / (answered + abandoned)",
    symbols="B / (A + B)",
    source="Amazon Connect, metric definitions: abandonment rate, over contacts queued; callbacks are not abandons",
    example=given(48 / 223, abandoned=48, answered=175),
)
def abandonment_of_queued(p: Primitives) -> Figure:
    """Customers who left while waiting, over those whose wait is over one way or the other."""
    return share(p.abandoned, p.answered + p.abandoned)


@rate(
    "abandonment",
    "without_short",
    fr="Taux d’abandon sans les abandons courts (des reçus)",
    en="Abandonment without short ones (of received)",
    formula_fr="(abandonnés − abandons courts) / (reçus − abandons courts)",
    formula_en="(abandoned − short abandons) / (received − short abandons)",
    symbols="(B − B_S) / (O − B_S)",
    source="usage of the trade, short often under 5 s; the threshold is a setting at Genesys, Sprinklr and LiveVox",
    example=given(32 / 314, abandoned=48, abandoned_short=16, received=330),
)
def abandonment_without_short(p: Primitives) -> Figure:
    """Those who left at once had not waited; abandons without a known wait are left out."""
    put_aside = p.abandoned_short + p.abandoned_wait_untold
    return share(p.abandoned - put_aside, p.received - put_aside, told(p.abandoned, p.abandoned_wait_untold))


@rate(
    "abandonment",
    "without_short_of_queued",
    fr="Taux d’abandon sans les abandons courts (des mis en file)",
    en="Abandonment without short ones (of queued)",
    formula_fr="(abandonnés − abandons courts) / (décrochés + abandonnés − abandons courts)",
    formula_en="(abandoned − short abandons) / (answered + abandoned − short abandons)",
    symbols="(B − B_S) / (A + B − B_S)",
    source=TRADE,
    example=given(32 / 207, abandoned=48, abandoned_short=16, answered=175),
)
def abandonment_without_short_of_queued(p: Primitives) -> Figure:
    """The same, over those whose wait is over one way or the other."""
    left = p.abandoned - p.abandoned_short - p.abandoned_wait_untold
    return share(left, p.answered + left, told(p.abandoned, p.abandoned_wait_untold))


@rate(
    "overflow",
    fr="Taux de débordement",
    en="Overflow",
    formula_fr="débordés / reçus",
    formula_en="overflowed / received",
    symbols="F / O",
    source=EXERCISE,
    example=given(87 / 330, overflowed=87, received=330),
)
def overflow(p: Primitives) -> Figure:
    """Of all that came, the part sent elsewhere by rule because the queue was full or too slow."""
    return share(p.overflowed, p.received)


@rate(
    "dissuasion",
    fr="Taux de dissuasion",
    en="Dissuasion",
    formula_fr="dissuadés / reçus",
    formula_en="dissuaded / received",
    symbols="D / O",
    source=TRADE,
    example=given(15 / 300, dissuaded=15, received=300),
)
def dissuasion(p: Primitives) -> Figure:
    """Of all that came, the part told to come back later, during opening hours."""
    return share(p.dissuaded, p.received)


@rate(
    "out_of_hours",
    fr="Part hors horaires",
    en="Out of hours",
    formula_fr="reçus hors horaires / reçus",
    formula_en="received out of hours / received",
    symbols="C / O",
    source=EXERCISE,
    example=given(20 / 330, closed=20, received=330),
)
def out_of_hours(p: Primitives) -> Figure:
    """Of all that came, the part that came while closed."""
    return share(p.closed, p.received)


@rate(
    "not_treated",
    fr="Part non traitée",
    en="Not treated",
    formula_fr="(reçus − décrochés) / reçus",
    formula_en="(received − answered) / received",
    symbols="(O − A) / O",
    source=EXERCISE,
    example=given(155 / 330, received=330, answered=175),
)
def not_treated(p: Primitives) -> Figure:
    """Of all that came, the part no agent answered, whatever the reason."""
    return share(p.received - p.answered, p.received)
