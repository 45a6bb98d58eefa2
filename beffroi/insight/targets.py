"""Targets: what is promised of a queue, and on which days. The one set last stands on the days it covers. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from beffroi.kernel.ids import Instant, QueueId
from beffroi.routing.model import QueueRules


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A share of contacts answered within a threshold, on the tenant's local days from `valid_from` to `valid_to`.

    Both days are included; None is without end. What the queue promised before its first target is kept as one too.
    """

    id: str
    queue: QueueId
    valid_from: date | None
    valid_to: date | None
    threshold_s: float
    target: float
    set_by: str
    set_at: Instant

    def covers(self, day: date) -> bool:
        """Whether it is set for this day."""
        after = self.valid_from is None or self.valid_from <= day
        return after and (self.valid_to is None or day <= self.valid_to)


def in_force(targets: Iterable[Target], queue: QueueId, day: date) -> Target | None:
    """The queue's target on this day; None where the queue's own rules say it."""
    found = None
    for one in targets:
        if one.queue == queue and one.covers(day) and (found is None or one.set_at >= found.set_at):
            found = one
    return found


def follows(rules: QueueRules, target: Target | None) -> QueueRules:
    """The queue's rules with what its target says."""
    if target is None:
        return rules
    return msgspec.structs.replace(rules, threshold_s=target.threshold_s, target=target.target)
