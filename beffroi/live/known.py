"""What views read beside the routing state: names and texts in memory. What is missing is noted, not fetched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, Protocol, TypeVar

import msgspec

from beffroi.kernel.ids import AgentId, CaseId, CustomerId, Instant, InteractionId, MessageId
from beffroi.routing.model import Reasons

CUSTOMER: Final = "customer"
CASE: Final = "case"
TALK: Final = "talk"
MESSAGE: Final = "message"
PHONE: Final = "phone"
HAND: Final = "hand"
ANSWERS: Final = "answers"

USER: Final = "user:"
WHISPERS: Final = "supervisor"
"""Who writes what agents see and customers never do."""

T = TypeVar("T")

HELD: Final = 50_000
"""Names, and texts, in memory at most; of each kind."""


class Words(NamedTuple):
    """A message as views show it."""

    id: str
    author: str
    agent: str | None
    text: str
    at: Instant
    n: int


class Talk(NamedTuple):
    """The first thing the customer said in an interaction, and the newest thing anybody said."""

    first: Words | None
    last: Words | None


class Ends(msgspec.Struct):
    """Which messages are the first of the customer and the newest of anybody."""

    first: MessageId | None = None
    last: MessageId | None = None


class Answered(NamedTuple):
    """What a supervisor (`by`, a principal) answered to an agent's request for help."""

    request: str
    by: str
    text: str | None
    how: str
    at: Instant


class Learnt(msgspec.Struct):
    """Names and texts just read. What was asked for and is not there stands as None, so it is not asked for again."""

    customers: dict[str, str | None] = {}
    cases: dict[str, str | None] = {}
    talks: dict[str, Ends] = {}
    messages: dict[str, Words | None] = {}
    phones: dict[str, str | None] = {}
    hands: dict[str, str | None] = {}
    answers: dict[str, list[Answered]] = {}


class People(Protocol):
    """Names of those inside, always in memory."""

    def user_name(self, user: str) -> str | None:
        """What this user is called; None for somebody unknown."""
        ...

    def partner_name(self, partner: str) -> str | None:
        """What this partner is called."""
        ...


class Why(Protocol):
    """The words of a routing decision, in each language."""

    def __call__(self, reasons: Reasons) -> dict[str, Any]: ...


class Known:
    """Names and texts in memory. Asking for what is not there answers None and notes it in `missing`."""

    def __init__(self, people: People, why: Why) -> None:
        self.people = people
        self.why = why
        self.missing: set[tuple[str, str]] = set()
        self._customers: dict[str, str | None] = {}
        self._cases: dict[str, str | None] = {}
        self._ends: dict[str, Ends] = {}
        self._messages: dict[str, Words | None] = {}
        self._phones: dict[str, str | None] = {}
        self._hands: dict[str, str | None] = {}
        self._answers: dict[str, list[Answered]] = {}

    def user(self, user: str) -> str | None:
        """What this user is called."""
        return self.people.user_name(user)

    def partner(self, partner: str) -> str | None:
        """What this partner is called."""
        return self.people.partner_name(partner)

    def principal(self, by: str) -> str:
        """The user behind a principal (`user:<id>`); who is no user stays as they are."""
        return by.removeprefix(USER)

    def customer(self, customer: CustomerId) -> str | None:
        """What this customer is called; None when they have not said, or it is not in memory yet."""
        if customer not in self._customers:
            self.missing.add((CUSTOMER, customer))
        return self._customers.get(customer)

    def case(self, case: CaseId) -> str | None:
        """The number people say of this case."""
        if case not in self._cases:
            self.missing.add((CASE, case))
        return self._cases.get(case)

    def talk(self, interaction: InteractionId) -> Talk:
        """First and newest words of this interaction."""
        ends = self._ends.get(interaction)
        if ends is None:
            self.missing.add((TALK, interaction))
            return Talk(None, None)
        first = self.message(ends.first) if ends.first else None
        return Talk(first, self.message(ends.last) if ends.last else None)

    def message(self, message: MessageId) -> Words | None:
        """One message; None when its row is gone, or it is not in memory yet."""
        if message not in self._messages:
            self.missing.add((MESSAGE, message))
        return self._messages.get(message)

    def phone(self, callback: InteractionId) -> str | None:
        """The number to dial for this callback."""
        return self._asked(PHONE, self._phones, callback)

    def hand(self, request: str) -> str | None:
        """What the agent wrote when they asked for help."""
        return self._asked(HAND, self._hands, request)

    def answers(self, agent: AgentId) -> list[Answered]:
        """What was answered lately to the agent's requests for help."""
        return self._asked(ANSWERS, self._answers, agent) or []

    def forget_answers(self, agent: AgentId) -> None:
        """Something was answered: ask again."""
        self._answers.pop(agent, None)

    def _asked(self, kind: str, held: Mapping[str, T], one: str) -> T | None:
        if one not in held:
            self.missing.add((kind, one))
        return held.get(one)

    def said(self, interaction: InteractionId, message: MessageId, author: str) -> None:
        """This message is the newest of its interaction; its words may be asked for. A whisper is not among them."""
        if author == WHISPERS:
            return
        if ends := self._ends.get(interaction):
            ends.last = message
            if ends.first is None and author == "customer":
                ends.first = message

    def learn(self, learnt: Learnt) -> None:
        """These are in memory now; the oldest make room for them."""
        for held, fresh in (
            (self._customers, learnt.customers),
            (self._cases, learnt.cases),
            (self._ends, learnt.talks),
            (self._messages, learnt.messages),
            (self._phones, learnt.phones),
            (self._hands, learnt.hands),
            (self._answers, learnt.answers),
        ):
            _put(held, fresh)

    def forget_customer(self, customer: CustomerId) -> None:
        """The customer is called something else now: ask again."""
        self._customers.pop(customer, None)


def _put(held: dict[str, Any], fresh: Mapping[str, Any]) -> None:
    held.update(fresh)
    while len(held) > HELD:
        del held[next(iter(held))]
