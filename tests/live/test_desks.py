"""Routing learns of desks: in order, once, and as soon as it can listen."""

from __future__ import annotations

import pytest

from beffroi.kernel.errors import NotFound, TryAgain
from beffroi.kernel.ids import AgentId
from beffroi.live import desks
from beffroi.live.desks import Desks
from beffroi.routing.commands import ReportDesk

INES = AgentId("ines")


class Routing:
    """Hears reports; refuses with what is next in `refusals`."""

    def __init__(self, *refusals: Exception) -> None:
        self.heard: list[bool] = []
        self.ids: set[str] = set()
        self.refusals = list(refusals)

    async def ask(self, report: ReportDesk) -> None:
        self.ids.add(report.id)
        if self.refusals:
            raise self.refusals.pop(0)
        self.heard.append(report.connected)


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "RETRY_S", 0.0)


async def test_the_first_screen_connects_and_the_last_one_drops() -> None:
    routing = Routing()
    told = Desks(routing.ask)
    for change in (told.opened, told.opened, told.closed):
        change(INES)
        await told.settled()
    assert routing.heard == [True]
    told.closed(INES)
    await told.settled()
    assert routing.heard == [True, False]


async def test_a_page_that_reloads_at_once_is_not_told_twice() -> None:
    routing = Routing()
    told = Desks(routing.ask)
    told.opened(INES)
    await told.settled()
    told.closed(INES)
    told.opened(INES)
    await told.settled()
    assert routing.heard == [True]


async def test_a_report_that_could_not_be_taken_is_made_again() -> None:
    routing = Routing(TryAgain(), TryAgain())
    told = Desks(routing.ask)
    told.opened(INES)
    await told.settled()
    assert routing.heard == [True]


async def test_a_report_that_is_refused_is_not_made_for_ever() -> None:
    routing = Routing(NotFound())
    told = Desks(routing.ask)
    told.opened(INES)
    await told.settled()
    assert (routing.heard, len(routing.ids)) == ([], 1)
