"""A stage for live's tests: generated traffic, a hub that follows it, and screens whose sockets are lists."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from beffroi.interactions.events import MessageStored
from beffroi.kernel.clock import FakeClock
from beffroi.kernel.ids import InteractionId, QueueId, TenantId, UserId
from beffroi.kernel.journal import Recorded
from beffroi.kernel.web.access import Principal
from beffroi.live.counters import LiveCounters
from beffroi.live.hub import Hub
from beffroi.live.known import Answered, Ends, Known, Learnt, Words
from beffroi.live.rows import Row
from beffroi.live.screen import DESK, FLOOR, READ, Screen
from beffroi.live.story import Story, Written
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.events import QueueEntered
from beffroi.routing.floor_events import HandLowered
from beffroi.routing.model import Reasons
from beffroi.routing.state import State
from tests.live.client import Client
from tests.traffic import NOON, TEAMS, Traffic

AGENT = frozenset({DESK, READ})
SUPERVISOR = frozenset({FLOOR, READ})
NOTHING: frozenset[str] = frozenset()


def who(
    user: str,
    permissions: frozenset[str] = SUPERVISOR,
    *,
    queues: frozenset[str] | None = None,
    teams: frozenset[str] | None = None,
) -> Principal:
    """A signed-in user."""
    return Principal(TenantId("t"), UserId(user), user, permissions, teams, queues, f"session-{user}", "csrf")


class Names:
    """Everybody is called by their id, in capitals."""

    def user_name(self, user: str) -> str | None:
        return user.upper()

    def partner_name(self, partner: str) -> str | None:
        return partner.upper()


def why(reasons: Reasons) -> dict[str, Any]:
    return {"fr": reasons.winner.agent, "en": reasons.winner.agent}


class Memory:
    """A reader without a database: every name and text exists, and stories are read from the first event."""

    def __init__(self) -> None:
        self.committed: list[Recorded] = []
        self.reads = 0

    async def learn(self, known: Known) -> None:
        wanted, known.missing = known.missing, set()
        self.reads += bool(wanted)
        learnt = Learnt()
        for kind, one in wanted:
            if kind == "customer":
                learnt.customers[one] = f"Name of {one}"
            elif kind == "case":
                learnt.cases[one] = f"2026-{one}"
            elif kind == "message":
                learnt.messages[one] = Words(one, "customer", None, f"text of {one}", NOON, 1)
            elif kind == "phone":
                learnt.phones[one] = "+33 1 99 00 00 00"
            elif kind == "hand":
                learnt.hands[one] = f"text of {one}"
            elif kind == "answers":
                learnt.answers[one] = self._answers(one)
            else:
                learnt.talks[one] = self._ends(InteractionId(one))
        known.learn(learnt)

    async def story(self, interaction: InteractionId) -> Story:
        return Story(interaction, Written(seq=0))

    async def last_queue(self, interaction: InteractionId) -> QueueId | None:
        entered = [row.event for row in self.committed if isinstance(row.event, QueueEntered)]
        return next((one.queue for one in reversed(entered) if one.interaction == interaction), None)

    def since(self, seq: int) -> Iterator[Recorded]:
        return iter(self.committed[seq:])

    def _answers(self, agent: str) -> list[Answered]:
        lowered = (row.event for row in self.committed if isinstance(row.event, HandLowered))
        answered = [one for one in lowered if one.agent == agent and one.how != "withdrawn"]
        return [Answered(one.request, one.by, f"answer to {one.request}", one.how, one.at) for one in answered]

    def _ends(self, interaction: InteractionId) -> Ends:
        stored = [row.event for row in self.committed if isinstance(row.event, MessageStored)]
        said = [one for one in stored if one.interaction == interaction and one.author != "supervisor"]
        first = next((one.message for one in said if one.author == "customer"), None)
        return Ends(first, said[-1].message if said else None)


class Stage:
    """Traffic, the committed copy of its state, and a hub."""

    def __init__(self, seed: int = 1, agents: int = 6, traffic: Traffic | None = None) -> None:
        self.traffic = traffic or Traffic(seed, agents)
        self.clock = FakeClock(NOON)
        self.committed: State = RoutingEngine().fresh(keeps_time=False)
        self.committed_seq = 0
        self.memory = Memory()
        self.alerts: dict[str, list[Row]] = {}
        self.hub = self.fresh_hub()
        self.screens: dict[Screen, Client] = {}
        self.commit(self.traffic.start)

    def fresh_hub(self) -> Hub:
        """A hub that heard nothing; its counters count what is committed so far."""
        counters = LiveCounters(NOON)
        for row in self.memory.committed:
            counters.take(row.event)
        hub = Hub(self, Known(Names(), why), self.memory, counters, self.clock, lambda: None)
        hub.painter.alerts = lambda topic: self.alerts.get(topic, [])
        return hub

    def commit(self, rows: Sequence[Recorded]) -> None:
        """The batch is durable, and everybody who listens hears of it."""
        for row in rows:
            RoutingEngine().apply(self.committed, row.event)
            self.committed_seq = row.seq
        self.memory.committed += rows
        self.clock.at = max(self.clock.at, self.traffic.now)
        self.hub.committed(rows)

    async def settle(self) -> None:
        """What waits for names is read, what is told four times a second is told, and every socket took its frames."""
        await self.hub.read_missing()
        self.hub.painter.expected.looked_at = 0.0
        for _ in self.hub.tick():
            pass
        await self.hub.read_missing()
        for screen in self.screens:
            await self.drain(screen)

    async def drain(self, screen: Screen) -> None:
        """The socket takes everything that waits for it."""
        while screen.outbox.waiting:
            self.screens[screen].take(await screen.outbox.take())

    def screen(self, principal: Principal, client: Client | None = None) -> Screen:
        """A screen whose socket took nothing yet."""
        screen = Screen(principal, self.hub.snapshot_of)
        self.screens[screen] = client or Client()
        return screen

    async def fresh(self, key: str, name: str | None = None) -> dict[str, Any]:
        """What a snapshot taken now by a hub that heard nothing would show."""
        hub = self.fresh_hub()
        topic = await hub._current(key, name or key)
        return {row["id"]: row for row in json.loads(topic.snapshot())["rows"]}


def as_rows(rows: Sequence[object]) -> dict[str, Any]:
    """Rows as a screen would hold them."""
    return {row["id"]: row for row in msgspec.json.decode(msgspec.json.encode(rows))}


def topics_of(stage: Stage) -> dict[str, str]:
    """Every topic there can be now: its key in the hub, and whom it is for (`` for a supervisor)."""
    state = stage.committed
    keys = {f"me:{agent}": str(agent) for agent in state.agents}
    keys |= {f"queue:{queue}": "" for queue in state.queues}
    keys |= {f"team:{team}": "" for team in TEAMS}
    return keys | {f"interaction:{one}": "" for one in state.works}
