"""A body in pieces, straight to a file without a name: when the server stops, however it stops, the file is gone."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Final, NamedTuple

from fastapi import Request

from beffroi.insight.files.errors import FileTooLarge
from beffroi.kernel.errors import Invalid

PIECE: Final = 1 << 20
SLOWEST_S: Final = 900.0
NAMELESS: Final = sys.platform == "linux"


class Upload(NamedTuple):
    """The file as the worker opens it: a path, and the descriptors it must be given."""

    path: str
    fds: tuple[int, ...]
    size: int


@asynccontextmanager
async def uploaded(request: Request, folder: Path, limit: int) -> AsyncIterator[Upload]:
    """The request's body on disk for as long as the block lasts, never whole in memory."""
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > limit:
        raise FileTooLarge(limit=limit)
    make = tempfile.TemporaryFile if NAMELESS else tempfile.NamedTemporaryFile
    with make(dir=folder) as file:
        try:
            async with asyncio.timeout(SLOWEST_S):
                size = await _written(request, file, limit)
        except TimeoutError:
            raise Invalid("The file came too slowly.", limit_s=SLOWEST_S) from None
        fd = file.fileno()
        yield Upload(f"/proc/self/fd/{fd}", (fd,), size) if NAMELESS else Upload(str(file.name), (), size)


async def _written(request: Request, file: IO[bytes], limit: int) -> int:
    size, pending = 0, bytearray()
    async for piece in request.stream():
        size += len(piece)
        if size > limit:
            raise FileTooLarge(limit=limit)
        pending += piece
        if len(pending) >= PIECE:
            await asyncio.to_thread(_put, file, bytes(pending))
            pending.clear()
    await asyncio.to_thread(_put, file, bytes(pending))
    return size


def _put(file: IO[bytes], piece: bytes) -> None:
    file.write(piece)
    file.flush()
