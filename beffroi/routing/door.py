"""The door: a customer is received, and enters a line, is sent to another, is asked what they wish, or is told no."""

from collections.abc import Iterator
from typing import NamedTuple

from beffroi.interactions import events as happened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, QueueId
from beffroi.routing import admission, errors, states
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing.admission import Newcomer, Stop, sent_on_to, takes_in
from beffroi.routing.asked import (
    highest,
    last_agent_step,
    queue_rules,
    rank_of,
    reason_bonus,
    requirement_of,
    rest_of,
)
from beffroi.routing.contact import held, open_work
from beffroi.routing.leaving import carry, leave, over
from beffroi.routing.match import find_agent
from beffroi.routing.model import QueueRules, Requirement
from beffroi.routing.rows import Work
from beffroi.routing.rules import CAUSES, Care, Levels
from beffroi.routing.state import State
from beffroi.routing.waiting import callbacks_left

CHOICE_S = 300.0
"""For so long a customer who was stopped may choose a callback or a message."""

NO_CARE = Care()


class Entry(NamedTuple):
    """What the newcomer asks for, of their own, and is worth."""

    requirement: Requirement
    own: Levels
    bonus_s: float


def open_interaction(state: State, command: c.Open, now: Instant) -> Iterator[Event]:
    """The customer is received; what follows an earlier contact, or comes at its own time, is not asked again."""
    rules = queue_rules(state, command.queue)
    if command.interaction in state.works:
        raise errors.AlreadyOpen(interaction=command.interaction)
    yield happened.InteractionOpened(
        at=now,
        interaction=command.interaction,
        channel=command.channel,
        customer=command.customer,
        case=command.case,
        arrived_at=command.arrived_at,
        reason=command.reason,
        follows=command.follows,
    )
    work, entry = state.works[command.interaction], _entry(state, rules, command)
    if command.not_before is not None and command.not_before > now:
        yield _later(work, rules, entry, command.not_before, now)
    elif command.follows is not None:
        yield _enters(state, work, rules, entry, now)
        yield from find_agent(state, work.id, now)
    else:
        yield from _admit(state, work, rules, entry, now)


def _entry(state: State, rules: QueueRules, command: c.Open) -> Entry:
    """The queue's wishes, the reason's, the customer's care, and whoever served them last."""
    care = rules.care.get(command.care or "", NO_CARE)
    own = highest(command.mandatory, care.mandatory)
    first = last_agent_step(state, rules, command.last_agent, command.channel)
    bonus_s = command.bonus_s + care.bonus_s + reason_bonus(state, command.reason)
    return Entry(requirement_of(state, rules, command.reason, own, first), own, bonus_s)


def _later(work: Work, rules: QueueRules, entry: Entry, until: Instant, now: Instant) -> Event:
    return e.Deferred(
        at=now,
        interaction=work.id,
        queue=rules.id,
        until=until,
        requirement=entry.requirement,
        own=entry.own,
        bonus_s=entry.bonus_s,
    )


def _enters(state: State, work: Work, rules: QueueRules, entry: Entry, now: Instant) -> Event:
    return e.QueueEntered(
        at=now,
        interaction=work.id,
        queue=rules.id,
        passage=1,
        rank=rank_of(state, rules, work.arrived_at, entry.bonus_s),
        requirement=entry.requirement,
        own=entry.own or None,
        bonus_s=entry.bonus_s or None,
    )


def _admit(state: State, work: Work, rules: QueueRules, entry: Entry, now: Instant) -> Iterator[Event]:
    """Every customer enters the queue they came for, so that its ledger knows them; some do not stay.

    While a supervisor sends everyone elsewhere, only an emergency or closed doors stop them here.
    """
    forced = sent_on_to(state, rules.id, work.channel)
    newcomer = Newcomer(rules, work.channel, entry.requirement)
    stop = admission.stop(state, newcomer, now, only=CAUSES[:2] if forced else CAUSES)
    yield _enters(state, work, rules, entry, now)
    if stop is not None:
        yield from _stopped(state, work, stop, now)
        return
    if forced:
        yield from carry(state, work, forced, states.Left.OVERFLOWED, "forced", now)
    yield from find_agent(state, work.id, now)


def _stopped(state: State, work: Work, stop: Stop, now: Instant) -> Iterator[Event]:
    """As the queue's admission says. Another queue's own admission is asked too, but it sends nobody further."""
    to = stop.otherwise.queue
    if stop.otherwise.do != "queue":
        yield from _turned_away(state, work, stop, now)
    elif to is None or to == work.queue or not takes_in(state, to):
        yield from find_agent(state, work.id, now)
    else:
        rules = state.queues[to]
        asked = requirement_of(state, rules, work.reason, work.own)
        again = admission.stop(state, Newcomer(rules, work.channel, asked), now)
        yield from carry(state, work, to, states.Left.OVERFLOWED, "entry", now, cause=stop.cause)
        if again is None or again.otherwise.do == "queue":
            yield from find_agent(state, work.id, now)
        else:
            yield from _turned_away(state, work, again, now)


def _turned_away(state: State, work: Work, stop: Stop, now: Instant) -> Iterator[Event]:
    """They are told no; or may choose, while there is something to choose."""
    chooses = stop.otherwise.do == "choose"
    callback = chooses and stop.otherwise.callback and _may_promise(state, work.queue, now)
    message = chooses and stop.otherwise.message
    yield leave(work, states.Left.DISSUADED, now)
    if not (callback or message):
        yield over(work.id, f"stopped_{stop.cause}", now)
        return
    yield e.StoppedAtEntry(
        at=now,
        interaction=work.id,
        queue=work.queue,
        cause=stop.cause,
        callback=callback,
        message=message,
        until=now + CHOICE_S,
    )


def _may_promise(state: State, queue: QueueId, now: Instant) -> bool:
    return admission.lever(state, queue, "callback") != "off" and callbacks_left(state, queue, now) > 0


def set_reason(state: State, command: c.SetReason, now: Instant) -> Iterator[Event]:
    """The reason is known; the work asks from now on for what it asks for. While it waits its steps begin again."""
    work = open_work(state, command.interaction)
    if command.agent is not None:
        held(state, work, command.agent)
    if command.reason not in {one.code for one in state.rows.floor.reasons if one.active}:
        raise errors.UnknownReason(reason=command.reason)
    if command.reason == work.reason:
        return
    bonus_s = work.bonus_s - reason_bonus(state, work.reason) + reason_bonus(state, command.reason)
    yield happened.ReasonSet(at=now, interaction=work.id, reason=command.reason, agent=command.agent)
    yield from _asks_otherwise(state, work, bonus_s, now)


def _asks_otherwise(state: State, work: Work, bonus_s: float, now: Instant) -> Iterator[Event]:
    """Somebody asked for by name is still waited for first, until that wish would have ended."""
    rules = state.queues[work.queue]
    first = rest_of(work, now).steps[:1] if work.named else ()
    asked = requirement_of(state, rules, work.reason, work.own, first)
    rank = work.rank if work.ahead else rank_of(state, rules, work.arrived_at, bonus_s)
    if asked != work.requirement or bonus_s != work.bonus_s:
        yield e.Required(at=now, interaction=work.id, requirement=asked, rank=rank, bonus_s=bonus_s)
        if work.state == states.Work.WAITING:
            yield from find_agent(state, work.id, now)


def stopped_due(state: State, work: Work, now: Instant, due_at: Instant) -> Iterator[Event]:
    """They chose nothing."""
    yield over(work.id, f"stopped_{work.stopped_for}", now, due_at)
