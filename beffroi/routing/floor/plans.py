"""What each act is made of: who and what it touches, how things were before, and what the shard is asked."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.kernel.web.access import Principal
from beffroi.routing import commands as c
from beffroi.routing.errors import (
    AnswerEmpty,
    HandGone,
    NothingToChange,
    NotWaiting,
    ReasonMissing,
    TransferNowhere,
    UnknownLever,
    UnknownReason,
)
from beffroi.routing.floor import asked as a
from beffroi.routing.floor.model import Act, Kind, Target
from beffroi.routing.floor.scope import agent_of, agents_of, lasting, queue_of, work_of
from beffroi.routing.levers import VALUES
from beffroi.routing.model import Membership
from beffroi.routing.rows import Agent, Change
from beffroi.routing.state import State
from beffroi.routing.states import Presence, Work

NOT_READY: Final = Presence.NOT_READY.value
NOTHING_SAID: Final = (Presence.LOGGED_OUT.value, None)


class Asker(NamedTuple):
    """Who acts, when, and as which act."""

    who: Principal
    act: str
    now: Instant


class Planned(NamedTuple):
    """An act, and what the shard is asked for it; `answer` is what an agent who called for help is told."""

    act: Act
    commands: tuple[c.Command, ...]
    answer: str | None = None


def lever(state: State, by: Asker, queue: str, asked: a.LeverAsked, text: a.InBoth | None = None) -> Planned:
    """One lever of a queue; an emergency may come with what customers are told."""
    rules = queue_of(state, by.who, queue)
    _check_value(state, by.who, rules.id, asked)
    until = lasting(asked.until, by.now) if asked.value is not None else None
    row = state.rows.now.get(rules.id)
    held = row.levers.get(asked.lever) if row else None
    before = {"value": held.value, "until": held.until} if held else {"value": None, "until": None}
    after = {"lever": asked.lever, "value": asked.value, "until": until}
    act = _act(by, Kind.LEVER, Target.QUEUE, rules.id, before, after, asked.why, until, queues=(rules.id,))
    if text is not None:
        act.after["text"] = {"fr": text.fr.strip(), "en": text.en.strip()}
    steer = c.Steer(id=by.act, by=by.who.by, queue=rules.id, lever=asked.lever, value=asked.value, until=until)
    return Planned(act, (steer,))


def _check_value(state: State, who: Principal, queue: QueueId, asked: a.LeverAsked) -> None:
    value = asked.value
    if value is None:
        return
    if asked.lever == "priority":
        fits = isinstance(value, int | float)
    elif asked.lever == "overflow":
        fits = isinstance(value, str) and value != queue
        if fits and value != "off":
            queue_of(state, who, str(value))
    else:
        fits = value in VALUES[asked.lever]
    if not fits:
        raise UnknownLever(lever=asked.lever, value=value)


def reassign(state: State, by: Asker, asked: a.ReassignAsked) -> Planned:
    """Other queues or skills for a while, under the act's own id."""
    agents = agents_of(state, by.who, asked.agents)
    for queue in asked.queues or ():
        queue_of(state, by.who, queue)
    if asked.queues is None and not asked.skills:
        raise NothingToChange
    until = lasting(asked.until, by.now)
    places = None if asked.queues is None else _places({q: p.model_dump() for q, p in asked.queues.items()})
    skills = asked.skills or None
    after = {
        "change": by.act,
        "agents": [one.id for one in agents],
        "queues": None if asked.queues is None else {q: p.model_dump() for q, p in asked.queues.items()},
        "skills": skills,
        "until": until,
    }
    act = _act(
        by, Kind.REASSIGN, Target.CHANGE, by.act, {}, after, asked.why, until,
        queues=tuple(asked.queues or ()), teams=_teams(agents),
    )  # fmt: skip
    ids = tuple(one.id for one in agents)
    command = c.ReassignAgents(
        id=by.act, by=by.who.by, change=by.act, agents=ids, queues=places, skills=skills, until=until
    )
    return Planned(act, (command,))


def give_back(state: State, by: Asker, change: str, asked: a.ReturnAsked) -> Planned:
    """A change is over for some agents, or for all who have it that are theirs to touch."""
    having = [agent for agent in state.agents.values() if change_of(agent, change)]
    if asked.agents is not None:
        agents = agents_of(state, by.who, asked.agents)
    else:
        agents = agents_of(state, by.who, [one.id for one in having])
    agents = [agent for agent in agents if change_of(agent, change)] or agents
    held = next((found for agent in agents if (found := change_of(agent, change))), None)
    before = {} if held is None else kept_change(held)
    ids = tuple(one.id for one in agents)
    act = _act(
        by, Kind.RETURN, Target.CHANGE, change, before, {"change": change, "agents": list(ids)}, asked.why, None,
        teams=_teams(agents),
    )  # fmt: skip
    return Planned(act, (c.ReturnAgents(id=by.act, by=by.who.by, change=change, agents=ids),))


def presence(state: State, by: Asker, agent: str, asked: a.FloorPresenceAsked) -> Planned:
    """An agent's presence on all channels, as a supervisor wishes."""
    row = agent_of(state, by.who, agent)
    if asked.state == NOT_READY and asked.reason is None:
        raise ReasonMissing
    reason = asked.reason if asked.state == NOT_READY else None
    if reason is not None and reason not in {r.code for r in state.rows.floor.presence_reasons if r.active}:
        raise UnknownReason(reason=reason)
    after = {"state": asked.state, "reason": reason}
    said = {"said": {channel: list(one) for channel, one in said_of(row).items()}}
    act = _act(by, Kind.PRESENCE, Target.AGENT, row.id, said, after, asked.why, None, teams=(row.team,))
    command = c.SetPresence(id=by.act, by=by.who.by, agent=row.id, state=asked.state, reason=reason, force=True)
    return Planned(act, (command,))


def pause(state: State, by: Asker, agent: str, asked: a.PauseAnswer) -> Planned:
    """The pause an agent asked for is granted, or not."""
    row = agent_of(state, by.who, agent)
    after = {"granted": asked.granted, "reason": row.wish.reason if row.wish else None}
    act = _act(by, Kind.PAUSE, Target.AGENT, row.id, {}, after, None, None, teams=(row.team,))
    return Planned(act, (c.GrantPause(id=by.act, by=by.who.by, agent=row.id, granted=asked.granted),))


def move(state: State, by: Asker, interaction: str, asked: a.MoveAsked) -> Planned:
    """A waiting contact goes to another queue, or waits for one agent first."""
    work = work_of(state, by.who, interaction)
    if (asked.queue is None) == (asked.agent is None):
        raise TransferNowhere
    to = queue_of(state, by.who, asked.queue).id if asked.queue else None
    agent = agent_of(state, by.who, asked.agent) if asked.agent else None
    after = {"queue": to or work.queue, "agent": agent.id if agent else None}
    act = _act(
        by, Kind.MOVE, Target.INTERACTION, work.id, {"queue": work.queue}, after, asked.why, None,
        queues=tuple({work.queue, to or work.queue}), teams=(agent.team,) if agent else (),
    )  # fmt: skip
    return Planned(act, (_moved(by, work.id, to, agent.id if agent else None),))


def _moved(by: Asker, interaction: InteractionId, queue: QueueId | None, agent: AgentId | None) -> c.Move:
    return c.Move(id=by.act, by=by.who.by, interaction=interaction, queue=queue, to=agent)


def priority(state: State, by: Asker, interaction: str, asked: a.PriorityAsked) -> Planned:
    """A waiting contact ranks as if it had come earlier, or later."""
    work = work_of(state, by.who, interaction)
    if work.state not in {Work.WAITING, Work.OFFERED}:
        raise NotWaiting(interaction=interaction)
    before, after = {"bonus_s": work.bonus_s}, {"bonus_s": asked.bonus_s}
    act = _act(
        by, Kind.PRIORITY, Target.INTERACTION, work.id, before, after, asked.why, None, queues=(work.queue,)
    )  # fmt: skip
    command = c.Reprioritise(id=by.act, by=by.who.by, interaction=work.id, bonus_s=asked.bonus_s)
    return Planned(act, (command,))


def take_over(state: State, by: Asker, interaction: str) -> Planned:
    """A contact comes into the supervisor's own hands; whoever called for help about it has their answer."""
    work = work_of(state, by.who, interaction)
    held = state.assignments.get(work.assignment) if work.assignment else None
    teams = (state.agents[held.agent].team,) if held else ()
    after = {"from": held.agent if held else None}
    act = _act(by, Kind.TAKE_OVER, Target.INTERACTION, work.id, {}, after, None, None, (work.queue,), teams)
    takes = c.TakeOver(id=by.act, by=by.who.by, interaction=work.id, agent=by.who.user)
    about = [request for request, hand in state.rows.hands.items() if hand.interaction == work.id]
    lowers = [
        c.LowerHand(id=f"{by.act}.{n}", by=by.who.by, request=request, how="taken_over")
        for n, request in enumerate(about)
    ]
    return Planned(act, (takes, *lowers))


def answer_hand(state: State, by: Asker, request: str, asked: a.HandAnswer) -> Planned:
    """A call for help is answered."""
    hand = state.rows.hands.get(request)
    if hand is None:
        raise HandGone(request=request)
    row = agent_of(state, by.who, hand.agent)
    text = (asked.text or "").strip()
    if asked.how == "message" and not text:
        raise AnswerEmpty
    after = {"how": asked.how, "agent": row.id}
    act = _act(by, Kind.HAND, Target.HAND, request, {}, after, None, None, teams=(row.team,))
    return Planned(act, (c.LowerHand(id=by.act, by=by.who.by, request=request, how=asked.how),), text or None)


def said_of(agent: Agent) -> dict[str, tuple[str, str | None]]:
    """What the agent last said of each channel: now, or for after the contact in hand; logged out at first."""
    found = {channel: agent.next.get(channel) or agent.presence.get(channel) for channel in agent.profile.capacity}
    return {channel: (row.state, row.reason) if row else NOTHING_SAID for channel, row in found.items()}


def change_of(agent: Agent, change: str) -> Change | None:
    """This change, if the agent is under it."""
    return next((one for one in agent.changes if one.id == change), None)


def kept_change(change: Change) -> dict[str, Any]:
    """A change, to be written down."""
    queues = None
    if change.queues is not None:
        queues = {queue: {"priority": one.priority, "delay_s": one.delay_s} for queue, one in change.queues.items()}
    return {"queues": queues, "skills": change.skills, "until": change.until, "at": change.at}


def _places(kept: Mapping[str, Mapping[str, Any]]) -> dict[QueueId, Membership]:
    return {QueueId(queue): Membership(**one) for queue, one in kept.items()}


def places(kept: Mapping[str, Mapping[str, Any]] | None) -> dict[QueueId, Membership] | None:
    """Places in queues as they were written down."""
    return None if kept is None else _places(kept)


def _teams(agents: list[Agent]) -> tuple[str, ...]:
    return tuple(sorted({one.team for one in agents}))


def _act(
    by: Asker,
    kind: Kind,
    target_kind: Target,
    target: str,
    before: dict[str, Any],
    after: dict[str, Any],
    why: str | None,
    until: Instant | None,
    queues: tuple[str, ...] = (),
    teams: tuple[str, ...] = (),
) -> Act:
    return Act(
        id=by.act,
        kind=kind,
        by=by.who.by,
        at=by.now,
        target_kind=target_kind,
        target=target,
        before=before,
        after=after,
        queues=queues,
        teams=teams,
        why=(why or "").strip() or None,
        until=until,
    )
