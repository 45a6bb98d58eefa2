"""What must hold after every write and at the end of a run, whatever happened."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from beffroi.interactions.events import InteractionEnded, InteractionOpened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing import floor_events as f
from beffroi.routing import states
from beffroi.routing.candidates import barred, candidates, may_have
from beffroi.routing.line import Place
from beffroi.routing.match import ORDINARY
from beffroi.routing.model import NO_MEMBERSHIP, PRIORITY_STEP_S
from beffroi.routing.rows import Agent, Rows, Work, meets
from beffroi.routing.safety import lever, projected_wait
from beffroi.routing.state import State

ONE_AGENT = (c.Open, c.Accept, c.Decline, c.Finish, c.End, c.SetPresence, c.ReportDesk, c.Transfer)
"""Commands after which one agent, or one piece of work, looks: nothing better may have been left behind."""

BAD_LUCK = 1e-6
"""The same wait computed before and after a move differs by a rounding."""


class Ledgers:
    """Counts of the two ledgers, from events alone."""

    def __init__(self) -> None:
        self.opened: Counter[str] = Counter()
        self.ended: Counter[str] = Counter()
        self.entered: Counter[tuple[str, int]] = Counter()
        self.left: Counter[tuple[str, int]] = Counter()

    def count(self, event: Event) -> None:
        """One more of whatever this is."""
        match event:
            case InteractionOpened():
                self.opened[event.interaction] += 1
            case InteractionEnded():
                self.ended[event.interaction] += 1
            case e.QueueEntered():
                self.entered[event.interaction, event.passage] += 1
            case e.QueueLeft():
                self.left[event.interaction, event.passage] += 1

    def balance(self, state: State) -> None:
        """Opened = ended + still there, each once; entered = left + still in a queue, each once."""
        assert max(self.opened.values(), default=1) == max(self.ended.values(), default=1) == 1
        assert max(self.entered.values(), default=1) == max(self.left.values(), default=1) == 1
        assert set(self.opened) - set(self.ended) == set(state.works)
        assert not set(self.ended) - set(self.opened)
        in_queue = {(w.id, w.passage) for w in state.works.values() if w.state in ("waiting", "offered")}
        assert set(self.entered) - set(self.left) == in_queue
        assert not set(self.left) - set(self.entered)


# While one decision is made: each event against the state just before it, and just after


class Watch:
    """What no event may do. It remembers from one event to the next what a promise was made of."""

    def __init__(self) -> None:
        self.moved: str | None = None
        self.intake: tuple[Any, Any] | None = None
        self.places: dict[str, Place] = {}
        self.promised: dict[str, Place] = {}

    def forget(self) -> None:
        """A crash: what was decided and not written never was."""
        self.promised.clear()

    def before(self, state: State, event: Any, command: c.Command) -> None:
        """The event is about to be applied."""
        if not (isinstance(event, e.OfferMade) and self.intake and event.interaction == self.intake[1].interaction):
            self.settled(state)
        match event:
            case e.OfferMade():
                check_able(state, event)
                if isinstance(command, ONE_AGENT) and not event.reasons.pulled:
                    check_order(state, event)
            case e.Moved(why="overflow"):
                self.moved = event.interaction
            case e.QueueLeft(how="withdrawn"):
                self.places[event.interaction] = state.works[event.interaction].place
            case e.CallbackTaken() if event.interaction in self.places:
                self.promised[event.callback] = self.places.pop(event.interaction)

    def after(self, state: State, event: Any) -> None:
        """The event was applied."""
        match event:
            case e.QueueEntered(passage=1) if event.interaction in self.promised:
                kept, now = self.promised.pop(event.interaction), state.works[event.interaction].place
                assert kept[:3] == now[:3], "a callback lost its place, or gained one"
            case e.QueueEntered() if event.interaction == self.moved:
                self.intake, self.moved = (event.queue, event), None
            case e.OfferMade() if event.reasons.helps and lever(state, event.queue, "help") != "on":
                self._stays_safe(state, event.reasons.helps, event)
            case f.PauseGranted(by="system"):
                check_quota(state, event)

    def settled(self, state: State) -> None:
        """What was moved in was offered, or waits: now its receiver is looked at."""
        if self.intake is not None:
            (queue, event), self.intake = self.intake, None
            self._stays_safe(state, queue, event)

    def _stays_safe(self, state: State, queue: Any, event: Any) -> None:
        """Taking in, or lending, left the receiver's own under its stop share (`safety.py` says what that is)."""
        channel = state.works[event.interaction].channel
        rules = state.queues[queue]
        wait_s = projected_wait(state, queue, channel, event.at)
        assert wait_s is not None, "a receiver nobody knows anything of"
        assert wait_s <= rules.safety.stop * rules.threshold_s + BAD_LUCK, "a safe receiver was broken"


def check_able(before: State, offer: e.OfferMade) -> None:
    """Whoever is offered work has every skill it never does without: the queue's, its reason's and its own."""
    work, skills = before.works[offer.interaction], before.agents[offer.agent].profile.skills
    assert meets(skills, tuple(work.requirement.mandatory.items())), "a mandatory skill was not asked for"


def check_order(before: State, offer: e.OfferMade) -> None:
    """Nothing the agent could have had ranks before what they are offered: nobody is overtaken, so nobody starves.

    What they would only help with is left out: whether their queue can spare them is another matter at each moment.
    """
    agent = before.agents[offer.agent]
    chosen = _rank(before, before.works[offer.interaction], agent)
    lines = ((place, line) for place, lines in before.lines_for(agent) for line in lines if agent.id in line.able)
    for membership, line in lines:
        if line.key.queue not in agent.profile.queues or barred(before, line.key, agent, offer.at):
            continue
        if before.availability(agent, line.key.channel) != states.Availability.FREE:
            continue
        for place in line.waiting:
            work = before.works[place.interaction]
            if may_have(work, agent.id, membership.delay_s, offer.at):
                assert chosen <= _rank(before, work, agent), "overtaken"
                break


def _rank(state: State, work: Work, agent: Agent) -> tuple[int, bool, float, int]:
    own = agent.profile.queues.get(work.queue, NO_MEMBERSHIP)
    priority = own.priority if work.named else state.membership(agent.id, work.queue).priority
    strict = state.queues[work.queue].strict
    handicap = 0.0 if strict else (priority - 1) * PRIORITY_STEP_S
    return priority if strict else ORDINARY, not work.ahead, work.rank + handicap, work.order


def check_quota(state: State, granted: f.PauseGranted) -> None:
    """No more agents of a team are, or will be, away for the reason than it has places."""
    rule = next(one for one in state.rows.floor.presence_reasons if one.code == granted.reason)
    team = state.agents[granted.agent].team
    away = [agent for agent in state.agents.values() if agent.team == team and _is_away(agent, granted.reason)]
    others = [agent for agent in away if agent.id != granted.agent]
    assert not rule.quota or len(others) < rule.quota, "more away than there are places"


def _is_away(agent: Agent, reason: str) -> bool:
    said = (*agent.presence.values(), *agent.next.values())
    return any(one.state == "not_ready" and one.reason == reason for one in said)


# After every write


def check(state: State, now: Instant) -> None:
    """The rows agree with each other, with the lines, and nobody waits whom somebody free could serve."""
    _assignments(state)
    _agents(state)
    _lines(state)
    _nobody_waits_in_vain(state, now)


def _assignments(state: State) -> None:
    held = Counter(assignment.interaction for assignment in state.assignments.values() if assignment.state != "wrap_up")
    assert max(held.values(), default=1) == 1, "two agents for one contact"
    for work in state.works.values():
        if work.state in (states.Work.WAITING, states.Work.ARRIVING):
            assert work.assignment is None
            assert not held[work.id]
        else:
            assert work.assignment is not None
            assert state.assignments[work.assignment].interaction == work.id


def _agents(state: State) -> None:
    for agent in state.agents.values():
        mine = [state.assignments[one] for one in agent.assignments]
        assert all(one.agent == agent.id for one in mine)
        for channel, load in agent.load.items():
            assert load == sum(one.channel == channel for one in mine), "load miscounted"
        assert agent.ringing == sum(one.state == "offered" for one in mine) <= 1
        assert agent.wrapping == sum(one.state == "wrap_up" for one in mine)
        assert agent.paused == sum(one.state == "paused" for one in mine)
    assert sum(len(agent.assignments) for agent in state.agents.values()) == len(state.assignments)


def _lines(state: State) -> None:
    waiting = {work.id for work in state.works.values() if work.state == states.Work.WAITING}
    lines = [line for lines in state.lines.values() for line in lines.values()]
    assert sorted(waiting) == sorted(place.interaction for line in lines for place in line.waiting)
    assert all(line.waiting for line in lines)
    for benches in state.benches.values():
        for channel, bench in benches.items():
            seated = {seat.agent for seat in bench.free}
            assert seated == {one for one in bench.members if state.availability(state.agents[one], channel) == "free"}
            assert sum(bench.tally.values()) + len(bench.free) == len(bench.members)


def _nobody_waits_in_vain(state: State, now: Instant) -> None:
    """But for those who help: they look again every ten seconds, as their queue can spare them or not."""
    for work in state.works.values():
        if work.state == states.Work.WAITING:
            for found in candidates(state, work, now, 1, {}):
                helps = not work.named and state.helper_of(found.agent, work.queue)
                assert helps, "somebody free could serve this"


# Now and then: everything derived, made again from the rows


def check_rebuilt(state: State, now: Instant) -> None:
    """Lines, benches, help and timers follow from the rows: made again they are the same."""
    rows = msgspec.msgpack.decode(msgspec.msgpack.encode(state.rows), type=Rows)
    again = State(rows, keeps_time=True)
    assert _derived(again) == _derived(state)
    live = set(state.timers)
    missing = {timer for timer in again.timers if timer.due > now and timer not in live}
    assert not missing, f"timers that would be lost: {missing}"
    found = {(timer.kind, timer.id) for timer in again.timers}
    extra = {timer for timer in _holding(state, now) if (timer.kind, timer.id) not in found}
    assert not extra, f"timers a restart would not know: {extra}"


def _holding(state: State, now: Instant) -> Iterator[Any]:
    """Timers that are still to decide something: those of looks that go on."""
    return (timer for timer in state.timers if timer.kind in ("overflow", "help") and _still(state, timer, now))


def _still(state: State, timer: Any, now: Instant) -> bool:
    return timer.due > now and state.count_waiting(timer.id) > 0 and _has_ripe(state, timer, now)


def _has_ripe(state: State, timer: Any, now: Instant) -> bool:
    rules = state.queues[timer.id]
    after = rules.overflow if timer.kind == "overflow" else rules.help
    return any(now >= work.entered_at + one.after_s for one in after for work in state.waiting_in(timer.id))


def _derived(state: State) -> dict[str, Any]:
    lines = {
        key: (list(line.waiting), line.able, line.strict) for of in state.lines.values() for key, line in of.items()
    }
    benches = {
        (queue, channel): (list(bench.free), bench.members, {cause: n for cause, n in bench.tally.items() if n})
        for queue, of in state.benches.items()
        for channel, bench in of.items()
        if bench.members
    }
    named = {agent: set(of) for agent, of in state.named_lines.items() if of}
    helped = {helper: sorted(queues) for helper, queues in state.helped.items() if queues}
    delays = {queue: +counted for queue, counted in state.delays.items() if +counted}
    return {"lines": lines, "benches": benches, "named": named, "helps": state.helps, "helped": helped,
            "delays": delays, "in_hand": +state.in_hand, "wishing": state.wishing}  # fmt: skip
