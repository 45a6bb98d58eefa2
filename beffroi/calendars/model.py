"""Opening hours as people write them: a week, what differs on a date, and which public holidays close. Frozen, pure."""

from datetime import date

import msgspec


class Span(msgspec.Struct, frozen=True):
    """From one time of the day to another, in minutes since midnight by the wall clock; 1,440 is the day's end."""

    from_min: int
    to_min: int


Day = tuple[Span, ...]
"""A day's opening, in order and apart; empty is closed."""


class Unlike(msgspec.Struct, frozen=True):
    """This date is unlike its weekday: open at these times only, or (empty) closed. `name` is shown to people."""

    on: date
    spans: Day = ()
    name: str = ""


class Calendar(msgspec.Struct, frozen=True):
    """Opening hours in a zone. `week` has seven days from Monday; `holidays` is a territory code, or "" for none.

    An exception decides first, then a public holiday (closed), then the weekday.
    """

    zone: str = "Europe/Paris"
    week: tuple[Day, ...] = ((),) * 7
    exceptions: tuple[Unlike, ...] = ()
    holidays: str = ""
