"""What an alert is: rules people set on live figures, and what came of them. Frozen, pure."""

from __future__ import annotations

from typing import Final, Literal, get_args

import msgspec

from beffroi.kernel.ids import Instant

Figure = Literal[
    "waiting",
    "longest_wait_s",
    "service_level_half_hour",
    "service_level_day",
    "abandonment_half_hour",
    "abandonment_day",
    "answer_rate_half_hour",
    "answer_rate_day",
    "expected_wait_s",
    "callbacks",
    "available",
    "not_ready",
    "offered",
    "in_contact",
    "wrap_up",
    "logged_out",
    "overstayed",
    "hands",
    "wishes",
]
"""What a rule may look at. Shares are from 0 to 1; `callbacks` wait in the line; `hands`, `wishes` are unanswered."""

OF_BOTH: Final = frozenset({"available", "not_ready"})
OF_TEAMS: Final = OF_BOTH | {"offered", "in_contact", "wrap_up", "logged_out", "overstayed", "hands", "wishes"}
OF_QUEUES: Final = frozenset(get_args(Figure)) - OF_TEAMS | OF_BOTH

Op = Literal[">", "<"]

RULES_AT_MOST: Final = 500
"""Each is looked at every second."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """Of a queue or of a team: told when `figure` is beyond `value` for `held_s`; over when it is back for as long.

    `secret` signs what is sent to `webhook`. A rule without `screen` is only sent.
    """

    id: str
    name: str
    figure: str
    op: str
    value: float
    held_s: float
    queue: str | None = None
    team: str | None = None
    screen: bool = True
    sound: bool = False
    email: str | None = None
    webhook: str | None = None
    secret: str | None = None
    set_by: str = ""
    set_at: Instant = 0.0

    @property
    def topic(self) -> str:
        """Where screens see it."""
        return f"queue:{self.queue}" if self.queue else f"team:{self.team}"

    @property
    def level(self) -> Literal["warn", "bad"]:
        """What rings is bad; what only shows is a warning."""
        return "bad" if self.sound else "warn"

    def is_beyond(self, figure: float | None) -> bool:
        """Whether the figure is past the limit; a figure that nothing tells is not."""
        if figure is None:
            return False
        return figure > self.value if self.op == ">" else figure < self.value


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule said: from when to when, at which value; a copy of the rule as it was then."""

    id: str
    rule: str
    name: str
    figure: str
    op: str
    limit: float
    started_at: Instant
    queue: str | None = None
    team: str | None = None
    value: float | None = None
    ended_at: Instant | None = None
    acknowledged_by: str | None = None
    acknowledged_at: Instant | None = None
