"""Feeds: what must be told for a primitive to be counted, so that an empty figure says which column lacks. Pure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from beffroi.measures.catalogue import Measure

CONTACTS: Final = "contacts"

_FEEDS: Final = (
    ("contacts", "arrived_at", "received"),
    ("contacts", "presented", "presented"),
    (
        "contacts",
        "outcome",
        "answered abandoned handled overflowed transferred_away dissuaded closed callbacks self_served failed blocked "
        "waiting",
    ),
    (
        "contacts",
        "wait_s",
        "answered_in_time wait_answered_ms waits_answered wait_abandoned_ms waits_abandoned abandoned_in_time "
        "abandoned_short",
    ),
    ("contacts", "talk_s", "talk_ms talk_short"),
    ("contacts", "hold_s", "hold_ms held"),
    ("contacts", "wrap_up_s", "wrap_up_ms"),
    ("contacts", "transferred", "passed_on"),
    ("contacts", "escalated", "escalated"),
    ("contacts", "resolved", "ticked ticked_resolved"),
    ("contacts", "survey_resolved", "surveyed surveyed_resolved"),
    ("contacts", "customer", "watched watched_back watched_first watched_first_back placed repeats"),
    ("contacts", "first_response_s", "first_responses first_response_ms first_response_waits"),
    ("contacts", "nps", "promoters passives detractors"),
    ("contacts", "csat", "csat_answers csat_points csat_satisfied"),
    ("contacts", "ces", "ces_answers ces_points ces_easy"),
    ("contacts", "channel", "digital"),
    ("contacts", "redirected", "redirect_told redirected"),
    ("contacts", "redirected customer", "redirected_watched redirected_stayed"),
    ("contacts", "bot", "bot_sessions bot_contained"),
    ("contacts", "bot customer", "bot_watched bot_watched_contained"),
    ("messages", "", "bot_first_responses bot_first_response_ms unreplied replies reply_ms reply_waits"),
    ("cases", "", "cases_opened cases_closed stock stock_readings stock_at_start stock_age_ms stock_ages"),
    ("agent_time", "", "logged_ms busy_ms work_ms idle_ms other_work_ms"),
    ("passages", "", "stood_in withdrawn callbacks_kept callbacks_unreached messages_left"),
    (
        "schedules",
        "",
        "paid_ms paid_available_ms scheduled_ms scheduled_available_ms productive_ms adherent_ms worked_ms",
    ),
    (
        "intervals",
        "",
        "actual_milli forecast_milli forecast_gap_milli day_forecast_gap_milli need_ms staff_gap_ms",
    ),
    (
        "attempts",
        "",
        "dialled picked_up live reached_queue passed drops coded_human coded_machine right_party argued sales "
        "live_told right_party_told sales_told drops_told",
    ),
    ("lists", "", "records_loaded records_tried records_reached records_closed"),
    ("money", "", "costs cost_cents margins margin_cents"),
)
"""Where a primitive comes from: the kind of rows, the columns of a contact it takes, the primitives."""

_KIND: Final = {name: kind for kind, _, names in _FEEDS for name in names.split()}
_COLUMNS: Final = {name: tuple(columns.split()) for _, columns, names in _FEEDS for name in names.split()}


def kinds(measure: Measure) -> tuple[str, ...]:
    """The kinds of rows this measure is made of: contacts, agent_time, attempts…"""
    return tuple(dict.fromkeys(_KIND[name] for name in measure.needs))


def columns(measure: Measure) -> tuple[str, ...]:
    """The columns of a contact this measure takes. Hold beside talk is welcome, not needed: else it is in the talk."""
    needed = [name for name in measure.needs if name != "hold_ms" or "talk_ms" not in measure.needs]
    return tuple(dict.fromkeys(column for name in needed for column in _COLUMNS[name]))


def missing(measure: Measure, told: Collection[str]) -> tuple[str, ...]:
    """What a log of contacts that tells these columns lacks for this measure: columns, or other kinds of rows."""
    others = tuple(kind for kind in kinds(measure) if kind != CONTACTS)
    return tuple(column for column in columns(measure) if column not in told) + others
