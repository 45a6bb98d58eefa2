"""Names of things. Ids are short strings, chosen before the thing is stored, so that a repeat is recognised."""

import secrets
import time
from typing import NewType

TenantId = NewType("TenantId", str)
UserId = NewType("UserId", str)
AgentId = UserId
"""An agent is a user seen by routing."""
TeamId = NewType("TeamId", str)
PartnerId = NewType("PartnerId", str)
QueueId = NewType("QueueId", str)
CustomerId = NewType("CustomerId", str)
CaseId = NewType("CaseId", str)
InteractionId = NewType("InteractionId", str)
AssignmentId = NewType("AssignmentId", str)
MessageId = NewType("MessageId", str)
CommandId = NewType("CommandId", str)

Instant = float
"""Seconds since 1970, UTC. Decision 0002 says why a number and not a datetime."""

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 22
_RANDOM_BITS = 62


def new_id() -> str:
    """A fresh id of 22 characters: 48 bits of milliseconds, then 62 random bits; ids sort by their time."""
    number = (int(time.time() * 1000) << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range((_LENGTH - 1) * 5, -1, -5))
