"""Work that agents take themselves: from a queue that offers nothing, or out of the line by a supervisor's hand."""

from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant, QueueId
from beffroi.routing import commands as c
from beffroi.routing import errors
from beffroi.routing.candidates import hindrance
from beffroi.routing.line import Line, Place
from beffroi.routing.match import find_work
from beffroi.routing.offering import offer_to
from beffroi.routing.offers import taken
from beffroi.routing.rows import Agent, Work
from beffroi.routing.said import agent_row
from beffroi.routing.shares import outside
from beffroi.routing.state import CAN_WAIT, NO_LINES, State
from beffroi.routing.states import Availability
from beffroi.routing.states import Work as Works


def pull(state: State, command: c.Pull, now: Instant) -> Iterator[Event]:
    """The agent has the piece they chose, or the next they may have; nobody else was asked."""
    agent = agent_row(state, command.agent)
    rules = state.queues.get(command.queue)
    if rules is None:
        raise errors.UnknownQueue(queue=command.queue)
    if not rules.pull:
        raise errors.NotPulled(queue=command.queue)
    work = _chosen(state, command, agent, now) if command.interaction else _next(state, command.queue, agent, now)
    yield from take(state, work, agent.id, now)
    yield from find_work(state, agent.id, now)


def take(state: State, work: Work, agent: AgentId, now: Instant) -> Iterator[Event]:
    """The work that waits is the agent's, without asking anybody; what they have in hand may rest meanwhile."""
    shown = offer_to(state, work, state.agents[agent], now, pulled=True)
    yield shown
    yield from taken(state, state.assignments[shown.assignment], now)


def _chosen(state: State, command: c.Pull, agent: Agent, now: Instant) -> Work:
    work = state.works.get(command.interaction) if command.interaction else None
    if work is None or work.state != Works.WAITING or work.queue != command.queue:
        raise errors.OfferGone(interaction=command.interaction)
    line = state.line_of(work)
    if line is None or not _may_take(state, line, work, agent, now):
        raise errors.NothingToTake(queue=command.queue)
    if state.availability(agent, work.channel) is not Availability.FREE:
        raise errors.MayNotTakeNow(queue=command.queue)
    return work


def _next(state: State, queue: QueueId, agent: Agent, now: Instant) -> Work:
    """The first of the line that the agent may have, of the channels on which they are free."""
    found: list[Place] = []
    unfree = False
    for line in state.lines.get(queue, NO_LINES).values():
        first = next((one for one in line.waiting if _may_take(state, line, state.works[one[3]], agent, now)), None)
        if first is None:
            continue
        if state.availability(agent, line.key.channel) is Availability.FREE:
            found.append(first)
        else:
            unfree = True
    if not found:
        raise errors.MayNotTakeNow(queue=queue) if unfree else errors.NothingToTake(queue=queue)
    return state.works[min(found).interaction]


def _may_take(state: State, line: Line, work: Work, agent: Agent, now: Instant) -> bool:
    """A member (or named), with the skills, not just refused, within hours and their partner's bands."""
    queue = line.key.queue
    if line.key.channel in CAN_WAIT and not state.is_open(queue):
        return False
    if not line.key.named and outside(state.queues[queue], agent.profile.partner, now):
        return False
    delay_s = state.membership(agent.id, queue).delay_s
    return hindrance(work, agent.id in line.able, agent.id, delay_s, now) is None
