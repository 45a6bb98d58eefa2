"""A conversation: the interaction, what was said, what happened. Pure."""

from __future__ import annotations

from beffroi.kernel.ids import QueueId
from beffroi.live import rows as r
from beffroi.live.known import Known
from beffroi.routing.rows import Work
from beffroi.routing.state import State
from beffroi.routing.states import Assignment as Step


def conversation_row(state: State, work: Work, known: Known, follows: str | None) -> r.Conversation:
    """An interaction that is not over; it `follows` another when it was promised there."""
    holder = state.assignments.get(work.assignment) if work.assignment else None
    in_contact = holder is not None and holder.state in (Step.ACTIVE, Step.PAUSED)
    return r.Conversation(
        id="interaction",
        interaction=work.id,
        state=work.state,
        channel=work.channel,
        queue=work.queue or None,
        queue_name=_queue_name(state, work.queue),
        customer=r.Named(work.customer, known.customer(work.customer)),
        case=r.NumberedCase(work.case, known.case(work.case)),
        agent=r.Named(holder.agent, known.user(holder.agent)) if holder is not None and in_contact else None,
        arrived_at=work.arrived_at,
        entered_at=work.entered_at or None,
        gone_at=work.gone_at,
        ended_at=None,
        outcome=None,
        reason=work.reason,
        follows=follows,
    )


def _queue_name(state: State, queue: QueueId) -> str | None:
    rules = state.queues.get(queue)
    return None if rules is None else rules.name
