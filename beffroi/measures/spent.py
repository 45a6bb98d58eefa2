"""Time spent: what agents did with the time they were signed in, each moment counted once."""

from __future__ import annotations

from functools import partial
from typing import Final

from beffroi.measures.catalogue import SECONDS, Figure, given, measure
from beffroi.measures.primitives import Primitives

time = partial(measure, "agent_time", unit=SECONDS)
SOURCE: Final = "Amazon Connect, metric definitions: online time, agent idle time, non-productive time"
HOUR: Final = 3_600_000


def _spent(ms: int, p: Primitives) -> Figure:
    """A length of time; no value where nobody was signed in."""
    return Figure(value=ms / 1000 if p.logged_ms else None, num=ms / 1000, den=None)


@time(
    "logged",
    fr="Temps connecté",
    en="Logged-in time",
    formula_fr="somme des temps passés disponible, en contact, en post-appel ou indisponible",
    formula_en="sum of the times spent available, in contact, in wrap-up or not ready",
    symbols="t(logged)",
    source=SOURCE,
    example=given(25_200, logged_ms=7 * HOUR),
)
def logged(p: Primitives) -> Figure:
    """From signing in to signing out, pauses included."""
    return _spent(p.logged_ms, p)


@time(
    "busy",
    fr="Temps en contact et post-appel",
    en="Time in contact and wrap-up",
    formula_fr="temps avec au moins un contact ou un post-appel en main",
    formula_en="time with at least one contact or wrap-up in hand",
    symbols="|∪ t|",
    source=SOURCE,
    example=given(18_000, busy_ms=5 * HOUR, logged_ms=7 * HOUR),
)
def busy(p: Primitives) -> Figure:
    """Two chats at once for ten minutes are ten minutes."""
    return _spent(p.busy_ms, p)


@time(
    "idle",
    fr="Temps disponible, en attente d’un contact",
    en="Time available, waiting for a contact",
    formula_fr="temps disponible sans contact ni post-appel en main",
    formula_en="time available with no contact or wrap-up in hand",
    symbols="t(idle)",
    source=SOURCE,
    example=given(3_600, idle_ms=HOUR, logged_ms=7 * HOUR),
)
def idle(p: Primitives) -> Figure:
    """The time in which a contact could have come; ringing counts here."""
    return _spent(p.idle_ms, p)


@time(
    "other_work",
    fr="Temps sur d’autres tâches",
    en="Time on other work",
    formula_fr="temps indisponible pour un motif de travail, sans contact en main",
    formula_en="time not ready for a reason that is work, with no contact in hand",
    symbols="t(other)",
    source=SOURCE,
    example=given(1_800, other_work_ms=HOUR // 2, logged_ms=7 * HOUR),
)
def other_work(p: Primitives) -> Figure:
    """Back office and the like: work, though no contact can come."""
    return _spent(p.other_work_ms, p)


@time(
    "not_ready",
    fr="Temps indisponible, autres tâches à part",
    en="Time not ready, other work apart",
    formula_fr="temps connecté − contact et post-appel − disponible − autres tâches",
    formula_en="logged-in time − contact and wrap-up − available − other work",
    symbols="t(logged) − |∪ t| − t(idle) − t(other)",
    source=SOURCE,
    example=given(1_800, logged_ms=7 * HOUR, busy_ms=5 * HOUR, idle_ms=HOUR, other_work_ms=HOUR // 2),
)
def not_ready(p: Primitives) -> Figure:
    """Breaks, meals, training, meetings, and the time a lost connection took."""
    return _spent(p.logged_ms - p.busy_ms - p.idle_ms - p.other_work_ms, p)
