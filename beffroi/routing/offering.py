"""The offer itself: for how long it is shown, and the reasons that are kept with it."""

from collections.abc import Sequence
from typing import Final

from beffroi.kernel.ids import AssignmentId, Instant
from beffroi.routing import events as e
from beffroi.routing.candidates import Counts, as_candidate, candidates
from beffroi.routing.model import Candidate, QueueRules, Reasons
from beffroi.routing.rows import Agent, Work
from beffroi.routing.rules import RINGS, Ring
from beffroi.routing.shares import dues, most_due
from beffroi.routing.state import State

RUNNERS_UP: Final = 5


def ring_of(rules: QueueRules, channel: str) -> Ring:
    """How an offer is shown on the channel: as the queue says for it, as the house does, or as the queue for all."""
    said = rules.channels.get(channel) or RINGS.get(channel)
    return said or Ring(rules.offer_s, rules.misses_allowed)


def offer_to(state: State, work: Work, agent: Agent, now: Instant, *, pulled: bool = False) -> e.OfferMade:
    """The offer to an agent who was looking for work: whoever else is free comes after them. Or (`pulled`) took it."""
    passed_over: Counts = {}
    found = [] if pulled else candidates(state, work, now, RUNNERS_UP + 1, passed_over)
    others = [one for one in found if one.agent != agent.id][:RUNNERS_UP]
    winner = as_candidate(work, agent, state.membership(agent.id, work.queue).priority, now)
    return offer(state, work, winner, others, passed_over, now, pulled=pulled)


def offer(
    state: State,
    work: Work,
    winner: Candidate,
    others: Sequence[Candidate],
    passed_over: Counts,
    now: Instant,
    *,
    pulled: bool = False,
) -> e.OfferMade:
    """The offer, with its reasons."""
    rules, line, named = state.queues[work.queue], state.line_of(work), bool(work.named)
    reasons = Reasons(
        winner=winner,
        runners_up=tuple(others),
        passed_over=passed_over,
        asked=dict(work.need),
        named=named,
        step=work.step,
        steps=len(work.requirement.steps),
        waited_s=now - work.entered_at,
        ahead=work.ahead,
        others_waiting=len(line.waiting) - 1 if line else 0,
        strategy=rules.strategy,
        helps=None if named or not state.helped else state.helper_of(winner.agent, work.queue),
        pulled=pulled,
        due_partner=most_due(dues(rules, state.rows.now.get(rules.id), now)) if rules.shares else None,
    )
    return e.OfferMade(
        at=now,
        assignment=AssignmentId(f"a{state.rows.offers + 1}"),
        interaction=work.id,
        agent=winner.agent,
        queue=work.queue,
        channel=work.channel,
        until=now if pulled else now + ring_of(rules, work.channel).offer_s,
        reasons=reasons,
    )
