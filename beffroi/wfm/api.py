"""What if these agents had other work? A first answer for the next hours, then a surer one."""

from typing import Annotated, Literal, cast

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from beffroi.kernel.errors import NotAllowed
from beffroi.kernel.ids import AgentId, QueueId
from beffroi.kernel.web.access import Principal, requires
from beffroi.routing.api import routing_of
from beffroi.routing.model import Membership
from beffroi.routing.service import Routing
from beffroi.wfm.compare import Interval
from beffroi.wfm.errors import BadChange
from beffroi.wfm.model import Reassignment
from beffroi.wfm.service import SEEDS, Reckoning, WhatIfs
from beffroi.wfm.words import name_of, unit_of

router = APIRouter(prefix="/api/whatif", tags=["whatif"])

Id = Annotated[str, Field(min_length=1, max_length=64)]
Asker = Annotated[Principal, Depends(requires("whatif.run"))]
Here = Annotated[Routing, Depends(routing_of)]


class Place(BaseModel):
    """An agent's place in a queue."""

    priority: Annotated[int, Field(ge=1, le=99)] = 1
    delay_s: Annotated[float, Field(ge=0, le=86_400)] = 0.0


class WhatIfAsked(BaseModel):
    """These agents would have these queues (whole) or these skills (laid over theirs) from now on."""

    agents: Annotated[list[Id], Field(min_length=1, max_length=500)]
    queues: dict[Id, Place] | None = None
    skills: dict[Id, Annotated[int, Field(ge=0, le=5)]] | None = None
    horizon_s: Annotated[float, Field(ge=900, le=14_400)] = 7_200.0


class WhatIfBegun(BaseModel):
    """Ask again by this id."""

    id: str


class Bounds(BaseModel):
    """A mean over seeds, and the bounds between which it lies 95 times out of 100."""

    mean: float
    low: float | None
    high: float | None


class Words(BaseModel):
    """In both languages."""

    fr: str
    en: str


class Side(BaseModel):
    """One measure of a queue (or of all in your scope), before and after.

    `verdict` is better, worse, higher, lower, same (no difference to be seen) or unsure.
    """

    queue: str | None
    key: str
    name: Words
    unit: str
    before: Bounds | None
    after: Bounds | None
    difference: Bounds | None
    verdict: str


class WhatIf(BaseModel):
    """`seeds` of `of` simulations are in the figures. `state` is running, done or failed (`code` says why)."""

    state: Literal["running", "done", "failed"]
    code: str
    seeds: int
    of: int
    horizon_s: float
    measures: list[Side]
    words: Words
    assumed: list[Words]


async def what_ifs_of(request: Request) -> WhatIfs:
    """The one of this server."""
    return cast(WhatIfs, request.app.state.whatif)


All = Annotated[WhatIfs, Depends(what_ifs_of)]


@router.post("")
async def ask_what_if(asked: WhatIfAsked, who: Asker, routing: Here, all_of_them: All) -> WhatIfBegun:
    """Begins to work out the next hours with and without the change; one of your session at a time."""
    if asked.queues is None and asked.skills is None:
        raise BadChange("Say which queues or which skills they would have.")
    state = routing.committed
    for agent in asked.agents:
        row = state.agents.get(AgentId(agent))
        if row is None or not who.sees_team(row.team):
            raise NotAllowed(agent=agent)
    for queue in asked.queues or {}:
        if QueueId(queue) not in state.queues or not who.sees_queue(queue):
            raise NotAllowed(queue=queue)
    change = Reassignment(
        at=0.0,
        agents=tuple(AgentId(one) for one in dict.fromkeys(asked.agents)),
        queues=None
        if asked.queues is None
        else {QueueId(queue): Membership(place.priority, place.delay_s) for queue, place in asked.queues.items()},
        skills=asked.skills,
    )
    return WhatIfBegun(id=(await all_of_them.ask(who.session, state, change, asked.horizon_s, who.queues)).id)


@router.get("/{key}")
async def read_what_if(key: Id, who: Asker, all_of_them: All) -> WhatIf:
    """As far as it is worked out; kept ten minutes for the session that asked."""
    return _shown(all_of_them.get(who.session, key))


def _shown(one: Reckoning) -> WhatIf:
    return WhatIf(
        state=cast(Literal["running", "done", "failed"], one.state),
        code=one.code,
        seeds=one.seeds,
        of=SEEDS,
        horizon_s=one.horizon_s,
        measures=[
            Side(
                queue=side.queue,
                key=side.key,
                name=Words(fr=name_of(side.key, "fr"), en=name_of(side.key, "en")),
                unit=unit_of(side.key),
                before=_bounds(side.before),
                after=_bounds(side.after),
                difference=_bounds(side.difference),
                verdict=side.verdict,
            )
            for side in one.found
        ],
        words=Words(fr=one.words("fr"), en=one.words("en")),
        assumed=[Words(fr=fr, en=en) for fr, en in zip(one.assumed("fr"), one.assumed("en"), strict=True)],
    )


def _bounds(one: Interval | None) -> Bounds | None:
    return None if one is None else Bounds(mean=one.mean, low=one.low, high=one.high)
