"""Opening: an arrival that is written down becomes an interaction that waits in a queue, exactly once."""

from collections.abc import Collection
from typing import Final

from beffroi.entry import store
from beffroi.entry.later import Later
from beffroi.entry.model import Arrival
from beffroi.kernel.config import EUROPE
from beffroi.kernel.db import Records
from beffroi.kernel.errors import Refused, TryAgain
from beffroi.kernel.ids import Instant, TenantId
from beffroi.kernel.logs import get_logger
from beffroi.routing.commands import Open
from beffroi.routing.errors import AlreadyOpen
from beffroi.routing.service import Routing

log = get_logger(__name__)

LOOK_BACK_S: Final = 7 * 86_400.0
"""How far back start-up looks for arrivals that a crash cut off from their opening."""

GONE_S: Final = 3600.0
"""Who came this long ago and was never opened is not waiting at their screen any more."""

HERE: Final = frozenset({"chat", "voice", "video"})
"""Channels where the customer waits in person."""


class Entry:
    """The door of one organisation. `zone` says which year it is there; `later` takes promises of those who leave.

    They are called back in these `countries` only: whoever asks is nobody we know, and each call is ours to pay.
    """

    def __init__(
        self,
        tenant: TenantId,
        records: Records,
        routing: Routing,
        zone: str = "Europe/Paris",
        countries: Collection[str] = EUROPE,
    ) -> None:
        self.tenant = tenant
        self.zone = zone
        self.later = Later(tenant, records, routing, countries)
        self._records = records
        self._routing = routing

    async def open(self, arrival: Arrival) -> None:
        """The interaction is open and waits. If routing refuses, the arrival is turned away and the refusal raised."""
        command = Open(
            id=f"open:{arrival.interaction}",
            by=arrival.by,
            interaction=arrival.interaction,
            channel=arrival.channel,
            queue=arrival.queue,
            customer=arrival.customer,
            case=arrival.case,
            arrived_at=arrival.arrived_at,
            mandatory=arrival.mandatory,
            bonus_s=arrival.bonus_s,
            reason=arrival.reason,
            care=arrival.care,
            last_agent=arrival.last_agent,
            not_before=arrival.not_before,
            follows=arrival.follows,
        )
        try:
            await self._routing.ask(command)
        except (AlreadyOpen, TryAgain) as refused:
            if isinstance(refused, TryAgain):
                raise
        except Refused:
            await self._turn_away(arrival)
            raise

    async def open_left_over(self, now: Instant) -> list[Arrival]:
        """Start-up: open what a crash cut off, but for who has left since. The projector must have caught up before.

        An interaction nobody waits in would ring on an agent's desk for nothing, hours later.
        """
        left_over = await self._records.read(lambda conn: store.unopened(conn, self.tenant, now - LOOK_BACK_S))
        opened = []
        for arrival in left_over:
            if arrival.channel in HERE and now - arrival.arrived_at > GONE_S:
                await self._turn_away(arrival)
                log.info("arrival_turned_away", interaction=arrival.interaction)
            else:
                opened.append(arrival)
                await self._open_or_log(arrival)
        await self.later.settle_left_over(now)
        return opened

    async def _open_or_log(self, arrival: Arrival) -> None:
        try:
            await self.open(arrival)
        except Refused as refused:
            log.warning("arrival_not_opened", interaction=arrival.interaction, code=refused.code)

    async def _turn_away(self, arrival: Arrival) -> None:
        await self._records.write(lambda conn: store.turn_away(conn, self.tenant, arrival.interaction))
