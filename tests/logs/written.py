"""The same contacts written in every way a log may come, and what they hold."""

import gzip
import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pyarrow as pa  # type: ignore[import-untyped]
import xlsxwriter  # type: ignore[import-untyped]
from pyarrow import parquet

from beffroi.insight.logs.measure import Options, Report, measured
from beffroi.measures import CATALOGUE, Primitives

EXERCISE: Final = Path(__file__).parent.parent / "fixtures" / "hunt_group_330.csv"

Row = tuple[str, str, str, int | None, int | None]
ROWS: Final[list[Row]] = [
    ("2026-03-31 09:00:05", "Ventes", "Décroché", 12, 151),
    ("2026-03-31 09:01:00", "Ventes", "Abandonné", 4, None),
    ("2026-03-31 09:16:30", "Été", "Débordé", 60, None),
    ("2026-03-31 23:59:59", "Été", "Décroché", 25, 3605),
]
NAMES: Final = ("Date et heure", "File", "Résultat", "Attente (s)", "Durée de conversation (s)")


def sums_of(log: bytes | Path, **options: Any) -> Primitives:
    """The whole of this log."""
    return report_of(log, **options).whole


def report_of(log: bytes | Path, **options: Any) -> Report:
    """The report of this log."""
    return measured(log, Options(**options))


def value(report: Report, key: str) -> float | None:
    """One measure of a report."""
    return CATALOGUE[key].of(report.whole).value


def lines(*rows: str) -> bytes:
    """Lines of text as a file."""
    return ("\n".join(rows) + "\n").encode()


def delimited(separator: str = ";", encoding: str = "utf-8", end: str = "\n", french: bool = False) -> bytes:
    """The rows with this separator; `french` writes dates and clocks as a French export does."""
    out = [separator.join(NAMES)]
    for at, queue, outcome, wait, talk in ROWS:
        moment = datetime.fromisoformat(at)
        shown = moment.strftime("%d/%m/%Y %H:%M:%S") if french else at
        spans = [("" if one is None else str(timedelta(seconds=one)) if french else str(one)) for one in (wait, talk)]
        out.append(separator.join((shown, queue, outcome, *spans)))
    return (end.join(out) + end).encode(encoding)


def workbook(styled: bool = True, title: bool = False) -> bytes:
    """The rows as a spreadsheet writes them: dates and times are styled numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        day, clock = (
            book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}),
            book.add_format({"num_format": "[h]:mm:ss"}),
        )
        first = 2 if title else 0
        if title:
            sheet.write(0, 0, "Export du 1er avril")
        sheet.write_row(first, 0, NAMES)
        for number, (at, queue, outcome, wait, talk) in enumerate(ROWS, start=first + 1):
            if styled:
                sheet.write_datetime(number, 0, datetime.fromisoformat(at), day)
            else:
                sheet.write(number, 0, at)
            sheet.write_row(number, 1, (queue, outcome))
            for place, span in ((3, wait), (4, talk)):
                if span is not None:
                    sheet.write(number, place, span / 86400 if styled else span, clock if styled else None)
    return out.getvalue()


def columns() -> dict[str, list[Any]]:
    """The rows by column."""
    return {name: [row[place] for row in ROWS] for place, name in enumerate(NAMES)}


def parquet_file(typed: bool = True) -> bytes:
    """The rows as Parquet."""
    told = columns()
    if typed:
        told[NAMES[0]] = [datetime.fromisoformat(at) for at in told[NAMES[0]]]
    out = io.BytesIO()
    parquet.write_table(pa.table(told), out)
    return out.getvalue()


def objects() -> list[dict[str, Any]]:
    """The rows as objects."""
    return [dict(zip(NAMES, row, strict=True)) for row in ROWS]


WAYS: Final[dict[str, Callable[[], bytes]]] = {
    "comma": lambda: delimited(","),
    "semicolon": delimited,
    "tab": lambda: delimited("\t"),
    "pipe": lambda: delimited("|"),
    "carriage returns": lambda: delimited(end="\r"),
    "windows lines": lambda: delimited(end="\r\n"),
    "utf-8 with mark": lambda: delimited(encoding="utf-8-sig"),
    "utf-16": lambda: delimited(encoding="utf-16"),
    "utf-16 without mark": lambda: delimited(encoding="utf-16-le"),
    "windows-1252": lambda: delimited(encoding="cp1252"),
    "french": lambda: delimited(encoding="cp1252", french=True),
    "sep= line": lambda: b"sep=;\n" + delimited(),
    "title lines": lambda: b"Export;des appels\n\n" + delimited(),
    "gzip": lambda: gzip.compress(delimited()),
    "xlsx": workbook,
    "xlsx without styles": lambda: workbook(styled=False),
    "xlsx with a title": lambda: workbook(title=True),
    "parquet": parquet_file,
    "parquet of texts": lambda: parquet_file(typed=False),
    "json lines": lambda: "\n".join(json.dumps(one) for one in objects()).encode(),
    "json array": lambda: json.dumps(objects(), indent=1).encode(),
    "json one after the other": lambda: "".join(json.dumps(one, ensure_ascii=False) for one in objects()).encode(),
}
