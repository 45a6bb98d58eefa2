"""A customer is a person outside; an address is one way to reach them, kept as a fingerprint when it opens a door.

Care is what makes somebody be served with more attention: it is kept here alone, never in the journal.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from beffroi.kernel.ids import CustomerId, Instant, TenantId

VISITOR: Final = "visitor"
"""The kind of address of somebody who came by a web page: the secret their browser keeps."""

DEGREES: Final = ("", "fragile", "vip", "accessibility")
"""The degrees of care; none is the first."""


@dataclass(frozen=True, slots=True)
class Customer:
    """One person outside. `name` is what they said of themselves, and None until they said it; `care` is a degree."""

    id: CustomerId
    name: str | None
    created_at: Instant
    care: str = ""


def fingerprint(tenant: TenantId, kind: str, value: str) -> str:
    """What is stored of an address: it recognises the same value in the same tenant, and does not give it back."""
    return hashlib.sha256(f"{tenant}\0{kind}\0{value}".encode()).hexdigest()
