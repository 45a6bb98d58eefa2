"""Reading one's own writes: a GET that names a place of the journal waits a moment for the rows to reach it."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import Query
from starlette.requests import Request

from beffroi.kernel.follower import Follower

PATIENCE_S: Final = 0.2


async def rows_of(request: Request, min_seq: Annotated[int, Query(ge=0, le=2**53)] = 0) -> None:
    """A route's dependency: with `min_seq` (an answer's `seq`), rows are at least that new, or 200 ms have passed."""
    followers: Sequence[Follower] = getattr(request.app.state, "followers", ())
    if min_seq:
        await asyncio.gather(*(follower.reach(min_seq, within_s=PATIENCE_S) for follower in followers))
