"""What must hold after every write and at the end of a run, whatever happened."""

from collections import Counter

from beffroi.interactions.events import InteractionEnded, InteractionOpened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant
from beffroi.routing import events as e
from beffroi.routing import states
from beffroi.routing.match import candidates, may_have
from beffroi.routing.model import PRIORITY_STEP_S
from beffroi.routing.rows import Agent, Work, availability
from beffroi.routing.state import State


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
        in_queue = {(w.id, w.passage) for w in state.works.values() if w.state != states.Work.IN_CONTACT}
        assert set(self.entered) - set(self.left) == in_queue
        assert not set(self.left) - set(self.entered)


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
        if work.state == states.Work.WAITING:
            assert work.assignment is None
            assert not held[work.id]
        else:
            assert work.assignment is not None
            assert state.assignments[work.assignment].interaction == work.id


def _agents(state: State) -> None:
    for agent in state.agents.values():
        mine = [state.assignments[one] for one in agent.assignments]
        assert all(one.agent == agent.id for one in mine)
        for channel, most in agent.profile.capacity.items():
            load = sum(one.channel == channel for one in mine)
            assert load == agent.load.get(channel, 0) <= most, "capacity exceeded"
        assert agent.ringing == sum(one.state == "offered" for one in mine) <= 1
        assert agent.wrapping == sum(one.state == "wrap_up" for one in mine)
    assert sum(len(agent.assignments) for agent in state.agents.values()) == len(state.assignments)


def _lines(state: State) -> None:
    waiting = {work.id for work in state.works.values() if work.state == states.Work.WAITING}
    lines = [line for lines in state.lines.values() for line in lines.values()]
    assert sorted(waiting) == sorted(place.interaction for line in lines for place in line.waiting)
    assert all(line.waiting for line in lines)
    for benches in state.benches.values():
        for channel, bench in benches.items():
            seated = {seat.agent for seat in bench.free}
            assert seated == {one for one in bench.members if availability(state.agents[one], channel) == "free"}
            assert sum(bench.tally.values()) + len(bench.free) == len(bench.members)


def _nobody_waits_in_vain(state: State, now: Instant) -> None:
    for work in state.works.values():
        if work.state == states.Work.WAITING:
            assert not candidates(state, work, now, 1, {}), "somebody free could serve this"


def check_order(before: State, offer: e.OfferMade) -> None:
    """Nothing the agent could have had ranks before what they are offered: nobody is overtaken, so nobody starves."""
    agent = before.agents[offer.agent]
    chosen = _rank(before, before.works[offer.interaction], agent)
    for line, membership in before.lines_for(agent):
        for place in line.waiting:
            work = before.works[place.interaction]
            if may_have(work, agent.id, membership.delay_s, offer.at):
                assert chosen <= _rank(before, work, agent), "overtaken"
                break


def _rank(state: State, work: Work, agent: Agent) -> tuple[bool, float, int]:
    membership = state.membership(agent.id, work.queue)
    return not work.ahead, work.rank + (membership.priority - 1) * PRIORITY_STEP_S, work.order
