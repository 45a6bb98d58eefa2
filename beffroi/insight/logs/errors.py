"""Why a file cannot be measured at all; what is wrong with one row is in `aside.py`.

LogRefused              422  the file as a whole cannot be used
├── FileNotReadable          it is not there, or may not be opened
├── EmptyLog                 no row at all
├── UnknownLog               not a format that is read here
├── BrokenLog                a format that is read here, but the bytes are damaged
├── TooMuchInside            a small file that unpacks into an enormous one, or one row without end
├── ColumnMissing            no column says when a contact arrived
├── BadMapping               --map or --map-outcome names something that does not exist
├── DatesUnclear             03/04/2026 may be March or April, and no row of the file decides
├── UnknownZone              no such time zone
└── TooManyGroups            more lines of result than a person or a spreadsheet can read
"""

from beffroi.kernel.errors import Refused


class LogRefused(Refused):
    """This file cannot be measured."""

    status = 422


class FileNotReadable(LogRefused):
    """The file is not there, or it may not be opened."""


class EmptyLog(LogRefused):
    """The file holds no row."""


class UnknownLog(LogRefused):
    """This is not a log that can be read: CSV, TSV, XLSX, Parquet, JSON lines or Asterisk queue_log."""


class BrokenLog(LogRefused):
    """The file is damaged: its inside is not what its beginning says."""


class TooMuchInside(LogRefused):
    """The file unpacks into far more than it should; it was not read."""


class ColumnMissing(LogRefused):
    """No column says when a contact arrived; name it with --map arrived_at=COLUMN."""


class BadMapping(LogRefused):
    """A mapping names a field, a column or an outcome that does not exist."""


class DatesUnclear(LogRefused):
    """The day and the month cannot be told apart; say --dates dmy or --dates mdy."""


class UnknownZone(LogRefused):
    """There is no time zone of that name."""


class TooManyGroups(LogRefused):
    """Too many groups to be read by anyone; group by fewer things."""
