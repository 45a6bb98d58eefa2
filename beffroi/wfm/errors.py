"""What is refused of a what-if."""

from typing import ClassVar

from beffroi.kernel.errors import Invalid, NotFound, TooMany, TryAgain


class BadDay(Invalid):
    """The file does not describe a day."""


class BadChange(Invalid):
    """The file does not describe a change."""


class NoSuchDay(NotFound):
    """Nothing was recorded on this day."""


class NoRecords(NotFound):
    """There is no journal in this folder: set --data-dir, or BEFFROI_DATA_DIR."""


class WhatIfGone(NotFound):
    """This what-if is no longer kept: ask it again."""


class TooManyWhatIfs(TooMany):
    """Other what-ifs are being worked out; wait a moment."""


class WhatIfTooLong(TryAgain):
    """This what-if takes too long: the server is very busy. Try again in a moment."""


class WhatIfFailed(TryAgain):
    """This what-if could not be worked out; it was noted for the developers."""

    status: ClassVar[int] = 500
