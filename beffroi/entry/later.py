"""Not now: a customer is called back, or leaves it at what they wrote. Its rows first, then routing is asked.

The number is a row of its own and goes nowhere else: not into the journal, not into a log.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from beffroi.entry.errors import PhoneNotCalled, TooManyPromises
from beffroi.entry.model import CALLBACK, MESSAGE
from beffroi.entry.phones import is_called, masked, normal
from beffroi.interactions import store as interactions
from beffroi.interactions.ledger import store as ledger
from beffroi.interactions.model import Continuation
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.errors import Refused, TryAgain
from beffroi.kernel.ids import Instant, InteractionId, TenantId, new_id
from beffroi.kernel.logs import get_logger
from beffroi.kernel.web.limits import Buckets, Limit
from beffroi.routing.commands import Command, LeaveMessage, TakeCallback
from beffroi.routing.errors import InteractionOver
from beffroi.routing.floor import store as numbers
from beffroi.routing.service import Routing

log = get_logger(__name__)

LOOK_BACK_S: Final = 86_400.0
"""How far back start-up looks for promises that a crash cut off from their command."""

PER_NUMBER: Final = Limit(3, 3600)
"""One number is promised so many calls an hour: nobody has somebody else rung by us again and again."""


@dataclass(frozen=True, slots=True)
class Promise:
    """What the customer was promised: the interaction that goes on, and the number as they may see it again."""

    interaction: InteractionId
    phone: str | None = None


class Later:
    """Takes promises for one organisation, which calls numbers of these countries and no other."""

    def __init__(self, tenant: TenantId, records: Records, routing: Routing, countries: Collection[str]) -> None:
        self._tenant = tenant
        self._records = records
        self._routing = routing
        self._countries = countries
        self._promised = Buckets(PER_NUMBER)

    async def take_callback(
        self, by: str, interaction: InteractionId, phone: str, name: str | None, now: Instant
    ) -> Promise:
        """The customer will be called back at this number, in the place they have. Asked twice, promised once."""
        number = normal(phone)
        if not is_called(number, self._countries):
            raise PhoneNotCalled
        self._may_promise(number, interaction, now)

        def write(conn: Connection) -> Continuation:
            made = interactions.continue_by(conn, self._tenant, _fresh(interaction, CALLBACK, now))
            numbers.put_number(conn, self._tenant, made.interaction, number, name, now)
            return made

        made = await self._records.write(write)
        try:
            await self._ask(made, by)
        except Refused:
            self._promised.give_back(number, now)
            raise
        return Promise(made.interaction, masked(number))

    async def leave_message(self, by: str, interaction: InteractionId, now: Instant) -> Promise:
        """What the customer wrote will be answered later."""
        fresh = _fresh(interaction, MESSAGE, now)
        made = await self._records.write(lambda conn: interactions.continue_by(conn, self._tenant, fresh))
        await self._ask(made, by)
        return Promise(made.interaction)

    async def promise_of(self, interaction: InteractionId) -> Promise | None:
        """What was promised when this interaction ended, if anything was."""

        def read(conn: Connection) -> Promise | None:
            made = interactions.continuation_of(conn, self._tenant, interaction)
            if made is None:
                return None
            kept = numbers.number(conn, self._tenant, made.interaction)
            return Promise(made.interaction, masked(kept[0]) if kept else None)

        return await self._records.read(read)

    async def settle_left_over(self, now: Instant) -> None:
        """Start-up: what a crash cut off from its command is asked again. The projector must have caught up before."""
        for made in await self._records.read(lambda conn: self._unkept(conn, now - LOOK_BACK_S)):
            try:
                await self._ask(made, "system")
            except Refused as refused:
                log.info("promise_not_kept", interaction=made.follows, code=refused.code)

    def _unkept(self, conn: Connection, since: Instant) -> list[Continuation]:
        made = interactions.continuations_since(conn, self._tenant, since)
        known = {sheet.interaction.id for sheet in ledger.sheets(conn, self._tenant, [one.interaction for one in made])}
        return [one for one in made if one.interaction not in known]

    async def _ask(self, made: Continuation, by: str) -> None:
        """Routing knows; when it refuses, the rows are gone as if nothing had been asked."""
        if made.interaction in self._routing.committed.works:
            return
        try:
            await self._routing.ask(_command(made, by))
        except TryAgain:
            raise
        except Refused as refused:
            if isinstance(refused, InteractionOver) and made.interaction in self._routing.committed.works:
                return  # it was asked twice, and done
            await self._records.write(lambda conn: self._take_back(conn, made))
            raise

    def _take_back(self, conn: Connection, made: Continuation) -> None:
        interactions.drop_continuation(conn, self._tenant, made.interaction)
        numbers.drop_number(conn, self._tenant, made.interaction)

    def _may_promise(self, number: str, interaction: InteractionId, now: Instant) -> None:
        wait_s = self._promised.take(number, now)
        if wait_s:
            raise TooManyPromises(interaction=interaction, retry_after_s=round(wait_s))


def _fresh(follows: InteractionId, kind: str, now: Instant) -> Continuation:
    return Continuation(InteractionId(new_id()), follows, kind, now)


def _command(made: Continuation, by: str) -> Command:
    key = f"{made.kind}:{made.interaction}"
    if made.kind == CALLBACK:
        return TakeCallback(id=key, by=by, interaction=made.follows, callback=made.interaction)
    return LeaveMessage(id=key, by=by, interaction=made.follows, message=made.interaction)
