"""What happens in a scenario: one function for each sentence."""

import yaml

from beffroi.kernel.clock import FakeClock
from beffroi.kernel.core import Core
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, QueueId
from beffroi.routing import commands as c
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import Membership
from beffroi.routing.state import State
from tests.routing.scenarios.stage import Stage, line
from tests.routing.scenarios.written import queue_of


@line(
    r"open {who} in {queue}[ channel {channel}][ reason {reason}][ care {care}][ last {last}][ needing {needs}]"
    r"[ bonus {bonus}][ arrived {arrived}][ follows {follows}][ not before {later...}]"
)
def _open(stage: Stage, who: str, queue: str, **told: str | None) -> None:
    levels = dict(one.split(":") for one in (told["needs"] or "").split(",") if one)
    stage.shard.do(
        c.Open,
        interaction=InteractionId(who),
        channel=told["channel"] or "chat",
        queue=QueueId(queue),
        customer=CustomerId(who),
        case=CaseId(who),
        arrived_at=stage.instant(told["arrived"]) if told["arrived"] else stage.shard.clock.at,
        mandatory={skill: int(level) for skill, level in levels.items()},
        bonus_s=float(told["bonus"] or 0),
        reason=told["reason"],
        care=told["care"],
        last_agent=told["last"],
        not_before=stage.instant(told["later"]) if told["later"] else None,
        follows=told["follows"],
    )


@line(r"refused {code}: {act...}")
def _refused(stage: Stage, code: str, act: str) -> None:
    got = stage.shard.refused(stage.one, act)
    stage.must(got == code, f"refused as {got}")


@line(r"{who} is ready")
def _ready(stage: Stage, who: str) -> None:
    stage.shard.desk(who, connected=True)
    stage.shard.ready(who)


@line(r"{who} is away[ for {reason}]")
def _away(stage: Stage, who: str, reason: str | None) -> None:
    stage.shard.away(who, reason or "pause")


@line(r"{who} logs out")
def _logs_out(stage: Stage, who: str) -> None:
    stage.shard.away(who, state="logged_out")


@line(r"{who} accepts")
def _accepts(stage: Stage, who: str) -> None:
    stage.shard.accepts(who)


@line(r"{who} declines")
def _declines(stage: Stage, who: str) -> None:
    stage.shard.declines(who)


@line(r"{who} ends {contact}[ and finishes]")
def _ends(stage: Stage, who: str, contact: str) -> None:
    stage.shard.ends(who, contact)
    if stage.said.endswith("and finishes"):
        stage.shard.finishes(who)


@line(r"{who} finishes")
def _finishes(stage: Stage, who: str) -> None:
    stage.shard.finishes(who)


@line(r"{contact} leaves")
def _leaves(stage: Stage, contact: str) -> None:
    stage.shard.ends(None, contact)


@line(r"{who} transfers {contact} to (?P<kind>queue|colleague) {to}")
def _transfers(stage: Stage, who: str, contact: str, kind: str, to: str) -> None:
    stage.shard.transfers(who, contact, **{"queue" if kind == "queue" else "to": to})


@line(r"call back {contact} as {callback}")
def _calls_back(stage: Stage, contact: str, callback: str) -> None:
    stage.shard.do(c.TakeCallback, interaction=InteractionId(contact), callback=InteractionId(callback))


@line(r"leave a message from {contact} as {message}")
def _leaves_message(stage: Stage, contact: str, message: str) -> None:
    stage.shard.do(c.LeaveMessage, interaction=InteractionId(contact), message=InteractionId(message))


@line(r"{who} calls {contact}: {result}")
def _called(stage: Stage, who: str, contact: str, result: str) -> None:
    stage.shard.do(c.EndCallback, interaction=InteractionId(contact), agent=AgentId(who), result=result)


@line(r"move {contact} to (?P<kind>queue|agent) {to}")
def _moves(stage: Stage, contact: str, kind: str, to: str) -> None:
    stage.shard.do(c.Move, interaction=InteractionId(contact), **{"queue" if kind == "queue" else "to": to})


@line(r"reprioritise {contact} by {seconds}")
def _reprioritises(stage: Stage, contact: str, seconds: str) -> None:
    stage.shard.do(c.Reprioritise, interaction=InteractionId(contact), bonus_s=float(seconds))


@line(r"the reason of {contact} is {reason}[ says {who}]")
def _reason(stage: Stage, contact: str, reason: str, who: str | None) -> None:
    stage.shard.do(c.SetReason, interaction=InteractionId(contact), reason=reason, agent=who)


@line(r"steer {queue} {lever} {value}[ until {until...}]")
def _steers(stage: Stage, queue: str, lever: str, value: str, until: str | None) -> None:
    set_to: str | float | None = None if value == "back" else float(value) if lever == "priority" else value
    end = stage.instant(until) if until else None
    stage.shard.do(c.Steer, by="user:claire", queue=QueueId(queue), lever=lever, value=set_to, until=end)


@line(r"reassign {who} to {queue}[ until {until...}]")
def _reassigned(stage: Stage, who: str, queue: str, until: str | None) -> None:
    stage.shard.do(
        c.ReassignAgents,
        by="user:claire",
        change=f"{who}-{queue}",
        agents=(AgentId(who),),
        queues={QueueId(queue): Membership()},
        until=stage.instant(until) if until else None,
    )


@line(r"claire (?P<answer>grants|refuses) the pause of {who}")
def _pause_answered(stage: Stage, answer: str, who: str) -> None:
    stage.shard.do(c.GrantPause, by="user:claire", agent=AgentId(who), granted=answer == "grants")


@line(r"{who} takes over {contact}")
def _takes_over(stage: Stage, who: str, contact: str) -> None:
    stage.shard.do(c.TakeOver, by=f"user:{who}", interaction=InteractionId(contact), agent=AgentId(who))


@line(r"queue {queue} is gone")
def _gone(stage: Stage, queue: str) -> None:
    stage.configure(queues_gone=(QueueId(queue),))


@line(r"agent {who} is gone")
def _agent_gone(stage: Stage, who: str) -> None:
    stage.configure(agents_gone=(AgentId(who),))


@line(r"queue {queue} becomes {rules...}")
def _becomes(stage: Stage, queue: str, rules: str) -> None:
    told = {**(stage.scenario["queues"][queue] or {}), **yaml.safe_load(rules)}
    stage.configure(queues=(queue_of(queue, told),))


@line(r"restart[ with the clock {back}s behind]")
def _restart(stage: Stage, back: str | None) -> None:
    """All memory is lost but the journal and a snapshot; the machine's clock may be behind the journal."""
    shard = stage.shard
    shard.journal.snapshots.append((shard.core.committed_seq, shard.core.engine.save(shard.state)))
    shard.clock = FakeClock(shard.clock.at - float(back or 0))
    core: Core[State] = Core("story", RoutingEngine(), shard.journal, shard.clock)
    core.load()
    shard.core = core
