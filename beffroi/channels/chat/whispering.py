"""A supervisor whispers: the agents of a contact read it, its customer never does.

A whisper is numbered in a thread of its own, so nothing a customer's browser is given, not even a number, tells of it.
"""

from typing import Final

from beffroi.channels.chat.protocol import Say
from beffroi.interactions import store
from beffroi.interactions.errors import ClientIdReused
from beffroi.interactions.model import Draft, Message
from beffroi.kernel.db import Records
from beffroi.kernel.errors import Refused, TryAgain
from beffroi.kernel.ids import AgentId, Instant, InteractionId, TenantId
from beffroi.routing.commands import ReportMessage
from beffroi.routing.errors import InteractionOver
from beffroi.routing.service import Routing

SUPERVISOR: Final = "supervisor"


class Whispering:
    """Writes what supervisors whisper: the row first, then its event; sent again under the same id, it is said once."""

    def __init__(self, tenant: TenantId, records: Records, routing: Routing) -> None:
        self._tenant = tenant
        self._records = records
        self._routing = routing

    async def whisper(self, supervisor: AgentId, interaction: InteractionId, said: Say, now: Instant) -> Message:
        """It is durable, and whoever has the contact in hand sees it."""
        draft = Draft(
            thread=f"whisper:{interaction}",
            interaction=interaction,
            author=SUPERVISOR,
            sent_by=f"user:{supervisor}",
            client_id=said.id,
            text=said.text,
            at=now,
            agent=supervisor,
        )
        known = await self._records.read(
            lambda conn: store.sent_before(conn, self._tenant, draft.thread, draft.sent_by, said.id)
        )
        if known is None and interaction not in self._routing.committed.works:
            raise InteractionOver(interaction=interaction)
        message, _ = await self._records.write(lambda conn: store.write_message(conn, self._tenant, draft))
        if message.text != said.text:
            raise ClientIdReused(client_id=said.id)
        if message.seq is None:
            await self.report(message)
        return message

    async def report(self, message: Message) -> None:
        """Its event is in the journal; when it comes too late, it was never said."""
        command = ReportMessage(
            id=f"message:{message.id}:{message.interaction}",
            by=message.sent_by,
            interaction=message.interaction,
            message=message.id,
            author=SUPERVISOR,
        )
        try:
            await self._routing.ask(command)
        except TryAgain:
            raise
        except Refused:
            await self._records.write(lambda conn: store.take_back_message(conn, self._tenant, message.id))
            raise
