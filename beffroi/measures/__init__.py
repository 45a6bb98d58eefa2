"""Measures: what the figures mean. Pure formulas on primitives, the same for live, history and recomputation."""

from typing import Final

from beffroi.measures import agents as _agents  # noqa: F401
from beffroi.measures import cases as _cases  # noqa: F401
from beffroi.measures import digital as _digital  # noqa: F401

# Each of these registers its measures.
from beffroi.measures import intake as _intake  # noqa: F401
from beffroi.measures import money as _money  # noqa: F401
from beffroi.measures import outbound as _outbound  # noqa: F401
from beffroi.measures import planning as _planning  # noqa: F401
from beffroi.measures import replies as _replies  # noqa: F401
from beffroi.measures import resolution as _resolution  # noqa: F401
from beffroi.measures import service as _service  # noqa: F401
from beffroi.measures import spent as _spent  # noqa: F401
from beffroi.measures import surveys as _surveys  # noqa: F401
from beffroi.measures import times as _times  # noqa: F401
from beffroi.measures.catalogue import CATALOGUE, Figure, Measure
from beffroi.measures.primitives import Primitives, total

TOPICS: Final = {
    "intake": ("Ce qui arrive, et comment cela part", "What comes, and how it leaves"),
    "service": ("Niveau de service", "Service level"),
    "times": ("Attentes et durées", "Waits and times"),
    "agents": ("Temps des conseillers", "Agents’ time"),
    "spent": ("Temps passé par état", "Time spent by state"),
    "resolution": ("Résolution et réitération", "Resolution and repeats"),
    "replies": ("Réponses écrites", "Written replies"),
    "cases": ("Dossiers et stock", "Cases and stock"),
    "surveys": ("Enquêtes", "Surveys"),
    "digital": ("Numérique et libre-service", "Digital and self-service"),
    "outbound": ("Campagnes d’appels", "Campaigns"),
    "planning": ("Prévision et planning", "Forecast and schedule"),
    "money": ("Coûts", "Money"),
}
"""The files of measures, in reading order, with their headings in French and English."""

ON_THE_FLOOR: Final = (
    "received",
    "service_level[strict]",
    "abandonment[of_queued]",
    "speed_of_answer[mean]",
    "handle_time",
    "answer_rate[of_received]",
)
MEASURES: Final[dict[str, Measure]] = {CATALOGUE[key].name: CATALOGUE[key] for key in ON_THE_FLOOR}
"""The measures of a queue's line on the floor, by their bare names; `CATALOGUE` has them all, each by its key."""

__all__ = ["CATALOGUE", "MEASURES", "TOPICS", "Figure", "Measure", "Primitives", "total"]
