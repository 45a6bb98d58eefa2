"""What is told of a measured file. Dataclasses, so that one definition is encoded, documented and typed in the page."""

from dataclasses import dataclass, field
from typing import Final

MEBIBYTE: Final = 1024 * 1024
FILE_LIMIT: Final = 64 * MEBIBYTE


@dataclass(frozen=True, kw_only=True)
class Asked:
    """How a file is to be measured: what the page asks, and what the worker is given."""

    name: str = ""
    threshold_s: float = 20
    short_s: float = 5
    zone: str = "Europe/Paris"
    order: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ColumnSeen:
    """A column of the file, and the field it was read as; None when it was left alone."""

    name: str
    field: str | None


@dataclass(frozen=True, kw_only=True)
class RowsAside:
    """Rows that are not counted, for one reason."""

    reason: str
    count: int
    first_lines: list[int]


@dataclass(frozen=True, kw_only=True)
class WordAside:
    """A word of the outcome column that nothing maps yet."""

    word: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Said:
    """A sentence or a name, in both languages."""

    fr: str
    en: str


@dataclass(frozen=True, kw_only=True)
class TopicName:
    """A family of measures."""

    topic: str
    fr: str
    en: str


@dataclass(frozen=True, kw_only=True)
class MeasureShown:
    """One measure with its definition; no value when nothing can be divided, or when the file lacks `missing`."""

    key: str
    name: str
    variant: str | None
    topic: str
    fr: str
    en: str
    formula_fr: str
    formula_en: str
    symbols: str
    source: str
    unit: str
    value: float | None
    num: float | None
    den: float | None
    missing: list[str]


@dataclass(frozen=True, kw_only=True)
class FigureShown:
    """A value beside its counts."""

    value: float | None
    num: float
    den: float | None


@dataclass(frozen=True, kw_only=True)
class OutcomeCount:
    """How many left in one way, and their share of all."""

    outcome: str
    count: int
    share: float | None


@dataclass(frozen=True, kw_only=True)
class QuarterOfDay:
    """The contacts that arrived in this quarter-hour, on any day of the file, by how they left."""

    minute: int
    outcomes: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class WaitStep:
    """Who left the queue after this many whole seconds, rounded up."""

    second: int
    answered: int
    abandoned: int


@dataclass(frozen=True, kw_only=True)
class WaitBar:
    """Who left after more than `from_s` and at most `to_s` seconds; no `to_s` for all who waited longer."""

    from_s: int
    to_s: int | None
    answered: int
    abandoned: int


@dataclass(frozen=True, kw_only=True)
class GroupShown:
    """The figures of one queue or agent, by the measures' keys."""

    name: str
    figures: dict[str, FigureShown]


@dataclass(frozen=True, kw_only=True)
class GroupTable:
    """Queues or agents, most received first; `more` of them are not listed."""

    by: str
    measures: list[str]
    rows: list[GroupShown]
    more: int


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """Everything told of a file."""

    file: str
    kind: str
    vendor: str
    zone: str
    threshold_s: float
    short_s: float
    first_day: str
    last_day: str
    days: int
    read: int
    counted: int
    set_aside: list[RowsAside]
    unknown_words: list[WordAside]
    notes: list[str]
    columns: list[ColumnSeen]
    fields: list[str]
    outcomes: list[OutcomeCount]
    diagnosis: list[Said]
    key_figures: list[str]
    topics: list[TopicName]
    measures: list[MeasureShown]
    quarters: list[QuarterOfDay]
    waits: list[WaitStep]
    wait_bars: list[WaitBar]
    groups: list[GroupTable]


@dataclass(frozen=True, kw_only=True)
class MeasuredFile:
    """The report, and the id under which this session can have it as a document until `kept_until`."""

    result: str
    kept_until: float
    report: FileReport
