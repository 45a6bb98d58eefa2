"""The server's twin of the browser's reducer (`web/src/live/reducer.ts`): what a screen holds after each message."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

Message = dict[str, Any]


@dataclass
class Held:
    """One topic as a screen holds it."""

    state: str = "loading"
    n: int = -1
    rows: dict[str, Message] = field(default_factory=dict)
    code: str | None = None

    def take(self, message: Message) -> None:
        """What the topic becomes with this message; a patch that does not follow leaves the rows, and marks a gap."""
        if message["type"] == "snapshot":
            self.state, self.n, self.rows = "live", message["n"], {row["id"]: row for row in message["rows"]}
        elif message["type"] == "refused":
            self.state, self.n, self.rows, self.code = "refused", -1, {}, message["code"]
        elif self.state == "live" and message["n"] > self.n:
            if message["prev"] != self.n:
                self.state = "gap"
                return
            self.n = message["n"]
            for one in message["remove"]:
                del self.rows[one]
            self.rows.update({row["id"]: row for row in message["upsert"]})


class Client:
    """Every topic of one screen. `seen` keeps the messages as they came."""

    def __init__(self) -> None:
        self.topics: dict[str, Held] = {}
        self.seen: list[Message] = []
        self.boot: str | None = None

    def take(self, frame: str) -> None:
        """One frame of the socket."""
        message = json.loads(frame)
        self.seen.append(message)
        if message["type"] == "hello":
            self.boot = message["boot"]
        elif "topic" in message:
            self.topics.setdefault(message["topic"], Held()).take(message)

    def rows(self, topic: str) -> dict[str, Message]:
        """The topic's rows."""
        return self.topics[topic].rows
