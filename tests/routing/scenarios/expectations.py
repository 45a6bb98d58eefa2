"""What must have come of it: one function for each sentence."""

import msgspec
import yaml

from beffroi.calendars.hours import label
from beffroi.kernel.ids import InteractionId, QueueId
from beffroi.routing import events as e
from beffroi.routing.waiting import callbacks_left, expected_wait, newcomer_wait
from tests.routing.scenarios.stage import Stage, line


@line(r"expect offer {contact} to {who}[ because {why...}]")
def _offered(stage: Stage, contact: str, who: str, why: str | None) -> None:
    got = stage.shard.offered_to(contact)
    stage.must(got == who, f"offered to {got}")
    reasons = msgspec.to_builtins(stage.shard.held(who, "offered").reasons)
    for cause in why.split(" and ") if why else ():
        key, _, value = cause.partition(" ")
        told = reasons["passed_over"].get(value.split()[0], 0) if key == "passed_over" else reasons[key]
        wanted = yaml.safe_load(value.split()[-1]) if value else True
        stage.must(told == wanted, f"{cause}: {told}")


@line(r"expect no offer {contact}")
def _not_offered(stage: Stage, contact: str) -> None:
    got = stage.shard.offered_to(contact)
    stage.must(got is None, f"offered to {got}")


@line(r"expect {contact} with {who}")
def _with(stage: Stage, contact: str, who: str) -> None:
    got = stage.shard.in_contact(contact)
    stage.must(got == who, f"in contact with {got}")


@line(r"expect line {queue}: {names...}")
def _line(stage: Stage, queue: str, names: str) -> None:
    got = " ".join(stage.shard.line(queue)) or "nobody"
    stage.must(got == names, f"there wait {got}")


@line(r"expect {contact} waited {seconds}s")
def _waited(stage: Stage, contact: str, seconds: str) -> None:
    got = stage.shard.clock.at - stage.shard.work(contact).entered_at
    stage.must(abs(got - float(seconds)) < 0.01, f"waited {got:.3f} s")


@line(r"expect ended {contact} {outcome} {sub_reason}")
def _ended(stage: Stage, contact: str, outcome: str, sub_reason: str) -> None:
    ends = [one for one in stage.shard.events if one.kind == "interaction_ended" and one.interaction == contact]  # type: ignore[attr-defined]
    got = [(one.outcome, one.sub_reason) for one in ends]  # type: ignore[attr-defined]
    stage.must(got == [(outcome, sub_reason)], got or "it is not over")


@line(r"expect stopped {contact} {cause}[ offering {choices...}]")
def _stopped(stage: Stage, contact: str, cause: str, choices: str | None) -> None:
    work = stage.shard.work(contact)
    may = {"callback": work.may_call_back, "message": work.may_leave_message}
    got = (work.state, work.stopped_for, {name for name, may_ in may.items() if may_})
    stage.must(got == ("arriving", cause, set((choices or "").split(" and ")) - {""}), got)


@line(r"expect {contact} deferred until {until...}")
def _deferred(stage: Stage, contact: str, until: str) -> None:
    got = label(stage.zone, stage.shard.work(contact).deferred_until)
    work = stage.shard.work(contact)
    stage.must(work.state == "arriving" and work.deferred_until == stage.instant(until), got)


@line(r"expect {queue} (?P<how>open|closed)")
def _open_or_closed(stage: Stage, queue: str, how: str) -> None:
    stage.must(stage.shard.state.is_open(QueueId(queue)) == (how == "open"), "it is not")


@line(r"expect {who} says (?P<state>ready|not_ready|logged_out)[ {reason}]")
def _says(stage: Stage, who: str, state: str, reason: str | None) -> None:
    got = {(one.state, one.reason) for one in stage.shard.agent(who).presence.values()}
    stage.must(got == {(state, reason)}, got)


@line(r"expect {contact} asks {skill} at {level}")
def _asks(stage: Stage, contact: str, skill: str, level: str) -> None:
    work = stage.shard.work(contact)
    held = stage.shard.state.works[work.id].requirement.mandatory
    stage.must(held.get(skill, 0) == int(level), held)


@line(r"expect expected wait {contact} {seconds}")
def _expected(stage: Stage, contact: str, seconds: str) -> None:
    _told(stage, expected_wait(stage.shard.state, InteractionId(contact), stage.shard.clock.at), seconds)


@line(r"expect a newcomer's wait in {queue} {seconds}")
def _newcomer(stage: Stage, queue: str, seconds: str) -> None:
    _told(stage, newcomer_wait(stage.shard.state, QueueId(queue), "chat", stage.shard.clock.at), seconds)


def _told(stage: Stage, got: float | None, wanted: str) -> None:
    told = "unknown" if got is None else f"{got:.0f}s"
    stage.must(told == wanted, f"told {got}")


@line(r"expect {number} callbacks left in {queue}")
def _callbacks(stage: Stage, number: str, queue: str) -> None:
    got = callbacks_left(stage.shard.state, QueueId(queue), stage.shard.clock.at)
    stage.must(got == int(number), got)


@line(r"expect clock {text...}")
def _clock(stage: Stage, text: str) -> None:
    got = label(stage.zone, stage.shard.clock.at)
    stage.must(got == text, got)


@line(r"expect event {kind}[ {fields...}]")
def _event(stage: Stage, kind: str, fields: str | None) -> None:
    """The newest event of the kind has these fields: `how=overflowed wait_s=30 to=null`."""
    found = next((one for one in reversed(stage.shard.events) if one.kind == kind), None)
    stage.must(found is not None, "it never happened")
    for pair in (fields or "").split():
        key, _, value = pair.partition("=")
        got = getattr(found, key)
        stage.must(got == yaml.safe_load(value), f"{key} is {got!r}")


@line(r"expect no event {kind}")
def _no_event(stage: Stage, kind: str) -> None:
    stage.must(all(one.kind != kind for one in stage.shard.events), "it happened")


@line(r"expect answered {contact} after {seconds}s")
def _answered(stage: Stage, contact: str, seconds: str) -> None:
    taken = [one for one in stage.shard.events if isinstance(one, e.OfferAccepted) and one.interaction == contact]
    stage.must(taken and abs(taken[-1].wait_s - float(seconds)) < 0.01, taken[-1:] or "nobody took it")
