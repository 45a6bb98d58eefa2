"""The fold of many rows at once: the same sums as `measures.fold.add_contact`, row by row, without making the contacts.

A test proves both equal. Rows that say something rare (surveys, resolution, a bot) take the plain way.
"""

from collections.abc import Callable, Hashable, Sequence
from math import ceil
from typing import Any, Final

from beffroi.insight.logs.cells import Memo
from beffroi.insight.logs.rows import Rows, contacts
from beffroi.measures.contact import Outcome
from beffroi.measures.fold import add_contact
from beffroi.measures.primitives import Primitives, to_ms
from beffroi.measures.rules import ClockStart, Rules

SILENT: Final = frozenset({"customer", "reason", "case", "ring_s"})
"""Fields that add to no sum by themselves."""
LEFT: Final = {
    Outcome.OVERFLOWED: "overflowed", Outcome.TRANSFERRED: "transferred_away", Outcome.DISSUADED: "dissuaded",
    Outcome.CLOSED: "closed", Outcome.CALLBACK: "callbacks", Outcome.SELF_SERVED: "self_served",
    Outcome.FAILED: "failed", Outcome.BLOCKED: "blocked", Outcome.WAITING: "waiting",
}  # fmt: skip

_SPANS: Final[Any] = Memo(lambda seconds: (to_ms(seconds), ceil(seconds)))


def add_rows(rows: Rows, keys: Sequence[Hashable], group: Callable[[Any], Primitives], rules: Rules) -> None:
    """The sums of each row's group include it."""
    quick = SILENT if rules.clock_start is ClockStart.ARRIVAL else SILENT | {"flow_s"}
    if set(rows.more) <= quick:
        _add_quickly(rows, keys, group, rules)
    else:
        for key, contact in zip(keys, contacts(rows), strict=True):
            add_contact(group(key), contact, rules)


def _add_quickly(rows: Rows, keys: Sequence[Hashable], group: Callable[[Any], Primitives], rules: Rules) -> None:
    answered, abandoned, digital = Outcome.ANSWERED, Outcome.ABANDONED, rules.digital_channels
    told = zip(keys, rows.outcome, rows.channel, rows.wait, rows.talk, rows.hold, rows.wrap_up, rows.presented,
               rows.transferred, strict=True)  # fmt: skip
    for key, how, channel, wait, talk, hold, wrap_up, presented, transferred in told:
        p = group(key)
        p.received += 1
        if presented is None:
            p.presented_untold += 1
        else:
            p.presented += presented
        if channel in digital:
            p.digital += 1
        if how is answered:
            _add_answered(p, wait, talk, hold, wrap_up, transferred, rules)
        elif how is abandoned:
            _add_abandoned(p, wait, rules)
        else:
            left = LEFT[how]
            setattr(p, left, getattr(p, left) + 1)


def _add_abandoned(p: Primitives, wait: float | None, rules: Rules) -> None:
    p.abandoned += 1
    if wait is None:
        p.abandoned_wait_untold += 1
        return
    ms, second = _SPANS[wait]
    p.wait_abandoned_ms += ms
    p.waits_abandoned[second] = p.waits_abandoned.get(second, 0) + 1
    if wait <= rules.threshold_s:
        p.abandoned_in_time += 1
    if wait < rules.short_s:
        p.abandoned_short += 1


def _add_answered(
    p: Primitives,
    wait: float | None,
    talk: float | None,
    hold: float | None,
    wrap_up: float | None,
    transferred: bool | None,
    rules: Rules,
) -> None:
    p.answered += 1
    p.handled += 1
    p.escalated_untold += 1
    if wait is None:
        p.answered_clock_untold += 1
        p.answered_wait_untold += 1
    else:
        if wait <= rules.threshold_s:
            p.answered_in_time += 1
        ms, second = _SPANS[wait]
        p.wait_answered_ms += ms
        p.waits_answered[second] = p.waits_answered.get(second, 0) + 1
    if transferred is None:
        p.passed_on_untold += 1
    elif transferred:
        p.passed_on += 1
    _add_times(p, talk, hold, wrap_up, rules)


def _add_times(p: Primitives, talk: float | None, hold: float | None, wrap_up: float | None, rules: Rules) -> None:
    told_ms = 0
    if talk is None:
        p.talk_untold += 1
    else:
        told_ms = _SPANS[talk][0]
        p.talk_ms += told_ms
        if talk < rules.short_talk_s:
            p.talk_short += 1
    if hold is None or talk is None:
        p.hold_untold += 1
    else:
        hold_ms = _SPANS[hold][0]
        p.hold_ms += hold_ms
        told_ms += hold_ms
        if hold_ms > 0:
            p.held += 1
    if wrap_up is None:
        p.wrap_up_untold += 1
    else:
        wrap_up_ms = _SPANS[wrap_up][0]
        p.wrap_up_ms += wrap_up_ms
        told_ms += wrap_up_ms
    if talk is None or wrap_up is None:
        p.part_told += 1
        p.part_told_ms += told_ms
