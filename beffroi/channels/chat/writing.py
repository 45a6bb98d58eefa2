"""What is said is written: its row first, then its event in the journal, then whoever said it is told.

One message at a time in a conversation (its lock), so numbers, events and screens are in the same order. A repeat finds
the row and gets the same answer. A row whose event is not certain (the journal was busy, the server stopped) is
`unsure`, and is settled before anything else is said.
"""

from typing import Final

from beffroi.channels.chat import store
from beffroi.channels.chat.conversation import Conversation
from beffroi.channels.chat.errors import UnknownWidget
from beffroi.channels.chat.model import CHANNEL, Session
from beffroi.channels.chat.protocol import Say
from beffroi.channels.chat.register import Register
from beffroi.customers import store as customers
from beffroi.customers.model import VISITOR
from beffroi.entry import store as arrivals
from beffroi.entry.model import Arrival, Arriving
from beffroi.entry.service import Entry
from beffroi.interactions import store as interactions
from beffroi.interactions.errors import ClientIdReused
from beffroi.interactions.model import Draft, Message
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.errors import Refused, TryAgain
from beffroi.kernel.ids import AgentId, CustomerId, Instant, InteractionId, MessageId
from beffroi.routing.commands import ReportMessage
from beffroi.routing.errors import InteractionOver
from beffroi.routing.service import Routing

CUSTOMER: Final = "customer"
AGENT: Final = "agent"


class Writing:
    """Writes what visitors and agents say. `fresh` holds rows between their writing and the news of their event."""

    def __init__(self, records: Records, routing: Routing, entry: Entry, register: Register) -> None:
        self.fresh: dict[MessageId, Message] = {}
        self._records = records
        self._routing = routing
        self._entry = entry
        self._register = register
        self._tenant = entry.tenant

    async def say(self, conversation: Conversation, said: Say, now: Instant) -> Message:
        """The visitor's message is durable and counted; it opens an interaction when none is open. Hold the lock."""
        await self.settle(conversation)
        opens = not self.is_open(conversation)

        def write(conn: Connection) -> tuple[Message, Arrival | None]:
            known = self._said_before(conn, conversation.id, conversation.by, said.id, said.text)
            if known is not None:
                return known, None
            arrival = self._arrive(conn, conversation, now, said.reason) if opens else None
            interaction = arrival.interaction if arrival else conversation.interaction
            assert interaction is not None
            draft = Draft(
                thread=conversation.id,
                interaction=interaction,
                author=CUSTOMER,
                sent_by=conversation.by,
                client_id=said.id,
                text=said.text,
                at=now,
            )
            return interactions.write_message(conn, self._tenant, draft)[0], arrival

        message, arrival = await self._records.write(write)
        if arrival is not None:
            self._arrived(conversation, arrival, now)
        return await self._report(conversation, message, now)

    async def reply(
        self, conversation: Conversation, interaction: InteractionId, agent: AgentId, said: Say, now: Instant
    ) -> Message:
        """The agent's message is durable and counted, or it was never said. Hold the lock."""
        await self.settle(conversation)
        draft = Draft(
            thread=conversation.id,
            interaction=interaction,
            author=AGENT,
            sent_by=f"user:{agent}",
            client_id=said.id,
            text=said.text,
            at=now,
            agent=agent,
        )
        message, _ = await self._records.write(lambda conn: interactions.write_message(conn, self._tenant, draft))
        if message.text != said.text:
            raise ClientIdReused(client_id=said.id)
        return await self._report(conversation, message, now)

    async def wrote_before(self, conversation: Conversation, by: str, said: Say) -> Message | None:
        """What `by` already wrote under this id, if anything."""
        return await self._records.read(lambda conn: self._said_before(conn, conversation.id, by, said.id, said.text))

    async def settle(self, conversation: Conversation, now: Instant = 0.0) -> None:
        """Nothing is unsure any more; raises TryAgain while that cannot be."""
        for message in sorted(conversation.unsure.values(), key=lambda message: message.n):
            try:
                await self._report(conversation, message, now or message.at)
            except TryAgain:
                raise
            except Refused:
                continue

    def is_open(self, conversation: Conversation) -> bool:
        """An interaction of this conversation is open, or about to be."""
        return conversation.pending is not None or conversation.interaction in self._routing.committed.works

    async def _report(self, conversation: Conversation, message: Message, now: Instant) -> Message:
        if message.seq is not None:
            return message
        conversation.unsure[message.id] = self.fresh[message.id] = message
        try:
            if conversation.pending is not None:
                await self._entry.open(conversation.pending)
                conversation.pending = None
                if message.interaction not in self._routing.committed.works:
                    return await self._keep(conversation, message)
            await self._routing.ask(_report_of(message))
        except TryAgain:
            raise
        except InteractionOver:
            if message.author == CUSTOMER:
                return await self._report(conversation, await self._say_anew(conversation, message, now), now)
            await self.take_back(conversation, message)
            raise
        except Refused:
            conversation.pending = None
            self._register.let_go(conversation, self._routing.committed)
            await self.take_back(conversation, message)
            raise
        conversation.unsure.pop(message.id, None)
        self.fresh.pop(message.id, None)
        return message

    async def _keep(self, conversation: Conversation, message: Message) -> Message:
        """Its interaction was over as it opened, for the customer was sent away: the words stay, and open no other."""
        seq = self._routing.committed_seq
        await self._records.write(lambda conn: interactions.mark_reported(conn, {message.id: seq}))
        conversation.unsure.pop(message.id, None)
        self.fresh.pop(message.id, None)
        self._register.let_go(conversation, self._routing.committed)
        return message

    async def _say_anew(self, conversation: Conversation, message: Message, now: Instant) -> Message:
        """The interaction ended before the message reached it: the message opens the next one."""

        def write(conn: Connection) -> tuple[Message, Arrival]:
            arrival = self._arrive(conn, conversation, now)
            interactions.move_message(conn, self._tenant, message.id, arrival.interaction)
            return interactions.messages_by_id(conn, self._tenant, [message.id])[message.id], arrival

        moved, arrival = await self._records.write(write)
        self._arrived(conversation, arrival, now)
        return moved

    async def take_back(self, conversation: Conversation, message: Message) -> None:
        """The message was never said."""
        await self._records.write(lambda conn: interactions.take_back_message(conn, self._tenant, message.id))
        conversation.unsure.pop(message.id, None)
        self.fresh.pop(message.id, None)

    def _said_before(self, conn: Connection, thread: str, by: str, client_id: str, text: str) -> Message | None:
        known = interactions.sent_before(conn, self._tenant, thread, by, client_id)
        if known is not None and known.text != text:
            raise ClientIdReused(client_id=client_id)
        return known

    def _arrive(self, conn: Connection, conversation: Conversation, now: Instant, reason: str | None = None) -> Arrival:
        customer = self._customer(conn, conversation, now)
        door = conversation.widget.doors.get(conversation.language)
        if door is None:
            raise UnknownWidget
        who = Arriving(
            by=conversation.by,
            channel=CHANNEL,
            queue=door.queue,
            customer=customer,
            arrived_at=now,
            mandatory=door.mandatory,
            reason=reason or conversation.reason,
        )
        arrival = arrivals.arrive(conn, self._tenant, who, self._entry.zone)
        if conversation.session is None:
            session = Session(
                conversation.id, conversation.token_hash, conversation.widget.key, customer, arrival.interaction, now
            )
            store.add_session(conn, self._tenant, session)
        else:
            store.now_in(conn, self._tenant, conversation.id, arrival.interaction, now)
        return arrival

    def _customer(self, conn: Connection, conversation: Conversation, now: Instant) -> CustomerId:
        if conversation.session is not None:
            if conversation.name:
                customers.rename(conn, self._tenant, conversation.session.customer, conversation.name)
            return conversation.session.customer
        value = conversation.token_hash
        return customers.known_or_new(conn, self._tenant, VISITOR, value, conversation.name, now)

    def _arrived(self, conversation: Conversation, arrival: Arrival, now: Instant) -> None:
        conversation.begins(arrival)
        self._register.opened(conversation)
        if conversation.session is None:
            conversation.session = Session(
                id=conversation.id,
                token_hash=conversation.token_hash,
                widget=conversation.widget.key,
                customer=arrival.customer,
                interaction=arrival.interaction,
                seen_at=now,
            )


def _report_of(message: Message) -> ReportMessage:
    return ReportMessage(
        id=f"message:{message.id}:{message.interaction}",
        by=message.sent_by,
        interaction=message.interaction,
        message=message.id,
        author=message.author,
        agent=message.agent,
    )
