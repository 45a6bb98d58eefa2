"""What people said, and the case it is about."""

from dataclasses import dataclass

from beffroi.kernel.ids import AgentId, CaseId, CustomerId, Instant, InteractionId, MessageId


@dataclass(frozen=True, slots=True)
class Case:
    """One need of a customer until it is closed. `number` is what people say: 2026-00417."""

    id: CaseId
    number: str
    customer: CustomerId
    opened_at: Instant
    closed_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class Continuation:
    """An interaction that goes on where another ended, as a `callback` or a `message`: what was said there counts."""

    interaction: InteractionId
    follows: InteractionId
    kind: str
    at: Instant


@dataclass(frozen=True, slots=True)
class Draft:
    """A message about to be written. `thread` is where it is numbered; `sent_by` and `client_id` recognise a repeat."""

    thread: str
    interaction: InteractionId
    author: str
    sent_by: str
    client_id: str
    text: str
    at: Instant
    agent: AgentId | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message's row. `n` counts 1, 2, 3… in its thread; `seq` is its event's number, None until that is projected."""

    id: MessageId
    thread: str
    n: int
    interaction: InteractionId
    author: str
    agent: AgentId | None
    sent_by: str
    client_id: str
    text: str
    at: Instant
    seq: int | None
