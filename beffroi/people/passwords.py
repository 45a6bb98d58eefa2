"""Passwords are kept as argon2id hashes, made and checked beside the event loop, a few at a time."""

import asyncio
import os
import secrets
import sys
import threading
import unicodedata
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from beffroi.kernel.errors import TryAgain
from beffroi.people.errors import PasswordTooShort

SHORTEST: Final = 12
LONGEST: Final = 256
_AT_ONCE: Final = 2
_WAITING: Final = 60
_NICE: Final = 10
_WORDS: Final = "abcdefghijkmnpqrstuvwxyz23456789"


class Passwords:
    """Hashes and checks. `memory_kib` is argon2's cost: 64 MiB by default; tests take less."""

    def __init__(self, memory_kib: int = 65536, rounds: int = 3, lanes: int = 4) -> None:
        self._argon2 = PasswordHasher(time_cost=rounds, memory_cost=max(memory_kib, 8 * lanes), parallelism=lanes)
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="passwords", initializer=_step_back)
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._waiting = 0
        # Checked when there is no such user, so that the answer takes as long.
        self._nobody = self._argon2.hash(secrets.token_urlsafe(24))

    def close(self) -> None:
        """No more checks; those under way end."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def hash_now(self, password: str) -> str:
        """The hash to keep. Blocks for a tenth of a second or more."""
        if len(password) < SHORTEST:
            raise PasswordTooShort(least=SHORTEST)
        return self._argon2.hash(_same_form(password))

    async def hash(self, password: str) -> str:
        """`hash_now`, beside the loop."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, self.hash_now, password)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Entered when a check can begin at once. Whoever finds too many in line is asked to try again."""
        if self._waiting >= _WAITING:
            raise TryAgain("Too many people are signing in at this moment.")
        self._waiting += 1
        try:
            async with self._turns:
                yield
        finally:
            self._waiting -= 1

    async def verify(self, kept: str | None, password: str) -> bool:
        """Whether `password` made the hash `kept`; as slow, and False, when there is none."""
        loop = asyncio.get_running_loop()
        matches = await loop.run_in_executor(self._pool, self._matches, kept or self._nobody, password[:LONGEST])
        return matches and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether today's cost differs from the one `kept` was made with."""
        return self._argon2.check_needs_rehash(kept)

    def _matches(self, kept: str, password: str) -> bool:
        try:
            return self._argon2.verify(kept, _same_form(password))
        except (VerificationError, InvalidHashError):
            return False


def _step_back() -> None:
    """Conversations come before sign-ins: this thread, and argon2's own, leave the processors to whoever else runs."""
    if sys.platform == "linux":  # elsewhere threads have no priority of their own
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)


def fresh_password() -> str:
    """A random password of 16 characters that can be read aloud: 80 bits."""
    return "-".join("".join(secrets.choice(_WORDS) for _ in range(4)) for _ in range(4))


def _same_form(password: str) -> bytes:
    # The same letters typed on another keyboard may come composed differently.
    return unicodedata.normalize("NFKC", password).encode(errors="replace")
