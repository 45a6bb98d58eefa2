"""How long a waiting customer may still have to wait, said honestly: from what was taken lately, or not at all."""

from beffroi.kernel.ids import Instant, InteractionId
from beffroi.routing.state import State

LOOK_BACK_S = 1800.0
"""Older service says nothing about now."""

LEAST = 3
"""Fewer than this many taken lately are no basis for a promise."""


def expected_wait(state: State, interaction: InteractionId, now: Instant) -> float | None:
    """Seconds until the work is likely taken: its position times the mean time between the last takes of its queue.

    The time since the last take counts as a pause in progress, so the promise grows when nobody takes anything.
    None when the work is not waiting, or when too little was taken in the last half hour.
    """
    position = state.position(interaction)
    if not position:
        return None
    row = state.rows.now.get(state.works[interaction].queue)
    taken = [take.at for take in (row.takes if row else ()) if now - take.at <= LOOK_BACK_S]
    if len(taken) < LEAST:
        return None
    return position * max((now - taken[0]) / len(taken), (now - taken[-1]) / 2)
