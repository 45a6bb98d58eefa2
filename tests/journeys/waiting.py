"""Waiting for something to become so, with a limit. Nothing here sleeps for a fixed time and hopes."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar, overload

T = TypeVar("T")
LIMIT_S: Final = 20.0


@overload
async def until(asked: Callable[[], Awaitable[T]], what: str, limit_s: float = ...) -> T: ...
@overload
async def until(asked: Callable[[], T], what: str, limit_s: float = ...) -> T: ...
async def until(asked: Callable[[], Awaitable[T]] | Callable[[], T], what: str, limit_s: float = LIMIT_S) -> T:
    """The first true answer."""
    ends = time.monotonic() + limit_s
    while True:
        answer = asked()
        found = await answer if isinstance(answer, Awaitable) else answer
        if found:
            return found
        assert time.monotonic() < ends, f"not within {limit_s:g} s: {what}"
        await asyncio.sleep(0.05)
