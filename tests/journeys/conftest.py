"""A centre per file of journeys, one browser for all, and a context of its own for each person."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.journeys.centre import Centre, copy_of
from tests.journeys.people import People
from tools import browser as chromium


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a centre that was started once."""
    centre = Centre(tmp_path_factory.mktemp("template"))
    centre.start()
    centre.stop()
    centre.has_read_the_note()
    return centre.folder


@pytest.fixture(scope="module")
def centre(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """A running centre that nobody used yet."""
    one = Centre(copy_of(template, tmp_path_factory.mktemp("centre")))
    one.start()
    yield one
    one.kill()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, as found or fetched by tools.browser."""
    path = os.environ.get("BEFFROI_CHROMIUM") or await asyncio.to_thread(chromium.find)
    async with async_playwright() as playwright:
        one = await playwright.chromium.launch(executable_path=path)
        yield one
        await one.close()


@pytest_asyncio.fixture(loop_scope="session")
async def people(centre: Centre, browser: Browser) -> AsyncIterator[People]:
    """Everybody who comes into this journey. At its end none of their browsers may have complained."""
    everybody = People(centre, browser)
    yield everybody
    await everybody.go_home()
    assert everybody.complaints() == []
