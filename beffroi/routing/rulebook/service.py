"""The rulebook as the house uses it: read it, change it; every change is audited and in force when it answers."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Connection

from beffroi.calendars.faults import faults as calendar_faults
from beffroi.kernel import audit
from beffroi.kernel.db import Records
from beffroi.kernel.errors import Invalid
from beffroi.kernel.ids import QueueId
from beffroi.people.directory import Directory
from beffroi.routing import store as routing_store
from beffroi.routing.errors import (
    CalendarFaulty,
    CalendarInUse,
    QueueInUse,
    ReasonUnderItself,
    RulesFaulty,
    UnknownCalendar,
    UnknownQueue,
    UnknownReason,
    UnknownSkill,
)
from beffroi.routing.rulebook import store
from beffroi.routing.rulebook.faults import Known, leads_to, rules_faults
from beffroi.routing.rulebook.model import CalendarRow, Change, PresenceReasonRow, ReasonRow, RulesBody, changed
from beffroi.routing.service import Routing

T = TypeVar("T")
SET: Final = "set."
"""Before the name of each field a change of rules set anew, in the facts of its audit row."""

TEXT_SET: Final = "queue.text_set"


class Rulebook:
    """One tenant's settings of the floor."""

    def __init__(self, records: Records, routing: Routing, directory: Directory) -> None:
        self._records = records
        self._routing = routing
        self._directory = directory
        self._tenant = routing.tenant
        self._texts_heard: list[Callable[[], Awaitable[None]]] = []

    def on_texts(self, heard: Callable[[], Awaitable[None]]) -> None:
        """`heard` is awaited after what is told of queues has changed."""
        self._texts_heard.append(heard)

    async def texts_changed(self) -> None:
        """Whoever keeps the texts at hand has read them again."""
        for heard in self._texts_heard:
            await heard()

    async def reasons(self) -> list[ReasonRow]:
        """Reasons for contact, in their order."""
        return await self._records.read(lambda conn: store.reasons(conn, self._tenant))

    async def set_reason(self, reason: ReasonRow, by: str) -> None:
        """The reason is as given."""
        self.check_skills({*reason.mandatory, *reason.preferred})

        def change(conn: Connection) -> None:
            parents = {one.code: one.parent for one in store.reasons(conn, self._tenant)}
            _check_tree(reason, parents)
            store.put_reason(conn, self._tenant, reason)
            facts = {"parent": reason.parent, "active": reason.active, "bonus_s": reason.bonus_s}
            self._audit(conn, by, "reason.set", "reason", reason.code, facts)

        await self._change(change)

    def check_skills(self, skills: Iterable[str]) -> None:
        """UnknownSkill, unless all of them are in the directory."""
        for skill in set(skills) - self._skills():
            raise UnknownSkill(skill=skill)

    async def delete_reason(self, code: str, by: str) -> bool:
        """Nobody may choose it; gone for good where nothing was ever under it or came for it."""
        live = any(work.reason == code for work in self._routing.committed.works.values())

        def change(conn: Connection) -> bool:
            held = {one.code: one for one in store.reasons(conn, self._tenant)}
            if code not in held:
                raise UnknownReason(reason=code)
            used = live or any(one.parent == code for one in held.values())
            used = used or store.reason_was_given(conn, self._tenant, code)
            if used:
                store.put_reason(conn, self._tenant, msgspec.structs.replace(held[code], active=False))
            else:
                store.remove_reason(conn, self._tenant, code)
            self._audit(conn, by, "reason.deleted", "reason", code, {"removed": not used})
            return not used

        return await self._change(change)

    async def presence_reasons(self) -> list[PresenceReasonRow]:
        """Reasons for not being ready, in their order."""
        return await self._records.read(lambda conn: store.presence_reasons(conn, self._tenant))

    async def set_presence_reason(self, reason: PresenceReasonRow, by: str) -> None:
        """The reason is as given."""

        def change(conn: Connection) -> None:
            store.put_presence_reason(conn, self._tenant, reason)
            facts = msgspec.to_builtins(reason.rules())
            self._audit(conn, by, "presence_reason.set", "presence_reason", reason.code, facts)

        await self._change(change)

    async def delete_presence_reason(self, code: str, by: str) -> bool:
        """Nobody may choose it any more. It stays, for the days on which it was used."""

        def change(conn: Connection) -> bool:
            held = {one.code: one for one in store.presence_reasons(conn, self._tenant)}
            if code not in held:
                raise UnknownReason(reason=code)
            store.put_presence_reason(conn, self._tenant, msgspec.structs.replace(held[code], active=False))
            self._audit(conn, by, "presence_reason.deleted", "presence_reason", code)
            return False

        return await self._change(change)

    async def calendars(self) -> list[CalendarRow]:
        """Opening hours, by name."""
        return await self._records.read(lambda conn: store.calendars(conn, self._tenant))

    async def calendar(self, calendar: str) -> CalendarRow:
        """One calendar."""
        found = [one for one in await self.calendars() if one.id == calendar]
        if not found:
            raise UnknownCalendar(calendar=calendar)
        return found[0]

    async def set_calendar(self, calendar: str, asked: CalendarRow, by: str) -> CalendarRow:
        """The calendar is as given, for every queue that follows it."""
        _same_id(calendar, asked.id)
        if not 0 < len(asked.name) <= 200:
            raise Invalid(fields=[{"where": "body.name", "what": "length"}])
        if wrong := calendar_faults(asked.calendar):
            raise CalendarFaulty(faults=[one._asdict() for one in wrong])

        def change(conn: Connection) -> None:
            store.put_calendar(conn, self._tenant, asked)
            routing_store.tell_followers(conn, self._tenant, calendar)
            self._audit(conn, by, "calendar.set", "calendar", calendar)

        await self._change(change)
        return asked

    async def delete_calendar(self, calendar: str, by: str) -> None:
        """There is no such calendar any more."""

        def change(conn: Connection) -> None:
            if calendar not in {one.id for one in store.calendars(conn, self._tenant)}:
                raise UnknownCalendar(calendar=calendar)
            if queues := routing_store.followers(conn, self._tenant, calendar):
                raise CalendarInUse(queues=queues)
            store.remove_calendar(conn, self._tenant, calendar)
            self._audit(conn, by, "calendar.deleted", "calendar", calendar)

        await self._change(change)

    async def rules(self, queue: QueueId) -> RulesBody:
        """The queue's rules as they are kept, with the hours they resolve to."""
        return await self._records.read(lambda conn: self._rules(conn, queue))

    async def set_rules(self, queue: QueueId, asked: RulesBody, by: str) -> RulesBody:
        """The queue follows these rules; one that was not there is made."""
        _same_id(queue, asked.id)

        def change(conn: Connection) -> RulesBody:
            calendars = {one.id for one in store.calendars(conn, self._tenant)}
            if asked.calendar is not None and asked.calendar not in calendars:
                raise UnknownCalendar(calendar=asked.calendar)
            rules = asked.rules()
            if wrong := rules_faults(rules, self._known(conn, queue)):
                raise RulesFaulty(faults=[one._asdict() for one in wrong])
            before = self._held(conn, queue)
            routing_store.put_queue(conn, self._tenant, rules, asked.calendar)
            facts = {"calendar": asked.calendar} | {f"{SET}{name}": True for name in changed(before, asked)}
            self._audit(conn, by, "queue.rules_set", "queue", queue, facts)
            return self._rules(conn, queue)

        return await self._change(change)

    async def delete_queue(self, queue: QueueId, by: str) -> None:
        """The queue takes in nothing more."""

        def change(conn: Connection) -> None:
            held = {one.id: one for one in routing_store.queue_rules(conn, self._tenant)}
            if queue not in held:
                raise UnknownQueue(queue=queue)
            leading = sorted(one.id for one in held.values() if one.id != queue and queue in leads_to(one))
            if leading:
                raise QueueInUse(queues=leading)
            routing_store.close_queue(conn, self._tenant, queue, self._routing.now())
            self._audit(conn, by, "queue.deleted", "queue", queue)

        await self._change(change)

    async def texts(self) -> dict[QueueId, store.Texts]:
        """What is told of each queue."""
        return await self._records.read(lambda conn: store.texts_of(conn, self._tenant))

    async def set_texts(self, queue: QueueId, texts: Mapping[str, tuple[str, str]], by: str) -> None:
        """What is told of the queue in these cases."""

        def change(conn: Connection) -> None:
            for kind, (fr, en) in texts.items():
                store.put_text(conn, self._tenant, queue, kind, fr.strip(), en.strip())
                self._audit(conn, by, TEXT_SET, "queue", queue, {"kind": kind})

        await self._records.write(change)
        await self.texts_changed()

    async def followed(self) -> dict[QueueId, str]:
        """The calendar of each queue that follows one."""
        return await self._records.read(lambda conn: routing_store.calendars_followed(conn, self._tenant))

    async def changes(self, kind: str, of: str | None, most: int) -> list[Change]:
        """What was done to settings of this kind, or to one of them, the newest first."""
        rows = await self._records.read(lambda conn: audit.newest(conn, self._tenant, kind, of, most))
        return [_change_of(row) for row in rows]

    async def last_changes(self, kind: str) -> dict[str, Change]:
        """What was done last to each setting of this kind."""
        rows = await self._records.read(lambda conn: audit.newest_of_each(conn, self._tenant, kind))
        return {row.object_id: _change_of(row) for row in rows}

    def _rules(self, conn: Connection, queue: QueueId) -> RulesBody:
        found = self._held(conn, queue)
        if found is None:
            raise UnknownQueue(queue=queue)
        return found

    def _held(self, conn: Connection, queue: QueueId) -> RulesBody | None:
        found = routing_store.queue_rules(conn, self._tenant, [queue])
        return RulesBody.of(found[0], routing_store.calendar_of(conn, self._tenant, queue)) if found else None

    def _known(self, conn: Connection, queue: QueueId) -> Known:
        queues = {one.id for one in routing_store.queue_rules(conn, self._tenant)}
        agents = frozenset(agent for agent, row in self._routing.committed.agents.items() if not row.gone)
        partners = frozenset(self._directory.page(self._tenant).partners)
        return Known(frozenset(queues | {queue}), agents, self._skills(), partners)

    def _skills(self) -> frozenset[str]:
        return frozenset(one.code for one in self._directory.page(self._tenant).skills)

    async def _change(self, change: Callable[[Connection], T]) -> T:
        done = await self._records.write(change)
        await self._routing.refresh()
        return done

    def _audit(
        self,
        conn: Connection,
        by: str,
        action: str,
        kind: str,
        of: str,
        facts: Mapping[str, object] | None = None,
    ) -> None:
        audit.write(conn, self._tenant, by, action, kind, of, facts, at=self._routing.now())


def _change_of(row: Any) -> Change:
    fields = [name.removeprefix(SET) for name in row.facts if name.startswith(SET)]
    told = [row.facts["kind"]] if row.action == TEXT_SET else fields
    who = row.by.removeprefix("user:")
    return Change(row.at, who, row.action, row.object_id, tuple(told))


def _check_tree(reason: ReasonRow, parents: Mapping[str, str | None]) -> None:
    """Its parent is there, and no way up comes back to it."""
    above = reason.parent
    while above is not None:
        if above == reason.code:
            raise ReasonUnderItself(reason=reason.code)
        if above not in parents:
            raise UnknownReason(reason=above)
        above = parents[above]


def _same_id(path: str, body: str) -> None:
    if path != body:
        raise Invalid(fields=[{"where": "body.id", "what": "another id than the address"}])
