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
from beffroi.routing.model import NO_MEMBERSHIP, Membership
from beffroi.routing.rows import Agent, Rows, Work, availability, meets
from beffroi.routing.states import Availability

NO_LINES: Final[dict[LineKey, Line]] = {}
NO_BENCHES: Final[dict[str, Bench]] = {}


class State:
    """Rows, and the lines, benches and timers derived from them. A copy that only follows needs no timers."""

    def __init__(self, rows: Rows | None = None, *, keeps_time: bool = True) -> None:
        self.rows = rows if rows is not None else Rows()
        self.queues = self.rows.queues
        self.agents = self.rows.agents
        self.works = self.rows.works
        self.assignments = self.rows.assignments
        self.benches: dict[QueueId, dict[str, Bench]] = {}
        self.benches_of: dict[AgentId, list[tuple[str, Bench]]] = {}
        self.lines: dict[QueueId, dict[LineKey, Line]] = {}
        self.named_lines: dict[AgentId, dict[LineKey, Line]] = {}
        self.delays: dict[QueueId, Counter[float]] = {}
        self.in_hand: Counter[QueueId] = Counter(one.queue for one in self.assignments.values())
        self.timers: list[Timer] = []
        self._keeps_time = keeps_time
        for agent in self.agents.values():
            self.join(agent)
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
            line = lines[key] = Line(key)
            line.able.update(agent for agent in self._who(key) if self._able(agent, key))
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

    def _who(self, key: LineKey) -> Iterable[AgentId]:
        if key.named:
            return key.named
        bench = self.bench(key.queue, key.channel)
        return bench.members if bench else ()

    def _able(self, agent: AgentId, key: LineKey) -> bool:
        row = self.agents.get(agent)
        return row is not None and key.channel in row.profile.capacity and meets(row.profile.skills, key.need)

    # Benches: every agent sits on one per queue and channel of theirs

    def bench(self, queue: QueueId, channel: str) -> Bench | None:
        """The agents of the queue on the channel."""
        return self.benches.get(queue, NO_BENCHES).get(channel)

    def membership(self, agent: AgentId, queue: QueueId) -> Membership:
        """The agent's place in the queue; an ordinary one for whoever is only named."""
        return self.agents[agent].profile.queues.get(queue, NO_MEMBERSHIP)

    def join(self, agent: Agent) -> None:
        """The agent takes their seat wherever their profile opens one."""
        profile, benches = agent.profile, self.benches_of.setdefault(agent.id, [])
        for queue, membership in profile.queues.items():
            if membership.delay_s:
                self.delays.setdefault(queue, Counter())[membership.delay_s] += 1
            for channel in profile.capacity:
                bench = self.benches.setdefault(queue, {}).setdefault(channel, Bench())
                bench.admit(agent.id, membership)
                benches.append((channel, bench))
        for line in self._lines_open_to(agent):
            if self._able(agent.id, line.key):
                line.able.add(agent.id)
        self.reseat(agent)

    def part(self, agent: Agent) -> None:
        """The agent gives up every seat, before their profile changes."""
        for line in self._lines_open_to(agent):
            line.able.discard(agent.id)
        for _, bench in self.benches_of.pop(agent.id):
            bench.dismiss(agent.id)
        for queue, membership in agent.profile.queues.items():
            if membership.delay_s:
                self.delays[queue] -= Counter({membership.delay_s: 1})

    def reseat(self, agent: Agent) -> None:
        """The agent's availability, load or idle time changed: every bench of theirs learns it."""
        said: dict[str, Availability] = {}
        for channel, bench in self.benches_of[agent.id]:
            now = said.get(channel)
            if now is None:
                now = said[channel] = availability(agent, channel)
            bench.seat(agent.id, now, agent.load.get(channel, 0), agent.idle_since)

    def lines_for(self, agent: Agent) -> Iterator[tuple[Line, Membership]]:
        """The lines in which somebody waits whom the agent could serve if free, with the agent's place in the queue."""
        agent_id = agent.profile.id
        for queue, membership in agent.profile.queues.items():
            for line in self.lines.get(queue, NO_LINES).values():
                if agent_id in line.able and not line.key.named:
                    yield line, membership
        for line in self.named_lines.get(agent_id, NO_LINES).values():
            if agent_id in line.able:
                yield line, self.membership(agent_id, line.key.queue)

    def _lines_open_to(self, agent: Agent) -> list[Line]:
        own = [line for queue in agent.profile.queues for line in self.lines.get(queue, NO_LINES).values()]
        return [line for line in own if not line.key.named] + list(self.named_lines.get(agent.id, NO_LINES).values())

    # Questions

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

    def next_due(self) -> Instant | None:
        """When something falls due next, or None."""
        return self.timers[0].due if self.timers else None
