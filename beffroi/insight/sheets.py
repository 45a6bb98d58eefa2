"""Sheets as files: CSV as spreadsheets of each language open it, XLSX with the definitions on its second sheet."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from beffroi.insight.export import Sheet, Value

FORMATS: Final = {"share": "0.0 %", "seconds": "0", "per_hour": "0.0", "ratio": "0.00", "count": "0"}
WIDE: Final = 34
NARROW: Final = 13


def as_csv(sheet: Sheet, english: bool) -> bytes:
    """With the mark of UTF-8, for Excel; in French with semicolons and decimal commas."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="," if english else ";", lineterminator="\r\n")
    writer.writerow(sheet.headings)
    for row in sheet.rows:
        writer.writerow([_told(value, english) for value in row])
    return ("\ufeff" + text.getvalue()).encode()


def as_xlsx(sheet: Sheet, definitions: Sheet) -> bytes:
    """A workbook of both; nothing in it is a formula."""
    import xlsxwriter  # type: ignore[import-untyped]  # only who exports pays for it

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    for one in (sheet, definitions):
        _write(book, one)
    book.close()
    return held.getvalue()


def _write(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    formats = {unit: book.add_format({"num_format": FORMATS[unit]}) for unit in set(sheet.units) if unit}
    page.write_row(0, 0, sheet.headings, bold)
    for place, unit in enumerate(sheet.units):
        page.set_column(place, place, NARROW if unit else WIDE, formats.get(unit))
    for number, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            if value is not None:
                page.write(number, place, value)
    page.freeze_panes(1, 0)


def _told(value: Value, english: bool) -> Value:
    if value is None:
        return ""
    if isinstance(value, float):
        text = f"{value:.6f}".rstrip("0").rstrip(".")
        return text if english else text.replace(".", ",")
    return value
