"""The report as pages to print. The template draws; everything it writes and how long each bar is comes from here."""

import json
from pathlib import Path
from typing import Any, Final

import typst

from beffroi.insight.files.model import FileReport, GroupTable, MeasureShown
from beffroi.insight.logs.words import VENDORS, decimal, percent, span
from beffroi.insight.reports.words import (
    OUTCOMES,
    WORDS,
    clock,
    counts,
    day,
    note,
    outcome,
    reason,
    say,
    value,
)

FOLDER: Final = Path(__file__).parent
TEMPLATE: Final = FOLDER / "file.typ"
ROWS_OF_A_GROUP: Final = 40


def written(report: FileReport, language: str) -> bytes:
    """The PDF."""
    told = json.dumps(told_in(report, language), ensure_ascii=False)
    return bytes(
        typst.compile(
            str(TEMPLATE),
            root=str(FOLDER),
            font_paths=[str(FOLDER / "fonts")],
            sys_inputs={"report": told},
            format="pdf",
        )
    )


def told_in(report: FileReport, lang: str) -> dict[str, Any]:
    """Everything the pages say, in this language, already in words."""
    known = [one for one in report.measures if one.value is not None]
    return {
        "language": lang,
        "words": {key: say(key, lang) for key, text in WORDS.items() if "{}" not in text[0]},
        "title": say("title", lang, report.file),
        "facts": [*_facts(report, lang), say("rules", lang, *_rules(report, lang))],
        "diagnosis": [one.fr if lang == "fr" else one.en for one in report.diagnosis],
        "keys": [_key(one, report, lang) for key in report.key_figures for one in known if one.key == key],
        "legend": [{"outcome": name, "word": outcome(name, lang)} for name in _met(report)],
        "day": _day(report, lang),
        "waits": _waits(report, lang),
        "outcomes": _outcomes(report, lang),
        "groups": [_group(table, report.measures, lang) for table in report.groups],
        "families": [
            {
                "name": topic.fr if lang == "fr" else topic.en,
                "rows": [_row(one, lang) for one in known if one.topic == topic.topic],
            }
            for topic in report.topics
        ],
        "untold": say("untold", lang, len(report.measures) - len(known)),
        "read": _read(report, lang),
    }


def _facts(report: FileReport, lang: str) -> list[str]:
    facts = []
    if report.days == 1:
        facts.append(day(report.first_day, lang))
    elif report.days:
        facts.append(say("days", lang, day(report.first_day, lang), day(report.last_day, lang), report.days))
    rows = (report.read, report.counted, report.read - report.counted)
    facts.append(say("rows", lang, *(decimal(count, 0, lang) for count in rows)))
    if report.vendor:
        facts.append(VENDORS.get(report.vendor, report.vendor))
    return facts


def _rules(report: FileReport, lang: str) -> tuple[str, str, str]:
    return span(report.threshold_s, lang), span(report.short_s, lang), report.zone


def _name(one: MeasureShown, lang: str) -> str:
    return one.fr if lang == "fr" else one.en


def _row(one: MeasureShown, lang: str) -> dict[str, str]:
    return {
        "name": _name(one, lang),
        "key": one.key,
        "value": value(one.value, one.unit, lang),
        "counts": counts(one.num, one.den, one.unit, one.variant, lang),
        "definition": (one.formula_fr if lang == "fr" else one.formula_en).replace(" %", "\N{NO-BREAK SPACE}%"),
    }


def _key(one: MeasureShown, report: FileReport, lang: str) -> dict[str, str]:
    row = _row(one, lang)
    if one.name == "service_level":
        row["name"] = say("within", lang, row["name"], span(report.threshold_s, lang))
    return row


def _met(report: FileReport) -> list[str]:
    met = {one.outcome for one in report.outcomes}
    return [name for name in OUTCOMES if name in met]


def _day(report: FileReport, lang: str) -> dict[str, Any]:
    if not report.quarters:
        return {"bars": []}
    quarters = {one.minute: one.outcomes for one in report.quarters}
    first, last = min(quarters) // 60 * 60, max(quarters) // 60 * 60 + 60
    bars = []
    for minute in range(first, last, 15):
        parts = quarters.get(minute, {})
        bars.append(
            {
                "label": clock(minute) if minute % 60 == 0 else "",
                "parts": [{"outcome": name, "count": parts[name]} for name in OUTCOMES if name in parts],
            }
        )
    say_what = say("day_say", lang) if report.days < 2 else say("days_say", lang, report.days)
    most = max(sum(one.outcomes.values()) for one in report.quarters)
    return {"bars": bars, "lines": _lines(ticks(most), lang), "say": say_what, "every": 1 if len(bars) <= 64 else 2}


def _waits(report: FileReport, lang: str) -> dict[str, Any]:
    bars = report.wait_bars
    if not bars:
        return {"bars": []}
    up, down = (max([1, *(getattr(bar, name) for bar in bars)]) for name in ("answered", "abandoned"))
    lines = ticks(max(up, down))
    gap = lines[1]
    above, below = -(-up // gap) * gap, -(-down // gap) * gap
    width = (bars[0].to_s or 1) - bars[0].from_s
    reach = sum(bar.to_s is not None for bar in bars) * width
    return {
        "bars": [{"answered": bar.answered, "abandoned": bar.abandoned} for bar in bars],
        "up": above,
        "down": below,
        "lines": _lines([*(-at for at in lines if 0 < at <= below), *(at for at in lines if at <= above)], lang),
        "marks": [{"at": at / width, "label": span(at, lang)} for at in ticks(reach, 5) if at <= reach],
        "cut": bars[-1].to_s is None,
        "threshold": report.threshold_s / width if report.threshold_s <= reach else None,
        "threshold_word": say("threshold", lang, span(report.threshold_s, lang)),
    }


def _lines(at: list[int], lang: str) -> list[dict[str, Any]]:
    return [{"at": one, "label": decimal(abs(one), 0, lang)} for one in at]


def _outcomes(report: FileReport, lang: str) -> list[dict[str, Any]]:
    ordered = sorted(report.outcomes, key=lambda one: -one.count)
    return [
        {
            "outcome": one.outcome,
            "word": outcome(one.outcome, lang),
            "count": decimal(one.count, 0, lang),
            "share": "" if one.share is None else percent(one.share, lang),
            "length": one.count / ordered[0].count,
        }
        for one in ordered
    ]


def _group(table: GroupTable, measures: list[MeasureShown], lang: str) -> dict[str, Any]:
    columns = [one for key in table.measures for one in measures if one.key == key]
    more = table.more + max(0, len(table.rows) - ROWS_OF_A_GROUP)
    return {
        "title": say(table.by, lang),
        "columns": [_name(one, lang) for one in columns],
        "rows": [
            [row.name or say("unnamed", lang), *(value(row.figures[one.key].value, one.unit, lang) for one in columns)]
            for row in table.rows[:ROWS_OF_A_GROUP]
        ],
        "more": say("group_more", lang, decimal(more, 0, lang)) if more else "",
    }


def _read(report: FileReport, lang: str) -> dict[str, Any]:
    left = [one.name for one in report.columns if one.field is None]
    unknown = ", ".join(f"{one.word} ({one.count})" for one in report.unknown_words)
    return {
        "columns": [{"name": one.name, "field": one.field} for one in report.columns if one.field is not None],
        "left": say("left", lang, ", ".join(left)) if left else "",
        "aside": [
            {
                "reason": reason(one.reason, lang),
                "count": decimal(one.count, 0, lang),
                "lines": ", ".join(map(str, one.first_lines)) + ("…" if one.count > len(one.first_lines) else ""),
            }
            for one in report.set_aside
        ],
        "unknown": say("unknown", lang, unknown) if unknown else "",
        "notes": [note(code, lang) for code in report.notes],
    }


def ticks(most: float, wanted: int = 4) -> list[int]:
    """Round values from zero to at least `most`: the lines behind the bars."""
    rough, power = max(most, 1) / wanted, 1
    while power * 10 < rough:
        power *= 10
    step = next(times * power for times in (1, 2, 5, 10) if times * power >= rough)
    return [place * step for place in range(int(-(-max(most, 1) // step)) + 1)]
