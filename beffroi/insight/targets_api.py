"""Targets over REST: what is promised of each queue, from which day to which, and by whom it was set."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Annotated, Final, Literal, cast

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field, model_validator

from beffroi.insight.api import FIRST_DAY, LAST_DAY
from beffroi.insight.service import RULES, Targets
from beffroi.insight.targets import Target, in_force
from beffroi.kernel.errors import NotAllowed
from beffroi.kernel.ids import QueueId, new_id
from beffroi.kernel.web.access import Principal, requires
from beffroi.people.permissions import Permission
from beffroi.routing.api import Id, Key, routing_of
from beffroi.routing.service import Routing

router = APIRouter(prefix="/api/targets", tags=["targets"])

LONGEST_S: Final = 30 * 86_400
Here = Annotated[Routing, Depends(routing_of)]
Standing = Literal["in_force", "coming", "replaced", "past"]


class TargetAsked(BaseModel):
    """A share answered within a threshold, on local days from `valid_from` to `valid_to`, both included."""

    queue: Id
    threshold_s: float = Field(ge=1, le=LONGEST_S, allow_inf_nan=False)
    target: float = Field(gt=0, le=1, allow_inf_nan=False)
    valid_from: date = Field(ge=FIRST_DAY, le=LAST_DAY)
    valid_to: date | None = Field(default=None, ge=FIRST_DAY, le=LAST_DAY)

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> TargetAsked:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        return self


class TargetBody(BaseModel):
    """A target as it was set; `standing` says what it is today. Nobody set what the queue's own rules said."""

    id: str
    queue: str
    queue_name: str
    valid_from: date | None
    valid_to: date | None
    threshold_s: float
    target: float
    set_by: str | None
    set_at: float | None
    standing: Standing


@router.get("")
async def targets(
    request: Request, who: Annotated[Principal, Depends(requires("journal.measure"))], routing: Here
) -> list[TargetBody]:
    """The targets of every queue in scope, newest first; a queue without one has what its rules say."""
    keeper = _keeper(request)
    held, today = await keeper.all(), keeper.today()
    found: list[TargetBody] = []
    for rules in sorted(routing.committed.queues.values(), key=lambda one: one.name):
        if not who.sees_queue(rules.id):
            continue
        own = [one for one in held if one.queue == rules.id]
        by_rules = Target(
            id=f"{RULES}:{rules.id}",
            queue=rules.id,
            valid_from=None,
            valid_to=None,
            threshold_s=rules.threshold_s,
            target=rules.target,
            set_by=RULES,
            set_at=0.0,
        )
        now = in_force(own, rules.id, today)
        found += [_body(request, one, rules.name, now or by_rules, today) for one in reversed(own or [by_rules])]
    return found


@router.post("")
async def set_target(
    asked: TargetAsked,
    request: Request,
    who: Annotated[Principal, Depends(requires(Permission.TARGET_SET))],
    routing: Here,
    key: Key = None,
) -> TargetBody:
    """The queue is held to this target on those days. From then on the engine counts by this threshold."""
    rules = routing.committed.queues.get(QueueId(asked.queue))
    if rules is None or not who.sees_queue(asked.queue):
        raise NotAllowed(queue=asked.queue)
    keeper = _keeper(request)
    fields = asked.model_dump() | {"queue": rules.id}
    target = Target(id=_id(who, key), set_by=who.user, set_at=routing.now(), **fields)
    await keeper.set(target, who.by)
    held = await keeper.all()
    kept = next(one for one in held if one.id == target.id)
    return _body(request, kept, rules.name, in_force(held, kept.queue, keeper.today()), keeper.today())


def _id(who: Principal, key: str | None) -> str:
    """A key holds for its user alone."""
    return sha256(f"{who.user} {key}".encode()).hexdigest()[:32] if key else new_id()


def _keeper(request: Request) -> Targets:
    return cast(Targets, request.app.state.targets)


def _body(request: Request, one: Target, queue_name: str, now: Target | None, today: date) -> TargetBody:
    by_rules = one.set_by == RULES
    return TargetBody(
        id=one.id,
        queue=one.queue,
        queue_name=queue_name,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        threshold_s=one.threshold_s,
        target=one.target,
        set_by=None if by_rules else request.app.state.directory.user_name(one.set_by) or one.set_by,
        set_at=None if by_rules else one.set_at,
        standing=_standing(one, now, today),
    )


def _standing(one: Target, now: Target | None, today: date) -> Standing:
    if now is not None and one.id == now.id:
        return "in_force"
    if one.valid_from is not None and one.valid_from > today:
        return "coming"
    return "past" if one.valid_to is not None and one.valid_to < today else "replaced"
