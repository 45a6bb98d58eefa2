"""A contact's life: it is spoken in, is passed on, and ends."""

from collections.abc import Iterator

from beffroi.interactions import events as happened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant, InteractionId
from beffroi.routing import commands as c
from beffroi.routing import errors, states
from beffroi.routing import events as e
from beffroi.routing.asked import queue_rules, requirement_of
from beffroi.routing.leaving import leave, over, shown_to, take_back
from beffroi.routing.match import find_agent
from beffroi.routing.model import COLLEAGUE_S, Requirement, Step
from beffroi.routing.presence import settle
from beffroi.routing.rows import Agent, Assignment, Work, meets
from beffroi.routing.state import State
from beffroi.routing.wrap_up import stop_talking

CUSTOMER = "customer"
AGENT = "agent"


def report_message(state: State, command: c.ReportMessage, now: Instant) -> Iterator[Event]:
    """The message counts; the agent's first one in a passage is the answer. Of agents only who has it may write."""
    work = open_work(state, command.interaction)
    if command.agent is not None and command.author == AGENT:
        held(state, work, command.agent)
    first = command.author == AGENT and not work.replied
    yield happened.MessageStored(
        at=now,
        interaction=work.id,
        message=command.message,
        author=command.author,
        agent=command.agent,
    )
    if first and command.agent is not None and work.assignment is not None:
        wait_s = now - work.entered_at
        yield e.FirstReply(
            at=now,
            interaction=work.id,
            queue=work.queue,
            passage=work.passage,
            agent=command.agent,
            answered_at=state.assignments[work.assignment].accepted_at,
            wait_s=wait_s,
            in_time=wait_s <= state.queues[work.queue].threshold_s,
        )


def report_gone(state: State, command: c.ReportCustomerGone, now: Instant) -> Iterator[Event]:
    """The customer's place is kept for a while."""
    work = open_work(state, command.interaction)
    if work.gone_at is None:
        yield happened.CustomerGone(at=now, interaction=work.id)


def report_back(state: State, command: c.ReportCustomerBack, now: Instant) -> Iterator[Event]:
    """The customer is there again, in the same place."""
    work = open_work(state, command.interaction)
    if work.gone_at is not None:
        yield happened.CustomerBack(at=now, interaction=work.id)


def end(state: State, command: c.End, now: Instant) -> Iterator[Event]:
    """The agent who has it, or the customer, ends it."""
    work = open_work(state, command.interaction)
    if command.agent is not None:
        assignment = held(state, work, command.agent)
        yield from end_contact(state, work, assignment, "agent_ended", now)
    elif work.state == states.Work.IN_CONTACT and work.assignment is not None:
        yield from end_contact(state, work, state.assignments[work.assignment], "customer_ended", now)
    else:
        yield from give_up(state, work, "left_while_waiting", now)


def give_up(state: State, work: Work, sub_reason: str, now: Instant, due_at: Instant | None = None) -> Iterator[Event]:
    """The customer left before anyone answered; at the door they were in no queue any more."""
    agent = shown_to(state, work)
    yield from take_back(state, work, "customer_left", now)
    if work.state == states.Work.WAITING:
        yield leave(work, states.Left.ABANDONED, now, due_at)
    yield over(work.id, f"stopped_{work.stopped_for}" if work.stopped_until else sub_reason, now)
    if agent is not None:
        yield from settle(state, agent, now)


def transfer(state: State, command: c.Transfer, now: Instant) -> Iterator[Event]:
    """The contact goes back to a line: a queue's, or for a while a colleague's own.

    It keeps its first arrival, and asks for what its reason and the door asked for, whatever the queue.
    """
    work = open_work(state, command.interaction)
    assignment = held(state, work, command.agent)
    if (command.queue is None) == (command.to is None):
        raise errors.TransferNowhere()
    queue = queue_rules(state, command.queue) if command.queue else state.queues[work.queue]
    requirement = requirement_of(state, queue, work.reason, work.own)
    if command.to is not None:
        _colleague(state, command.to, assignment, requirement, work.channel)
        requirement = Requirement(requirement.mandatory, (Step(COLLEAGUE_S, agents=(command.to,)),))
    yield e.Transferred(at=now, interaction=work.id, agent=command.agent, queue=queue.id, to=command.to)
    yield stop_talking(state, assignment, now)
    yield e.QueueEntered(
        at=now,
        interaction=work.id,
        queue=queue.id,
        passage=work.passage + 1,
        rank=work.arrived_at,
        ahead=True,
        requirement=requirement,
        excluded=command.agent,
    )
    yield from find_agent(state, work.id, now)
    yield from settle(state, command.agent, now)


def end_contact(state: State, work: Work, assignment: Assignment, sub_reason: str, now: Instant) -> Iterator[Event]:
    """The contact is over; the agent wraps it up."""
    yield over(work.id, sub_reason, now)
    yield stop_talking(state, assignment, now)
    yield from settle(state, assignment.agent, now)


def _colleague(state: State, to: AgentId, assignment: Assignment, requirement: Requirement, channel: str) -> Agent:
    colleague = state.agents.get(to)
    if colleague is None:
        raise errors.UnknownAgent(agent=to)
    if to == assignment.agent:
        raise errors.SameAgent()
    if not meets(colleague.profile.skills, tuple(requirement.mandatory.items())):
        raise errors.AgentLacksSkill(agent=to)
    if state.availability(colleague, channel) is not states.Availability.FREE:
        raise errors.AgentUnavailable(agent=to)
    return colleague


def open_work(state: State, interaction: InteractionId) -> Work:
    """The interaction, while it is not over."""
    work = state.works.get(interaction)
    if work is None:
        raise errors.InteractionOver(interaction=interaction)
    return work


def held(state: State, work: Work, agent: AgentId) -> Assignment:
    """The assignment by which this agent is in contact."""
    if work.state != states.Work.IN_CONTACT or work.assignment is None:
        raise errors.NotInContact(interaction=work.id)
    assignment = state.assignments[work.assignment]
    if assignment.agent != agent:
        raise errors.NotYours(interaction=work.id)
    return assignment
