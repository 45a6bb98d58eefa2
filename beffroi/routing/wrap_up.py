"""After the contact: wrap-up, its extension and its end."""

from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, Instant
from beffroi.routing import commands as c
from beffroi.routing import errors, states
from beffroi.routing import events as e
from beffroi.routing.interrupts import talked_s
from beffroi.routing.presence import settle
from beffroi.routing.rows import Assignment
from beffroi.routing.state import State


def finish(state: State, command: c.Finish, now: Instant) -> Iterator[Event]:
    """The outcome is chosen; the agent is free for the next."""
    assignment = in_wrap_up(state, command.assignment, command.agent)
    rules = state.queues[assignment.queue]
    known = {disposition.code for disposition in rules.dispositions}
    if command.disposition is None and known and rules.wrap_up.mode == "until_qualified":
        raise errors.DispositionMissing()
    if command.disposition is not None and command.disposition not in known:
        raise errors.UnknownDisposition(disposition=command.disposition)
    yield from close(state, assignment, "finished", now, disposition=command.disposition)


def qualify(state: State, command: c.Qualify, now: Instant) -> Iterator[Event]:
    """The outcome of work that closed without one, chosen by whoever had it."""
    row = state.rows.unqualified.get(command.assignment)
    if row is None:
        raise errors.NotUnqualified(assignment=command.assignment)
    if row.agent != command.agent:
        raise errors.NotYours(assignment=command.assignment)
    if command.disposition not in {one.code for one in state.queues[row.queue].dispositions}:
        raise errors.UnknownDisposition(disposition=command.disposition)
    yield e.Qualified(
        at=now,
        assignment=command.assignment,
        interaction=row.interaction,
        agent=row.agent,
        queue=row.queue,
        disposition=command.disposition,
    )


def extend(state: State, command: c.ExtendWrapUp, now: Instant) -> Iterator[Event]:
    """Wrap-up lasts a little longer, once."""
    assignment = in_wrap_up(state, command.assignment, command.agent)
    if assignment.extended:
        raise errors.AlreadyExtended()
    until = assignment.due_at + state.queues[assignment.queue].wrap_up.extension_s
    yield e.WrapUpExtended(
        at=now, assignment=assignment.id, interaction=assignment.interaction, agent=assignment.agent, until=until
    )


def close(
    state: State,
    assignment: Assignment,
    how: str,
    now: Instant,
    disposition: str | None = None,
    due_at: Instant | None = None,
) -> Iterator[Event]:
    """The agent is done with this work, and is offered the next."""
    yield e.AssignmentClosed(
        at=now,
        due_at=due_at,
        assignment=assignment.id,
        interaction=assignment.interaction,
        agent=assignment.agent,
        queue=assignment.queue,
        channel=assignment.channel,
        how=how,
        accepted_at=assignment.accepted_at,
        talk_s=assignment.talk_s,
        wrap_up_s=now - assignment.wrap_up_since,
        disposition=disposition,
        replied=assignment.replied,
    )
    yield from settle(state, assignment.agent, now)


def stop_talking(state: State, assignment: Assignment, now: Instant) -> Event:
    """Wrap-up begins, or where the queue has none the assignment closes."""
    wrap_up = state.queues[assignment.queue].wrap_up
    if wrap_up.mode == "none":
        return stopped(assignment, "no_wrap_up", now)
    return e.WrapUpStarted(
        at=now,
        assignment=assignment.id,
        interaction=assignment.interaction,
        agent=assignment.agent,
        queue=assignment.queue,
        channel=assignment.channel,
        mode=wrap_up.mode,
        talk_s=talked_s(assignment, now),
        until=now + wrap_up.limit_s,
    )


def stopped(assignment: Assignment, how: str, now: Instant) -> Event:
    """The assignment closes without wrap-up."""
    return e.AssignmentClosed(
        at=now,
        assignment=assignment.id,
        interaction=assignment.interaction,
        agent=assignment.agent,
        queue=assignment.queue,
        channel=assignment.channel,
        how=how,
        accepted_at=assignment.accepted_at,
        talk_s=talked_s(assignment, now),
        replied=assignment.replied,
    )


def in_wrap_up(state: State, assignment_id: AssignmentId, agent: AgentId) -> Assignment:
    """The assignment, while this agent wraps it up."""
    assignment = state.assignments.get(assignment_id)
    if assignment is None or assignment.state != states.Assignment.WRAP_UP:
        raise errors.NotInWrapUp(assignment=assignment_id)
    if assignment.agent != agent:
        raise errors.NotYours(assignment=assignment_id)
    return assignment
