"""What is said of a break: since when it holds, and whether it lasts too long."""

from __future__ import annotations

from typing import Final

from beffroi.kernel.ids import AgentId, TeamId
from beffroi.live.standing import overstays, standing
from beffroi.routing.model import AgentProfile
from beffroi.routing.rows import Agent, PresenceRow
from beffroi.routing.state import State
from beffroi.routing.states import Presence

ASKED: Final = 1000.0
OVER: Final = 1090.0
"""A break is asked for in contact: the phone rests at once, the chat when its contact is over."""


def on_a_break() -> Agent:
    agent = Agent(AgentProfile(AgentId("karim"), TeamId("lille")), idle_since=OVER)
    for channel, at in (("voice", ASKED), ("chat", OVER)):
        agent.presence[channel] = PresenceRow(Presence.NOT_READY, "pause", at)
    return agent


def test_a_break_asked_for_in_contact_begins_when_the_contact_is_over() -> None:
    assert standing(State(), on_a_break()) == ("not_ready", "pause", OVER)


def test_what_lasted_too_long_before_is_over() -> None:
    agent = on_a_break()
    assert not overstays(agent)
    agent.overstayed_at = OVER + 900
    assert overstays(agent)
    agent.presence = {"chat": PresenceRow(Presence.NOT_READY, "meal", OVER + 1200)}
    assert not overstays(agent)
    agent.presence = {"chat": PresenceRow(Presence.READY, None, OVER + 1300)}
    assert not overstays(agent)
