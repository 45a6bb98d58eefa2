"""A widget is a door in a web page; a session is one browser that came through it."""

import hashlib
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from beffroi.kernel.ids import CustomerId, Instant, InteractionId, QueueId, TenantId
from beffroi.kernel.web.limits import Limit

CHANNEL: Final = "chat"
SESSION_S: Final = 86_400.0
"""A browser that was not seen for this long is somebody new."""

OWN: Final = "self"
"""Among a widget's origins: this server's own pages."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where visitors of one language are led, and what whoever answers must be able to do."""

    queue: QueueId
    mandatory: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Widget:
    """A widget of an organisation: the pages that may show it, and a door per language (the first is the default).

    Visitors choose among its `reasons`, by code, before they write; none: they are not asked.
    """

    key: str
    tenant: TenantId
    origins: tuple[str, ...]
    doors: dict[str, Door]
    reasons: tuple[str, ...] = ()

    def language(self, asked: str) -> str:
        """The visitor's language if the widget speaks it, else its first one."""
        short = asked.lower().replace("_", "-").split("-")[0]
        return short if short in self.doors else next(iter(self.doors), short)


@dataclass(frozen=True, slots=True)
class Session:
    """A browser known by a secret. `interaction` is its latest one, over or not."""

    id: str
    token_hash: str
    widget: str
    customer: CustomerId
    interaction: InteractionId | None
    seen_at: Instant


class Limits(NamedTuple):
    """What one visitor, and one address, may ask of us."""

    messages: Limit = Limit(20, 60)
    frames: Limit = Limit(60, 6)
    conversations: Limit = Limit(3, 3600)
    conversations_per_address: Limit = Limit(60, 3600)
    handshakes_per_address: Limit = Limit(240, 60)
    sockets_per_address: int = 300
    windows: int = 8
    errors: int = 5


def token_hash(token: str) -> str:
    """What is kept of a visitor's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def first_name(name: str | None) -> str | None:
    """What a visitor is told of an agent's name."""
    return name.split()[0] if name and name.split() else None
