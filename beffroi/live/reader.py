"""What live reads from the records: names and texts that are not in memory, and the story of an interaction so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection

from beffroi.interactions import projector
from beffroi.interactions import store as interactions
from beffroi.interactions.ledger import store as ledger
from beffroi.kernel import cursors
from beffroi.kernel.clock import Clock
from beffroi.kernel.db import Records
from beffroi.kernel.ids import InteractionId, QueueId, TenantId
from beffroi.kernel.journal import Journal, Recorded
from beffroi.live import names
from beffroi.live.known import Known
from beffroi.live.story import Story, Written

PAGE: Final = 2_000


class Reader:
    """Reads one tenant's records, and the journal after what the records already have."""

    def __init__(self, tenant: TenantId, records: Records, journal: Journal, clock: Clock) -> None:
        self._tenant = tenant
        self._records = records
        self._journal = journal
        self._clock = clock

    async def learn(self, known: Known) -> None:
        """Everything missing is in memory."""
        wanted, known.missing = known.missing, set()
        if wanted:
            now = self._clock.now()
            known.learn(await self._records.read(lambda conn: names.learn(conn, self._tenant, wanted, now)))

    async def story(self, interaction: InteractionId) -> Story:
        """The interaction as the records have it; `since` tells what they lack."""
        return Story(interaction, await self._records.read(lambda conn: self._written(conn, interaction)))

    async def last_queue(self, interaction: InteractionId) -> QueueId | None:
        """The queue an interaction was in last; None when the records do not know it."""
        sheet = await self._records.read(lambda conn: ledger.sheet(conn, self._tenant, interaction))
        return None if sheet is None else sheet.interaction.queue_id

    def since(self, seq: int) -> Iterator[Recorded]:
        """Every committed event after `seq`."""
        while rows := self._journal.read(self._tenant, seq, PAGE):
            yield from rows
            seq = rows[-1].seq

    def _written(self, conn: Connection, interaction: InteractionId) -> Written:
        sheet = ledger.sheet(conn, self._tenant, interaction)
        said = interactions.messages_of(conn, self._tenant, interaction)
        return Written(
            seq=cursors.at(conn, projector.FOLLOWER, self._tenant),
            sheet=sheet,
            timeline=ledger.timeline_of(conn, self._tenant, interaction),
            messages=[names.words(one) for one in said if one.seq is not None],
        )
