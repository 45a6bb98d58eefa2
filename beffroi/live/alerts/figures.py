"""What a rule looks at, as of now: from the same state and counters as the rows of the floor. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final, NamedTuple

from beffroi.kernel.ids import Instant, QueueId, TeamId
from beffroi.live.alerts.model import Rule
from beffroi.live.expected import wait_now
from beffroi.live.standing import overstays
from beffroi.live.views.desk import CALLBACK
from beffroi.live.views.figures import Counters
from beffroi.live.views.floor import Beside, Floor, count_waiting, longest_since
from beffroi.measures import MEASURES, Primitives
from beffroi.routing.rows import Agent, status_of
from beffroi.routing.state import State
from beffroi.routing.states import Assignment as Step


class Seen(NamedTuple):
    """Everything a figure is read from."""

    state: State
    floor: Floor
    beside: Beside
    counters: Callable[[QueueId, Instant], Counters]
    now: Instant


def figure_of(rule: Rule, seen: Seen) -> float | None:
    """The rule's figure now; None when nothing tells it."""
    if rule.queue is not None:
        queue = QueueId(rule.queue)
        return _QUEUES[rule.figure](queue, seen) if queue in seen.state.queues else None
    return _of_team(rule.figure, seen.floor.teams.get(TeamId(rule.team or ""), ()), seen.state)


def _waiting(queue: QueueId, seen: Seen) -> float:
    return seen.state.count_waiting(queue) + sum(one.state == Step.OFFERED for one in seen.beside.held.get(queue, ()))


def _longest_wait_s(queue: QueueId, seen: Seen) -> float:
    """Nobody waits: nothing."""
    offered = [one for one in seen.beside.held.get(queue, ()) if one.state == Step.OFFERED]
    since = longest_since(seen.state, queue, offered)
    return 0.0 if since is None else seen.now - since


def _status(status: str) -> Callable[[QueueId, Seen], float]:
    return lambda queue, seen: sum(status_of(one) == status for one in seen.floor.members.get(queue, ()))


def _measure(value: Callable[[Primitives], float | None], day: bool) -> Callable[[QueueId, Seen], float | None]:
    def read(queue: QueueId, seen: Seen) -> float | None:
        counters = seen.counters(queue, seen.now)
        return value(counters.day if day else counters.half_hour)

    return read


_SHARES: Final[Mapping[str, Callable[[Primitives], float | None]]] = {
    "service_level": lambda sums: MEASURES["service_level"].of(sums).value,
    "abandonment": lambda sums: MEASURES["abandonment"].of(sums).value,
    "answer_rate": lambda sums: MEASURES["answer_rate"].of(sums).value,
}
_QUEUES: Final[Mapping[str, Callable[[QueueId, Seen], float | None]]] = {
    "waiting": _waiting,
    "longest_wait_s": _longest_wait_s,
    "available": _status("available"),
    "not_ready": _status("not_ready"),
    "expected_wait_s": lambda queue, seen: wait_now(seen.state, queue, seen.now),
    "callbacks": lambda queue, seen: count_waiting(seen.state, queue, CALLBACK),
    **{f"{name}_half_hour": _measure(value, day=False) for name, value in _SHARES.items()},
    **{f"{name}_day": _measure(value, day=True) for name, value in _SHARES.items()},
}


def _of_team(figure: str, agents: Collection[Agent], state: State) -> float:
    if figure == "overstayed":
        return sum(overstays(one) for one in agents)
    if figure == "wishes":
        return sum(one.wish is not None for one in agents)
    if figure == "hands":
        theirs = {one.id for one in agents}
        return sum(hand.agent in theirs for hand in state.rows.hands.values())
    return sum(status_of(one) == figure for one in agents)
