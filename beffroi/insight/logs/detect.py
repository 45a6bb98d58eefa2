"""What a file is, by its content alone: the name and its ending are not looked at."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from beffroi.insight.logs.encodings import encoding_of, text_of
from beffroi.insight.logs.errors import UnknownLog
from beffroi.insight.logs.readers import (
    amazon_connect,
    asterisk_cdr,
    asterisk_queue_log,
    delimited,
    genesys,
    jsonlines,
    parquet,
    vicidial,
    xlsx,
)
from beffroi.insight.logs.readers.rewritten import Reading, Row, rewritten
from beffroi.insight.logs.source import Source
from beffroi.insight.logs.table import Table

ZIP: Final = b"PK\x03\x04"
PARQUET: Final = b"PAR1"
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
BINARY_SHARE: Final = 0.05


class Vendor(NamedTuple):
    """How one vendor's columns are recognised, and what a row of them says."""

    name: str
    recognises: Callable[[Reading], bool]
    told: Callable[[Reading], Row]


VENDORS: Final = (
    Vendor(amazon_connect.VENDOR, amazon_connect.recognises, amazon_connect.told),
    Vendor(genesys.VENDOR, genesys.recognises, genesys.told),
    Vendor(vicidial.VENDOR, vicidial.recognises, vicidial.told),
    Vendor(asterisk_cdr.VENDOR, asterisk_cdr.recognises, asterisk_cdr.told),
)


def opened(log: Path | bytes, plain: bool = False) -> Table:
    """The file as a table; `plain` leaves a vendor's columns as they are, for whoever maps them by hand."""
    source = Source(log)
    table = _table(log, source)
    return table if plain or table.vendor else known(table)


def known(table: Table) -> Table:
    """A vendor's table in our fields; any other as it is."""
    reading = Reading(table.names)
    for vendor in VENDORS:
        if vendor.recognises(reading):
            return rewritten(table, vendor.name, vendor.told)
    return table


def _table(log: Path | bytes, source: Source) -> Table:
    head = source.head
    if not source.packed:
        if head.startswith(PARQUET):
            return parquet.read(log, source)
        if head.startswith(ZIP) and _is_workbook(log):
            return xlsx.read(log)
    if head.startswith((ZIP, OLD_OFFICE, PARQUET)) or _is_binary(head):
        raise UnknownLog(
            "This is an old XLS workbook; save it as XLSX or CSV." if head.startswith(OLD_OFFICE) else None
        )
    text = text_of(head)
    if text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return jsonlines.read(source)
    if asterisk_queue_log.recognises(text):
        return asterisk_queue_log.read(source)
    names = asterisk_cdr.headerless(delimited.sample(text, ","))
    return delimited.read(source, header=names)


def _is_workbook(log: Path | bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(log) if isinstance(log, bytes) else log) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def _is_binary(head: bytes) -> bool:
    """Text has few control characters, whatever its encoding."""
    if encoding_of(head).startswith(("utf-16", "utf-32")):
        return False
    sample = head[:65536]
    control = sum(sample.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13, 27))
    return control > BINARY_SHARE * len(sample)
