"""Visitors are told what routing has committed: messages and their standing at once, the line's moves each second."""

import asyncio
from collections.abc import Sequence
from typing import Final

from beffroi.channels.chat.conversation import Conversation
from beffroi.channels.chat.model import first_name
from beffroi.channels.chat.notices import Notices
from beffroi.channels.chat.protocol import Line, Said, Standing, encode
from beffroi.channels.chat.register import Register
from beffroi.channels.chat.standing import NameOf, standing
from beffroi.interactions.events import InteractionEnded, MessageStored
from beffroi.interactions.model import Message
from beffroi.kernel.clock import Clock
from beffroi.kernel.events import Event
from beffroi.kernel.ids import InteractionId, MessageId
from beffroi.kernel.journal import Recorded
from beffroi.routing.events import QueueEntered, StoppedAtEntry
from beffroi.routing.service import Routing

LINE_S: Final = 1.0
ANYWAY_S: Final = 15.0
_MOVES_THE_LINE: Final = frozenset(
    {"queue_entered", "queue_left", "offer_made", "offer_withdrawn", "moved", "reprioritised", "queue_steered"}
)
_NOBODY: Final = InteractionId("")
_TOLD: Final = frozenset({"customer", "agent", "system"})
"""Whose words a visitor is given. What supervisors whisper is not for them."""


class Telling:
    """Listens to routing. `fresh` are messages written whose event is on its way."""

    def __init__(
        self,
        routing: Routing,
        register: Register,
        clock: Clock,
        name_of: NameOf,
        notices: Notices,
        fresh: dict[MessageId, Message],
    ) -> None:
        self._routing = routing
        self._register = register
        self._clock = clock
        self._name_of = name_of
        self._notices = notices
        self._fresh = fresh
        self._line_moved = False
        self._was_steered = False

    def standing(self, conversation: Conversation) -> Standing:
        """Where the conversation stands now."""
        return standing(self._routing.committed, conversation, self._clock.now(), self._name_of, self._notices)

    def line(self, message: Message) -> Line:
        """The message as the visitor reads it."""
        name = first_name(self._name_of(message.agent)) if message.agent else None
        mine = message.client_id if message.author == "customer" else None
        return Line(message.n, message.id, message.author, name, message.text, message.at, mine)

    def heard(self, rows: Sequence[Recorded]) -> None:
        """These events are committed."""
        touched: dict[Conversation, bool] = {}
        for row in rows:
            event = row.event
            self._line_moved = self._line_moved or event.kind in _MOVES_THE_LINE
            self._was_steered = self._was_steered or event.kind == "queue_steered"
            if isinstance(event, MessageStored):
                self._pass_on(event.message)
                continue
            conversation = self._register.by_interaction(getattr(event, "interaction", _NOBODY))
            if conversation is not None:
                ended = self._follow(conversation, event)
                touched[conversation] = touched.get(conversation, False) or ended
        for conversation, ended in touched.items():
            self.tell_standing(conversation)
            if ended:
                self._register.let_go(conversation, self._routing.committed)

    def tell_standing(self, conversation: Conversation) -> None:
        """Every window knows where the conversation stands; nothing is sent when it knew already."""
        if not conversation.windows:
            return
        frame = encode(self.standing(conversation))
        if frame != conversation.told:
            conversation.told = frame
            for window in tuple(conversation.windows):
                window.pass_on(frame)

    async def follow_the_line(self) -> None:
        """Runs until cancelled: who waits learns their place soon after the line moved, and their wait now and then."""
        since = 0.0
        while True:
            await asyncio.sleep(LINE_S)
            since += LINE_S
            if self._was_steered or since >= ANYWAY_S:
                self._was_steered = False
                await self.read_notices()
            if self._line_moved or since >= ANYWAY_S:
                self._line_moved, since = False, 0.0
                for conversation in self._register.open():
                    self.tell_standing(conversation)

    async def read_notices(self) -> None:
        """What the organisation tells is as on record now, and who is told it knows."""
        if await self._notices.refresh():
            for conversation in self._register.everyone():
                self.tell_standing(conversation)

    def _follow(self, conversation: Conversation, event: Event) -> bool:
        """Where the conversation's interaction is, and how it ended; True when this event ended it."""
        if isinstance(event, QueueEntered | StoppedAtEntry):
            conversation.queue = event.queue
        if not isinstance(event, InteractionEnded) or event.interaction != conversation.interaction:
            return False
        conversation.ended_by = event.sub_reason
        return True

    def _pass_on(self, written: MessageId) -> None:
        """By the thread, not by the interaction: what was left as a message is answered in the same conversation."""
        message = self._fresh.get(written)
        conversation = None if message is None else self._register.by_thread(message.thread)
        if message is None or conversation is None or not conversation.windows or message.author not in _TOLD:
            return  # nobody there, or reported at start-up: whoever comes gets the transcript
        line = self.line(message)
        frame = encode(Said(line.n, line.id, line.author, line.name, line.text, line.at, line.client_id))
        for window in tuple(conversation.windows):
            if message.client_id not in window.saying:
                window.pass_on(frame)
