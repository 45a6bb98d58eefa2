"""How long a waiting customer may still have to wait, said honestly: from what was served lately, or not at all.

Two things shorten a line: service and giving up. Service goes at the pace of the work in hand now, divided by how long
such work took lately, so that it follows who is there before anybody has felt it. Giving up goes at the pace each of
those ahead showed lately. What is announced is tempered by the waits of those taken just now.
"""

import math
from collections.abc import Iterator
from functools import lru_cache
from statistics import fmean
from typing import Final, NamedTuple

from beffroi.calendars import hours
from beffroi.calendars.model import Calendar
from beffroi.kernel.ids import Instant, InteractionId, QueueId
from beffroi.routing.rows import QueueNow, Take, Work, meets
from beffroi.routing.state import CALLBACK, NO_LINES, State
from beffroi.routing.states import Availability
from beffroi.routing.states import Work as Works

LOOK_BACK_S: Final = 1800.0
"""Older service says nothing about now."""

LEAST: Final = 3
"""Fewer than this many handled or taken lately are no basis for a promise."""

UNKNOWN_HANDLING_S: Final = 600.0
"""What a callback is thought to take while nothing is known of its queue: long, so that little is promised."""

SILENT: Final = 3.0
"""A silence of so many mean times between two takes is no chance any more: somebody stopped working."""

JUST_NOW_S: Final = 60.0
LAST_TAKES: Final = 3
LIVED: Final = 0.4
"""The wait of the last three taken within the minute weighs so much in what is announced to those behind them."""

LOOKED_AT: Final = 20
"""So many of the free are asked whether they could take a newcomer: where these cannot, hardly anyone can."""

LONGEST_DAY_S: Final = 26 * 3600.0
"""Past the next midnight, on the day that has 25 hours too."""

NOTHING_YET: Final = QueueNow()
AWAY: Final = (Availability.LOGGED_OUT, Availability.NOT_READY, Availability.GONE, Availability.DESK_DROPPED)


class Pace(NamedTuple):
    """How a queue's line shortens: contacts taken a second, the part of each second in which one person gives up,
    and how long an offer rings before it is taken."""

    service: float
    patience: float
    ring_s: float

    def wait_s(self, position: int) -> float:
        """Until whoever is `position`-th is taken: the line shortens by service, and by each of those ahead."""
        if not self.patience:
            return position / self.service + self.ring_s
        return math.log1p(position * self.patience / self.service) / self.patience + self.ring_s


def expected_wait(state: State, interaction: InteractionId, now: Instant) -> float | None:
    """Seconds until the work is likely taken; None when it does not wait, or nothing lately says how long it may be."""
    position = state.position(interaction)
    if not position:
        return None
    work = state.works[interaction]
    pace = pace_of(state, work.queue, now)
    if pace is None or not is_served(state, work.queue):
        return None
    return _tempered(state, work.queue, pace.wait_s(position), now, now - work.entered_at)


def newcomer_wait(state: State, queue: QueueId, channel: str, now: Instant) -> float | None:
    """Seconds somebody who entered now would likely wait: none when somebody free could take them; else in the line."""
    waiting = state.count_waiting(queue)
    wait_s = wait_after(state, queue, channel, now, waiting=waiting)
    return _tempered(state, queue, wait_s, now) if wait_s is not None and waiting else wait_s


def wait_after(
    state: State,
    queue: QueueId,
    channel: str,
    now: Instant,
    *,
    waiting: int,
    spared: int = 0,
    in_hand: int = 0,
    rings: bool = True,
) -> float | None:
    """A newcomer's wait behind `waiting` people, when `spared` of those free now are no longer, and `in_hand` more of
    the queue's work is in somebody's hands. Until they are taken, or (without `rings`) until they are offered.
    """
    if not is_served(state, queue):
        return None
    pace = pace_of(state, queue, now, in_hand)
    if not waiting and somebody_free(state, queue, channel, spared):
        return pace.ring_s if pace and rings else 0.0
    if pace is None:
        return None
    return pace.wait_s(waiting + 1) - (0.0 if rings else pace.ring_s)


def is_served(state: State, queue: QueueId) -> bool:
    """The queue is open and work of it is offered: who waits in a closed one waits for its hours, not for agents."""
    row = state.rows.now.get(queue)
    return queue in state.queues and state.is_open(queue) and not (row and row.gone)


def somebody_free(state: State, queue: QueueId, channel: str, spared: int = 0) -> bool:
    """More than `spared` of the queue's free agents could take a newcomer at once."""
    bench = state.bench(queue, channel)
    if bench is None or len(bench.free) <= spared:
        return False
    need = tuple(state.queues[queue].requirement.mandatory.items())
    able = 0
    for seat in bench.free[:LOOKED_AT]:
        at_once = not bench.members[seat.agent].delay_s
        able += at_once and meets(state.agents[seat.agent].profile.skills, need)
        if able > spared:
            return True
    return False


def pace_of(state: State, queue: QueueId, now: Instant, more: int = 0) -> Pace | None:
    """How the queue's line shortens now, with `more` of its work in hand than there is; None without a basis.

    When nobody took anything for longer than the pace says, while somebody waited, the silence is the pace.
    """
    row = state.rows.now.get(queue, NOTHING_YET)
    takes = _recent(row, now)
    service = _service(row, state.in_hand[queue] + more, takes, now)
    if service is None:
        return None
    silence = _silence(state, queue, takes, now)
    if silence * service > SILENT:
        service = SILENT / silence
    return Pace(service, _patience(row, takes, now), fmean(take.ring_s for take in takes))


def _tempered(state: State, queue: QueueId, wait_s: float, now: Instant, waited_s: float = 0.0) -> float:
    """The wait the pace tells, tempered by the wait of those taken just now: agents whom other queues may take next
    come at another pace than the work in hand says."""
    row = state.rows.now.get(queue, NOTHING_YET)
    lived = [take.wait_s for take in row.takes[-LAST_TAKES:] if take.own and now - take.at <= JUST_NOW_S]
    if not lived:
        return wait_s
    return (1 - LIVED) * wait_s + LIVED * max(fmean(lived) - waited_s, 0.0)


def _recent(row: QueueNow, now: Instant) -> list[Take]:
    return [take for take in row.takes if now - take.at <= LOOK_BACK_S]


def _service(row: QueueNow, in_hand: int, takes: list[Take], now: Instant) -> float | None:
    """Contacts taken a second: those in hand end at the pace of the last; with none in hand, as they were taken."""
    if len(takes) < LEAST:
        return None
    if in_hand and len(row.handling) >= LEAST:
        held_s = fmean(row.handling) + fmean(take.ring_s for take in takes)
        return in_hand / max(held_s, 1.0)
    return len(takes) / max(now - takes[0].at, 1.0)


def _silence(state: State, queue: QueueId, takes: list[Take], now: Instant) -> float:
    """How long nobody has taken anything although somebody waited here; what was moved in waited elsewhere."""
    heads = (state.works[line.head.interaction] for line in state.lines.get(queue, NO_LINES).values())
    since = [work.entered_at for work in heads if work.moved_to != queue]
    return now - max(min(since), takes[-1].at) if since else 0.0


def _patience(row: QueueNow, takes: list[Take], now: Instant) -> float:
    """Of those who wait, the part who give up each second: the losses over all the time waited, taken or lost."""
    lost = [loss for loss in row.lost if loss.at >= takes[0].at]
    waited_s = sum(take.wait_s for take in takes) + sum(loss.wait_s for loss in lost)
    return len(lost) / waited_s if waited_s else 0.0


def callbacks_left(state: State, queue: QueueId, now: Instant) -> float:
    """How many more may be promised a call today: what can still be served until the hours end, less who waits and
    less who was promised one already. Without hours the day has no end; a queue that opens no more today has none left.
    """
    rules = state.queues[queue]
    if rules.hours is None:
        return math.inf
    left_s = hours.open_seconds(rules.hours, now, _days_end(rules.hours, now))
    row = state.rows.now.get(queue, NOTHING_YET)
    held_s = fmean(row.handling) if len(row.handling) >= LEAST else UNKNOWN_HANDLING_S
    served = _hands(state, queue) * left_s / max(held_s, 1.0)
    return math.floor(served) - state.count_waiting(queue) - sum(1 for _ in _promised_later(state, queue))


def _days_end(calendar: Calendar, now: Instant) -> Instant:
    """The end of the hours that run, or of the day, whichever is later: a night's hours belong to the day before."""
    midnight = hours.midnight(calendar.zone, hours.midnight(calendar.zone, now) + LONGEST_DAY_S)
    runs_on = hours.open_seconds(calendar, now, midnight) >= midnight - now
    return _nights_end(calendar, midnight) if runs_on else midnight


@lru_cache(maxsize=1_024)
def _nights_end(calendar: Calendar, midnight: Instant) -> Instant:
    """When the hours that run over midnight end; a year is looked through for it where it is always open."""
    return hours.closes_at(calendar, midnight) or midnight


def _hands(state: State, queue: QueueId) -> int:
    """How many of the queue's agents are there to call back, whatever they do now; while it is closed, all of them."""
    bench = state.bench(queue, CALLBACK)
    if bench is None:
        return 0
    away = AWAY if state.is_open(queue) else (Availability.GONE,)
    return len(bench.members) - sum(bench.tally[cause] for cause in away)


def _promised_later(state: State, queue: QueueId) -> Iterator[Work]:
    """Calls promised that do not stand in the line now: they ring, or are tried again later."""
    for work in state.calls.values():
        if work.queue == queue and work.state in (Works.ARRIVING, Works.OFFERED):
            yield work
