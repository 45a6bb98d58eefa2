"""The fold of rows: what one contact of a log, or one attempt of a campaign, adds to the sums. Pure.

A row is counted whole where its reader puts it, by custom the quarter-hour of its arrival. The product's own events are
counted each in its own quarter-hour (decision 0006): a day agrees, a quarter-hour on its edge may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import ceil
from typing import Final

from beffroi.measures.contact import Attempt, Contact, Outcome
from beffroi.measures.primitives import Histogram, Primitives, to_ms
from beffroi.measures.rules import DEFAULT, ClockStart, Rules

NPS_SCALE: Final = range(11)
CSAT_SCALE: Final = range(1, 6)
CES_SCALE: Final = range(1, 8)


def add_contact(p: Primitives, c: Contact, rules: Rules = DEFAULT) -> None:
    """The sums include this contact, counted by these rules."""
    p.received += 1
    if c.presented is None:
        p.presented_untold += 1
    else:
        p.presented += c.presented
    _LEFT[c.outcome](p, c, rules)
    p.digital += c.channel in rules.digital_channels
    if c.first is not None:
        p.placed += 1
        p.repeats += not c.first
    if c.first_response_s is not None:
        p.first_responses += 1
        p.first_response_ms += to_ms(c.first_response_s)
        count_second(p.first_response_waits, c.first_response_s)
    if c.bot:
        _add_bot_session(p, c)
    if c.nps is not None or c.csat is not None or c.ces is not None or c.survey_resolved is not None:
        _add_survey(p, c)


def add_contacts(p: Primitives, contacts: Iterable[Contact], rules: Rules = DEFAULT) -> Primitives:
    """The sums include all of these; the same object is given back."""
    for contact in contacts:
        add_contact(p, contact, rules)
    return p


def clock_s(c: Contact, rules: Rules) -> float | None:
    """How long the service level's clock ran for this contact; None where the log does not say."""
    from_arrival = rules.clock_start == ClockStart.ARRIVAL
    if c.first_response_s is not None and c.channel in rules.reply_channels:
        return c.first_response_s if from_arrival else max(0.0, c.first_response_s - (c.flow_s or 0.0))
    if c.wait_s is None:
        return None
    return c.wait_s + (c.flow_s or 0.0) if from_arrival else c.wait_s


def count_second(waits: Histogram, seconds: float) -> None:
    """One more at this second, rounded up."""
    second = ceil(seconds)
    waits[second] = waits.get(second, 0) + 1


def _answered(p: Primitives, c: Contact, rules: Rules) -> None:
    p.answered += 1
    p.handled += 1
    clock = clock_s(c, rules)
    if clock is None:
        p.answered_clock_untold += 1
    elif clock <= rules.threshold_s:
        p.answered_in_time += 1
    if c.wait_s is None:
        p.answered_wait_untold += 1
    else:
        p.wait_answered_ms += to_ms(c.wait_s)
        count_second(p.waits_answered, c.wait_s)
    _add_times(p, c, rules)
    _add_what_followed(p, c)


def _abandoned(p: Primitives, c: Contact, rules: Rules) -> None:
    p.abandoned += 1
    if c.wait_s is None:
        p.abandoned_wait_untold += 1
        return
    p.wait_abandoned_ms += to_ms(c.wait_s)
    count_second(p.waits_abandoned, c.wait_s)
    flow_s = c.flow_s or 0.0 if rules.clock_start == ClockStart.ARRIVAL else 0.0
    p.abandoned_in_time += c.wait_s + flow_s <= rules.threshold_s
    p.abandoned_short += c.wait_s < rules.short_s


def _other(primitive: str) -> Callable[[Primitives, Contact, Rules], None]:
    def count(p: Primitives, _contact: Contact, _rules: Rules) -> None:
        setattr(p, primitive, getattr(p, primitive) + 1)

    return count


_LEFT: Final[Mapping[Outcome, Callable[[Primitives, Contact, Rules], None]]] = {
    Outcome.ANSWERED: _answered,
    Outcome.ABANDONED: _abandoned,
    Outcome.OVERFLOWED: _other("overflowed"),
    Outcome.TRANSFERRED: _other("transferred_away"),
    Outcome.DISSUADED: _other("dissuaded"),
    Outcome.CLOSED: _other("closed"),
    Outcome.CALLBACK: _other("callbacks"),
    Outcome.SELF_SERVED: _other("self_served"),
    Outcome.FAILED: _other("failed"),
    Outcome.BLOCKED: _other("blocked"),
    Outcome.WAITING: _other("waiting"),
}


def _add_times(p: Primitives, c: Contact, rules: Rules) -> None:
    """Talk, hold (read only beside a talk) and wrap-up; what is told in part stays out of the handle time."""
    talk_ms = hold_ms = wrap_up_ms = 0
    if c.talk_s is None:
        p.talk_untold += 1
    else:
        talk_ms = to_ms(c.talk_s)
        p.talk_short += c.talk_s < rules.short_talk_s
    if c.hold_s is None or c.talk_s is None:
        p.hold_untold += 1
    else:
        hold_ms = to_ms(c.hold_s)
        p.held += hold_ms > 0
    if c.wrap_up_s is None:
        p.wrap_up_untold += 1
    else:
        wrap_up_ms = to_ms(c.wrap_up_s)
    p.talk_ms += talk_ms
    p.hold_ms += hold_ms
    p.wrap_up_ms += wrap_up_ms
    if c.talk_s is None or c.wrap_up_s is None:
        p.part_told += 1
        p.part_told_ms += talk_ms + hold_ms + wrap_up_ms


def _add_what_followed(p: Primitives, c: Contact) -> None:
    """Transfer, escalation, resolution, redirection, and whether the customer came back."""
    if c.transferred is None:
        p.passed_on_untold += 1
    p.passed_on += bool(c.transferred)
    if c.escalated is None:
        p.escalated_untold += 1
    p.escalated += bool(c.escalated)
    if c.resolved is not None and c.first is not False:
        p.ticked += 1
        p.ticked_resolved += c.resolved
    if c.came_back is not None:
        p.watched += 1
        p.watched_back += c.came_back
        if c.first is not False:
            p.watched_first += 1
            p.watched_first_back += c.came_back
    if c.redirected is not None:
        _add_redirection(p, c)


def _add_redirection(p: Primitives, c: Contact) -> None:
    p.redirect_told += 1
    if not c.redirected:
        return
    p.redirected += 1
    if c.came_back_by_phone is not None:
        p.redirected_watched += 1
        p.redirected_stayed += not c.came_back_by_phone


def _add_bot_session(p: Primitives, c: Contact) -> None:
    """Contained: it ended without a hand-off; where nothing says so, only what the bot solved."""
    contained = c.outcome is Outcome.SELF_SERVED if c.handed_off is None else not c.handed_off
    p.bot_sessions += 1
    p.bot_contained += contained
    if c.came_back is not None:
        p.bot_watched += 1
        p.bot_watched_contained += contained and not c.came_back


def _add_survey(p: Primitives, c: Contact) -> None:
    """Answers outside their scale are not answers."""
    if c.nps is not None and c.nps in NPS_SCALE:
        p.promoters += c.nps >= 9
        p.detractors += c.nps <= 6
        p.passives += 7 <= c.nps <= 8
    if c.csat is not None and c.csat in CSAT_SCALE:
        p.csat_answers += 1
        p.csat_points += c.csat
        p.csat_satisfied += c.csat >= 4
    if c.ces is not None and c.ces in CES_SCALE:
        p.ces_answers += 1
        p.ces_points += c.ces
        p.ces_easy += c.ces >= 5
    if c.survey_resolved is not None:
        p.surveyed += 1
        p.surveyed_resolved += c.survey_resolved


_TOLD: Final = (
    ("answered", "picked_up"),
    ("live", "live"),
    ("queued", "reached_queue"),
    ("passed", "passed"),
    ("dropped", "drops"),
    ("right_party", "right_party"),
    ("argued", "argued"),
    ("sale", "sales"),
)
"""A fact of an attempt, and the primitive it adds to; `<primitive>_told` counts the attempts that say it."""


def add_attempt(p: Primitives, a: Attempt) -> None:
    """The sums include this call dialled for a campaign."""
    p.dialled += 1
    for fact, primitive in _TOLD:
        said = getattr(a, fact)
        if said is not None:
            setattr(p, primitive, getattr(p, primitive) + said)
            setattr(p, f"{primitive}_told", getattr(p, f"{primitive}_told") + 1)
    p.coded_human += a.coded == "human"
    p.coded_machine += a.coded == "machine"
