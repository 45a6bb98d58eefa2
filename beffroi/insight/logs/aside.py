"""Rows that are set aside: the closed list of reasons, and what is kept of each. Pure.

An excerpt shows the shape of what could not be used and nothing that could name a person: letters and digits are
replaced, but for an outcome's word, which someone has to read to map it.
"""

import re
from enum import StrEnum
from typing import Final, NamedTuple

EXCERPT: Final = 40


class Reason(StrEnum):
    """Why a row cannot be counted. The value is the stable name that `--json` prints."""

    NO_INSTANT = "no_instant"
    BAD_INSTANT = "bad_instant"
    IMPOSSIBLE_INSTANT = "impossible_instant"
    NONEXISTENT_LOCAL_TIME = "nonexistent_local_time"
    TIMES_OUT_OF_ORDER = "times_out_of_order"
    BAD_DURATION = "bad_duration"
    NEGATIVE_DURATION = "negative_duration"
    IMPOSSIBLE_DURATION = "impossible_duration"
    BAD_NUMBER = "bad_number"
    NO_OUTCOME = "no_outcome"
    UNKNOWN_OUTCOME = "unknown_outcome"
    ABANDONED_WITH_TALK = "abandoned_with_talk"
    ANSWERED_BY_NOBODY = "answered_by_nobody"
    DUPLICATE = "duplicate"
    OUTBOUND = "outbound"
    NEVER_QUEUED = "never_queued"
    NO_ENTRY = "no_entry"
    UNFINISHED = "unfinished"
    WRONG_CELL_COUNT = "wrong_cell_count"
    UNREADABLE_ROW = "unreadable_row"


class SetAside(NamedTuple):
    """One row that is not counted: where it is, why, and the shape of the cell to blame."""

    line: int
    reason: Reason
    excerpt: str = ""


_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shape(cell: object) -> str:
    """The cell with every letter as `a` and every digit as `0`."""
    cut = str(cell)[:EXCERPT]
    return readable("".join("a" if char.isalpha() else "0" if char.isdigit() else char for char in cut))


def word(cell: object) -> str:
    """An outcome's word, its digits hidden: whoever maps it must read it."""
    return readable("".join("0" if char.isdigit() else char for char in str(cell)[:EXCERPT]))


def readable(text: str, limit: int = 120) -> str:
    """Text from a file made safe to print: no control character, no half of a character, not endless."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text[:limit])
