"""What visitors are told beside the conversation: the organisation's own texts, by queue, and reasons to choose from.

Kept in memory as last read: visitors are told as fast as routing decides. Until an organisation has written its own
words, these are decent ones.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from beffroi.channels.chat.protocol import Choice
from beffroi.kernel.db import Connection, Records
from beffroi.kernel.ids import QueueId, TenantId
from beffroi.routing.rulebook import store

Said = Mapping[str, str]

DEFAULTS: Final[Mapping[str, Said]] = {
    "closed": {
        "fr": "Nos conseillers ne sont pas disponibles pour le moment : nous sommes fermés.",
        "en": "Our advisers are not available at the moment: we are closed.",
    },
    "unstaffed": {
        "fr": "Aucun conseiller n’est disponible pour le moment.",
        "en": "No adviser is available at the moment.",
    },
    "full": {
        "fr": "Beaucoup de personnes attendent déjà : nous ne pourrions pas vous répondre dans un délai raisonnable.",
        "en": "Many people are waiting already: we could not answer you within a reasonable time.",
    },
    "long_wait": {
        "fr": "L’attente est longue en ce moment.",
        "en": "The wait is long at the moment.",
    },
    "emergency": {
        "fr": "Un incident nous empêche de vous répondre pour le moment. Nous faisons le nécessaire.",
        "en": "An incident keeps us from answering at the moment. We are working on it.",
    },
}
"""Cause → language → what a visitor is told who may not simply wait for it."""


class Notices:
    """The texts and reasons of one organisation, as last read."""

    def __init__(self, tenant: TenantId, records: Records) -> None:
        self._tenant = tenant
        self._records = records
        self._texts: Mapping[QueueId, Mapping[str, Said]] = {}
        self._reasons: Mapping[str, Said] = {}

    async def refresh(self) -> bool:
        """They are those on record now; True when something is other than before."""
        texts, reasons = await self._records.read(self._read)
        is_other = (texts, reasons) != (self._texts, self._reasons)
        self._texts, self._reasons = texts, reasons
        return is_other

    def of_cause(self, queue: QueueId, cause: str, language: str) -> str | None:
        """What is told to who is stopped there for this cause."""
        return self._own(queue, cause, language) or _in(DEFAULTS.get(cause, {}), language)

    def of_callbacks(self, queue: QueueId, language: str) -> str | None:
        """What the organisation says of calling back; None when it says nothing."""
        return self._own(queue, "callback", language)

    def choices(self, codes: Iterable[str], language: str) -> list[Choice]:
        """These reasons as a visitor chooses among them; those that may not be chosen now are left out."""
        labels = ((code, _in(self._reasons.get(code, {}), language)) for code in codes)
        return [Choice(code, label) for code, label in labels if label]

    def _own(self, queue: QueueId, kind: str, language: str) -> str | None:
        return _in(self._texts.get(queue, {}).get(kind, {}), language)

    def _read(self, conn: Connection) -> tuple[Mapping[QueueId, Mapping[str, Said]], Mapping[str, Said]]:
        rows = store.reasons(conn, self._tenant)
        reasons = {row.code: {"fr": row.fr, "en": row.en} for row in rows if row.active}
        return store.texts_of(conn, self._tenant), reasons


def _in(said: Said, language: str) -> str | None:
    """In this language, else in one there is."""
    return said.get(language) or said.get("fr") or said.get("en") or None
