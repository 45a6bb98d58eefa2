"""The folds behind every figure: from a committed event to what it adds, for whom, at which instant. Pure.

Live counters, the day's projection and a recomputation all take events through a `Fold`, so they cannot disagree.
What an event adds belongs to its own instant, with two exceptions. Whether a chat was answered in time is known only
at the agent's first words, and belongs to the instant it was answered: until then the service level leaves it out.
And time belongs to the quarter-hours it was spent in.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Final, Generic, NamedTuple, TypeVar

from beffroi.insight import memory, spent
from beffroi.insight.memory import AgentNow, ContactNow, Memory
from beffroi.insight.tally import Added, Tally, add, at_second
from beffroi.interactions.events import InteractionEnded, InteractionOpened, MessageStored
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant, QueueId
from beffroi.measures.primitives import to_ms
from beffroi.measures.rules import DEFAULT
from beffroi.routing.events import (
    AssignmentClosed,
    Configured,
    FirstReply,
    OfferAccepted,
    OfferMade,
    PresenceChanged,
    QueueEntered,
    QueueLeft,
    Transferred,
)

QUARTER_S: Final = 900
MINUTE_S: Final = 60

REPLY_STOPS_THE_CLOCK: Final = DEFAULT.reply_channels
"""Channels answered in time by the first human reply; on the others the agent's acceptance is the answer."""

UNFINISHED: Final = frozenset({"desk_lost"})
"""Ways of closing work that an agent did not finish: it goes back to the line and is handled later."""

LEFT: Final = {
    "abandoned": "abandoned",
    "overflowed": "overflowed",
    "transferred": "transferred_away",
    "dissuaded": "dissuaded",
}
"""How a passage left its queue unanswered, and the sum that counts it."""


class Cell(NamedTuple):
    """For whom something is counted. An agent's time has no queue; its `reason` is why they were not ready."""

    queue: QueueId = QueueId("")
    channel: str = ""
    agent: str = ""
    reason: str = ""


class Counted(NamedTuple):
    """What is added to a cell at an instant; `seconds` goes into histograms, which live counters do without."""

    cell: Cell
    at: Instant
    added: Added
    seconds: Added = ()


K = TypeVar("K", bound=Hashable)


class Buckets(Generic[K]):
    """Tallies per key and stretch of `width_s` seconds."""

    def __init__(self, width_s: int) -> None:
        self.width_s = width_s
        self.sums: dict[tuple[K, int], Tally] = {}

    def add(self, key: K, at: Instant, added: Added) -> None:
        """The stretch that holds this instant now includes what was counted."""
        place = key, start_of(at, self.width_s)
        tally = self.sums.get(place)
        if tally is None:
            tally = self.sums[place] = {}
        add(tally, added)

    def between(self, key: K, from_at: int, to_at: int) -> Iterator[Tally]:
        """This key's stretches that start in [from_at, to_at)."""
        for start in range(from_at, to_at, self.width_s):
            if one := self.sums.get((key, start)):
                yield one

    def forget_before(self, at: Instant) -> None:
        """Stretches that started before `at` are no longer held."""
        for place in [place for place in self.sums if place[1] < at]:
            del self.sums[place]


def start_of(at: Instant, width_s: int) -> int:
    """The start, in UTC seconds, of the stretch that holds this instant."""
    return int(at // width_s) * width_s


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
    known.contacts[event.interaction] = ContactNow(event.channel)
    known.touched.add((memory.CONTACT, event.interaction))
    return NOTHING


def _ended(known: Memory, event: InteractionEnded) -> list[Counted]:
    known.contacts.pop(event.interaction, None)
    known.touched.add((memory.CONTACT, event.interaction))
    return NOTHING


def _entered(known: Memory, event: QueueEntered) -> list[Counted]:
    contact = known.contacts.get(event.interaction)
    if contact is None:
        return [Counted(Cell(event.queue), event.at, _RECEIVED)]
    contact.queue, contact.agent = event.queue, ""
    known.touched.add((memory.CONTACT, event.interaction))
    added = _RECEIVED_DIGITAL if contact.channel in DEFAULT.digital_channels else _RECEIVED
    return [Counted(Cell(event.queue, contact.channel), event.at, added)]


def _offered(known: Memory, event: OfferMade) -> list[Counted]:
    return [Counted(Cell(event.queue, event.channel, event.agent), event.at, _PRESENTED)]


def _accepted(known: Memory, event: OfferAccepted) -> list[Counted]:
    if contact := known.contacts.get(event.interaction):
        contact.agent = event.agent
        known.touched.add((memory.CONTACT, event.interaction))
    if event.channel in REPLY_STOPS_THE_CLOCK:
        clock = ("answered_clock_untold", 1)
    else:
        clock = ("answered_in_time", int(event.in_time))
    added = ("answered", 1), clock, ("wait_answered_ms", to_ms(event.wait_s))
    cell, seconds = Cell(event.queue, event.channel, event.agent), (at_second("waits_answered", event.wait_s),)
    return [Counted(cell, event.at, added, seconds), *_in_hand(known, event.agent, event.at, 1)]


def _replied(known: Memory, event: FirstReply) -> list[Counted]:
    """The clock stops; the answer is known to be in time, or late, where it was counted: with whoever took it."""
    contact = known.contacts.get(event.interaction)
    channel = contact.channel if contact else ""
    cell = Cell(event.queue, channel, (contact.agent if contact else "") or event.agent)
    response = ("first_responses", 1), ("first_response_ms", to_ms(event.wait_s))
    counted = [Counted(cell, event.at, response, (at_second("first_response_waits", event.wait_s),))]
    if contact is None or channel in REPLY_STOPS_THE_CLOCK:
        counted.append(Counted(cell, event.answered_at, _IN_TIME if event.in_time else _LATE))
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
        cell = Cell(contact.queue, contact.channel, event.agent or "")
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
    contact = known.contacts.get(event.interaction)
    cell = Cell(event.queue, contact.channel if contact else "")
    if name != "abandoned":
        return [Counted(cell, event.at, ((name, 1),))]
    added = (
        ("abandoned", 1),
        ("abandoned_in_time", int(event.wait_s <= known.thresholds.get(event.queue, DEFAULT.threshold_s))),
        ("abandoned_short", int(event.wait_s < DEFAULT.short_s)),
        ("wait_abandoned_ms", to_ms(event.wait_s)),
    )
    return [Counted(cell, event.at, added, (at_second("waits_abandoned", event.wait_s),))]


def _transferred(known: Memory, event: Transferred) -> list[Counted]:
    """Passed on out of the queue it is in; the queue of the event is where it goes."""
    contact = known.contacts.get(event.interaction)
    if contact is None:
        return NOTHING
    return [Counted(Cell(contact.queue, contact.channel, event.agent), event.at, _PASSED_ON)]


def _closed(known: Memory, event: AssignmentClosed) -> list[Counted]:
    cell = Cell(event.queue, event.channel, event.agent)
    counted = _in_hand(known, event.agent, event.at, -1)
    if not event.replied and event.channel in REPLY_STOPS_THE_CLOCK:
        counted.append(Counted(cell, event.accepted_at, _LATE))
    if event.how not in UNFINISHED:
        times = ("talk_ms", to_ms(event.talk_s)), ("wrap_up_ms", to_ms(event.wrap_up_s))
        short = ("talk_short", int(event.talk_s < DEFAULT.short_talk_s))
        counted.append(Counted(cell, event.at, (*_HANDLED, *times, short)))
    return counted


# The agents


def _in_hand(known: Memory, agent: AgentId, at: Instant, more: int) -> list[Counted]:
    now, counted = _until(known, agent, at)
    now.held = max(0, now.held + more)
    return counted


def _presence(known: Memory, event: PresenceChanged) -> list[Counted]:
    now, counted = _until(known, event.agent, event.at)
    now.presence[event.channel] = (event.state, event.reason)
    return counted


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
    return NOTHING


_RECEIVED: Final[Added] = (("received", 1),)
_RECEIVED_DIGITAL: Final[Added] = (("received", 1), ("digital", 1))
_PRESENTED: Final[Added] = (("presented", 1),)
_IN_TIME: Final[Added] = (("answered_clock_untold", -1), ("answered_in_time", 1))
_LATE: Final[Added] = (("answered_clock_untold", -1),)
_PASSED_ON: Final[Added] = (("passed_on", 1),)
_HANDLED: Final[Added] = (("handled", 1), ("hold_untold", 1), ("escalated_untold", 1))

_RULES: Final[dict[type[Event], Callable[[Memory, Any], list[Counted]]]] = {
    InteractionOpened: _opened,
    InteractionEnded: _ended,
    QueueEntered: _entered,
    OfferMade: _offered,
    OfferAccepted: _accepted,
    FirstReply: _replied,
    MessageStored: _said,
    QueueLeft: _left,
    Transferred: _transferred,
    AssignmentClosed: _closed,
    PresenceChanged: _presence,
    Configured: _configured,
}
