"""Agents: how full their time is, and what they get done in it. Concurrent contacts count once, by union of time."""

from __future__ import annotations

from functools import partial
from typing import Final

from beffroi.measures.catalogue import PER_HOUR, RATIO, SHARE, Figure, given, measure
from beffroi.measures.formulas import HOUR_MS, per_hour, share
from beffroi.measures.primitives import Primitives

rate = partial(measure, unit=SHARE)
WEWFM: Final = "wewfm.com, shrinkage and utilisation"
MINUTE_MS: Final = 60_000


@rate(
    "occupancy",
    "of_available",
    fr="Taux d’occupation (du temps disponible)",
    en="Occupancy (of available time)",
    formula_fr="temps en contact et post-appel / (temps en contact et post-appel + attente d’un contact)",
    formula_en="time in contact and wrap-up / (time in contact and wrap-up + idle time)",
    symbols="busy / (busy + idle)",
    source="Amazon Connect, metric definitions: occupancy; 7 of 10 minutes is 70 %",
    example=given(0.7, busy_ms=7 * MINUTE_MS, idle_ms=3 * MINUTE_MS),
)
def occupancy(p: Primitives) -> Figure:
    """Of the time agents could take contacts, the part in which they had one. Pauses do not lower it."""
    return share(p.busy_ms, p.busy_ms + p.idle_ms)


@rate(
    "occupancy",
    "of_logged",
    fr="Taux d’occupation (du temps connecté)",
    en="Occupancy (of logged-in time)",
    formula_fr="temps en contact et post-appel / temps connecté",
    formula_en="time in contact and wrap-up / logged-in time",
    symbols="busy / logged",
    source="callcentrehelper.com: occupancy over logged-in time",
    example=given(0.6, busy_ms=6 * MINUTE_MS, logged_ms=10 * MINUTE_MS),
)
def occupancy_of_logged(p: Primitives) -> Figure:
    """Of the time agents were signed in, pauses included, the part with a contact in hand."""
    return share(p.busy_ms, p.logged_ms)


@rate(
    "occupancy",
    "with_other_work",
    fr="Taux d’occupation, autres tâches comprises",
    en="Occupancy, other work included",
    formula_fr="(contact, post-appel et autres tâches) / (contact, post-appel et autres tâches + attente d’un contact)",
    formula_en="(contact, wrap-up and other work) / (contact, wrap-up and other work + idle time)",
    symbols="(busy + other) / (busy + other + idle)",
    source="ICMI, 2012: occupancy includes off-phone work",
    example=given(0.75, busy_ms=7 * MINUTE_MS, other_work_ms=2 * MINUTE_MS, idle_ms=3 * MINUTE_MS),
)
def occupancy_with_other_work(p: Primitives) -> Figure:
    """The third meaning in use: off-phone work counts as work."""
    work_ms = p.busy_ms + p.other_work_ms
    return share(work_ms, work_ms + p.idle_ms)


@rate(
    "utilisation",
    "of_paid",
    fr="Taux d’utilisation (du temps payé)",
    en="Utilisation (of paid time)",
    formula_fr="temps en contact et post-appel / temps payé",
    formula_en="time in contact and wrap-up / paid time",
    symbols="busy / paid",
    source="callcentrehelper.com: utilisation",
    example=given(0.6, busy_ms=21 * HOUR_MS, paid_ms=35 * HOUR_MS),
)
def utilisation(p: Primitives) -> Figure:
    """Of the time that is paid, the part with a contact in hand."""
    return share(p.busy_ms, p.paid_ms)


@rate(
    "utilisation",
    "with_idle",
    fr="Taux d’utilisation, attente comprise",
    en="Utilisation, idle time included",
    formula_fr="(contact, post-appel et attente d’un contact) / temps payé",
    formula_en="(contact, wrap-up and idle time) / paid time",
    symbols="(busy + idle) / paid",
    source="ICMI: utilisation counts the time ready for contacts",
    example=given(0.8, busy_ms=21 * HOUR_MS, idle_ms=7 * HOUR_MS, paid_ms=35 * HOUR_MS),
)
def utilisation_with_idle(p: Primitives) -> Figure:
    """Of the time that is paid, the part given to contacts or to waiting for them."""
    return share(p.busy_ms + p.idle_ms, p.paid_ms)


@rate(
    "utilisation",
    "one_minus_shrinkage",
    fr="Taux d’utilisation (1 − temps non disponible)",
    en="Utilisation (1 − shrinkage)",
    formula_fr="temps payé disponible / temps payé",
    formula_en="paid time available / paid time",
    symbols="1 − s",
    source=WEWFM,
    example=given(0.7, paid_available_ms=24.5 * HOUR_MS, paid_ms=35 * HOUR_MS),
)
def utilisation_one_minus_shrinkage(p: Primitives) -> Figure:
    """What shrinkage leaves."""
    return share(p.paid_available_ms, p.paid_ms)


@rate(
    "shrinkage",
    "of_paid",
    fr="Taux de temps non disponible (du temps payé)",
    en="Shrinkage (of paid time)",
    formula_fr="temps payé non disponible / temps payé",
    formula_en="paid time not available / paid time",
    symbols="s = (paid − available) / paid",
    source=f"{WEWFM}. Staff to schedule = requirement / (1 − s), not × (1 + s)",
    example=given(0.3, paid_available_ms=24.5 * HOUR_MS, paid_ms=35 * HOUR_MS),
)
def shrinkage(p: Primitives) -> Figure:
    """Of the time that is paid, the part in which no contact could come: leave, breaks, training, absence."""
    return share(p.paid_ms - p.paid_available_ms, p.paid_ms)


@rate(
    "shrinkage",
    "of_scheduled",
    fr="Taux de temps non disponible (du temps planifié)",
    en="Shrinkage (of scheduled time)",
    formula_fr="temps planifié non disponible / temps planifié",
    formula_en="scheduled time not available / scheduled time",
    symbols="s = (scheduled − available) / scheduled",
    source=WEWFM,
    example=given(0.2, scheduled_available_ms=28 * HOUR_MS, scheduled_ms=35 * HOUR_MS),
)
def shrinkage_of_scheduled(p: Primitives) -> Figure:
    """The same over scheduled time: leave known beforehand is out."""
    return share(p.scheduled_ms - p.scheduled_available_ms, p.scheduled_ms)


@measure(
    "contacts_per_hour",
    "of_logged",
    unit=PER_HOUR,
    fr="Contacts par heure connectée",
    en="Contacts per logged-in hour",
    formula_fr="traités / heures connectées",
    formula_en="handled / logged-in hours",
    symbols="H / h",
    source="usage of the trade; no published norm found",
    example=given(9, handled=63, logged_ms=7 * HOUR_MS),
)
def contacts_per_hour(p: Primitives) -> Figure:
    """What agents finish in an hour signed in. It depends on the traffic more than on them."""
    return per_hour(p.handled, p.logged_ms)


@measure(
    "contacts_per_hour",
    "of_busy",
    unit=PER_HOUR,
    fr="Contacts par heure de traitement",
    en="Contacts per busy hour",
    formula_fr="traités / heures en contact et post-appel",
    formula_en="handled / hours in contact and wrap-up",
    symbols="H / h(busy)",
    source="usage of the trade; no published norm found",
    example=given(12, handled=60, busy_ms=5 * HOUR_MS),
)
def contacts_per_busy_hour(p: Primitives) -> Figure:
    """What agents finish in an hour of work in hand, concurrent chats counted once."""
    return per_hour(p.handled, p.busy_ms)


@measure(
    "concurrency",
    unit=RATIO,
    fr="Contacts simultanés en moyenne",
    en="Contacts at once, on average",
    formula_fr="somme des temps de traitement / temps de traitement réuni",
    formula_en="sum of working times / union of working times",
    symbols="Σ t / |∪ t|",
    source="Beffroi: from the two ways to count concurrent work",
    example=given(1.5, work_ms=90 * MINUTE_MS, busy_ms=60 * MINUTE_MS),
)
def concurrency(p: Primitives) -> Figure:
    """How many contacts agents had in hand while they had any: 1 for calls, more for chats."""
    return share(p.work_ms, p.busy_ms)
