"""What changed on the floor: queues steered, helping and closing; agents reassigned, pausing, asking for help."""

from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.routing.model import Membership
from beffroi.routing.rules import Levels


class QueueOpened(Event, frozen=True, kw_only=True):
    """The queue's hours began."""

    queue: QueueId


class QueueClosed(Event, frozen=True, kw_only=True):
    """The queue's hours ended."""

    queue: QueueId


class QueueSteered(Event, frozen=True, kw_only=True):
    """A lever of the queue was set by `by` (see `Steer`), or given back to the rules (None)."""

    queue: QueueId
    lever: str
    value: str | float | None
    until: Instant | None = None
    by: str = "system"


class HelpStarted(Event, frozen=True, kw_only=True):
    """Free agents of queue `helper` also take what waits in `queue`: it is safe, or a supervisor `forced` it."""

    queue: QueueId
    helper: QueueId
    forced: bool = False


class HelpStopped(Event, frozen=True, kw_only=True):
    """They no longer do: `why` is unsafe, enough, forced or configured."""

    queue: QueueId
    helper: QueueId
    why: str


class IntakeStopped(Event, frozen=True, kw_only=True):
    """The queue takes in nothing of other queues: its own people would wait too long."""

    queue: QueueId


class IntakeResumed(Event, frozen=True, kw_only=True):
    """The queue can take in work of other queues again."""

    queue: QueueId


class PauseAsked(Event, frozen=True, kw_only=True):
    """The agent waits for a pause: for a free place, or (`approval`) for a supervisor's word."""

    agent: AgentId
    reason: str
    channel: str | None = None
    approval: bool = False


class PauseGranted(Event, frozen=True, kw_only=True):
    """A place is free, or a supervisor agreed: the pause begins, after the contact in hand."""

    agent: AgentId
    reason: str
    by: str = "system"


class PauseDropped(Event, frozen=True, kw_only=True):
    """The agent no longer waits for the pause: `why` is refused, withdrawn, ready or left."""

    agent: AgentId
    reason: str
    why: str


class PresenceOverstayed(Event, frozen=True, kw_only=True):
    """The agent is not ready for this reason for longer than it may last."""

    agent: AgentId
    reason: str
    since: Instant


class AgentsReassigned(Event, frozen=True, kw_only=True):
    """For a while (`until`, or until told) these agents have other queues or skills (see `ReassignAgents`)."""

    change: str
    agents: tuple[AgentId, ...]
    queues: dict[QueueId, Membership] | None = None
    skills: Levels | None = None
    until: Instant | None = None
    by: str = "system"


class AgentsReturned(Event, frozen=True, kw_only=True):
    """The change is over for these agents."""

    change: str
    agents: tuple[AgentId, ...]
    by: str = "system"


class HandRaised(Event, frozen=True, kw_only=True):
    """An agent asks for help."""

    request: str
    agent: AgentId
    interaction: InteractionId | None = None


class HandLowered(Event, frozen=True, kw_only=True):
    """The request was answered (message, joined, taken_over, dismissed) or withdrawn."""

    request: str
    agent: AgentId
    how: str
    by: str
