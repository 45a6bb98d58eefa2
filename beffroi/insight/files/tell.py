"""What a measured log says, as the page, the pages to print and the workbook all tell it. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from math import ceil
from typing import Final
from zoneinfo import ZoneInfo

from beffroi.insight.files.model import (
    Asked,
    ColumnSeen,
    FigureShown,
    FileReport,
    GroupShown,
    GroupTable,
    MeasureShown,
    OutcomeCount,
    QuarterOfDay,
    RowsAside,
    Said,
    TopicName,
    WaitBar,
    WaitStep,
    WordAside,
)
from beffroi.insight.logs.columns import FIELDS
from beffroi.insight.logs.diagnosis import Facts, days_of, diagnosis, lost_by_hour
from beffroi.insight.logs.grouped import QUARTER_S
from beffroi.insight.logs.known import figure_of, told_by
from beffroi.insight.logs.measure import Report
from beffroi.measures import CATALOGUE, TOPICS, Measure, Primitives
from beffroi.measures.contact import Outcome
from beffroi.measures.feeds import missing
from beffroi.measures.formulas import share

KEY_FIGURES: Final[tuple[str, ...]] = (
    "answer_rate[of_received]",
    "service_level[strict]",
    "abandonment[of_queued]",
    "overflow",
    "out_of_hours",
    "speed_of_answer[mean]",
    "wait_before_abandon[mean]",
    "handle_time",
    "talk_time[hold_inside]",
    "dissuasion",
)
KEY_FIGURES_MOST: Final = 8
OF_QUEUES: Final = (
    "received",
    "answer_rate[of_received]",
    "abandonment[of_queued]",
    "service_level[strict]",
    "speed_of_answer[mean]",
    "talk_time[hold_inside]",
)
OF_AGENTS: Final = ("answered", "speed_of_answer[mean]", "talk_time[hold_inside]", "wrap_up_time", "short_talks")
GROUPS_MOST: Final = 200
WORDS_MOST: Final = 40
COLUMNS_MOST: Final = 200
LONGEST_WAIT_S: Final = 3600
LONGEST_NAME: Final = 80
WIDTHS_S: Final = (1, 2, 5, 10, 15, 30, 60, 120, 300)
BARS_MOST: Final = 60


def told(report: Report, names: Sequence[str], asked: Asked) -> FileReport:
    """Everything told of this log; `names` are all the columns of the file, read or not."""
    zone = ZoneInfo(report.options.zone)
    rules = report.options.rules
    days = days_of(report.quarters, zone)
    aside = sum(report.set_aside.values())
    facts = Facts(report.whole, rules, len(days), report.read, aside, lost_by_hour(report.quarters, zone))
    waits = _waits(report.whole)
    measures = [_measure(measure, report.whole, told_by(report)) for measure in CATALOGUE.values()]
    return FileReport(
        file=asked.name,
        kind=report.kind,
        vendor=report.vendor,
        zone=report.options.zone,
        threshold_s=rules.threshold_s,
        short_s=rules.short_s,
        first_day=days[0] if days else "",
        last_day=days[-1] if days else "",
        days=len(days),
        read=report.read,
        counted=report.read - aside,
        set_aside=[
            RowsAside(reason=reason.value, count=count, first_lines=report.first_lines[reason])
            for reason, count in report.set_aside.most_common()
        ],
        unknown_words=[
            WordAside(word=word, count=count) for word, count in report.unknown_words.most_common(WORDS_MOST)
        ],
        notes=list(report.notes),
        columns=columns_seen(names, {field: column.name for field, column in report.columns.items()}),
        fields=list(FIELDS),
        outcomes=_outcomes(report.quarters),
        diagnosis=[Said(fr=fr, en=en) for fr, en in zip(diagnosis(facts, "fr"), diagnosis(facts, "en"), strict=True)],
        key_figures=_key_figures(measures),
        topics=[TopicName(topic=topic, fr=fr, en=en) for topic, (fr, en) in TOPICS.items()],
        measures=measures,
        quarters=_quarters(report.quarters, zone),
        waits=waits,
        wait_bars=wait_bars(waits, rules.threshold_s),
        groups=list(_groups(report)),
    )


def columns_seen(names: Sequence[str], fields: Mapping[str, str]) -> list[ColumnSeen]:
    """The file's columns in order, each with the field it was read as."""
    by_name = {name: field for field, name in fields.items()}
    return [ColumnSeen(name=name[:LONGEST_NAME], field=by_name.get(name)) for name in names[:COLUMNS_MOST]]


def _measure(measure: Measure, sums: Primitives, said: AbstractSet[str]) -> MeasureShown:
    figure = figure_of(measure, sums, said)
    lacks = missing(measure, said)
    known = figure.value is not None
    return MeasureShown(
        key=measure.key,
        name=measure.name,
        variant=measure.variant,
        topic=measure.topic,
        fr=measure.fr,
        en=measure.en,
        formula_fr=measure.formula_fr,
        formula_en=measure.formula_en,
        symbols=measure.symbols,
        source=measure.source,
        unit=measure.unit,
        value=figure.value if known else None,
        num=figure.num if known else None,
        den=figure.den if known else None,
        missing=[] if known else list(lacks),
    )


def _key_figures(measures: Sequence[MeasureShown]) -> list[str]:
    """The first of the preferred ones that this file has something to say of."""
    speak = {one.key for one in measures if one.value is not None and one.num}
    return [key for key in KEY_FIGURES if key in speak][:KEY_FIGURES_MOST]


def _outcomes(quarters: Mapping[tuple[float, Outcome], int]) -> list[OutcomeCount]:
    counts: Counter[Outcome] = Counter()
    for (_, outcome), count in quarters.items():
        counts[outcome] += count
    whole = sum(counts.values())
    return [
        OutcomeCount(outcome=outcome.value, count=counts[outcome], share=share(counts[outcome], whole).value)
        for outcome in Outcome
        if counts[outcome]
    ]


def _quarters(quarters: Mapping[tuple[float, Outcome], int], zone: ZoneInfo) -> list[QuarterOfDay]:
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for (quarter, outcome), count in quarters.items():
        local = datetime.fromtimestamp(quarter * QUARTER_S, zone)
        found[local.hour * 60 + local.minute // 15 * 15][outcome.value] += count
    return [QuarterOfDay(minute=minute, outcomes=dict(counts)) for minute, counts in sorted(found.items())]


def _waits(sums: Primitives) -> list[WaitStep]:
    """By second; whoever waited longer than an hour is in the last step."""
    answered, abandoned = Counter[int](), Counter[int]()
    for counts, into in ((sums.waits_answered, answered), (sums.waits_abandoned, abandoned)):
        for second, count in counts.items():
            into[min(second, LONGEST_WAIT_S)] += count
    return [
        WaitStep(second=second, answered=answered[second], abandoned=abandoned[second])
        for second in sorted(answered.keys() | abandoned.keys())
    ]


def wait_bars(waits: Sequence[WaitStep], threshold_s: float) -> list[WaitBar]:
    """Bars of one width up to where nearly all have left, and a last one for the few that waited longer."""
    if not waits:
        return []
    reach = max(_nearly_all(waits), min(threshold_s, 300.0), 10)
    width = next((one for one in WIDTHS_S if reach / one <= BARS_MOST), LONGEST_WAIT_S)
    count = ceil(reach / width)
    answered, abandoned = [0] * (count + 1), [0] * (count + 1)
    for step in waits:
        place = min(max(0, ceil(step.second / width) - 1), count)
        answered[place] += step.answered
        abandoned[place] += step.abandoned
    bars = [
        WaitBar(
            from_s=place * width,
            to_s=(place + 1) * width if place < count else None,
            answered=answered[place],
            abandoned=abandoned[place],
        )
        for place in range(count + 1)
    ]
    return bars if answered[count] or abandoned[count] else bars[:count]


def _nearly_all(waits: Sequence[WaitStep]) -> int:
    """The second by which 98 in 100 have left the queue."""
    left = sum(one.answered + one.abandoned for one in waits) * 98 / 100
    for one in waits:
        left -= one.answered + one.abandoned
        if left <= 0:
            return one.second
    return 0


def _groups(report: Report) -> Iterator[GroupTable]:
    for by, measures in (("queue", OF_QUEUES), ("agent", OF_AGENTS)):
        if by not in report.groups.by:
            continue
        sums: dict[str, Primitives] = defaultdict(Primitives)
        for names, group in report.groups.sorted():
            sums[names[by]].add(group)
        named = {name: one for name, one in sums.items() if name or by == "queue"}
        if not any(named):
            continue
        first = sorted(named, key=lambda name: (-named[name].received, name))
        shown = [key for key in measures if any(CATALOGUE[key].of(one).value is not None for one in named.values())]
        rows = [_group(name, named[name], shown) for name in first[:GROUPS_MOST]]
        yield GroupTable(by=by, measures=shown, rows=rows, more=max(0, len(first) - GROUPS_MOST))


def _group(name: str, sums: Primitives, keys: Sequence[str]) -> GroupShown:
    figures = {key: CATALOGUE[key].of(sums) for key in keys}
    return GroupShown(
        name=name[:LONGEST_NAME],
        figures={key: FigureShown(value=one.value, num=one.num, den=one.den) for key, one in figures.items()},
    )
