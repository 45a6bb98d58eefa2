"""What routing is told about queues and agents, and what work asks for. Frozen, pure."""

from typing import Final

import msgspec

from beffroi.calendars.model import Calendar
from beffroi.kernel.ids import AgentId, PartnerId, QueueId, TeamId
from beffroi.routing.rules import (
    Admission,
    CallbackRules,
    Care,
    FloorRules,
    Help,
    Levels,
    Overflow,
    Ring,
    Safety,
    Share,
)

EXCLUDED_S: Final = 60.0
"""For so long work is not shown again to an agent who refused it or let it ring."""

DESK_GRACE_S: Final = 20.0
"""For so long an agent whose screen was cut keeps their work."""

CUSTOMER_GRACE_S: Final = 60.0
"""For so long a waiting customer whose connection closed keeps their place."""

COLLEAGUE_S: Final = 60.0
"""For so long a contact passed to a colleague waits for them alone."""

PRIORITY_STEP_S: Final = 60.0
"""What one step of an agent's priority is worth: at priority 2 work ranks as if it had come this much later."""


class Step(msgspec.Struct, frozen=True):
    """A wish that is dropped after `expires_s`: skills at a level, or named agents (of any queue)."""

    expires_s: float
    skills: Levels = {}
    agents: tuple[AgentId, ...] = ()


class Requirement(msgspec.Struct, frozen=True):
    """What work needs: `mandatory` is never relaxed; `steps` are tried in order, then any agent of the queue."""

    mandatory: Levels = {}
    steps: tuple[Step, ...] = ()


class WrapUp(msgspec.Struct, frozen=True):
    """Wrap-up of a queue: `none`, `fixed` (`limit_s`), or `until_qualified` (at most `limit_s`, one extension)."""

    mode: str = "until_qualified"
    limit_s: float = 60.0
    extension_s: float = 60.0


class Disposition(msgspec.Struct, frozen=True):
    """An outcome an agent may choose in wrap-up, in the words of the screen."""

    code: str
    fr: str
    en: str


class QueueRules(msgspec.Struct, frozen=True):
    """One queue: what it asks for, how work is offered and wrapped up, what is promised (`target` is a share).

    `strict`: before every queue that is not, whatever anybody has waited there; others may starve. `pull`: nothing is
    offered, agents take. `closing` says what becomes of those who wait when hours end: drain (served) or dissuade.
    `last_agent_s`: whoever served the customer last is waited for so long first. Without `hours` it is always open.
    Messages left here wait in `messages_to`, where it is named.
    """

    id: QueueId
    name: str
    requirement: Requirement = Requirement()
    offer_s: float = 25.0
    may_decline: bool = True
    misses_allowed: int = 3
    bonus_s: float = 0.0
    wrap_up: WrapUp = WrapUp()
    dispositions: tuple[Disposition, ...] = ()
    threshold_s: float = 60.0
    target: float = 0.8
    strategy: str = "least_loaded"
    strict: bool = False
    pull: bool = False
    channels: dict[str, Ring] = {}
    last_agent_s: float = 0.0
    hours: Calendar | None = None
    closing: str = "drain"
    admission: Admission = Admission()
    overflow: tuple[Overflow, ...] = ()
    help: tuple[Help, ...] = ()
    safety: Safety = Safety()
    callback: CallbackRules = CallbackRules()
    shares: tuple[Share, ...] = ()
    care: dict[str, Care] = {}
    messages_to: QueueId | None = None


class Membership(msgspec.Struct, frozen=True):
    """An agent's place in a queue: priority 1 is served first, and work must have waited `delay_s` before it comes."""

    priority: int = 1
    delay_s: float = 0.0


NO_MEMBERSHIP: Final = Membership()


class AgentProfile(msgspec.Struct, frozen=True):
    """One agent as routing sees them: skills, queues, and how much at once per channel."""

    id: AgentId
    team: TeamId
    skills: Levels = {}
    queues: dict[QueueId, Membership] = {}
    capacity: dict[str, int] = {}
    partner: PartnerId | None = None


class Configuration(msgspec.Struct, frozen=True):
    """A change of configuration: queues, agents, the floor's rules put in place whole, as they are from now on.

    What is `gone` takes in nothing more; work that began under it ends by the rules it began with.
    """

    queues: tuple[QueueRules, ...] = ()
    agents: tuple[AgentProfile, ...] = ()
    floor: FloorRules | None = None
    queues_gone: tuple[QueueId, ...] = ()
    agents_gone: tuple[AgentId, ...] = ()


class Candidate(msgspec.Struct, frozen=True):
    """An agent as seen when work was offered: what the order among free agents was made of.

    `skill` is the sum of their levels in what is asked for.
    """

    agent: AgentId
    priority: int
    load: int
    idle_s: float
    skill: int = 0
    partner: PartnerId | None = None


class Reasons(msgspec.Struct, frozen=True):
    """Why this agent: the winner, up to five who came next, and how many were passed over for each cause.

    `helps` is the winner's own queue when they help out; `due_partner` is whose turn it was in a shared queue.
    """

    winner: Candidate
    runners_up: tuple[Candidate, ...] = ()
    passed_over: dict[str, int] = {}
    asked: Levels = {}
    named: bool = False
    step: int = 0
    steps: int = 0
    waited_s: float = 0.0
    ahead: bool = False
    others_waiting: int = 0
    strategy: str = "least_loaded"
    helps: QueueId | None = None
    pulled: bool = False
    due_partner: PartnerId | None = None
