"""Help requests: an agent's ✋, and who answered it."""

from collections.abc import Iterator
from typing import Final

from beffroi.kernel.events import Event
from beffroi.kernel.ids import Instant
from beffroi.routing import commands as c
from beffroi.routing import errors
from beffroi.routing import floor_events as f
from beffroi.routing.said import agent_row
from beffroi.routing.state import State

ANSWERS: Final = frozenset({"message", "joined", "taken_over", "dismissed", "withdrawn"})
"""How a request is settled."""


def raise_hand(state: State, command: c.RaiseHand, now: Instant) -> Iterator[Event]:
    """The agent asks for help; once at a time."""
    agent = agent_row(state, command.agent)
    hands = state.rows.hands
    if command.request in hands or any(hand.agent == agent.id for hand in hands.values()):
        raise errors.HandAlreadyUp(agent=agent.id)
    yield f.HandRaised(at=now, request=command.request, agent=agent.id, interaction=command.interaction)


def lower_hand(state: State, command: c.LowerHand, now: Instant) -> Iterator[Event]:
    """The request is settled."""
    hand = state.rows.hands.get(command.request)
    if hand is None:
        raise errors.HandGone(request=command.request)
    if command.how not in ANSWERS:
        raise errors.UnknownAnswer(how=command.how)
    yield f.HandLowered(at=now, request=command.request, agent=hand.agent, how=command.how, by=command.by)
