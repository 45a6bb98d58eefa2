"""Asterisk call detail records: `Master.csv`, which has no header, or the `cdr` table with one.

Source: docs.asterisk.org, "CDR Variables" and the `cdr_csv` order: accountcode, src, dst, dcontext, clid, channel,
dstchannel, lastapp, lastdata, start, answer, end, duration, billsec, disposition, amaflags, uniqueid, userfield.
`duration` runs from the start to the end, `billsec` from the answer to the end; so the wait is their difference.

A CDR does not know queues. Where the exchange answers first and plays music, that music is in `billsec`: the queue_log
is the log to measure then. The queue is that of the last `Queue` application, else the number dialled; the agent is
the answering channel. BUSY is a refused call, CONGESTION and FAILED are the network's.
"""

import re
from typing import Final

from beffroi.insight.logs.durations import seconds
from beffroi.insight.logs.readers.rewritten import Reading, Row
from beffroi.insight.logs.table import Cell

VENDOR: Final = "asterisk_cdr"
NAMES: Final = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata", "start", "answer",
    "end", "duration", "billsec", "disposition", "amaflags", "uniqueid", "userfield",
)  # fmt: skip
OUTCOMES: Final = {
    "ANSWERED": "answered", "NO ANSWER": "abandoned", "BUSY": "blocked", "FAILED": "failed", "CONGESTION": "failed",
}  # fmt: skip
_CHANNEL_END: Final = re.compile(r"-[0-9a-f]{6,12}(;\d)?$")


def recognises(reading: Reading) -> bool:
    """Whether these are the columns of the cdr table."""
    return reading.has("disposition", "billsec", "duration", "dst") and (
        reading.has("calldate") or reading.has("start")
    )


def headerless(rows: list[list[str]]) -> tuple[str, ...] | None:
    """The names of a `Master.csv`, with or without unique id and user field; None when it is not one."""
    told_rows = [row for row in rows if row]
    if not told_rows or not all(16 <= len(row) <= 18 and row[14] in OUTCOMES for row in told_rows):
        return None
    return NAMES[: max(len(row) for row in told_rows)]


def told(one: Reading) -> Row:
    """One record in our fields."""
    disposition = one.text("disposition").upper()
    duration, talk = seconds(one.get("duration")), seconds(one.get("billsec"))
    answered = disposition == "ANSWERED"
    unique = one.text("uniqueid")
    return {
        "id": f"{unique} {one.text('dstchannel')} {one.text('start', 'calldate')}" if unique else None,
        "arrived_at": one.get("start", "calldate"),
        "queue": _queue(one),
        "agent": _CHANNEL_END.sub("", one.text("dstchannel")) if answered else "",
        "customer": one.get("src"),
        "outcome": OUTCOMES.get(disposition, disposition),
        "wait_s": _wait(duration, talk) if answered else duration,
        "talk_s": talk if answered else None,
    }


def _queue(one: Reading) -> str:
    application = one.text("lastapp").lower()
    return one.text("lastdata").split(",")[0] if application == "queue" else one.text("dst")


def _wait(duration: Cell, talk: Cell) -> Cell:
    if not isinstance(duration, float) or not isinstance(talk, float):
        return duration
    return max(0.0, duration - talk)
