"""How work leaves: its offer is taken back, its passage ends or goes on elsewhere, it is over."""

from collections.abc import Iterator

from beffroi.interactions import events as happened
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.routing import events as e
from beffroi.routing import states
from beffroi.routing.asked import rank_of, requirement_of, rest_of
from beffroi.routing.model import COLLEAGUE_S, Requirement, Step
from beffroi.routing.rows import Work
from beffroi.routing.state import State


def shown_to(state: State, work: Work) -> AgentId | None:
    """Whose screen shows the work now, as an offer."""
    rings = work.state == states.Work.OFFERED and work.assignment is not None
    return state.assignments[work.assignment].agent if rings and work.assignment else None


def take_back(state: State, work: Work, why: str, now: Instant) -> Iterator[Event]:
    """The work waits; if it was being offered the offer is withdrawn, and its agent must be settled afterwards."""
    agent = shown_to(state, work)
    if agent is not None and work.assignment is not None:
        yield e.OfferWithdrawn(at=now, assignment=work.assignment, interaction=work.id, agent=agent, why=why)


def leave(work: Work, how: states.Left, now: Instant, due_at: Instant | None = None) -> Event:
    """The passage is over; the wait is counted from where it began."""
    return e.QueueLeft(
        at=now,
        due_at=due_at,
        interaction=work.id,
        queue=work.queue,
        passage=work.passage,
        how=how,
        wait_s=now - work.entered_at,
    )


def carry(
    state: State,
    work: Work,
    queue: QueueId,
    how: states.Left,
    why: str,
    now: Instant,
    cause: str | None = None,
    to: AgentId | None = None,
    due_at: Instant | None = None,
) -> Iterator[Event]:
    """The work stands in `queue` with the wait it has, asking for what that queue asks for; nobody is asked yet."""
    rules = state.queues[queue]
    if to is not None:
        rest = rest_of(work, now)
        asked = Requirement(rest.mandatory, (Step(COLLEAGUE_S, agents=(to,)), *rest.steps))
    else:
        asked = requirement_of(state, rules, work.reason, work.own)
    yield leave(work, how, now, due_at)
    yield e.Moved(at=now, interaction=work.id, queue=work.queue, to_queue=queue, why=why, cause=cause, to=to)
    yield e.QueueEntered(
        at=now,
        interaction=work.id,
        queue=queue,
        passage=work.passage + 1,
        rank=work.rank if work.ahead else rank_of(state, rules, work.arrived_at, work.bonus_s),
        requirement=asked,
        ahead=work.ahead,
        since=work.entered_at,
        order=work.order,
    )


def over(interaction: InteractionId, sub_reason: str, now: Instant, due_at: Instant | None = None) -> Event:
    """The interaction ended in this way."""
    outcome = states.ENDINGS[sub_reason]
    return happened.InteractionEnded(
        at=now, due_at=due_at, interaction=interaction, outcome=outcome, sub_reason=sub_reason
    )
