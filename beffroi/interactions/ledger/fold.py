"""Events → rows. Pure: the same events give the same rows, live, after a crash, or recomputed from the journal's start.

Routing stands above this room, so its events are recognised by their kind and read by their public field names;
`tests/interactions/test_fold.py` feeds the real classes.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

from beffroi.interactions.ledger.model import AssignmentRow, InteractionRow, PassageRow, Sheet, TimelineRow
from beffroi.kernel.events import Event
from beffroi.kernel.ids import AssignmentId, InteractionId, MessageId

_json = msgspec.json.Encoder().encode


class Book:
    """The open sheets, and what the events folded since `turn_page` changed."""

    def __init__(self) -> None:
        self.sheets: dict[InteractionId, Sheet] = {}
        self.holders: dict[AssignmentId, InteractionId] = {}
        self.changed: set[InteractionId] = set()
        self.timeline: list[TimelineRow] = []
        self.reported: dict[MessageId, int] = {}

    def put(self, sheet: Sheet) -> None:
        """The sheet is open: events may be folded into it."""
        self.sheets[sheet.interaction.id] = sheet
        for assignment in sheet.assignments:
            self.holders[assignment] = sheet.interaction.id

    def turn_page(self) -> None:
        """What changed is written: forget it, and close the sheets to which nothing more can happen."""
        for interaction in self.changed:
            sheet = self.sheets[interaction]
            if sheet.is_over():
                del self.sheets[interaction]
                for assignment in sheet.assignments:
                    self.holders.pop(assignment, None)
        self.changed = set()
        self.timeline = []
        self.reported = {}


def missing(book: Book, events: Iterable[Event]) -> tuple[set[InteractionId], set[AssignmentId]]:
    """Interactions, and assignments of unknown interactions, that must be put into the book before these are folded."""
    born: set[InteractionId] = set()
    interactions: set[InteractionId] = set()
    assignments: set[AssignmentId] = set()
    for event in events:
        interaction = getattr(event, "interaction", None)
        if interaction is None:
            assignment = getattr(event, "assignment", None)
            if assignment is not None and assignment not in book.holders:
                assignments.add(assignment)
        elif event.kind == "interaction_opened":
            born.add(interaction)
        elif interaction not in book.sheets and interaction not in born:
            interactions.add(interaction)
    return interactions, assignments


def fold(book: Book, seq: int, event: Event) -> None:
    """The rows are as they must be after `event`. Events that concern no interaction change nothing."""
    change = _CHANGES.get(event.kind)
    if change is None:
        return
    sheet = _sheet(book, event)
    if sheet is None:
        return
    change(sheet, event)
    interaction = sheet.interaction
    interaction.last_seq = seq
    book.changed.add(interaction.id)
    if event.kind == "message_stored":
        book.reported[event.message] = seq  # type: ignore[attr-defined]
    line = told(interaction.id, seq, event)
    if line is not None:
        book.timeline.append(line)
    if event.kind == "offer_made":
        book.holders[event.assignment] = interaction.id  # type: ignore[attr-defined]


def told(interaction: InteractionId, seq: int, event: Event) -> TimelineRow | None:
    """How the interaction's timeline tells this event; None for the kinds it leaves out (messages are told as such)."""
    kept = _FACTS.get(event.kind)
    if kept is None:
        return None
    facts = {name: value for name in kept if (value := getattr(event, name)) is not None}
    return TimelineRow(
        interaction_id=interaction,
        seq=seq,
        kind=event.kind,
        at=event.at,
        agent_id=getattr(event, "agent", None),
        queue_id=getattr(event, "queue", None),
        facts=_json(facts).decode() if facts else "{}",
    )


def _sheet(book: Book, event: Any) -> Sheet | None:
    if event.kind == "interaction_opened":
        row = InteractionRow(
            id=event.interaction,
            channel=event.channel,
            customer_id=event.customer,
            case_id=event.case,
            arrived_at=event.arrived_at,
            reason=event.reason,
            follows=event.follows,
        )
        book.put(Sheet(interaction=row))
    interaction = getattr(event, "interaction", None) or book.holders.get(
        getattr(event, "assignment", AssignmentId(""))
    )
    return None if interaction is None else book.sheets.get(interaction)


def _queue_entered(sheet: Sheet, event: Any) -> None:
    row = sheet.interaction
    sheet.passages[event.passage] = PassageRow(
        interaction_id=row.id,
        passage=event.passage,
        queue_id=event.queue,
        entered_at=event.at if event.since is None else event.since,
    )
    row.state, row.queue_id, row.agent_id = "waiting", event.queue, None
    row.queued_at = event.at if row.queued_at is None else row.queued_at


def _queue_left(sheet: Sheet, event: Any) -> None:
    passage = sheet.passages[event.passage]
    passage.left_at, passage.how, passage.wait_s = event.at, event.how, event.wait_s


def _first_reply(sheet: Sheet, event: Any) -> None:
    sheet.passages[event.passage].reply_wait_s = event.wait_s
    if sheet.interaction.replied_at is None:
        sheet.interaction.replied_at = event.at


def _offer_made(sheet: Sheet, event: Any) -> None:
    sheet.assignments[event.assignment] = AssignmentRow(
        id=event.assignment,
        interaction_id=event.interaction,
        agent_id=event.agent,
        queue_id=event.queue,
        channel=event.channel,
        state="offered",
        offered_at=event.at,
    )
    sheet.interaction.state = "offered"


def _offer_accepted(sheet: Sheet, event: Any) -> None:
    assignment, row = sheet.assignments[event.assignment], sheet.interaction
    assignment.state, assignment.accepted_at = "active", event.at
    row.state, row.agent_id = "in_contact", event.agent
    row.answered_at = event.at if row.answered_at is None else row.answered_at


def _offer_over(state: str) -> Callable[[Sheet, Any], None]:
    def change(sheet: Sheet, event: Any) -> None:
        assignment = sheet.assignments[event.assignment]
        assignment.state, assignment.how, assignment.closed_at = state, state, event.at
        if sheet.interaction.ended_at is None:
            sheet.interaction.state = "waiting"

    return change


def _wrap_up_started(sheet: Sheet, event: Any) -> None:
    assignment = sheet.assignments[event.assignment]
    assignment.state, assignment.talk_ended_at = "wrap_up", event.at
    _spent(sheet, event)


def _assignment_closed(sheet: Sheet, event: Any) -> None:
    assignment = sheet.assignments[event.assignment]
    assignment.state, assignment.closed_at, assignment.how = "closed", event.at, event.how
    assignment.disposition, assignment.wrap_up_s = event.disposition, event.wrap_up_s
    if assignment.talk_ended_at is None:
        assignment.talk_ended_at = event.at
    _spent(sheet, event)


def _spent(sheet: Sheet, event: Any) -> None:
    sheet.assignments[event.assignment].talk_s = event.talk_s
    sheet.interaction.talk_s = sum(a.talk_s for a in sheet.assignments.values())
    sheet.interaction.wrap_up_s = sum(a.wrap_up_s for a in sheet.assignments.values())


def _message_stored(sheet: Sheet, event: Any) -> None:
    """What a supervisor whispers to an agent is not part of the conversation."""
    sheet.interaction.message_count += event.author != "supervisor"


def _reason_set(sheet: Sheet, event: Any) -> None:
    sheet.interaction.reason = event.reason


def _arriving(sheet: Sheet, event: Any) -> None:
    """At the door: asked what they wish, or for later. It may have been in an agent's hands before."""
    sheet.interaction.state, sheet.interaction.agent_id = "arriving", None
    sheet.interaction.queue_id = event.queue


def _paused(sheet: Sheet, event: Any) -> None:
    sheet.assignments[event.assignment].state = "paused"


def _resumed(sheet: Sheet, event: Any) -> None:
    assignment = sheet.assignments[event.assignment]
    assignment.state = "active"
    assignment.paused_s += event.paused_s


def _qualified(sheet: Sheet, event: Any) -> None:
    sheet.assignments[event.assignment].disposition = event.disposition


def _customer_gone(sheet: Sheet, event: Any) -> None:
    sheet.interaction.gone_at = event.at


def _customer_back(sheet: Sheet, event: Any) -> None:
    sheet.interaction.gone_at = None


def _ended(sheet: Sheet, event: Any) -> None:
    row = sheet.interaction
    row.state, row.ended_at, row.outcome, row.sub_reason = "ended", event.at, event.outcome, event.sub_reason


def _only_told(sheet: Sheet, event: Any) -> None:
    """Nothing in the rows changes; the timeline says it."""


_CHANGES: Final[dict[str, Callable[[Sheet, Any], None]]] = {
    "interaction_opened": _only_told,
    "message_stored": _message_stored,
    "customer_gone": _customer_gone,
    "customer_back": _customer_back,
    "interaction_ended": _ended,
    "queue_entered": _queue_entered,
    "queue_left": _queue_left,
    "first_reply": _first_reply,
    "relaxed": _only_told,
    "reason_set": _reason_set,
    "stopped_at_entry": _arriving,
    "deferred": _arriving,
    "moved": _only_told,
    "reprioritised": _only_told,
    "callback_taken": _only_told,
    "message_left": _only_told,
    "assignment_paused": _paused,
    "assignment_resumed": _resumed,
    "taken_over": _only_told,
    "qualified": _qualified,
    "offer_made": _offer_made,
    "offer_accepted": _offer_accepted,
    "offer_declined": _offer_over("declined"),
    "offer_timed_out": _offer_over("timed_out"),
    "offer_withdrawn": _offer_over("withdrawn"),
    "transferred": _only_told,
    "wrap_up_started": _wrap_up_started,
    "wrap_up_extended": _only_told,
    "assignment_closed": _assignment_closed,
}
"""What each kind of event changes. A kind that is not here concerns no interaction."""

_FACTS: Final[dict[str, tuple[str, ...]]] = {
    "interaction_opened": ("reason", "follows"),
    "reason_set": ("reason",),
    "stopped_at_entry": ("cause", "callback", "message", "until"),
    "deferred": ("until", "attempts"),
    "moved": ("to_queue", "why", "cause", "to"),
    "reprioritised": ("bonus_s",),
    "callback_taken": ("callback",),
    "message_left": ("message",),
    "assignment_paused": ("assignment", "by"),
    "assignment_resumed": ("assignment", "paused_s"),
    "taken_over": ("by",),
    "qualified": ("assignment", "disposition"),
    "customer_gone": (),
    "customer_back": (),
    "interaction_ended": ("outcome", "sub_reason"),
    "queue_entered": ("passage", "ahead"),
    "queue_left": ("passage", "how", "wait_s"),
    "first_reply": ("wait_s",),
    "relaxed": ("step",),
    "offer_made": ("assignment",),
    "offer_accepted": ("assignment", "wait_s"),
    "offer_declined": ("assignment", "reason"),
    "offer_timed_out": ("assignment",),
    "offer_withdrawn": ("assignment", "why"),
    "transferred": ("to",),
    "wrap_up_started": ("assignment", "talk_s"),
    "wrap_up_extended": ("assignment",),
    "assignment_closed": ("assignment", "how", "disposition", "talk_s", "wrap_up_s"),
}
"""The kinds that the timeline tells, and what it keeps of each beside its instant, agent and queue."""
