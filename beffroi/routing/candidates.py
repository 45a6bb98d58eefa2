"""Who may have a piece of work now, in the order in which they are chosen; and why the others may not."""

from operator import itemgetter
from typing import Final, NamedTuple

from beffroi.kernel.ids import AgentId, Instant, QueueId
from beffroi.routing.line import ORDERS, Bench, Line, LineKey, Seat
from beffroi.routing.model import NO_MEMBERSHIP, Candidate, QueueRules
from beffroi.routing.rows import Agent, Work, meets
from beffroi.routing.safety import can_spare
from beffroi.routing.shares import Dues, due_of, dues, has_bands, outside
from beffroi.routing.state import State
from beffroi.routing.states import Availability

MOST_SKILLED: Final = "most_skilled"

Free = list[tuple[AgentId, int, float]]
"""Free agents, each with the priority and the delay that hold for them in the queue."""

Rank = tuple[float, int, int, Seat]
"""How candidates compare: whose partner is due, priority, skill where that decides, then as seats do."""

Counts = dict[str, int]
"""Cause → how many agents were passed over for it."""


def nobody_free(state: State, work: Work) -> bool:
    """Nobody of the work's queue is free, and no other helps it: who is not named need not be looked for."""
    bench = state.bench(work.queue, work.channel)
    return (bench is None or not bench.free) and work.queue not in state.helps


def candidates(state: State, work: Work, now: Instant, most: int, passed_over: Counts) -> list[Candidate]:
    """Up to `most` free agents who may have the work: the queue's own first, then those of queues that help it.

    `passed_over` gets the count of those who are not free, and of the free ones ahead of the last found, by cause.
    """
    line = state.line_of(work)
    if line is None:
        return []
    if line.guarded and (withheld := state.withheld(work.queue, work.channel)):
        return _withheld(state, work, withheld, passed_over)
    if work.named:
        return _named(state, work, now, passed_over)
    bench = state.bench(work.queue, work.channel)
    if bench is not None:
        passed_over |= {cause: count for cause, count in bench.tally.items() if count}
    if nobody_free(state, work):
        return []
    search = Search(state, work, line, state.queues[work.queue], now, passed_over)
    found = [] if bench is None else search.own(bench, most)
    if len(found) < most and work.queue in state.helps:
        found += search.lent()[: most - len(found)]
    return found


def may_have(work: Work, agent: AgentId, delay_s: float, now: Instant) -> bool:
    """The work has waited the agent's delay, and the agent did not just refuse it or let it ring."""
    return now >= work.entered_at + delay_s and not (work.excluded and work.excluded.get(agent, 0.0) > now)


def hindrance(work: Work, able: bool, agent: AgentId, delay_s: float, now: Instant) -> str | None:
    """Why an agent who is free may not have the work: skills, excluded or delay; None when they may."""
    if not able:
        return "skills"
    if work.excluded and work.excluded.get(agent, 0.0) > now:
        return "excluded"
    return "delay" if now < work.entered_at + delay_s else None


def barred(state: State, key: LineKey, agent: Agent, now: Instant) -> str:
    """Why nothing of this line comes to the agent, who is free and able: pull, closed, band or kept; else empty."""
    rules = state.queues[key.queue]
    withheld = state.withheld(key.queue, key.channel)
    if withheld or key.named:
        return withheld
    if rules.shares and outside(rules, agent.profile.partner, now):
        return "band"
    if key.queue in agent.profile.queues:
        return ""
    helper = state.helper_of(agent.id, key.queue)
    return "" if helper and can_spare(state, helper, key.queue, key.channel, now) else "kept"


def as_candidate(work: Work, agent: Agent, priority: int, now: Instant) -> Candidate:
    """The agent as they are seen for this work."""
    profile = agent.profile
    skills = profile.skills
    skill = sum([skills.get(code, 0) for code, _ in work.need])
    load, idle_s = agent.load.get(work.channel, 0), now - agent.idle_since
    return Candidate(profile.id, priority, load, idle_s, skill, profile.partner)


class Search(NamedTuple):
    """One look for agents who may have one piece of work now."""

    state: State
    work: Work
    line: Line
    rules: QueueRules
    now: Instant
    passed_over: Counts

    def own(self, bench: Bench, most: int) -> list[Candidate]:
        """The queue's own agents: along their seats, or weighed when the seats alone do not say who is first."""
        if self.rules.shares or (self.rules.strategy == MOST_SKILLED and self.work.need):
            members = bench.members
            return self._weighed([(one.agent, one.priority, members[one.agent].delay_s) for one in bench.free])[:most]
        return self._seated(bench, most)

    def _seated(self, bench: Bench, most: int) -> list[Candidate]:
        state, work, line, now = self.state, self.work, self.line, self.now
        found: list[Candidate] = []
        for priority, _, _, agent in bench.free:
            cause = hindrance(work, agent in line.able, agent, bench.members[agent].delay_s, now)
            if cause is None:
                found.append(as_candidate(work, state.agents[agent], priority, now))
                if len(found) == most:
                    break
            else:
                self._pass(cause)
        return found

    def lent(self) -> list[Candidate]:
        """The agents of the queues that help this one: each counted once, by the queue through which they come."""
        free: Free = []
        for helper in self.state.helping(self.work.queue):
            bench = self.state.bench(helper, self.work.channel)
            if bench is not None:
                free += self._lent_by(helper, bench)
        return self._weighed(free)

    def _lent_by(self, helper: QueueId, bench: Bench) -> Free:
        state, queue = self.state, self.work.queue
        place = state.help_place(queue, helper)
        spare = can_spare(state, helper, queue, self.work.channel, self.now)
        found: Free = []
        for agent, seat in bench.seats.items():
            if state.helper_of(agent, queue) != helper:
                continue
            if not isinstance(seat, Seat):
                self._pass(seat)
            elif not spare:
                self._pass("kept")
            else:
                found.append((agent, place.priority, place.delay_s))
        return found

    def _weighed(self, free: Free) -> list[Candidate]:
        """Those of the free who may have it: whose partner is due first, then by priority and the strategy."""
        state, work, rules = self.state, self.work, self.rules
        due, banded = dues(rules, state.rows.now.get(rules.id), self.now), has_bands(rules)
        found: list[tuple[Rank, Candidate]] = []
        for agent_id, priority, delay_s in free:
            agent = state.agents[agent_id]
            cause = hindrance(work, agent_id in self.line.able, agent_id, delay_s, self.now)
            if cause is None and banded and outside(rules, agent.profile.partner, self.now):
                cause = "band"
            if cause is None:
                one = as_candidate(work, agent, priority, self.now)
                found.append((_order(rules.strategy, due, one, agent), one))
            else:
                self._pass(cause)
        return [one for _, one in sorted(found, key=itemgetter(0))]

    def _pass(self, cause: str) -> None:
        self.passed_over[cause] = self.passed_over.get(cause, 0) + 1


def _order(strategy: str, due: Dues, one: Candidate, agent: Agent) -> Rank:
    seat = ORDERS[strategy](one.priority, one.load, agent.idle_since, agent.offered_last, one.agent)
    skill = -one.skill if strategy == MOST_SKILLED else 0
    return -due_of(due, one.partner) if due else 0.0, one.priority, skill, seat


def _withheld(state: State, work: Work, cause: str, passed_over: Counts) -> list[Candidate]:
    """Nothing is offered here now: the free ones are passed over for that."""
    bench = state.bench(work.queue, work.channel)
    if bench is not None:
        passed_over |= {why: count for why, count in bench.tally.items() if count}
        if bench.free:
            passed_over[cause] = len(bench.free)
    return []


def _named(state: State, work: Work, now: Instant, passed_over: Counts) -> list[Candidate]:
    """The named agents who may have it, whatever their queues."""
    found: list[Candidate] = []
    for name in work.named:
        agent = state.agents.get(name)
        if agent is None:
            continue
        able = work.channel in agent.profile.capacity and meets(agent.profile.skills, work.need)
        cause: str | None = state.availability(agent, work.channel)
        place = agent.profile.queues.get(work.queue, NO_MEMBERSHIP)
        if cause == Availability.FREE:
            cause = hindrance(work, able, name, place.delay_s, now)
        if cause is None:
            found.append(as_candidate(work, agent, place.priority, now))
        else:
            passed_over[cause] = passed_over.get(cause, 0) + 1
    return sorted(found, key=lambda one: (one.priority, one.load, -one.idle_s, one.agent))
