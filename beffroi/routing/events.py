"""What routing decided. Ids, times and codes only."""

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, AssignmentId, Instant, InteractionId, QueueId
from beffroi.routing.model import Configuration, Reasons, Requirement
from beffroi.routing.rules import Levels


class Configured(Event, frozen=True, kw_only=True):
    """A change of configuration is in force."""

    news_seq: int
    content: Configuration


class PresenceChanged(Event, frozen=True, kw_only=True):
    """The agent's presence on the channel is now `state`, for `reason`."""

    agent: AgentId
    channel: str
    state: str
    reason: str | None = None


class NextPresenceAsked(Event, frozen=True, kw_only=True):
    """The agent is in contact; this presence applies after it."""

    agent: AgentId
    channel: str
    state: str
    reason: str | None = None


class DeskConnected(Event, frozen=True, kw_only=True):
    """The agent's screen is connected."""

    agent: AgentId


class DeskDropped(Event, frozen=True, kw_only=True):
    """The agent's last connection closed; until `grace_until` their work stays with them."""

    agent: AgentId
    grace_until: Instant


class DeskLost(Event, frozen=True, kw_only=True):
    """The agent's screen did not come back in time; what they had goes back to the line."""

    agent: AgentId


class QueueEntered(Event, frozen=True, kw_only=True):
    """The interaction waits in a queue: its `passage`-th. Lowest `rank` first, those `ahead` before all others.

    Whoever refused it lately is still not asked, unless asked for by name; nor, for a while, is `excluded`.
    With `since` its wait began there already: it was moved, or takes the place of another, then also by its `order`.
    `own` skills it needs whatever the queue, and the bonus it is worth, are told with the first passage.
    """

    interaction: InteractionId
    queue: QueueId
    passage: int
    rank: float
    requirement: Requirement
    ahead: bool = False
    excluded: AgentId | None = None
    since: Instant | None = None
    order: int = 0
    own: Levels | None = None
    bonus_s: float | None = None


class StoppedAtEntry(Event, frozen=True, kw_only=True):
    """The customer may not simply wait, for `cause`; they are asked what they wish, until `until`."""

    interaction: InteractionId
    queue: QueueId
    cause: str
    callback: bool
    message: bool
    until: Instant


class Moved(Event, frozen=True, kw_only=True):
    """Waiting work goes to another queue (or waits for `to` first): `why` is entry, overflow, forced or supervisor.

    `cause` says why it could not simply wait, at the entry.
    """

    interaction: InteractionId
    queue: QueueId
    to_queue: QueueId
    why: str
    cause: str | None = None
    to: AgentId | None = None


class Reprioritised(Event, frozen=True, kw_only=True):
    """Waiting work has another rank: a supervisor wished it, or the queue's priority changed."""

    interaction: InteractionId
    rank: float
    bonus_s: float


class CallbackTaken(Event, frozen=True, kw_only=True):
    """The customer is called back: `callback` stands in their place."""

    interaction: InteractionId
    callback: InteractionId
    queue: QueueId


class MessageLeft(Event, frozen=True, kw_only=True):
    """The customer left it at their words: `message` is answered later."""

    interaction: InteractionId
    message: InteractionId
    queue: QueueId


class Deferred(Event, frozen=True, kw_only=True):
    """The work enters the queue at `until`: a callback for later, or tried again after `attempts`."""

    interaction: InteractionId
    queue: QueueId
    until: Instant
    attempts: int = 0
    requirement: Requirement = Requirement()
    own: Levels | None = None
    bonus_s: float | None = None


class Required(Event, frozen=True, kw_only=True):
    """Work asks for something else from now on: its reason changed. While it waits its steps begin again."""

    interaction: InteractionId
    requirement: Requirement
    rank: float
    bonus_s: float


class Relaxed(Event, frozen=True, kw_only=True):
    """A step of the requirement expired: `step` is in force (after the last, only what is mandatory)."""

    interaction: InteractionId
    step: int


class OfferMade(Event, frozen=True, kw_only=True):
    """The work is reserved for the agent and shown to them until `until`; `reasons` says why them."""

    assignment: AssignmentId
    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    channel: str
    until: Instant
    reasons: Reasons


class OfferAccepted(Event, frozen=True, kw_only=True):
    """The agent took it after the customer had waited `wait_s`, within the queue's threshold or not (`in_time`)."""

    assignment: AssignmentId
    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    channel: str
    wait_s: float
    in_time: bool


class OfferDeclined(Event, frozen=True, kw_only=True):
    """The agent refused; the work goes back ahead of the line and is not shown to them until `excluded_until`."""

    assignment: AssignmentId
    interaction: InteractionId
    agent: AgentId
    reason: str
    excluded_until: Instant


class OfferTimedOut(Event, frozen=True, kw_only=True):
    """Nobody answered: a miss. The work goes back ahead of the line, not to this agent until `excluded_until`."""

    assignment: AssignmentId
    interaction: InteractionId
    agent: AgentId
    excluded_until: Instant


class OfferWithdrawn(Event, frozen=True, kw_only=True):
    """The offer is taken back: `why` is customer_left, desk_lost, agent_left, agent_moved, moved or taken_over."""

    assignment: AssignmentId
    interaction: InteractionId
    agent: AgentId
    why: str


class QueueLeft(Event, frozen=True, kw_only=True):
    """The passage is over: answered, abandoned, overflowed, transferred, dissuaded or withdrawn after `wait_s`."""

    interaction: InteractionId
    queue: QueueId
    passage: int
    how: str
    wait_s: float


class AssignmentPaused(Event, frozen=True, kw_only=True):
    """Work that cannot wait came to the agent: this one rests, and comes back to them afterwards."""

    assignment: AssignmentId
    interaction: InteractionId
    agent: AgentId
    channel: str
    by: AssignmentId


class AssignmentResumed(Event, frozen=True, kw_only=True):
    """The agent has it before them again, after `paused_s`."""

    assignment: AssignmentId
    interaction: InteractionId
    agent: AgentId
    channel: str
    paused_s: float


class TakenOver(Event, frozen=True, kw_only=True):
    """A supervisor took the contact; `agent` had it, or (None) it waited."""

    interaction: InteractionId
    by: AgentId
    agent: AgentId | None = None


class FirstReply(Event, frozen=True, kw_only=True):
    """An agent who took the contact at `answered_at` wrote for the first time in this passage.

    `wait_s` counts from the customer's entry into the queue; `in_time` holds it against the queue's threshold.
    """

    interaction: InteractionId
    queue: QueueId
    passage: int
    agent: AgentId
    answered_at: Instant
    wait_s: float
    in_time: bool


class Transferred(Event, frozen=True, kw_only=True):
    """The agent passed the contact on to `queue`, and if `to` is set to that colleague first."""

    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    to: AgentId | None = None


class WrapUpStarted(Event, frozen=True, kw_only=True):
    """The contact is over for this agent after `talk_s`; they have until `until` to choose its outcome."""

    assignment: AssignmentId
    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    channel: str
    mode: str
    talk_s: float
    until: Instant


class WrapUpExtended(Event, frozen=True, kw_only=True):
    """The agent took the one extension."""

    assignment: AssignmentId
    interaction: InteractionId
    agent: AgentId
    until: Instant


class AssignmentClosed(Event, frozen=True, kw_only=True):
    """The agent is done with work they took at `accepted_at`: finished, unqualified, no_wrap_up, desk_lost, taken_over.

    `replied` says whether they ever wrote in it.
    """

    assignment: AssignmentId
    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    channel: str
    how: str
    accepted_at: Instant
    talk_s: float
    wrap_up_s: float = 0.0
    disposition: str | None = None
    replied: bool = False


class Qualified(Event, frozen=True, kw_only=True):
    """An assignment that had closed without an outcome has one."""

    assignment: AssignmentId
    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    disposition: str
