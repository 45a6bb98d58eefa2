"""A screen: one signed-in socket, what it follows, and what waits to be sent to it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.kernel.web.access import Principal
from beffroi.live import topics
from beffroi.live.outbox import Outbox
from beffroi.live.protocol import TopicNotAllowed, split_topic
from beffroi.routing.state import State
from beffroi.routing.states import Assignment as Step

DESK: Final = "desk.work"
FLOOR: Final = "floor.read"
READ: Final = "interaction.read"
IN_HAND: Final = frozenset({Step.ACTIVE, Step.WRAP_UP})


class Screen:
    """`following` maps a topic's key in the hub to its name on this socket (`me:<agent>` is called `me`)."""

    def __init__(self, principal: Principal, snapshot_of: Callable[[str], str | None]) -> None:
        self.principal = principal
        self.following: dict[str, str] = {}
        self.sending_since: Instant | None = None
        self.close_code: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.outbox = Outbox(snapshot_of)

    def close(self, code: int) -> None:
        """The socket will be closed with this code."""
        if not self.close_code.done():
            self.close_code.set_result(code)

    @property
    def agent(self) -> AgentId:
        """The user as routing sees them."""
        return AgentId(self.principal.user)

    def key_of(self, name: str, state: State) -> str:
        """The hub's key for a topic of this name, when this user may follow it; for an interaction, ask `may_read` too.

        Raises UnknownTopic for what is no topic, TopicNotAllowed for what is not theirs or does not exist.
        """
        kind, one = split_topic(name)
        who = self.principal
        if kind == "me":
            if who.can(DESK) and self.agent in state.agents:
                return topics.me(self.agent)
        elif kind == "queue":
            if who.can(FLOOR) and one in state.queues and who.sees_queue(one):
                return name
        elif kind == "team":
            if who.can(FLOOR) and who.sees_team(one):
                return name
        elif who.can(READ):
            return name
        raise TopicNotAllowed

    def has_in_hand(self, interaction: InteractionId, state: State) -> bool:
        """Whether the user is in contact in this interaction, or wraps it up."""
        agent = state.agents.get(self.agent)
        if agent is None:
            return False
        held = (state.assignments[one] for one in agent.assignments)
        return any(one.interaction == interaction and one.state in IN_HAND for one in held)

    def may_read(self, interaction: InteractionId, queue: QueueId | None, state: State) -> bool:
        """Whether the user may read this interaction now: it is their own work, or in a queue they see."""
        if not self.principal.can(READ):
            return False
        return self.has_in_hand(interaction, state) or (queue is not None and self.principal.sees_queue(queue))
