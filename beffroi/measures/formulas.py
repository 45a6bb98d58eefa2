"""The formulas: pure functions from primitives to a figure. None when there is nothing to divide by."""

from __future__ import annotations

from beffroi.measures.catalogue import COUNT, SECONDS, SHARE, Figure, measure
from beffroi.measures.primitives import Primitives


def share(num: int, den: int) -> Figure:
    """A part of a whole beside its two counts; no value when the whole is empty."""
    return Figure(value=num / den if den else None, num=num, den=den)


def mean_s(sum_ms: int, count: int) -> Figure:
    """A mean duration in seconds beside its sum and count; no value when nothing was counted."""
    seconds = sum_ms / 1000
    return Figure(value=seconds / count if count else None, num=seconds, den=count)


@measure(
    "received",
    unit=COUNT,
    fr="Reçus",
    en="Received",
    formula_fr="entrées dans la file, transferts et retours compris",
    formula_en="entries into the queue, transfers and returns included",
    source="Beffroi glossary: received, presented, answered and handled are four different counts",
)
def received(p: Primitives) -> Figure:
    """Passages that entered the queue."""
    return Figure(value=p.received, num=p.received, den=None)


@measure(
    "service_level",
    variant="strict",
    unit=SHARE,
    fr="Niveau de service",
    en="Service level",
    formula_fr="décrochés dans le délai / (décrochés + abandonnés)",
    formula_en="answered in time / (answered + abandoned)",
    source="callcentrehelper.com, ways to measure service level, variant 3; Cisco: abandons count against",
)
def service_level(p: Primitives) -> Figure:
    """Answered within the queue's threshold over answered + abandoned; a chat is in time by its first human reply."""
    return share(p.answered_in_time, p.answered + p.abandoned)


@measure(
    "abandonment",
    variant="of_queued",
    unit=SHARE,
    fr="Taux d'abandon",
    en="Abandonment",
    formula_fr="abandonnés / (décrochés + abandonnés)",
    formula_en="abandoned / (answered + abandoned)",
    source="Amazon Connect: abandonment rate, over the contacts that were queued and have left the queue",
)
def abandonment(p: Primitives) -> Figure:
    """Customers who left while waiting, over those whose wait is over one way or the other."""
    return share(p.abandoned, p.answered + p.abandoned)


@measure(
    "speed_of_answer",
    unit=SECONDS,
    fr="Délai moyen de réponse",
    en="Average speed of answer",
    formula_fr="somme des attentes des décrochés / décrochés",
    formula_en="sum of the waits of answered / answered",
    source="Amazon Connect: average queue answer time",
)
def speed_of_answer(p: Primitives) -> Figure:
    """Mean wait of the answered, from queue entry until an agent accepted."""
    return mean_s(p.wait_answered_ms, p.answered)


@measure(
    "handle_time",
    unit=SECONDS,
    fr="Durée moyenne de traitement",
    en="Average handle time",
    formula_fr="(contact + post-appel) / traités",
    formula_en="(contact + wrap-up) / handled",
    source="Amazon Connect: average handle time, from agent connection to the end of after-contact work",
)
def handle_time(p: Primitives) -> Figure:
    """Mean contact and wrap-up time of the work agents finished."""
    return mean_s(p.talk_ms + p.wrap_up_ms, p.handled)
