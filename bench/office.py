"""A queue with many agents, already signed in: written into a stopped centre's records."""

import time
from pathlib import Path
from typing import Final, NamedTuple

from beffroi.channels.chat import store as chat
from beffroi.channels.chat.model import OWN, Door, Widget
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.ids import QueueId, TeamId, TenantId, UserId, new_id
from beffroi.migrations import bring_to_head
from beffroi.people import store as people
from beffroi.people.model import Session, User
from beffroi.people.permissions import Grant, Role, ScopeKind
from beffroi.people.sessions import token_hash
from beffroi.routing import store as routing
from beffroi.routing.model import QueueRules, WrapUp

DEMO: Final = TenantId("demo")
QUEUE: Final = QueueId("bench")
WIDGET: Final = "bench"


class SignedIn(NamedTuple):
    """An agent's cookie and token."""

    cookie: str
    csrf: str


def staff(data: Path, agents: int) -> list[SignedIn]:
    """One queue without wrap-up, its widget, and agents who serve nothing else."""
    records = Records(data / "records.db", prepare=bring_to_head)
    records.open()
    records.write_now(_queue)
    signed_in = records.write_now(lambda conn: [_agent(conn, number) for number in range(agents)])
    records.close()
    return signed_in


def _queue(conn: Connection) -> None:
    routing.put_queue(conn, DEMO, QueueRules(QUEUE, "Bench", wrap_up=WrapUp("none")))
    chat.put_widget(conn, Widget(WIDGET, DEMO, (OWN,), {"fr": Door(QUEUE)}))


def _agent(conn: Connection, number: int) -> SignedIn:
    user = User(UserId(f"b{number}"), DEMO, f"Agent {number}", f"b{number}@bench.invalid", TeamId("lille"), "fr")
    people.put_user(conn, user, "nobody knows it")
    people.put_grants(conn, DEMO, user.id, [Grant(Role.AGENT, ScopeKind.SELF)])
    routing.put_membership(conn, DEMO, user.id, QUEUE)
    routing.put_capacity(conn, DEMO, user.id, "chat", 1)
    token, now = f"token-of-{number}", time.time()
    people.add_session(conn, Session(new_id(), DEMO, user.id, "csrf", now, now), token_hash(token))
    return SignedIn(f"beffroi_session={token}", "csrf")
