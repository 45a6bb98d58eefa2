"""What happens to an interaction, whatever the channel. Ids, times and codes only: texts are rows elsewhere."""

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, Instant, InteractionId, MessageId


class InteractionOpened(Event, frozen=True, kw_only=True):
    """A customer reached us: counted once as received.

    `reason` is why, when it is known at the door. `follows` is the interaction this one continues: a callback or a
    message promised there.
    """

    interaction: InteractionId
    channel: str
    customer: CustomerId
    case: CaseId
    arrived_at: Instant
    reason: str | None = None
    follows: InteractionId | None = None


class ReasonSet(Event, frozen=True, kw_only=True):
    """The interaction's reason is now `reason`; `agent` said so, or (None) the door or a flow."""

    interaction: InteractionId
    reason: str
    agent: AgentId | None = None


class MessageStored(Event, frozen=True, kw_only=True):
    """A message's row was written; `author` is customer, agent or system."""

    interaction: InteractionId
    message: MessageId
    author: str
    agent: AgentId | None = None


class CustomerGone(Event, frozen=True, kw_only=True):
    """The customer's connection closed; they may come back."""

    interaction: InteractionId


class CustomerBack(Event, frozen=True, kw_only=True):
    """The customer's connection is there again."""

    interaction: InteractionId


class InteractionEnded(Event, frozen=True, kw_only=True):
    """The interaction is over, in exactly one way: `outcome` and `sub_reason` come from the table of endings."""

    interaction: InteractionId
    outcome: str
    sub_reason: str
