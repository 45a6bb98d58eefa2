"""What acts on the floor are asked with, and what they answer."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from beffroi.kernel.ids import Instant
from beffroi.routing.answers import Told
from beffroi.routing.api import Id

Why = Annotated[str | None, Field(max_length=200)]
Until = Annotated[Instant | None, Field(allow_inf_nan=False)]
Several = Annotated[list[Id], Field(min_length=1, max_length=1_000)]
Seconds = Annotated[float, Field(ge=-86_400, le=86_400, allow_inf_nan=False)]
Lever = Literal["opening", "emergency", "overflow", "help", "callback", "priority"]
TextKind = Literal["closed", "unstaffed", "full", "long_wait", "emergency", "callback", "greeting", "instructions"]


class InBoth(BaseModel):
    """What is said, in both languages; empty in both is nothing."""

    fr: str = Field(max_length=1_000)
    en: str = Field(max_length=1_000)


class LeverAsked(BaseModel):
    """A lever of the queue: its value, or null to give it back to the rules."""

    lever: Lever
    value: Annotated[str, Field(max_length=64)] | Seconds | None
    until: Until = None
    why: Why = None


class EmergencyAsked(BaseModel):
    """Close these queues at once (null: all in scope), with what customers are told; or open them again."""

    queues: Several | None = None
    on: bool
    text: InBoth | None = None
    until: Until = None
    why: Why = None


class Place(BaseModel):
    """A place in a queue."""

    priority: int = Field(default=1, ge=1, le=99)
    delay_s: float = Field(default=0.0, ge=0, le=86_400, allow_inf_nan=False)


class ReassignAsked(BaseModel):
    """These agents have these queues (whole) or these skills (laid over theirs; 0 takes one away) for a while."""

    agents: Several
    queues: Annotated[dict[Id, Place], Field(max_length=200)] | None = None
    skills: Annotated[dict[Id, Annotated[int, Field(ge=0, le=5)]], Field(max_length=200)] | None = None
    until: Until = None
    why: Why = None


class ReturnAsked(BaseModel):
    """The change is over for these agents; null: for all."""

    agents: Several | None = None
    why: Why = None


class FloorPresenceAsked(BaseModel):
    """These agents are ready, not ready for a reason, or logged out."""

    agents: Several
    state: Literal["ready", "not_ready", "logged_out"]
    reason: Id | None = None
    why: Why = None


class MoveAsked(BaseModel):
    """To another queue, or to wait for one agent first."""

    queue: Id | None = None
    agent: Id | None = None
    why: Why = None


class PriorityAsked(BaseModel):
    """It ranks as if it had come so much earlier than it did; 0 is where it was."""

    bonus_s: Seconds
    why: Why = None


class PauseAnswer(BaseModel):
    """Whether the pause is granted."""

    granted: bool


class HandAnswer(BaseModel):
    """How a call for help is settled; `message` says something."""

    how: Literal["message", "joined", "dismissed"]
    text: Annotated[str | None, Field(max_length=1_000)] = None


class Acted(Told):
    """It is done, and kept as this act."""

    act: str


class ActedOn(BaseModel):
    """One of several: done, or why not (the refusal's code)."""

    target: str
    act: str
    seq: int | None
    refused: str | None = None


class ActedOnSeveral(BaseModel):
    """What came of each; at least one was done."""

    acts: list[ActedOn]


class Reassigned(Acted):
    """`change` is what the agents return from."""

    change: str


class Who(BaseModel):
    """Somebody, by id and name."""

    id: str
    name: str


class Done(BaseModel):
    """What an act was done to."""

    kind: Literal["queue", "agent", "change", "interaction", "hand"]
    id: str
    name: str


class Words(BaseModel):
    """The same in both languages."""

    fr: str
    en: str


class ActShown(BaseModel):
    """An act, in words. `may_undo` says whether you could undo it now."""

    id: str
    at: Instant
    by: Who
    kind: Literal["lever", "reassign", "return", "presence", "pause", "move", "priority", "take_over", "hand"]
    target: Done
    words: Words
    why: str | None
    until: Instant | None
    undone_at: Instant | None
    may_undo: bool
