"""Which topics an event makes out of date. Pure; asked after the event was applied.

Naming one topic too many costs a comparison that finds nothing; naming one too few is a screen that lies.
So an agent's event touches every queue they belong to, and `tests/live` compares every topic after every event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from beffroi.interactions import events as happened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, InteractionId, QueueId, TeamId
from beffroi.routing import events as e
from beffroi.routing import floor_events as f
from beffroi.routing.state import State

EVERYTHING: Final = "*"
"""A change of configuration touches every topic."""


def me(agent: AgentId) -> str:
    """The topic of one agent's desk; on the wire it is `me`."""
    return f"me:{agent}"


def queue(queue: QueueId) -> str:
    """The topic of one queue."""
    return f"queue:{queue}"


def team(team: TeamId) -> str:
    """The topic of one team."""
    return f"team:{team}"


def interaction(interaction: InteractionId) -> str:
    """The topic of one interaction."""
    return f"interaction:{interaction}"


def touched(state: State, event: Event) -> Iterator[str]:
    """The topics that may show something else after this event."""
    rule = _RULES.get(type(event))
    if rule is not None:
        yield from rule(state, event)


def _everything(state: State, event: Event) -> Iterator[str]:
    yield EVERYTHING


def _pulled_from(state: State, one: QueueId) -> Iterator[str]:
    """The desks that show how much waits in a queue from which agents take work themselves."""
    rules = state.queues.get(one)
    if rules is not None and rules.pull:
        for agent in state.agents.values():
            if one in agent.profile.queues:
                yield me(agent.id)


def _agent(state: State, agent_id: AgentId) -> Iterator[str]:
    agent = state.agents.get(agent_id)
    if agent is None:
        return
    yield me(agent_id)
    yield team(agent.team)
    for one in agent.profile.queues:
        yield queue(one)


def _of_agent(state: State, event: e.PresenceChanged | f.PauseAsked | f.HandRaised) -> Iterator[str]:
    yield from _agent(state, event.agent)


def _of_talk(state: State, event: happened.MessageStored | happened.CustomerGone) -> Iterator[str]:
    """The conversation and the agent who has it; queues and teams do not show what is said."""
    yield interaction(event.interaction)
    work = state.works.get(event.interaction)
    if work is not None and work.assignment is not None:
        yield me(state.assignments[work.assignment].agent)


def _of_interaction(state: State, event: happened.InteractionOpened | e.Relaxed) -> Iterator[str]:
    """The conversation, the agent who has it, and the queue it is in now (one it left says so itself)."""
    yield from _of_talk(state, event)  # type: ignore[arg-type]
    work = state.works.get(event.interaction)
    if work is not None and work.queue:
        yield queue(work.queue)
        yield from _pulled_from(state, work.queue)


def _of_queue(state: State, event: e.QueueEntered | e.QueueLeft | e.FirstReply) -> Iterator[str]:
    yield queue(event.queue)
    yield from _pulled_from(state, event.queue)
    yield from _of_interaction(state, event)  # type: ignore[arg-type]


def _of_steered(state: State, event: f.QueueSteered | f.QueueOpened) -> Iterator[str]:
    yield queue(event.queue)


def _of_help(state: State, event: f.HelpStarted | f.HelpStopped) -> Iterator[str]:
    """Both queues say so."""
    yield queue(event.queue)
    yield queue(event.helper)


def _of_move(state: State, event: e.Moved) -> Iterator[str]:
    yield queue(event.to_queue)
    yield from _of_queue(state, event)  # type: ignore[arg-type]


def _of_takeover(state: State, event: e.TakenOver) -> Iterator[str]:
    yield from _of_interaction(state, event)  # type: ignore[arg-type]
    yield from _agent(state, event.by)
    if event.agent is not None:
        yield from _agent(state, event.agent)


def _of_rest(state: State, event: e.AssignmentPaused | e.AssignmentResumed) -> Iterator[str]:
    """The agent may have it from a queue that is not (or no longer) theirs."""
    held = state.assignments.get(event.assignment)
    if held is not None:
        yield queue(held.queue)
    yield from _of_interaction(state, event)  # type: ignore[arg-type]
    yield from _agent(state, event.agent)


def _of_outcome(state: State, event: e.Qualified) -> Iterator[str]:
    yield interaction(event.interaction)
    yield from _agent(state, event.agent)


def _of_offer(state: State, event: e.OfferDeclined | e.OfferTimedOut | e.OfferWithdrawn) -> Iterator[str]:
    yield from _of_interaction(state, event)  # type: ignore[arg-type]
    yield from _agent(state, event.agent)


def _of_work(state: State, event: e.OfferMade | e.OfferAccepted | e.WrapUpStarted) -> Iterator[str]:
    yield queue(event.queue)
    yield from _of_interaction(state, event)  # type: ignore[arg-type]
    yield from _agent(state, event.agent)


_RULES: Final[dict[type[Event], Callable[[State, Any], Iterator[str]]]] = {
    e.Configured: _everything,
    e.PresenceChanged: _of_agent,
    e.NextPresenceAsked: _of_agent,
    e.DeskConnected: _of_agent,
    e.DeskDropped: _of_agent,
    e.DeskLost: _of_agent,
    e.WrapUpExtended: _of_offer,
    e.QueueEntered: _of_queue,
    e.QueueLeft: _of_queue,
    e.FirstReply: _of_queue,
    e.Transferred: _of_work,
    e.Relaxed: _of_interaction,
    e.OfferMade: _of_work,
    e.OfferAccepted: _of_work,
    e.OfferDeclined: _of_offer,
    e.OfferTimedOut: _of_offer,
    e.OfferWithdrawn: _of_offer,
    e.WrapUpStarted: _of_work,
    e.AssignmentClosed: _of_work,
    e.StoppedAtEntry: _of_queue,
    e.Moved: _of_move,
    e.Reprioritised: _of_interaction,
    e.Required: _of_interaction,
    e.CallbackTaken: _of_queue,
    e.MessageLeft: _of_queue,
    e.Deferred: _of_queue,
    e.AssignmentPaused: _of_rest,
    e.AssignmentResumed: _of_rest,
    e.TakenOver: _of_takeover,
    e.Qualified: _of_outcome,
    f.QueueOpened: _of_steered,
    f.QueueClosed: _of_steered,
    f.QueueSteered: _of_steered,
    f.IntakeStopped: _of_steered,
    f.IntakeResumed: _of_steered,
    f.HelpStarted: _of_help,
    f.HelpStopped: _of_help,
    f.PauseAsked: _of_agent,
    f.PauseGranted: _of_agent,
    f.PauseDropped: _of_agent,
    f.PresenceOverstayed: _of_agent,
    f.AgentsReassigned: _everything,
    f.AgentsReturned: _everything,
    f.HandRaised: _of_agent,
    f.HandLowered: _of_agent,
    happened.ReasonSet: _of_interaction,
    happened.InteractionOpened: _of_interaction,
    happened.MessageStored: _of_talk,
    happened.CustomerGone: _of_talk,
    happened.CustomerBack: _of_talk,
    happened.InteractionEnded: _of_interaction,
}
"""What each kind of event touches."""
