"""A day that was, as the journal tells it: who came, how long they stayed and things took, who was there. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from beffroi.interactions.events import InteractionOpened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, Instant, InteractionId, QueueId
from beffroi.routing import events as e
from beffroi.routing import floor_events as f
from beffroi.routing.model import QueueRules
from beffroi.routing.rows import Agent
from beffroi.routing.rules import Levels
from beffroi.routing.state import State
from beffroi.routing.states import Left, Presence
from beffroi.wfm.model import (
    USUAL,
    Arrival,
    Day,
    Habits,
    Leg,
    Moment,
    Reassignment,
    Ruled,
    Spread,
    Staff,
    Steering,
    Stint,
)
from beffroi.wfm.patience import learnt

JITTER_S: Final = 450.0
"""Where more come than came, the others come within this of somebody who did."""

UNFINISHED: Final = frozenset({"desk_lost", "taken_over"})
"""Ways in which a contact leaves an agent and goes on with another."""

FEW: Final = 5
"""Fewer durations than this say nothing of a queue's others."""


class _Part(msgspec.Struct):
    """A contact in one queue: until its end, or until it is passed on."""

    queue: QueueId
    talk_s: float = 0.0
    wrap_up_s: float | None = None
    over: bool = False


class _Seen(msgspec.Struct):
    """One interaction as far as it went."""

    opened: InteractionOpened
    entered: e.QueueEntered | None = None
    parts: list[_Part] = []
    patience_s: float | None = None
    waited_s: float = 0.0
    callback_s: float | None = None


def recorded(state: State, events: Iterable[Event], from_at: Instant, to_at: Instant, last_at: Instant) -> Day:
    """The day that began in `state`, from its events and those after it (until `last_at`) that end what it began."""
    notes = _Notes(state, from_at, to_at, last_at)
    for event in events:
        taken = _TAKES.get(type(event))
        if taken is not None:
            taken(notes, event)
    return notes.day()


class _Notes:
    """What is gathered while the events pass by."""

    def __init__(self, state: State, from_at: Instant, to_at: Instant, last_at: Instant) -> None:
        self._from_at, self._to_at, self._last_at = from_at, to_at, last_at
        self._rules: dict[QueueId, QueueRules] = dict(state.queues)
        self._ruled = [Ruled(from_at, rules) for rules in state.queues.values()]
        self._floor = state.rows.floor
        self._stints: dict[AgentId, list[Stint]] = {}
        self._moments: dict[AgentId, list[Moment]] = {}
        self._asked: dict[tuple[AgentId, str], tuple[str, str | None]] = {}
        self._seen: dict[InteractionId, _Seen] = {}
        self._parts: dict[AssignmentId, _Part] = {}
        self._offered: dict[AssignmentId, Instant] = {}
        self._accepts: dict[QueueId, list[float]] = {}
        self._replies: dict[QueueId, list[float]] = {}
        self._steerings: list[Steering] = []
        self._reassigned: dict[str, Reassignment] = {}
        self._left_aside: Counter[str] = Counter()
        if state.works:
            self._left_aside["under_way_at_start"] = len(state.works)
        for agent in state.agents.values():
            self._agent(agent)
        for queue, now in state.rows.now.items():
            for lever, one in now.levers.items():
                self._steerings.append(Steering(from_at, queue, lever, one.value, one.until))

    def _agent(self, agent: Agent) -> None:
        self._stints[agent.id] = [Stint(self._from_at, agent.configured or agent.profile)]
        for change in agent.changes:
            known = self._reassigned.get(change.id)
            agents = (*(known.agents if known else ()), agent.id)
            self._reassigned[change.id] = Reassignment(
                self._from_at, agents, change.queues, change.skills, change.until
            )
        for channel, one in agent.presence.items():
            if one.state != Presence.LOGGED_OUT:
                self._says(agent.id, Moment(self._from_at, one.state, one.reason, channel))

    def _says(self, agent: AgentId, moment: Moment) -> None:
        self._moments.setdefault(agent, []).append(moment)

    # Events

    def configured(self, event: e.Configured) -> None:
        for rules in event.content.queues:
            self._ruled.append(Ruled(event.at, rules))
            self._rules[rules.id] = rules
        for profile in event.content.agents:
            self._stints.setdefault(profile.id, []).append(Stint(event.at, profile))
        if event.content.floor is not None:
            self._floor = event.content.floor

    def presence(self, event: e.PresenceChanged) -> None:
        """What was asked for during a contact was said then; it only takes effect now."""
        if self._asked.pop((event.agent, event.channel), None) != (event.state, event.reason):
            self._says(event.agent, Moment(event.at, event.state, event.reason, event.channel))

    def next_presence(self, event: e.NextPresenceAsked) -> None:
        self._asked[event.agent, event.channel] = event.state, event.reason
        self._says(event.agent, Moment(event.at, event.state, event.reason, event.channel))

    def steered(self, event: f.QueueSteered) -> None:
        if event.by != "system":
            self._steerings.append(Steering(event.at, event.queue, event.lever, event.value, event.until))

    def reassigned(self, event: f.AgentsReassigned) -> None:
        one = Reassignment(event.at, event.agents, event.queues, event.skills, event.until)
        self._reassigned[event.change] = one

    def returned(self, event: f.AgentsReturned) -> None:
        one = self._reassigned.get(event.change)
        if one is not None:
            self._reassigned[event.change] = replace(one, until=event.at)

    def opened(self, event: InteractionOpened) -> None:
        """Whoever comes in the day; a callback or a message is not somebody who comes."""
        if event.follows is None and self._from_at <= event.at < self._to_at:
            self._seen[event.interaction] = _Seen(event, parts=[])

    def entered(self, event: e.QueueEntered) -> None:
        seen = self._seen.get(event.interaction)
        if seen is not None and seen.entered is None:
            seen.entered = event

    def offered(self, event: e.OfferMade) -> None:
        self._offered[event.assignment] = event.at

    def accepted(self, event: e.OfferAccepted) -> None:
        offered_at = self._offered.pop(event.assignment, None)
        if offered_at is not None:
            self._accepts.setdefault(event.queue, []).append(event.at - offered_at)
        seen = self._seen.get(event.interaction)
        if seen is None or seen.entered is None:
            return
        if not seen.parts:
            seen.waited_s = event.at - seen.entered.at
            seen.parts.append(_Part(event.queue))
        self._parts[event.assignment] = seen.parts[-1]

    def replied(self, event: e.FirstReply) -> None:
        self._replies.setdefault(event.queue, []).append(event.at - event.answered_at)

    def passed_on(self, event: e.Transferred) -> None:
        seen = self._seen.get(event.interaction)
        if seen is not None:
            seen.parts.append(_Part(event.queue))

    def closed(self, event: e.AssignmentClosed) -> None:
        part = self._parts.pop(event.assignment, None)
        if part is None:
            return
        part.talk_s += event.talk_s
        if event.how not in UNFINISHED:
            part.wrap_up_s = event.wrap_up_s
            part.over = True

    def left(self, event: e.QueueLeft) -> None:
        seen = self._seen.get(event.interaction)
        if seen is None or seen.entered is None or seen.parts:
            return
        waited_s = event.at - seen.entered.at
        if event.how == Left.ABANDONED:
            seen.patience_s = waited_s
        else:
            seen.waited_s = waited_s

    def callback(self, event: e.CallbackTaken) -> None:
        seen = self._seen.get(event.interaction)
        if seen is not None and seen.entered is not None:
            seen.callback_s = event.at - seen.entered.at

    def message(self, event: e.MessageLeft) -> None:
        seen = self._seen.get(event.interaction)
        if seen is not None and seen.entered is not None:
            seen.patience_s = event.at - seen.entered.at

    def moved(self, event: e.Moved) -> None:
        if event.why == "supervisor":
            self._left_aside["moved_by_hand"] += 1

    # The day

    def day(self) -> Day:
        arrivals = tuple(self._arrival(one) for one in self._seen.values() if one.entered is not None)
        queues = {one.rules.id for one in self._ruled}
        return Day(
            from_at=self._from_at,
            to_at=self._to_at,
            last_at=self._last_at,
            queues=tuple(self._ruled),
            staff=tuple(
                Staff(tuple(stints), tuple(sorted(self._moments.get(agent, ()), key=lambda one: one.at)))
                for agent, stints in self._stints.items()
            ),
            arrivals=arrivals,
            habits={queue: self._habits(queue) for queue in sorted(queues)},
            floor=self._floor,
            steerings=tuple(self._steerings),
            reassignments=tuple(self._reassigned.values()),
            notes=dict(self._left_aside),
        )

    def _arrival(self, seen: _Seen) -> Arrival:
        entered = seen.entered
        assert entered is not None
        rules = self._rules[entered.queue]
        first = seen.parts[0] if seen.parts else None
        return Arrival(
            id=seen.opened.interaction,
            at=seen.opened.at,
            queue=entered.queue,
            channel=seen.opened.channel,
            reason=seen.opened.reason,
            mandatory=_own(entered.requirement.mandatory, rules),
            bonus_s=max(0.0, seen.opened.arrived_at - rules.bonus_s - entered.rank),
            patience_s=seen.patience_s,
            waited_s=seen.waited_s,
            talk_s=first.talk_s if first and first.over else None,
            wrap_up_s=first.wrap_up_s if first else None,
            then=tuple(Leg(one.queue, one.talk_s if one.over else None, one.wrap_up_s) for one in seen.parts[1:]),
            callback_s=seen.callback_s,
            jitter_s=JITTER_S,
        )

    def _habits(self, queue: QueueId) -> Habits:
        """How contacts went in this queue, for those of whom nothing is known."""
        here = [one for one in self._seen.values() if one.entered is not None and one.entered.queue == queue]
        left = Counter(one.patience_s for one in here if one.patience_s is not None)
        served = Counter(one.waited_s for one in here if one.patience_s is None)
        parts = [part for one in self._seen.values() for part in one.parts if part.queue == queue and part.over]
        patience = learnt(left, served)
        if patience is None and here:
            self._left_aside["patience_assumed"] += 1
        return Habits(
            talk=_spread([one.talk_s for one in parts], USUAL.talk),
            wrap_up=_spread([one.wrap_up_s for one in parts if one.wrap_up_s is not None], USUAL.wrap_up),
            patience=patience or USUAL.patience,
            accept=_spread(self._accepts.get(queue, []), USUAL.accept),
            reply=_spread(self._replies.get(queue, []), USUAL.reply),
        )


def _spread(values: list[float], otherwise: Spread) -> Spread:
    """As these were, where there are enough of them."""
    if len(values) < FEW:
        return otherwise
    return Spread(sum(values) / len(values), values=tuple(sorted(values)))


def _own(mandatory: Levels, rules: QueueRules) -> Levels:
    """What the work asked for beside its queue."""
    queues = rules.requirement.mandatory
    return {skill: level for skill, level in mandatory.items() if queues.get(skill) != level}


_TAKES: Final[dict[type[Event], Callable[[_Notes, Any], None]]] = {
    e.Configured: _Notes.configured,
    e.PresenceChanged: _Notes.presence,
    e.NextPresenceAsked: _Notes.next_presence,
    f.QueueSteered: _Notes.steered,
    f.AgentsReassigned: _Notes.reassigned,
    f.AgentsReturned: _Notes.returned,
    InteractionOpened: _Notes.opened,
    e.QueueEntered: _Notes.entered,
    e.OfferMade: _Notes.offered,
    e.OfferAccepted: _Notes.accepted,
    e.FirstReply: _Notes.replied,
    e.Transferred: _Notes.passed_on,
    e.AssignmentClosed: _Notes.closed,
    e.QueueLeft: _Notes.left,
    e.CallbackTaken: _Notes.callback,
    e.MessageLeft: _Notes.message,
    e.Moved: _Notes.moved,
}
