"""Alerts over REST: the rules people set, the log of what they said, and that somebody has seen it."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Final, Literal, cast

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field, model_validator

from beffroi.kernel import outgoing
from beffroi.kernel.errors import Invalid, NotAllowed
from beffroi.kernel.ids import QueueId, TeamId, new_id
from beffroi.kernel.web.access import Principal, requires
from beffroi.live.alerts.errors import UnknownAlert
from beffroi.live.alerts.model import OF_QUEUES, OF_TEAMS, Alert, Figure, Op, Rule
from beffroi.live.alerts.service import Alerts
from beffroi.live.alerts.webhook import new_secret
from beffroi.routing.api import Id, Key, routing_of
from beffroi.routing.service import Routing

router = APIRouter(prefix="/api/alerts", tags=["alerts"])

LONGEST_HOLD_S: Final = 3600.0
MOST: Final = 500
LARGEST: Final = 1_000_000.0
FAR: Final = 2.0**40
Setter = Annotated[Principal, Depends(requires("alert.set"))]
Reader = Annotated[Principal, Depends(requires("floor.read"))]
Here = Annotated[Routing, Depends(routing_of)]
At = Annotated[float, Query(ge=0, le=FAR)]


class AlertRuleAsked(BaseModel):
    """Of a queue or a team: say when `figure` stays beyond `value` for `held_s`. Shares are from 0 to 1."""

    name: str = Field(min_length=1, max_length=80)
    queue: Id | None = None
    team: Id | None = None
    figure: Figure
    op: Op
    value: float = Field(ge=0, le=LARGEST, allow_inf_nan=False)
    held_s: float = Field(default=30.0, ge=0, le=LONGEST_HOLD_S, allow_inf_nan=False)
    screen: bool = True
    sound: bool = False
    email: str | None = Field(default=None, max_length=254, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    webhook: str | None = Field(default=None, max_length=outgoing.LONGEST_URL)

    @model_validator(mode="after")
    def _of_one_thing(self) -> AlertRuleAsked:
        if (self.queue is None) == (self.team is None):
            raise ValueError("either a queue or a team")
        if self.figure not in (OF_TEAMS if self.queue is None else OF_QUEUES):
            raise ValueError("this figure is not told of it")
        return self


class AlertRuleBody(BaseModel):
    """A rule as it stands. `secret` signs what goes to its webhook: shown in the answer that made it, and never again.

    `email_waits`: e-mails are kept until there is a mail channel; nothing is sent yet.
    """

    id: str
    name: str
    queue: str | None
    team: str | None
    figure: Figure
    op: Op
    value: float
    held_s: float
    screen: bool
    sound: bool
    email: str | None
    email_waits: bool
    webhook: str | None
    secret: str | None
    set_by: str
    set_at: float


class AlertBody(BaseModel):
    """What a rule said: from when to when, what the figure was then, and who has seen it."""

    id: str
    rule: str
    name: str
    queue: str | None
    team: str | None
    figure: Figure
    op: Op
    limit: float
    value: float | None
    started_at: float
    ended_at: float | None
    acknowledged_by: str | None
    acknowledged_by_name: str | None
    acknowledged_at: float | None


class RuleDropped(BaseModel):
    """The rule stands no more."""

    id: str
    dropped: Literal[True] = True


@router.get("/rules")
async def alert_rules(request: Request, who: Setter) -> list[AlertRuleBody]:
    """The rules of the queues and teams you see."""
    return [_rule_body(request, one) for one in _alerts(request).rules() if _sees(who, one)]


@router.post("/rules")
async def make_alert_rule(
    asked: AlertRuleAsked, request: Request, who: Setter, routing: Here, key: Key = None
) -> AlertRuleBody:
    """The rule stands. The same key again changes nothing, and does not show its secret again."""
    id_ = sha256(f"{who.user} {key}".encode()).hexdigest()[:32] if key else new_id()
    held = _alerts(request).rule(id_)
    if held is not None:
        return _rule_body(request, held)
    return await _set(request, who, routing, asked, id_, None)


@router.put("/rules/{rule}")
async def change_alert_rule(
    rule: Id, asked: AlertRuleAsked, request: Request, who: Setter, routing: Here
) -> AlertRuleBody:
    """The rule is this one from now on. A webhook that is new has a new secret."""
    return await _set(request, who, routing, asked, rule, _own(request, who, rule))


@router.delete("/rules/{rule}")
async def drop_alert_rule(rule: Id, request: Request, who: Setter) -> RuleDropped:
    """The rule stands no more, and what it said is over."""
    await _alerts(request).drop(_own(request, who, rule), who.by)
    return RuleDropped(id=rule)


@router.get("")
async def alerts(
    request: Request,
    who: Reader,
    from_at: Annotated[float, Query(alias="from", ge=0, le=FAR)] = 0.0,
    to_at: Annotated[float, Query(alias="to", ge=0, le=FAR)] = FAR,
) -> list[AlertBody]:
    """What was said in that time, the newest first: at most 500."""
    found = await _alerts(request).log(from_at, to_at, MOST)
    return [_alert_body(request, one) for one in found if _sees(who, one)]


@router.post("/{alert}/acknowledge")
async def acknowledge_alert(alert: Id, request: Request, who: Reader) -> AlertBody:
    """You have seen it. Whoever was first stays."""
    held = await _alerts(request).one(alert)
    if held is None or not _sees(who, held):
        raise UnknownAlert
    return _alert_body(request, await _alerts(request).acknowledge(alert, who.user, who.by))


async def _set(
    request: Request, who: Principal, routing: Routing, asked: AlertRuleAsked, id_: str, before: Rule | None
) -> AlertRuleBody:
    _check(request, who, routing, asked)
    is_new = asked.webhook is not None and (before is None or before.webhook != asked.webhook)
    secret = new_secret() if is_new else before.secret if before and asked.webhook else None
    rule = Rule(id=id_, set_by=who.user, set_at=routing.now(), secret=secret, **asked.model_dump())
    await _alerts(request).set(rule, who.by)
    return _rule_body(request, rule, secret if is_new else None)


def _check(request: Request, who: Principal, routing: Routing, asked: AlertRuleAsked) -> None:
    """It is of something there is, which the user sees; and it is sent to nowhere that is ours."""
    if asked.queue is not None and (
        QueueId(asked.queue) not in routing.committed.queues or not who.sees_queue(asked.queue)
    ):
        raise NotAllowed(queue=asked.queue)
    teams = request.app.state.directory.page(who.tenant).teams
    if asked.team is not None and (TeamId(asked.team) not in teams or not who.sees_team(asked.team)):
        raise NotAllowed(team=asked.team)
    if not asked.name.strip() or not asked.name.isprintable():
        raise Invalid("The rule needs a name.")
    if asked.webhook is not None:
        outgoing.check(asked.webhook)


def _own(request: Request, who: Principal, rule: str) -> Rule:
    held = _alerts(request).rule(rule)
    if held is None or not _sees(who, held):
        raise UnknownAlert
    return held


def _sees(who: Principal, one: Rule | Alert) -> bool:
    return who.sees_queue(one.queue) if one.queue is not None else who.sees_team(one.team or "")


def _alerts(request: Request) -> Alerts:
    return cast(Alerts, request.app.state.alerts)


def _rule_body(request: Request, one: Rule, secret: str | None = None) -> AlertRuleBody:
    names = {"set_by": request.app.state.directory.user_name(one.set_by) or one.set_by}
    plain = {name: getattr(one, name) for name in AlertRuleBody.model_fields if hasattr(one, name)}
    return AlertRuleBody(**plain | names | {"secret": secret, "email_waits": one.email is not None})


def _alert_body(request: Request, one: Alert) -> AlertBody:
    by = one.acknowledged_by
    name = None if by is None else request.app.state.directory.user_name(by) or by
    plain = {field: getattr(one, field) for field in AlertBody.model_fields if hasattr(one, field)}
    return AlertBody(**plain | {"acknowledged_by_name": name})
