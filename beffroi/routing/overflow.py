"""Overflow: who has waited long enough in one queue goes on to another, while that one stays safe.

A queue is looked at when somebody has waited long enough for one of its rules, and as long as such a one waits, again
after ten seconds; never otherwise. The wait goes on: it counts from the first entry, and so does the rank. Nobody is
moved on twice, and what was promised here (a call, an answer to a message) stays here.
"""

import heapq
from collections.abc import Iterator
from itertools import islice
from typing import Final

from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, QueueId
from beffroi.routing.asked import requirement_of
from beffroi.routing.candidates import may_have
from beffroi.routing.due import Timer
from beffroi.routing.leaving import carry
from beffroi.routing.line import Bench, Need
from beffroi.routing.match import find_agent
from beffroi.routing.model import Membership, QueueRules
from beffroi.routing.rows import Agent, Work, meets, need_at
from beffroi.routing.rules import Overflow
from beffroi.routing.safety import AS_IT_IS, TAKEN, WAITS, lever, may_take_in, review_intake, takes_in
from beffroi.routing.shares import outside
from beffroi.routing.state import CAN_WAIT, NO_LINES, State
from beffroi.routing.states import Left, Presence

AGAIN_S: Final = 10.0
"""A queue that found nobody to take its work looks again after so long."""

MOST_AT_ONCE: Final = 100
"""So many of a line are looked at in one go: they are the first, and have waited longest."""

OVERFLOW: Final = "overflow"


def overflow_due(state: State, timer: Timer, now: Instant) -> Iterator[Event]:
    """Somebody has waited long enough to go on; if they cannot, we look again."""
    queue = QueueId(timer.id)
    if not state.looked_lately(OVERFLOW, queue, now):
        yield from review(state, queue, now)


def review(state: State, queue: QueueId, now: Instant) -> Iterator[Event]:
    """Who may go on does; while somebody would, we look again. Called when a person gave the lever back, too."""
    if lever(state, queue, OVERFLOW) is None:
        yield from _move_on(state, queue, now)
        if any(ripe(state, queue, now)) and not state.looked_lately(OVERFLOW, queue, now):
            state.look_again(Timer(now + AGAIN_S, OVERFLOW, queue))


def _move_on(state: State, queue: QueueId, now: Instant) -> Iterator[Event]:
    """Each who has waited long enough, first come first, goes to the first receiver that is safe with them."""
    first = next(ripe(state, queue, now), None)
    if first is None:
        return
    rules = [rule for rule in state.queues[queue].overflow if rule.to != queue and rule.to in state.queues]
    for to in dict.fromkeys(rule.to for rule in rules):
        yield from review_intake(state, to, first.channel, now)
    receivers = [rule for rule in rules if takes_in(state, rule.to)]
    for work in list(ripe(state, queue, now)) if receivers else ():
        receiver = _receiver(state, work, receivers, now)
        if receiver is not None:
            yield from carry(state, work, receiver, how=Left.OVERFLOWED, why=OVERFLOW, now=now)
            yield from find_agent(state, work.id, now)


def _receiver(state: State, work: Work, receivers: list[Overflow], now: Instant) -> QueueId | None:
    """Where the work may go on to by now."""
    ripened = (rule.to for rule in receivers if now >= work.entered_at + rule.after_s)
    return next((to for to in ripened if _may_go_to(state, work, to, now)), None)


def ripe(state: State, queue: QueueId, now: Instant) -> Iterator[Work]:
    """Those who have waited long enough for a rule, of the first in line."""
    rules = state.queues.get(queue)
    if rules is None or not rules.overflow:
        return
    after_s = min(rule.after_s for rule in rules.overflow)
    for work in islice(_who_may_go(state, queue), MOST_AT_ONCE):
        if now >= work.entered_at + after_s and work.moved_to != queue:
            yield work


def _who_may_go(state: State, queue: QueueId) -> Iterator[Work]:
    """In the order of their ranks, all but who was promised something here or waits for one colleague."""
    lines = state.lines.get(queue, NO_LINES).values()
    free = (line.waiting for line in lines if line.key.channel not in CAN_WAIT and not line.key.named)
    return (state.works[place.interaction] for place in heapq.merge(*free))


def _may_go_to(state: State, work: Work, queue: QueueId, now: Instant) -> bool:
    """Somebody there could serve it, now or in the end, and the queue is safe with it: in hand at once, or waiting."""
    bench, rules = state.bench(queue, work.channel), state.queues[queue]
    if bench is None or rules.pull or not may_take_in(state, queue, work.channel, now, AS_IT_IS):
        return False
    asked = requirement_of(state, rules, work.reason, work.own)
    need, named = need_at(asked, 0)
    places = [] if named else [(state.agents[seat.agent], bench.members[seat.agent]) for seat in bench.free]
    free = any(_at_once(work, rules, agent, place, need, now) for agent, place in places)
    if not free and not _somebody_able(state, bench, work.channel, tuple(asked.mandatory.items())):
        return False
    return may_take_in(state, queue, work.channel, now, TAKEN if free else WAITS)


def _at_once(work: Work, rules: QueueRules, agent: Agent, place: Membership, need: Need, now: Instant) -> bool:
    """The agent, who is free, would be offered the work as soon as it is there."""
    able = meets(agent.profile.skills, need) and not outside(rules, agent.profile.partner, now)
    return able and may_have(work, agent.id, place.delay_s, now)


def _somebody_able(state: State, bench: Bench, channel: str, need: Need) -> bool:
    """An agent of the queue who is at work on the channel has what is never done without."""
    agents = (state.agents[one] for one in bench.members)
    return any(_is_there(one, channel) and meets(one.profile.skills, need) for one in agents)


def _is_there(agent: Agent, channel: str) -> bool:
    presence = agent.presence.get(channel)
    return presence is not None and presence.state == Presence.READY and not agent.gone
