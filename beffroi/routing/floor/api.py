"""The floor over REST: levers of queues, agents' queues and presence, contacts that wait, and what was done."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Annotated, cast
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request

from beffroi.kernel.errors import Refused, TryAgain
from beffroi.kernel.ids import Instant, QueueId
from beffroi.kernel.web.access import Principal, requires
from beffroi.people.permissions import Permission
from beffroi.routing.answers import Told
from beffroi.routing.api import CommandId, Here, Id
from beffroi.routing.floor import asked as a
from beffroi.routing.floor import plans
from beffroi.routing.floor.acts import Acts, Plan
from beffroi.routing.floor.model import Act
from beffroi.routing.floor.plans import Asker, Planned
from beffroi.routing.floor.scope import agent_of, queue_of
from beffroi.routing.floor.words import Called, said, target_name
from beffroi.routing.rulebook.api import Book
from beffroi.routing.service import Routing
from beffroi.routing.state import State
from beffroi.routing.words import Said

router = APIRouter(prefix="/api/floor", tags=["floor"])

Watcher = Annotated[Principal, Depends(requires(Permission.FLOOR_READ))]
Steerer = Annotated[Principal, Depends(requires(Permission.QUEUE_STEER))]
Leader = Annotated[Principal, Depends(requires(Permission.AGENT_STEER))]
Joiner = Annotated[Principal, Depends(requires(Permission.CONTACT_JOIN))]


def acts_of(request: Request) -> Acts:
    """The tenant's acts."""
    return cast(Acts, request.app.state.acts)


Kept = Annotated[Acts, Depends(acts_of)]


@router.post("/queues/{queue}/levers")
async def set_lever(queue: Id, asked: a.LeverAsked, who: Steerer, acts: Kept, command: CommandId) -> a.Acted:
    """One lever of the queue is set, for a while or until it is given back (value null)."""
    return await _one(acts, who, command, lambda state, by: plans.lever(state, by, queue, asked))


@router.post("/emergency")
async def set_emergency(
    asked: a.EmergencyAsked, who: Steerer, routing: Here, acts: Kept, command: CommandId
) -> a.ActedOnSeveral:
    """These queues let nobody in, and say so; or they do again."""
    queues = _stopping(routing.committed, who, asked)
    pulled = a.LeverAsked(lever="emergency", value="on" if asked.on else None, until=asked.until, why=asked.why)
    return await _several(
        queues, lambda queue: acts.act(who, f"{command} {queue}", partial(_emergency, queue, pulled, asked.text))
    )


def _stopping(state: State, who: Principal, asked: a.EmergencyAsked) -> list[QueueId]:
    """The queues asked for; without any, all in scope, or those of them that are stopped."""
    if asked.queues is not None:
        return [queue_of(state, who, queue).id for queue in dict.fromkeys(asked.queues)]
    seen = [queue for queue in state.queues if who.sees_queue(queue)]
    nows = {queue: state.rows.now.get(queue) for queue in seen}
    if asked.on:
        return [queue for queue, now in nows.items() if now is None or not now.gone]
    return [queue for queue, now in nows.items() if now is not None and "emergency" in now.levers]


def _emergency(queue: str, pulled: a.LeverAsked, text: a.InBoth | None, state: State, by: Asker) -> Planned:
    return plans.lever(state, by, queue, pulled, text)


@router.post("/agents/reassign")
async def reassign_agents(
    asked: a.ReassignAsked, who: Leader, acts: Kept, book: Book, command: CommandId
) -> a.Reassigned:
    """These agents have other queues or skills, until a time or until they return."""
    book.check_skills(asked.skills or ())
    done = await _one(acts, who, command, lambda state, by: plans.reassign(state, by, asked))
    return a.Reassigned(seq=done.seq, act=done.act, change=done.act)


@router.post("/changes/{change}/return")
async def return_agents(change: Id, asked: a.ReturnAsked, who: Leader, acts: Kept, command: CommandId) -> a.Acted:
    """The change is over, for some agents or for all."""
    return await _one(acts, who, command, lambda state, by: plans.give_back(state, by, change, asked))


@router.post("/agents/presence")
async def set_agents_presence(
    asked: a.FloorPresenceAsked, who: Leader, routing: Here, acts: Kept, command: CommandId
) -> a.ActedOnSeveral:
    """These agents are ready, not ready or logged out: at once, or after the contact in hand."""
    agents = [agent_of(routing.committed, who, agent).id for agent in dict.fromkeys(asked.agents)]

    def act(agent: str) -> Awaitable[tuple[str, int]]:
        return acts.act(who, f"{command} {agent}", lambda state, by: plans.presence(state, by, agent, asked))

    return await _several(agents, act)


@router.post("/interactions/{interaction}/move")
async def move_contact(interaction: Id, asked: a.MoveAsked, who: Steerer, acts: Kept, command: CommandId) -> a.Acted:
    """The waiting contact goes to another queue, or waits for one agent first. Its wait goes on."""
    return await _one(acts, who, command, lambda state, by: plans.move(state, by, interaction, asked))


@router.post("/interactions/{interaction}/priority")
async def set_priority(
    interaction: Id, asked: a.PriorityAsked, who: Steerer, acts: Kept, command: CommandId
) -> a.Acted:
    """The waiting contact ranks as if it had come earlier, or later."""
    return await _one(acts, who, command, lambda state, by: plans.priority(state, by, interaction, asked))


@router.post("/interactions/{interaction}/take-over")
async def take_contact_over(interaction: Id, who: Joiner, acts: Kept, command: CommandId) -> a.Acted:
    """The contact is in your hands; it needs a desk of yours on this channel."""
    return await _one(acts, who, command, lambda state, by: plans.take_over(state, by, interaction))


@router.post("/pauses/{agent}")
async def answer_pause(agent: Id, asked: a.PauseAnswer, who: Leader, acts: Kept, command: CommandId) -> a.Acted:
    """The pause the agent asked for is granted, or not."""
    return await _one(acts, who, command, lambda state, by: plans.pause(state, by, agent, asked))


@router.post("/hands/{hand}/answer")
async def answer_hand(hand: Id, asked: a.HandAnswer, who: Joiner, acts: Kept, command: CommandId) -> a.Acted:
    """The agent who called for help is answered."""
    return await _one(acts, who, command, lambda state, by: plans.answer_hand(state, by, hand, asked))


@router.get("/acts")
async def list_acts(
    request: Request,
    who: Watcher,
    routing: Here,
    acts: Kept,
    book: Book,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    before: Annotated[Instant | None, Query(allow_inf_nan=False)] = None,
) -> list[a.ActShown]:
    """What was done on the floor in your scope, newest first."""
    found = await acts.shown(who, before, limit)
    called = await _called(request, who, routing, book, await acts.customers(found))
    return [_shown(acts, who, act, called) for act in found]


@router.post("/acts/{act}/undo")
async def undo_act(act: Id, who: Watcher, acts: Kept, command: CommandId) -> Told:
    """Things are as they were before the act. Whoever may do it may undo it."""
    seq = await acts.undo(who, act)
    return Told(seq=seq)


async def _one(acts: Acts, who: Principal, command: str, plan: Plan) -> a.Acted:
    act, seq = await acts.act(who, command, plan)
    return a.Acted(seq=seq, act=act)


async def _several(targets: Sequence[str], act: Callable[[str], Awaitable[tuple[str, int]]]) -> a.ActedOnSeveral:
    """One act each. A refusal is told beside the others; if all were refused, it is the answer."""
    done: list[a.ActedOn] = []
    last: Refused | None = None
    for target in targets:
        try:
            act_id, seq = await act(target)
        except TryAgain:
            raise
        except Refused as refused:
            last = refused
            done.append(a.ActedOn(target=target, act="", seq=None, refused=refused.code))
        else:
            done.append(a.ActedOn(target=target, act=act_id, seq=seq))
    if last is not None and all(one.refused for one in done):
        raise last
    return a.ActedOnSeveral(acts=done)


async def _called(
    request: Request, who: Principal, routing: Routing, book: Book, customers: Mapping[str, str]
) -> Called:
    directory, queues = request.app.state.directory, routing.committed.queues
    reasons = {one.code: Said(one.fr, one.en) for one in await book.presence_reasons()}

    def queue(queue_id: str) -> str:
        found = queues.get(QueueId(queue_id))
        return found.name if found else queue_id

    return Called(
        queue=queue,
        agent=lambda agent: directory.user_name(agent) or agent,
        skill=routing.names.skill,
        reason=lambda code: reasons.get(code, Said(code, code)),
        contact=lambda interaction: customers.get(interaction, interaction),
        zone=ZoneInfo(directory.page(who.tenant).tenant.zone),
    )


def _shown(acts: Acts, who: Principal, act: Act, called: Called) -> a.ActShown:
    user, words = act.by.removeprefix("user:"), said(act, called)
    return a.ActShown(
        id=act.id,
        at=act.at,
        by=a.Who(id=user, name=called.agent(user)),
        kind=act.kind.value,
        target=a.Done(kind=act.target_kind.value, id=act.target, name=target_name(act, called)),
        words=a.Words(fr=words.fr, en=words.en),
        why=act.why,
        until=act.until,
        undone_at=act.undone_at,
        may_undo=acts.may_undo(who, act),
    )
