"""Visitors are told what routing has committed: messages and their standing at once, the line's moves each second."""

import asyncio
from collections.abc import Sequence
from typing import Final

from beffroi.channels.chat.conversation import Conversation
from beffroi.channels.chat.model import first_name
from beffroi.channels.chat.protocol import Line, Said, Standing, encode
from beffroi.channels.chat.register import Register
from beffroi.channels.chat.standing import NameOf, standing
from beffroi.interactions.events import InteractionEnded, MessageStored
from beffroi.interactions.model import Message
from beffroi.kernel.clock import Clock
from beffroi.kernel.ids import InteractionId, MessageId
from beffroi.kernel.journal import Recorded
from beffroi.routing.service import Routing

LINE_S: Final = 1.0
ANYWAY_S: Final = 15.0
_MOVES_THE_LINE: Final = frozenset({"queue_entered", "queue_left", "offer_made", "offer_withdrawn"})
_NOBODY: Final = InteractionId("")


class Telling:
    """Listens to routing. `fresh` are messages written whose event is on its way."""

    def __init__(
        self, routing: Routing, register: Register, clock: Clock, name_of: NameOf, fresh: dict[MessageId, Message]
    ) -> None:
        self._routing = routing
        self._register = register
        self._clock = clock
        self._name_of = name_of
        self._fresh = fresh
        self._line_moved = False

    def standing(self, conversation: Conversation) -> Standing:
        """Where the conversation stands now."""
        return standing(self._routing.committed, conversation.interaction, self._clock.now(), self._name_of)

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
            conversation = self._register.by_interaction(getattr(event, "interaction", _NOBODY))
            if conversation is None:
                continue
            if isinstance(event, MessageStored):
                self._pass_on(conversation, event.message)
            else:
                ended = isinstance(event, InteractionEnded) and event.interaction == conversation.interaction
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
            if self._line_moved or since >= ANYWAY_S:
                self._line_moved, since = False, 0.0
                for conversation in self._register.open():
                    self.tell_standing(conversation)

    def _pass_on(self, conversation: Conversation, written: MessageId) -> None:
        message = self._fresh.get(written)
        if message is None or not conversation.windows:
            return  # nobody there, or reported at start-up: whoever comes gets the transcript
        line = self.line(message)
        frame = encode(Said(line.n, line.id, line.author, line.name, line.text, line.at, line.client_id))
        for window in tuple(conversation.windows):
            if message.client_id not in window.saying:
                window.pass_on(frame)
