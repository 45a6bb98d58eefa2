"""What the folds remember between two events: contacts, what agents are doing, thresholds, reasons. Pure.

It is stored with the sums, in the same transaction, so a restart goes on where the last batch ended.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from beffroi.kernel.ids import AgentId, AssignmentId, InteractionId, QueueId

CONTACT: Final = "contact"
AGENT: Final = "agent"
QUEUE: Final = "queue"
REASON: Final = "reason"


class ContactNow(msgspec.Struct):
    """An interaction that is not over, or still in an agent's hands: where it is, why it came, who took it last.

    `asked_ms` is since when a message of the customer waits. `stands_in` is the queue in which its next passage takes
    the place of one that is counted already. `left` is the queue it left dissuaded, until it is known why. `taken` are
    the assignments in agents' hands, each with the reason known when it was taken; `resting` those that are paused.
    """

    channel: str
    queue: QueueId = QueueId("")
    agent: str = ""
    asked_ms: int | None = None
    reason: str = ""
    taken_for: str = ""
    stands_in: QueueId = QueueId("")
    left: QueueId = QueueId("")
    gave_up_place: bool = False
    over: bool = False
    taken: dict[AssignmentId, str] = {}
    resting: list[AssignmentId] = []


class AgentNow(msgspec.Struct):
    """What an agent says of themselves by channel, how much they have in hand, and up to when that was counted.

    `works` are those of their reasons for not being ready that were work when they began.
    """

    presence: dict[str, tuple[str, str | None]] = {}
    held: int = 0
    since_ms: int = 0
    works: list[str] = []


class Memory(msgspec.Struct):
    """All of it; `touched` names what changed since it was last stored."""

    contacts: dict[InteractionId, ContactNow] = {}
    agents: dict[AgentId, AgentNow] = {}
    thresholds: dict[QueueId, float] = {}
    productive: dict[str, bool] = {}
    touched: set[tuple[str, str]] = set()

    def rows(self) -> dict[tuple[str, str], str | None]:
        """What changed since it was last stored; None for what is over. Nothing is touched afterwards."""
        rows: dict[tuple[str, str], str | None] = {}
        for kind, one in sorted(self.touched):
            value = self._kinds()[kind].get(one)
            rows[kind, one] = None if value is None else msgspec.json.encode(value).decode()
        self.touched = set()
        return rows

    def put(self, kind: str, one: str, value: str) -> None:
        """What was stored is remembered again."""
        self._kinds()[kind][one] = msgspec.json.decode(value, type=_TYPES[kind])

    def _kinds(self) -> dict[str, dict[Any, Any]]:
        return {CONTACT: self.contacts, AGENT: self.agents, QUEUE: self.thresholds, REASON: self.productive}


_TYPES: Final[dict[str, type]] = {CONTACT: ContactNow, AGENT: AgentNow, QUEUE: float, REASON: bool}
