"""Primitives: what is counted, per queue and stretch of time. Percentages are never stored; formulas read these.

Durations are whole milliseconds, money whole cents, so that a sum is the same whatever the order of adding:
live, projected and recomputed figures are equal to the unit, not nearly.
`*_untold` counts what a log did not say, so that a figure leaves it out instead of reading it as zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from operator import attrgetter
from typing import Any, Final

import msgspec

Histogram = dict[int, int]
"""How many, by whole seconds rounded up: "90 % waited at most 12 s" stays true."""

COUNTS = (
    "received",
    "presented",
    "answered",
    "answered_in_time",
    "abandoned",
    "handled",
    "wait_answered_ms",
    "talk_ms",
    "wrap_up_ms",
)
"""The nine the product stores per quarter-hour."""


class Primitives(msgspec.Struct):
    """Sums of one queue over one stretch of time; they add up, so a day is the sum of its quarter-hours."""

    received: int = 0
    """Passages that entered the queue: first arrivals, transfers and returns; but for those that `stood_in`.

    In a log: every contact.
    """
    presented: int = 0
    """Offers shown to an agent; one passage may be presented several times."""
    answered: int = 0
    """Passages an agent accepted."""
    answered_in_time: int = 0
    """Answered passages within the queue's threshold; a chat's clock stops at the first human reply."""
    abandoned: int = 0
    """Passages the customer left while still waiting."""
    handled: int = 0
    """Pieces of work an agent finished, wrap-up included."""
    wait_answered_ms: int = 0
    """Waits of the answered passages, added up."""
    talk_ms: int = 0
    """Contact time of the handled work, added up."""
    wrap_up_ms: int = 0
    """Wrap-up time of the handled work, added up."""

    # How the others left.
    overflowed: int = 0
    transferred_away: int = 0
    dissuaded: int = 0
    """Told to come back later while the queue was open."""
    closed: int = 0
    """The same, while it was not."""
    withdrawn: int = 0
    """Gave up their place for a callback, a message left, or another place in the same queue: it stands in for them."""
    stood_in: int = 0
    """Passages that took the place of one that withdrew from the same queue: received already."""
    callbacks: int = 0
    callbacks_kept: int = 0
    """Callbacks in which the customer was spoken to."""
    callbacks_unreached: int = 0
    """Callbacks given up: nobody answered, or it was not their number."""
    messages_left: int = 0
    self_served: int = 0
    failed: int = 0
    blocked: int = 0
    waiting: int = 0
    presented_untold: int = 0

    # Waits.
    answered_clock_untold: int = 0
    """Answered, but nothing says whether in time."""
    answered_wait_untold: int = 0
    abandoned_in_time: int = 0
    """Abandoned within the threshold."""
    abandoned_short: int = 0
    abandoned_wait_untold: int = 0
    wait_abandoned_ms: int = 0
    waits_answered: Histogram = msgspec.field(default_factory=dict)
    waits_abandoned: Histogram = msgspec.field(default_factory=dict)

    # Times of the handled work.
    talk_short: int = 0
    talk_untold: int = 0
    hold_ms: int = 0
    held: int = 0
    """Handled work put on hold at least once."""
    hold_untold: int = 0
    wrap_up_untold: int = 0
    part_told: int = 0
    """Handled work whose talk or wrap-up is not told: left out of the handle time."""
    part_told_ms: int = 0
    """What is told of it."""
    passed_on: int = 0
    passed_on_untold: int = 0
    escalated: int = 0
    escalated_untold: int = 0

    # Resolution.
    ticked: int = 0
    ticked_resolved: int = 0
    surveyed: int = 0
    surveyed_resolved: int = 0
    watched_first: int = 0
    """First contacts that were answered, and whose following days are over."""
    watched_first_back: int = 0
    watched: int = 0
    """Answered contacts whose following days are over."""
    watched_back: int = 0
    placed: int = 0
    """Received contacts of which it is known whether they repeat another."""
    repeats: int = 0

    # Messages and cases.
    first_responses: int = 0
    first_response_ms: int = 0
    first_response_waits: Histogram = msgspec.field(default_factory=dict)
    bot_first_responses: int = 0
    bot_first_response_ms: int = 0
    unreplied: int = 0
    """Conversations to which no person replied yet."""
    replies: int = 0
    reply_ms: int = 0
    reply_waits: Histogram = msgspec.field(default_factory=dict)
    cases_opened: int = 0
    cases_closed: int = 0
    stock_readings: int = 0
    stock: int = 0
    """Open cases at the end; a reading, not a flow."""
    stock_at_start: int = 0
    stock_age_ms: int = 0
    stock_ages: Histogram = msgspec.field(default_factory=dict)

    # Surveys.
    promoters: int = 0
    passives: int = 0
    detractors: int = 0
    csat_answers: int = 0
    csat_satisfied: int = 0
    csat_points: int = 0
    ces_answers: int = 0
    ces_easy: int = 0
    ces_points: int = 0

    # Digital.
    digital: int = 0
    redirect_told: int = 0
    redirected: int = 0
    redirected_watched: int = 0
    redirected_stayed: int = 0
    bot_sessions: int = 0
    bot_contained: int = 0
    bot_watched: int = 0
    bot_watched_contained: int = 0

    # Agents' time, union of time per agent: two chats at once count once.
    logged_ms: int = 0
    busy_ms: int = 0
    """In contact or wrap-up, at least one at a time."""
    work_ms: int = 0
    """The same, one after the other: two chats at once count twice."""
    idle_ms: int = 0
    other_work_ms: int = 0
    paid_ms: int = 0
    paid_available_ms: int = 0
    scheduled_ms: int = 0
    scheduled_available_ms: int = 0
    productive_ms: int = 0
    """Scheduled time of productive activities."""
    adherent_ms: int = 0
    worked_ms: int = 0

    # Planning; contacts and agents in thousandths, for forecasts have decimals.
    actual_milli: int = 0
    forecast_milli: int = 0
    forecast_gap_milli: int = 0
    day_forecast_gap_milli: int = 0
    need_ms: int = 0
    staff_gap_ms: int = 0

    # Campaigns.
    dialled: int = 0
    picked_up: int = 0
    live: int = 0
    reached_queue: int = 0
    passed: int = 0
    drops: int = 0
    coded_human: int = 0
    coded_machine: int = 0
    right_party: int = 0
    argued: int = 0
    sales: int = 0
    picked_up_told: int = 0
    live_told: int = 0
    reached_queue_told: int = 0
    passed_told: int = 0
    drops_told: int = 0
    right_party_told: int = 0
    argued_told: int = 0
    sales_told: int = 0
    records_loaded: int = 0
    records_tried: int = 0
    records_reached: int = 0
    """Records whose right party was reached at least once."""
    records_closed: int = 0

    # Money.
    costs: int = 0
    """How many amounts of cost were added: none is not the same as nothing spent."""
    cost_cents: int = 0
    margins: int = 0
    margin_cents: int = 0

    def add(self, other: Primitives) -> None:
        """These sums now include the other's."""
        for name in compress(SUMS, _sums_of(other)):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in compress(HISTOGRAMS, _histograms_of(other)):
            merge(getattr(self, name), getattr(other, name))


HISTOGRAMS: Final = ("waits_answered", "waits_abandoned", "first_response_waits", "reply_waits", "stock_ages")
SUMS: Final = tuple(name for name in Primitives.__struct_fields__ if name not in HISTOGRAMS)
_sums_of: Final[Any] = attrgetter(*SUMS)
_histograms_of: Final[Any] = attrgetter(*HISTOGRAMS)


def merge(into: Histogram, counts: Histogram) -> None:
    """The first now includes the second."""
    for seconds, count in counts.items():
        into[seconds] = into.get(seconds, 0) + count


def total(several: Iterable[Primitives]) -> Primitives:
    """The sum of all of them, as a new object."""
    result = Primitives()
    for one in several:
        result.add(one)
    return result


def to_ms(seconds: float) -> int:
    """A duration as whole milliseconds, rounded to the nearest; every sum of durations is made of these."""
    return round(seconds * 1000)
