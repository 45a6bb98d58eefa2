"""The story of one interaction: what was said and what happened, grown event by event. Pure.

It is begun from the records, which may be some events behind, and caught up from the journal; events it already has
are passed over, so the two may overlap.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from beffroi.interactions.events import (
    CustomerBack,
    CustomerGone,
    InteractionEnded,
    InteractionOpened,
    MessageStored,
    ReasonSet,
)
from beffroi.interactions.ledger.fold import told
from beffroi.interactions.ledger.model import Sheet, TimelineRow
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AgentId, CaseId, CustomerId, InteractionId, MessageId, QueueId
from beffroi.live import rows as r
from beffroi.live.known import Known, Words
from beffroi.live.views.conversation import conversation_row
from beffroi.routing.events import QueueEntered
from beffroi.routing.state import State

WHO: Final = {"moved": ("to",), "transferred": ("to",), "taken_over": ("by",)}
"""The facts of an event that are users."""


class Written(msgspec.Struct):
    """What the records say of an interaction, as after event `seq`."""

    seq: int
    sheet: Sheet | None = None
    timeline: list[TimelineRow] = []
    messages: list[Words] = []


class Story:
    """Rows of `interaction:<id>`, but for who is typing."""

    def __init__(self, interaction: InteractionId, written: Written) -> None:
        self.interaction = interaction
        self.seq = written.seq
        self._begun = _written(written.sheet) if written.sheet is not None else None
        self._messages: dict[MessageId, r.Message | None] = dict.fromkeys(MessageId(one.id) for one in written.messages)
        self._timeline = list(written.timeline)
        self._happened: list[r.Happened] = []

    @property
    def queue(self) -> QueueId | None:
        """The queue the interaction was in when last rendered."""
        return QueueId(self._begun.queue) if self._begun is not None and self._begun.queue else None

    def take(self, seq: int, event: Event) -> None:
        """This event of the interaction is part of its story."""
        if seq <= self.seq:
            return
        self.seq = seq
        if isinstance(event, MessageStored):
            self._messages.setdefault(event.message, None)
        elif (line := told(self.interaction, seq, event)) is not None:
            self._timeline.append(line)
        if isinstance(event, InteractionOpened) and self._begun is None:
            self._begun = _opened(event)
        elif self._begun is not None and (changed := _changed(event)):
            self._begun = msgspec.structs.replace(self._begun, **changed)

    def name_again(self) -> None:
        """Queues may be called something else now."""
        self._happened.clear()

    def rows(self, state: State, known: Known) -> Iterator[r.Row]:
        """The interaction as it stands, then everything said, then everything that happened."""
        work = state.works.get(self.interaction)
        if work is not None:
            follows = None if self._begun is None else self._begun.follows
            self._begun = conversation_row(state, work, known, follows)
            yield self._begun
        elif self._begun is not None:
            yield self._named(self._begun, state, known)
        yield from self._said(known)
        self._happened += [_happened(line, state, known) for line in self._timeline[len(self._happened) :]]
        yield from self._happened

    def _said(self, known: Known) -> Iterator[r.Row]:
        for message, row in self._messages.items():
            if row is None and (words := known.message(message)) is not None:
                row = self._messages[message] = _message(words, known)
            if row is not None:
                yield row

    def _named(self, begun: r.Conversation, state: State, known: Known) -> r.Conversation:
        rules = state.queues.get(QueueId(begun.queue or ""))
        return msgspec.structs.replace(
            begun,
            queue_name=None if rules is None else rules.name,
            customer=r.Named(begun.customer.id, known.customer(CustomerId(begun.customer.id))),
            case=r.NumberedCase(begun.case.id, known.case(CaseId(begun.case.id))),
        )


def _changed(event: Event) -> dict[str, Any]:
    """What the event changes in the interaction's own row; needed once routing no longer holds the work."""
    match event:
        case QueueEntered():
            return {"queue": event.queue, "entered_at": event.at if event.since is None else event.since}
        case ReasonSet():
            return {"reason": event.reason}
        case CustomerGone():
            return {"gone_at": event.at}
        case CustomerBack():
            return {"gone_at": None}
        case InteractionEnded():
            return {"state": "ended", "agent": None, "ended_at": event.at, "outcome": event.outcome}
    return {}


def _written(sheet: Sheet) -> r.Conversation:
    row = sheet.interaction
    return r.Conversation(
        id="interaction",
        interaction=row.id,
        state=row.state,
        channel=row.channel,
        queue=row.queue_id,
        queue_name=None,
        customer=r.Named(row.customer_id, None),
        case=r.NumberedCase(row.case_id, None),
        agent=None,
        arrived_at=row.arrived_at,
        entered_at=max((one.entered_at for one in sheet.passages.values()), default=None),
        gone_at=row.gone_at,
        ended_at=row.ended_at,
        outcome=row.outcome,
        reason=row.reason,
        follows=row.follows,
    )


def _opened(event: InteractionOpened) -> r.Conversation:
    return r.Conversation(
        id="interaction",
        interaction=event.interaction,
        state="opened",
        channel=event.channel,
        queue=None,
        queue_name=None,
        customer=r.Named(event.customer, None),
        case=r.NumberedCase(event.case, None),
        agent=None,
        arrived_at=event.arrived_at,
        entered_at=None,
        gone_at=None,
        ended_at=None,
        outcome=None,
        reason=event.reason,
        follows=event.follows,
    )


def _message(words: Words, known: Known) -> r.Message:
    return r.Message(
        id=f"message:{words.id}",
        author=words.author,
        agent=words.agent,
        name=known.user(AgentId(words.agent)) if words.agent else None,
        text=words.text,
        at=words.at,
        n=words.n,
    )


def _happened(line: TimelineRow, state: State, known: Known) -> r.Happened:
    rules = state.queues.get(line.queue_id) if line.queue_id else None
    return r.Happened(
        id=f"event:{line.seq}",
        type=line.kind,
        at=line.at,
        agent=line.agent_id,
        name=known.user(line.agent_id) if line.agent_id else None,
        queue_name=None if rules is None else rules.name,
        facts=_facts(line, state, known),
    )


def _facts(line: TimelineRow, state: State, known: Known) -> dict[str, Any]:
    """What the timeline keeps, with the names of the queue it went to and of who is told by id."""
    facts: dict[str, Any] = msgspec.json.decode(line.facts)
    if (queue := facts.get("to_queue")) is not None:
        rules = state.queues.get(queue)
        facts["to_queue_name"] = None if rules is None else rules.name
    for who in WHO.get(line.kind, ()):
        if who in facts:
            facts[f"{who}_name"] = known.user(facts[who])
    return facts
