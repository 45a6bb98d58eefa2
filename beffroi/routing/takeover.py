"""A supervisor takes a contact over: out of an agent's hands, or out of the line."""

from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant
from beffroi.routing import commands as c
from beffroi.routing import errors, states
from beffroi.routing import events as e
from beffroi.routing.contact import open_work
from beffroi.routing.model import DESK_GRACE_S, Requirement
from beffroi.routing.presence import settle
from beffroi.routing.pull import take
from beffroi.routing.rows import Agent, Work
from beffroi.routing.said import agent_row
from beffroi.routing.state import State
from beffroi.routing.wrap_up import stopped

TAKEN_OVER = "taken_over"
NOT_THERE = (states.Desk.ABSENT, states.Desk.LOST)


def take_over(state: State, command: c.TakeOver, now: Instant) -> Iterator[Event]:
    """The contact is the supervisor's; whoever had it is free for the next.

    A supervisor whose desk is not open yet has as long to open it as one whose screen was cut; else it goes back.
    """
    work = open_work(state, command.interaction)
    supervisor = agent_row(state, command.agent)
    had_it = state.assignments[work.assignment].agent if work.assignment else None
    _check(work, supervisor, had_it)
    if work.state == states.Work.IN_CONTACT:
        yield from _out_of_hand(state, work, now)
    elif work.assignment is not None and had_it is not None:
        yield e.OfferWithdrawn(at=now, assignment=work.assignment, interaction=work.id, agent=had_it, why=TAKEN_OVER)
    yield e.TakenOver(at=now, interaction=work.id, by=supervisor.id, agent=had_it)
    if supervisor.desk in NOT_THERE:
        yield e.DeskDropped(at=now, agent=supervisor.id, grace_until=now + DESK_GRACE_S)
    yield from take(state, work, supervisor.id, now)
    if had_it is not None:
        yield from settle(state, had_it, now)


def _check(work: Work, supervisor: Agent, had_it: AgentId | None) -> None:
    if work.state == states.Work.ARRIVING:
        raise errors.NotInContact(interaction=work.id)
    if had_it == supervisor.id:
        raise errors.SameAgent()
    most = supervisor.profile.capacity.get(work.channel, 0)
    if supervisor.gone or supervisor.load.get(work.channel, 0) >= most:
        raise errors.NoDeskForIt(channel=work.channel)


def _out_of_hand(state: State, work: Work, now: Instant) -> Iterator[Event]:
    """The contact is back in its line for a moment; nobody else is asked."""
    assert work.assignment is not None
    yield stopped(state.assignments[work.assignment], TAKEN_OVER, now)
    yield e.QueueEntered(
        at=now,
        interaction=work.id,
        queue=work.queue,
        passage=work.passage + 1,
        rank=work.arrived_at,
        ahead=True,
        requirement=Requirement(work.requirement.mandatory),
    )
