"""Exports of other systems, written from their documentation, are recognised by content and mean what they mean."""

import json
from typing import Any

import pytest

from beffroi.insight.logs.aside import Reason, SetAside
from beffroi.insight.logs.measure import read
from beffroi.measures.contact import Contact
from tests.logs.written import lines, report_of

QUEUE_LOG = lines(
    "1773119000|NONE|NONE|NONE|QUEUESTART|",
    "1773119000|1773118990.1|ventes|PJSIP/201|COMPLETEAGENT|9|60|1",
    "1773119001|1773119000.2|ventes|NONE|ENTERQUEUE||0612345678|1",
    "1773119005|1773119000.2|ventes|PJSIP/201|RINGNOANSWER|4000",
    "1773119012|1773119000.2|ventes|PJSIP/202|CONNECT|11|1773119005.3|7",
    "1773119100|1773119000.2|ventes|PJSIP/202|COMPLETECALLER|11|88|1",
    "1773119101|1773119101.4|ventes|NONE|ENTERQUEUE||0612345679|1",
    "1773119110|1773119101.4|ventes|NONE|ABANDON|1|1|9",
    "1773119120|1773119120.5|ventes|NONE|ENTERQUEUE||x|1",
    "1773119180|1773119120.5|ventes|NONE|EXITWITHTIMEOUT|1|1|60",
    "1773119180|1773119120.5|sav|NONE|ENTERQUEUE||x|1",
    "1773119190|1773119120.5|sav|PJSIP/203|CONNECT|10|1773119185.6|3",
    "1773119250|1773119120.5|sav|PJSIP/203|BLINDTRANSFER|300|default|10|60|1",
    "1773119260|1773119260.7|sav|NONE|ENTERQUEUE||y|1",
    "1773119270|1773119260.7|sav|NONE|EXITWITHKEY|1|1|1|10",
    "1773119280|1773119280.8|sav|NONE|ENTERQUEUE||z|1",
    "1773119285|1773119999.9|sav|NONE|ABANDON|1|1|5",
    "not an event",
)
CDR = lines(
    '"","0612345678","100","entrant","""Marie"" <0612345678>","PJSIP/op-0000001a","PJSIP/201-0000001b","Queue",'
    '"ventes,t","2026-03-10 09:00:00","2026-03-10 09:00:12","2026-03-10 09:02:12",132,120,"ANSWERED","DOCUMENTATION",'
    '"1773129600.1",""',
    '"","0612345679","100","entrant","0612345679","PJSIP/op-0000001c","","Dial","PJSIP/201,20",'
    '"2026-03-10 09:05:00","","2026-03-10 09:05:20",20,0,"NO ANSWER","DOCUMENTATION","1773129900.2",""',
    '"","0612345680","100","entrant","0612345680","PJSIP/op-0000001d","","Dial","PJSIP/201,20",'
    '"2026-03-10 09:06:00","","2026-03-10 09:06:01",1,0,"BUSY","DOCUMENTATION","1773129960.3",""',
)
GENESYS = lines(
    "Full Export Completed,Media Type,Users,Remote,Date,Duration,Direction,ANI,Queue,Wrap-up,Conversation ID,"
    "Abandoned,Transferred,Total Queue,Total Talk,Total Hold,Total ACW,Total Handle",
    "YES,voice,Ana Diaz,tel:+33612,2026-03-10 09:00,180000,Inbound,tel:+33612,Ventes,Devis,g1,NO,YES,11000,150000,"
    "2000,8000,160000",
    "YES,voice,,tel:+33613,2026-03-10 09:05,9000,Inbound,tel:+33613,Ventes,,g2,YES,,9000,,,,",
    "YES,voice,,tel:+33614,2026-03-10 09:06,60000,Inbound,tel:+33614,Ventes; Secours,,g3,NO,,60000,,,,",
    "YES,voice,Ana Diaz,tel:+33615,2026-03-10 09:07,60000,Outbound,,Ventes,,g4,NO,,,60000,,,60000",
    "YES,message,,,2026-03-10 09:08,5000,Inbound,,,,g5,NO,,,,,,",
)
VICIDIAL = "\r\n".join(
    "\t".join(row)
    for row in (
        ("call_date", "phone_number_dialed", "status", "user", "full_name", "campaign_id", "length_in_sec", "lead_id",
         "closecallid", "queue_seconds", "term_reason", "status_name"),
        ("2026-03-10 09:00:00", "0612345678", "SALE", "1001", "Ana", "VENTES", "131", "7", "1", "11.00", "AGENT",
         "Vente"),
        ("2026-03-10 09:01:00", "0612345679", "DROP", "VDCL", "", "VENTES", "9", "8", "2", "9.00", "ABANDON", "Drop"),
        ("2026-03-10 09:02:00", "0612345680", "AFTHRS", "VDCL", "", "VENTES", "0", "9", "3", "0.00", "AFTERHOURS", ""),
        ("2026-03-10 09:03:00", "0612345681", "TIMEOT", "VDCL", "", "VENTES", "60", "10", "4", "60.00",
         "QUEUETIMEOUT", ""),
        ("2026-03-10 09:04:00", "0612345682", "NA", "VDAD", "", "SORTANT", "0", "11", "5", "0.00", "NONE", "No Answer"),
    )
).encode()  # fmt: skip


def record(contact: str, **more: Any) -> dict[str, Any]:
    """One Amazon Connect contact record."""
    return {
        "ContactId": contact,
        "Channel": "VOICE",
        "InitiationMethod": "INBOUND",
        "InitiationTimestamp": "2026-03-10T08:00:00Z",
        "CustomerEndpoint": {"Type": "TELEPHONE_NUMBER", "Address": "+33612345678"},
        "Attributes": {},
        "Recordings": [],
        **more,
    }


QUEUE = {"Name": "Ventes", "EnqueueTimestamp": "2026-03-10T08:00:30Z", "Duration": 11}
AGENT = {
    "Username": "ana", "ConnectedToAgentTimestamp": "2026-03-10T08:00:41Z", "AgentInteractionDuration": 120,
    "CustomerHoldDuration": 3, "AfterContactWorkDuration": 8,
}  # fmt: skip
AMAZON = "".join(
    json.dumps(one)
    for one in (
        record("a1", Queue=QUEUE, Agent=AGENT, TransferCompletedTimestamp="2026-03-10T08:02:00Z"),
        record("a1", Queue=QUEUE, Agent=AGENT, LastUpdateTimestamp="2026-03-10T10:00:00Z"),
        record("a2", Queue={**QUEUE, "Duration": 9}, Agent=None, DisconnectReason="CUSTOMER_DISCONNECT"),
        record("a3", Queue={**QUEUE, "Duration": 60}, Agent=None, DisconnectReason="CONTACT_FLOW_DISCONNECT"),
        record("a4", Queue=None, Agent=None),
        record("a5", Queue=QUEUE, Agent=AGENT, InitiationMethod="OUTBOUND"),
    )
).encode()


@pytest.mark.parametrize(
    ("vendor", "log", "outcomes", "aside"),
    [
        ("asterisk_queue_log", QUEUE_LOG,
         {"answered": 2, "abandoned": 1, "overflowed": 1, "transferred_away": 1, "waiting": 1},
         {Reason.NO_ENTRY: 1, Reason.UNREADABLE_ROW: 1}),
        ("asterisk_cdr", CDR, {"answered": 1, "abandoned": 1, "blocked": 1}, {}),
        ("genesys", GENESYS, {"answered": 1, "abandoned": 1, "overflowed": 1},
         {Reason.OUTBOUND: 1, Reason.NEVER_QUEUED: 1}),
        ("vicidial", VICIDIAL, {"answered": 1, "abandoned": 1, "closed": 1, "overflowed": 1}, {Reason.OUTBOUND: 1}),
        ("amazon_connect", AMAZON, {"answered": 1, "abandoned": 1, "overflowed": 1},
         {Reason.DUPLICATE: 1, Reason.NEVER_QUEUED: 1, Reason.OUTBOUND: 1}),
    ],
)  # fmt: skip
def test_a_vendors_log_is_recognised_and_means_what_it_means(
    vendor: str, log: bytes, outcomes: dict[str, int], aside: dict[Reason, int]
) -> None:
    report = report_of(log)
    assert report.vendor == vendor
    assert report.set_aside == aside
    assert {name: getattr(report.whole, name) for name in outcomes} == outcomes
    assert report.whole.received == sum(outcomes.values())


@pytest.mark.parametrize(
    ("log", "wait", "talk", "hold", "wrap_up", "transferred", "agent", "queue"),
    [
        (CDR, 12.0, 120.0, None, None, None, "PJSIP/201", "ventes"),
        (GENESYS, 11.0, 150.0, 2.0, 8.0, True, "Ana Diaz", "Ventes"),
        (VICIDIAL, 11.0, 120.0, None, None, None, "1001", "VENTES"),
        (AMAZON, 11.0, 120.0, 3.0, 8.0, True, "ana", "Ventes"),
    ],
)
def test_an_answered_contact_has_its_times(log: bytes, wait: float, talk: float, hold: float | None,
    wrap_up: float | None, transferred: bool | None, agent: str, queue: str) -> None:  # fmt: skip
    first = next(one for one in read(log) if isinstance(one, Contact))
    assert (first.wait_s, first.talk_s, first.hold_s, first.wrap_up_s) == (wait, talk, hold, wrap_up)
    assert (first.transferred, first.agent, first.queue) == (transferred, agent, queue)


def test_each_passage_through_a_queue_is_a_contact_of_that_queue() -> None:
    found = [one for one in read(QUEUE_LOG) if isinstance(one, Contact)]
    told = [(one.queue, one.outcome.value, one.wait_s, one.talk_s, one.presented, one.transferred) for one in found]
    assert told == [
        ("ventes", "answered", 11.0, 88.0, 2, False),
        ("ventes", "abandoned", 9.0, None, 0, None),
        ("ventes", "overflowed", 60.0, None, 0, None),
        ("sav", "answered", 10.0, 60.0, 1, True),
        ("sav", "transferred", 10.0, None, 0, None),
        ("sav", "waiting", None, None, 0, None),
    ]
    assert found[0].ring_s == 7.0
    lines_aside = [(one.line, one.reason) for one in read(QUEUE_LOG) if isinstance(one, SetAside)]
    assert lines_aside == [(17, Reason.NO_ENTRY), (18, Reason.UNREADABLE_ROW)]


def test_a_vendors_columns_may_be_mapped_by_hand_instead() -> None:
    report = report_of(
        VICIDIAL, columns={"wait_s": "queue_seconds", "outcome": "term_reason"}, outcomes={"AGENT": "answered"}
    )
    assert (report.vendor, report.whole.answered) == ("", 1)
