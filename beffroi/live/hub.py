"""The hub: who follows which topic, and what they are told when something was committed.

After every committed batch the topics it touched are rendered again from committed state and compared with what was
told before; the difference is one patch, encoded once, put into the outbox of every follower. Desks and conversations
are told at once; queues and teams at most four times a second. A topic nobody follows is only remembered, for ten
minutes, so that a screen that comes back resumes with one patch.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Protocol

from beffroi.interactions.events import InteractionOpened, MessageStored
from beffroi.kernel.clock import Clock
from beffroi.kernel.ids import Instant, InteractionId, QueueId, new_id
from beffroi.kernel.journal import Recorded
from beffroi.kernel.logs import get_logger
from beffroi.live import protocol, topics
from beffroi.live.alerts.figures import Seen
from beffroi.live.counters import LiveCounters
from beffroi.live.known import Known
from beffroi.live.painter import Painter
from beffroi.live.protocol import TopicNotAllowed
from beffroi.live.rows import Row
from beffroi.live.screen import Screen
from beffroi.live.story import Story
from beffroi.live.topic import Topic
from beffroi.routing.events import AssignmentClosed, QueueEntered
from beffroi.routing.floor_events import HandLowered
from beffroi.routing.state import State

LINGER_S: Final = 600.0
AT_ONCE: Final = ("me:", "interaction:")

log = get_logger(__name__)


class Source(Protocol):
    """What the hub needs of routing."""

    @property
    def committed(self) -> State: ...
    @property
    def committed_seq(self) -> int: ...


class Reads(Protocol):
    """What the hub needs of the records; see `reader.py`."""

    async def learn(self, known: Known) -> None: ...
    async def story(self, interaction: InteractionId) -> Story: ...
    async def last_queue(self, interaction: InteractionId) -> QueueId | None: ...
    def since(self, seq: int) -> Iterable[Recorded]: ...


class Hub:
    """All topics of one tenant, on one event loop. `wake` is called when `read_missing` has something to do."""

    def __init__(
        self,
        routing: Source,
        known: Known,
        reader: Reads,
        counters: LiveCounters,
        clock: Clock,
        wake: Callable[[], None],
    ) -> None:
        self.boot = new_id()
        self.known = known
        self.painter = Painter(known, counters)
        self._routing = routing
        self._reader = reader
        self._counters = counters
        self._clock = clock
        self._wake = wake
        self._numbers = itertools.count(1)
        self._topics: dict[str, Topic] = {}
        self._followers: dict[str, dict[Screen, None]] = {}
        self._left_at: dict[str, float] = {}
        self._stale: dict[str, None] = {}
        self._unread: set[str] = set()

    # Following

    async def follow(self, screen: Screen, name: str, resume: int | None) -> None:
        """The screen is told what it missed since `resume`, or a snapshot, and then every change. Raises a refusal."""
        key = screen.key_of(name, self._routing.committed)
        kind, one = protocol.split_topic(name)
        if kind == "interaction":
            await self._allow_reading(screen, InteractionId(one), key)
        topic = await self._current(key, name)
        if kind == "interaction" and not self._may_read(screen, InteractionId(one)):
            raise TopicNotAllowed
        screen.following[key] = name
        self._followers.setdefault(key, {})[screen] = None
        self._left_at.pop(key, None)
        missed = topic.since(resume) if resume is not None else None
        for frame in [topic.snapshot()] if missed is None else missed:
            screen.outbox.put(frame, key)

    def unfollow(self, screen: Screen, name: str) -> None:
        """The screen is told nothing more of this topic."""
        for key in [key for key, known_as in screen.following.items() if known_as == name]:
            self._part(screen, key)

    def leave(self, screen: Screen) -> None:
        """The screen is gone."""
        for key in list(screen.following):
            self._part(screen, key)

    def snapshot_of(self, key: str) -> str | None:
        """What a screen that fell behind is sent."""
        topic = self._topics.get(key)
        return None if topic is None else topic.snapshot()

    # News

    def committed(self, rows: Sequence[Recorded]) -> None:
        """These events are durable, and routing's committed state has applied them."""
        state, stale = self._routing.committed, dict[str, None]()
        for row in rows:
            event = row.event
            self._counters.take(event)
            stale.update(dict.fromkeys(topics.touched(state, event)))
            if isinstance(event, MessageStored):
                self.known.said(event.interaction, event.message, event.author)
            elif isinstance(event, HandLowered):
                self.known.forget_answers(event.agent)
            elif isinstance(event, InteractionOpened):
                self.known.forget_customer(event.customer)  # who comes again may have given another name
            self.painter.take(row)
        for row in rows:
            if isinstance(row.event, AssignmentClosed | QueueEntered):
                self._recheck(row.event.interaction)
        self._mark(stale)

    def seen(self, now: Instant) -> Seen:
        """What alerts read their figures from."""
        return self.painter.seen(self._routing.committed, self._routing.committed_seq, now)

    def tell(self, topics: Iterable[str]) -> None:
        """These topics show something else now, though nothing was decided: an alert."""
        self._mark(topics)

    def typing(self, interaction: InteractionId, author: str) -> None:
        """Somebody writes: those who follow the conversation see it for a few seconds."""
        self.painter.typing(interaction, author, self._clock.now())
        self._mark(self._touched_by_typing(interaction))

    def tick(self) -> Iterator[None]:
        """Four times a second: what may wait is told now, and time itself is looked at. One topic each step."""
        now = self._clock.now()
        for interaction in self.painter.stopped_typing(now):
            self._mark(self._touched_by_typing(interaction))
        self._mark(sorted(self.painter.turned(now)))
        self._mark([topics.queue(one) for one in self.painter.expected.changed(self._routing.committed, now)])
        stale, self._stale = self._stale, {}
        for key in stale:
            self._tell(key)
            yield
        for key in [key for key, left_at in self._left_at.items() if left_at < now - LINGER_S]:
            self._drop(key)

    async def read_missing(self) -> None:
        """Names and texts that were asked for are read; the topics that waited for them are told."""
        while self._unread:
            waiting, self._unread = self._unread, set()
            try:
                await self._reader.learn(self.known)
            except Exception:
                self._unread |= waiting
                raise
            for key in waiting:
                self._tell(key)

    # Inside

    def _mark(self, stale: Iterable[str]) -> None:
        for key in list(self._topics) if topics.EVERYTHING in stale else stale:
            if key not in self._topics:
                continue
            if key.startswith(AT_ONCE):
                self._tell(key)
            else:
                self._stale[key] = None

    def _tell(self, key: str) -> None:
        """Followers learn what changed in the topic. Without followers it is rendered when one comes back."""
        topic = self._topics.get(key)
        followers = self._followers.get(key)
        if topic is None or not followers:
            return
        try:
            rows = self._rows(key)
        except Exception:
            log.failed("topic_not_rendered", topic=key)
            return
        if rows is None:
            self._unread.add(key)
            self._wake()
        elif (frame := topic.become(rows, self._clock.now())) is not None:
            for screen in followers:
                screen.outbox.put(frame, key)

    def _rows(self, key: str) -> list[Row] | None:
        """The topic as of now; None when names or texts must be read first."""
        others, self.known.missing = self.known.missing, set()
        rows = self.painter.rows(key, self._routing.committed, self._routing.committed_seq, self._clock.now())
        complete = not self.known.missing
        self.known.missing |= others
        return rows if complete else None

    async def _current(self, key: str, name: str) -> Topic:
        """The topic, its rows as of now; made if nobody asked for it lately. Its followers learn what changed."""
        self._left_at.pop(key, None)
        try:
            await self._begin(key)
            while (rows := self._rows(key)) is None:
                await self._reader.learn(self.known)
        finally:
            if key not in self._followers:
                self._left_at[key] = self._clock.now()
        topic = self._topics.get(key)
        if topic is None:
            topic = self._topics[key] = Topic(name, lambda: next(self._numbers))
        frame = topic.become(rows, self._clock.now())
        if frame is not None:
            for screen in self._followers.get(key, ()):
                screen.outbox.put(frame, key)
        return topic

    async def _begin(self, key: str) -> None:
        kind, one = key.split(":", 1)
        if kind == "interaction" and not self.painter.tells(InteractionId(one)):
            self.painter.begin(await self._reader.story(InteractionId(one)))
            self.painter.catch_up(InteractionId(one), self._reader.since)

    async def _allow_reading(self, screen: Screen, interaction: InteractionId, key: str) -> None:
        """Refuses before anything is read into memory for somebody who may not see it."""
        if self._may_read(screen, interaction):
            return
        if interaction in self._routing.committed.works or key in self._topics:
            raise TopicNotAllowed
        queue = await self._reader.last_queue(interaction)
        if not screen.may_read(interaction, queue, self._routing.committed):
            raise TopicNotAllowed

    def _may_read(self, screen: Screen, interaction: InteractionId) -> bool:
        state = self._routing.committed
        return screen.may_read(interaction, self.painter.queue_of(interaction, state), state)

    def _recheck(self, interaction: InteractionId) -> None:
        """Work left an agent's hands, or its queue: those who could read it only for that, no longer can."""
        key = topics.interaction(interaction)
        for screen in list(self._followers.get(key, ())):
            if not self._may_read(screen, interaction):
                name = screen.following[key]
                self._part(screen, key)
                screen.outbox.put(protocol.refused(name, TopicNotAllowed()))

    def _touched_by_typing(self, interaction: InteractionId) -> set[str]:
        state = self._routing.committed
        work = state.works.get(interaction)
        touched = {topics.interaction(interaction)}
        if work is not None and work.assignment is not None:
            touched.add(topics.me(state.assignments[work.assignment].agent))
        return touched

    def _part(self, screen: Screen, key: str) -> None:
        screen.following.pop(key, None)
        screen.outbox.forget(key)
        followers = self._followers.get(key)
        if followers is not None:
            followers.pop(screen, None)
            if not followers:
                del self._followers[key]
                self._left_at[key] = self._clock.now()

    def _drop(self, key: str) -> None:
        del self._left_at[key]
        if key not in self._followers:
            self._topics.pop(key, None)
            self.painter.forget(key)
