"""A line: work of one queue that waits for the same thing, and the agents who can give it, both in order.

Everything here is derived from the state's rows and can be thrown away and made again. Matching is then a look at
two heads, whatever the number of people waiting or sitting there.
"""

from collections.abc import Iterator
from typing import NamedTuple

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


class Seat(NamedTuple):
    """A free agent in a line; seats compare in the order in which they are chosen: priority, load, longest idle."""

    priority: int
    load: int
    idle_since: Instant
    agent: AgentId


class Line:
    """Who waits for one thing, and who can give it."""

    __slots__ = ("agents", "free", "key", "members", "tally", "waiting")

    def __init__(self, key: LineKey) -> None:
        self.key = key
        self.waiting: SortedList[Place] = SortedList()
        self.free: SortedList[Seat] = SortedList()
        self.members: dict[AgentId, Membership] = {}
        self.agents: dict[AgentId, Seat | Availability] = {}
        self.tally: dict[Availability, int] = {}

    def admit(self, agent: AgentId, membership: Membership) -> None:
        """The agent belongs to this line; `seat` says how they stand."""
        self.members[agent] = membership
        self.agents[agent] = Availability.LOGGED_OUT
        self._count(Availability.LOGGED_OUT, 1)

    def dismiss(self, agent: AgentId) -> None:
        """The agent no longer belongs to this line."""
        self._leave(self.agents.pop(agent))
        del self.members[agent]

    def seat(self, agent: AgentId, availability: Availability, load: int, idle_since: Instant) -> None:
        """The agent is now `availability`; if free, they sit in their place among the free."""
        was = self.agents[agent]
        if availability is FREE:
            seat = Seat(self.members[agent].priority, load, idle_since, agent)
            if seat == was:
                return
            self.free.add(seat)
            self.agents[agent] = seat
        elif was is not availability:
            self._count(availability, 1)
            self.agents[agent] = availability
        else:
            return
        self._leave(was)

    def ahead_of(self, place: Place) -> int:
        """How many places are served before this one."""
        return int(self.waiting.bisect_left(place))

    def seated(self) -> Iterator[Seat]:
        """The free agents, in the order in which they are chosen."""
        return iter(self.free)

    def _leave(self, was: Seat | Availability) -> None:
        if isinstance(was, Seat):
            self.free.remove(was)
        else:
            self._count(was, -1)

    def _count(self, availability: Availability, by: int) -> None:
        self.tally[availability] = self.tally.get(availability, 0) + by
