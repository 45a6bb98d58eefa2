"""Whether the visitor is there. A page that closes is not yet a customer who left: a moment passes first."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final

from beffroi.channels.chat.conversation import Conversation
from beffroi.kernel.errors import Refused, TryAgain
from beffroi.kernel.ids import new_id
from beffroi.kernel.logs import get_logger
from beffroi.routing.commands import Command, ReportCustomerBack, ReportCustomerGone
from beffroi.routing.service import Routing

log = get_logger(__name__)

GONE_AFTER_S: Final = 2.0
"""Long enough for a page to follow another."""

RETRY_S: Final = 0.5

Start = Callable[[Coroutine[Any, Any, None]], object]


class Whereabouts:
    """Tells routing when a visitor with an open interaction goes and comes back."""

    def __init__(self, routing: Routing, start: Start, gone_after_s: float = GONE_AFTER_S) -> None:
        self._routing = routing
        self._start = start
        self._gone_after_s = gone_after_s

    def left(self, conversation: Conversation, after_s: float | None = None) -> None:
        """No window is open: unless one opens in a moment, the visitor is gone."""
        self._cancel(conversation)
        later = asyncio.get_running_loop().call_later
        moment_s = self._gone_after_s if after_s is None else after_s
        conversation.going = later(moment_s, lambda: self._start(self.report(conversation)))

    def came(self, conversation: Conversation) -> None:
        """A window opened."""
        self._cancel(conversation)
        self._start(self.report(conversation))

    async def report(self, conversation: Conversation) -> None:
        """Routing knows what is so now, however long that takes: who left unheard would wait for ever."""
        while True:
            if await self._reported(conversation):
                return
            await asyncio.sleep(RETRY_S)

    async def _reported(self, conversation: Conversation) -> bool:
        """In the order of what is said, so that a return never overtakes a leave."""
        async with conversation.lock:
            interaction = conversation.interaction
            work = self._routing.committed.works.get(interaction) if interaction else None
            there = bool(conversation.windows)
            if interaction is None or work is None or (work.gone_at is None) == there:
                return True
            kind = ReportCustomerBack if there else ReportCustomerGone
            return await self._ask(kind(id=new_id(), by=conversation.by, interaction=interaction))

    async def _ask(self, command: Command) -> bool:
        try:
            await self._routing.ask(command)
        except TryAgain:
            return False
        except Refused as refused:
            log.info("whereabouts_refused", command=type(command).__name__, code=refused.code)
        return True

    def _cancel(self, conversation: Conversation) -> None:
        if conversation.going is not None:
            conversation.going.cancel()
            conversation.going = None
