"""Who came back: each contact with whether it repeats another, and whether another followed it. Pure.

Both ends of a log are blind. Of a contact in the first days it is not known whether it repeats one before the log;
of one in the last days, whether another follows after it ends. Those stay None and are counted nowhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from beffroi.kernel.ids import Instant
from beffroi.measures.contact import Contact, Outcome
from beffroi.measures.rules import Rules

DAY_S: Final = 86_400


def followed(contacts: Iterable[Contact], rules: Rules, since: Instant, until: Instant) -> list[Contact]:
    """The contacts by arrival, with `first`, `came_back` and `came_back_by_phone` set where it can be known.

    `since` and `until` are what the log covers. A contact without a customer stays as it is.
    """
    ordered = sorted(contacts, key=lambda one: one.arrived_at)
    chains: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(ordered):
        if one.customer is not None:
            chains.setdefault((one.customer, _need(one, rules)), []).append(place)
    for places in chains.values():
        chain = [ordered[place] for place in places]
        for place, told in zip(places, _told(chain, rules, since, until), strict=True):
            ordered[place] = told
    return ordered


def _need(contact: Contact, rules: Rules) -> str:
    return (contact.reason or "") if rules.same_reason else ""


def _told(chain: Sequence[Contact], rules: Rules, since: Instant, until: Instant) -> list[Contact]:
    """One customer's contacts for one need, in order, each told of the others."""
    window_s = rules.repeat_days * DAY_S
    arrivals = [one.arrived_at for one in chain]
    phones = [place for place, one in enumerate(chain) if one.channel in rules.phone_channels]
    told, last_answered_at = [], None
    for place, one in enumerate(chain):
        at = one.arrived_at
        over = at + window_s <= until
        repeats = last_answered_at is not None and at - last_answered_at <= window_s
        back = _any_by(arrivals, place + 1, at + window_s)
        rung = _any_by([arrivals[phone] for phone in phones[bisect_right(phones, place) :][:1]], 0, at + window_s)
        told.append(
            replace(
                one,
                first=False if repeats else (True if at - window_s >= since else None),
                came_back=back if over else None,
                came_back_by_phone=rung if over else None,
            )
        )
        if one.outcome is Outcome.ANSWERED:
            last_answered_at = at
    return told


def _any_by(arrivals: Sequence[Instant], place: int, to_at: Instant) -> bool:
    """Whether there is an arrival at this place, and not after `to_at`."""
    return place < len(arrivals) and arrivals[place] <= to_at
