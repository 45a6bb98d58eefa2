"""Plays a scenario: a small centre written in YAML, then lines that say what happens and what must come of it.

A line is `at 09:12:30 <act>` or `<act>` (at the same moment); a time may begin with `+1d`. Acts and expectations are
functions of `acts.py` and `expectations.py`, each with the sentence it understands: to teach another one, add one.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final, NoReturn

import msgspec

from beffroi.calendars.hours import instant_of
from beffroi.routing import commands as c
from beffroi.routing.model import Configuration
from beffroi.routing.rules import FloorRules
from tests.routing.scenarios.written import agent_of, queue_of
from tests.routing.stories import Shard
from tests.simulation.checks import Ledgers, check

MONDAY: Final = "2027-06-07"

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
