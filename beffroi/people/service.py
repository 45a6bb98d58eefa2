"""What people ask of the people room: sign in, sign out, disable somebody. Hashing comes before the transaction."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import Final

from beffroi.kernel import audit
from beffroi.kernel.clock import Clock
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.errors import NotFound, TooMany
from beffroi.kernel.ids import TenantId, UserId
from beffroi.kernel.logs import get_logger
from beffroi.kernel.web.access import Principal
from beffroi.kernel.web.limits import Buckets, Limit
from beffroi.people import store
from beffroi.people.directory import Directory
from beffroi.people.errors import WrongSignIn
from beffroi.people.model import Account, Session
from beffroi.people.passwords import Passwords
from beffroi.people.sessions import Opened, Sessions

log = get_logger(__name__)

PER_ADDRESS: Final = Limit(5, 20)
PER_EMAIL: Final = Limit(20, 300)


class People:
    """The room's service: one per process, for all tenants."""

    def __init__(
        self,
        records: Records,
        clock: Clock,
        passwords: Passwords,
        cookie: str = "beffroi_session",
    ) -> None:
        self.sessions = Sessions(records, clock, cookie)
        self.directory = Directory(records)
        self._records = records
        self._clock = clock
        self._passwords = passwords
        self._by_address, self._by_email = Buckets(PER_ADDRESS), Buckets(PER_EMAIL)
        self._changed: list[Callable[[], Awaitable[None]]] = []

    def on_changed(self, heard: Callable[[], Awaitable[None]]) -> None:
        """`heard` is awaited after somebody has become an agent, or is none any more."""
        self._changed.append(heard)

    def start(self) -> None:
        """Names are in memory."""
        self.directory.refresh_now()

    def close(self) -> None:
        """No password is checked any more."""
        self._passwords.close()

    async def sign_in(self, email: str, password: str, address: str, replaces: str | None = None) -> Opened:
        """A fresh session with a token nobody has seen; the one that the token `replaces` opened is over.

        Only failures count against the limits of the caller's address and of the e-mail, so that a whole office may
        arrive at once; the limits are looked at when the check's turn has come, so that guesses in line count too.
        """
        who = hashlib.sha256(store.email_key(email).encode()).hexdigest()
        async with self._passwords.turn():
            now = self._clock.now()
            if wait_s := max(self._by_address.wait_s(address, now), self._by_email.wait_s(who, now)):
                raise TooMany(retry_after_s=round(wait_s, 1))
            account = await self._records.read(lambda conn: store.account_by_email(conn, email))
            right = await self._passwords.verify(account.password_hash if account else None, password)
            if account is None or not right or account.user.disabled_at is not None:
                self._by_address.take(address, now)
                self._by_email.take(who, now)
                log.warning("sign_in_failed", user=account.user.id if account else None)
                raise WrongSignIn
        return await self._open(account, password, replaces)

    async def account(self, principal: Principal) -> Account:
        """Everything about the signed-in user."""
        found = await self._records.read(lambda conn: store.account(conn, principal.tenant, principal.user))
        if found is None:
            raise NotFound
        return found

    async def sign_out(self, principal: Principal) -> None:
        """The session is over."""
        await self.sessions.end(principal.tenant, principal.session, principal.by)

    async def end_sessions(self, tenant: TenantId, user: UserId, by: str) -> int:
        """The user must sign in again everywhere."""
        return await self.sessions.end_all(tenant, user, by)

    async def disable(self, tenant: TenantId, user: UserId, by: str) -> None:
        """The account opens no more, and whatever it had open is closed at once."""

        def disabling(conn: Connection) -> None:
            now = self._clock.now()
            if not store.disable(conn, tenant, user, now):
                raise NotFound
            audit.write(conn, tenant, by, "user_disabled", "user", user, at=now)
            store.end_sessions_of(conn, tenant, user, now)

        await self._records.write(disabling)
        self.sessions.forget_user(user)
        await self.directory.refresh()
        for heard in self._changed:
            await heard()

    async def set_password(self, tenant: TenantId, user: UserId, password: str, by: str) -> None:
        """Only the new password opens the account, and every session opened by the old one is over."""
        hashed = await self._passwords.hash(password)

        def setting(conn: Connection) -> None:
            now = self._clock.now()
            store.set_password_hash(conn, tenant, user, hashed)
            store.end_sessions_of(conn, tenant, user, now)
            audit.write(conn, tenant, by, "password_set", "user", user, at=now)

        await self._records.write(setting)
        self.sessions.forget_user(user)

    async def _open(self, account: Account, password: str, replaces: str | None) -> Opened:
        tenant, user = account.user.tenant, account.user.id
        outdated = self._passwords.is_outdated(account.password_hash)
        rehashed = await self._passwords.hash(password) if outdated else None

        def opening(conn: Connection) -> tuple[str, Session, Account]:
            fresh = store.account(conn, tenant, user)
            # Between the check and now, somebody may have disabled the account or changed its password.
            changed = fresh is None or fresh.user.disabled_at is not None
            if fresh is None or changed or fresh.password_hash != account.password_hash:
                raise WrongSignIn
            if rehashed is not None:
                store.set_password_hash(conn, tenant, user, rehashed)
            return *self.sessions.add(conn, fresh, self._clock.now(), replaces), fresh

        token, session, fresh = await self._records.write(opening)
        return self.sessions.opened(token, session, fresh, replaces)
