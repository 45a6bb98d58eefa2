"""What a simulated day adds up to: by the folds that count the real ones, and two maxima they do not keep. Pure."""

from __future__ import annotations

from typing import Final

import msgspec

from beffroi.insight.fold import Fold, time_of
from beffroi.insight.memory import AgentNow, ContactNow, Memory
from beffroi.insight.tally import Tally, add
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant, InteractionId, QueueId
from beffroi.measures.primitives import to_ms
from beffroi.routing import states
from beffroi.routing.events import QueueEntered, QueueLeft
from beffroi.routing.state import State

EVERYWHERE: Final = QueueId("")
"""Where what belongs to no single queue is kept: agents' time, and the maxima over all queues."""

ANSWERED_LATER: Final = frozenset({"callback", "message"})
"""Whoever asked for these went on with their day: they are not counted among those who wait."""


class Outcome(msgspec.Struct):
    """One seed's sums by queue, the longest wait, and the most customers who waited at once."""

    sums: dict[QueueId, Tally] = {}
    longest_s: dict[QueueId, float] = {}
    most_waiting: dict[QueueId, int] = {}
    events: int = 0


class Watch:
    """Takes every event of one seed. Nothing before the day counts, nor agents' time after it."""

    def __init__(self, from_at: Instant, to_at: Instant, state: State) -> None:
        self._from_at, self._to_at = from_at, to_at
        self._fold = Fold(remembered(state, from_at))
        self._waits: dict[InteractionId, tuple[QueueId, Instant]] = {}
        self._waiting: dict[QueueId, int] = {}
        self.outcome = Outcome()
        for work in state.works.values():
            if work.state in (states.Work.WAITING, states.Work.OFFERED):
                self._came(work.id, work.queue, work.entered_at)

    def take(self, event: Event) -> None:
        """The event counts."""
        self.outcome.events += 1
        for cell, at, added, seconds in self._fold.take(event):
            if at >= self._from_at and (cell.queue or at < self._to_at):
                self._add(cell.queue, added + seconds if seconds else added)
        if type(event) is QueueEntered:
            self._came(event.interaction, event.queue, event.at if event.since is None else event.since)
        elif type(event) is QueueLeft:
            self._went(event.interaction, event.at)

    def end(self, now: Instant) -> Outcome:
        """It is over: whoever still waits has waited until now, and agents' time ends with the day."""
        for interaction in list(self._waits):
            self._went(interaction, now)
        until = min(now, self._to_at)
        for agent, doing in self._fold.memory.agents.items():
            for counted in time_of(agent, doing, until, self._from_at):
                self._add(EVERYWHERE, counted.added)
        return self.outcome

    def _add(self, queue: QueueId, added: tuple[tuple[str, int], ...]) -> None:
        tally = self.outcome.sums.get(queue)
        if tally is None:
            tally = self.outcome.sums[queue] = {}
        add(tally, added)

    def _came(self, interaction: InteractionId, queue: QueueId, since: Instant) -> None:
        contact = self._fold.memory.contacts.get(interaction)
        if contact is not None and contact.channel in ANSWERED_LATER:
            return
        self._waits[interaction] = queue, since
        for one in (queue, EVERYWHERE):
            now = self._waiting[one] = self._waiting.get(one, 0) + 1
            if now > self.outcome.most_waiting.get(one, 0):
                self.outcome.most_waiting[one] = now

    def _went(self, interaction: InteractionId, at: Instant) -> None:
        queue, since = self._waits.pop(interaction, (None, 0.0))
        if queue is None:
            return
        for one in (queue, EVERYWHERE):
            self._waiting[one] -= 1
            self.outcome.longest_s[one] = max(self.outcome.longest_s.get(one, 0.0), at - since)


def remembered(state: State, at: Instant) -> Memory:
    """What the folds would remember had they followed until now."""
    known = Memory(thresholds={queue.id: queue.threshold_s for queue in state.queues.values()})
    for work in state.works.values():
        held = state.assignments.get(work.assignment) if work.assignment else None
        contact = ContactNow(work.channel, work.queue, held.agent if held else "")
        known.contacts[work.id] = contact
    for agent in state.agents.values():
        said = {channel: (one.state, one.reason) for channel, one in agent.presence.items()}
        known.agents[agent.id] = AgentNow(said, len(agent.assignments) - agent.ringing, to_ms(at))
    return known
