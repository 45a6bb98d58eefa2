"""What the folds remember between two events: contacts under way, what agents are doing, the queues' thresholds. Pure.

It is stored with the sums, in the same transaction, so a restart goes on where the last batch ended.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from beffroi.kernel.ids import AgentId, InteractionId, QueueId

CONTACT: Final = "contact"
AGENT: Final = "agent"
QUEUE: Final = "queue"


class ContactNow(msgspec.Struct):
    """An interaction that is not over: where it is, who took it last, since when a message of the customer waits."""

    channel: str
    queue: QueueId = QueueId("")
    agent: str = ""
    asked_ms: int | None = None


class AgentNow(msgspec.Struct):
    """What an agent says of themselves by channel, how much they have in hand, and up to when that was counted."""

    presence: dict[str, tuple[str, str | None]] = {}
    held: int = 0
    since_ms: int = 0


class Memory(msgspec.Struct):
    """All of it; `touched` names what changed since it was last stored."""

    contacts: dict[InteractionId, ContactNow] = {}
    agents: dict[AgentId, AgentNow] = {}
    thresholds: dict[QueueId, float] = {}
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
        return {CONTACT: self.contacts, AGENT: self.agents, QUEUE: self.thresholds}


_TYPES: Final[dict[str, type]] = {CONTACT: ContactNow, AGENT: AgentNow, QUEUE: float}
