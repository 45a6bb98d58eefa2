"""The state of a shard: its rows, and what is derived from them: lines, benches and timers.

What is derived can be thrown away and made again; a snapshot does not keep it.
"""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.routing import states
from beffroi.routing.due import Timer, every_timer
from beffroi.routing.line import Bench, Line, LineKey
from beffroi.routing.model import NO_MEMBERSHIP, Membership, QueueRules
from beffroi.routing.rows import Agent, Interrupts, Rows, Work, availability, meets
from beffroi.routing.rules import INTERRUPTS, FloorRules, Help, ReasonRules
from beffroi.routing.states import Availability

NO_LINES: Final[dict[LineKey, Line]] = {}
NO_BENCHES: Final[dict[str, Bench]] = {}
NO_HELP: Final[dict[QueueId, float]] = {}

ABLE_KEPT: Final = 10_000
"""For so many lines it is remembered, when they end, who was able: most begin again with the same."""

CALLBACK: Final = "callback"
CAN_WAIT: Final = frozenset((CALLBACK, "message"))
"""Channels whose work is not offered while its queue is closed: nobody is there waiting for it."""


class State:
    """Rows, and the lines, benches and timers derived from them. A copy that only follows needs no timers."""

    def __init__(self, rows: Rows | None = None, *, keeps_time: bool = True) -> None:
        self.rows = rows if rows is not None else Rows()
        self.queues = self.rows.queues
        self.agents = self.rows.agents
        self.works = self.rows.works
        self.assignments = self.rows.assignments
        self.interrupts = interrupts_of(self.rows.floor)
        self.lineages = lineages_of(self.rows.floor)
        self.benches: dict[QueueId, dict[str, Bench]] = {}
        self.benches_of: dict[AgentId, list[tuple[str, Bench]]] = {}
        self.lines: dict[QueueId, dict[LineKey, Line]] = {}
        self.named_lines: dict[AgentId, dict[LineKey, Line]] = {}
        self.able: dict[LineKey, set[AgentId]] = {}
        self.delays: dict[QueueId, Counter[float]] = {}
        self.helps: dict[QueueId, dict[QueueId, float]] = {}
        self.helped: dict[QueueId, list[QueueId]] = {}
        self.wishing = {agent.id for agent in self.agents.values() if agent.wish is not None}
        self.calls = {work.id: work for work in self.works.values() if work.channel == CALLBACK}
        self.in_hand: Counter[QueueId] = Counter(one.queue for one in self.assignments.values())
        self.looks: dict[tuple[str, str], Instant] = {}
        self.timers: list[Timer] = []
        self._keeps_time = keeps_time
        for agent in self.agents.values():
            self.join(agent)
        for queue in self.rows.now:
            self._lay_help(queue)
        for work in self.works.values():
            if work.state == states.Work.WAITING:
                self.line_up(work)
        self.arm_all(every_timer(self.rows, self.delays))

    # Lines: they exist while somebody waits in them

    def line_of(self, work: Work) -> Line | None:
        """The line the work waits in."""
        return self.lines.get(work.queue, NO_LINES).get(work.line_key)

    def line_up(self, work: Work) -> None:
        """The work stands in its line; the line begins with its first."""
        key = work.line_key
        lines = self.lines.setdefault(key.queue, {})
        line = lines.get(key)
        if line is None:
            rules = self.queues[key.queue]
            line = lines[key] = Line(key, strict=rules.strict, guarded=_is_guarded(rules, key.channel))
            line.able = self._named_able(key) if key.named else self._able_for(key)
            for agent in key.named:
                self.named_lines.setdefault(agent, {})[key] = line
        line.add(work.place)

    def step_out(self, work: Work) -> None:
        """The work leaves its line; the line ends with its last."""
        key = work.line_key
        line = self.lines[key.queue][key]
        line.remove(work.place)
        if not line.waiting:
            del self.lines[key.queue][key]
            for agent in key.named:
                del self.named_lines[agent][key]

    def _named_able(self, key: LineKey) -> set[AgentId]:
        """Of those named: who has the channel and what is needed."""
        return {agent for agent in key.named if self._able(agent, key)}

    def _able_for(self, key: LineKey) -> set[AgentId]:
        """Of the queue's agents and its helpers': who has the channel and what is needed. Remembered until somebody's
        profile or the queue's help changes."""
        able = self.able.get(key)
        if able is None:
            if len(self.able) >= ABLE_KEPT:
                self.able.clear()
            able = self.able[key] = self._who_is_able(key)
        return able

    def _who_is_able(self, key: LineKey) -> set[AgentId]:
        able: set[AgentId] = set()
        for queue in (key.queue, *self.helps.get(key.queue, NO_HELP)):
            bench = self.bench(queue, key.channel)
            if bench is not None:  # whoever sits there has the channel
                agents, need = self.agents, key.need
                able.update([agent for agent in bench.members if meets(agents[agent].profile.skills, need)])
        return able

    def _able(self, agent: AgentId, key: LineKey) -> bool:
        row = self.agents.get(agent)
        return row is not None and key.channel in row.profile.capacity and meets(row.profile.skills, key.need)

    # Benches: every agent sits on one per queue and channel of theirs

    def bench(self, queue: QueueId, channel: str) -> Bench | None:
        """The agents of the queue on the channel."""
        return self.benches.get(queue, NO_BENCHES).get(channel)

    def membership(self, agent: AgentId, queue: QueueId) -> Membership:
        """The agent's place in the queue; behind its own for whoever helps, an ordinary one for who is only named."""
        own = self.agents[agent].profile.queues.get(queue)
        if own is not None:
            return own
        helper = self.helper_of(agent, queue)
        return NO_MEMBERSHIP if helper is None else self.help_place(queue, helper)

    def put_queue(self, rules: QueueRules) -> None:
        """The queue has these rules from now on, and whatever is derived from them follows."""
        known = self.queues.get(rules.id)
        self.queues[rules.id] = rules
        for line in self.lines.get(rules.id, NO_LINES).values():
            line.strict, line.guarded = rules.strict, _is_guarded(rules, line.key.channel)
        if known is None or known.strategy != rules.strategy:
            for bench in self.benches.get(rules.id, NO_BENCHES).values():
                for agent in bench.reorder(rules.strategy):
                    self.reseat(self.agents[agent])
        self.help_changed(rules.id)

    def put_floor(self, rules: FloorRules) -> None:
        """These rules hold for the whole floor from now on."""
        known, self.rows.floor = self.interrupts, rules
        self.interrupts = interrupts_of(rules)
        self.lineages = lineages_of(rules)
        for agent in self.agents.values() if known != self.interrupts else ():
            self.reseat(agent)

    def join(self, agent: Agent) -> None:
        """The agent takes their seat wherever their profile opens one."""
        profile, benches = agent.profile, self.benches_of.setdefault(agent.id, [])
        for queue, membership in profile.queues.items():
            if membership.delay_s:
                self.delays.setdefault(queue, Counter())[membership.delay_s] += 1
        for channel in profile.capacity:
            for queue, membership in profile.queues.items():
                bench = self._seats(queue, channel)
                bench.admit(agent.id, membership)
                benches.append((channel, bench))
        self.able.clear()
        for line in self._lines_open_to(agent):
            if self._able(agent.id, line.key):
                line.able.add(agent.id)
        self.reseat(agent)

    def part(self, agent: Agent) -> None:
        """The agent gives up every seat, before their profile changes."""
        self.able.clear()
        for line in self._lines_open_to(agent):
            line.able.discard(agent.id)
        for _, bench in self.benches_of.pop(agent.id):
            bench.dismiss(agent.id)
        for queue, membership in agent.profile.queues.items():
            if membership.delay_s:
                self.delays[queue] -= Counter({membership.delay_s: 1})

    def _seats(self, queue: QueueId, channel: str) -> Bench:
        benches = self.benches.setdefault(queue, {})
        bench = benches.get(channel)
        if bench is None:
            rules = self.queues.get(queue)
            bench = benches[channel] = Bench(rules.strategy) if rules else Bench()
        return bench

    def reseat(self, agent: Agent) -> None:
        """The agent's availability, load, idle time or turn changed: every bench of theirs learns it."""
        agent_id, idle_since, offered = agent.profile.id, agent.idle_since, agent.offered_last
        seen, now, load = "", Availability.FREE, 0
        for channel, bench in self.benches_of[agent_id]:
            if channel != seen:
                seen, now, load = channel, availability(agent, channel, self.interrupts), agent.load.get(channel, 0)
            bench.seat(agent_id, now, load, idle_since, offered)

    def lines_for(self, agent: Agent) -> list[tuple[Membership, Iterable[Line]]]:
        """The lines in which somebody waits in the agent's queues, in those they help, and for them by name, with
        their place there. Whether they are able is each line's to say; one that names them may come twice."""
        agent_id, places = agent.profile.id, agent.profile.queues
        if self.helped:
            places = places | {queue: self.membership(agent_id, queue) for queue in self._helped_by(agent)}
        found: list[tuple[Membership, Iterable[Line]]] = [
            (place, self.lines[queue].values()) for queue, place in places.items() if queue in self.lines
        ]
        named = self.named_lines.get(agent_id, NO_LINES).values()
        return found + [(agent.profile.queues.get(line.key.queue, NO_MEMBERSHIP), (line,)) for line in named]

    def _lines_open_to(self, agent: Agent) -> list[Line]:
        queues = (*agent.profile.queues, *self._helped_by(agent))
        own = [line for queue in queues for line in self.lines.get(queue, NO_LINES).values()]
        return [line for line in own if not line.key.named] + list(self.named_lines.get(agent.id, NO_LINES).values())

    # Help: the members of a queue who also serve another, after its own

    def help_changed(self, queue: QueueId) -> None:
        """Other queues help this one than before, or after another while."""
        self._lay_help(queue)
        self.able.clear()
        for line in self.lines.get(queue, NO_LINES).values():
            if not line.key.named:
                line.able = self._able_for(line.key)
        for work in self.works.values() if self._keeps_time and self.helping(queue) else ():
            if work.queue == queue:  # waiting, or shown to somebody who may not take it
                self.arm_all(Timer(work.entered_at + after, "ripe", work.id) for after in self.helping(queue).values())

    def _lay_help(self, queue: QueueId) -> None:
        for helper, after_s in self.helps.pop(queue, NO_HELP).items():
            self.helped[helper].remove(queue)
            self.delays[queue] -= Counter({after_s: 1})
        row, rules = self.rows.now.get(queue), self.queues.get(queue)
        if row is None or rules is None or not row.helpers:
            return
        said = {one.by: one.after_s for one in reversed(rules.help)}
        self.helps[queue] = {helper: said.get(helper, Help(helper).after_s) for helper in row.helpers}
        for helper, after_s in self.helps[queue].items():
            self.helped.setdefault(helper, []).append(queue)
            self.delays.setdefault(queue, Counter())[after_s] += 1

    def helping(self, queue: QueueId) -> dict[QueueId, float]:
        """The queues whose agents help this one, each with how long its work must have waited."""
        return self.helps.get(queue, NO_HELP)

    def helper_of(self, agent: AgentId, queue: QueueId) -> QueueId | None:
        """The queue of theirs through which the agent helps this one, the soonest; None for who does not help."""
        theirs = self.agents[agent].profile.queues
        if queue in theirs:
            return None
        through = [(after_s, helper) for helper, after_s in self.helping(queue).items() if helper in theirs]
        return min(through)[1] if through else None

    def help_place(self, queue: QueueId, helper: QueueId) -> Membership:
        """The place of those who help: after the last of the queue's own, and after a while."""
        own = max((bench.last_priority for bench in self.benches.get(queue, NO_BENCHES).values()), default=0)
        return Membership(own + 1, self.helps[queue][helper])

    def _helped_by(self, agent: Agent) -> Iterable[QueueId]:
        theirs = agent.profile.queues
        found = (queue for helper in theirs for queue in self.helped.get(helper, ()) if queue not in theirs)
        return dict.fromkeys(found)

    # Questions

    def availability(self, agent: Agent, channel: str) -> Availability:
        """Whether the agent may be offered work on the channel now, by this floor's rules."""
        return availability(agent, channel, self.interrupts)

    def is_open(self, queue: QueueId) -> bool:
        """The queue is open: a lever says so, or its hours as last told."""
        row = self.rows.now.get(queue)
        if row is None:
            return True
        lever = row.levers.get("opening")
        return row.is_open if lever is None else lever.value == "open"

    def withheld(self, queue: QueueId, channel: str) -> str:
        """Why nothing of this channel is offered in the queue: pull or closed; empty when it is."""
        if self.queues[queue].pull:
            return "pull"
        return "closed" if channel in CAN_WAIT and not self.is_open(queue) else ""

    def waiting_in(self, queue: QueueId) -> Iterator[Work]:
        """The work that waits in a queue, in the order of its ranks."""
        lines = self.lines.get(queue, {}).values()
        return (self.works[place.interaction] for place in heapq.merge(*(line.waiting for line in lines)))

    def count_waiting(self, queue: QueueId) -> int:
        """How many wait in a queue."""
        return sum(len(line.waiting) for line in self.lines.get(queue, NO_LINES).values())

    def position(self, interaction: InteractionId) -> int:
        """1 for the next to be served in the queue; 0 when the work is not waiting."""
        work = self.works.get(interaction)
        if work is None or work.state != states.Work.WAITING:
            return 0
        place = work.place
        return 1 + sum(line.ahead_of(place) for line in self.lines[work.queue].values())

    # Timers

    def arm(self, timer: Timer) -> None:
        """The timer will fall due."""
        if self._keeps_time and timer.due:
            heapq.heappush(self.timers, timer)

    def arm_all(self, timers: Iterable[Timer]) -> None:
        """All of them will."""
        for timer in timers:
            self.arm(timer)

    def look_again(self, timer: Timer) -> None:
        """The queue is looked at again then; whatever falls due for it sooner changes nothing (see `looked_lately`)."""
        self.looks[timer.kind, timer.id] = timer.due
        self.arm(timer)

    def looked_lately(self, kind: str, queue: QueueId, now: Instant) -> bool:
        """The queue was looked at and will be again: nobody looks in between."""
        return self.looks.get((kind, queue), 0.0) > now

    def next_due(self) -> Instant | None:
        """When something falls due next, or None."""
        return self.timers[0].due if self.timers else None


def interrupts_of(floor: FloorRules) -> Interrupts:
    """What may come beside or pause what, on this floor."""
    return INTERRUPTS if floor.interrupts is None else floor.interrupts


def lineages_of(floor: FloorRules) -> dict[str, tuple[ReasonRules, ...]]:
    """Each reason's rules and its ancestors', nearest first."""
    rules = {one.code: one for one in floor.reasons}
    return {code: tuple(_lineage(rules.copy(), code)) for code in rules}


def _lineage(rules: dict[str, ReasonRules], reason: str | None) -> Iterator[ReasonRules]:
    """Each once, though a reason were its own ancestor."""
    while reason is not None and (found := rules.pop(reason, None)) is not None:
        yield found
        reason = found.parent


def _is_guarded(rules: QueueRules, channel: str) -> bool:
    """Being free and able may not be enough for work of this queue."""
    return rules.pull or bool(rules.shares) or channel in CAN_WAIT
