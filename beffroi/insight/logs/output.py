"""A report as JSON, CSV rows, spreadsheet rows or readable text. Pure: strings and rows, no file."""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from beffroi.insight.logs.diagnosis import Facts, days_of, diagnosis, lost_by_hour
from beffroi.insight.logs.known import figure_of, told_by
from beffroi.insight.logs.measure import Report
from beffroi.insight.logs.words import REASONS, SAID, VENDORS, Text, decimal, note, percent, said, span
from beffroi.measures import CATALOGUE, Figure, Measure
from beffroi.measures.catalogue import COUNT, SECONDS, SHARE
from beffroi.measures.primitives import Primitives

GROUPS_SHOWN: Final = 40
PERCENTILE: Final = re.compile(r"p\d+$")
GROUP_COLUMNS: Final = (
    "received", "answered", "abandoned", "answer_rate[of_received]", "abandonment[of_queued]", "service_level[strict]",
    "speed_of_answer[mean]", "talk_time[hold_apart]",
)  # fmt: skip
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def measures_of(sums: Primitives, told: AbstractSet[str]) -> list[dict[str, Any]]:
    """Every measure of these sums, in the shape of `--json`; `told` are the columns the log has."""
    return [_told(measure, figure_of(measure, sums, told)) for measure in CATALOGUE.values()]


def _told(measure: Measure, figure: Figure) -> dict[str, Any]:
    return {
        "name": measure.name,
        "variant": measure.variant,
        "value": figure.value,
        "unit": measure.unit,
        "numerator": figure.num,
        "denominator": figure.den,
    }


def json_pieces(report: Report) -> Iterator[str]:
    """The JSON, piece by piece: groups may be many."""
    rows = {"read": report.read, "set_aside": {reason.value: count for reason, count in report.set_aside.items()}}
    told = told_by(report)
    yield f'{{"rows": {_json(rows)}, "measures": {_json(measures_of(report.whole, told))}'
    if report.groups.by:
        yield ', "groups": ['
        for number, (names, sums) in enumerate(report.groups.sorted()):
            yield f"{', ' if number else ''}{_json({'by': names, 'measures': measures_of(sums, told)})}"
        yield "]"
    yield "}\n"


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def table_rows(report: Report) -> Iterator[list[Any]]:
    """Rows for CSV and XLSX: the whole measure by measure; with --by, a row per group and a column per measure."""
    told = told_by(report)
    if not report.groups.by:
        yield ["name", "variant", "value", "unit", "numerator", "denominator"]
        for one in measures_of(report.whole, told):
            yield list(one.values())
        return
    measures = list(CATALOGUE.values())
    yield [*report.groups.by, *(measure.key for measure in measures)]
    for names, sums in report.groups.sorted():
        yield [
            *(harmless(name) for name in names.values()),
            *(figure_of(measure, sums, told).value for measure in measures),
        ]


def harmless(text: str) -> str:
    """A name no spreadsheet will run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def set_aside_row(line: int, reason: str, excerpt: str) -> list[Any]:
    """One row of the `--set-aside` file."""
    return [line, reason, harmless(excerpt)]


def text(report: Report, name: str, lang: str) -> str:
    """The report a person reads: figures with their counts, the diagnosis, what was set aside."""
    zone = ZoneInfo(report.options.zone)
    days = days_of(report.quarters, zone)
    aside = sum(report.set_aside.values())
    lines = [_say("title", lang, name) + (f" ({VENDORS[report.vendor]})" if report.vendor else "")]
    lines.append(_say("rows", lang, *(decimal(count, 0, lang) for count in (report.read, report.read - aside, aside))))
    if days:
        length = _say("day", lang) if len(days) == 1 else _say("days", lang, len(days))
        lines.append(_say("period", lang, days[0], days[-1], length, report.options.zone))
    rules = report.options.rules
    lines += [_say("rule", lang, f"{rules.threshold_s:g}", f"{rules.short_s:g}"), "", *_figures(report, lang)]
    if report.groups.by:
        lines += ["", *_groups(report, lang)]
    facts = Facts(report.whole, rules, len(days), report.read, aside, lost_by_hour(report.quarters, zone))
    lines += ["", _say("diagnosis", lang), *(f"  • {one}" for one in diagnosis(facts, lang))]
    lines += [*_untold(report, lang), *_aside(report, lang)]
    lines += [f"  {note(code, lang)}" for code in report.notes]
    return "\n".join(lines) + "\n"


def _figures(report: Report, lang: str) -> list[str]:
    rows, told = [], told_by(report)
    for measure in CATALOGUE.values():
        figure = figure_of(measure, report.whole, told)
        if figure.value is None or (measure.unit == COUNT and not figure.value):
            continue
        rows.append(
            (_name(measure, lang), value_of(measure, figure, lang), counts_of(measure, figure, lang), measure.key)
        )
    if not rows:
        return []
    widths = [max(len(row[place]) for row in rows) for place in range(3)]
    return [f"  {a:<{widths[0]}}  {b:>{widths[1]}}  {c:>{widths[2]}}  {d}" for a, b, c, d in rows]


def _name(measure: Measure, lang: str) -> str:
    return measure.fr if lang == "fr" else measure.en


def value_of(measure: Measure, figure: Figure, lang: str) -> str:
    """The value in its unit."""
    if figure.value is None:
        return "—"
    if measure.unit == SHARE:
        return percent(figure.value, lang)
    if measure.unit == SECONDS:
        return span(figure.value, lang)
    return decimal(figure.value, 0 if figure.value == int(figure.value) else 2, lang)


def counts_of(measure: Measure, figure: Figure, lang: str) -> str:
    """What the value was made of."""
    if figure.den is None:
        return ""
    summed = measure.unit == SECONDS and not PERCENTILE.match(measure.variant or "")
    above = decimal(figure.num, 0, lang) + (" s" if summed else "")
    return f"{above} / {decimal(figure.den, 0, lang)}"


def _groups(report: Report, lang: str) -> list[str]:
    measures = [CATALOGUE[key] for key in GROUP_COLUMNS if key in CATALOGUE]
    rows = [[*report.groups.by, *(_name(measure, lang) for measure in measures)]]
    told = told_by(report)
    for number, (names, sums) in enumerate(report.groups.sorted()):
        if number >= GROUPS_SHOWN:
            break
        figures = [(measure, figure_of(measure, sums, told)) for measure in measures]
        rows.append(
            [*(part or "—" for part in names.values()), *(value_of(one, figure, lang) for one, figure in figures)]
        )
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    by = len(report.groups.by)
    lines = [_say("groups", lang, ", ".join(report.groups.by))]
    for row in rows:
        cells = (
            f"{cell:<{width}}" if at < by else f"{cell:>{width}}"
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  " + "  ".join(cells).rstrip())
    if len(report.groups) > GROUPS_SHOWN:
        lines.append("  " + _say("more_groups", lang, decimal(len(report.groups) - GROUPS_SHOWN, 0, lang)))
    return lines


def _aside(report: Report, lang: str) -> list[str]:
    if not report.set_aside:
        return []
    lines = ["", _say("aside", lang)]
    for reason, count in report.set_aside.most_common():
        first = ", ".join(str(line) for line in report.first_lines[reason])
        more = "…" if count > len(report.first_lines[reason]) else ""
        lines.append(
            f"  {decimal(count, 0, lang):>8}  {said(REASONS[reason], lang)} ({_say('lines', lang)} {first}{more})"
        )
    if report.unknown_words:
        words = [word for word, _ in report.unknown_words.most_common(5)]
        lines.append("  " + _say("words", lang, ", ".join(f"“{word}”" for word in words), words[0]))
    return lines


SPEAKS_OF: Final = {
    "wait_answered_ms": "wait_s", "talk_ms": "talk_s", "hold_ms": "hold_s", "wrap_up_ms": "wrap_up_s",
    "presented": "presented", "passed_on": "transferred", "ticked": "resolved", "watched": "customer",
}  # fmt: skip
"""The column that feeds a sum."""


def _untold(report: Report, lang: str) -> list[str]:
    """Which columns are missing, and which figures they would give."""
    missing: dict[str, str] = {}
    for measure in CATALOGUE.values():
        if measure.of(report.whole).value is None:
            fields = [field for need in measure.needs if (field := SPEAKS_OF.get(need)) and field not in report.columns]
            for field in fields[-1:]:
                missing.setdefault(field, _name(measure, lang))
    told = "; ".join(f"{field} ({name})" for field, name in missing.items())
    return ["", "  " + _say("untold", lang, told)] if told else []


def _say(key: str, lang: str, *facts: object) -> str:
    template: Text = SAID[key]
    return said(template, lang).format(*facts)
