"""The next hours, from the floor as it stands: who waits, who is in contact since when, who is there. Pure."""

from __future__ import annotations

from collections import Counter
from typing import Final

from msgspec.structs import replace

from beffroi.insight.fold import QUARTER_S
from beffroi.insight.tally import Tally, primitives
from beffroi.kernel.ids import Instant, QueueId
from beffroi.measures import CATALOGUE
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import QueueRules
from beffroi.routing.rows import Agent
from beffroi.routing.state import State
from beffroi.routing.states import Presence
from beffroi.wfm.history import History
from beffroi.wfm.model import (
    HANDLING_S,
    USUAL,
    WRAP_UP_PART,
    Day,
    Flow,
    Habits,
    Moment,
    Reassignment,
    Ruled,
    Spread,
    Staff,
    Stint,
)
from beffroi.wfm.patience import learnt

FEW: Final = 5
"""Fewer handling times than this say nothing of the next."""

AGAIN: Final = "ahead"


def ahead(state: State, history: History, now: Instant, horizon_s: float) -> Day:
    """What will come if nobody changes anything."""
    notes: Counter[str] = Counter()
    habits = {queue.id: _habits(state, queue, history.sums.get(queue.id, {}), notes) for queue in state.queues.values()}
    if history.doors_alone:
        notes["no_history"] = history.doors_alone
    notes["others_stay"] = 1
    return Day(
        from_at=now,
        to_at=now + horizon_s,
        last_at=now + horizon_s,
        queues=tuple(Ruled(now, rules) for rules in state.queues.values()),
        staff=tuple(_back(agent, state, now) for agent in state.agents.values() if _on_a_break(agent, state)),
        flows=tuple(_flows(state, history, now, now + horizon_s)),
        habits=habits,
        begun=RoutingEngine().save(state),
        notes=dict(notes),
    )


def with_reassignment(day: Day, one: Reassignment) -> Day:
    """The same hours, if these agents were given other work now."""
    return replace(day, reassignments=(*day.reassignments, one))


def _flows(state: State, history: History, now: Instant, until: Instant) -> list[Flow]:
    found = []
    for ((queue, channel), quarter), volume in sorted(history.expected.items()):
        begins, ends = max(now, quarter), min(until, quarter + QUARTER_S)
        if queue in state.queues and channel and channel != "callback" and ends > begins:
            part = volume * (ends - begins) / QUARTER_S
            found.append(Flow(f"{AGAIN}/{queue}/{channel}/{quarter}", begins, ends, queue, channel, part))
    return found


def _habits(state: State, rules: QueueRules, told: Tally, notes: Counter[str]) -> Habits:
    """From the queue's last contacts; else from the figures of the last weeks; else assumed."""
    sums = primitives(told)
    mean_s, wrap_up_s = (CATALOGUE[key].of(sums).value for key in ("handle_time", "wrap_up_time"))
    part = wrap_up_s / mean_s if mean_s and wrap_up_s is not None else WRAP_UP_PART
    if rules.wrap_up.mode == "none":
        part = 0.0
    row = state.rows.now.get(rules.id)
    last = sorted(row.handling) if row else []
    patience = learnt(_seconds(told, "waits_abandoned"), _seconds(told, "waits_answered"))
    if patience is None:
        notes["patience_assumed"] += 1
    return Habits(
        talk=_spread(last, 1 - part, mean_s, notes),
        wrap_up=_spread(last, part, mean_s, Counter()),
        patience=patience or USUAL.patience,
    )


def _spread(last: list[float], part: float, mean_s: float | None, notes: Counter[str]) -> Spread:
    if len(last) >= FEW:
        values = tuple(value * part for value in last)
        return Spread(sum(values) / len(values), values=values)
    if mean_s is None:
        notes["handling_assumed"] += 1
    return Spread((HANDLING_S if mean_s is None else mean_s) * part, 0.8)


def _seconds(told: Tally, histogram: str) -> dict[float, int]:
    """How many after each second."""
    found = {}
    for name, n in told.items():
        what, _, second = name.partition(":")
        if what == histogram and second:
            found[float(second)] = n
    return found


def _on_a_break(agent: Agent, state: State) -> bool:
    return not agent.gone and any(
        one.state == Presence.NOT_READY and _longest_s(state, one.reason) for one in agent.presence.values()
    )


def _back(agent: Agent, state: State, now: Instant) -> Staff:
    """Whoever is on a break that may last so long is back after it."""
    moments = tuple(
        Moment(max(now, one.since + _longest_s(state, one.reason)), Presence.READY, None, channel)
        for channel, one in agent.presence.items()
        if one.state == Presence.NOT_READY and _longest_s(state, one.reason)
    )
    return Staff((Stint(now, agent.profile),), moments)


def _longest_s(state: State, reason: str | None) -> float:
    return next((one.longest_s for one in state.rows.floor.presence_reasons if one.code == reason), 0.0)


def names_of(state: State) -> dict[QueueId, str]:
    """Every queue by its name on the screen, in the order of names."""
    return {one.id: one.name for one in sorted(state.queues.values(), key=lambda one: one.name.casefold())}
