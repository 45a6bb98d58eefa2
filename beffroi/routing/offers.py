"""Offers: taken, refused, left to ring."""

from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, Instant
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing.errors import MayNotDecline, NotYours, OfferGone, ReasonMissing
from beffroi.routing.interrupts import pause_others
from beffroi.routing.match import find_work
from beffroi.routing.model import EXCLUDED_S
from beffroi.routing.offering import ring_of
from beffroi.routing.opening import look_again
from beffroi.routing.presence import settle
from beffroi.routing.rows import Assignment
from beffroi.routing.state import State
from beffroi.routing.states import Assignment as States
from beffroi.routing.states import Left, Presence

NO_ANSWER = "no_answer"


def accept(state: State, command: c.Accept, now: Instant) -> Iterator[Event]:
    """The agent has the contact, and it pauses what it may; if they can carry more, they are offered more."""
    offer = pending(state, command.assignment, command.agent)
    yield from taken(state, offer, now)
    yield from find_work(state, offer.agent, now)


def taken(state: State, offer: Assignment, now: Instant) -> Iterator[Event]:
    """The customer waits no more, and what the agent had in hand may rest meanwhile."""
    work = state.works[offer.interaction]
    wait_s = now - work.entered_at
    yield e.OfferAccepted(
        at=now,
        assignment=offer.id,
        interaction=work.id,
        agent=offer.agent,
        queue=work.queue,
        channel=work.channel,
        wait_s=wait_s,
        in_time=wait_s <= state.queues[work.queue].threshold_s,
    )
    yield e.QueueLeft(
        at=now, interaction=work.id, queue=work.queue, passage=work.passage, how=Left.ANSWERED, wait_s=wait_s
    )
    if len(state.agents[offer.agent].assignments) > 1:
        yield from pause_others(state, offer.id, now)


def decline(state: State, command: c.Decline, now: Instant) -> Iterator[Event]:
    """The customer goes back ahead of the line, and not to this agent for a while."""
    offer = pending(state, command.assignment, command.agent)
    if not state.queues[offer.queue].may_decline:
        raise MayNotDecline(queue=offer.queue)
    if not command.reason:
        raise ReasonMissing()
    yield e.OfferDeclined(
        at=now,
        assignment=offer.id,
        interaction=offer.interaction,
        agent=offer.agent,
        reason=command.reason,
        excluded_until=now + EXCLUDED_S,
    )
    yield from look_again(state, state.works[offer.interaction], now)
    yield from settle(state, offer.agent, now)


def time_out(state: State, offer: Assignment, due_at: Instant, now: Instant) -> Iterator[Event]:
    """The agent let it ring: the customer goes back ahead of the line, the agent steps out after too many misses."""
    yield e.OfferTimedOut(
        at=now,
        due_at=due_at,
        assignment=offer.id,
        interaction=offer.interaction,
        agent=offer.agent,
        excluded_until=now + EXCLUDED_S,
    )
    if _missed_too_many(state, offer):
        yield e.PresenceChanged(
            at=now, agent=offer.agent, channel=offer.channel, state=Presence.NOT_READY, reason=NO_ANSWER
        )
    yield from look_again(state, state.works[offer.interaction], now)
    yield from settle(state, offer.agent, now)


def _missed_too_many(state: State, offer: Assignment) -> bool:
    """Who asked for a pause or to leave gets that instead: it applies now that nothing rings any more."""
    agent = state.agents[offer.agent]
    allowed = ring_of(state.queues[offer.queue], offer.channel).misses_allowed
    return agent.misses[offer.channel] >= allowed and offer.channel not in agent.next


def pending(state: State, assignment: AssignmentId, agent: AgentId) -> Assignment:
    """The offer, if it still rings with this agent."""
    offer = state.assignments.get(assignment)
    if offer is None or offer.state != States.OFFERED:
        raise OfferGone(assignment=assignment)
    if offer.agent != agent:
        raise NotYours(assignment=assignment)
    return offer
