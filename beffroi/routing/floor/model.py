"""An act on the floor, as it is kept: who did what to whom, what was before and what since, why. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import msgspec

from beffroi.kernel.ids import AgentId, Instant, InteractionId
from beffroi.people.permissions import Permission

LONGEST_S: Final = 7 * 86_400.0
"""Nothing is set for longer on the floor: what should last is a rule."""


class Kind(StrEnum):
    """What was done."""

    LEVER = "lever"
    REASSIGN = "reassign"
    RETURN = "return"
    PRESENCE = "presence"
    PAUSE = "pause"
    MOVE = "move"
    PRIORITY = "priority"
    TAKE_OVER = "take_over"
    HAND = "hand"


NEEDS: Final[Mapping[Kind, Permission]] = {
    Kind.LEVER: Permission.QUEUE_STEER,
    Kind.REASSIGN: Permission.AGENT_STEER,
    Kind.RETURN: Permission.AGENT_STEER,
    Kind.PRESENCE: Permission.AGENT_STEER,
    Kind.PAUSE: Permission.AGENT_STEER,
    Kind.MOVE: Permission.QUEUE_STEER,
    Kind.PRIORITY: Permission.QUEUE_STEER,
    Kind.TAKE_OVER: Permission.CONTACT_JOIN,
    Kind.HAND: Permission.CONTACT_JOIN,
}
"""Whoever may do it may undo it."""


class Target(StrEnum):
    """What an act is done to."""

    QUEUE = "queue"
    AGENT = "agent"
    CHANGE = "change"
    INTERACTION = "interaction"
    HAND = "hand"


class State(StrEnum):
    """How far an act came."""

    ASKED = "asked"  # written down; the answer is not known
    DONE = "done"
    REFUSED = "refused"


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """An act. `queues` and `teams` are all it touches: whoever sees them all sees the act."""

    id: str
    kind: Kind
    by: str
    at: Instant
    target_kind: Target
    target: str
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    queues: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    why: str | None = None
    until: Instant | None = None
    state: State = State.ASKED
    seq: int = 0
    undone_at: Instant | None = None
    undone_by: str | None = None


class HandText(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent wrote when they asked for help, and what they were answered."""

    request: str
    agent: AgentId
    interaction: InteractionId | None
    text: str
    at: Instant
    answer: str | None = None
    how: str | None = None
    by: str | None = None
    answered_at: Instant | None = None
