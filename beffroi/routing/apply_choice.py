"""What events change of who is chosen: paused work, turns, and what each partner was given of a shared queue."""

from collections.abc import Callable
from typing import Any, Final

from beffroi.kernel.events import Event
from beffroi.routing import events as e
from beffroi.routing import states
from beffroi.routing.rows import Agent, Assignment, queue_now
from beffroi.routing.shares import OTHERS, midnight
from beffroi.routing.state import State


def offered(state: State, event: e.OfferMade) -> None:
    """It is the agent's latest turn, and counts for their partner until they do not take it."""
    state.agents[event.agent].offered_last = state.rows.offers
    rules = state.queues[event.queue]
    if not rules.shares:
        return
    row, began = queue_now(state.rows, event.queue), midnight(rules, event.at)
    if row.shared_from != began:
        row.shared, row.shared_from = {}, began
    partner = event.reasons.winner.partner or OTHERS
    row.shared[partner] = row.shared.get(partner, 0) + 1


def untaken(state: State, offer: Assignment) -> None:
    """The offer came to nothing: it was nobody's share."""
    row = state.rows.now.get(offer.queue)
    partner = offer.reasons.winner.partner or OTHERS
    if row is not None and row.shared.get(partner) and offer.offered_at >= row.shared_from:
        row.shared[partner] -= 1


def paused(state: State, event: e.AssignmentPaused) -> None:
    assignment = state.assignments[event.assignment]
    assignment.state = states.moved(states.ASSIGNMENT_MOVES, assignment.state, states.Assignment.PAUSED)
    assignment.paused_at = event.at
    agent = state.agents[event.agent]
    agent.paused += 1
    state.reseat(agent)


def resumed(state: State, event: e.AssignmentResumed) -> None:
    assignment = state.assignments[event.assignment]
    agent = state.agents[event.agent]
    no_longer_paused(agent, assignment)
    assignment.state = states.moved(states.ASSIGNMENT_MOVES, assignment.state, states.Assignment.ACTIVE)
    assignment.paused_s += event.paused_s
    assignment.paused_at = 0.0
    state.reseat(agent)


def no_longer_paused(agent: Agent, assignment: Assignment) -> None:
    """Called before the assignment's state changes: if it rests, it does no more."""
    agent.paused -= assignment.state == states.Assignment.PAUSED


CHANGES: Final[dict[type[Event], Callable[[State, Any], None]]] = {
    e.AssignmentPaused: paused,
    e.AssignmentResumed: resumed,
}
"""Event → its change, for work that rests."""
