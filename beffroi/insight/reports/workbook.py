"""The report as a workbook: figures with their counts and formulas in words, series, groups, rows set aside."""

import io
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from beffroi.insight.files.model import FileReport, MeasureShown
from beffroi.insight.reports.words import OUTCOMES, clock, day, note, outcome, reason, say
from beffroi.measures.catalogue import COUNT, SECONDS, SHARE

COLOURS: Final = {
    "answered": "#5b5fc7", "self_served": "#3f9fb8", "callback": "#2f9e7d", "transferred": "#6fa3e0",
    "overflowed": "#e0a028", "abandoned": "#c9404a", "dissuaded": "#a468d5", "closed": "#a3a39c",
    "failed": "#8a2f4f", "blocked": "#5b5b56", "waiting": "#cfcfc9",
}  # fmt: skip
FORMATS: Final = {SHARE: "0.0%", SECONDS: '#,##0.0 "s"', COUNT: "#,##0"}
IN_MEMORY: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def written(report: FileReport, language: str) -> bytes:
    """The XLSX."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, IN_MEMORY) as book:
        book.set_properties({"title": say("title", language, report.file), "comments": "Beffroi"})
        writer = _Writer(book, report, language)
        writer.figures()
        writer.series()
        if report.groups:
            writer.groups()
        writer.aside()
    return made.getvalue()


class _Writer:
    """The sheets of one workbook, one method each."""

    def __init__(self, book: Any, report: FileReport, lang: str) -> None:
        self.book, self.report, self.lang = book, report, lang
        plain = {"valign": "top", "font_name": "Calibri", "font_size": 11}
        self.head = book.add_format({**plain, "bold": True, "bottom": 1, "bg_color": "#f4e8da"})
        self.title = book.add_format({**plain, "bold": True, "font_size": 14})
        self.plain = book.add_format(plain)
        self.wrapped = book.add_format({**plain, "text_wrap": True})
        self.soft = book.add_format({**plain, "font_color": "#5b5b56"})
        self.units = {unit: book.add_format({**plain, "num_format": form}) for unit, form in FORMATS.items()}
        self.number = book.add_format({**plain, "num_format": "#,##0.##"})

    def say(self, key: str, *facts: object) -> str:
        return say(key, self.lang, *facts)

    def sheet(self, name: str, widths: Sequence[int]) -> Any:
        sheet = self.book.add_worksheet(self.say(name)[:31])
        sheet.hide_gridlines(2)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width, self.plain)
        return sheet

    def header(self, sheet: Any, row: int, keys: Sequence[str]) -> None:
        for place, key in enumerate(keys):
            sheet.write_string(row, place, key, self.head)

    def figures(self) -> None:
        """Every measure: value, counts, definition, and what the file lacks for the others."""
        report, fr = self.report, self.lang == "fr"
        sheet = self.sheet("figures", (46, 34, 14, 14, 14, 60, 30, 44, 30))
        sheet.write_string(0, 0, self.say("title", report.file), self.title)
        sheet.write_string(1, 0, " · ".join(self.facts()), self.soft)
        row = 3
        for sentence in report.diagnosis:
            sheet.write_string(row, 0, sentence.fr if fr else sentence.en, self.plain)
            row += 1
        row += 1
        keys = ("measure", "name", "value", "num", "den", "definition", "symbols", "source", "missing")
        self.header(sheet, row, [self.say(key) for key in keys])
        sheet.freeze_panes(row + 1, 1)
        first = row
        for one in report.measures:
            row += 1
            self.figure(sheet, row, one)
        sheet.autofilter(first, 0, row, len(keys) - 1)

    def figure(self, sheet: Any, row: int, one: MeasureShown) -> None:
        fr = self.lang == "fr"
        sheet.write_string(row, 0, one.fr if fr else one.en, self.wrapped)
        sheet.write_string(row, 1, one.key, self.soft)
        for place, number in ((2, one.value), (3, one.num), (4, one.den)):
            if number is not None:
                sheet.write_number(
                    row, place, number, self.units.get(one.unit, self.number) if place == 2 else self.number
                )
        sheet.write_string(row, 5, one.formula_fr if fr else one.formula_en, self.wrapped)
        sheet.write_string(row, 6, one.symbols, self.wrapped)
        sheet.write_string(row, 7, one.source, self.wrapped)
        sheet.write_string(row, 8, ", ".join(one.missing), self.soft)

    def facts(self) -> list[str]:
        report = self.report
        facts = [day(report.first_day, self.lang)] if report.days == 1 else []
        if report.days > 1:
            days = (day(report.first_day, self.lang), day(report.last_day, self.lang), report.days)
            facts = [self.say("days", *days)]
        facts.append(self.say("rows", report.read, report.counted, report.read - report.counted))
        facts.append(self.say("rules", f"{report.threshold_s:g} s", f"{report.short_s:g} s", report.zone))
        return facts

    def series(self) -> None:
        """The day by quarter-hour, the waits by second and the outcomes, with the first as a chart."""
        report, lang = self.report, self.lang
        met = [name for name in OUTCOMES if any(one.outcome == name for one in report.outcomes)]
        sheet = self.sheet("series", (14, *(13 for _ in range(len(met) + 1)), 3, 13, 13, 13, 3, 24, 13, 16))
        self.header(sheet, 0, [self.say("quarter"), self.say("contacts"), *(outcome(name, lang) for name in met)])
        for row, one in enumerate(report.quarters, 1):
            sheet.write_string(row, 0, clock(one.minute), self.plain)
            sheet.write_number(row, 1, sum(one.outcomes.values()), self.plain)
            for place, name in enumerate(met, 2):
                sheet.write_number(row, place, one.outcomes.get(name, 0), self.plain)
        start = len(met) + 3
        waits = [self.say("second"), outcome("answered", lang), outcome("abandoned", lang)]
        for place, word in enumerate(waits, start):
            sheet.write_string(0, place, word, self.head)
        for row, step in enumerate(report.waits, 1):
            for place, number in enumerate((step.second, step.answered, step.abandoned), start):
                sheet.write_number(row, place, number, self.plain)
        start += 4
        for place, key in enumerate(("outcome", "contacts", "share"), start):
            sheet.write_string(0, place, self.say(key), self.head)
        for row, left in enumerate(report.outcomes, 1):
            sheet.write_string(row, start, outcome(left.outcome, lang), self.plain)
            sheet.write_number(row, start + 1, left.count, self.plain)
            if left.share is not None:
                sheet.write_number(row, start + 2, left.share, self.units[SHARE])
        sheet.freeze_panes(1, 0)
        if report.quarters:
            self.day_chart(sheet, met, start)

    def day_chart(self, sheet: Any, met: Sequence[str], column: int) -> None:
        last, name = len(self.report.quarters), self.say("series")
        chart = self.book.add_chart({"type": "column", "subtype": "stacked"})
        for place, one in enumerate(met, 2):
            chart.add_series(
                {
                    "name": [name, 0, place],
                    "categories": [name, 1, 0, last, 0],
                    "values": [name, 1, place, last, place],
                    "fill": {"color": COLOURS[one]},
                    "gap": 20,
                }
            )
        chart.set_title({"name": self.say("day"), "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"})
        chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#e5e5e2"}}})
        chart.set_size({"width": 900, "height": 340})
        sheet.insert_chart(len(self.report.outcomes) + 3, column, chart)

    def groups(self) -> None:
        """Queue by queue, agent by agent."""
        sheet = self.sheet("groups", (34, *(24 for _ in range(8))))
        row = 0
        for table in self.report.groups:
            shown = [one for key in table.measures for one in self.report.measures if one.key == key]
            names = [one.fr if self.lang == "fr" else one.en for one in shown]
            self.header(sheet, row, [self.say(table.by), *names])
            for group in table.rows:
                row += 1
                sheet.write_string(row, 0, group.name or self.say("unnamed"), self.plain)
                for place, one in enumerate(shown, 1):
                    value = group.figures[one.key].value
                    if value is not None:
                        sheet.write_number(row, place, value, self.units.get(one.unit, self.number))
            row += 2

    def aside(self) -> None:
        """What was not counted and why, and how the columns were read."""
        report = self.report
        sheet = self.sheet("aside", (48, 14, 40))
        self.header(sheet, 0, [self.say(key) for key in ("reason", "count", "lines")])
        row = 0
        for one in report.set_aside:
            row += 1
            sheet.write_string(row, 0, reason(one.reason, self.lang), self.plain)
            sheet.write_number(row, 1, one.count, self.plain)
            sheet.write_string(row, 2, ", ".join(map(str, one.first_lines)), self.plain)
        if not report.set_aside:
            row += 1
            sheet.write_string(row, 0, self.say("none_aside"), self.plain)
        row += 2
        self.header(sheet, row, [self.say("columns"), ""])
        for column in report.columns:
            row += 1
            sheet.write_string(row, 0, column.name, self.plain)
            sheet.write_string(row, 1, column.field or "", self.soft)
        for code in report.notes:
            row += 1
            sheet.write_string(row, 0, note(code, self.lang), self.soft)
