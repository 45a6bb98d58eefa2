"""Mutual help: free agents of one queue take what waits too long in another, while their own queue can spare them.

It begins when somebody has waited `after_s` and the helper takes in; it stops when nobody waits any more (enough), the
helper is no longer safe (unsafe), a person says so (forced), or the rule is gone (configured). A queue is looked at
when somebody has waited long enough, and every ten seconds while it is helped or such a one waits; never otherwise.
Whom a helper lends is judged once more at each offer (`safety.can_spare`); contacts in hand go on.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, QueueId
from beffroi.routing import floor_events as f
from beffroi.routing.due import Timer
from beffroi.routing.match import serve
from beffroi.routing.overflow import AGAIN_S, MOST_AT_ONCE
from beffroi.routing.rows import Work
from beffroi.routing.rules import Help
from beffroi.routing.safety import lever, review_intake, takes_in
from beffroi.routing.state import State
from beffroi.routing.waiting import NOTHING_YET, is_served

HELP: Final = "help"


def help_due(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """Somebody has waited long enough to be helped with, or it is time to look again."""
    queue = QueueId(timer.id)
    if not state.looked_lately(HELP, queue, now):
        yield from review(state, queue, now)


def review(state: State, queue: QueueId, now: Instant) -> Iterator[Event]:
    """Whoever should help does, and nobody else. Called when a person, the rules or the line changed."""
    row, rules = state.rows.now.get(queue, NOTHING_YET), state.queues.get(queue)
    said, wanted = lever(state, queue, HELP), {rule.by: rule for rule in rules.help} if rules else {}
    for helper in list(row.helpers):
        why = _why_stop(state, queue, helper, said, wanted)
        if why is None and said != "on":
            yield from _review_lender(state, queue, helper, now)
            why = None if takes_in(state, helper) else "unsafe"
        if why:
            yield f.HelpStopped(at=now, queue=queue, helper=helper, why=why)
    if row.helpers:
        yield from serve(state, queue, now)
    for rule in wanted.values() if said != "off" else ():
        yield from _start(state, queue, rule, said == "on", now)
    if _may_change(state, queue, now) and not state.looked_lately(HELP, queue, now):
        state.look_again(Timer(now + AGAIN_S, HELP, queue))


def _why_stop(
    state: State, queue: QueueId, helper: QueueId, said: str | float | None, wanted: dict[QueueId, Help]
) -> str | None:
    """Why the helper stops, whatever their own queue is like; None when that decides."""
    if helper not in wanted or not is_served(state, helper):
        return "configured"
    if said == "off":
        return "forced"
    return "enough" if said is None and not state.count_waiting(queue) else None


def _start(state: State, queue: QueueId, rule: Help, forced: bool, now: Instant) -> Iterator[Event]:
    if rule.by == queue or rule.by in state.rows.now.get(queue, NOTHING_YET).helpers or not is_served(state, rule.by):
        return
    if not forced:
        if _first_ripe(state, queue, rule, now) is None:
            return
        yield from _review_lender(state, queue, rule.by, now)
        if not takes_in(state, rule.by):
            return
    yield f.HelpStarted(at=now, queue=queue, helper=rule.by, forced=forced)
    yield from serve(state, queue, now)


def _review_lender(state: State, queue: QueueId, helper: QueueId, now: Instant) -> Iterator[Event]:
    """The helper's own queue is looked at, on the channel on which help is wanted first."""
    first = next(state.waiting_in(queue), None)
    if first is not None:
        yield from review_intake(state, helper, first.channel, now)


def _first_ripe(state: State, queue: QueueId, rule: Help, now: Instant) -> Work | None:
    """Somebody who has waited long enough for this helper."""
    first = islice(state.waiting_in(queue), MOST_AT_ONCE)
    return next((work for work in first if now >= work.entered_at + rule.after_s), None)


def _may_change(state: State, queue: QueueId, now: Instant) -> bool:
    """There is something to decide later: somebody helps, or could and may not yet."""
    if lever(state, queue, HELP) is not None:
        return False
    rules = state.queues[queue].help
    if state.rows.now.get(queue, NOTHING_YET).helpers:
        return True
    return any(_first_ripe(state, queue, rule, now) for rule in rules)
