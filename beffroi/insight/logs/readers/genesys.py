"""Genesys Cloud: the export of the interactions views, one row an interaction.

Source: Genesys Cloud Resource Center, "View available columns in performance views" and "Export view data": columns
Media Type, Users, Remote, Date, Duration, Direction, ANI, DNIS, Queue, Wrap-up, Conversation ID, Abandoned,
Transferred, Total Queue, Total Alert, Total Talk, Total Hold, Total ACW, Total Handle. Offered interactions are
answered, abandoned, or flow out of the queue. Taken without a page that says so, nor a real export: durations are whole
milliseconds unless they are written as a clock.
An interaction that went through several queues or users names them with semicolons: the first of each is kept.
"""

from typing import Final

from beffroi.insight.logs.aside import Reason
from beffroi.insight.logs.durations import seconds
from beffroi.insight.logs.readers.rewritten import Reading, Row
from beffroi.insight.logs.table import Cell

VENDOR: Final = "genesys"
YES: Final = frozenset({"yes", "true", "1", "oui", "vrai", "y"})
CHANNELS: Final = {
    "voice": "voice",
    "call": "voice",
    "chat": "chat",
    "message": "chat",
    "email": "email",
    "callback": "callback",
}


def recognises(reading: Reading) -> bool:
    """Whether these are the columns of an interactions export."""
    return reading.has("Conversation ID", "Date") and (
        reading.has("Total Handle") or reading.has("Total Talk") or reading.has("Total Queue")
    )


def told(one: Reading) -> Row:
    """One interaction in our fields."""
    talk = _duration(one.get("totaltalk"))
    users = one.text("usersinteracted", "users", "user")
    answered = (isinstance(talk, float) and talk > 0) or _positive(one.get("totalhandle"))
    queue = one.text("queue").split(";")[0].strip()
    media = one.text("mediatype").split(";")[0].strip().lower()
    return {
        "id": one.get("conversationid"),
        "arrived_at": one.get("date"),
        "queue": queue,
        "channel": CHANNELS.get(media, media or "voice"),
        "agent": users.split(";")[0].strip() if answered else "",
        "customer": one.get("ani", "remote"),
        "reason": one.text("wrapup").split(";")[0].strip(),
        "outcome": _outcome(one, answered, bool(queue)),
        "wait_s": _duration(one.get("totalqueue", "queuetime")),
        "ring_s": _duration(one.get("totalalert")),
        "talk_s": talk if answered else None,
        "hold_s": _duration(one.get("totalhold")) if answered else None,
        "wrap_up_s": _duration(one.get("totalacw")) if answered else None,
        "transferred": _yes(one.get("transferred")) if answered else None,
    }


def _outcome(one: Reading, answered: bool, queued: bool) -> Cell:
    if one.text("direction", "initialdirection").lower().startswith(("outbound", "sortant")):
        return Reason.OUTBOUND
    if _yes(one.get("abandoned")) and not answered:
        return "abandoned"
    if answered:
        return "answered"
    return "overflowed" if queued else Reason.NEVER_QUEUED


def _duration(cell: Cell) -> Cell:
    """Bare numbers are milliseconds; a clock is a clock."""
    return seconds(cell, "ms")


def _positive(cell: Cell) -> bool:
    found = _duration(cell)
    return isinstance(found, float) and found > 0


def _yes(cell: Cell) -> bool | None:
    return None if cell is None else str(cell).strip().lower() in YES
