"""What clock times tell of durations: the wait from entry to answer, the talk from answer to end. Pure.

Only what the log did not say itself is worked out. A time without date is of the arrival's day, or of the night after.
"""

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from beffroi.insight.logs.aside import Reason
from beffroi.insight.logs.instants import Found, Instants
from beffroi.measures.contact import Outcome

CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?$")
HALF_DAY: Final = 43_200.0
Times = tuple[float | None, float | None]


def moment(cell: object, arrived: float, instants: Instants, zone: ZoneInfo) -> Found:
    """An instant of the same contact; midnight in digits alone means that it never happened."""
    clock = CLOCK.match(cell.strip()) if isinstance(cell, str) and len(cell) < 12 else None
    if clock is None:
        return instants(cell)
    hour, minute, second = (int(part or 0) for part in clock.groups())
    if not (hour or minute or second):
        return None
    late, hour = (86_400, hour - 24) if 24 <= hour < 30 else (0, hour)
    if hour > 23 or minute > 59 or second > 59:
        return Reason.BAD_INSTANT
    day = datetime.fromtimestamp(arrived, zone)
    found = instants.local(day.replace(hour=hour, minute=minute, second=second, microsecond=0, tzinfo=None, fold=0))
    if type(found) is not float:
        return found
    return found + (late or (86_400 if found < arrived - HALF_DAY else 0))


def durations(
    outcome: Outcome | None, entered: float, answered: float | None, ended: float | None, said: Times
) -> Times | Reason:
    """Wait and talk, as said or worked out."""
    wait, talk = said
    if any(later is not None and later < entered - 1 for later in (answered, ended)):
        return Reason.TIMES_OUT_OF_ORDER
    if answered is not None and ended is not None and ended < answered - 1:
        return Reason.TIMES_OUT_OF_ORDER
    if outcome is Outcome.ANSWERED:
        if wait is None and answered is not None:
            wait = max(0.0, answered - entered)
        if talk is None and answered is not None and ended is not None:
            talk = max(0.0, ended - answered)
    elif wait is None and ended is not None:
        wait = max(0.0, ended - entered)
    return wait, talk
