"""What may be asked of the shard. Every command has the caller's id: sent twice, it is done once."""

import msgspec

from beffroi.kernel.ids import AgentId, AssignmentId, CaseId, CustomerId, Instant, InteractionId, MessageId, QueueId
from beffroi.routing.model import Configuration, Membership
from beffroi.routing.rules import Levels


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
    """A customer arrived: open the interaction and let it enter the queue, if the queue's admission allows.

    `care` is the customer's degree of care; it is not kept, only what it is worth. `last_agent` served them last.
    With `not_before` (a callback for later) it enters the queue only then, whatever the admission says.
    """

    interaction: InteractionId
    channel: str
    queue: QueueId
    customer: CustomerId
    case: CaseId
    arrived_at: Instant
    mandatory: Levels = {}
    bonus_s: float = 0.0
    reason: str | None = None
    care: str | None = None
    last_agent: AgentId | None = None
    not_before: Instant | None = None
    follows: InteractionId | None = None


class SetPresence(Command, frozen=True, kw_only=True):
    """The agent is ready, not ready for a reason, or leaves; on one channel or (None) all. In contact: after it.

    Not ready may have to wait for a free place or for approval; unless `force`, a supervisor's word.
    """

    agent: AgentId
    state: str
    reason: str | None = None
    channel: str | None = None
    force: bool = False


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


class SetReason(Command, frozen=True, kw_only=True):
    """The reason is known now, or was another; said by the agent in contact, or (None) by a flow."""

    interaction: InteractionId
    reason: str
    agent: AgentId | None = None


class TakeCallback(Command, frozen=True, kw_only=True):
    """A customer who waits, or was stopped at the door, is called back instead: `callback` takes their place."""

    interaction: InteractionId
    callback: InteractionId


class LeaveMessage(Command, frozen=True, kw_only=True):
    """A customer who waits, or was stopped at the door, leaves it at what they wrote: `message` is answered later."""

    interaction: InteractionId
    message: InteractionId


class EndCallback(Command, frozen=True, kw_only=True):
    """The agent called: reached, no_answer (tried again later), wrong_number or refused."""

    interaction: InteractionId
    agent: AgentId
    result: str


class Pull(Command, frozen=True, kw_only=True):
    """The agent takes work from a queue nobody is offered work of: this piece, or (None) the one that is next."""

    queue: QueueId
    agent: AgentId
    interaction: InteractionId | None = None


class Qualify(Command, frozen=True, kw_only=True):
    """The outcome of an assignment that closed without one."""

    assignment: AssignmentId
    agent: AgentId
    disposition: str


class DropPause(Command, frozen=True, kw_only=True):
    """The agent no longer waits for a pause."""

    agent: AgentId


class RaiseHand(Command, frozen=True, kw_only=True):
    """The agent asks for help, about a contact or in general. What they wrote is the request's row."""

    request: str
    agent: AgentId
    interaction: InteractionId | None = None


class LowerHand(Command, frozen=True, kw_only=True):
    """The request is answered: message, joined, taken_over or dismissed; or withdrawn, by the agent who asked."""

    request: str
    how: str


# Supervision: `by` is the supervisor


class Steer(Command, frozen=True, kw_only=True):
    """Set one lever of a queue, until an instant or until changed; None gives it back to the rules.

    opening: "open" | "closed"; emergency: "on"; overflow: a queue, or "off" (none at all); help: "on" | "off";
    callback: "on" | "off"; priority: seconds of rank, for those who wait too.
    """

    queue: QueueId
    lever: str
    value: str | float | None
    until: Instant | None = None


class ReassignAgents(Command, frozen=True, kw_only=True):
    """For a while these agents have these queues (whole) or these skills (laid over theirs); None leaves as it is."""

    change: str
    agents: tuple[AgentId, ...]
    queues: dict[QueueId, Membership] | None = None
    skills: Levels | None = None
    until: Instant | None = None


class ReturnAgents(Command, frozen=True, kw_only=True):
    """The change is over for these agents (None: all): they are as configured, but for other changes in force."""

    change: str
    agents: tuple[AgentId, ...] | None = None


class GrantPause(Command, frozen=True, kw_only=True):
    """The pause an agent asked for is granted, or not."""

    agent: AgentId
    granted: bool = True


class Move(Command, frozen=True, kw_only=True):
    """A waiting contact goes to another queue, or waits for one agent first; its wait goes on."""

    interaction: InteractionId
    queue: QueueId | None = None
    to: AgentId | None = None


class Reprioritise(Command, frozen=True, kw_only=True):
    """A waiting contact ranks as if it had come `bonus_s` earlier than it did."""

    interaction: InteractionId
    bonus_s: float


class TakeOver(Command, frozen=True, kw_only=True):
    """A supervisor who has a desk takes the contact out of an agent's hands, or out of the line."""

    interaction: InteractionId
    agent: AgentId


class ReportDesk(Command, frozen=True, kw_only=True):
    """The agent's screen connected, or its last connection closed."""

    agent: AgentId
    connected: bool
