"""How often one caller may ask: token buckets, pure, in memory. What a limit refuses costs almost nothing."""

import ipaddress
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from beffroi.kernel.clock import Clock
from beffroi.kernel.errors import TooMany
from beffroi.kernel.ids import Instant
from beffroi.kernel.web.access import principal_of
from beffroi.kernel.web.problems import answer_for

_KEYS: Final = 20_000


@dataclass(frozen=True)
class Limit:
    """`count` at once, then as many again every `per_s` seconds."""

    count: int
    per_s: float

    @property
    def refill(self) -> float:
        """Tokens given back each second."""
        return self.count / self.per_s


class Buckets:
    """One bucket per key, all under the same limit. Time comes in as an argument."""

    def __init__(self, limit: Limit, keys: int = _KEYS) -> None:
        self.limit = limit
        self._keys = keys
        self._held: dict[str, tuple[float, Instant]] = {}

    def wait_s(self, key: str, now: Instant) -> float:
        """How long until there is a token; 0.0 when there is one. Takes none."""
        return max(0.0, 1 - self._tokens(key, now)) / self.limit.refill

    def take(self, key: str, now: Instant) -> float:
        """0.0 and a token less; or, when there is none, the seconds until there is one."""
        if wait_s := self.wait_s(key, now):
            return wait_s
        tokens = self._tokens(key, now)
        self._held.pop(key, None)  # so that the oldest key stays first
        self._held[key] = tokens - 1, now
        if len(self._held) > self._keys:
            self._forget(now)
        return 0.0

    def give_back(self, key: str, now: Instant) -> None:
        """The last token taken did not count."""
        if key in self._held:
            self._held[key] = min(self.limit.count, self._tokens(key, now) + 1), now

    def demand(self, key: str, now: Instant) -> None:
        """Like `take`, raising TooMany when there is no token."""
        wait_s = self.take(key, now)
        if wait_s:
            raise TooMany(retry_after_s=round(wait_s, 1))

    def _tokens(self, key: str, now: Instant) -> float:
        tokens, at = self._held.get(key, (float(self.limit.count), now))
        return min(self.limit.count, tokens + max(0.0, now - at) * self.limit.refill)

    def _forget(self, now: Instant) -> None:
        # A full bucket says nothing; when an attacker invents keys faster than that, the oldest go. A tenth at once:
        # to look through all of them for every new key would be the attack.
        for key in [key for key in self._held if self._tokens(key, now) >= self.limit.count]:
            del self._held[key]
        while len(self._held) > self._keys * 9 // 10:
            del self._held[next(iter(self._held))]


class Slots:
    """At most so many at once per key. What holds one gives it back at its end, so nothing is kept of those gone."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: Counter[str] = Counter()

    @contextmanager
    def hold(self, key: str) -> Iterator[None]:
        """One of the key's slots, until the context ends; TooMany when none is left."""
        if self._held[key] >= self._most:
            raise TooMany
        self._held[key] += 1
        try:
            yield
        finally:
            self._held[key] -= 1
            if not self._held[key]:
                del self._held[key]


def address_of(connection: HTTPConnection) -> str:
    """Who to count an unknown caller as: their IPv4 address, or their IPv6 network of 64 bits."""
    host = connection.client.host if connection.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "unknown"
    if address.version == 4:
        return host
    return str(ipaddress.ip_network((int(address) >> 64 << 64, 64)))


class Throttle:
    """Pure ASGI. Counts requests under /api, per session when there is one, else per address."""

    def __init__(
        self,
        app: ASGIApp,
        clock: Clock,
        signed_in: Limit = Limit(300, 10),
        unknown: Limit = Limit(100, 10),
    ) -> None:
        self.app = app
        self._clock = clock
        self._signed_in, self._unknown = Buckets(signed_in), Buckets(unknown)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            connection = HTTPConnection(scope)
            principal = await principal_of(connection)
            try:
                if principal is not None:
                    self._signed_in.demand(principal.session, self._clock.now())
                else:
                    self._unknown.demand(address_of(connection), self._clock.now())
            except TooMany as refused:
                await answer_for(refused)(scope, receive, send)
                return
        await self.app(scope, receive, send)
