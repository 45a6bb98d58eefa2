"""Plays a scenario: a small centre written in YAML, then lines that say what happens and what must come of it.

A line is `at 09:12:30 <act>` or `<act>` (at the same moment); a time may begin with `+1d`. Acts and expectations are
the functions below, each with the sentence it understands: to teach the stage another one, add a function.
"""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final, NoReturn

import msgspec
import yaml

from beffroi.calendars.hours import instant_of, label
from beffroi.calendars.model import Calendar, Span, Unlike
from beffroi.kernel.clock import FakeClock
from beffroi.kernel.core import Core
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, QueueId, TeamId
from beffroi.routing import commands as c
from beffroi.routing import events as e
from beffroi.routing.engine import RoutingEngine
from beffroi.routing.model import AgentProfile, Configuration, Membership, QueueRules
from beffroi.routing.rules import FloorRules
from beffroi.routing.state import State
from beffroi.routing.waiting import callbacks_left, expected_wait, newcomer_wait
from tests.routing.stories import SOLVED, Shard
from tests.simulation.checks import Ledgers, check

HERE: Final = Path(__file__).parent
MONDAY: Final = "2027-06-07"
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Line = Callable[..., None]
LINES: Final[list[tuple[re.Pattern[str], Line]]] = []


def line(sentence: str) -> Callable[[Line], Line]:
    """The function plays lines like this sentence: `{name}` is one word, `[...]` may be left out."""
    pattern = re.sub(r"\[(.*?)\]", r"(?:\1)?", sentence)
    pattern = re.sub(r"\{(\w+)\.\.\.\}", r"(?P<\1>.+)", pattern)
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>\\S+)", pattern)

    def known(play: Line) -> Line:
        LINES.append((re.compile(pattern), play))
        return play

    return known


class Stage:
    """One scenario being played."""

    def __init__(self, scenario: dict[str, Any]) -> None:
        self.scenario = scenario
        self.zone: str = scenario.get("zone", "Europe/Paris")
        self.day = date.fromisoformat(str(scenario.get("day", MONDAY)))
        self.shard = Shard()
        begins = self.instant(str(scenario.get("begins", "09:00")))
        self.shard.clock.at = begins - 1.0
        self.ledgers, self.counted = Ledgers(), 0
        self.said = ""
        self._set_up()
        self.until(begins)

    def _set_up(self) -> None:
        floor = self.scenario.get("floor")
        self.configure(
            queues=tuple(queue_of(name, rules or {}) for name, rules in self.scenario["queues"].items()),
            agents=tuple(agent_of(name, about or {}) for name, about in (self.scenario.get("agents") or {}).items()),
            floor=msgspec.convert(floor, FloorRules) if floor else None,
        )
        for name, about in (self.scenario.get("agents") or {}).items():
            state = (about or {}).get("state", "ready")
            self.shard.desk(name, connected=state != "out")
            if state != "out":
                self.shard.ready(name) if state == "ready" else self.shard.away(name)
            self.shard.clock.move(0.001)

    def configure(self, **content: Any) -> None:
        """This change of configuration is in force."""
        self.shard.news += 1
        news = self.shard.news
        self.shard.ask(c.Configure(id=f"n{news}", news_seq=news, content=Configuration(**content)))

    # Time

    def instant(self, text: str) -> float:
        """`09:12`, `09:12:30` or `+1d 09:12` on the scenario's day; the second of two such hours ends in `b`."""
        days, clock = re.fullmatch(r"(?:\+(\d+)d )?([\d:.]+b?)", text).groups()  # type: ignore[union-attr]
        hours, minutes, *seconds = clock.rstrip("b").split(":")
        day = date.fromordinal(self.day.toordinal() + int(days or 0))
        at = instant_of(self.zone, day, int(hours) * 60 + int(minutes)) + (float(seconds[0]) if seconds else 0.0)
        return at + 3600.0 if clock.endswith("b") else at

    def until(self, at: float) -> None:
        """Time passes; what falls due meanwhile happens, each at its time."""
        clock = self.shard.clock
        while (due := self.shard.core.state.next_due()) is not None and due <= at:
            clock.at = max(clock.at, due)
            self.shard.ask(c.Advance())
            self.look()
        clock.at = max(clock.at, at)

    # Playing

    def play(self) -> "Stage":
        """Every line, and after each of them everything that must always hold."""
        for said in self.scenario["story"]:
            self.said = said if isinstance(said, str) else ": ".join(*said.items())
            timed = re.fullmatch(r"at ((?:\+\d+d )?[\d:.]+b?) (.+)", self.said)
            if timed:
                self.until(self.instant(timed[1]))
            self.one(timed[2] if timed else self.said)
            self.look()
        self.look_back()
        return self

    def one(self, said: str) -> None:
        """One act or expectation."""
        for pattern, play in LINES:
            if found := pattern.fullmatch(said):
                play(self, **found.groupdict())
                return
        self.fail("nobody knows this line")

    def look(self) -> None:
        """The ledgers balance, the rows agree, nobody waits whom somebody could serve."""
        for event in self.shard.events[self.counted :]:
            self.ledgers.count(event)
        self.counted = len(self.shard.events)
        self.ledgers.balance(self.shard.state)
        check(self.shard.state, self.shard.clock.at)

    def look_back(self) -> None:
        """A restart would find the same rows, and the same timers."""
        replayed, _, _ = self.shard.core.replay(keeps_time=True)
        assert replayed.rows == self.shard.state.rows == self.shard.core.state.rows
        saved = self.shard.core.engine.load(self.shard.core.engine.save(replayed), keeps_time=True)
        assert saved is not None
        assert saved.rows == replayed.rows
        live = {timer for timer in self.shard.core.state.timers if timer.due > self.shard.clock.at}
        pending = {timer for timer in replayed.timers if timer.due > self.shard.clock.at}
        assert pending <= live
        assert {timer.kind for timer in live - pending} <= {"overflow", "help"}  # looks that go on every ten seconds
        mine = {"hours", "lever", "stopped", "deferred", "step", "assignment"}
        kept = {timer for timer in saved.timers if timer.due > self.shard.clock.at and timer.kind in mine}
        assert kept <= live, "a restart would invent a timer"

    def fail(self, why: str) -> NoReturn:
        """The scenario does not go as it says."""
        raise AssertionError(f"{self.scenario['title']}: “{self.said}”: {why}")

    def must(self, holds: object, why: object) -> None:
        """Fails with the line's own words."""
        if not holds:
            self.fail(str(why))


# What a scenario is made of


def read(path: Path) -> list[dict[str, Any]]:
    """Every scenario of a file."""
    return [one for one in yaml.safe_load_all(path.read_text(encoding="utf-8")) if one]


def queue_of(name: str, rules: dict[str, Any]) -> QueueRules:
    """Rules as in `QueueRules`, hours shortened: `{mon-fri: ["09:00-18:00"], holidays: metropole, ...}`."""
    told = {"id": name, "name": name, **rules}
    hours = told.pop("hours", None)
    converted = msgspec.convert({"dispositions": [msgspec.to_builtins(SOLVED)], **told}, QueueRules)
    return msgspec.structs.replace(converted, hours=calendar_of(hours) if hours is not None else None)


def calendar_of(told: dict[str, Any]) -> Calendar:
    """`mon-fri: [...]`, `zone`, `holidays`, and dates as exceptions."""
    week: list[tuple[Span, ...]] = [()] * 7
    exceptions = []
    for key, value in told.items():
        if isinstance(key, date) or key[0].isdigit():
            exceptions.append(Unlike(date.fromisoformat(str(key)), spans_of(value)))
        elif key not in ("zone", "holidays"):
            first, _, last = key.partition("-")
            for number in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
                week[number] = spans_of(value)
    return Calendar(told.get("zone", "Europe/Paris"), tuple(week), tuple(exceptions), told.get("holidays", ""))


def spans_of(told: list[str]) -> tuple[Span, ...]:
    """`["09:00-12:00", "14:00-24:00"]`."""
    minutes = [[int(part[:2]) * 60 + int(part[3:]) for part in one.split("-")] for one in told]
    return tuple(Span(*one) for one in minutes)


def agent_of(name: str, about: dict[str, Any]) -> AgentProfile:
    """`queues` a list, or a mapping to priority and delay; one chat at a time unless `capacity` says otherwise."""
    queues = about.get("queues", [])
    places = queues if isinstance(queues, dict) else dict.fromkeys(queues)
    return AgentProfile(
        AgentId(name),
        TeamId(about.get("team", "t")),
        about.get("skills", {}),
        {QueueId(queue): msgspec.convert(place or {}, Membership) for queue, place in places.items()},
        about.get("capacity", {"chat": 1}),
        about.get("partner"),
    )


# Acts


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
    """All memory is lost; the machine's clock may be behind the journal."""
    shard = stage.shard
    shard.clock = FakeClock(shard.clock.at - float(back or 0))
    core: Core[State] = Core("story", RoutingEngine(), shard.journal, shard.clock)
    core.load()
    shard.core = core


# Expectations


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
