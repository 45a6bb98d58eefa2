"""One row per interaction, passage and assignment, as they stand after the events so far."""

import msgspec

from beffroi.kernel.ids import AgentId, AssignmentId, CaseId, CustomerId, Instant, InteractionId, QueueId


class InteractionRow(msgspec.Struct, kw_only=True):
    """One interaction as it stands after the events so far."""

    id: InteractionId
    channel: str
    customer_id: CustomerId
    case_id: CaseId
    arrived_at: Instant
    state: str = "opened"
    queue_id: QueueId | None = None
    agent_id: AgentId | None = None
    queued_at: Instant | None = None
    answered_at: Instant | None = None
    replied_at: Instant | None = None
    gone_at: Instant | None = None
    ended_at: Instant | None = None
    outcome: str | None = None
    sub_reason: str | None = None
    talk_s: float = 0.0
    wrap_up_s: float = 0.0
    message_count: int = 0
    reason: str | None = None
    follows: InteractionId | None = None
    last_seq: int = 0


class PassageRow(msgspec.Struct, kw_only=True):
    """One passage of an interaction in a queue: entered once, left in exactly one way or still there.

    `entered_at` is since when it waits: of what was moved, since before.
    """

    interaction_id: InteractionId
    passage: int
    queue_id: QueueId
    entered_at: Instant
    left_at: Instant | None = None
    how: str | None = None
    wait_s: float | None = None
    reply_wait_s: float | None = None


class AssignmentRow(msgspec.Struct, kw_only=True):
    """One piece of work in one agent's hands, from the offer on."""

    id: AssignmentId
    interaction_id: InteractionId
    agent_id: AgentId
    queue_id: QueueId
    channel: str
    state: str
    offered_at: Instant
    accepted_at: Instant | None = None
    talk_ended_at: Instant | None = None
    closed_at: Instant | None = None
    how: str | None = None
    disposition: str | None = None
    talk_s: float = 0.0
    wrap_up_s: float = 0.0
    paused_s: float = 0.0


class TimelineRow(msgspec.Struct, kw_only=True):
    """One thing that happened to an interaction, as its page tells it; `facts` is JSON."""

    interaction_id: InteractionId
    seq: int
    kind: str
    at: Instant
    agent_id: AgentId | None = None
    queue_id: QueueId | None = None
    facts: str = "{}"


class Sheet(msgspec.Struct, kw_only=True):
    """Everything the projector knows of one interaction while something may still happen to it."""

    interaction: InteractionRow
    passages: dict[int, PassageRow] = {}
    assignments: dict[AssignmentId, AssignmentRow] = {}

    def is_over(self) -> bool:
        """Nothing more can happen: ended, and no agent has it in hand."""
        return self.interaction.ended_at is not None and all(a.closed_at is not None for a in self.assignments.values())
