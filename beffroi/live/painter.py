"""The painter: knows how each kind of topic is rendered, and keeps what rendering needs beside routing's state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from beffroi.insight.fold import MINUTE_S, start_of
from beffroi.interactions.events import MessageStored
from beffroi.kernel.ids import AgentId, Instant, InteractionId, QueueId, TeamId
from beffroi.kernel.journal import Recorded
from beffroi.live import rows as r
from beffroi.live.alerts.figures import Seen
from beffroi.live.counters import LiveCounters
from beffroi.live.expected import Expected
from beffroi.live.known import Known
from beffroi.live.story import Story
from beffroi.live.views.desk import me_rows
from beffroi.live.views.figures import day_view
from beffroi.live.views.floor import Beside, Floor, beside, floor_of, next_change_at, queue_rows, team_rows
from beffroi.routing.events import Configured
from beffroi.routing.floor_events import AgentsReassigned, AgentsReturned
from beffroi.routing.state import State

TYPING_S: Final = 6.0
NEVER: Final = float("inf")
"""By itself this topic changes at the turn of the minute only."""


class Painter:
    """Rows of any topic from committed state. Deterministic: asked twice between two events, it answers the same."""

    def __init__(self, known: Known, counters: LiveCounters) -> None:
        self._known = known
        self._counters = counters
        self._stories: dict[InteractionId, Story] = {}
        self._typing: dict[InteractionId, r.Typing] = {}
        self._turns_at: dict[str, Instant] = {}
        self._minute = 0
        self._beside: tuple[int, Beside] | None = None
        self._floor: Floor | None = None
        self.expected = Expected()
        self.alerts: Callable[[str], list[r.Row]] = lambda topic: []

    def rows(self, key: str, state: State, seq: int, now: Instant) -> list[r.Row]:
        """The topic's rows. Names or texts that are not in memory are in `known.missing`, and the rows lack them."""
        kind, one = key.split(":", 1)
        if kind == "me":
            return self._desk(key, AgentId(one), state, now)
        if kind == "team":
            agents = self._floor_of(state).teams.get(TeamId(one), ())
            self._turns_at[key] = NEVER
            minute = start_of(now, MINUTE_S)
            own = team_rows(state, agents, self._known, lambda agent: self._counters.reasons_of(agent, minute))
            return [*own, *self.alerts(key)]
        if kind == "queue":
            return self._queue(key, QueueId(one), state, seq, now)
        return self._conversation(InteractionId(one), state)

    def seen(self, state: State, seq: int, now: Instant) -> Seen:
        """What alerts read their figures from."""
        return Seen(state, self._floor_of(state), self._beside_of(state, seq), self._counters.of, now)

    def take(self, row: Recorded) -> None:
        """The event grows its interaction's story, when that is being told."""
        interaction = getattr(row.event, "interaction", None)
        if interaction is not None and (story := self._stories.get(interaction)) is not None:
            story.take(row.seq, row.event)
        if isinstance(row.event, MessageStored):
            self._typing.pop(row.event.interaction, None)
        elif isinstance(row.event, AgentsReassigned | AgentsReturned):
            self._floor = None
        elif isinstance(row.event, Configured):
            self._floor = None
            for story in self._stories.values():
                story.name_again()

    # Conversations

    def tells(self, interaction: InteractionId) -> bool:
        """Whether the interaction's story is in memory."""
        return interaction in self._stories

    def begin(self, story: Story) -> None:
        """The story grows from here, unless it is already being told."""
        self._stories.setdefault(story.interaction, story)

    def catch_up(self, interaction: InteractionId, since: Callable[[int], Iterable[Recorded]]) -> None:
        """The story has every event committed after those it was written from."""
        story = self._stories[interaction]
        for row in since(story.seq):
            if getattr(row.event, "interaction", None) == interaction:
                story.take(row.seq, row.event)

    def queue_of(self, interaction: InteractionId, state: State) -> QueueId | None:
        """The queue the interaction is in, or was last, as far as that is in memory."""
        work = state.works.get(interaction)
        if work is not None:
            return work.queue or None
        story = self._stories.get(interaction)
        return None if story is None else story.queue

    def typing(self, interaction: InteractionId, author: str, now: Instant) -> None:
        """`author` writes; unless told again, for a few seconds."""
        self._typing[interaction] = r.Typing(id="typing", author=author, until=now + TYPING_S)

    def stopped_typing(self, now: Instant) -> list[InteractionId]:
        """Interactions in which nobody writes any more; they are forgotten."""
        over = [one for one, row in self._typing.items() if row.until <= now]
        for one in over:
            del self._typing[one]
        return over

    # Time

    def turned(self, now: Instant) -> set[str]:
        """Topics that time alone changes: a minute is over, or a queue's longest wait crossed a limit."""
        turned = {key for key, at in self._turns_at.items() if at <= now}
        minute = start_of(now, MINUTE_S)
        if minute != self._minute:
            self._minute = minute
            self._counters.forget_old(now)
            turned |= self._turns_at.keys()
        return turned

    def forget(self, key: str) -> None:
        """Nobody followed the topic for long."""
        self._turns_at.pop(key, None)
        kind, one = key.split(":", 1)
        if kind == "interaction":
            self._stories.pop(InteractionId(one), None)
        elif kind == "queue":
            self.expected.forget(QueueId(one))

    def _desk(self, key: str, agent: AgentId, state: State, now: Instant) -> list[r.Row]:
        """The day's figures stand as of the minute: what the agent does now moves them once a minute, not each time."""
        minute = start_of(now, MINUTE_S)
        rows: list[r.Row] = list(me_rows(state, agent, self._known, self._typing, minute))
        if rows:
            self._turns_at[key] = NEVER
            rows.append(day_view(self._counters.of_agent(agent, minute), state.rows.floor.presence_reasons))
        return rows

    def _queue(self, key: str, queue: QueueId, state: State, seq: int, now: Instant) -> list[r.Row]:
        held = self._beside_of(state, seq)
        floor, counters = self._floor_of(state), self._counters.of(queue, now)
        expected_s = self.expected.of(state, queue, now)
        rows = list(queue_rows(state, floor, queue, held, counters, expected_s, self._known, now))
        rows += self.alerts(key) if rows else ()
        self._turns_at[key] = NEVER
        if rows and isinstance(rows[0], r.QueueRow) and (turns_at := next_change_at(rows[0], now)) is not None:
            self._turns_at[key] = turns_at
        return rows

    def _beside_of(self, state: State, seq: int) -> Beside:
        if self._beside is None or self._beside[0] != seq:
            self._beside = seq, beside(state)
        return self._beside[1]

    def _floor_of(self, state: State) -> Floor:
        if self._floor is None:
            self._floor = floor_of(state)
        return self._floor

    def _conversation(self, interaction: InteractionId, state: State) -> list[r.Row]:
        story = self._stories.get(interaction)
        rows = list(story.rows(state, self._known)) if story is not None else []
        typing = self._typing.get(interaction)
        return rows if typing is None else [*rows, typing]
