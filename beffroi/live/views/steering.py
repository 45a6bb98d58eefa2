"""What is steered, shown: a queue's opening, levers and help; an agent's queues, changes, wish and hand. Pure."""

from __future__ import annotations

from typing import Final

from beffroi.calendars.hours import next_change
from beffroi.kernel.ids import AgentId, Instant, QueueId
from beffroi.live import rows as r
from beffroi.live.known import Known
from beffroi.routing.model import QueueRules
from beffroi.routing.rows import Agent, Change, QueueNow, Steered
from beffroi.routing.state import State

OPENING: Final = "opening"
EMERGENCY: Final = "emergency"
NOTHING: Final = QueueNow()


def now_of(state: State, queue: QueueId) -> QueueNow:
    """What stands of the queue beside its rules."""
    return state.rows.now.get(queue, NOTHING)


def opening(rules: QueueRules, now: QueueNow, at: Instant) -> r.Opening:
    """Whether the queue is open, by its hours or by a supervisor's hand."""
    forced = now.levers.get(OPENING)
    word = str(forced.value) if forced is not None else None
    return r.Opening(
        open=now.is_open if word is None else word == "open",
        forced=word,
        until=forced.until if forced is not None else None,
        next_change_at=None if rules.hours is None else next_change(rules.hours, at),
    )


def levers(now: QueueNow, known: Known) -> list[r.LeverView]:
    """The levers that are set."""
    return [_lever(name, one, known) for name, one in sorted(now.levers.items())]


def _lever(name: str, one: Steered, known: Known) -> r.LeverView:
    return r.LeverView(name, one.value, one.at, principal(one.by, known), one.until)


def principal(by: str, known: Known) -> r.Named:
    """Who did something, by id and name."""
    user = known.principal(by)
    return r.Named(user, known.user(user))


def queue_named(state: State, queue: QueueId) -> r.Named:
    """A queue by id and name."""
    rules = state.queues.get(queue)
    return r.Named(queue, None if rules is None else rules.name)


def members(state: State, agent: Agent) -> dict[str, r.MemberOf]:
    """The queues the agent serves now."""
    return {
        str(queue): r.MemberOf(queue_named(state, queue).name, one.priority)
        for queue, one in agent.profile.queues.items()
    }


def changes(state: State, agent: Agent, known: Known) -> list[r.ChangeView]:
    """What is temporary of the agent, in the order in which it was put in place."""
    return [_change(state, one, known) for one in agent.changes]


def _change(state: State, one: Change, known: Known) -> r.ChangeView:
    return r.ChangeView(
        id=one.id,
        by=principal(one.by, known),
        at=one.at,
        until=one.until,
        queues=None if one.queues is None else [queue_named(state, queue) for queue in one.queues],
        skills=None if one.skills is None else dict(one.skills),
    )


def wish(agent: Agent) -> r.WishView | None:
    """The pause the agent waits for."""
    one = agent.wish
    return None if one is None else r.WishView(one.reason, one.at, one.approval)


def hand_up(state: State, agent: AgentId) -> r.HandUp | None:
    """The agent's request for help, while nobody answered it: the newest."""
    theirs = [r.HandUp(request, one.at) for request, one in state.rows.hands.items() if one.agent == agent]
    return max(theirs, key=lambda one: one.at, default=None)
