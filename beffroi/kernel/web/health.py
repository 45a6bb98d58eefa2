"""Whether this process lives, and whether it can take work: asked of the parts themselves, not remembered."""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from typing import Final, cast

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from beffroi.kernel.logs import get_logger
from beffroi.kernel.web.access import public

router = APIRouter(prefix="/health", tags=["health"])
log = get_logger(__name__)

WITHIN_S: Final = 2.0
SHARED_S: Final = 0.5
"""Anybody may ask, and asking costs the parts some work: whoever asks within this time gets the same answer."""
Check = Callable[[], Awaitable[bool]]


class Alive(BaseModel):
    """The process answers."""

    alive: bool


class Ready(BaseModel):
    """Ready when every part is."""

    ready: bool
    parts: dict[str, bool]


class Health:
    """The parts that must work before this process takes a contact."""

    def __init__(self, shared_s: float = SHARED_S) -> None:
        self.shared_s = shared_s
        self._checks: dict[str, Check] = {}
        self._asking = asyncio.Lock()
        self._answered: tuple[float, dict[str, bool]] = (-math.inf, {})

    def check(self, part: str, check: Check) -> None:
        """`part` is ready while `check` answers True in time."""
        self._checks[part] = check

    async def parts(self) -> dict[str, bool]:
        """Each part, asked within the last second. A part that fails or takes too long is not ready."""
        async with self._asking:
            if time.monotonic() - self._answered[0] >= self.shared_s:
                answers = await asyncio.gather(*(self._ask(part, check) for part, check in self._checks.items()))
                self._answered = time.monotonic(), dict(zip(self._checks, answers, strict=True))
            return self._answered[1]

    async def _ask(self, part: str, check: Check) -> bool:
        try:
            async with asyncio.timeout(WITHIN_S):
                return await check()
        except Exception:
            log.failed("part_not_ready", part=part)
            return False


@router.get("/live", dependencies=[Depends(public("whoever watches the process is not a user"))])
async def read_alive() -> Alive:
    """The process lives and its loop turns. Says nothing of its parts."""
    return Alive(alive=True)


@router.get(
    "/ready",
    dependencies=[Depends(public("a balancer asks before it sends anybody here"))],
    responses={503: {"model": Ready, "description": "Not ready"}},
)
async def read_ready(request: Request) -> Ready:
    """Every part can do its work now; otherwise 503, and which cannot."""
    parts = await cast(Health, request.app.state.health).parts()
    answer = Ready(ready=bool(parts) and all(parts.values()), parts=parts)
    if answer.ready:
        return answer
    not_ready: Response = JSONResponse(answer.model_dump(), 503)
    return cast(Ready, not_ready)
