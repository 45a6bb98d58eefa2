"""Events of one agent and one queue, at instants that are asked for."""

from __future__ import annotations

from typing import Any

from beffroi.kernel.ids import AgentId, Instant, QueueId
from beffroi.routing import events as e
from beffroi.routing.model import Requirement

AGENT = AgentId("ines")
SALES = QueueId("sales")


def made(kind: type[Any], at: Instant, **fields: Any) -> Any:
    """An event of one contact in the queue, by chat, of the agent; fields may say otherwise."""
    usual = {"interaction": "i", "queue": SALES, "agent": AGENT, "assignment": "a", "channel": "chat", "passage": 1}
    known = {name: usual[name] for name in kind.__struct_fields__ if name in usual}
    return kind(at=at, **{**known, **fields})


def entered(at: Instant, **fields: Any) -> Any:
    return made(e.QueueEntered, at, rank=at, requirement=Requirement(), **fields)


def accepted(at: Instant, assignment: str = "a", **fields: Any) -> Any:
    return made(e.OfferAccepted, at, **{"assignment": assignment, "wait_s": 5.0, "in_time": True, **fields})


def replied(at: Instant, answered_at: Instant, *, in_time: bool = True, **fields: Any) -> Any:
    return made(e.FirstReply, at, answered_at=answered_at, in_time=in_time, wait_s=at - answered_at + 5.0, **fields)


def closed(at: Instant, assignment: str, accepted_at: Instant, **fields: Any) -> Any:
    usual = {"how": "finished", "accepted_at": accepted_at, "talk_s": at - accepted_at, "assignment": assignment}
    return made(e.AssignmentClosed, at, **{**usual, **fields})


def left(at: Instant, wait_s: float, **fields: Any) -> Any:
    return made(e.QueueLeft, at, how="abandoned", wait_s=wait_s, **fields)


def presence(state: str, at: Instant, reason: str | None = None, **fields: Any) -> Any:
    return made(e.PresenceChanged, at, state=state, reason=reason, **fields)
