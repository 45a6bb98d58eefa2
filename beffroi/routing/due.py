"""When things fall due: every timer follows from the rows, so a restart loses none. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from beffroi.calendars.hours import next_change
from beffroi.kernel.ids import Instant, QueueId
from beffroi.routing import states
from beffroi.routing.model import CUSTOMER_GRACE_S, QueueRules
from beffroi.routing.rows import Agent, Rows, Work
from beffroi.routing.rules import FloorRules
from beffroi.routing.shares import has_bands
from beffroi.routing.states import Presence
from beffroi.routing.states import Work as Works

AT_ONCE: Final = 1.0
"""So long past that it falls due with the first look."""

Delays = Mapping[QueueId, Counter[float]]
"""Queue → how many of its members come after each delay."""


class Timer(NamedTuple):
    """Something that falls due. It may have been overtaken: whoever fires it looks at the rows again."""

    due: Instant
    kind: str
    id: str
    other: str = ""


def every_timer(rows: Rows, delays: Delays) -> Iterator[Timer]:
    """Every timer there is, from the rows alone."""
    for agent in rows.agents.values():
        yield Timer(agent.grace_until, "desk", agent.id)
        yield from overstays(agent, rows.floor)
        yield from (Timer(change.until or 0.0, "change", change.id) for change in agent.changes)
    for work in rows.works.values():
        yield from timers_of(work, delays)
        yield from looks(work, rows.queues.get(work.queue))
    for queue, row in rows.now.items():
        yield from hours_timers(rows, queue)
        yield from (Timer(one.until or 0.0, "lever", queue, lever) for lever, one in row.levers.items())
        yield Timer(row.helped_at, "help", queue)
    for assignment in rows.assignments.values():
        yield Timer(assignment.due_at, "assignment", assignment.id)
    for rules in rows.queues.values():
        if has_bands(rules):
            yield Timer(AT_ONCE, "band", rules.id)  # which arms the next


def hours_timers(rows: Rows, queue: QueueId) -> Iterator[Timer]:
    """When the queue's hours begin or end next, if ever."""
    due = hours_due_at(rows, queue)
    if due is not None:
        yield Timer(due, "hours", queue)


def hours_due_at(rows: Rows, queue: QueueId) -> Instant | None:
    """The next change of the queue's hours after they were last told."""
    rules, row = rows.queues.get(queue), rows.now.get(queue)
    if rules is None or row is None or rules.hours is None:
        return None
    return next_change(rules.hours, row.hours_at)


def overstays(agent: Agent, floor: FloorRules) -> Iterator[Timer]:
    """When the agent will have been not ready for longer than the reason may last."""
    longest = {one.code: one.longest_s for one in floor.presence_reasons if one.longest_s}
    for one in agent.presence.values() if longest else ():
        if one.state == Presence.NOT_READY and one.reason in longest:
            yield Timer(one.since + longest[one.reason], "longest", agent.id, str(one.since))


def timers_of(work: Work, delays: Delays) -> Iterator[Timer]:
    """Every timer a piece of work carries: its step, its exclusions, its customer's absence, its members' delays."""
    if work.step_due:
        yield Timer(work.step_due, "step", work.id)
    for agent, until in work.excluded.items():
        yield Timer(until, "excluded", work.id, agent)
    if work.gone_at is not None:
        yield Timer(gone_until(work), "gone", work.id)
    if work.state == states.Work.ARRIVING:
        yield Timer(work.stopped_until, "stopped", work.id)
        yield Timer(work.deferred_until, "deferred", work.id)
    yield from ripenings(work, delays)


def ripenings(work: Work, delays: Delays) -> Iterator[Timer]:
    """When the work will have waited the delay of each member of its queue who comes later."""
    for delay_s in delays.get(work.queue, ()):
        yield Timer(work.entered_at + delay_s, "ripe", work.id)


def looks(work: Work, rules: QueueRules | None) -> Iterator[Timer]:
    """When the work will have waited long enough to go on to another queue, or to be helped with."""
    if rules is None or work.state not in (Works.WAITING, Works.OFFERED):
        return
    for one in rules.overflow:
        yield Timer(work.entered_at + one.after_s, "overflow", work.queue)
    for help_ in rules.help:
        yield Timer(work.entered_at + help_.after_s, "help", work.queue)


def gone_until(work: Work) -> Instant:
    """When a customer who is gone gives up their place in this passage; 0 while they are there."""
    return 0.0 if work.gone_at is None else max(work.gone_at, work.entered_at) + CUSTOMER_GRACE_S
