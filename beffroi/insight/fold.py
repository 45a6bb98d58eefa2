"""The folds behind every figure: from a committed event to what it adds, for whom, at which instant. Pure.

Live counters, the day's projection and a recomputation all take events through a `Fold`, so they cannot disagree.
What an event adds belongs to its own instant, with two exceptions. Whether a chat was answered in time is known only
at the agent's first words, and belongs to the instant it was answered: until then the service level leaves it out.
And time belongs to the quarter-hours it was spent in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from beffroi.insight import memory, spent
from beffroi.insight.cells import (
    CALLBACK,
    CLOSED,
    DISSUADED,
    HANDLED,
    IN_TIME,
    LATE,
    LEFT,
    MESSAGE,
    PASSED_ON,
    PRESENTED,
    PROMISES,
    RECEIVED,
    RECEIVED_DIGITAL,
    STAYED,
    STOOD_IN,
)
from beffroi.insight.cells import MINUTE_S as MINUTE_S
from beffroi.insight.cells import QUARTER_S as QUARTER_S
from beffroi.insight.cells import Buckets as Buckets
from beffroi.insight.cells import Cell as Cell
from beffroi.insight.cells import Counted as Counted
from beffroi.insight.cells import start_of as start_of
from beffroi.insight.memory import AgentNow, ContactNow, Memory
from beffroi.insight.tally import Tally, at_second
from beffroi.interactions.events import InteractionEnded, InteractionOpened, MessageStored, ReasonSet
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, Instant, InteractionId, QueueId
from beffroi.measures.primitives import to_ms
from beffroi.measures.rules import DEFAULT
from beffroi.routing.events import (
    AssignmentClosed,
    AssignmentPaused,
    AssignmentResumed,
    CallbackTaken,
    Configured,
    FirstReply,
    MessageLeft,
    Moved,
    OfferAccepted,
    OfferMade,
    PresenceChanged,
    QueueEntered,
    QueueLeft,
    StoppedAtEntry,
    Transferred,
    WrapUpStarted,
)
from beffroi.routing.states import Presence

REPLY_STOPS_THE_CLOCK: Final = DEFAULT.reply_channels
"""Channels answered in time by the first human reply; on the others the agent's acceptance is the answer."""

UNFINISHED: Final = frozenset({"desk_lost", "taken_over"})
"""Ways of closing work that an agent did not finish: it is handled later, or by another."""


class Fold:
    """Takes events in their order. With an empty memory the queues' own counts are right, but for what lies in it."""

    def __init__(self, known: Memory | None = None) -> None:
        self.memory = known if known is not None else Memory()

    def take(self, event: Event) -> list[Counted]:
        """What this event adds; nothing for most kinds."""
        rule = _RULES.get(type(event))
        return rule(self.memory, event) if rule else NOTHING


NOTHING: Final[list[Counted]] = []


def quarters(fold: Fold, events: Iterable[Event]) -> dict[tuple[Cell, int], Tally]:
    """What these events add to the quarter-hours of each cell."""
    buckets: Buckets[Cell] = Buckets(QUARTER_S)
    for event in events:
        for counted in fold.take(event):
            buckets.add(counted.cell, counted.at, counted.added + counted.seconds)
    return buckets.sums


def time_of(agent: str, now: AgentNow, until: Instant, from_at: Instant = 0.0) -> list[Counted]:
    """The time this agent spent since it was last counted, up to an instant: how things stand as of now."""
    return [
        Counted(Cell(agent=agent, reason=one.reason), one.from_ms / 1000, one.added)
        for one in spent.stretches(now, to_ms(until), to_ms(from_at))
    ]


# The contacts


def _opened(known: Memory, event: InteractionOpened) -> list[Counted]:
    contact = _contact(known, event.interaction)
    if contact is None:  # else it was promised to somebody who waited: see `_promised`
        contact = known.contacts[event.interaction] = ContactNow(event.channel)
    contact.channel, contact.reason = event.channel, event.reason or ""
    known.touched.add((memory.CONTACT, event.interaction))
    return NOTHING


def _reason_set(known: Memory, event: ReasonSet) -> list[Counted]:
    if contact := _contact(known, event.interaction):
        contact.reason = event.reason
    return NOTHING


def _contact(known: Memory, interaction: InteractionId) -> ContactNow | None:
    """The contact, which is about to change."""
    contact = known.contacts.get(interaction)
    if contact is not None:
        known.touched.add((memory.CONTACT, interaction))
    return contact


def _cell(queue: QueueId, contact: ContactNow | None, agent: str = "") -> Cell:
    return Cell(queue, contact.channel, agent, contact.reason) if contact else Cell(queue, "", agent)


def _ended(known: Memory, event: InteractionEnded) -> list[Counted]:
    """It is forgotten once no agent has it in hand."""
    contact = _contact(known, event.interaction)
    if contact is None:
        return NOTHING
    contact.over = True
    counted = _stopped(contact, event.at, event.sub_reason == "stopped_closed")
    if promise := PROMISES.get(event.sub_reason):
        counted = [*counted, Counted(_cell(contact.queue, contact, contact.agent), event.at, ((promise, 1),))]
    _forget(known, event.interaction, contact)
    return counted


def _forget(known: Memory, interaction: InteractionId, contact: ContactNow) -> None:
    if contact.over and not contact.taken:
        known.contacts.pop(interaction, None)


def _entered(known: Memory, event: QueueEntered) -> list[Counted]:
    contact = _contact(known, event.interaction)
    if contact is None:
        return [Counted(Cell(event.queue), event.at, RECEIVED)]
    stands_in, contact.stands_in = contact.stands_in == event.queue, QueueId("")
    contact.queue, contact.agent, contact.gave_up_place = event.queue, "", False
    if stands_in:
        return [Counted(_cell(event.queue, contact), event.at, STOOD_IN)]
    added = RECEIVED_DIGITAL if contact.channel in DEFAULT.digital_channels else RECEIVED
    return [Counted(_cell(event.queue, contact), event.at, added)]


def _offered(known: Memory, event: OfferMade) -> list[Counted]:
    """Work that an agent takes themselves is not shown to them."""
    if event.reasons.pulled:
        return NOTHING
    contact = known.contacts.get(event.interaction)
    return [Counted(Cell(event.queue, event.channel, event.agent, _why(contact)), event.at, PRESENTED)]


def _why(contact: ContactNow | None) -> str:
    return contact.reason if contact else ""


def _accepted(known: Memory, event: OfferAccepted) -> list[Counted]:
    contact = _contact(known, event.interaction)
    if contact is not None:
        contact.agent, contact.taken_for = event.agent, contact.reason
        contact.taken[event.assignment] = contact.reason
    if event.channel in REPLY_STOPS_THE_CLOCK:
        clock = ("answered_clock_untold", 1)
    else:
        clock = ("answered_in_time", int(event.in_time))
    added = ("answered", 1), clock, ("wait_answered_ms", to_ms(event.wait_s))
    cell = Cell(event.queue, event.channel, event.agent, _why(contact))
    seconds = (at_second("waits_answered", event.wait_s),)
    return [Counted(cell, event.at, added, seconds), *_in_hand(known, event.agent, event.at, 1)]


def _replied(known: Memory, event: FirstReply) -> list[Counted]:
    """The clock stops; the answer is known to be in time, or late, where it was counted: with whoever took it."""
    contact = known.contacts.get(event.interaction)
    channel = contact.channel if contact else ""
    who = (contact.agent if contact else "") or event.agent
    cell = _cell(event.queue, contact, who)
    response = ("first_responses", 1), ("first_response_ms", to_ms(event.wait_s))
    counted = [Counted(cell, event.at, response, (at_second("first_response_waits", event.wait_s),))]
    if contact is None or channel in REPLY_STOPS_THE_CLOCK:
        answered = cell._replace(reason=contact.taken_for if contact else "")
        counted.append(Counted(answered, event.answered_at, IN_TIME if event.in_time else LATE))
    return counted


def _said(known: Memory, event: MessageStored) -> list[Counted]:
    """From the first message of the customer that waits, to the next words of an agent."""
    contact = known.contacts.get(event.interaction)
    if contact is None:
        return NOTHING
    if event.author == "customer" and contact.asked_ms is None:
        contact.asked_ms = to_ms(event.at)
    elif event.author == "agent" and contact.asked_ms is not None:
        reply_ms = to_ms(event.at) - contact.asked_ms
        contact.asked_ms = None
        known.touched.add((memory.CONTACT, event.interaction))
        cell = _cell(contact.queue, contact, event.agent or "")
        seconds = (at_second("reply_waits", reply_ms / 1000),)
        return [Counted(cell, event.at, (("replies", 1), ("reply_ms", reply_ms)), seconds)]
    else:
        return NOTHING
    known.touched.add((memory.CONTACT, event.interaction))
    return NOTHING


def _left(known: Memory, event: QueueLeft) -> list[Counted]:
    name = LEFT.get(event.how)
    if name is None:
        return NOTHING
    contact = _contact(known, event.interaction)
    if contact is not None and name == "dissuaded":
        contact.left = event.queue
        return NOTHING
    if contact is not None:
        contact.gave_up_place = name == "withdrawn"
    cell = _cell(event.queue, contact)
    if name != "abandoned":
        return [Counted(cell, event.at, ((name, 1),))]
    added = (
        ("abandoned", 1),
        ("abandoned_in_time", int(event.wait_s <= known.thresholds.get(event.queue, DEFAULT.threshold_s))),
        ("abandoned_short", int(event.wait_s < DEFAULT.short_s)),
        ("wait_abandoned_ms", to_ms(event.wait_s)),
    )
    return [Counted(cell, event.at, added, (at_second("waits_abandoned", event.wait_s),))]


def _stopped(contact: ContactNow, at: Instant, closed: bool) -> list[Counted]:
    """Whoever left dissuaded came while the queue was open, or out of hours: it is told right after."""
    queue, contact.left = contact.left, QueueId("")
    return [Counted(_cell(queue, contact), at, CLOSED if closed else DISSUADED)] if queue else NOTHING


def _stopped_at_entry(known: Memory, event: StoppedAtEntry) -> list[Counted]:
    contact = _contact(known, event.interaction)
    return NOTHING if contact is None else _stopped(contact, event.at, event.cause == "closed")


def _moved(known: Memory, event: Moved) -> list[Counted]:
    """Moved within its queue it is not received again: it only gave up one place for another."""
    contact = _contact(known, event.interaction)
    if contact is None or event.to_queue != event.queue or contact.queue != event.queue:
        return NOTHING
    contact.stands_in = event.queue
    return [Counted(_cell(event.queue, contact), event.at, STAYED)]


def _promised(known: Memory, event: CallbackTaken | MessageLeft) -> list[Counted]:
    """What is promised to somebody who waited takes their place: it is not received again in that queue."""
    called = isinstance(event, CallbackTaken)
    promised = event.callback if isinstance(event, CallbackTaken) else event.message
    contact = known.contacts.get(event.interaction)
    if contact is not None and contact.gave_up_place:
        known.contacts[promised] = ContactNow("", stands_in=contact.queue)
        known.touched.add((memory.CONTACT, promised))
    waited_in = contact.queue if contact is not None and contact.queue else event.queue
    return [Counted(_cell(waited_in, contact), event.at, CALLBACK if called else MESSAGE)]


def _transferred(known: Memory, event: Transferred) -> list[Counted]:
    """Passed on out of the queue it is in; the queue of the event is where it goes."""
    contact = known.contacts.get(event.interaction)
    if contact is None:
        return NOTHING
    return [Counted(_cell(contact.queue, contact, event.agent), event.at, PASSED_ON)]


def _closed(known: Memory, event: AssignmentClosed) -> list[Counted]:
    contact = _contact(known, event.interaction)
    cell = Cell(event.queue, event.channel, event.agent, _why(contact))
    counted = _in_hand(known, event.agent, event.at, 0 if _comes_back(contact, event.assignment) else -1)
    taken_for = ""
    if contact is not None:
        taken_for = contact.taken.pop(event.assignment, "")
        _forget(known, event.interaction, contact)
    if not event.replied and event.channel in REPLY_STOPS_THE_CLOCK:
        counted.append(Counted(cell._replace(reason=taken_for), event.accepted_at, LATE))
    if event.how not in UNFINISHED:
        times = ("talk_ms", to_ms(event.talk_s)), ("wrap_up_ms", to_ms(event.wrap_up_s))
        short = ("talk_short", int(event.talk_s < DEFAULT.short_talk_s))
        counted.append(Counted(cell, event.at, (*HANDLED, *times, short)))
    return counted


# The agents


def _paused(known: Memory, event: AssignmentPaused) -> list[Counted]:
    """What rests is not in hand."""
    if contact := _contact(known, event.interaction):
        contact.resting.append(event.assignment)
    return _in_hand(known, event.agent, event.at, -1)


def _in_hand_again(known: Memory, event: AssignmentResumed | WrapUpStarted) -> list[Counted]:
    if _comes_back(_contact(known, event.interaction), event.assignment):
        return _in_hand(known, event.agent, event.at, 1)
    return NOTHING


def _comes_back(contact: ContactNow | None, assignment: AssignmentId) -> bool:
    """Whether it rested; it no longer does."""
    if contact is None or assignment not in contact.resting:
        return False
    contact.resting.remove(assignment)
    return True


def _in_hand(known: Memory, agent: AgentId, at: Instant, more: int) -> list[Counted]:
    now, counted = _until(known, agent, at)
    now.held = max(0, now.held + more)
    return counted


def _presence(known: Memory, event: PresenceChanged) -> list[Counted]:
    now, counted = _until(known, event.agent, event.at)
    now.presence[event.channel] = (event.state, event.reason)
    said = {reason for state, reason in now.presence.values() if state == Presence.NOT_READY and reason}
    now.works = sorted(reason for reason in said if _is_work(known, reason))
    return counted


def _is_work(known: Memory, reason: str) -> bool:
    """Whether agents work under this reason, as configured now."""
    return known.productive.get(reason, not known.productive and reason in spent.WORK_UNSAID)


def _until(known: Memory, agent: AgentId, at: Instant) -> tuple[AgentNow, list[Counted]]:
    """The agent's time up to now is counted; what they do next begins."""
    now = known.agents.get(agent)
    if now is None:
        now = known.agents[agent] = AgentNow()
    counted = time_of(agent, now, at)
    now.since_ms = max(now.since_ms, to_ms(at))
    known.touched.add((memory.AGENT, agent))
    return now, counted


# What is configured


def _configured(known: Memory, event: Configured) -> list[Counted]:
    for queue in event.content.queues:
        known.thresholds[queue.id] = queue.threshold_s
        known.touched.add((memory.QUEUE, queue.id))
    if (floor := event.content.floor) is not None:
        fresh = {one.code: one.productive for one in floor.presence_reasons}
        known.touched |= {(memory.REASON, code) for code in (*fresh, *known.productive)}
        known.productive.clear()
        known.productive.update(fresh)
    return NOTHING


_RULES: Final[dict[type[Event], Callable[[Memory, Any], list[Counted]]]] = {
    InteractionOpened: _opened,
    InteractionEnded: _ended,
    QueueEntered: _entered,
    OfferMade: _offered,
    OfferAccepted: _accepted,
    FirstReply: _replied,
    MessageStored: _said,
    QueueLeft: _left,
    ReasonSet: _reason_set,
    StoppedAtEntry: _stopped_at_entry,
    Moved: _moved,
    CallbackTaken: _promised,
    MessageLeft: _promised,
    AssignmentPaused: _paused,
    AssignmentResumed: _in_hand_again,
    WrapUpStarted: _in_hand_again,
    Transferred: _transferred,
    AssignmentClosed: _closed,
    PresenceChanged: _presence,
    Configured: _configured,
}
