"""Agents' time: from the segments of what they did, and the plan of what they should do, to sums. Pure.

Times that overlap are united per agent: two chats at once for ten minutes are ten minutes of work, not twenty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

import msgspec

from beffroi.kernel.ids import Instant
from beffroi.measures.primitives import Primitives, to_ms
from beffroi.measures.spans import Cover, Span, both, clip, cover, length, without


class Doing(StrEnum):
    """What an agent is doing in a segment. Segments may overlap; work in hand counts before presence."""

    CONTACT = "contact"  # talk, hold, a conversation open
    WRAP_UP = "wrap_up"
    READY = "ready"  # asked for work; idle where no work is in hand
    OTHER_WORK = "other_work"  # off-phone productive work: back office, an outbound task
    NOT_READY = "not_ready"  # pause, meal, training, meeting
    SIGNED_IN = "signed_in"  # nothing more is known


class AgentSegment(msgspec.Struct, frozen=True):
    """One agent doing one thing from one instant to another."""

    agent: str
    doing: Doing
    from_at: Instant
    to_at: Instant


class PlannedSegment(msgspec.Struct, frozen=True):
    """What the schedule asks of an agent from one instant to another."""

    agent: str
    from_at: Instant
    to_at: Instant
    productive: bool
    """Contacts or other work; not a break, a meal, a leave."""
    paid: bool = True


WORK: Final = frozenset({Doing.CONTACT, Doing.WRAP_UP})
Covers = Mapping[Doing, Cover]


def agent_time(segments: Iterable[AgentSegment], from_at: Instant, to_at: Instant) -> Primitives:
    """The agents' time between two instants, added over agents, united within each."""
    window = to_ms(from_at), to_ms(to_at)
    p = Primitives()
    for spans in _by_agent(segments, window).values():
        covers = {doing: cover(spans.get(doing, ())) for doing in Doing}
        busy = cover([*covers[Doing.CONTACT], *covers[Doing.WRAP_UP]])
        other = without(covers[Doing.OTHER_WORK], busy)
        p.busy_ms += length(busy)
        p.work_ms += sum(length(spans.get(doing, ())) for doing in WORK)
        p.other_work_ms += length(other)
        p.idle_ms += length(without(without(covers[Doing.READY], busy), other))
        p.logged_ms += length(cover(one for spans in covers.values() for one in spans))
    return p


def planned_time(
    plan: Iterable[PlannedSegment], segments: Iterable[AgentSegment], from_at: Instant, to_at: Instant
) -> Primitives:
    """The plan's time between two instants, beside what its agents did: adherence, conformance, shrinkage."""
    window = to_ms(from_at), to_ms(to_at)
    done = _by_agent(segments, window)
    p = Primitives()
    for agent, planned in _plans(plan).items():
        spans = done.get(agent, {})
        busy = cover(one for doing in (*WORK, Doing.READY) for one in spans.get(doing, ()))
        working = cover([*busy, *spans.get(Doing.OTHER_WORK, ())])
        productive = _cover_of((one for one in planned if one.productive), window)
        scheduled = _cover_of(planned, window)
        paid = _cover_of((one for one in planned if one.paid), window)
        p.productive_ms += length(productive)
        p.scheduled_ms += length(scheduled)
        p.paid_ms += length(paid)
        p.worked_ms += length(working)
        p.adherent_ms += length(both(productive, working))
        p.adherent_ms += length(without(without(scheduled, productive), working))
        p.scheduled_available_ms += length(both(scheduled, busy))
        p.paid_available_ms += length(both(paid, busy))
    return p


def _by_agent(segments: Iterable[AgentSegment], window: Span) -> dict[str, dict[Doing, list[Span]]]:
    """Each agent's spans by what they did, in milliseconds, cut to the window."""
    result: dict[str, dict[Doing, list[Span]]] = {}
    for one in segments:
        for span in clip([(to_ms(one.from_at), to_ms(one.to_at))], window):
            result.setdefault(one.agent, {}).setdefault(one.doing, []).append(span)
    return result


def _plans(plan: Iterable[PlannedSegment]) -> dict[str, list[PlannedSegment]]:
    result: dict[str, list[PlannedSegment]] = {}
    for one in plan:
        result.setdefault(one.agent, []).append(one)
    return result


def _cover_of(planned: Iterable[PlannedSegment], window: Span) -> Cover:
    return cover(clip(((to_ms(one.from_at), to_ms(one.to_at)) for one in planned), window))
