"""Lines and benches: a queue's work in the order of its ranks, and a queue's free agents in the order they are chosen.

Work that needs the same waits in the same line. All of this is derived from the state's rows and can be thrown away
and made again. Matching is then a look at a few heads, whatever the number of people waiting or sitting there.
"""

import math
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable
from typing import Final, NamedTuple

from sortedcontainers import SortedList

from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.routing.model import Membership
from beffroi.routing.states import Availability

Need = tuple[tuple[str, int], ...]
"""Skills at least at a level, sorted by code."""

FREE = Availability.FREE


class LineKey(NamedTuple):
    """What makes two pieces of work wait in the same line."""

    queue: QueueId
    channel: str
    need: Need
    named: tuple[AgentId, ...]


class Place(NamedTuple):
    """A place in a line; places compare in the order in which they are served."""

    behind: bool
    rank: float
    order: int
    interaction: InteractionId


NOBODY: Final = Place(True, math.inf, 0, InteractionId(""))
"""The head of an empty line: it comes after everybody."""


class Seat(NamedTuple):
    """A free agent on a bench; seats compare in the order in which they are chosen: priority, then the strategy's."""

    priority: int
    first: float
    then: float
    agent: AgentId


Order = Callable[[int, int, Instant, int, AgentId], Seat]
"""An agent's seat, from their priority in the queue, load, idle time and last offer's number."""

ORDERS: Final[dict[str, Order]] = {
    "least_loaded": lambda priority, load, idle_since, _, agent: Seat(priority, load, idle_since, agent),
    "longest_idle": lambda priority, load, idle_since, _, agent: Seat(priority, idle_since, load, agent),
    "round_robin": lambda priority, _, idle_since, offered, agent: Seat(priority, offered, idle_since, agent),
    "most_skilled": lambda priority, load, idle_since, _, agent: Seat(priority, load, idle_since, agent),
}
"""Strategy → how its seats compare. Who is the most skilled depends on the work: there it decides among equals."""


class Line:
    """Work of one queue and channel that needs the same, and the agents who could give it if they were free.

    A `strict` one is served before all that are not. Before a `guarded` one is, there is more to look at (`barred`).
    """

    __slots__ = ("able", "channel", "guarded", "head", "key", "named", "strict", "waiting")

    def __init__(self, key: LineKey, *, strict: bool = False, guarded: bool = True) -> None:
        self.key = key
        self.channel = key.channel
        self.named = bool(key.named)
        self.strict = strict
        self.guarded = guarded
        self.waiting: SortedList[Place] = SortedList()
        self.head = NOBODY
        self.able: set[AgentId] = set()

    def add(self, place: Place) -> None:
        """Somebody waits here."""
        self.waiting.add(place)
        self.head = min(self.head, place)

    def remove(self, place: Place) -> None:
        """They wait here no more."""
        self.waiting.remove(place)
        if place == self.head:
            self.head = self.waiting[0] if self.waiting else NOBODY

    def ahead_of(self, place: Place) -> int:
        """How many places are served before this one."""
        return int(self.waiting.bisect_left(place))


class Bench:
    """The agents of one queue on one channel: those free, in order, and how many are not, by cause.

    The free are a plain list: of a few thousand agents that is the fastest there is.
    """

    __slots__ = ("free", "members", "order", "priorities", "seats", "tally")

    def __init__(self, strategy: str = "least_loaded") -> None:
        self.order = ORDERS[strategy]
        self.free: list[Seat] = []
        self.members: dict[AgentId, Membership] = {}
        self.priorities: Counter[int] = Counter()
        self.seats: dict[AgentId, Seat | Availability] = {}
        self.tally: dict[Availability, int] = dict.fromkeys(Availability, 0)

    @property
    def last_priority(self) -> int:
        """The priority of those who are asked last; 0 when nobody belongs here."""
        return max((priority for priority, count in self.priorities.items() if count), default=0)

    def admit(self, agent: AgentId, membership: Membership) -> None:
        """The agent belongs here; `seat` says how they stand."""
        self.members[agent] = membership
        self.priorities[membership.priority] += 1
        self.seats[agent] = Availability.LOGGED_OUT
        self.tally[Availability.LOGGED_OUT] += 1

    def dismiss(self, agent: AgentId) -> None:
        """The agent no longer belongs here."""
        self._leave(self.seats.pop(agent))
        self.priorities[self.members.pop(agent).priority] -= 1

    def reorder(self, strategy: str) -> list[AgentId]:
        """Seats compare otherwise from now on; those who were free stand, and must be seated again."""
        standing = [seat.agent for seat in self.free]
        for agent in standing:
            self.seats[agent] = Availability.LOGGED_OUT
        self.tally[Availability.LOGGED_OUT] += len(standing)
        self.free.clear()
        self.order = ORDERS[strategy]
        return standing

    def seat(self, agent: AgentId, availability: Availability, load: int, idle_since: Instant, offered: int) -> None:
        """The agent is now `availability`; if free, they sit in their place among the free."""
        was = self.seats[agent]
        if was is availability:
            return
        if availability is FREE:
            seat = self.order(self.members[agent].priority, load, idle_since, offered, agent)
            if seat == was:
                return
            insort(self.free, seat)
            self.seats[agent] = seat
        else:
            self.tally[availability] += 1
            self.seats[agent] = availability
        self._leave(was)

    def _leave(self, was: Seat | Availability) -> None:
        if isinstance(was, Seat):
            del self.free[bisect_left(self.free, was)]
        else:
            self.tally[was] -= 1
