"""Amazon Connect: contact records as JSON, and the same fields in a CSV.

Source: Amazon Connect administrator guide, "Data model for contact records" (ContactId, InitiationMethod,
InitiationTimestamp, Queue.EnqueueTimestamp/DequeueTimestamp/Duration/Name, Agent.ConnectedToAgentTimestamp,
AgentInteractionDuration, CustomerHoldDuration, AfterContactWorkDuration, TransferCompletedTimestamp, DisconnectReason).
Durations there are whole seconds. A record may be delivered again: the first is kept, the others are duplicates.
That a CSV names its columns like the record's fields was not confirmed.

A record without queue and without agent ended in the flow: it never queued. One with a queue and no agent was
abandoned, unless it was transferred to another queue, or disconnected by the flow.
"""

from typing import Final

from beffroi.insight.logs.aside import Reason
from beffroi.insight.logs.readers.rewritten import Reading, Row
from beffroi.insight.logs.table import Cell

VENDOR: Final = "amazon_connect"
OUTBOUND: Final = frozenset({"OUTBOUND", "EXTERNAL_OUTBOUND", "MONITOR", "AGENT_REPLY"})
CHANNELS: Final = {"VOICE": "voice", "CHAT": "chat", "TASK": "task", "EMAIL": "email"}


def recognises(reading: Reading) -> bool:
    """Whether these are the columns of contact records."""
    return reading.has("ContactId", "InitiationMethod", "InitiationTimestamp")


def told(one: Reading) -> Row:
    """One contact record in our fields."""
    agent = one.text("agentusername", "agentarn", "agent", "agentname", "agentid")
    connected = one.get("agentconnectedtoagenttimestamp", "connectedtoagenttimestamp")
    queued = one.get("queueenqueuetimestamp", "enqueuetimestamp", "queueinfoenqueuetimestamp")
    queue = one.text("queuename", "queue", "queuearn", "queueid")
    return {
        "id": one.get("contactid"),
        "arrived_at": queued or one.get("initiationtimestamp"),
        "queue": queue,
        "channel": CHANNELS.get(one.text("channel").upper(), one.text("channel").lower() or "voice"),
        "agent": agent,
        "customer": one.get("customerendpointaddress"),
        "outcome": _outcome(one, bool(agent or connected), bool(queue or queued)),
        "wait_s": one.get("queueduration", "queuewaittime") if queue or queued else None,
        "talk_s": one.get("agentagentinteractionduration", "agentinteractionduration"),
        "hold_s": one.get("agentcustomerholdduration", "customerholdduration"),
        "wrap_up_s": one.get("agentaftercontactworkduration", "aftercontactworkduration"),
        "transferred": bool(one.get("transfercompletedtimestamp")) if agent or connected else None,
    }


def _outcome(one: Reading, answered: bool, queued: bool) -> Cell:
    if one.text("initiationmethod").upper() in OUTBOUND:
        return Reason.OUTBOUND
    if answered:
        return "answered"
    if not queued:
        return Reason.NEVER_QUEUED
    if one.get("transfercompletedtimestamp") or one.text("disconnectreason").upper() == "TRANSFERRED":
        return "transferred"
    return "overflowed" if one.text("disconnectreason").upper() == "CONTACT_FLOW_DISCONNECT" else "abandoned"
