"""Tasks beside the requests: they run until told, and one that ends is noticed."""

import asyncio

import pytest

from beffroi.kernel.tasks import Tasks


async def forever() -> None:
    await asyncio.Event().wait()


async def failing() -> None:
    raise LookupError("ines@demo.invalid")


async def test_all_run_until_they_are_stopped() -> None:
    tasks = Tasks()
    tasks.start("a", forever())
    tasks.start("b", forever())
    await asyncio.sleep(0)
    assert tasks.all_run()
    await tasks.stop()
    assert not tasks.all_run()


async def test_one_that_ends_is_noticed(caplog: pytest.LogCaptureFixture) -> None:
    tasks = Tasks()
    tasks.start("a", forever())
    tasks.start("b", failing())
    await asyncio.sleep(0.01)
    assert not tasks.all_run()
    assert [record.message for record in caplog.records] == ["task_ended"]
    await tasks.stop()
