"""Alerts kept: rules looked at every second, what they say written down first, then shown and sent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, NamedTuple, Protocol

import msgspec
from sqlalchemy import Connection

from beffroi.kernel import audit
from beffroi.kernel.clock import Clock
from beffroi.kernel.db import Records
from beffroi.kernel.ids import Instant, TenantId, new_id
from beffroi.kernel.jobs import enqueue
from beffroi.kernel.logs import get_logger
from beffroi.live import rows as r
from beffroi.live.alerts import store
from beffroi.live.alerts.errors import TooManyAlertRules, UnknownAlert
from beffroi.live.alerts.figures import Seen, figure_of
from beffroi.live.alerts.model import RULES_AT_MOST, Alert, Rule
from beffroi.live.alerts.watch import QUIET, Watch, look
from beffroi.live.hub import Hub

EVERY_S: Final = 1.0
WEBHOOK: Final = "alert_webhook"
MAIL: Final = "mail"
"""Nobody handles mail yet: these wait until the mail channel does. It must leave out what is too old by then."""

STARTED: Final = "started"
ENDED: Final = "ended"


log = get_logger(__name__)


class Names(Protocol):
    """What users are called."""

    def user_name(self, user: str) -> str | None: ...


class Turn(NamedTuple):
    """A rule has something to say: its alert begins, or is over."""

    rule: Rule
    alert: Alert
    what: str


class Alerts:
    """One tenant's alerts. `start` after live has; `look` every second."""

    def __init__(self, tenant: TenantId, records: Records, clock: Clock, hub: Hub, names: Names) -> None:
        self._tenant = tenant
        self._records = records
        self._clock = clock
        self._hub = hub
        self._names = names
        self._rules: dict[str, Rule] = {}
        self._watches: dict[str, Watch] = {}
        self._standing: dict[str, Alert] = {}

    async def start(self) -> None:
        """What stood before a restart stands still; what lost its rule is over."""
        self._rules = {one.id: one for one in await self._records.read(lambda c: store.rules(c, self._tenant))}
        for alert in await self._records.read(lambda conn: store.standing(conn, self._tenant)):
            if alert.rule in self._rules and alert.rule not in self._standing:
                self._standing[alert.rule] = alert
                self._watches[alert.rule] = Watch(raised=True)
            else:
                await self._records.write(_over(self._tenant, alert.id, self._clock.now()))
        self._hub.painter.alerts = self.rows
        self._hub.tell({one.topic for one in self._rules.values()})

    async def run(self) -> None:
        """Looks every second until cancelled; while the records fail, it tries again."""
        while True:
            try:
                await self.look()
            except Exception:
                log.failed("alerts_not_looked_at")
            await asyncio.sleep(EVERY_S)

    async def look(self) -> None:
        """Every rule's figure is seen; those that have something to say say it."""
        if not self._rules:
            return
        now = self._clock.now()
        turns = self._turns(self._hub.seen(now))
        if not turns:
            return
        await self._records.write(lambda conn: self._write(conn, turns))
        for rule, alert, what in turns:
            if what == STARTED:
                self._standing[rule.id] = alert
            else:
                self._standing.pop(rule.id, None)
            self._watches[rule.id] = Watch(raised=what == STARTED)
        self._hub.tell({rule.topic for rule, *_ in turns})

    def rows(self, topic: str) -> list[r.Row]:
        """The alerts that a topic shows."""
        shown = ((self._rules.get(one.rule), one) for one in self._standing.values())
        return [
            _row(rule, alert, self._names)
            for rule, alert in shown
            if rule is not None and rule.screen and rule.topic == topic
        ]

    def rules(self) -> list[Rule]:
        """Every rule, by name."""
        return sorted(self._rules.values(), key=lambda one: (one.name, one.id))

    def rule(self, rule: str) -> Rule | None:
        """One rule."""
        return self._rules.get(rule)

    async def set(self, rule: Rule, by: str) -> None:
        """The rule stands. What stood by another limit is over: the new one is watched from the beginning."""
        if rule.id not in self._rules and len(self._rules) >= RULES_AT_MOST:
            raise TooManyAlertRules
        before = self._rules.get(rule.id)
        facts = {"figure": rule.figure, "above": rule.op == ">", "value": rule.value, "held_s": rule.held_s}

        def write(conn: Connection) -> None:
            store.put_rule(conn, self._tenant, rule)
            audit.write(conn, self._tenant, by, "alert.set", "alert_rule", rule.id, facts, at=self._clock.now())

        await self._records.write(write)
        self._rules[rule.id] = rule
        if before is None or _watched(before) != _watched(rule):
            await self._forget(before or rule)
        self._hub.tell({rule.topic})

    async def drop(self, rule: Rule, by: str) -> None:
        """The rule stands no more, and what it said is over."""

        def write(conn: Connection) -> None:
            store.drop_rule(conn, self._tenant, rule.id)
            audit.write(conn, self._tenant, by, "alert.drop", "alert_rule", rule.id, at=self._clock.now())

        await self._records.write(write)
        self._rules.pop(rule.id, None)
        await self._forget(rule)

    async def acknowledge(self, alert: str, user: str, by: str) -> Alert:
        """Somebody has seen it; who was first stays."""
        now = self._clock.now()

        def write(conn: Connection) -> Alert | None:
            found = store.one(conn, self._tenant, alert)
            if found is not None and found.acknowledged_at is None:
                store.acknowledge(conn, self._tenant, alert, user, now)
                audit.write(conn, self._tenant, by, "alert.acknowledge", "alert", alert, at=now)
                found = msgspec.structs.replace(found, acknowledged_by=user, acknowledged_at=now)
            return found

        found = await self._records.write(write)
        if found is None:
            raise UnknownAlert
        held = self._standing.get(found.rule)
        if held is not None and held.id == found.id:
            self._standing[found.rule] = found
            self._hub.tell({self._rules[found.rule].topic} if found.rule in self._rules else ())
        return found

    async def log(self, from_at: Instant, to_at: Instant, most: int) -> list[Alert]:
        """What was said in that time, the newest first."""
        return await self._records.read(lambda conn: store.between(conn, self._tenant, from_at, to_at, most))

    async def one(self, alert: str) -> Alert | None:
        """One alert of the log."""
        return await self._records.read(lambda conn: store.one(conn, self._tenant, alert))

    def _turns(self, seen: Seen) -> list[Turn]:
        turns = []
        for rule in self._rules.values():
            figure, before = figure_of(rule, seen), self._watches.get(rule.id, QUIET)
            after = look(rule, before, figure, seen.now)
            if after.raised == before.raised:
                self._watches[rule.id] = after
            elif after.raised:
                turns.append(Turn(rule, _begun(rule, figure, seen.now), STARTED))
            elif (alert := self._standing.get(rule.id)) is not None:
                turns.append(Turn(rule, msgspec.structs.replace(alert, ended_at=seen.now), ENDED))
        return turns

    def _write(self, conn: Connection, turns: list[Turn]) -> None:
        for rule, alert, what in turns:
            if what == STARTED:
                store.start(conn, self._tenant, alert)
            else:
                store.end(conn, self._tenant, alert.id, alert.ended_at or 0.0)
            now = alert.ended_at or alert.started_at
            args = {"alert": alert.id, "what": what, "rule": rule.id}
            if rule.webhook:
                enqueue(conn, self._tenant, WEBHOOK, args, now, f"{WEBHOOK}:{alert.id}:{what}")
            if rule.email:
                enqueue(conn, self._tenant, MAIL, {"to": rule.email, **args}, now, f"{MAIL}:{alert.id}:{what}")

    async def _forget(self, rule: Rule) -> None:
        """The rule's watch begins again; what stood is over."""
        self._watches.pop(rule.id, None)
        alert = self._standing.pop(rule.id, None)
        if alert is not None:
            over = Turn(rule, msgspec.structs.replace(alert, ended_at=self._clock.now()), ENDED)
            await self._records.write(lambda conn: self._write(conn, [over]))
        self._hub.tell({rule.topic})


def _over(tenant: TenantId, alert: str, at: Instant) -> Callable[[Connection], None]:
    return lambda conn: store.end(conn, tenant, alert, at)


def _begun(rule: Rule, figure: float | None, now: Instant) -> Alert:
    return Alert(
        id=new_id(),
        rule=rule.id,
        name=rule.name,
        figure=rule.figure,
        op=rule.op,
        limit=rule.value,
        started_at=now,
        queue=rule.queue,
        team=rule.team,
        value=figure,
    )


def _watched(rule: Rule) -> tuple[object, ...]:
    """What decides when the rule says something."""
    return rule.queue, rule.team, rule.figure, rule.op, rule.value, rule.held_s


def _row(rule: Rule, alert: Alert, names: Names) -> r.Alert:
    by = alert.acknowledged_by
    return r.Alert(
        id=f"alert:{alert.id}",
        alert=alert.id,
        rule=rule.id,
        name=rule.name,
        figure=alert.figure,
        value=alert.value,
        limit=alert.limit,
        op=alert.op,
        since=alert.started_at,
        level=rule.level,
        sound=rule.sound,
        acknowledged_by=None if by is None else r.Named(by, names.user_name(by)),
        acknowledged_at=alert.acknowledged_at,
    )
