"""Guard: a foreign page must not use our users' sessions. Origin for everything that changes, CSRF token under /api.

Browsers send Origin with every unsafe request and with every WebSocket handshake. Programs without a browser may leave
it out of a request (they have no ambient cookie to abuse), never out of a handshake.
"""

import hmac
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from beffroi.kernel.errors import BadOrigin, NotAllowed
from beffroi.kernel.web.access import principal_of
from beffroi.kernel.web.problems import answer_for

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_HEADER: Final = "x-csrf-token"
_OWN: Final = "/api/"
_SIGN_IN: Final = ("POST", "/api/session")


class BadCsrf(NotAllowed):
    """The page is too old or not ours; reload it."""


def is_own_page(origin: str | None, host: str, hosts: frozenset[str], public_origin: str) -> bool:
    """Whether `origin` is a page of ours: the public address itself, or the very host and port that was asked."""
    if not origin:
        return False
    if origin == public_origin:
        return True
    if public_origin.startswith("https:"):
        return False  # beside HTTPS, a plain page of the same name may be anybody on the way
    try:
        parts = urlsplit(origin)
        return parts.scheme == "http" and parts.hostname in hosts and parts.netloc == host
    except ValueError:
        return False


def is_own_host(host: str, hosts: frozenset[str]) -> bool:
    """Whether the request came by a name of ours; a foreign name pointing here is DNS rebinding."""
    try:
        return urlsplit(f"//{host}").hostname in hosts
    except ValueError:
        return False


def check_socket_origin(connection: HTTPConnection) -> None:
    """Raises BadOrigin unless the handshake comes from a page of ours. `Guard` has done so for sockets under /api."""
    hosts, public_origin = connection.scope["state"]["own"]
    headers = connection.headers
    if not is_own_page(headers.get("origin"), headers.get("host", ""), hosts, public_origin):
        raise BadOrigin


class Guard:
    """Pure ASGI. Foreign hosts, foreign pages and forged requests stop here, before any route."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], public_origin: str) -> None:
        self.app = app
        self._own = hosts, public_origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})["own"] = self._own
        try:
            await self._check(HTTPConnection(scope))
        except NotAllowed as refused:
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008, "reason": refused.code})
            else:
                await answer_for(refused)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _check(self, connection: HTTPConnection) -> None:
        scope, headers = connection.scope, connection.headers
        if not is_own_host(headers.get("host", ""), self._own[0]):
            raise BadOrigin
        ours = scope["path"].startswith(_OWN)
        if scope["type"] == "websocket":
            if ours:  # public sockets have an allow-list of their own
                check_socket_origin(connection)
        elif scope["method"] not in SAFE:
            origin = headers.get("origin")
            if origin is not None and not is_own_page(origin, headers.get("host", ""), *self._own):
                raise BadOrigin
            if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
                raise BadOrigin
            if ours and (scope["method"], scope["path"]) != _SIGN_IN:
                await self._check_csrf(connection)

    async def _check_csrf(self, connection: HTTPConnection) -> None:
        principal = await principal_of(connection)
        given = connection.headers.get(CSRF_HEADER, "")
        # Without a session there is nothing to forge; the route itself answers 401.
        if principal is not None and not hmac.compare_digest(given.encode(), principal.csrf.encode()):
            raise BadCsrf
