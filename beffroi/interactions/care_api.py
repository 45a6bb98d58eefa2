"""REST of care: with how much of it a customer is served. Whoever has them in hand says so, or a supervisor."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Protocol, cast

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel

from beffroi.customers import store as customers
from beffroi.interactions.ledger import store as ledger
from beffroi.kernel import audit
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.errors import NotAllowed, NotFound
from beffroi.kernel.ids import CustomerId
from beffroi.kernel.web.access import Principal, requires

router = APIRouter(prefix="/api", tags=["interactions"])

Reader = Annotated[Principal, Depends(requires("interaction.read"))]
RECENT = 50


class CareBody(BaseModel):
    """A degree of care; "" for none."""

    care: Literal["", "fragile", "vip", "accessibility"]


class CareSet(CareBody):
    """From the customer's next contact on; `seq` is the journal's place, which does not know of it."""

    seq: int


class Held(Protocol):
    """Work in an agent's hands, as far as this room needs it."""

    @property
    def agent(self) -> str: ...
    @property
    def customer(self) -> str: ...
    @property
    def state(self) -> str: ...


class Committed(Protocol):
    """Routing's committed state, as far as this room needs it."""

    @property
    def assignments(self) -> Mapping[Any, Held]: ...


@router.put("/customers/{id}/care", operation_id="set_care")
async def set_care(
    of: Annotated[CustomerId, Path(alias="id", max_length=64)], asked: CareBody, reader: Reader, request: Request
) -> CareSet:
    """The customer is served with this care. An agent may say so while they have the customer in hand."""
    state = request.app.state
    in_hand = reader.can("desk.work") and _has_in_hand(state.routing.committed, reader.user, of)
    if not in_hand and not reader.can("floor.read"):
        raise NotAllowed

    def write(conn: Connection) -> None:
        if customers.customer(conn, reader.tenant, of) is None or not (in_hand or _in_scope(conn, reader, of)):
            raise NotFound
        customers.set_care(conn, reader.tenant, of, asked.care)
        audit.write(conn, reader.tenant, reader.by, "care_set", "customer", of)

    await cast(Records, state.records).write(write)
    return CareSet(care=asked.care, seq=state.routing.committed_seq)


def _has_in_hand(committed: Committed, agent: str, customer: str) -> bool:
    held = committed.assignments.values()
    return any(one.agent == agent and one.customer == customer and one.state != "offered" for one in held)


def _in_scope(conn: Connection, reader: Principal, customer: CustomerId) -> bool:
    past = ledger.interactions_of(conn, reader.tenant, customer, RECENT)
    return any(row.queue_id and reader.sees_queue(row.queue_id) for row in past)
