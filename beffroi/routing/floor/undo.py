"""What undoes an act: the commands that bring back what was before, or a refusal when that can no longer be. Pure."""

from collections.abc import Callable, Mapping
from typing import Final

from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId
from beffroi.routing import commands as c
from beffroi.routing.errors import ActNotUndoable, ActOvertaken
from beffroi.routing.floor.model import Act, Kind
from beffroi.routing.floor.plans import change_of, places, said_of
from beffroi.routing.rows import Agent
from beffroi.routing.state import State
from beffroi.routing.states import Work

Undo = Callable[[State, Act, str, Instant], tuple[c.Command, ...]]


def undoing(state: State, act: Act, by: str, now: Instant) -> tuple[c.Command, ...]:
    """The commands; ActNotUndoable or ActOvertaken otherwise."""
    if act.kind not in _UNDO:
        raise ActNotUndoable(kind=act.kind)
    return _UNDO[act.kind](state, act, by, now)


def _lever(state: State, act: Act, by: str, now: Instant) -> tuple[c.Command, ...]:
    """As it was set before; given back to the rules, when that would be over by now."""
    queue, lever = QueueId(act.target), act.after["lever"]
    row = state.rows.now.get(queue)
    held = row.levers.get(lever) if row else None
    now_set = (held.value, held.until) if held else (None, None)
    if now_set != (act.after["value"], act.after["until"]):
        raise ActOvertaken(act=act.id)
    value, until = act.before["value"], act.before["until"]
    if until is not None and until <= now:
        value, until = None, None
    return (c.Steer(id=_id(act), by=by, queue=queue, lever=lever, value=value, until=until),)


def _reassign(state: State, act: Act, by: str, now: Instant) -> tuple[c.Command, ...]:
    """Everybody who is still under the change comes back."""
    change = act.after["change"]
    if not any(change_of(agent, change) for agent in _agents(state, act)):
        raise ActOvertaken(act=act.id)
    return (c.ReturnAgents(id=_id(act), by=by, change=change),)


def _return(state: State, act: Act, by: str, now: Instant) -> tuple[c.Command, ...]:
    """They are under the same change again. Not below another that came since: the order decides what holds."""
    agents, until = _agents(state, act), act.before.get("until")
    since = act.before.get("at", 0.0)
    over = "queues" not in act.before or (until is not None and until <= now)
    if over or not agents or any(one.at >= since for agent in agents for one in agent.changes):
        raise ActOvertaken(act=act.id)
    back = c.ReassignAgents(
        id=_id(act),
        by=by,
        change=act.after["change"],
        agents=tuple(agent.id for agent in agents),
        queues=places(act.before["queues"]),
        skills=act.before["skills"],
        until=until,
    )
    return (back,)


def _presence(state: State, act: Act, by: str, now: Instant) -> tuple[c.Command, ...]:
    """What the agent had said, per channel; unless they, or somebody else, said otherwise since."""
    agent = state.agents.get(AgentId(act.target))
    wanted = (act.after["state"], act.after["reason"])
    if agent is None or agent.gone or any(said != wanted for said in said_of(agent).values()):
        raise ActOvertaken(act=act.id)
    before = {channel: tuple(said) for channel, said in act.before["said"].items()}
    one = set(before.values())
    if len(one) == 1 and set(before) == set(agent.profile.capacity):
        before = {"": one.pop()}
    return tuple(
        c.SetPresence(
            id=f"{_id(act)}.{channel}" if channel else _id(act),
            by=by,
            agent=agent.id,
            state=said[0],
            reason=said[1],
            channel=channel or None,
            force=True,
        )
        for channel, said in before.items()
    )


def _move(state: State, act: Act, by: str, now: Instant) -> tuple[c.Command, ...]:
    """Back to where it was, if it still waits where it was moved to."""
    work = state.works.get(InteractionId(act.target))
    if work is None or work.state != Work.WAITING or work.queue != act.after["queue"]:
        raise ActOvertaken(act=act.id)
    if act.after["agent"] is not None and act.after["agent"] not in work.named:
        raise ActOvertaken(act=act.id)
    return (c.Move(id=_id(act), by=by, interaction=work.id, queue=QueueId(act.before["queue"])),)


def _priority(state: State, act: Act, by: str, now: Instant) -> tuple[c.Command, ...]:
    """Where it was, if it still waits as it was put."""
    work = state.works.get(InteractionId(act.target))
    if work is None or work.state not in {Work.WAITING, Work.OFFERED} or work.bonus_s != act.after["bonus_s"]:
        raise ActOvertaken(act=act.id)
    return (c.Reprioritise(id=_id(act), by=by, interaction=work.id, bonus_s=act.before["bonus_s"]),)


def _agents(state: State, act: Act) -> list[Agent]:
    found = (state.agents.get(AgentId(agent)) for agent in act.after["agents"])
    return [agent for agent in found if agent is not None and not agent.gone]


def _id(act: Act) -> str:
    return f"undo.{act.id}"


_UNDO: Final[Mapping[Kind, Undo]] = {
    Kind.LEVER: _lever,
    Kind.REASSIGN: _reassign,
    Kind.RETURN: _return,
    Kind.PRESENCE: _presence,
    Kind.MOVE: _move,
    Kind.PRIORITY: _priority,
}
