"""How simulated agents ask the server: ordinary HTTP over loopback, with a desk's own cookie and token."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any, Final

ANSWER_S: Final = 10.0


class Unanswered(Exception):
    """The server refused or did not answer; `status` is 0 when it did not."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


@dataclass
class Desk:
    """One signed-in agent. `port` is this server's own."""

    port: int
    cookie: str = ""
    csrf: str = ""
    session_of: str = ""

    @property
    def origin(self) -> str:
        """What a browser on this machine would call our pages."""
        return f"http://localhost:{self.port}"

    async def sign_in(self, email: str, password: str) -> None:
        """The agent is signed in, with a session of its own."""
        headers, body = await self._exchange("POST", "/api/session", {"email": email, "password": password})
        self.cookie = headers.get("set-cookie", "").split(";")[0]
        self.csrf = body["csrf"]
        self.session_of = body["user"]["id"]

    async def sign_out(self) -> None:
        """The session is over."""
        await self._exchange("DELETE", "/api/session")

    async def get(self, path: str) -> Any:
        """What is there."""
        return (await self._exchange("GET", path))[1]

    async def post(self, path: str, body: object = None) -> Any:
        """It is done, or Unanswered says why not."""
        return (await self._exchange("POST", path, body if body is not None else {}))[1]

    async def _exchange(self, verb: str, path: str, body: object = None) -> tuple[dict[str, str], Any]:
        sent = b"" if body is None else json.dumps(body).encode()
        lines = [f"{verb} {path} HTTP/1.1", f"Host: localhost:{self.port}", "Connection: close"]
        lines.append(f"Origin: {self.origin}")
        lines += [f"Cookie: {self.cookie}", f"X-CSRF-Token: {self.csrf}"] if self.cookie else []
        lines += ["Content-Type: application/json", f"Content-Length: {len(sent)}"] if body is not None else []
        request = "\r\n".join([*lines, "", ""]).encode() + sent
        try:
            async with asyncio.timeout(ANSWER_S):
                answer = await self._ask(request)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as lost:
            raise Unanswered(0, type(lost).__name__) from lost
        return _read(answer)

    async def _ask(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(request)
            await writer.drain()
            return await reader.read()
        finally:
            writer.close()


def _read(answer: bytes) -> tuple[dict[str, str], Any]:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    status = int(first.split(" ")[1]) if first.startswith("HTTP/") else 0
    if "chunked" in headers.get("transfer-encoding", ""):
        body = _unchunked(body)
    content = json.loads(body) if body.strip() else None
    if not 200 <= status < 300:
        raise Unanswered(status, content["code"] if isinstance(content, dict) else "")
    return headers, content


def _unchunked(body: bytes) -> bytes:
    whole = b""
    while body:
        size, _, rest = body.partition(b"\r\n")
        length = int(size.split(b";")[0], 16)
        if length == 0:
            break
        whole, body = whole + rest[:length], rest[length + 2 :]
    return whole
