"""Where a conversation stands, as its visitor is told. Reads committed routing state; changes nothing."""

from collections.abc import Callable
from math import ceil
from typing import Final

import msgspec

from beffroi.channels.chat.conversation import Conversation
from beffroi.channels.chat.model import first_name
from beffroi.channels.chat.notices import Notices
from beffroi.channels.chat.protocol import AgentName, Standing
from beffroi.kernel.ids import AgentId, Instant
from beffroi.routing.callback import is_offered
from beffroi.routing.rows import Work
from beffroi.routing.state import State
from beffroi.routing.states import Work as At
from beffroi.routing.waiting import expected_wait

NameOf = Callable[[AgentId], str | None]

IDLE: Final = Standing("idle")
ENDED: Final = Standing("ended")
_STEP_S: Final = 10.0

_STOPPED: Final = "stopped_"
_CLOSED: Final = "closed_while_waiting"
_PROMISED: Final = frozenset({"callback_taken", "message_left"})


def standing(state: State, conversation: Conversation, now: Instant, name_of: NameOf, notices: Notices) -> Standing:
    """idle before the first word, ended when the last interaction is over; an offer that rings is still waiting."""
    if conversation.interaction is None:
        return IDLE
    work = state.works.get(conversation.interaction)
    if work is None:
        return _ended(conversation, notices)
    if work.state == At.IN_CONTACT and work.assignment is not None:
        name = first_name(name_of(state.assignments[work.assignment].agent))
        return Standing("in_contact", agent=AgentName(name) if name else None)
    if work.state == At.ARRIVING and work.stopped_for:
        return _stopped(state, work, conversation.language, now, notices)
    return _waiting(state, work, conversation.language, now, notices)


def _stopped(state: State, work: Work, language: str, now: Instant, notices: Notices) -> Standing:
    return Standing(
        "stopped",
        cause=work.stopped_for,
        callback=is_offered(state, work, now),
        message=work.may_leave_message,
        text=notices.of_cause(work.queue, work.stopped_for, language),
    )


def _waiting(state: State, work: Work, language: str, now: Instant, notices: Notices) -> Standing:
    may_call_back = is_offered(state, work, now)
    text = notices.of_callbacks(work.queue, language) if may_call_back else None
    told = Standing("waiting", position=1, callback=may_call_back, text=text)
    if work.state == At.OFFERED:
        return told
    wait_s = expected_wait(state, work.id, now)
    steady_s = None if wait_s is None else ceil(wait_s / _STEP_S) * _STEP_S  # so that it does not flicker
    return msgspec.structs.replace(told, position=state.position(work.id) or 1, expected_wait_s=steady_s)


def _ended(conversation: Conversation, notices: Notices) -> Standing:
    """Over; and when that is not the end of a conversation, what came of it."""
    why, queue = conversation.ended_by, conversation.queue
    if why in _PROMISED:
        return Standing("ended", outcome=why, phone=conversation.phone)
    if why.startswith(_STOPPED) or why == _CLOSED:
        cause = "closed" if why == _CLOSED else why.removeprefix(_STOPPED)
        text = notices.of_cause(queue, cause, conversation.language)
        return Standing("ended", outcome="dissuaded", cause=cause, text=text)
    return ENDED
