"""Where a conversation stands, as its visitor is told. Reads committed routing state; changes nothing."""

from collections.abc import Callable
from math import ceil
from typing import Final

from beffroi.channels.chat.model import first_name
from beffroi.channels.chat.protocol import AgentName, Standing
from beffroi.kernel.ids import AgentId, Instant, InteractionId
from beffroi.routing.state import State
from beffroi.routing.states import Work
from beffroi.routing.waiting import expected_wait

NameOf = Callable[[AgentId], str | None]

IDLE: Final = Standing("idle")
ENDED: Final = Standing("ended")
_STEP_S: Final = 10.0


def standing(state: State, interaction: InteractionId | None, now: Instant, name_of: NameOf) -> Standing:
    """idle before the first word, ended when the last interaction is over; an offer that rings is still waiting."""
    if interaction is None:
        return IDLE
    work = state.works.get(interaction)
    if work is None:
        return ENDED
    if work.state == Work.IN_CONTACT and work.assignment is not None:
        name = first_name(name_of(state.assignments[work.assignment].agent))
        return Standing("in_contact", agent=AgentName(name) if name else None)
    if work.state == Work.OFFERED:
        return Standing("waiting", position=1)
    wait_s = expected_wait(state, interaction, now)
    steady_s = None if wait_s is None else ceil(wait_s / _STEP_S) * _STEP_S  # so that it does not flicker
    return Standing("waiting", state.position(interaction) or 1, steady_s)
