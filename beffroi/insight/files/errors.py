"""Why a person's file gets no figures, beside what the logs' readers refuse themselves.

├── FileTooLarge            413  above the limit; nothing of it was read
├── TookTooLong             422  the time for one file was over
├── NeededTooMuch           422  the memory for one file was over
├── ReaderFailed            422  the file broke its reader: a fault of ours
├── ResultGone              404  the result was forgotten, or belongs to another session
└── AllBusy                 503  too many files at once
"""

from beffroi.insight.logs.errors import LogRefused
from beffroi.kernel.errors import NotFound, TooLarge, TryAgain


class FileTooLarge(TooLarge):
    """The file is too large to be measured here; measure it with the command line."""


class TookTooLong(LogRefused):
    """The file takes too long to be measured here; measure it with the command line."""


class NeededTooMuch(LogRefused):
    """The file needs too much memory to be measured here; measure it with the command line."""


class ReaderFailed(LogRefused):
    """The file could not be read, and that is a fault of ours. Nothing of it is kept."""


class ResultGone(NotFound):
    """This result is no longer kept; measure the file again."""


class AllBusy(TryAgain):
    """Other files are being measured; send this one again in a moment."""
