"""Who came back: both ends of a log are blind, and say so."""

from __future__ import annotations

from beffroi.measures import CATALOGUE, Primitives
from beffroi.measures.contact import Contact, Outcome
from beffroi.measures.fold import add_contacts
from beffroi.measures.recontacts import DAY_S, followed
from beffroi.measures.rules import Rules

SEVEN = Rules(repeat_days=7)


def came(day: float, customer: str | None = "marie", how: str = "answered", **facts: object) -> Contact:
    return Contact(arrived_at=day * DAY_S, customer=customer, outcome=Outcome(how), **facts)  # type: ignore[arg-type]


def told(*contacts: Contact, rules: Rules = SEVEN, days: float = 60) -> list[tuple[bool | None, bool | None]]:
    return [(one.first, one.came_back) for one in followed(contacts, rules, since=0, until=days * DAY_S)]


def test_a_second_contact_within_the_days_is_a_repeat_and_the_first_did_not_suffice() -> None:
    assert told(came(20), came(25)) == [(True, True), (False, False)]
    assert told(came(20), came(28)) == [(True, False), (True, False)]


def test_exactly_n_days_later_is_still_within() -> None:
    assert told(came(20), came(27)) == [(True, True), (False, False)]


def test_the_first_days_cannot_tell_what_came_before_nor_the_last_what_follows() -> None:
    assert told(came(3), came(58)) == [(None, False), (True, None)]


def test_a_return_already_seen_in_the_last_days_is_left_out_too() -> None:
    """Counting only the returns seen early, and not the silences, would lower first-contact resolution."""
    assert told(came(55), came(56)) == [(True, None), (False, None)]


def test_another_reason_is_another_need_unless_the_rules_say_otherwise() -> None:
    contacts = came(20, reason="bill"), came(21, reason="move")
    assert told(*contacts) == [(True, False), (True, False)]
    assert told(*contacts, rules=Rules(repeat_days=7, same_reason=False)) == [(True, True), (False, False)]


def test_a_redial_after_an_abandon_is_no_repeat() -> None:
    assert told(came(20, how="abandoned"), came(20.01)) == [(True, True), (True, False)]


def test_an_unknown_customer_is_neither_first_nor_repeated() -> None:
    assert told(came(20, None), came(21, None)) == [(None, None), (None, None)]


def test_only_a_call_undoes_a_redirection() -> None:
    mail = followed([came(20, redirected=True), came(21, channel="email")], SEVEN, 0, 60 * DAY_S)
    call = followed([came(20, redirected=True), came(21)], SEVEN, 0, 60 * DAY_S)
    stayed = CATALOGUE["digitalisation[stayed]"]
    assert stayed.of(add_contacts(Primitives(), mail)).value == 1
    assert stayed.of(add_contacts(Primitives(), call)).value == 0
