"""The desk: the agent's own state, what is offered to them, and the work in their hands. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from beffroi.kernel.ids import AgentId, Instant, InteractionId
from beffroi.live import rows as r
from beffroi.live.known import Answered, Known, Words
from beffroi.live.standing import overstays, since_of, standing
from beffroi.live.views import steering
from beffroi.routing.model import QueueRules
from beffroi.routing.rows import Agent, Assignment, PresenceRow
from beffroi.routing.state import State
from beffroi.routing.states import Assignment as Step

IN_CONTACT: Final = frozenset({Step.ACTIVE, Step.PAUSED})
CALLBACK: Final = "callback"
ANSWERS_S: Final = 3600.0
"""For so long a supervisor's answer stays on the desk."""

LAST_CHARS = 200
FIRST_CHARS = 500


def me_rows(
    state: State, agent_id: AgentId, known: Known, typing: Mapping[InteractionId, r.Typing], now: Instant
) -> Iterator[r.Row]:
    """The desk: the agent's own state, offers and work in hand, queues to take from, answers of the last hour."""
    agent = state.agents.get(agent_id)
    if agent is None:
        return
    yield _me(state, agent, known)
    for assignment_id in agent.assignments:
        assignment = state.assignments[assignment_id]
        if assignment.state == Step.OFFERED:
            yield _offer(state, assignment, known)
        else:
            yield _work(state, assignment, known, typing.get(assignment.interaction))
    for queue in agent.profile.queues:
        if (rules := state.queues.get(queue)) is not None and rules.pull:
            yield _pull(state, rules)
    for one in known.answers(agent_id):
        if one.at > now - ANSWERS_S:
            yield _answer(one, known)


def _me(state: State, agent: Agent, known: Known) -> r.Me:
    now = standing(state, agent)
    return r.Me(
        id="me",
        agent=agent.id,
        name=known.user(agent.id),
        status=now.status,
        since=now.since,
        presence={channel: _presence(one) for channel, one in agent.presence.items()},
        next={channel: _presence(one) for channel, one in agent.next.items()},
        load=load_of(agent),
        capacity=dict(agent.profile.capacity),
        desk=agent.desk,
        queues=steering.members(state, agent),
        changes=steering.changes(state, agent, known),
        wish=steering.wish(agent),
        overstayed=overstays(agent),
        unqualified=sum(one.agent == agent.id for one in state.rows.unqualified.values()),
        hand=steering.hand_up(state, agent.id),
    )


def _pull(state: State, rules: QueueRules) -> r.Pull:
    waiting = list(state.waiting_in(rules.id))
    return r.Pull(
        id=f"pull:{rules.id}",
        queue=rules.id,
        queue_name=rules.name,
        waiting=len(waiting),
        longest_since=min((one.entered_at for one in waiting), default=None),
    )


def _answer(one: Answered, known: Known) -> r.Answer:
    by = steering.principal(one.by, known)
    return r.Answer(id=f"answer:{one.request}", request=one.request, by=by, text=one.text, at=one.at, how=one.how)


def phone_of(channel: str, interaction: InteractionId, known: Known) -> str | None:
    """The number to dial, where the work is a callback."""
    return known.phone(interaction) if channel == CALLBACK else None


def _offer(state: State, assignment: Assignment, known: Known) -> r.Offer:
    rules = state.queues[assignment.queue]
    work = state.works[assignment.interaction]
    return r.Offer(
        id=f"offer:{assignment.id}",
        assignment=assignment.id,
        interaction=assignment.interaction,
        channel=assignment.channel,
        queue=assignment.queue,
        queue_name=rules.name,
        customer=r.Named(assignment.customer, known.customer(assignment.customer)),
        arrived_at=assignment.arrived_at,
        offered_at=assignment.offered_at,
        due_at=assignment.due_at,
        may_decline=rules.may_decline,
        first_text=_text(known.talk(assignment.interaction).first, FIRST_CHARS),
        why=known.why(assignment.reasons),
        phone=phone_of(assignment.channel, assignment.interaction, known),
        reason=work.reason,
        why_stopped=work.stopped_for or None,
    )


def _work(state: State, assignment: Assignment, known: Known, typing: r.Typing | None) -> r.WorkInHand:
    """After the contact, the conversation goes on without this agent: its news is no longer shown on their work."""
    active = assignment.state in IN_CONTACT
    work = state.works.get(assignment.interaction) if active else None
    last = known.talk(assignment.interaction).last if work is not None and work.last_at is not None else None
    customer_types = work is not None and typing is not None and typing.author == "customer"
    return r.WorkInHand(
        id=f"work:{assignment.id}",
        assignment=assignment.id,
        interaction=assignment.interaction,
        channel=assignment.channel,
        queue=assignment.queue,
        queue_name=state.queues[assignment.queue].name,
        state=assignment.state,
        customer=r.Named(assignment.customer, known.customer(assignment.customer)),
        case=r.NumberedCase(assignment.case, known.case(assignment.case)),
        arrived_at=assignment.arrived_at,
        accepted_at=assignment.accepted_at,
        since=since_of(assignment),
        last=None if last is None else r.Said(last.author, _text(last, LAST_CHARS), last.at),
        awaiting_reply=work is not None and work.last_author == "customer",
        gone_at=None if work is None else work.gone_at,
        ended=not active,
        wrap_up_due_at=None if active else assignment.due_at,
        wrap_up_mode=state.queues[assignment.queue].wrap_up.mode,
        extended=assignment.extended,
        typing_until=typing.until if customer_types and typing is not None else None,
        phone=phone_of(assignment.channel, assignment.interaction, known),
        reason=None if work is None else work.reason,
        why_stopped=None if work is None else work.stopped_for or None,
    )


def _presence(row: PresenceRow) -> r.PresenceView:
    return r.PresenceView(row.state, row.reason, row.since)


def _text(words: Words | None, most: int) -> str | None:
    return None if words is None else words.text[:most]


def load_of(agent: Agent) -> dict[str, int]:
    """How much the agent has in hand on each channel they work on."""
    return {channel: agent.load.get(channel, 0) for channel in agent.profile.capacity}
