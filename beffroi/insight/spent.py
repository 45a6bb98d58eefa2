"""Agents' time, folded: each change of what an agent does closes a stretch, counted in its quarter-hours. Pure.

Work in hand comes before what the agent says of themselves; other work before waiting for contacts; waiting before
pauses. While an offer rings nothing is in hand yet: the agent still waits. The time a reason was given for is kept
under that reason. The same segments through `measures.agent_time` give the same sums (tests/insight).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from beffroi.insight.memory import AgentNow
from beffroi.insight.tally import Added
from beffroi.routing.rules import PresenceReason
from beffroi.routing.states import Presence

QUARTER_MS: Final = 900_000
WORK_UNSAID: Final = frozenset({"back_office"})
"""Reasons for not being ready under which an agent works all the same, where no reasons were ever configured."""

UNSAID: Final = "unsaid"


def productive(known: Iterable[PresenceReason]) -> frozenset[str]:
    """The reasons under which an agent works, as configured now."""
    return frozenset(one.code for one in known if one.productive) if known else WORK_UNSAID


def unpaid_of(known: Iterable[PresenceReason]) -> frozenset[str]:
    """The reasons under which an agent is not paid, as configured now."""
    return frozenset(one.code for one in known if not one.paid)


class Stretch(NamedTuple):
    """Time an agent spent in one way, within one quarter-hour; `reason` is why they were not ready."""

    from_ms: int
    reason: str
    added: Added


def stretches(agent: AgentNow, until_ms: int, from_ms: int = 0) -> Iterator[Stretch]:
    """The time from the agent's last change until then, cut at the quarter-hours; nothing of it before `from_ms`."""
    start = max(agent.since_ms, from_ms)
    if until_ms <= start:
        return
    ways = _ways(agent)
    if ways is None:
        return
    reason, names = ways
    while start < until_ms:
        end = min(until_ms, start - start % QUARTER_MS + QUARTER_MS)
        yield Stretch(start, reason, tuple((name, times * (end - start)) for name, times in names))
        start = end


def _ways(agent: AgentNow) -> tuple[str, tuple[tuple[str, int], ...]] | None:
    """Why not ready, and the sums this time goes into, each how many times; None while signed out."""
    if agent.held:
        return "", (("logged_ms", 1), ("busy_ms", 1), ("work_ms", agent.held))
    said = agent.presence.values()
    reasons = [reason or UNSAID for state, reason in said if state == Presence.NOT_READY]
    if other := next((reason for reason in reasons if reason in agent.works), None):
        return other, (("logged_ms", 1), ("other_work_ms", 1))
    if any(state == Presence.READY for state, _ in said):
        return "", (("logged_ms", 1), ("idle_ms", 1))
    return (reasons[0], (("logged_ms", 1),)) if reasons else None
