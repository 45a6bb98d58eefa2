"""The edge, whole: the layers every request passes, in this order, outermost first.

headers and nonce → failures → foreign hosts and pages, forged requests → too often → too large → the route
"""

from fastapi import FastAPI

from beffroi.kernel.clock import Clock
from beffroi.kernel.web.csp import SecurityHeaders
from beffroi.kernel.web.guard import Guard
from beffroi.kernel.web.limits import Limit, Throttle
from beffroi.kernel.web.problems import BODY_LIMIT, BodyLimit, Problems, install

SIGNED_IN = Limit(300, 10)
UNKNOWN = Limit(100, 10)


def protect(
    app: FastAPI,
    *,
    hosts: frozenset[str],
    public_origin: str,
    clock: Clock,
    signed_in: Limit = SIGNED_IN,
    unknown: Limit = UNKNOWN,
    body_limit: int = BODY_LIMIT,
    streams: frozenset[str] = frozenset(),
) -> None:
    """Put `app` behind the edge. `app.state.sessions` must be there before the first request.

    `streams` are the paths whose routes read large bodies themselves.
    """
    install(app)
    # The layer added last is the outermost.
    app.add_middleware(BodyLimit, limit=body_limit, streams=streams)
    app.add_middleware(Throttle, clock=clock, signed_in=signed_in, unknown=unknown)
    app.add_middleware(Guard, hosts=hosts, public_origin=public_origin)
    app.add_middleware(Problems)
    app.add_middleware(SecurityHeaders, https=public_origin.startswith("https:"))
