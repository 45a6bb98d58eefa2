"""A visitor asks for something else than to wait: to be called back, or that their message is answered later."""

from beffroi.channels.chat.conversation import Conversation
from beffroi.channels.chat.errors import NothingOpen
from beffroi.channels.chat.protocol import AskCallback
from beffroi.channels.chat.telling import Telling
from beffroi.channels.chat.writing import Writing
from beffroi.customers import store as customers
from beffroi.entry.phones import masked, normal
from beffroi.entry.service import Entry
from beffroi.interactions.ledger import store as ledger
from beffroi.kernel.db import Records
from beffroi.kernel.errors import Refused
from beffroi.kernel.ids import Instant, InteractionId
from beffroi.routing.service import Routing


class Asking:
    """Takes what visitors ask for. Asked again, whoever was promised it is told so again."""

    def __init__(self, records: Records, routing: Routing, entry: Entry, writing: Writing, telling: Telling) -> None:
        self._records = records
        self._routing = routing
        self._entry = entry
        self._writing = writing
        self._telling = telling

    async def call_back(self, conversation: Conversation, asked: AskCallback, now: Instant) -> None:
        """The visitor will be called at this number; the conversation is over, and says so."""
        number = normal(asked.phone)
        async with conversation.lock:
            interaction = await self._open(conversation, "callback_taken")
            if interaction is None:
                return
            name = asked.name or conversation.name
            before, conversation.phone = conversation.phone, masked(number)  # told with the end, which comes first
            try:
                await self._entry.later.take_callback(conversation.by, interaction, number, name, now)
            except Refused:
                conversation.phone = before
                raise
            await self._call(conversation, asked.name)

    async def leave_message(self, conversation: Conversation, now: Instant) -> None:
        """What the visitor wrote is kept to be answered; the conversation is over, and says so."""
        async with conversation.lock:
            interaction = await self._open(conversation, "message_left")
            if interaction is not None:
                await self._entry.later.leave_message(conversation.by, interaction, now)

    async def recall(self, conversation: Conversation) -> None:
        """How the conversation's last interaction ended is known again."""
        interaction = conversation.interaction
        if interaction is None or interaction in self._routing.committed.works:
            return
        tenant = self._entry.tenant
        sheet = await self._records.read(lambda conn: ledger.sheet(conn, tenant, interaction))
        if sheet is None or not sheet.interaction.sub_reason:
            return
        conversation.ended_by = sheet.interaction.sub_reason
        conversation.queue = sheet.interaction.queue_id or conversation.queue
        if conversation.ended_by == "callback_taken":
            promise = await self._entry.later.promise_of(interaction)
            conversation.phone = promise.phone if promise else None

    async def _open(self, conversation: Conversation, done: str) -> InteractionId | None:
        """The interaction it is about; None when that has been done. Hold the lock."""
        await self._writing.settle(conversation)
        interaction = conversation.interaction
        if interaction is not None and interaction in self._routing.committed.works:
            return interaction
        if conversation.ended_by != done:
            raise NothingOpen
        conversation.told = ""  # told once more: whoever asks again has not heard
        self._telling.tell_standing(conversation)
        return None

    async def _call(self, conversation: Conversation, name: str | None) -> None:
        """The customer is called what they said with their number."""
        if name is None or conversation.session is None:
            return
        conversation.name, customer = name, conversation.session.customer
        await self._records.write(lambda conn: customers.rename(conn, self._entry.tenant, customer, name))
