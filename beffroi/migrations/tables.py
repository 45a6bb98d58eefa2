"""Every room that keeps rows, so that `metadata` is whole. A new store is named here; a test notices when it is not."""

import beffroi.channels.chat.store
import beffroi.customers.store
import beffroi.entry.store
import beffroi.insight.store
import beffroi.interactions.ledger.store
import beffroi.interactions.store
import beffroi.kernel.audit
import beffroi.kernel.cursors
import beffroi.kernel.jobs
import beffroi.kernel.news
import beffroi.live.alerts.store
import beffroi.people.briefings.store
import beffroi.people.store
import beffroi.routing.floor.store
import beffroi.routing.rulebook.store
import beffroi.routing.store  # noqa: F401
from beffroi.kernel.db import metadata

__all__ = ["metadata"]
