"""Chat: browsers come and go, say things, and are answered.

Visitors act by `connector.py`, agents by `api.py`; both end here. What they are told, `telling.py` tells.
"""

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

import msgspec

from beffroi.channels.chat import store
from beffroi.channels.chat.asking import Asking
from beffroi.channels.chat.conversation import Conversation, Window
from beffroi.channels.chat.errors import NotInChat, TooManyConversations, TooManyTabs, UnknownWidget
from beffroi.channels.chat.model import CHANNEL, Limits, Session, Widget, token_hash
from beffroi.channels.chat.notices import Notices
from beffroi.channels.chat.presence import GONE_AFTER_S, Whereabouts
from beffroi.channels.chat.protocol import Ack, AskCallback, Hello, Line, Say, TypingNow, Welcome, Wrong, encode
from beffroi.channels.chat.register import Register
from beffroi.channels.chat.standing import NameOf
from beffroi.channels.chat.telling import Telling
from beffroi.channels.chat.whispering import SUPERVISOR, Whispering
from beffroi.channels.chat.writing import CUSTOMER, Writing
from beffroi.entry.model import MESSAGE
from beffroi.entry.service import GONE_S, Entry
from beffroi.interactions import store as interactions
from beffroi.interactions.model import Message
from beffroi.kernel.clock import Clock
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.errors import Refused
from beffroi.kernel.ids import AgentId, Instant, InteractionId, new_id
from beffroi.kernel.logs import get_logger
from beffroi.kernel.web.limits import Buckets, Slots
from beffroi.routing.commands import End
from beffroi.routing.errors import InteractionOver, NotYours, UnknownReason
from beffroi.routing.service import Routing
from beffroi.routing.states import Work

log = get_logger(__name__)

TOKEN_BYTES: Final = 24
WRITTEN: Final = frozenset({CHANNEL, MESSAGE})
"""Channels whose customer reads what an agent writes here: at once, or when they come back."""
MOST_AT_ONCE: Final = 500
"""Messages given to a browser that comes back; older ones stay on record."""
RESTARTING: Final = 1012
RETURN_S: Final = 10.0
"""After a restart, browsers have this long to come back before they count as gone."""
STOP_S: Final = 3.0

T = TypeVar("T")
TypingHeard = Callable[[InteractionId, str, Instant], None]


class Chat:
    """The chat of one organisation. `name_of` says what an agent is called."""

    def __init__(
        self,
        records: Records,
        routing: Routing,
        entry: Entry,
        clock: Clock,
        name_of: NameOf,
        limits: Limits | None = None,
        gone_after_s: float = GONE_AFTER_S,
        return_s: float = RETURN_S,
    ) -> None:
        self.limits = limits or Limits()
        self.clock = clock
        self._tenant = entry.tenant
        self._return_s = return_s
        self._records = records
        self._routing = routing
        self._register = Register()
        self._writing = Writing(records, routing, entry, self._register)
        self._notices = Notices(self._tenant, records)
        self._telling = Telling(routing, self._register, clock, name_of, self._notices, self._writing.fresh)
        self._asking = Asking(records, routing, entry, self._writing, self._telling)
        self._whispering = Whispering(self._tenant, records, routing)
        self._whereabouts = Whereabouts(routing, self._start, gone_after_s)
        self._widgets: dict[str, Widget] = {}
        self.said = Buckets(self.limits.messages)
        self.handshakes = Buckets(self.limits.handshakes_per_address)
        self.sockets = Slots(self.limits.sockets_per_address)
        self._begun = Buckets(self.limits.conversations)
        self._begun_from = Buckets(self.limits.conversations_per_address)
        self._listeners: list[TypingHeard] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_stopped = False
        self._whole_ones: set[asyncio.Task[Any]] = set()

    # Life

    async def start(self) -> None:
        """Open conversations are at hand, what a stop cut off is settled. The ledger must have caught up before."""
        await self.refresh_widgets()
        await self._notices.refresh()
        self._routing.listen(self._telling.heard)
        works = self._routing.committed.works.values()
        chats = [work.id for work in works if work.channel == CHANNEL]
        for session in await self._records.read(lambda conn: store.sessions_in(conn, self._tenant, chats)):
            self._register.opened(self._conversation(session))
        for message in await self._records.read(lambda conn: interactions.unreported_messages(conn, self._tenant)):
            await self._settle_left_over(message)
        for conversation in self._register.open():
            self._whereabouts.left(conversation, self._return_s)
        self._start(self._telling.follow_the_line())

    async def stop(self) -> None:
        """Windows are told to come back; nothing of ours is left running."""
        for conversation in self._register.everyone():
            for window in tuple(conversation.windows):
                window.finish(RESTARTING)
        self._is_stopped = True
        if self._whole_ones:
            await asyncio.wait(self._whole_ones, timeout=STOP_S)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def refresh_widgets(self) -> None:
        """The widgets are those on record now."""
        self._widgets = await self._records.read(lambda conn: store.widgets_of(conn, self._tenant))

    async def refresh_texts(self) -> None:
        """What visitors are told is as on record now."""
        await self._telling.read_notices()

    def on_typing(self, listener: TypingHeard) -> None:
        """`listener` hears who ("customer" or "agent") writes in which interaction, and when. It is kept nowhere."""
        self._listeners.append(listener)

    # Visitors

    def widget(self, key: str) -> Widget:
        """The widget with this key."""
        widget = self._widgets.get(key)
        if widget is None:
            raise UnknownWidget
        return widget

    async def hello(self, widget: Widget, hello: Hello, window: Window) -> Conversation:
        """The browser is in its conversation, and told everything it has not seen."""
        token = hello.token or ""
        conversation = await self._known(widget, token) if token else None
        if conversation is None:
            token = secrets.token_urlsafe(TOKEN_BYTES)
            language = widget.language(hello.lang)
            conversation = self._register.put(Conversation(new_id(), token_hash(token), widget, language))
        if len(conversation.windows) >= self.limits.windows:
            raise TooManyTabs
        conversation.language = widget.language(hello.lang)
        conversation.name = hello.name or conversation.name
        conversation.reason = self._reason(hello.reason, window) or conversation.reason
        async with conversation.lock:
            self._register.put(conversation)
            lines = await self._transcript(conversation, hello.seen)
            self._telling.tell_standing(conversation)
            stands = self._telling.standing(conversation)
            conversation.told = encode(stands)
            choices = self._notices.choices(widget.reasons, conversation.language)
            window.tell(Welcome(token, conversation.language, stands, lines, self.clock.now(), choices))
            conversation.windows.add(window)
        self._whereabouts.came(conversation)
        return conversation

    async def say(self, conversation: Conversation, window: Window, said: Say, address: str) -> None:
        """The message is written and counted once, then acknowledged; the first one opens an interaction."""
        window.saying.add(said.id)
        said = msgspec.structs.replace(said, reason=self._reason(said.reason, window))
        try:
            message = await self._whole(self._say(conversation, said, address))
            window.tell(Ack(said.id, message.n, message.at))
        finally:
            window.saying.discard(said.id)

    def typing(self, conversation: Conversation) -> None:
        """Whoever answers sees that the visitor writes."""
        interaction = conversation.interaction
        if interaction is not None and interaction in self._routing.committed.works:
            self._heard_typing(interaction, "customer")

    async def leave(self, conversation: Conversation) -> None:
        """The visitor ends the conversation; if it is over already, so much the better."""
        async with conversation.lock:
            interaction = conversation.interaction
            if interaction is None or interaction not in self._routing.committed.works:
                return
            try:
                await self._routing.ask(End(id=f"leave:{interaction}", by=conversation.by, interaction=interaction))
            except InteractionOver:
                return

    async def call_back(self, conversation: Conversation, asked: AskCallback) -> None:
        """The visitor will be called back, and is told at which number."""
        await self._whole(self._asking.call_back(conversation, asked, self.clock.now()))

    async def leave_message(self, conversation: Conversation) -> None:
        """What the visitor wrote will be answered later."""
        await self._whole(self._asking.leave_message(conversation, self.clock.now()))

    def closed(self, conversation: Conversation, window: Window) -> None:
        """The window is no more."""
        conversation.windows.discard(window)
        self._look_for(conversation)
        if conversation.session is not None and not conversation.windows:
            self._start(self._saw(conversation.id, self.clock.now()))

    # Agents

    async def reply(self, agent: AgentId, interaction: InteractionId, said: Say) -> Message:
        """The agent who has the contact writes in it, once per id."""
        return await self._whole(self._reply(agent, interaction, said))

    def agent_typing(self, agent: AgentId, interaction: InteractionId) -> None:
        """The visitor sees that the agent writes."""
        self._must_hold(agent, interaction)
        conversation = self._register.by_interaction(interaction)
        if conversation is not None:
            conversation.tell(TypingNow("agent"))
            self._heard_typing(interaction, "agent")

    async def whisper(self, supervisor: AgentId, interaction: InteractionId, said: Say) -> Message:
        """The agents of the contact read it, its customer never does; once per id."""
        return await self._whole(self._whispering.whisper(supervisor, interaction, said, self.clock.now()))

    # Inside

    def _reason(self, code: str | None, window: Window) -> str | None:
        """The reason, if it may be chosen; any other is passed over, and whoever gave it is told."""
        known = {one.code for one in self._routing.committed.rows.floor.reasons if one.active}
        if code is None or code in known:
            return code
        problem = UnknownReason()
        window.tell(Wrong(problem.code, problem.message))
        return None

    async def _say(self, conversation: Conversation, said: Say, address: str) -> Message:
        try:
            async with conversation.lock:
                now = self.clock.now()
                begins = not self._writing.is_open(conversation)
                if begins and not await self._writing.wrote_before(conversation, conversation.by, said):
                    self._may_begin(conversation, address, now)
                return await self._writing.say(conversation, said, now)
        finally:
            self._look_for(conversation)

    def _look_for(self, conversation: Conversation) -> None:
        """When no window is open, routing will hear that the visitor is gone, and what is over is let go."""
        if conversation.windows:
            return
        if conversation.session is not None:
            self._whereabouts.left(conversation)
        self._register.let_go(conversation, self._routing.committed)

    async def _reply(self, agent: AgentId, interaction: InteractionId, said: Say) -> Message:
        conversation = await self._conversation_in(interaction)
        async with conversation.lock:
            known = await self._writing.wrote_before(conversation, f"user:{agent}", said)
            if known is not None and known.id not in conversation.unsure:
                return known
            self._must_hold(agent, interaction)
            return await self._writing.reply(conversation, interaction, agent, said, self.clock.now())

    def _must_hold(self, agent: AgentId, interaction: InteractionId) -> None:
        state = self._routing.committed
        work = state.works.get(interaction)
        if work is None:
            raise InteractionOver(interaction=interaction)
        if work.channel not in WRITTEN:
            raise NotInChat(interaction=interaction)
        held = state.assignments.get(work.assignment) if work.assignment and work.state == Work.IN_CONTACT else None
        if held is None or held.agent != agent:
            raise NotYours(interaction=interaction)

    def _may_begin(self, conversation: Conversation, address: str, now: Instant) -> None:
        wait_s = self._begun.take(conversation.id, now)
        if not wait_s and (wait_s := self._begun_from.take(address, now)):
            self._begun.give_back(conversation.id, now)
        if wait_s:
            raise TooManyConversations(retry_after_s=round(wait_s))

    async def _known(self, widget: Widget, token: str) -> Conversation | None:
        secret = token_hash(token)
        at_hand = self._register.by_token(secret)
        if at_hand is not None:
            return at_hand if at_hand.widget.key == widget.key else None
        now = self.clock.now()
        session = await self._records.read(
            lambda conn: store.session_by_token(conn, self._tenant, widget.key, secret, now)
        )
        if session is None:
            return None
        conversation = self._conversation(session)
        await self._asking.recall(conversation)
        return self._register.put(conversation)

    async def _conversation_in(self, interaction: InteractionId) -> Conversation:
        at_hand = self._register.by_interaction(interaction)
        if at_hand is not None:
            return at_hand
        session = await self._records.read(lambda conn: self._session_in(conn, interaction))
        if session is None:
            raise InteractionOver(interaction=interaction)
        return self._register.by_token(session.token_hash) or self._conversation(session)

    def _session_in(self, conn: Connection, interaction: InteractionId) -> Session | None:
        """The browser whose conversation it is, or in whose words it was left."""
        sessions = store.sessions_in(conn, self._tenant, [interaction])
        if sessions:
            return sessions[0]
        said = interactions.messages_of(conn, self._tenant, interaction)
        return store.session_by_id(conn, self._tenant, said[0].thread) if said else None

    def _conversation(self, session: Session) -> Conversation:
        widget = self._widgets.get(session.widget) or Widget(session.widget, self._tenant, (), {})
        conversation = Conversation(session.id, session.token_hash, widget, widget.language(""))
        conversation.come_back(session)
        work = self._routing.committed.works.get(session.interaction) if session.interaction else None
        conversation.queue = work.queue if work else conversation.queue
        return conversation

    async def _transcript(self, conversation: Conversation, seen: int) -> list[Line]:
        """What the browser has not seen. What is unsure is left out: who said it will say it again."""
        if conversation.session is None:
            return []
        try:
            await self._writing.settle(conversation)
        except Refused as refused:
            log.info("not_settled_yet", code=refused.code)
        rows = await self._records.read(
            lambda conn: interactions.messages_after(conn, self._tenant, conversation.id, seen, MOST_AT_ONCE)
        )
        return [self._telling.line(message) for message in rows if message.id not in conversation.unsure]

    async def _settle_left_over(self, message: Message) -> None:
        """A crash came between the row and its event: say it now, or take it back when it came too late."""
        if message.author == SUPERVISOR:
            await self._settle_whisper(message)
            return
        session = await self._records.read(lambda conn: store.session_by_id(conn, self._tenant, message.thread))
        if session is None:
            return
        conversation = self._register.by_token(session.token_hash) or self._conversation(session)
        async with conversation.lock:
            conversation.unsure[message.id] = message
            if self._is_too_late(message):
                await self._writing.take_back(conversation, message)
                return
            try:
                await self._writing.settle(conversation)
            except Refused as refused:
                self._register.put(conversation)  # it stays unsure, and is settled before anything else is said
                log.warning("message_left_over", message_id=message.id, code=refused.code)

    async def _settle_whisper(self, message: Message) -> None:
        try:
            await self._whispering.report(message)
        except Refused as refused:
            log.info("whisper_left_over", message_id=message.id, code=refused.code)

    def _is_too_late(self, message: Message) -> bool:
        """It would open an interaction for a visitor who left long ago: their browser still has it, and sends it."""
        is_over = message.interaction not in self._routing.committed.works
        return is_over and message.author == CUSTOMER and self.clock.now() - message.at > GONE_S

    async def _saw(self, session: str, now: Instant) -> None:
        await self._records.write(lambda conn: store.saw(conn, self._tenant, session, now))

    def _heard_typing(self, interaction: InteractionId, author: str) -> None:
        now = self.clock.now()
        for listener in self._listeners:
            listener(interaction, author, now)

    async def _whole(self, work: Coroutine[Any, Any, T]) -> T:
        """Done to its end even if nobody waits for it any more: half a message must not exist."""
        task = asyncio.get_running_loop().create_task(work)
        self._whole_ones.add(task)
        task.add_done_callback(self._whole_ones.discard)
        return await asyncio.shield(task)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        if self._is_stopped:
            work.close()
            return
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        failure = None if task.cancelled() else task.exception()
        if failure is not None:
            log.warning("chat_task_failed", why=type(failure).__name__)
