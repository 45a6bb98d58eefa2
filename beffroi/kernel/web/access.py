"""Who asks, and what they may do. Every route depends on `requires(permission)` or says why it is `public`."""

from dataclasses import dataclass
from typing import Final, Protocol, cast

from starlette.requests import HTTPConnection

from beffroi.kernel.errors import NotAllowed, NotSignedIn
from beffroi.kernel.ids import TenantId, UserId

_LONGEST_TOKEN: Final = 64


@dataclass(frozen=True)
class Principal:
    """A signed-in user in one tenant. `teams` and `queues` are the ones they may see; None means all, empty none.

    What belongs to the user alone (their desk, their own work) needs no scope: compare with `user`.
    """

    tenant: TenantId
    user: UserId
    name: str
    permissions: frozenset[str]
    teams: frozenset[str] | None
    queues: frozenset[str] | None
    session: str
    csrf: str

    @property
    def by(self) -> str:
        """How commands and the audit name this user."""
        return f"user:{self.user}"

    def can(self, permission: str) -> bool:
        """Whether a role of theirs grants `permission` (within the scope, where it has one)."""
        return permission in self.permissions

    def sees_queue(self, queue: str) -> bool:
        """Whether `queue` is in their scope."""
        return self.queues is None or queue in self.queues

    def sees_team(self, team: str) -> bool:
        """Whether `team` is in their scope."""
        return self.teams is None or team in self.teams


class Sessions(Protocol):
    """What the edge asks of `app.state.sessions`; the people room provides it."""

    @property
    def cookie(self) -> str:
        """Name of the session cookie."""

    async def resolve(self, token: str) -> Principal | None:
        """Whose session this is, or None when it is unknown, ended or expired."""


async def principal_of(connection: HTTPConnection) -> Principal | None:
    """Who is behind this request or socket, or None. Asked once per connection, then remembered on it."""
    state = connection.scope.setdefault("state", {})
    if "principal" not in state:
        sessions = cast(Sessions, connection.scope["app"].state.sessions)
        token = connection.cookies.get(sessions.cookie, "")
        known = token and len(token) <= _LONGEST_TOKEN and token.isascii()
        state["principal"] = await sessions.resolve(token) if known else None
    return cast(Principal | None, state["principal"])


async def is_still_signed_in(connection: HTTPConnection) -> bool:
    """Whether the session is open at this moment. A socket asks once it is registered to hear of its session's end:
    an end that came between the handshake and then would have told nobody."""
    connection.scope.get("state", {}).pop("principal", None)
    return await principal_of(connection) is not None


class Requires:
    """A FastAPI dependency that answers the Principal, or refuses: 401 without a session, 403 without the right."""

    def __init__(self, permission: str) -> None:
        self.permission = permission

    async def __call__(self, connection: HTTPConnection) -> Principal:
        principal = await principal_of(connection)
        if principal is None:
            raise NotSignedIn
        if not principal.can(self.permission):
            raise NotAllowed(permission=self.permission)
        return principal


class Public:
    """A FastAPI dependency that lets everybody in; `public` says why that is right."""

    def __init__(self, why: str) -> None:
        self.public = why

    async def __call__(self) -> None:
        return None


def requires(permission: str) -> Requires:
    """`Depends(requires("queue.read"))`: only users with that permission, and the route learns who it is."""
    return Requires(permission)


def public(why: str) -> Public:
    """`Depends(public("the sign-in itself"))`: anybody, on purpose."""
    if not why:
        raise ValueError("a public route says why")
    return Public(why)
