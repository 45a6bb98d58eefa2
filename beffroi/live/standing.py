"""What is said of an agent on screen: one word, its reason, since when. From presence and work in hand. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

from beffroi.kernel.ids import Instant
from beffroi.routing.rows import Agent, Assignment, status_of
from beffroi.routing.state import State
from beffroi.routing.states import Assignment as Step
from beffroi.routing.states import Presence

STATUSES: Final = ("available", "offered", "in_contact", "wrap_up", "not_ready", "logged_out")
_STEPS: Final = {"offered": Step.OFFERED, "in_contact": Step.ACTIVE, "wrap_up": Step.WRAP_UP}


class Standing(NamedTuple):
    """`status` is one of STATUSES; `reason` goes with not_ready."""

    status: str
    reason: str | None
    since: Instant | None


def standing(state: State, agent: Agent) -> Standing:
    """Routing's own word for the agent, and since when it holds."""
    status = status_of(agent)
    if step := _STEPS.get(status):
        held = [state.assignments[one] for one in agent.assignments]
        so = [one for one in held if one.state == step] or held  # what rests in hand is a contact all the same
        return Standing(status, None, min(since_of(one) for one in so))
    said = agent.presence.values()
    if status == "available":
        ready = (one.since for one in said if one.state == Presence.READY)
        return Standing(status, None, max(agent.idle_since, min(ready)))
    if status == "not_ready":
        # A break asked for in contact begins at once on idle channels, and on the others when that contact is over.
        last = max((one for one in said if one.state == Presence.NOT_READY), key=lambda one: one.since)
        return Standing(status, last.reason, last.since)
    return Standing(status, None, max((one.since for one in said), default=None))


def overstays(agent: Agent) -> bool:
    """Not ready, for longer than the reason they gave allows. What lasted too long before this is over."""
    said = [one for one in agent.presence.values() if one.state == Presence.NOT_READY]
    return status_of(agent) == "not_ready" and agent.overstayed_at > max(one.since for one in said)


def since_of(assignment: Assignment) -> Instant:
    """When the assignment came into the state it is in."""
    if assignment.state == Step.OFFERED:
        return assignment.offered_at
    if assignment.state == Step.PAUSED:
        return assignment.paused_at
    return assignment.accepted_at if assignment.state == Step.ACTIVE else assignment.wrap_up_since
