"""What people do in a simulated day: customers wait and leave, agents take offers, talk, write and wrap up. Pure.

Each event is heard once; what follows from it is put on the agenda, and looked at again when its time comes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, Protocol

import msgspec

from beffroi.interactions.events import InteractionEnded
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, CaseId, CustomerId, Instant, InteractionId, MessageId, QueueId
from beffroi.measures.rules import DEFAULT
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing import states
from beffroi.routing.rows import Assignment, Work
from beffroi.routing.state import State
from beffroi.wfm.chance import NEVER, Luck, drawn, leaves_after, luck, rest
from beffroi.wfm.model import CALLBACK_REACHED, CALLBACK_SHARE, UNDECIDED_S, USUAL, Arrival, Habits

WHO: Final = "whatif"
"""Every command's id: nothing here is sent twice."""

PATIENT: Final = frozenset({"callback", "message", "email", "form", "letter"})
"""Nobody holds the line on these channels, so nobody hangs up."""

IN_GOOD_TIME: Final = 0.8
"""Agents take an offer before so much of its time has passed."""


class Stage(Protocol):
    """What people need of the simulation."""

    state: State
    now: Instant

    def later(self, at: Instant, act: Callable[[Any], None], what: Any) -> None: ...
    def tell(self, command: c.Command) -> bool: ...


class Visitor(msgspec.Struct):
    """A customer of this seed: who they are, their luck, how often they were passed on, when they leave."""

    arrival: Arrival
    luck: Luck
    leg: int = 0
    leaves_at: Instant = 0.0


class People:
    """Everybody who is not the engine."""

    def __init__(self, stage: Stage, habits: dict[QueueId, Habits], paces: dict[AgentId, float], seed: int) -> None:
        self._stage = stage
        self._habits = habits
        self._paces = paces
        self._seed = seed
        self._visitors: dict[InteractionId, Visitor] = {}
        self._wrap_ups: dict[AssignmentId, float | None] = {}
        self._ends: dict[AssignmentId, Instant] = {}

    def hear(self, event: Event) -> None:
        """Something happened that somebody may answer to."""
        answer = self._ANSWERS.get(type(event))
        if answer is not None:
            answer(self, event)

    # Customers

    def come(self, arrival: Arrival) -> None:
        """A customer arrives."""
        self._visitors[arrival.id] = Visitor(arrival, luck(self._seed, arrival.id))
        self._stage.tell(
            c.Open(
                id=WHO,
                interaction=arrival.id,
                channel=arrival.channel,
                queue=arrival.queue,
                customer=CustomerId(WHO),
                case=CaseId(WHO),
                arrived_at=self._stage.now,
                mandatory=arrival.mandatory,
                bonus_s=arrival.bonus_s,
                reason=arrival.reason,
            )
        )

    def _waits(self, event: e.QueueEntered) -> None:
        """They stay as long as their patience lasts; whoever comes back to a line later than that begins anew."""
        visitor, work = self._visitor(event.interaction), self._stage.state.works[event.interaction]
        if work.channel in PATIENT:
            return
        now, arrival = self._stage.now, visitor.arrival
        if arrival.callback_s is not None and event.passage == 1:
            self._stage.later(event.at + arrival.callback_s, self._asks_callback, event.interaction)
        if visitor.leaves_at > now:
            return
        patience_s = arrival.patience_s
        if patience_s is None or event.passage > 1:
            waited_s = arrival.waited_s if event.passage == 1 else 0.0
            patience_s = leaves_after(self._of(event.queue).patience, waited_s, visitor.luck.patience)
        self._leaves(visitor, now + patience_s)

    def _leaves(self, visitor: Visitor, at: Instant) -> None:
        visitor.leaves_at = at
        if at < NEVER:
            self._stage.later(at, self._gives_up, visitor.arrival.id)

    def _gives_up(self, interaction: InteractionId) -> None:
        work = self._stage.state.works.get(interaction)
        if work is None or self._visitors[interaction].leaves_at > self._stage.now:
            return
        if work.state in (states.Work.WAITING, states.Work.OFFERED):
            self._stage.tell(c.End(id=WHO, interaction=interaction))

    def _asks_callback(self, interaction: InteractionId) -> None:
        work = self._stage.state.works.get(interaction)
        if work is not None and work.state in (states.Work.WAITING, states.Work.OFFERED):
            self._call_back(interaction)

    def _call_back(self, interaction: InteractionId) -> bool:
        callback = InteractionId(f"{interaction}/callback")
        return self._stage.tell(c.TakeCallback(id=WHO, interaction=interaction, callback=callback))

    def _stopped(self, event: e.StoppedAtEntry) -> None:
        self._stage.later(min(event.at + UNDECIDED_S, event.until), self._chooses, event)

    def _chooses(self, event: e.StoppedAtEntry) -> None:
        """They wish to be called back, or leave."""
        work = self._stage.state.works.get(event.interaction)
        if work is None or work.state != states.Work.ARRIVING:
            return
        wishes = event.callback and self._visitor(work.id).luck.choice < CALLBACK_SHARE
        if not (wishes and self._call_back(work.id)):
            self._stage.tell(c.End(id=WHO, interaction=work.id))

    # Agents

    def _rings(self, event: e.OfferMade) -> None:
        spread = self._of(event.queue).accept
        after_s = drawn(spread, self._visitor(event.interaction).luck.accept)
        at = self._stage.now + min(after_s, IN_GOOD_TIME * max(0.0, event.until - self._stage.now))
        self._stage.later(at, self._takes, (event.assignment, event.agent))

    def _takes(self, offer: tuple[AssignmentId, AgentId]) -> None:
        held = self._stage.state.assignments.get(offer[0])
        if held is not None and held.state == states.Assignment.OFFERED:
            self._stage.tell(c.Accept(id=WHO, assignment=offer[0], agent=offer[1]))

    def _talks(self, event: e.OfferAccepted) -> None:
        visitor, habits = self._visitor(event.interaction), self._of(event.queue)
        talk_s, wrap_up_s = self._known(visitor, event.queue)
        self._wrap_ups[event.assignment] = wrap_up_s
        if talk_s is None:
            talk_s = drawn(habits.talk, visitor.luck.talk) * self._paces.get(event.agent, 1.0)
        self._ends_at(event.assignment, self._stage.now + talk_s)
        if event.channel in DEFAULT.reply_channels:
            after_s = min(drawn(habits.reply, visitor.luck.reply), talk_s / 2)
            self._stage.later(self._stage.now + after_s, self._writes, (event.assignment, event.interaction))

    def _known(self, visitor: Visitor, queue: QueueId) -> tuple[float | None, float | None]:
        """How long this contact lasted when it was recorded, where it was: here, or wherever it was passed on to."""
        arrival, leg = visitor.arrival, visitor.leg
        if not leg:
            return arrival.talk_s, arrival.wrap_up_s
        then = arrival.then[leg - 1]
        return (then.talk_s, then.wrap_up_s) if then.queue == queue else (None, None)

    def _ends_at(self, assignment: AssignmentId, at: Instant) -> None:
        self._ends[assignment] = at
        self._stage.later(at, self._finishes_talk, (assignment, at))

    def _writes(self, what: tuple[AssignmentId, InteractionId]) -> None:
        held, work = self._stage.state.assignments.get(what[0]), self._stage.state.works.get(what[1])
        if held is None or work is None or work.assignment != held.id or work.replied:
            return
        self._stage.tell(
            c.ReportMessage(id=WHO, interaction=work.id, message=MessageId(held.id), author="agent", agent=held.agent)
        )

    def _finishes_talk(self, what: tuple[AssignmentId, Instant]) -> None:
        held = self._stage.state.assignments.get(what[0])
        if held is None or held.state != states.Assignment.ACTIVE or self._ends.get(held.id) != what[1]:
            return
        visitor = self._visitor(held.interaction)
        if held.channel == "callback":
            result = "reached" if visitor.luck.choice < CALLBACK_REACHED else "no_answer"
            self._stage.tell(c.EndCallback(id=WHO, interaction=held.interaction, agent=held.agent, result=result))
            return
        if visitor.leg < len(visitor.arrival.then):
            queue = visitor.arrival.then[visitor.leg].queue
            visitor.leg += 1
            if self._stage.tell(c.Transfer(id=WHO, interaction=held.interaction, agent=held.agent, queue=queue)):
                return
        self._stage.tell(c.End(id=WHO, interaction=held.interaction, agent=held.agent))

    def _resumes(self, event: e.AssignmentResumed) -> None:
        """It lasts longer by the time it rested."""
        self._ends_at(event.assignment, max(self._stage.now, self._ends[event.assignment] + event.paused_s))

    def _wraps_up(self, event: e.WrapUpStarted) -> None:
        """Until they are done; what the queue fixes, or limits, ends by itself."""
        wrap_up_s = self._wrap_ups.pop(event.assignment, None)
        if wrap_up_s is None:
            if event.mode == "fixed":
                return
            visitor = self._visitor(event.interaction)
            pace = self._paces.get(event.agent, 1.0)
            wrap_up_s = drawn(self._of(event.queue).wrap_up, visitor.luck.wrap_up) * pace
        self._wraps_up_for(event.assignment, wrap_up_s, event.until)

    def _wraps_up_for(self, assignment: AssignmentId, wrap_up_s: float, until: Instant) -> None:
        if self._stage.now + wrap_up_s < until:
            self._stage.later(self._stage.now + wrap_up_s, self._finishes, assignment)

    def _finishes(self, assignment: AssignmentId) -> None:
        held = self._stage.state.assignments.get(assignment)
        if held is None or held.state != states.Assignment.WRAP_UP:
            return
        known = self._stage.state.queues[held.queue].dispositions
        outcome = known[0].code if known else None
        self._stage.tell(c.Finish(id=WHO, assignment=held.id, agent=held.agent, disposition=outcome))

    def _over(self, event: InteractionEnded) -> None:
        """Whoever is gone is not waited for; their wrap-up may still be under way."""
        visitor = self._visitors.get(event.interaction)
        if visitor is not None:
            visitor.leaves_at = NEVER

    # The middle of things

    def go_on(self) -> None:
        """Whoever is there when it begins goes on: for as long as those do who got so far."""
        for work in list(self._stage.state.works.values()):
            self._visitors[work.id] = self._stranger(work)
            if work.state in (states.Work.WAITING, states.Work.OFFERED) and work.channel not in PATIENT:
                visitor = self._visitors[work.id]
                waited_s = self._stage.now - work.entered_at
                total_s = leaves_after(self._of(work.queue).patience, waited_s, visitor.luck.patience)
                self._leaves(visitor, max(self._stage.now, work.entered_at + total_s))
        for held in list(self._stage.state.assignments.values()):
            self._goes_on(held)

    def _stranger(self, work: Work) -> Visitor:
        return Visitor(Arrival(work.id, work.arrived_at, work.queue, work.channel), luck(self._seed, work.id))

    def _goes_on(self, held: Assignment) -> None:
        habits, now = self._of(held.queue), self._stage.now
        chances = luck(self._seed, f"{held.interaction}/rest")
        if held.state == states.Assignment.OFFERED:
            at = min(now + drawn(habits.accept, chances.accept), max(now, held.due_at - 0.1))
            self._stage.later(at, self._takes, (held.id, held.agent))
        elif held.state == states.Assignment.WRAP_UP:
            self._visitors.setdefault(held.interaction, self._ghost(held))
            self._wraps_up_for(held.id, rest(habits.wrap_up, now - held.wrap_up_since, chances.wrap_up), held.due_at)
        else:
            talked_s = (held.paused_at or now) - held.accepted_at - held.paused_s
            self._ends_at(held.id, now + rest(habits.talk, talked_s, chances.talk))
            if held.channel in DEFAULT.reply_channels and not held.replied:
                self._stage.later(now + drawn(habits.reply, chances.reply), self._writes, (held.id, held.interaction))

    def _ghost(self, held: Assignment) -> Visitor:
        arrival = Arrival(held.interaction, held.arrived_at, held.queue, held.channel)
        return Visitor(arrival, luck(self._seed, held.interaction))

    # Everybody

    def _visitor(self, interaction: InteractionId) -> Visitor:
        """Who this is; a callback or a message is the same customer's, with luck of its own."""
        visitor = self._visitors.get(interaction)
        if visitor is None:
            work = self._stage.state.works[interaction]
            visitor = self._visitors[interaction] = self._stranger(work)
        return visitor

    def _of(self, queue: QueueId) -> Habits:
        return self._habits.get(queue, USUAL)

    _ANSWERS: Final[dict[type[Event], Callable[[People, Any], None]]] = {
        e.QueueEntered: _waits,
        e.StoppedAtEntry: _stopped,
        e.OfferMade: _rings,
        e.OfferAccepted: _talks,
        e.AssignmentResumed: _resumes,
        e.WrapUpStarted: _wraps_up,
        InteractionEnded: _over,
    }
