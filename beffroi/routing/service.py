"""Routing as the house sees it: ask it, read what it has committed, hear of what it commits."""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from beffroi.interactions.ledger import store as ledger
from beffroi.kernel import news
from beffroi.kernel.bus import Bus
from beffroi.kernel.clock import Clock
from beffroi.kernel.core import Answer
from beffroi.kernel.db import Records
from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId, TenantId
from beffroi.kernel.journal import Journal, Recorded
from beffroi.kernel.shard import Shard
from beffroi.people import store as people
from beffroi.routing import store
from beffroi.routing.commands import Command, Configure
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.explain import Explanation, explain, is_at_hand
from beffroi.routing.model import Configuration
from beffroi.routing.state import State
from beffroi.routing.words import Names


class Routing:
    """One tenant's shard. `committed` is what every screen, answer and report reads."""

    def __init__(
        self, tenant: TenantId, journal: Journal, records: Records, clock: Clock, bus: Bus, names: Names
    ) -> None:
        self.tenant = tenant
        self.names = names._replace(queue=self._queue_name)
        self._records = records
        self._clock = clock
        self._bus = bus
        self._shard: Shard[State] = Shard(tenant, RoutingEngine(), journal, clock)

    @property
    def committed(self) -> State:
        return self._shard.core.committed

    @property
    def committed_seq(self) -> int:
        return self._shard.core.committed_seq

    async def start(self) -> None:
        """The shard takes commands, and the newest configuration is in force."""
        await self._shard.start()
        self._shard.listen(lambda _: self._bus.wake(self.tenant))
        await self.refresh()

    async def stop(self) -> None:
        """See `Shard.stop`."""
        await self._shard.stop()

    async def ask(self, command: Command) -> Answer:
        """The committed result, or a refusal."""
        return await self._shard.ask(command)

    def listen(self, listener: Callable[[Sequence[Recorded]], None]) -> None:
        """`listener` hears each committed batch, after `committed` has applied it."""
        self._shard.listen(listener)

    async def refresh(self) -> None:
        """Bring what the news tell into force. Harmless to repeat: the shard knows which news it has."""
        known = self.committed.rows.news_seq
        told, content = await self._records.read(lambda conn: self._changes(conn, known))
        if told:
            last = told[-1].seq
            await self._shard.ask(Configure(id=f"news-{last}", news_seq=last, content=content))

    async def explain(self, interaction: InteractionId, agent: AgentId | None, seq: int | None) -> Explanation:
        """Why this work went, or did not go, to this agent; now, or as things stood after event `seq`.

        What was decided before, and is no more at hand, is told as it stood at the last offer.
        """
        if seq is None and not is_at_hand(self.committed, interaction, agent):
            seq = await self._records.read(lambda conn: ledger.explained_at(conn, self.tenant, interaction))
        if seq is None or seq >= self.committed_seq:
            return explain(self.committed, interaction, agent, self._clock.now())
        state, at = await self._shard.at(seq)
        return explain(state, interaction, agent, at)

    def _queue_name(self, queue: str) -> str:
        rules = self.committed.queues.get(QueueId(queue))
        return rules.name if rules else queue

    def now(self) -> Instant:
        """The shard's clock."""
        return self._clock.now()

    def _changes(self, conn: Connection, since: int) -> tuple[list[news.News], Configuration]:
        told = news.since(conn, self.tenant, since)
        agents = {item.object_id for item in told if item.kind == store.AGENT}
        found = people.routing_view(conn, self.tenant, agents) if agents else []
        return told, store.changes(conn, self.tenant, told, found, self.committed.agents.keys())
