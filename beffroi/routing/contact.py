"""A contact's life: it opens, is spoken in, is passed on, and ends."""

from collections.abc import Iterator

from beffroi.interactions import events as happened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.routing import commands as c
from beffroi.routing import errors, states
from beffroi.routing import events as e
from beffroi.routing.match import find_agent
from beffroi.routing.model import COLLEAGUE_S, QueueRules, Requirement, Step
from beffroi.routing.presence import settle
from beffroi.routing.rows import Agent, Assignment, Work, availability, meets
from beffroi.routing.rules import Levels
from beffroi.routing.state import State
from beffroi.routing.wrap_up import stop_talking

CUSTOMER = "customer"
AGENT = "agent"


def open_interaction(state: State, command: c.Open, now: Instant) -> Iterator[Event]:
    """The customer is received and enters the queue; a free agent is shown the work at once."""
    rules = queue_rules(state, command.queue)
    if command.interaction in state.works:
        raise errors.AlreadyOpen(interaction=command.interaction)
    yield happened.InteractionOpened(
        at=now,
        interaction=command.interaction,
        channel=command.channel,
        customer=command.customer,
        case=command.case,
        arrived_at=command.arrived_at,
    )
    yield e.QueueEntered(
        at=now,
        interaction=command.interaction,
        queue=rules.id,
        passage=1,
        rank=command.arrived_at - rules.bonus_s - command.bonus_s,
        requirement=both(rules.requirement, command.mandatory),
    )
    yield from find_agent(state, command.interaction, now)


def report_message(state: State, command: c.ReportMessage, now: Instant) -> Iterator[Event]:
    """The message counts; the agent's first one in a passage is the answer. Only who has the contact may write."""
    work = open_work(state, command.interaction)
    if command.agent is not None:
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
        yield from _end_contact(state, work, assignment, "agent_ended", now)
    elif work.state == states.Work.IN_CONTACT and work.assignment is not None:
        yield from _end_contact(state, work, state.assignments[work.assignment], "customer_ended", now)
    else:
        yield from give_up(state, work, "left_while_waiting", now)


def give_up(state: State, work: Work, sub_reason: str, now: Instant, due_at: Instant | None = None) -> Iterator[Event]:
    """The customer left before anyone answered."""
    agent: AgentId | None = None
    if work.state == states.Work.OFFERED and work.assignment is not None:
        agent = state.assignments[work.assignment].agent
        yield e.OfferWithdrawn(
            at=now, assignment=work.assignment, interaction=work.id, agent=agent, why="customer_left"
        )
    yield e.QueueLeft(
        at=now,
        due_at=due_at,
        interaction=work.id,
        queue=work.queue,
        passage=work.passage,
        how=states.Left.ABANDONED,
        wait_s=now - work.entered_at,
    )
    yield _ended(work.id, sub_reason, now)
    if agent is not None:
        yield from settle(state, agent, now)


def transfer(state: State, command: c.Transfer, now: Instant) -> Iterator[Event]:
    """The contact goes back to a line: a queue's, or for a while a colleague's own. It keeps its first arrival."""
    work = open_work(state, command.interaction)
    assignment = held(state, work, command.agent)
    if (command.queue is None) == (command.to is None):
        raise errors.TransferNowhere()
    queue = queue_rules(state, command.queue or work.queue)
    requirement = queue.requirement
    if command.to is not None:
        _colleague(state, command.to, assignment, requirement, work.channel)
        requirement = Requirement(requirement.mandatory, (Step(COLLEAGUE_S, agents=(command.to,)),))
    yield e.Transferred(at=now, interaction=work.id, agent=command.agent, queue=queue.id, to=command.to)
    yield from stop_talking(state, assignment, now)
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


def _end_contact(state: State, work: Work, assignment: Assignment, sub_reason: str, now: Instant) -> Iterator[Event]:
    yield _ended(work.id, sub_reason, now)
    yield from stop_talking(state, assignment, now)
    yield from settle(state, assignment.agent, now)


def _ended(interaction: InteractionId, sub_reason: str, now: Instant) -> Event:
    outcome = states.ENDINGS[sub_reason]
    return happened.InteractionEnded(at=now, interaction=interaction, outcome=outcome, sub_reason=sub_reason)


def _colleague(state: State, to: AgentId, assignment: Assignment, requirement: Requirement, channel: str) -> Agent:
    colleague = state.agents.get(to)
    if colleague is None:
        raise errors.UnknownAgent(agent=to)
    if to == assignment.agent:
        raise errors.SameAgent()
    if not meets(colleague.profile.skills, tuple(requirement.mandatory.items())):
        raise errors.AgentLacksSkill(agent=to)
    if availability(colleague, channel) is not states.Availability.FREE:
        raise errors.AgentUnavailable(agent=to)
    return colleague


def both(requirement: Requirement, mandatory: Levels) -> Requirement:
    """The queue's requirement and the work's own."""
    if not mandatory:
        return requirement
    levels = dict(requirement.mandatory)
    for skill, level in mandatory.items():
        levels[skill] = max(level, levels.get(skill, 0))
    return Requirement(levels, requirement.steps)


def queue_rules(state: State, queue: QueueId) -> QueueRules:
    """The queue's rules, or a refusal."""
    rules = state.queues.get(queue)
    if rules is None:
        raise errors.UnknownQueue(queue=queue)
    return rules


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
