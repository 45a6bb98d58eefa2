"""When a queue can take in others' work, or lend its agents: its own people must not wait too long because of it.

The projected wait of a queue is what somebody who entered it now would wait until an agent turns to them; whoever
waits there already waits less. A queue is safe while that stays under its `stop` share of its threshold and its own
last takes kept its target. What is moved in, or whom it lends, is judged as if it had happened: the projected wait
after it must still be under `stop`. So no work taken in, and no agent lent, ever lifts the projected wait of a safe
queue over its stop share; only its own customers can. A person who forces help takes that upon themselves.

Between `stop` and `resume` nothing changes: a queue that stopped taking in (`QueueNow.takes_in`) begins again below
`resume` only. That is looked at when somebody would go there or be helped from there, at no other time.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, QueueId
from beffroi.routing import floor_events as f
from beffroi.routing.rows import QueueNow
from beffroi.routing.rules import Safety
from beffroi.routing.state import State
from beffroi.routing.waiting import LOOK_BACK_S, NOTHING_YET, is_served, wait_after


class Then(NamedTuple):
    """How a queue would stand: so many more in its line, fewer of its agents free, more of its work in hand."""

    waiting: int = 0
    spared: int = 0
    in_hand: int = 0


AS_IT_IS: Final = Then()
WAITS: Final = Then(waiting=1)
TAKEN: Final = Then(spared=1, in_hand=1)
LENT: Final = Then(spared=1)
NO_RULES: Final = Safety()

LEVEL_LEAST: Final = 5
"""Fewer own takes than this say nothing of a service level."""


def projected_wait(state: State, queue: QueueId, channel: str, now: Instant, then: Then = AS_IT_IS) -> float | None:
    """A newcomer's wait as things are, or as they would be `then`; None without a basis.

    The ringing of an offer is left out: taking in changes nothing about it.
    """
    waiting = state.count_waiting(queue) + then.waiting
    spared, in_hand = then.spared, then.in_hand
    return wait_after(state, queue, channel, now, waiting=waiting, spared=spared, in_hand=in_hand, rings=False)


def may_take_in(state: State, queue: QueueId, channel: str, now: Instant, then: Then) -> bool:
    """One more piece of others' work may come here: the queue takes in, and is safe with it too."""
    row = state.rows.now.get(queue, NOTHING_YET)
    return row.takes_in and _welcomes(row) and _within(state, queue, channel, now, _rules(state, queue).stop, then)


def takes_in(state: State, queue: QueueId) -> bool:
    """The queue did not stop taking in others' work."""
    return state.rows.now.get(queue, NOTHING_YET).takes_in


def can_spare(state: State, helper: QueueId, queue: QueueId, channel: str, now: Instant) -> bool:
    """One free agent of `helper` may take work of `queue`: a person forced it, or `helper` is safe without them."""
    if lever(state, queue, "help") == "on":
        return True
    return _within(state, helper, channel, now, _rules(state, helper).stop, LENT)


def review_intake(state: State, queue: QueueId, channel: str, now: Instant) -> Iterator[Event]:
    """The queue stops taking in when it is no longer safe, and begins again when it is well so."""
    takes_in = state.rows.now.get(queue, NOTHING_YET).takes_in
    safety = _rules(state, queue)
    if takes_in and not _within(state, queue, channel, now, safety.stop):
        yield f.IntakeStopped(at=now, queue=queue)
    elif not takes_in and _within(state, queue, channel, now, safety.resume):
        yield f.IntakeResumed(at=now, queue=queue)


def service_level(state: State, queue: QueueId, now: Instant) -> float | None:
    """The share of its own work lately taken in time; None when there was too little."""
    row = state.rows.now.get(queue, NOTHING_YET)
    in_time = [take.in_time for take in row.takes if take.own and now - take.at <= LOOK_BACK_S]
    return sum(in_time) / len(in_time) if len(in_time) >= LEVEL_LEAST else None


def lever(state: State, queue: QueueId, name: str) -> str | float | None:
    """What a person set the lever to; None when the rules hold."""
    steered = state.rows.now.get(queue, NOTHING_YET).levers.get(name)
    return steered.value if steered else None


def _welcomes(row: QueueNow) -> bool:
    """Nobody closed it or stopped its newcomers."""
    return not ("emergency" in row.levers or ("opening" in row.levers and row.levers["opening"].value == "closed"))


def _within(state: State, queue: QueueId, channel: str, now: Instant, share: float, then: Then = AS_IT_IS) -> bool:
    """The projected wait is under this share of the threshold, and the target is kept."""
    if not is_served(state, queue):
        return False
    rules = state.queues[queue]
    wait_s = projected_wait(state, queue, channel, now, then)
    if wait_s is None or wait_s > share * rules.threshold_s:
        return False
    level = service_level(state, queue, now)
    return level is None or level >= rules.target


def _rules(state: State, queue: QueueId) -> Safety:
    rules = state.queues.get(queue)
    return rules.safety if rules else NO_RULES
