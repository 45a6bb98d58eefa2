"""Times: how long customers waited, how long they were spoken to, and what followed."""

from __future__ import annotations

from functools import partial
from typing import Final

from beffroi.measures.catalogue import SECONDS, SHARE, Figure, given, measure
from beffroi.measures.formulas import mean_s, percentile, share
from beffroi.measures.primitives import Primitives

PERCENTILES: Final = (50, 80, 90, 95)
AMAZON_ANSWER: Final = "Amazon Connect, metric definitions: average queue answer time"
TRADE: Final = "usage of the trade; no published norm found"
NEAREST_RANK: Final = "nearest rank, to the second rounded up"
seconds = partial(measure, unit=SECONDS)
_WAITS: Final = {3: 5, 10: 3, 40: 1, 90: 1}
_AT: Final = {50: 3, 80: 10, 90: 40, 95: 90}


@seconds(
    "speed_of_answer",
    "mean",
    fr="Délai moyen de réponse",
    en="Average speed of answer",
    formula_fr="somme des attentes des décrochés / décrochés",
    formula_en="sum of the waits of answered / answered",
    symbols="Σ w_A / A",
    source=AMAZON_ANSWER,
    example=given(11, wait_answered_ms=1_925_000, answered=175),
)
def speed_of_answer(p: Primitives) -> Figure:
    """Mean wait of the answered, from queue entry until an agent accepted. Who abandoned does not weigh on it."""
    return mean_s(p.wait_answered_ms, p.answered - p.answered_wait_untold)


@seconds(
    "wait_before_abandon",
    "mean",
    fr="Attente moyenne avant abandon",
    en="Average wait before abandon",
    formula_fr="somme des attentes des abandonnés / abandonnés",
    formula_en="sum of the waits of abandoned / abandoned",
    symbols="Σ w_B / B",
    source="French contact-centre course, worked exercise of a hunt group of 330 calls",
    example=given(15, wait_abandoned_ms=720_000, abandoned=48),
)
def wait_before_abandon(p: Primitives) -> Figure:
    """How long those who left had waited. It is not their patience: the patient were answered before they left."""
    return mean_s(p.wait_abandoned_ms, p.abandoned - p.abandoned_wait_untold)


def _percentile(name: str, primitive: str, percent: int, fr: str, en: str, whose_fr: str, whose_en: str) -> None:
    def figure(p: Primitives) -> Figure:
        return percentile(getattr(p, primitive), percent)

    figure.__doc__ = f"{percent} % of the {whose_en} waited at most this long. Never a mean of percentiles."
    words = seconds(
        name,
        f"p{percent}",
        fr=f"{fr}, {percent} % au plus",
        en=f"{en}, {percent}th percentile",
        formula_fr=f"plus petite durée, en secondes entières, que {percent} % des {whose_fr} n’ont pas dépassée",
        formula_en=f"shortest time, in whole seconds, that {percent} % of the {whose_en} did not exceed",
        symbols=f"min s : N(w ≤ s) ≥ {percent} % N",
        source=NEAREST_RANK,
        example=given(_AT[percent], **{primitive: _WAITS}),
    )
    words(figure)


for _percent in PERCENTILES:
    _percentile(
        *("speed_of_answer", "waits_answered", _percent),
        *("Délai de réponse", "Speed of answer", "décrochés", "answered"),
    )
for _percent in PERCENTILES:
    _percentile(
        *("wait_before_abandon", "waits_abandoned", _percent),
        *("Attente avant abandon", "Wait before abandon", "abandonnés", "abandoned"),
    )


@seconds(
    "talk_time",
    "hold_apart",
    fr="Durée moyenne de communication (DMC), garde à part",
    en="Average talk time, hold apart",
    formula_fr="somme des communications / décrochés dont le contact est fini",
    formula_en="sum of talks / answered whose contact is over",
    symbols="Σ talk / A",
    source=TRADE,
    example=given(151, talk_ms=26_425_000, handled=175),
)
def talk_time(p: Primitives) -> Figure:
    """Mean time in contact, without hold where the log tells it apart."""
    return mean_s(p.talk_ms, p.handled - p.talk_untold)


@seconds(
    "talk_time",
    "hold_inside",
    fr="Durée moyenne de communication (DMC), garde comprise",
    en="Average talk time, hold inside",
    formula_fr="somme des communications et des gardes / décrochés dont le contact est fini",
    formula_en="sum of talks and holds / answered whose contact is over",
    symbols="Σ (talk + hold) / A",
    source=TRADE,
    example=given(155, talk_ms=600_000, hold_ms=20_000, handled=4),
)
def talk_time_with_hold(p: Primitives) -> Figure:
    """Mean time in contact, hold included."""
    return mean_s(p.talk_ms + p.hold_ms, p.handled - p.talk_untold)


@measure(
    "short_talks",
    unit=SHARE,
    fr="Part des communications de moins de 2 minutes",
    en="Share of talks under 2 minutes",
    formula_fr="communications strictement sous le seuil (2 min) / décrochés dont le contact est fini",
    formula_en="talks strictly under the threshold (2 min) / answered whose contact is over",
    symbols="N(talk < 120 s) / A",
    source="French contact-centre course, worked exercise of a hunt group of 330 calls",
    example=given(53 / 175, talk_short=53, handled=175),
)
def short_talks(p: Primitives) -> Figure:
    """Quick answers, or contacts cut short: read it beside first-contact resolution."""
    return share(p.talk_short, p.handled - p.talk_untold)


@seconds(
    "hold_time",
    "of_handled",
    fr="Durée moyenne de garde, par traité",
    en="Average hold time, per handled",
    formula_fr="somme des gardes / traités",
    formula_en="sum of holds / handled",
    symbols="Σ hold / H",
    source=TRADE,
    example=given(5, hold_ms=20_000, handled=4),
)
def hold_time(p: Primitives) -> Figure:
    """Mean time on hold of all handled work, those never held included."""
    return mean_s(p.hold_ms, p.handled - p.hold_untold)


@seconds(
    "hold_time",
    "of_held",
    fr="Durée moyenne de garde, par mis en garde",
    en="Average hold time, per held",
    formula_fr="somme des gardes / traités mis en garde au moins une fois",
    formula_en="sum of holds / handled put on hold at least once",
    symbols="Σ hold / N(hold > 0)",
    source="Amazon Connect, metric definitions: average customer hold time, over contacts that were held",
    example=given(10, hold_ms=20_000, held=2),
)
def hold_time_of_held(p: Primitives) -> Figure:
    """Mean time on hold of those who were put on hold."""
    return mean_s(p.hold_ms, p.held)


@seconds(
    "wrap_up_time",
    fr="Durée moyenne de post-appel",
    en="Average wrap-up time",
    formula_fr="somme des post-appels / traités",
    formula_en="sum of wrap-ups / handled",
    symbols="Σ wrap-up / H",
    source=TRADE,
    example=given(20, wrap_up_ms=80_000, handled=4),
)
def wrap_up_time(p: Primitives) -> Figure:
    """Mean time between the end of the contact and the next readiness, those of 0 s included."""
    return mean_s(p.wrap_up_ms, p.handled - p.wrap_up_untold)


@seconds(
    "handle_time",
    fr="Durée moyenne de traitement",
    en="Average handle time",
    formula_fr="(contact + garde + post-appel) / traités",
    formula_en="(contact + hold + wrap-up) / handled",
    symbols="Σ (talk + hold + wrap-up) / H",
    source="Amazon Connect: average handle time, from agent connection to the end of after-contact work",
    example=given(125, talk_ms=400_000, hold_ms=20_000, wrap_up_ms=80_000, handled=4),
)
def handle_time(p: Primitives) -> Figure:
    """Mean contact, hold and wrap-up time (DMT) of the work agents finished; work told in part is left out."""
    return mean_s(p.talk_ms + p.hold_ms + p.wrap_up_ms - p.part_told_ms, p.handled - p.part_told)
