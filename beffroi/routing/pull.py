"""Work that agents take themselves."""

from collections.abc import Iterator

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, Instant
from beffroi.routing import events as e
from beffroi.routing.model import Candidate, Reasons
from beffroi.routing.rows import Work
from beffroi.routing.state import State
from beffroi.routing.states import Left


def take(state: State, work: Work, agent: AgentId, now: Instant) -> Iterator[Event]:
    """The work that waits is the agent's, without asking anybody."""
    assignment = AssignmentId(f"a{state.rows.offers + 1}")
    wait_s = now - work.entered_at
    rules = state.queues[work.queue]
    winner = Candidate(agent, 1, state.agents[agent].load.get(work.channel, 0), now - state.agents[agent].idle_since)
    yield e.OfferMade(
        at=now,
        assignment=assignment,
        interaction=work.id,
        agent=agent,
        queue=work.queue,
        channel=work.channel,
        until=now,
        reasons=Reasons(winner=winner, waited_s=wait_s, pulled=True),
    )
    yield e.OfferAccepted(
        at=now,
        assignment=assignment,
        interaction=work.id,
        agent=agent,
        queue=work.queue,
        channel=work.channel,
        wait_s=wait_s,
        in_time=wait_s <= rules.threshold_s,
    )
    yield e.QueueLeft(
        at=now, interaction=work.id, queue=work.queue, passage=work.passage, how=Left.ANSWERED, wait_s=wait_s
    )
