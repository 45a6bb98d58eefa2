"""Waiting work goes elsewhere, or ranks otherwise: its wait goes on, and its place is kept."""

from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.routing import commands as c
from beffroi.routing import errors, states
from beffroi.routing import events as e
from beffroi.routing.asked import queue_rules, rank_of
from beffroi.routing.leaving import carry, shown_to, take_back
from beffroi.routing.match import find_agent
from beffroi.routing.presence import settle
from beffroi.routing.rows import Work, meets
from beffroi.routing.state import State

MOVED = "moved"


def move(state: State, command: c.Move, now: Instant) -> Iterator[Event]:
    """The contact waits in another queue, or for one agent first, as long as it has waited; its offer is withdrawn."""
    work = waiting_work(state, command.interaction)
    if (command.queue is None) == (command.to is None):
        raise errors.TransferNowhere()
    if command.queue is not None:
        queue_rules(state, command.queue)
    if command.to is not None:
        _may_wait_for(state, work, command.to)
    if command.queue == work.queue and not work.named:
        return
    agent = shown_to(state, work)
    yield from take_back(state, work, MOVED, now)
    yield from carry(
        state, work, command.queue or work.queue, states.Left.TRANSFERRED, "supervisor", now, to=command.to
    )
    yield from find_agent(state, work.id, now)
    if agent is not None:
        yield from settle(state, agent, now)


def reprioritise(state: State, command: c.Reprioritise, now: Instant) -> Iterator[Event]:
    """The contact ranks by this bonus, whatever its own was; said twice it changes nothing."""
    work = waiting_work(state, command.interaction)
    if work.bonus_s != command.bonus_s:
        yield e.Reprioritised(
            at=now, interaction=work.id, rank=_rank(state, work, command.bonus_s), bonus_s=command.bonus_s
        )


def rerank(state: State, queue: QueueId, now: Instant) -> Iterator[Event]:
    """Those who wait in the queue rank by what it is worth now; who was put ahead of the line stays there."""
    for work in list(state.waiting_in(queue)):
        rank = _rank(state, work, work.bonus_s)
        if not work.ahead and rank != work.rank:
            yield e.Reprioritised(at=now, interaction=work.id, rank=rank, bonus_s=work.bonus_s)


def _rank(state: State, work: Work, bonus_s: float) -> float:
    """Put ahead of the line, work ranks among those who are by its arrival, less what it is worth alone."""
    if work.ahead:
        return work.arrived_at - bonus_s
    return rank_of(state, state.queues[work.queue], work.arrived_at, bonus_s)


def _may_wait_for(state: State, work: Work, to: AgentId) -> None:
    agent = state.agents.get(to)
    if agent is None or agent.gone:
        raise errors.UnknownAgent(agent=to)
    if not meets(agent.profile.skills, tuple(work.requirement.mandatory.items())):
        raise errors.AgentLacksSkill(agent=to)
    presence = agent.presence.get(work.channel)
    if work.channel not in agent.profile.capacity or presence is None or presence.state == states.Presence.LOGGED_OUT:
        raise errors.AgentUnavailable(agent=to)


def waiting_work(state: State, interaction: InteractionId) -> Work:
    """The interaction, while it waits or is being offered."""
    work = state.works.get(interaction)
    if work is None:
        raise errors.InteractionOver(interaction=interaction)
    if work.state not in (states.Work.WAITING, states.Work.OFFERED):
        raise errors.NotWaiting(interaction=interaction)
    return work
