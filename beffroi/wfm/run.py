"""One seed of a day: the real engine, and a clock that jumps to whatever comes next. Pure but for the seed's chance."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count
from typing import Any, Final

from beffroi.kernel.errors import Refused
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant
from beffroi.routing import commands as c
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import AgentProfile, Configuration, QueueRules
from beffroi.routing.state import State
from beffroi.wfm.chance import NEVER
from beffroi.wfm.demand import arrivals
from beffroi.wfm.model import Day, Moment, Reassignment, Steering
from beffroi.wfm.visits import WHO, People
from beffroi.wfm.watch import Outcome, Watch

ENGINE: Final = RoutingEngine()


def simulate(day: Day, seed: int) -> Outcome:
    """What this day adds up to in this seed."""
    return Simulation(day, seed).run()


class Simulation:
    """The engine's state, the agenda of what people will do, and the time."""

    def __init__(self, day: Day, seed: int, told: Callable[[Event], None] | None = None) -> None:
        """`told` hears every event, as a journal would."""
        self.day = day
        self.now: Instant = day.from_at
        self.state = _begun(day)
        self.refused: dict[str, int] = {}
        self._agenda: list[tuple[Instant, int, Callable[[Any], None], Any]] = []
        self._numbers = count()
        self._told = told
        self._watch = Watch(day.from_at, day.to_at, self.state)
        paces = {one.id: one.pace for one in day.staff if one.pace != 1.0}
        self._people = People(self, day.habits, paces, seed)
        if day.begun:
            self._people.go_on()
        self._plan(seed)

    def run(self) -> Outcome:
        """Until the day is over and nobody who came is left, or at the latest when the day says."""
        agenda, state, day = self._agenda, self.state, self.day
        while True:
            due, head = state.next_due() or NEVER, agenda[0][0] if agenda else NEVER
            at = due if due <= head else head
            if at >= day.last_at or (at >= day.to_at and not state.works and not state.assignments):
                return self._watch.end(min(max(self.now, day.to_at), day.last_at))
            if at > self.now:
                self.now = at
            if due <= head:
                self.tell(ENGINE.advance())
            else:
                _, _, act, what = heapq.heappop(agenda)
                act(what)

    def later(self, at: Instant, act: Callable[[Any], None], what: Any) -> None:
        """Somebody will do this."""
        heapq.heappush(self._agenda, (at, next(self._numbers), act, what))

    def tell(self, command: c.Command) -> bool:
        """The engine decides; False when it refuses, which changes nothing."""
        state, apply, take, hear = self.state, ENGINE.apply, self._watch.take, self._people.hear
        try:
            for event in ENGINE.decide(state, command, self.now):
                apply(state, event)
                take(event)
                hear(event)
                if self._told is not None:
                    self._told(event)
        except Refused as refusal:
            self.refused[refusal.code] = self.refused.get(refusal.code, 0) + 1
            return False
        return True

    # What is planned

    def _plan(self, seed: int) -> None:
        """Configuration before people, supervisors before customers, where several come at one instant."""
        for at, content in _configurations(self.day):
            self.later(at, self._configure, content)
        for staff in self.day.staff:
            if staff.moments and not self.day.begun:
                self.later(max(self.day.from_at, staff.moments[0].at), self._sits_down, staff.id)
            for moment in staff.moments:
                self.later(max(self.day.from_at, moment.at), self._says, (staff.id, moment))
        for steering in self.day.steerings:
            self.later(steering.at, self._steer, steering)
        for number, one in enumerate(self.day.reassignments):
            self.later(one.at, self._reassign, (f"{WHO}-{number}", one))
        for arrival in arrivals(self.day, seed):
            self.later(arrival.at, self._people.come, arrival)

    def _configure(self, content: Configuration) -> None:
        self.tell(c.Configure(id=WHO, news_seq=self.state.rows.news_seq + 1, content=content))

    def _sits_down(self, agent: AgentId) -> None:
        self.tell(c.ReportDesk(id=WHO, agent=agent, connected=True))

    def _says(self, said: tuple[AgentId, Moment]) -> None:
        agent, one = said
        self.tell(c.SetPresence(id=WHO, agent=agent, state=one.state, reason=one.reason, channel=one.channel))

    def _steer(self, one: Steering) -> None:
        self.tell(c.Steer(id=WHO, by=WHO, queue=one.queue, lever=one.lever, value=one.value, until=one.until))

    def _reassign(self, what: tuple[str, Reassignment]) -> None:
        change, one = what
        self.tell(
            c.ReassignAgents(
                id=WHO, by=WHO, change=change, agents=one.agents, queues=one.queues, skills=one.skills, until=one.until
            )
        )


def _begun(day: Day) -> State:
    state = ENGINE.load(day.begun, keeps_time=True) if day.begun else None
    return state if state is not None else ENGINE.fresh(keeps_time=True)


def _configurations(day: Day) -> list[tuple[Instant, Configuration]]:
    """What is configured at each instant, the first of them before anybody comes; what has begun is configured."""
    queues: dict[Instant, list[QueueRules]] = {}
    agents: dict[Instant, list[AgentProfile]] = {}
    for ruled in day.queues:
        if day.begun and ruled.at <= day.from_at:
            continue
        queues.setdefault(max(ruled.at, day.from_at), []).append(ruled.rules)
    for staff in day.staff:
        for stint in staff.stints:
            if day.begun and stint.at <= day.from_at:
                continue
            agents.setdefault(max(stint.at, day.from_at), []).append(stint.profile)
    told = sorted({*queues, *agents} | ({day.from_at} if day.floor else set()))
    return [
        (
            at,
            Configuration(
                queues=tuple(queues.get(at, ())),
                agents=tuple(agents.get(at, ())),
                floor=day.floor if at == day.from_at else None,
            ),
        )
        for at in told
    ]
