"""The rows of a shard: agents, work, assignments, queues. They alone go into a snapshot; only `apply` writes them."""

from collections.abc import Mapping
from typing import Final

import msgspec

from beffroi.kernel.ids import AgentId, AssignmentId, CaseId, CustomerId, Instant, InteractionId, QueueId, TeamId
from beffroi.routing import states
from beffroi.routing.line import LineKey, Need, Place
from beffroi.routing.model import AgentProfile, Membership, QueueRules, Reasons, Requirement
from beffroi.routing.rules import INTERRUPTS, FloorRules, Levels
from beffroi.routing.states import Availability, Presence

TAKES: Final = 60
"""So many of each queue's last takes are kept, to say how long a wait may be and whether the queue is safe."""

HANDLED: Final = 120
"""And so many of its last handling times: they spread widely, so that a mean of few says little."""


Interrupts = Mapping[str, Mapping[str, str]]
"""As `rules.INTERRUPTS`: channel of new work → channel in hand → beside or pauses."""


class PresenceRow(msgspec.Struct):
    """What an agent says of themselves on one channel, since when."""

    state: str
    reason: str | None
    since: Instant


class PauseWish(msgspec.Struct):
    """An agent waits for a pause since `at`, in the order of asking; `approval` is a supervisor's, still missing."""

    reason: str
    at: Instant
    channel: str | None = None
    approval: bool = False


class Change(msgspec.Struct):
    """A temporary change of an agent, by whom and until when."""

    id: str
    at: Instant
    by: str
    queues: dict[QueueId, Membership] | None = None
    skills: Levels | None = None
    until: Instant | None = None


class Agent(msgspec.Struct):
    """One agent, live. `profile` is what holds now: as `configured`, under the temporary `changes` in their order."""

    profile: AgentProfile
    configured: AgentProfile | None = None
    changes: list[Change] = []
    wish: PauseWish | None = None
    overstayed_at: Instant = 0.0
    offered_last: int = 0
    gone: bool = False
    presence: dict[str, PresenceRow] = {}
    next: dict[str, PresenceRow] = {}
    assignments: list[AssignmentId] = []
    load: dict[str, int] = {}
    misses: dict[str, int] = {}
    ringing: int = 0
    wrapping: int = 0
    paused: int = 0
    idle_since: Instant = 0.0
    desk: str = states.Desk.ABSENT
    grace_until: Instant = 0.0

    @property
    def id(self) -> AgentId:
        return self.profile.id

    @property
    def team(self) -> TeamId:
        return self.profile.team


class Work(msgspec.Struct):
    """One interaction, from its opening to its end."""

    id: InteractionId
    channel: str
    customer: CustomerId
    case: CaseId
    arrived_at: Instant
    state: str = states.Work.ARRIVING
    queue: QueueId = QueueId("")
    moved_to: QueueId | None = None
    passage: int = 0
    entered_at: Instant = 0.0
    rank: float = 0.0
    ahead: bool = False
    order: int = 0
    requirement: Requirement = Requirement()
    own: Levels = {}
    step: int = 0
    step_due: Instant = 0.0
    need: Need = ()
    named: tuple[AgentId, ...] = ()
    excluded: dict[AgentId, Instant] = {}
    assignment: AssignmentId | None = None
    gone_at: Instant | None = None
    reason: str | None = None
    bonus_s: float = 0.0
    stopped_until: Instant = 0.0
    stopped_for: str = ""
    may_call_back: bool = False
    may_leave_message: bool = False
    deferred_until: Instant = 0.0
    attempts: int = 0
    replied: bool = False
    last_author: str | None = None
    last_at: Instant | None = None

    @property
    def place(self) -> Place:
        return Place(not self.ahead, self.rank, self.order, self.id)

    @property
    def line_key(self) -> LineKey:
        return LineKey(self.queue, self.channel, self.need, self.named)


class Assignment(msgspec.Struct):
    """One piece of work in one agent's hands. `due_at` is when the offer or the wrap-up ends by itself."""

    id: AssignmentId
    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    channel: str
    customer: CustomerId
    case: CaseId
    arrived_at: Instant
    offered_at: Instant
    due_at: Instant
    reasons: Reasons
    state: str = states.Assignment.OFFERED
    accepted_at: Instant = 0.0
    talk_s: float = 0.0
    paused_at: Instant = 0.0
    paused_s: float = 0.0
    wrap_up_since: Instant = 0.0
    extended: bool = False
    replied: bool = False


class Take(msgspec.Struct):
    """Work was taken from a queue at `at`, after `wait_s`, in time or not; `agent` took it, `ring_s` after the offer.

    `own` work came to this queue by itself; what was moved in had waited elsewhere.
    """

    at: Instant
    wait_s: float
    in_time: bool
    agent: AgentId
    own: bool = True
    ring_s: float = 0.0


class Loss(msgspec.Struct):
    """A customer gave up at `at`, having waited `wait_s`."""

    at: Instant
    wait_s: float


class Steered(msgspec.Struct):
    """A lever of a queue as a person set it (see `commands.Steer`)."""

    value: str | float
    at: Instant
    by: str
    until: Instant | None = None


class QueueNow(msgspec.Struct):
    """A queue beside its rules: levers, hours as last told, who helps it, its last takes and ends, today's shares.

    `handling` holds the last contact + wrap-up times in it, in seconds. `helpers` are the queues whose agents help,
    the last of them since `helped_at`.
    `lost` are those who gave up lately. Without `takes_in` it takes in nothing of others' for now (see `safety.py`).
    The next change of its hours is counted from `hours_at`; `closed_at` is when it was open last.
    `shared` counts what each partner took since `shared_from`, the local midnight before.
    """

    levers: dict[str, Steered] = {}
    is_open: bool = True
    hours_at: Instant = 0.0
    closed_at: Instant = 0.0
    helpers: list[QueueId] = []
    helped_at: Instant = 0.0
    takes: list[Take] = []
    handling: list[float] = []
    lost: list[Loss] = []
    takes_in: bool = True
    shared: dict[str, int] = {}
    shared_from: Instant = 0.0
    gone: bool = False


class Unqualified(msgspec.Struct):
    """An assignment that closed without its outcome: the agent may still choose it."""

    interaction: InteractionId
    agent: AgentId
    queue: QueueId
    customer: CustomerId
    case: CaseId
    channel: str
    at: Instant


class Hand(msgspec.Struct):
    """An agent asks for help since `at`."""

    agent: AgentId
    at: Instant
    interaction: InteractionId | None = None


class Rows(msgspec.Struct):
    """All that a snapshot keeps."""

    queues: dict[QueueId, QueueRules] = {}
    agents: dict[AgentId, Agent] = {}
    works: dict[InteractionId, Work] = {}
    assignments: dict[AssignmentId, Assignment] = {}
    floor: FloorRules = FloorRules()
    now: dict[QueueId, QueueNow] = {}
    unqualified: dict[AssignmentId, Unqualified] = {}
    hands: dict[str, Hand] = {}
    orders: int = 0
    offers: int = 0
    news_seq: int = 0


def queue_now(rows: Rows, queue: QueueId) -> QueueNow:
    """The queue's own row, made with its first use. For `apply` alone; others read `rows.now.get`."""
    found = rows.now.get(queue)
    if found is None:
        found = rows.now[queue] = QueueNow()
    return found


def availability(agent: Agent, channel: str, interrupts: Interrupts = INTERRUPTS) -> Availability:
    """Whether the agent may be offered work on the channel now, or the first cause why not."""
    if agent.gone:
        return Availability.GONE
    presence = agent.presence.get(channel)
    if presence is None or presence.state == Presence.LOGGED_OUT:
        return Availability.LOGGED_OUT
    if presence.state != Presence.READY or channel in agent.next:
        return Availability.NOT_READY
    if agent.desk != states.Desk.CONNECTED:
        return Availability.DESK_DROPPED
    if agent.ringing:
        return Availability.RINGING
    if agent.load.get(channel, 0) >= agent.profile.capacity.get(channel, 0):
        return Availability.WRAP_UP if agent.wrapping else Availability.FULL
    if agent.assignments and _is_busy(agent, channel, interrupts.get(channel, {})):
        return Availability.BUSY
    return Availability.FREE


def _is_busy(agent: Agent, channel: str, beside: Mapping[str, str]) -> bool:
    """Work of another channel is in hand that work of this one may neither come beside nor pause."""
    return any(count and held != channel and held not in beside for held, count in agent.load.items())


def status_of(agent: Agent) -> str:
    """What the screens say of this agent. Paused work is in nobody's way: what paused it is what they do."""
    active = len(agent.assignments) - agent.ringing - agent.wrapping - agent.paused
    presences = [presence.state for presence in agent.presence.values()]
    return states.status(agent.ringing > 0, active > 0, agent.wrapping > 0, presences)


def meets(skills: Levels, need: Need) -> bool:
    """Every skill asked for is held at that level or above."""
    for skill, level in need:  # noqa: SIM110  (asked of every member whenever a line begins: `all` takes twice as long)
        if skills.get(skill, 0) < level:
            return False
    return True


def need_at(requirement: Requirement, step: int) -> tuple[Need, tuple[AgentId, ...]]:
    """What is asked for while `step` is in force: what is mandatory, and the step's wish while there is one."""
    if step >= len(requirement.steps):
        return tuple(sorted(requirement.mandatory.items())), ()
    wish, levels = requirement.steps[step], dict(requirement.mandatory)
    for skill, level in wish.skills.items():
        levels[skill] = max(level, levels.get(skill, 0))
    return tuple(sorted(levels.items())), wish.agents


def take_step(work: Work, step: int, at: Instant) -> None:
    """This step of the work's requirement is in force from `at` on. For `apply` alone."""
    steps = work.requirement.steps
    work.step = step
    work.step_due = at + steps[step].expires_s if step < len(steps) else 0.0
    work.need, work.named = need_at(work.requirement, step)
