"""A conversation with one browser, and the windows it is open in. In memory: what must last is written elsewhere."""

import asyncio
from collections import deque
from typing import Final

from beffroi.channels.chat.model import Session, Widget
from beffroi.channels.chat.protocol import Told, encode
from beffroi.entry.model import Arrival
from beffroi.interactions.model import Message
from beffroi.kernel.ids import InteractionId, MessageId, QueueId

MOST_FRAMES: Final = 128
TOO_SLOW: Final = 1013
REFUSED: Final = 1008


class Window:
    """One socket of a visitor. Telling never waits: a window that cannot keep up is closed, and resumes when it can."""

    def __init__(self) -> None:
        self.code = 1000
        self.saying: set[str] = set()
        self.over = asyncio.Event()
        self._frames: deque[str] = deque()
        self._more = asyncio.Event()
        self._last = False

    def tell(self, told: Told) -> None:
        """The window will show this."""
        self.pass_on(encode(told))

    def pass_on(self, frame: str) -> None:
        """The same, when it is encoded already."""
        if self._last or self.over.is_set():
            return
        if len(self._frames) >= MOST_FRAMES:
            self.code = TOO_SLOW
            self.over.set()
            return
        self._frames.append(frame)
        self._more.set()

    def finish(self, code: int) -> None:
        """What was told is still sent; then the socket is closed."""
        self.code, self._last = code, True
        self._more.set()

    async def next(self) -> str | None:
        """The next frame to send; None when there will be none."""
        while not self._frames:
            if self._last:
                return None
            self._more.clear()
            await self._more.wait()
        return self._frames.popleft()


class Conversation:
    """One browser's conversation. `lock` keeps what is said in one order: row, then event, one message at a time.

    `reason` is why its page says it comes. `queue` is where its interaction is or was, `ended_by` how that ended and
    `phone` the number that will be called, masked: what the visitor is told when it is over.
    """

    def __init__(self, session_id: str, token_hash: str, widget: Widget, language: str) -> None:
        self.id = session_id
        self.token_hash = token_hash
        self.widget = widget
        self.language = language
        self.name: str | None = None
        self.session: Session | None = None
        self.interaction: InteractionId | None = None
        self.pending: Arrival | None = None
        self.unsure: dict[MessageId, Message] = {}
        self.windows: set[Window] = set()
        self.lock = asyncio.Lock()
        self.told = ""
        self.going: asyncio.TimerHandle | None = None
        self.reason: str | None = None
        self.queue = QueueId("")
        self.ended_by = ""
        self.phone: str | None = None

    @property
    def by(self) -> str:
        """How this visitor is named on commands and messages."""
        return f"visitor:{self.id}"

    def tell(self, told: Told) -> None:
        """Every window shows this."""
        frame = encode(told)
        for window in tuple(self.windows):
            window.pass_on(frame)

    def begins(self, arrival: Arrival) -> None:
        """An interaction is about to be opened in it."""
        self.pending, self.interaction = arrival, arrival.interaction
        self.queue, self.ended_by, self.phone = arrival.queue, "", None

    def come_back(self, session: Session) -> None:
        """The browser is the one of this session."""
        self.session, self.interaction = session, session.interaction
