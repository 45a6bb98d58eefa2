"""Small days to simulate: one queue, some agents, contacts and patience without memory as in the textbook."""

from typing import Any, Final

from beffroi.kernel.ids import AgentId, QueueId, TeamId
from beffroi.routing.model import AgentProfile, Membership, QueueRules, WrapUp
from beffroi.wfm.model import Day, Flow, Habits, Moment, Patience, Ruled, Spread, Staff, Stint

BEGINS: Final = 1_800_000_000.0
SALES: Final = QueueId("sales")
RETURNS: Final = QueueId("returns")
AT_ONCE: Final = Spread(0.0)


def profile(name: str, *queues: QueueId, channel: str = "voice", **skills: int) -> AgentProfile:
    """An agent of these queues."""
    places = {queue: Membership() for queue in queues or (SALES,)}
    return AgentProfile(AgentId(name), TeamId("team"), skills, places, {channel: 1})


def agents(count: int, *queues: QueueId, channel: str = "voice") -> tuple[Staff, ...]:
    """So many, all day."""
    return tuple(
        Staff((Stint(BEGINS, profile(f"a{n}", *queues, channel=channel)),), (Moment(BEGINS, "ready"),), f"Agent {n}")
        for n in range(1, count + 1)
    )


def textbook(count: int, per_hour: float, talk_s: float, patience_s: float | None, hours: float = 12.0) -> Day:
    """M/M/c, and with patience M/M/c+M: no wrap-up, offers taken at once."""
    ends = BEGINS + hours * 3600
    habits = Habits(
        talk=Spread(talk_s, exponential=True),
        wrap_up=AT_ONCE,
        patience=Patience(patience_s) if patience_s else None,
        accept=AT_ONCE,
    )
    return Day(
        from_at=BEGINS,
        to_at=ends,
        last_at=ends + 7200,
        queues=(Ruled(BEGINS, QueueRules(SALES, "Sales", wrap_up=WrapUp("none"), threshold_s=20.0)),),
        staff=agents(count),
        flows=(Flow("f", BEGINS, ends, SALES, "voice", per_hour * hours),),
        habits={SALES: habits},
        zone="UTC",
    )


def chats(count: int = 6, volume: float = 150, **rules: Any) -> Day:
    """Three hours of chats in one queue, with wrap-up and replies; it is busy."""
    ends = BEGINS + 3 * 3600
    return Day(
        from_at=BEGINS,
        to_at=ends,
        last_at=ends + 7200,
        queues=(Ruled(BEGINS, QueueRules(**({"id": SALES, "name": "Sales"} | rules))),),
        staff=agents(count, channel="chat"),
        flows=(Flow("f", BEGINS, ends, SALES, "chat", volume),),
        habits={SALES: Habits(Spread(330.0, 0.7), Spread(40.0, 0.5), Patience(200.0))},
        zone="UTC",
    )
