"""What is sent out: signed, to the public internet or nowhere, tried again when nothing comes of it."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any, cast

import pytest

from beffroi.kernel import outgoing
from beffroi.kernel.clock import FakeClock
from beffroi.kernel.ids import TenantId
from beffroi.kernel.jobs import Job
from beffroi.kernel.outgoing import NotReachable, Unanswered, check, is_public, post
from beffroi.live.alerts.model import Alert, Rule
from beffroi.live.alerts.service import Alerts
from beffroi.live.alerts.webhook import Webhooks

SECRET = "s" * 64
PRIVATE = (
    "127.0.0.1 10.0.0.1 172.16.3.4 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 255.255.255.255 224.0.0.1 192.0.0.1 "
    "198.18.0.1 :: ::1 fe80::1 fc00::1 fd12:3456::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 "
    "64:ff9b::7f00:1 2002:7f00:1:: 2001::1 2001:db8::1"
).split()


@dataclass
class Receiver:
    """A server on this machine that keeps what it was sent."""

    answer: bytes = b"HTTP/1.1 204 No Content\r\n\r\n"
    slow: bool = False
    port: int = 0
    heads: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            int(line.split(":")[1]) for line in head.splitlines() if line.lower().startswith("content-length")
        )
        self.heads.append(head)
        self.bodies.append(await reader.readexactly(length))
        if self.slow:
            await reader.read()
        else:
            writer.write(self.answer)
        writer.close()
        await writer.wait_closed()

    def header(self, name: str) -> str:
        line = next(one for one in self.heads[-1].splitlines() if one.startswith(f"{name}: "))
        return line.split(": ", 1)[1]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    held = Receiver()
    server = await asyncio.start_server(held.serve, "127.0.0.1", 0)
    held.port = server.sockets[0].getsockname()[1]
    yield held
    server.close()


class Told:
    """Alerts that know one rule and one alert."""

    def __init__(self, webhook: str) -> None:
        self.held: Rule | None = Rule(
            id="r", name="La file rougit", figure="waiting", op=">", value=3, held_s=0, queue="sales", webhook=webhook,
            secret=SECRET,
        )  # fmt: skip

    def rule(self, rule: str) -> Rule | None:
        return self.held

    async def one(self, alert: str) -> Alert:
        return Alert(
            id=alert, rule="r", name="La file rougit", figure="waiting", op=">", limit=3, started_at=1.0, value=4
        )


def sender(told: Told, may_reach: Callable[[Any], bool] = lambda address: True) -> Webhooks:
    return Webhooks(cast(Alerts, told), FakeClock(1_000.5), may_reach, plain=True)


JOB = Job("j", TenantId("t"), "alert_webhook", {"alert": "a", "what": "started", "rule": "r"}, 0)


async def test_what_arrives_is_signed_and_says_what_happened(receiver: Receiver) -> None:
    await sender(Told(f"http://127.0.0.1:{receiver.port}/hook?x=1")).send(JOB)
    assert receiver.heads[0].startswith("POST /hook?x=1 HTTP/1.1\r\n")
    body = receiver.bodies[0]
    assert json.loads(body)["event"] == "alert.started"
    assert json.loads(body)["name"] == "La file rougit"
    signed = f"{receiver.header('Beffroi-Timestamp')}.{receiver.header('Beffroi-Id')}.".encode() + body
    expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert receiver.header("Beffroi-Signature") == f"v1={expected}"
    assert (receiver.header("Beffroi-Timestamp"), receiver.header("Beffroi-Id")) == ("1000", "a.started")


async def test_a_repeat_carries_the_same_id(receiver: Receiver) -> None:
    hook = sender(Told(f"http://127.0.0.1:{receiver.port}/"))
    for _ in range(2):
        await hook.send(JOB)
    assert receiver.bodies[0] == receiver.bodies[1]
    assert receiver.heads[0] == receiver.heads[1]


async def test_a_rule_that_is_gone_sends_nothing(receiver: Receiver) -> None:
    told = Told(f"http://127.0.0.1:{receiver.port}/")
    told.held = None
    await sender(told).send(JOB)
    assert not receiver.heads


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n",
        b"HTTP/1.1 500 No\r\n\r\n",
        b"SSH-2.0-x\r\n",
        b"",
        b"x" * 10_000,
        b"HTTP/1.1 abc\r\n\r\n",
    ],
)
async def test_what_is_no_success_is_tried_again(receiver: Receiver, answer: bytes) -> None:
    receiver.answer = answer
    with pytest.raises(Unanswered):
        await sender(Told(f"http://127.0.0.1:{receiver.port}/")).send(JOB)
    assert len(receiver.heads) == 1


async def test_who_is_slow_is_left(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "TIMEOUT_S", 0.05)
    receiver.slow = True
    with pytest.raises(Unanswered):
        await sender(Told(f"http://127.0.0.1:{receiver.port}/")).send(JOB)


async def test_nobody_there_is_tried_again() -> None:
    with pytest.raises(Unanswered):
        await post("http://127.0.0.1:9/", b"", {}, lambda address: True, plain=True)


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_the_public_internet_is_not_reached(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_the_public_internet_is(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"])
async def test_this_machine_is_not_reached_by_any_name(receiver: Receiver, host: str) -> None:
    with pytest.raises((NotReachable, Unanswered)):
        await post(f"http://{host}:{receiver.port}/", b"", {}, plain=True)
    assert not receiver.heads


async def test_one_private_address_among_others_is_enough(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", ("127.0.0.1", receiver.port))]

    async def resolve(*_: object, **__: object) -> list[Any]:
        return both

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", resolve, raising=False)
    with pytest.raises(NotReachable):
        await post(f"http://hook.example:{receiver.port}/", b"", {}, plain=True)
    assert not receiver.heads


async def test_the_connection_goes_to_the_address_that_was_checked(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def resolve(host: str, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        return [(0, 0, 0, "", ("127.0.0.1", receiver.port))]

    loop = asyncio.get_running_loop()
    real = loop.getaddrinfo

    async def either(host: str, *args: Any, **kwargs: Any) -> Any:
        return await (resolve(host) if host == "hook.example" else real(host, *args, **kwargs))

    monkeypatch.setattr(loop, "getaddrinfo", either, raising=False)
    assert await post(f"http://hook.example:{receiver.port}/", b"{}", {}, lambda address: True, plain=True) == 204
    assert asked == ["hook.example"]
    assert receiver.header("Host") == f"hook.example:{receiver.port}"


@pytest.mark.parametrize(
    "url",
    [
        "http://hook.example/",
        "ftp://hook.example/",
        "https://user:pass@hook.example/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https:///x",
        "https://hook.example/a b",
        "https://hook.example/\r\nX: y",
        "https://h" + "o" * 3000,
        "https://hook.example:99999/",
        "",
    ],
)
def test_what_can_never_be_used_is_refused_when_it_is_typed(url: str) -> None:
    with pytest.raises(NotReachable):
        check(url)


def test_an_ordinary_address_is_taken() -> None:
    check("https://hook.example:8443/alerts?team=1")
