"""Resolution: was the need met, was it passed on, did the customer have to come again?"""

from __future__ import annotations

from functools import partial
from typing import Final

from beffroi.measures.catalogue import SHARE, Figure, given, measure
from beffroi.measures.formulas import share
from beffroi.measures.primitives import Primitives

ICMI: Final = "ICMI; apexcx: three ways to measure first-contact resolution"
TRADE: Final = "usage of the trade; no published norm found"
rate = partial(measure, unit=SHARE)


@rate(
    "transfer_rate",
    fr="Taux de transfert",
    en="Transfer rate",
    formula_fr="décrochés puis transférés / traités",
    formula_en="answered, then passed on / handled",
    symbols="N(transferred) / H",
    source=TRADE,
    example=given(0.1, passed_on=20, handled=200),
)
def transfer_rate(p: Primitives) -> Figure:
    """Of the handled contacts, the part passed on to another agent, queue or number."""
    return share(p.passed_on, p.handled - p.passed_on_untold)


@rate(
    "escalation_rate",
    fr="Taux d’escalade",
    en="Escalation rate",
    formula_fr="décrochés puis confiés à un niveau supérieur / traités",
    formula_en="answered, then sent to a higher level / handled",
    symbols="N(escalated) / H",
    source=TRADE,
    example=given(0.05, escalated=10, handled=200),
)
def escalation_rate(p: Primitives) -> Figure:
    """Of the handled contacts, the part sent to a higher level."""
    return share(p.escalated, p.handled - p.escalated_untold)


@rate(
    "first_contact_resolution",
    "ticked",
    fr="Résolution au premier contact (cochée par le conseiller)",
    en="First-contact resolution (ticked by the agent)",
    formula_fr="premiers contacts cochés résolus / premiers contacts pour lesquels la case a été remplie",
    formula_en="first contacts ticked as resolved / first contacts where the tick was set either way",
    symbols="N(ticked yes) / N(ticked)",
    source=f"{ICMI}. To be audited: agents judge themselves",
    example=given(0.82, ticked_resolved=82, ticked=100),
)
def resolution_ticked(p: Primitives) -> Figure:
    """What agents say. Where it is not known whether a contact is the first, it counts as one."""
    return share(p.ticked_resolved, p.ticked)


@rate(
    "first_contact_resolution",
    "surveyed",
    fr="Résolution au premier contact (selon le client)",
    en="First-contact resolution (customers’ survey)",
    formula_fr="réponses « résolu au premier contact » / réponses",
    formula_en="answers “resolved at first contact” / answers",
    symbols="N(yes) / N(answers)",
    source=ICMI,
    example=given(0.7, surveyed_resolved=35, surveyed=50),
)
def resolution_surveyed(p: Primitives) -> Figure:
    """What customers say, of those who answer surveys."""
    return share(p.surveyed_resolved, p.surveyed)


@rate(
    "first_contact_resolution",
    "no_repeat",
    fr="Résolution au premier contact (sans nouveau contact sous N jours)",
    en="First-contact resolution (no repeat in N days)",
    formula_fr="premiers contacts décrochés, sans autre sous N jours / premiers contacts décrochés, N jours passés",
    formula_en="answered first contacts, no other in N days / answered first contacts, N days over",
    symbols="1 − N(back) / N(first)",
    source=f"{ICMI}; N from a few days to a month",
    example=given(0.75, watched_first=40, watched_first_back=10),
)
def resolution_no_repeat(p: Primitives) -> Figure:
    """What customers do. The last N days of a log cannot tell, and are left out."""
    return share(p.watched_first - p.watched_first_back, p.watched_first)


@rate(
    "repeat_contacts",
    "of_received",
    fr="Taux de réitération (des reçus)",
    en="Repeat contacts (of received)",
    formula_fr="reçus d’un client décroché N jours avant au plus, même motif / reçus dont cela est connu",
    formula_en="received from a customer answered at most N days before, same reason / received where known",
    symbols="N(repeat) / O",
    source=TRADE,
    example=given(0.15, repeats=30, placed=200),
)
def repeat_contacts(p: Primitives) -> Figure:
    """Looks back: the part of the load made of needs already answered. A redial after an abandon is no repeat."""
    return share(p.repeats, p.placed)


@rate(
    "repeat_contacts",
    "of_answered",
    fr="Taux de réitération (des décrochés)",
    en="Repeat contacts (of answered)",
    formula_fr="décrochés suivis sous N jours d’un autre du même client et motif / décrochés, N jours passés",
    formula_en="answered, followed in N days by another of the same customer and reason / answered, N days over",
    symbols="N(back) / A",
    source=TRADE,
    example=given(0.2, watched_back=30, watched=150),
)
def recontacts(p: Primitives) -> Figure:
    """Looks ahead: the part of the answers that did not suffice."""
    return share(p.watched_back, p.watched)
