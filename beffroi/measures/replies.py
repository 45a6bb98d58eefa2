"""Replies: how long customers wait for a person's words, in business time. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

import msgspec

from beffroi.kernel.ids import Instant
from beffroi.measures.catalogue import COUNT, SECONDS, Figure, given, measure
from beffroi.measures.fold import count_second
from beffroi.measures.formulas import counted, mean_s, percentile
from beffroi.measures.primitives import Primitives, to_ms

CUSTOMER: Final = "customer"
AGENT: Final = "agent"
BOT: Final = "bot"
TRADE: Final = "usage of the trade; answers of a bot apart (chatwoot#6418 shows the confusion)"
seconds = partial(measure, unit=SECONDS)


class Said(msgspec.Struct, frozen=True):
    """One message: who said something, and when."""

    at: Instant
    author: str
    """customer, agent, bot or system."""


class Openings:
    """Opening intervals as instants, so that a night of 23 or 25 hours is already in them."""

    def __init__(self, intervals: Iterable[tuple[Instant, Instant]]) -> None:
        self._from: list[Instant] = []
        self._to: list[Instant] = []
        self._before: list[float] = []
        open_s = 0.0
        for start, end in sorted(intervals):
            if self._to and start <= self._to[-1]:
                open_s += max(0.0, end - self._to[-1])
                self._to[-1] = max(end, self._to[-1])
            elif start < end:
                self._from.append(start)
                self._to.append(end)
                self._before.append(open_s)
                open_s += end - start

    def open_until(self, at: Instant) -> float:
        """How many seconds were open before this instant."""
        place = bisect_right(self._from, at) - 1
        return 0.0 if place < 0 else self._before[place] + min(at, self._to[place]) - self._from[place]

    def between(self, from_at: Instant, to_at: Instant) -> float:
        """How many seconds were open between the two."""
        return max(0.0, self.open_until(to_at) - self.open_until(from_at))


def add_conversation(p: Primitives, arrived_at: Instant, messages: Sequence[Said], openings: Openings | None) -> None:
    """The sums include this conversation; without openings every hour counts.

    Not for contacts that were folded with `first_response_s`: their first response is counted there.
    """
    human_at = next((one.at for one in messages if one.author == AGENT and one.at >= arrived_at), None)
    bot_at = next((one.at for one in messages if one.author == BOT and one.at >= arrived_at), None)
    if human_at is None:
        p.unreplied += 1
    else:
        first_s = _open_s(arrived_at, human_at, openings)
        p.first_responses += 1
        p.first_response_ms += to_ms(first_s)
        count_second(p.first_response_waits, first_s)
    if bot_at is not None:
        p.bot_first_responses += 1
        p.bot_first_response_ms += to_ms(_open_s(arrived_at, bot_at, openings))
    for asked_at, answered_at in _turns(messages):
        reply_s = _open_s(asked_at, answered_at, openings)
        p.replies += 1
        p.reply_ms += to_ms(reply_s)
        count_second(p.reply_waits, reply_s)


def _turns(messages: Sequence[Said]) -> Iterable[tuple[Instant, Instant]]:
    """From the first unanswered message of the customer to the next words of an agent."""
    asked_at: Instant | None = None
    for one in messages:
        if one.author == CUSTOMER and asked_at is None:
            asked_at = one.at
        elif one.author == AGENT and asked_at is not None:
            yield asked_at, one.at
            asked_at = None


def _open_s(from_at: Instant, to_at: Instant, openings: Openings | None) -> float:
    return max(0.0, to_at - from_at) if openings is None else openings.between(from_at, to_at)


@seconds(
    "first_response",
    "mean",
    fr="Délai moyen de première réponse",
    en="Average first response time",
    formula_fr="somme des délais ouvrés jusqu’à la première réponse humaine / conversations répondues",
    formula_en="sum of business time until the first human reply / conversations replied to",
    symbols="Σ r / N",
    source=TRADE,
    example=given(900, first_response_ms=9_000_000, first_responses=10),
)
def first_response(p: Primitives) -> Figure:
    """From arrival to the first human words, in business time; those not yet replied to are counted apart."""
    return mean_s(p.first_response_ms, p.first_responses)


@seconds(
    "first_response",
    "bot_mean",
    fr="Délai moyen de première réponse du robot",
    en="Average first response time of the bot",
    formula_fr="somme des délais jusqu’à la première réponse du robot / conversations où il a répondu",
    formula_en="sum of time until the bot’s first reply / conversations in which it replied",
    symbols="Σ r(bot) / N(bot)",
    source=TRADE,
    example=given(2, bot_first_response_ms=20_000, bot_first_responses=10),
)
def bot_first_response(p: Primitives) -> Figure:
    """Apart from people's: an instant greeting is no answer."""
    return mean_s(p.bot_first_response_ms, p.bot_first_responses)


@seconds(
    "reply_time",
    "mean",
    fr="Délai moyen entre messages",
    en="Average reply time",
    formula_fr="somme des délais ouvrés, du premier message sans réponse à la réponse humaine suivante / réponses",
    formula_en="sum of business time, from the first unanswered message to the next human reply / replies",
    symbols="Σ r / N",
    source=TRADE,
    example=given(60, reply_ms=1_200_000, replies=20),
)
def reply_time(p: Primitives) -> Figure:
    """Several messages in a row are one question, timed from the first."""
    return mean_s(p.reply_ms, p.replies)


@measure(
    "unreplied",
    unit=COUNT,
    fr="Conversations sans réponse humaine",
    en="Conversations without a human reply",
    formula_fr="conversations auxquelles aucun conseiller n’a encore répondu",
    formula_en="conversations no agent has replied to yet",
    symbols="N(no reply)",
    source=TRADE,
    example=given(3, unreplied=3),
)
def unreplied(p: Primitives) -> Figure:
    """Beside the response times, which cannot see them."""
    return counted(p.unreplied)


def _percentile(name: str, primitive: str, percent: int, fr: str, en: str) -> None:
    def figure(p: Primitives) -> Figure:
        return percentile(getattr(p, primitive), percent)

    figure.__doc__ = f"{percent} % came within this time. Medians are not averaged."
    words = seconds(
        name,
        f"p{percent}",
        fr=f"{fr}, {percent} % au plus",
        en=f"{en}, {percent}th percentile",
        formula_fr=f"plus petite durée ouvrée, en secondes entières, que {percent} % des réponses n’ont pas dépassée",
        formula_en=f"shortest business time, in whole seconds, that {percent} % of the replies did not exceed",
        symbols=f"min s : N(r ≤ s) ≥ {percent} % N",
        source="nearest rank, to the second rounded up",
        example=given({50: 60, 90: 600}[percent], **{primitive: {30: 4, 60: 3, 600: 2, 7200: 1}}),
    )
    words(figure)


for _percent in (50, 90):
    _percentile("first_response", "first_response_waits", _percent, "Première réponse", "First response")
    _percentile("reply_time", "reply_waits", _percent, "Délai entre messages", "Reply time")
