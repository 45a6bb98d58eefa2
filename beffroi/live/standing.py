"""What is said of an agent on screen: one word, its reason, since when. From presence and work in hand. Pure."""

from __future__ import annotations

from typing import NamedTuple

from beffroi.kernel.ids import Instant
from beffroi.routing.state import Agent, Assignment, State
from beffroi.routing.states import Assignment as Step
from beffroi.routing.states import Presence

STATUSES = ("available", "offered", "in_contact", "wrap_up", "not_ready", "logged_out")


class Standing(NamedTuple):
    """`status` is one of STATUSES; `reason` goes with not_ready."""

    status: str
    reason: str | None
    since: Instant | None


def standing(state: State, agent: Agent) -> Standing:
    """Work in hand comes first: an offer, a contact, wrap-up. Without work, what the agent says of themselves."""
    if agent.assignments:
        held = [state.assignments[one] for one in agent.assignments]
        if at_work := _at_work(held):
            return at_work
    return _without_work(agent)


def _at_work(held: list[Assignment]) -> Standing | None:
    for step, status in ((Step.OFFERED, "offered"), (Step.ACTIVE, "in_contact"), (Step.WRAP_UP, "wrap_up")):
        since = [since_of(one) for one in held if one.state == step]
        if since:
            return Standing(status, None, min(since))
    return None


def _without_work(agent: Agent) -> Standing:
    said = agent.presence.values()
    if ready := [one.since for one in said if one.state == Presence.READY]:
        return Standing("available", None, max(agent.idle_since, min(ready)))
    away = [one for one in said if one.state == Presence.NOT_READY]
    if away:
        first = min(away, key=lambda one: one.since)
        return Standing("not_ready", first.reason, first.since)
    return Standing("logged_out", None, max((one.since for one in said), default=None))


def since_of(assignment: Assignment) -> Instant:
    """When the assignment came into the state it is in."""
    if assignment.state == Step.OFFERED:
        return assignment.offered_at
    return assignment.accepted_at if assignment.state == Step.ACTIVE else assignment.wrap_up_since
