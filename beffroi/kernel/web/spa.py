"""Serves the built web app: index.html with this answer's nonce, hashed assets for ever, everything else re-checked."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

NONCE: Final = "__CSP_NONCE__"
_NOT_PAGES: Final = ("/api/", "/assets/", "/chat/", "/health/", "/demo/")
_COMPRESSED: Final = {".js", ".css", ".html", ".svg", ".json", ".map", ".webmanifest", ".txt"}
_NOT_BUILT: Final = (
    "<!doctype html><title>Beffroi</title><p>The web app is not built yet: <code>make run</code> builds it."
)


@dataclass(frozen=True)
class _File:
    body: bytes
    zipped: bytes | None
    media_type: str
    tag: str
    changed: float


class Spa:
    """An ASGI app over `folder`. Any page address that is not a file is the web app's own, so it gets index.html."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._kept: dict[Path, _File] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["method"] not in {"GET", "HEAD"}:
            raise HTTPException(405 if not scope["path"].startswith("/api/") else 404)
        answer = await self._answer(Request(scope))
        await answer(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        path = request.scope["path"]
        file = None if path in {"/", "/index.html"} else await run_in_threadpool(self._file, path)
        if file is not None:
            return _with_cache(file, path, request.headers)
        if path.startswith(_NOT_PAGES) or ("." in path.rsplit("/", 1)[-1] and path != "/index.html"):
            raise HTTPException(404)
        return await run_in_threadpool(self._page, request.scope["state"].get("nonce", ""))

    def _page(self, nonce: str) -> Response:
        headers = {"Cache-Control": "no-cache"}
        try:
            text = (self._folder / "index.html").read_text(encoding="utf-8")
        except FileNotFoundError:
            return HTMLResponse(_NOT_BUILT, 503, headers)
        return HTMLResponse(text.replace(NONCE, nonce), 200, headers)

    def _file(self, path: str) -> _File | None:
        try:
            wanted = (self._folder / path.lstrip("/")).resolve()
            if not wanted.is_relative_to(self._folder) or not wanted.is_file():
                return None
            changed = wanted.stat().st_mtime
        except (OSError, ValueError):  # a NUL, or a name longer than the disk takes
            return None
        kept = self._kept.get(wanted)
        if kept is None or kept.changed != changed:
            kept = self._kept[wanted] = _read(wanted, changed)
        return kept


def _read(path: Path, changed: float) -> _File:
    body = path.read_bytes()
    zipped = gzip.compress(body, 7, mtime=0) if path.suffix in _COMPRESSED else None
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return _File(body, zipped, kind, f'"{hashlib.sha256(body).hexdigest()[:20]}"', changed)


def _with_cache(file: _File, path: str, asked: Headers) -> Response:
    # Vite puts the content's hash in the names of assets; nothing else may be kept without asking.
    lasting = path.startswith("/assets/")
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable" if lasting else "no-cache",
        "ETag": file.tag,
        "Vary": "Accept-Encoding",
    }
    if file.tag in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if file.zipped is not None and "gzip" in asked.get("accept-encoding", ""):
        return Response(file.zipped, media_type=file.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(file.body, media_type=file.media_type, headers=headers)
