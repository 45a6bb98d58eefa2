"""VICIdial: the export-calls report, and rows of the inbound log (`vicidial_closer_log`).

Source: VICIdial (github.com/inktel/Vicidial), www/vicidial/call_report_export.php for the header (call_date,
phone_number_dialed, status, user, full_name, campaign_id, …, length_in_sec, …, lead_id), and its database's tables
for vicidial_closer_log (closecallid, queue_seconds, term_reason) and for the system statuses. The length of an inbound
call holds its wait: talk = length_in_sec - queue_seconds. `VDCL` and `VDAD` are the dialler, not a person.
Taken without a page that says so, nor a real export: which status is which outcome, and that subtraction.
Statuses that agents set themselves name what the call was about: the call was answered, and they are its reason.
"""

from typing import Final

from beffroi.insight.logs.aside import Reason
from beffroi.insight.logs.durations import seconds
from beffroi.insight.logs.readers.rewritten import Reading, Row
from beffroi.insight.logs.table import Cell

VENDOR: Final = "vicidial"
NOBODY: Final = frozenset({"", "VDCL", "VDAD"})
STATUSES: Final = {
    "DROP": "abandoned", "XDROP": "abandoned", "HOLDTO": "overflowed", "TIMEOT": "overflowed", "AFTHRS": "closed",
    "NANQUE": "dissuaded", "MAXCAL": "dissuaded", "MAXCALL": "dissuaded", "CBHOLD": "callback", "IVRXFR": "self_served",
    "QUEUE": "waiting", "QVMAIL": "overflowed", "ERI": "failed", "CLOSOP": "closed",
}  # fmt: skip
DIALLED: Final = frozenset(
    "NEW NA B A AA AB ADC DC DNC DNCC DNCL PDROP PU PM AL AM AFAX SVYEXT SVYHU SVYVM LRERR".split()
)


def recognises(reading: Reading) -> bool:
    """Whether these are the columns of an export of calls."""
    return reading.has("call_date", "status", "user", "length_in_sec", "campaign_id") and (
        reading.has("phone_number_dialed") or reading.has("closecallid") or reading.has("lead_id")
    )


def told(one: Reading) -> Row:
    """One call in our fields."""
    user, status = one.text("user"), one.text("status").upper()
    answered = user.upper() not in NOBODY and status not in STATUSES
    wait, length = seconds(one.get("queueseconds")), seconds(one.get("lengthinsec"))
    return {
        "id": one.get("closecallid", "uniqueid"),
        "arrived_at": one.get("calldate"),
        "queue": one.text("campaignid"),
        "agent": user if answered else "",
        "customer": one.get("phonenumberdialed", "phonenumber"),
        "reason": one.text("statusname", "status") if answered else None,
        "outcome": _outcome(status, answered),
        "wait_s": wait if wait is not None else (None if answered else length),
        "talk_s": _talk(wait, length) if answered else None,
    }


def _outcome(status: str, answered: bool) -> Cell:
    if answered:
        return "answered"
    return Reason.OUTBOUND if status in DIALLED else STATUSES.get(status, status)


def _talk(wait: Cell, length: Cell) -> Cell:
    if not isinstance(wait, float) or not isinstance(length, float):
        return length
    return length - wait if length >= wait else Reason.NEGATIVE_DURATION
