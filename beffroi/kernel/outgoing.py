"""Outgoing: one POST to an address somebody typed in. It reaches the public internet, or nothing.

The name is resolved once, every address it has must be allowed, and the connection goes to an address that was checked:
a name cannot answer one thing to the check and another to the connection. Redirects are not followed, the whole takes
at most a few seconds, and of the answer only its status is read.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urlsplit

from beffroi.kernel.errors import Invalid

TIMEOUT_S: Final = 5.0
ANSWER_LINE: Final = 4096
LONGEST_URL: Final = 2000
_EMBEDDING: Final = tuple(ipaddress.ip_network(one) for one in ("2002::/16", "2001::/32", "64:ff9b::/96", "::/96"))
"""IPv6 networks whose addresses stand for IPv4 ones elsewhere: 6to4, Teredo, NAT64, IPv4-compatible."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
MayReach = Callable[[Address], bool]


class NotReachable(Invalid):
    """This address cannot be used: it must be https, on the public internet, without a name or password in it."""


class Unanswered(Exception):
    """Nothing came of it: no connection, no answer in time, or an answer that is not a success."""


class _Place(NamedTuple):
    parts: SplitResult
    host: str
    port: int


def is_public(address: Address) -> bool:
    """Whether the address is on the public internet, and nowhere else by another way of writing it."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if any(address in one for one in _EMBEDDING):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def check(url: str, may_reach: MayReach = is_public, *, plain: bool = False) -> None:
    """Raises NotReachable when the address can never be used. A name is only looked up when something is sent."""
    place = _place(url, plain)
    try:
        literal = ipaddress.ip_address(place.host)
    except ValueError:
        return
    if not may_reach(literal):
        raise NotReachable


async def post(
    url: str, body: bytes, headers: Mapping[str, str], may_reach: MayReach = is_public, *, plain: bool = False
) -> int:
    """The status of the answer, when it is a success (2xx). Raises NotReachable or Unanswered.

    `plain` allows http; `may_reach` says which addresses are allowed. Both are for tests.
    """
    place = _place(url, plain)
    try:
        async with asyncio.timeout(TIMEOUT_S):
            address = await _resolve(place, may_reach)
            status = await _exchange(place, address, body, headers)
    except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError) as problem:
        raise Unanswered(type(problem).__name__) from None
    if not 200 <= status < 300:
        raise Unanswered(f"status {status}")
    return status


def _place(url: str, plain: bool) -> _Place:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise NotReachable from None
    allowed = {"https", "http"} if plain else {"https"}
    if parts.scheme not in allowed or not host or parts.username is not None or parts.password is not None:
        raise NotReachable
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        raise NotReachable
    return _Place(parts, host, port or (443 if parts.scheme == "https" else 80))


async def _resolve(place: _Place, may_reach: MayReach) -> str:
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]).split("%")[0] for one in found))
    if not addresses or not all(may_reach(ipaddress.ip_address(one)) for one in addresses):
        raise NotReachable
    return addresses[0]


async def _exchange(place: _Place, address: str, body: bytes, headers: Mapping[str, str]) -> int:
    secure = ssl.create_default_context() if place.parts.scheme == "https" else None
    name = place.host if secure else None
    reader, writer = await asyncio.open_connection(
        address, place.port, ssl=secure, server_hostname=name, limit=ANSWER_LINE
    )
    try:
        writer.write(_request(place, body, headers))
        await writer.drain()
        line = await reader.readline()
    finally:
        writer.close()
    version, _, rest = line.partition(b" ")
    if not version.startswith(b"HTTP/1."):
        raise Unanswered("not HTTP")
    return int(rest[:3])


def _request(place: _Place, body: bytes, headers: Mapping[str, str]) -> bytes:
    path = (place.parts.path or "/") + (f"?{place.parts.query}" if place.parts.query else "")
    host = f"[{place.host}]" if ":" in place.host else place.host
    lines = {
        "Host": host if place.parts.port is None else f"{host}:{place.port}",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"POST {path} HTTP/1.1\r\n{head}\r\n".encode("ascii") + body
