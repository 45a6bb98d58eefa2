"""Rows that can be counted, in columns, and the contacts they are. Pure."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from beffroi.measures.contact import Contact, Outcome

DAY_S: Final = 86_400.0
Seconds = list[float | None]


class Rows(NamedTuple):
    """Contacts of one chunk, column by column; all lists are as long. `more` holds the rarer fields a file has."""

    lines: list[int]
    at: list[float]
    outcome: list[Outcome]
    queue: list[str]
    channel: list[str]
    agent: list[str | None]
    wait: Seconds
    talk: Seconds
    hold: Seconds
    wrap_up: Seconds
    presented: list[int | None]
    transferred: list[bool | None]
    more: dict[str, list[object]]


def contacts(rows: Rows) -> Iterator[Contact]:
    """The same rows, one by one."""
    names = tuple(rows.more)
    rare = zip(*rows.more.values(), strict=True) if names else iter([()] * len(rows.at))
    told = zip(*rows[1:12], rare, strict=True)
    for at, outcome, queue, channel, agent, wait, talk, hold, wrap_up, presented, transferred, others in told:
        yield Contact(
            arrived_at=at,
            outcome=outcome,
            queue=queue,
            channel=channel,
            agent=agent,
            wait_s=wait,
            talk_s=talk,
            hold_s=hold,
            wrap_up_s=wrap_up,
            presented=presented,
            transferred=transferred,
            **dict(zip(names, others, strict=True)),
        )
