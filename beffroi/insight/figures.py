"""Figures: which measures the product's own primitives feed, and what the others lack. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from beffroi.insight.fold import Cell
from beffroi.insight.tally import Tally, primitives
from beffroi.measures import CATALOGUE, Measure, Primitives, feeds

WITH_AN_AGENT: Final = frozenset(
    "presented answered answered_in_time handled wait_answered_ms waits_answered talk_ms talk_short wrap_up_ms "
    "passed_on first_responses first_response_ms first_response_waits replies reply_ms reply_waits".split()
)
"""Primitives counted for a queue and for the agent who did it."""

OF_QUEUES: Final = WITH_AN_AGENT | frozenset(
    "received digital abandoned abandoned_in_time abandoned_short wait_abandoned_ms waits_abandoned overflowed "
    "transferred_away dissuaded closed withdrawn stood_in callbacks callbacks_kept callbacks_unreached messages_left "
    "self_served failed blocked".split()
)
"""Those of a queue. What no product room can do yet (a bot) is truly zero."""

OF_AGENTS: Final = WITH_AN_AGENT | frozenset("logged_ms busy_ms work_ms idle_ms other_work_ms".split())
"""Those of an agent: nobody is received or abandoned by one agent."""

EVERYTHING: Final = OF_QUEUES | OF_AGENTS

TOLD: Final = frozenset(
    "arrived_at presented outcome wait_s talk_s wrap_up_s transferred first_response_s channel agent_time "
    "passages".split()
)
"""What the journal tells, in the words of `measures.feeds`."""


def lacking(measure: Measure, fed: frozenset[str]) -> tuple[str, ...]:
    """What is missing for this measure, in the words of `measures.feeds`; nothing when these primitives feed it."""
    needs = [name for name in measure.needs if name != "hold_ms" or "talk_ms" not in measure.needs]
    unfed = tuple(name for name in needs if name not in fed)
    if not unfed:
        return ()
    return tuple(one for one in feeds.missing(measure, TOLD) if one not in TOLD) or unfed


def fed_by(fed: frozenset[str]) -> dict[str, Measure]:
    """The measures these primitives feed, by their keys."""
    return {key: one for key, one in CATALOGUE.items() if not lacking(one, fed)}


QUEUE_MEASURES: Final = fed_by(OF_QUEUES)
AGENT_MEASURES: Final = fed_by(OF_AGENTS)


def by_quarter(sums: Mapping[tuple[Cell, int], Tally]) -> dict[int, Primitives]:
    """The sums of each quarter-hour, over all cells; in their order."""
    found: dict[int, list[Tally]] = {}
    for (_, quarter_at), tally in sums.items():
        found.setdefault(quarter_at, []).append(tally)
    return {quarter_at: primitives(*found[quarter_at]) for quarter_at in sorted(found)}


def summed(tallies: Iterable[Tally]) -> Primitives:
    """The sum of all of them."""
    return primitives(*tallies)
