"""What may be asked of the shard. Every command has the caller's id: sent twice, it is done once."""

import msgspec

from beffroi.kernel.ids import AgentId, AssignmentId, CaseId, CustomerId, Instant, InteractionId, MessageId, QueueId
from beffroi.routing.model import Configuration, Levels


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """`by` is the principal (`user:<id>`, `visitor:<session>`, `system`); ids are unique per principal."""

    id: str
    by: str = "system"


class Configure(Command, frozen=True, kw_only=True):
    """Put a change of configuration in force; `news_seq` says which."""

    news_seq: int
    content: Configuration


class Advance(Command, frozen=True, kw_only=True):
    """Let the timers that are due fire."""

    id: str = ""


class Open(Command, frozen=True, kw_only=True):
    """A customer arrived: open the interaction and let it enter the queue."""

    interaction: InteractionId
    channel: str
    queue: QueueId
    customer: CustomerId
    case: CaseId
    arrived_at: Instant
    mandatory: Levels = {}
    bonus_s: float = 0.0


class SetPresence(Command, frozen=True, kw_only=True):
    """The agent is ready, not ready for a reason, or leaves; on one channel or (None) all. In contact: after it."""

    agent: AgentId
    state: str
    reason: str | None = None
    channel: str | None = None


class Accept(Command, frozen=True, kw_only=True):
    """The agent takes the offer."""

    assignment: AssignmentId
    agent: AgentId


class Decline(Command, frozen=True, kw_only=True):
    """The agent refuses the offer, saying why."""

    assignment: AssignmentId
    agent: AgentId
    reason: str


class Transfer(Command, frozen=True, kw_only=True):
    """The agent who has the contact passes it on: to a queue, or to a colleague."""

    interaction: InteractionId
    agent: AgentId
    queue: QueueId | None = None
    to: AgentId | None = None


class End(Command, frozen=True, kw_only=True):
    """The interaction is over: said by the agent who has it, or (None) by the customer."""

    interaction: InteractionId
    agent: AgentId | None = None


class Finish(Command, frozen=True, kw_only=True):
    """Wrap-up is done; `disposition` is the outcome chosen."""

    assignment: AssignmentId
    agent: AgentId
    disposition: str | None = None


class ExtendWrapUp(Command, frozen=True, kw_only=True):
    """A little longer; once."""

    assignment: AssignmentId
    agent: AgentId


class ReportMessage(Command, frozen=True, kw_only=True):
    """A message's row is written."""

    interaction: InteractionId
    message: MessageId
    author: str
    agent: AgentId | None = None


class ReportCustomerGone(Command, frozen=True, kw_only=True):
    """The customer's connection closed."""

    interaction: InteractionId


class ReportCustomerBack(Command, frozen=True, kw_only=True):
    """The customer's connection is there again."""

    interaction: InteractionId


class ReportDesk(Command, frozen=True, kw_only=True):
    """The agent's screen connected, or its last connection closed."""

    agent: AgentId
    connected: bool
