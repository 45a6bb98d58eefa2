"""Sessions: opaque tokens of 256 bits, of which only the hash is kept. Idle 8 hours or 12 hours in all, and they end.

Open sessions are also in memory, so that a request costs no SQL; every way of ending one takes it out at once.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from beffroi.kernel import audit
from beffroi.kernel.clock import Clock
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.ids import Instant, TenantId, UserId, new_id
from beffroi.kernel.logs import get_logger
from beffroi.kernel.web.access import Principal
from beffroi.people import store
from beffroi.people.model import Account, Session
from beffroi.people.permissions import reach

log = get_logger(__name__)

IDLE_S: Final = 8 * 3600.0
ABSOLUTE_S: Final = 12 * 3600.0
KEPT_S: Final = 30 * 86400.0


@dataclass
class _Open:
    principal: Principal
    created_at: Instant
    seen_at: Instant
    written_at: Instant


@dataclass(frozen=True)
class Opened:
    """A fresh session: the token goes to the browser and is never seen again."""

    token: str
    principal: Principal
    account: Account


class Sessions:
    """Who is signed in. `resolve` is what the edge asks; the people service opens and ends."""

    def __init__(self, records: Records, clock: Clock, cookie: str = "beffroi_session") -> None:
        self.cookie = cookie
        self._records = records
        self._clock = clock
        self._open: dict[str, _Open] = {}
        self._ended: list[Callable[[str], None]] = []
        self._endings = 0

    def on_ended(self, heard: Callable[[str], None]) -> None:
        """`heard(session id)` is called on the loop when a session is over, so that its sockets can be closed."""
        self._ended.append(heard)

    async def resolve(self, token: str) -> Principal | None:
        """Whose session this token opens, counting as a sign of life; None when it opens none."""
        key, now = token_hash(token), self._clock.now()
        found = self._open.get(key)
        if found is None:
            found = await self._load(key, now)
        elif _is_over(found.created_at, found.seen_at, now):
            self._forget(key)
            found = None
        if found is None:
            return None
        found.seen_at = max(found.seen_at, now)
        return found.principal

    def add(self, conn: Connection, account: Account, now: Instant, replaces: str | None) -> tuple[str, Session]:
        """A new session in the caller's transaction; the one that `replaces` opened, if any, ends in it too."""
        token = secrets.token_urlsafe(32)
        who = account.user.tenant, account.user.id
        session = Session(new_id(), *who, secrets.token_urlsafe(24), now, now)
        older = store.session(conn, token_hash(replaces)) if replaces else None
        if older is not None and store.end_session(conn, older.tenant, older.id, now):
            audit.write(conn, older.tenant, f"user:{older.user}", "session_replaced", "session", older.id, at=now)
        store.add_session(conn, session, token_hash(token))
        audit.write(conn, who[0], f"user:{who[1]}", "signed_in", "session", session.id, at=now)
        return token, session

    def opened(self, token: str, session: Session, account: Account, replaces: str | None) -> Opened:
        """What `add` wrote, once it is committed. Memory takes it up at its first use."""
        if replaces:
            self._forget(token_hash(replaces))
        return Opened(token, _principal(session, account), account)

    async def end(self, tenant: TenantId, session: str, by: str) -> None:
        """This session is over; its token opens nothing from now on."""

        def ending(conn: Connection) -> None:
            now = self._clock.now()
            if store.end_session(conn, tenant, session, now):
                audit.write(conn, tenant, by, "signed_out", "session", session, at=now)

        self._drop(lambda one: one.principal.session == session)
        await self._records.write(ending)
        self._drop(lambda one: one.principal.session == session)

    async def end_all(self, tenant: TenantId, user: UserId, by: str) -> int:
        """All of the user's sessions are over; answers how many there were."""

        def ending(conn: Connection) -> list[str]:
            now = self._clock.now()
            over = store.end_sessions_of(conn, tenant, user, now)
            audit.write(conn, tenant, by, "sessions_ended", "user", user, {"count": len(over)}, at=now)
            return over

        over = await self._records.write(ending)
        self.forget_user(user)
        return len(over)

    def forget_user(self, user: UserId) -> None:
        """Nothing of this user is answered from memory any more."""
        self._drop(lambda one: one.principal.user == user)

    def is_used_elsewhere(self, user: UserId, token: str = "") -> bool:
        """Whether this user has a session in use in this process, other than the one that `token` opens."""
        key, now = token_hash(token), self._clock.now()
        return any(
            one.principal.user == user and other != key and not _is_over(one.created_at, one.seen_at, now)
            for other, one in self._open.items()
        )

    async def tend(self) -> None:
        """Once a minute: signs of life are written down, what is over is told, what is long over is removed."""
        now = self._clock.now()
        for key, one in list(self._open.items()):
            if _is_over(one.created_at, one.seen_at, now):
                self._forget(key)
        seen = {key: one.seen_at for key, one in self._open.items() if one.seen_at > one.written_at}

        def writing(conn: Connection) -> None:
            store.saw_sessions(conn, seen)
            store.forget_sessions(conn, now - KEPT_S)

        await self._records.write(writing)
        for key, at in seen.items():
            if key in self._open:
                self._open[key].written_at = at

    async def _load(self, key: str, now: Instant) -> _Open | None:
        endings = self._endings

        def loading(conn: Connection) -> tuple[Session, Account] | None:
            session = store.session(conn, key)
            account = session and store.account(conn, session.tenant, session.user)
            return (session, account) if session and account else None

        found = await self._records.read(loading)
        if found is None:
            return None
        session, account = found
        over = session.ended_at is not None or _is_over(session.created_at, session.seen_at, now)
        if over or account.user.disabled_at is not None:
            return None
        if endings != self._endings:
            return await self._load(key, now)  # a session ended while we were reading: perhaps this one
        one = _Open(_principal(session, account), session.created_at, session.seen_at, session.seen_at)
        return self._open.setdefault(key, one)

    def _drop(self, matches: Callable[[_Open], bool]) -> None:
        self._endings += 1
        for key in [key for key, one in self._open.items() if matches(one)]:
            self._forget(key)

    def _forget(self, key: str) -> None:
        self._endings += 1
        gone = self._open.pop(key, None)
        if gone is None:
            return
        for heard in self._ended:
            try:
                heard(gone.principal.session)
            except Exception:
                log.failed("session_end_unheard")


def token_hash(token: str) -> str:
    """What is kept of a token. A plain hash is enough: 256 random bits cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _is_over(created_at: Instant, seen_at: Instant, now: Instant) -> bool:
    return now - seen_at >= IDLE_S or now - created_at >= ABSOLUTE_S


def _principal(session: Session, account: Account) -> Principal:
    allowed = reach(account.grants, account.teams_of)
    return Principal(
        tenant=session.tenant,
        user=session.user,
        name=account.user.name,
        permissions=allowed.permissions,
        teams=allowed.teams,
        queues=allowed.queues,
        session=session.id,
        csrf=session.csrf,
    )
