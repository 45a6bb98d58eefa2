"""Whoever asks the centre by REST alone: an administrator who settles its rules, a supervisor elsewhere."""

from types import TracebackType
from typing import Any, Self

import httpx

from beffroi.kernel.ids import new_id
from tests.journeys.centre import Centre


class Office:
    """Somebody signed in without a browser."""

    def __init__(self, centre: Centre, person: str) -> None:
        self.person = person
        self._password = centre.password(person)
        self._http = httpx.AsyncClient(base_url=centre.url, headers={"Origin": centre.url}, timeout=20)

    async def __aenter__(self) -> Self:
        who = {"email": f"{self.person}@demo.invalid", "password": self._password}
        self._http.headers["X-CSRF-Token"] = (await self._asks("POST", "/api/session", who))["csrf"]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, raised: object, trace: TracebackType | None) -> None:
        await self._http.aclose()

    async def reads(self, path: str) -> Any:
        """What is there."""
        return await self._asks("GET", path)

    async def does(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """It is done, and this was answered."""
        return await self._asks("POST", path, body or {})

    async def settles(self, path: str, body: dict[str, Any]) -> Any:
        """From now on it is so."""
        return await self._asks("PUT", path, body)

    async def changes_rules(self, queue: str, **changed: object) -> None:
        """The queue's rules, but for this, as they were."""
        path = f"/api/queues/{queue}/rules"
        await self.settles(path, {**await self.reads(path), **changed})

    async def _asks(self, verb: str, path: str, body: dict[str, Any] | None = None) -> Any:
        answer = await self._http.request(verb, path, json=body, headers={"Idempotency-Key": new_id()})
        assert answer.is_success, f"{verb} {path}: {answer.status_code} {answer.text}"
        return answer.json()
