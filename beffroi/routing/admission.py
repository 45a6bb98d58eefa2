"""Who may enter a line, and what becomes of the others: pure causes, in the order in which they are looked at."""

from collections.abc import Callable
from typing import Final, NamedTuple

from beffroi.kernel.ids import Instant, QueueId
from beffroi.routing.model import QueueRules, Requirement
from beffroi.routing.rows import meets
from beffroi.routing.rules import CAUSES, Otherwise
from beffroi.routing.state import CAN_WAIT, State
from beffroi.routing.states import Presence
from beffroi.routing.waiting import newcomer_wait


class Newcomer(NamedTuple):
    """Somebody at the door of a queue."""

    queue: QueueRules
    channel: str
    requirement: Requirement


class Stop(NamedTuple):
    """They may not simply wait, for `cause`; this happens instead."""

    cause: str
    otherwise: Otherwise


def stop(state: State, newcomer: Newcomer, now: Instant, *, only: tuple[str, ...] = CAUSES) -> Stop | None:
    """The first cause that holds and does not let them wait all the same; None when they may enter."""
    admission = newcomer.queue.admission
    for cause in only:
        otherwise: Otherwise = getattr(admission, cause)
        if otherwise.do != "wait" and HOLDS[cause](state, newcomer, now):
            return Stop(cause, otherwise)
    return None


def lever(state: State, queue: QueueId, name: str) -> str | float | None:
    """What a supervisor set for the queue; None when the rules decide."""
    row = state.rows.now.get(queue)
    found = row.levers.get(name) if row else None
    return found.value if found else None


def sent_on_to(state: State, queue: QueueId, channel: str) -> QueueId | None:
    """Where a supervisor sends all who come to this queue; who was promised something, only where it can be kept."""
    value = lever(state, queue, "overflow")
    to = QueueId(value) if isinstance(value, str) else queue
    if to == queue or not takes_in(state, to) or (channel in CAN_WAIT and not _works(state, to, channel)):
        return None
    return to


def takes_in(state: State, queue: QueueId | None) -> bool:
    """The queue is there and not gone."""
    row = state.rows.now.get(queue) if queue else None
    return queue in state.queues and not (row is not None and row.gone)


def _works(state: State, queue: QueueId, channel: str) -> bool:
    bench = state.bench(queue, channel)
    return bench is not None and bool(bench.members)


def _emergency(state: State, newcomer: Newcomer, now: Instant) -> bool:
    return lever(state, newcomer.queue.id, "emergency") == "on"


def _closed(state: State, newcomer: Newcomer, now: Instant) -> bool:
    return not state.is_open(newcomer.queue.id)


def _unstaffed(state: State, newcomer: Newcomer, now: Instant) -> bool:
    """Nobody of the queue, nor of its helpers, is logged in on the channel with the skills it cannot do without."""
    queue, channel = newcomer.queue.id, newcomer.channel
    row = state.rows.now.get(queue)
    need = tuple(newcomer.requirement.mandatory.items())
    for one in (queue, *(row.helpers if row else ())):
        bench = state.bench(one, channel)
        for agent_id in bench.members if bench else ():
            agent = state.agents[agent_id]
            presence = agent.presence.get(channel)
            there = presence is not None and presence.state != Presence.LOGGED_OUT and not agent.gone
            if there and meets(agent.profile.skills, need):
                return False
    return True


def _full(state: State, newcomer: Newcomer, now: Instant) -> bool:
    most = newcomer.queue.admission.most_waiting
    return most is not None and state.count_waiting(newcomer.queue.id) >= most


def _long_wait(state: State, newcomer: Newcomer, now: Instant) -> bool:
    longest = newcomer.queue.admission.longest_wait_s
    if longest is None:
        return False
    expected = newcomer_wait(state, newcomer.queue.id, newcomer.channel, now)
    return expected is not None and expected > longest


HOLDS: Final[dict[str, Callable[[State, Newcomer, Instant], bool]]] = {
    "emergency": _emergency,
    "closed": _closed,
    "unstaffed": _unstaffed,
    "full": _full,
    "long_wait": _long_wait,
}
"""Cause → whether it holds for this newcomer."""
