"""The centre of one story: queues, agents and the floor's rules, every rule there is in some of them, by chance."""

import random
from typing import Final

from beffroi.calendars.model import Calendar, Day, Span
from beffroi.kernel.ids import AgentId, PartnerId, QueueId, TeamId
from beffroi.routing.model import AgentProfile, Disposition, Membership, QueueRules, Requirement, Step, WrapUp
from beffroi.routing.rules import (
    STRATEGIES,
    Admission,
    Band,
    CallbackRules,
    Care,
    FloorRules,
    Help,
    Otherwise,
    Overflow,
    PresenceReason,
    ReasonRules,
    Ring,
    Safety,
    Share,
)

SKILLS: Final = ("french", "english", "returns")
LIVE: Final = tuple(QueueId(one) for one in "pqr")
"""Queues of chats: p overflows into q and is helped by r; r overflows into p."""

POST: Final = QueueId("post")
"""The queue of written work, that agents pull from."""

QUEUES: Final = (*LIVE, POST)
AGENTS: Final = tuple(AgentId(f"a{number}") for number in range(1, 7))
BOSS: Final = AgentId("boss")
"""A supervisor with a desk and no queue."""

PARTNERS: Final = (PartnerId("house"), PartnerId("sub"))
DONE: Final = Disposition("done", "Résolu", "Resolved")
CAPACITY: Final = {"chat": 2, "email": 2, "message": 2, "callback": 1}

FLOOR: Final = FloorRules(
    reasons=(
        ReasonRules("order", preferred={"returns": 4}, preferred_s=10.0),
        ReasonRules("refund", parent="order", mandatory={"returns": 2}, bonus_s=20.0),
    ),
    presence_reasons=(
        PresenceReason("pause", quota=1, longest_s=60.0),
        PresenceReason("training", approval=True),
        PresenceReason("lunch", longest_s=120.0),
    ),
)
OTHER_FLOOR: Final = FloorRules(
    reasons=FLOOR.reasons,
    presence_reasons=FLOOR.presence_reasons,
    interrupts={"chat": {"email": "beside", "message": "pauses"}, "callback": {"message": "pauses"}},
)


def _week(*spans: tuple[int, int]) -> tuple[Day, ...]:
    return (tuple(Span(*span) for span in spans),) * 7


HOURS: Final = Calendar(week=_week((480, 890), (892, 895), (897, 1440)))
"""The story begins at 14:46:40 by the clock of Paris: it closes twice for two minutes, then stays open."""


def queue_of(name: QueueId, chance: random.Random) -> QueueRules:
    """One queue; what its rules are is chance, what it is for is not."""
    wish = Step(expires_s=15.0, skills={chance.choice(SKILLS): 4})
    return QueueRules(
        id=name,
        name=name,
        requirement=Requirement(
            mandatory={"french": 1} if chance.random() < 0.5 else {},
            steps=(wish,) if chance.random() < 0.5 else (),
        ),
        bonus_s=chance.choice((0.0, 0.0, 15.0)),
        misses_allowed=3,
        may_decline=chance.random() < 0.9,
        wrap_up=WrapUp(chance.choice(("none", "fixed", "until_qualified")), 20.0, 10.0),
        dispositions=(DONE,),
        threshold_s=chance.choice((30.0, 60.0, 120.0)),
        target=chance.choice((0.0, 0.5, 0.8)),
        strategy=chance.choice(STRATEGIES),
        strict=chance.random() < 0.1,
        pull=name == POST,
        channels={"chat": Ring(chance.choice((15.0, 25.0)), 2)} if chance.random() < 0.3 else {},
        last_agent_s=chance.choice((0.0, 10.0)),
        hours=HOURS if chance.random() < 0.4 else None,
        closing=chance.choice(("drain", "dissuade")),
        admission=_admission(chance),
        overflow=_overflow(name, chance),
        help=(Help(QueueId("r"), chance.choice((5.0, 20.0))),) if name == "p" else (),
        safety=Safety(chance.choice((0.6, 1.0)), 0.3),
        callback=CallbackRules(chance.random() < 0.7, 0.0, 2, 30.0),
        shares=_shares(chance) if chance.random() < 0.3 else (),
        care={"vip": Care(bonus_s=60.0), "relay": Care(mandatory={"english": 2})},
        messages_to=POST if chance.random() < 0.5 else None,
    )


def _admission(chance: random.Random) -> Admission:
    ways = (
        Otherwise(),
        Otherwise("choose", callback=True, message=True),
        Otherwise("dissuade"),
        Otherwise("queue", queue=QueueId("q")),
    )
    return Admission(
        emergency=chance.choice(ways),
        closed=chance.choice(ways),
        unstaffed=chance.choice(ways),
        most_waiting=chance.choice((None, None, 4)),
        full=chance.choice(ways),
        longest_wait_s=chance.choice((None, None, 60.0)),
        long_wait=chance.choice(ways),
    )


def _overflow(name: QueueId, chance: random.Random) -> tuple[Overflow, ...]:
    after_s = chance.choice((8.0, 20.0))
    if name == "p":
        return (Overflow(QueueId("q"), after_s), Overflow(QueueId("r"), 2 * after_s))
    return (Overflow(QueueId("p"), after_s),) if name == "r" and chance.random() < 0.5 else ()


def _shares(chance: random.Random) -> tuple[Share, ...]:
    bands = tuple(Band(day, 0, chance.choice((890, 1440))) for day in range(7))
    return (Share(PARTNERS[0], 0.6), Share(PARTNERS[1], 0.4, bands if chance.random() < 0.5 else ()))


def agent_of(name: AgentId, chance: random.Random) -> AgentProfile:
    """Everyone can do everything a little, so that the end of the story can be reached; the rest is chance."""
    return AgentProfile(
        id=name,
        team=TeamId("t" if name in AGENTS[:3] else "u"),
        skills={skill: chance.randint(3, 5) for skill in SKILLS},
        queues={
            one: Membership(chance.randint(1, 3), chance.choice((0.0, 0.0, 10.0)))
            for one in QUEUES
            if name == AGENTS[0] or chance.random() < 0.6
        },
        capacity=CAPACITY,
        partner=PARTNERS[name != AGENTS[0] and chance.random() < 0.5],
    )


def boss() -> AgentProfile:
    """The supervisor: a desk, no queue."""
    return AgentProfile(BOSS, TeamId("t"), dict.fromkeys(SKILLS, 5), {}, dict.fromkeys(CAPACITY, 1))
