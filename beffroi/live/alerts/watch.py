"""Holding: a rule is told of only when its figure stays beyond the limit, and is over only when it stays back. Pure."""

from __future__ import annotations

import msgspec

from beffroi.kernel.ids import Instant
from beffroi.live.alerts.model import Rule


class Watch(msgspec.Struct, frozen=True):
    """One rule as watched: whether it is told, and since when the figure says the other thing (None: it does not)."""

    raised: bool = False
    turning_since: Instant | None = None


QUIET = Watch()


def look(rule: Rule, watch: Watch, figure: float | None, now: Instant) -> Watch:
    """The watch after the figure was seen at `now`. It turns when the figure said so without a break for `held_s`.

    A clock that is set back begins the stretch again, so nothing turns too early.
    """
    if rule.is_beyond(figure) == watch.raised:
        return Watch(watch.raised)
    since = watch.turning_since
    if since is None or since > now:
        since = now
    if now - since >= rule.held_s:
        return Watch(not watch.raised)
    return Watch(watch.raised, since)
