"""The tables are the whole law."""

from enum import StrEnum

import pytest

from beffroi.routing import states
from beffroi.routing.states import ASSIGNMENT_MOVES, DESK_MOVES, PRESENCE_MOVES, WORK_MOVES, IllegalMove, moved

TABLES = {
    states.Work: WORK_MOVES,
    states.Assignment: ASSIGNMENT_MOVES,
    states.Presence: PRESENCE_MOVES,
    states.Desk: DESK_MOVES,
}


@pytest.mark.parametrize("kind", TABLES)
def test_a_table_speaks_of_every_state(kind: type[StrEnum]) -> None:
    assert set(TABLES[kind]) == set(kind)


def test_what_is_not_in_the_table_cannot_happen() -> None:
    assert moved(WORK_MOVES, "waiting", states.Work.OFFERED) == "offered"
    with pytest.raises(IllegalMove):
        moved(WORK_MOVES, "ended", states.Work.WAITING)
    with pytest.raises(IllegalMove):
        moved(ASSIGNMENT_MOVES, "closed", states.Assignment.ACTIVE)


def test_every_ending_has_an_outcome() -> None:
    assert set(states.ENDINGS.values()) <= set(states.Outcome)


@pytest.mark.parametrize(
    ("ringing", "in_contact", "wrapping", "presences", "status"),
    [
        (True, True, True, ["ready"], "offered"),
        (False, True, True, ["ready"], "in_contact"),
        (False, False, True, ["not_ready"], "wrap_up"),
        (False, False, False, ["not_ready", "ready"], "available"),
        (False, False, False, ["not_ready", "logged_out"], "not_ready"),
        (False, False, False, ["logged_out"], "logged_out"),
        (False, False, False, [], "logged_out"),
    ],
)
def test_status_follows_work_first_then_presence(
    ringing: bool, in_contact: bool, wrapping: bool, presences: list[str], status: str
) -> None:
    assert states.status(ringing, in_contact, wrapping, presences) == status
