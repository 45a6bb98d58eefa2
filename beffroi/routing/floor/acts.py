"""Acts on the floor: written down, then asked; what came of it is kept; undone by the act itself."""

import asyncio
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from beffroi.customers import store as customers
from beffroi.interactions.ledger import store as ledger
from beffroi.kernel import audit
from beffroi.kernel.db import Records
from beffroi.kernel.errors import NotAllowed, Refused, TryAgain
from beffroi.kernel.ids import Instant, InteractionId, QueueId
from beffroi.kernel.web.access import Principal
from beffroi.routing.commands import Command, LowerHand
from beffroi.routing.errors import ActOvertaken, UnknownAct
from beffroi.routing.floor import store
from beffroi.routing.floor.model import NEEDS, Act, State, Target
from beffroi.routing.floor.plans import Asker, Planned
from beffroi.routing.floor.scope import may_undo, sees_act
from beffroi.routing.floor.undo import undoing
from beffroi.routing.rulebook import store as rulebook
from beffroi.routing.rulebook.service import Rulebook
from beffroi.routing.service import Routing
from beffroi.routing.state import State as Floor

Plan = Callable[[Floor, Asker], Planned]


_AUDITED: Final = frozenset(
    {"lever", "value", "change", "state", "reason", "queue", "bonus_s", "granted", "from", "how"}
)


class Acts:
    """One tenant's acts. One after another, so that what an act finds before it is what the one before left."""

    def __init__(self, records: Records, routing: Routing, book: Rulebook) -> None:
        self._records = records
        self._routing = routing
        self._book = book
        self._tenant = routing.tenant
        self._turn = asyncio.Lock()

    async def act(self, who: Principal, command: str, plan: Plan) -> tuple[str, int]:
        """It is done: the act's id and the journal's place. The same `command` again does nothing more."""
        act_id = sha256(f"{who.user} {command}".encode()).hexdigest()[:32]
        async with self._turn:
            kept = await self._read(act_id)
            if kept is not None and kept.state is State.DONE:
                return act_id, kept.seq
            planned = plan(self._routing.committed, Asker(who, act_id, self._routing.now()))
            return act_id, await self._carry_out(planned)

    async def undo(self, who: Principal, act_id: str) -> int:
        """Things are as they were before the act; the journal's place. Undone before: nothing more."""
        async with self._turn:
            act = await self._read(act_id)
            if act is None or act.state is not State.DONE or not sees_act(who, act):
                raise UnknownAct(act=act_id)
            if not may_undo(who, act):
                raise NotAllowed(permission=NEEDS[act.kind])
            if act.undone_at is not None:
                if act.undone_by != who.by:
                    raise ActOvertaken(act=act_id)
                return self._routing.committed_seq
            now = self._routing.now()
            commands = undoing(self._routing.committed, act, who.by, now)
            await self._set_text(act, act.before)
            try:
                seq = await self._ask(commands)
            except TryAgain:
                raise  # not known: the words stay as they are after it
            except Refused:
                await self._set_text(act, act.after)
                raise
            await self._records.write(lambda conn: self._undone(conn, act, who.by, now))
            return seq

    async def shown(self, who: Principal, before: Instant | None, most: int) -> list[Act]:
        """The newest acts in scope."""
        found = await self._records.read(lambda conn: store.acts(conn, self._tenant, before, 5 * most))
        return [act for act in found if sees_act(who, act)][:most]

    async def customers(self, acts: Sequence[Act]) -> dict[str, str]:
        """What the customers of these acts' contacts are called; nothing for those who have not said."""
        contacts = {InteractionId(act.target) for act in acts if act.target_kind is Target.INTERACTION}
        return await self._records.read(lambda conn: self._named(conn, contacts)) if contacts else {}

    def _named(self, conn: Connection, contacts: set[InteractionId]) -> dict[str, str]:
        whose = ledger.customers_of(conn, self._tenant, contacts)
        names = customers.names(conn, self._tenant, whose.values())
        return {contact: name for contact, customer in whose.items() if (name := names.get(customer))}

    def may_undo(self, who: Principal, act: Act) -> bool:
        """Whether `undo` would try now."""
        if act.undone_at is not None or act.state is not State.DONE or not may_undo(who, act):
            return False
        try:
            undoing(self._routing.committed, act, who.by, self._routing.now())
        except Refused:
            return False
        return True

    async def _carry_out(self, planned: Planned) -> int:
        act = planned.act
        kept = await self._records.write(lambda conn: self._write(conn, planned))
        await self._set_text(kept, kept.after)
        try:
            seq = await self._ask(planned.commands)
        except TryAgain:
            raise  # not known: the same key again asks the same command, which is done once
        except Refused:
            await self._records.write(lambda conn: self._refused(conn, kept))
            await self._set_text(kept, kept.before)
            raise
        await self._records.write(lambda conn: store.settle_act(conn, self._tenant, act.id, State.DONE, seq))
        return seq

    async def _ask(self, commands: Sequence[Command]) -> int:
        seq = self._routing.committed_seq
        for command in commands:
            seq = (await self._routing.ask(command)).seq
        return seq

    async def _read(self, act_id: str) -> Act | None:
        return await self._records.read(lambda conn: store.act(conn, self._tenant, act_id))

    def _write(self, conn: Connection, planned: Planned) -> Act:
        """The act as it is kept: as first asked, if it was before. Calls for help that it settles are answered."""
        act = planned.act
        if "text" in act.after:
            texts = rulebook.texts_of(conn, self._tenant).get(QueueId(act.target), {})
            before = act.before | {"text": texts.get("emergency", {"fr": "", "en": ""})}
            act = msgspec.structs.replace(act, before=before)
        if store.add_act(conn, self._tenant, act):
            self._audit(conn, act, f"floor.{act.kind}", act.by, act.at)
        for one in planned.commands:
            if isinstance(one, LowerHand):
                store.answer_hand(conn, self._tenant, one.request, act.by, planned.answer, one.how, act.at)
        return store.act(conn, self._tenant, act.id) or act

    def _refused(self, conn: Connection, act: Act) -> None:
        store.settle_act(conn, self._tenant, act.id, State.REFUSED)
        self._audit(conn, act, "floor.refused", act.by, self._routing.now())

    def _undone(self, conn: Connection, act: Act, by: str, at: Instant) -> None:
        store.undo_act(conn, self._tenant, act.id, by, at)
        self._audit(conn, act, "floor.undone", by, at)

    async def _set_text(self, act: Act, side: dict[str, Any]) -> None:
        """An emergency's text comes and goes with its act; customers are told from this moment on."""
        if "text" in act.after and "text" in side:
            text = side["text"]
            queue = QueueId(act.target)
            await self._records.write(lambda conn: rulebook.put_text(conn, self._tenant, queue, "emergency", **text))
            await self._book.texts_changed()

    def _audit(self, conn: Connection, act: Act, action: str, by: str, at: Instant) -> None:
        facts: dict[str, object] = {"act": act.id, "until": act.until}
        facts |= {name: fact for name, fact in act.after.items() if name in _AUDITED}
        for target in act.after.get("agents", (act.target,)):
            kind = "agent" if "agents" in act.after else act.target_kind
            audit.write(conn, self._tenant, by, action, kind, target, facts, at=at)
