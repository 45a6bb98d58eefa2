"""A person's file through the readers of logs; a refusal also tells which columns were seen, to be named by hand."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from beffroi.insight.files.model import Asked, FileReport
from beffroi.insight.files.tell import COLUMNS_MOST, LONGEST_NAME, told
from beffroi.insight.logs.columns import FIELDS, detected
from beffroi.insight.logs.detect import opened
from beffroi.insight.logs.errors import TooManyGroups
from beffroi.insight.logs.measure import Options, Report, measured
from beffroi.kernel.errors import Refused
from beffroi.measures.rules import Rules

GROUPED: Final[tuple[tuple[str, ...], ...]] = (("queue", "agent"), ("queue",), ())
"""Agents within queues; where these are too many to be read, less."""


def measured_file(path: Path, asked: Asked) -> FileReport:
    """Everything told of this file. Raises a refusal that says what was seen of it."""
    options = Options(
        rules=Rules(threshold_s=asked.threshold_s, short_s=asked.short_s),
        zone=asked.zone,
        order=asked.order,  # type: ignore[arg-type]
        columns=asked.columns,
        outcomes=asked.outcomes,
    )
    try:
        return told(_measured(path, options), _names(path), asked)
    except Refused as refused:
        refused.facts.update(_seen(path))
        raise


def _measured(path: Path, options: Options) -> Report:
    for by in GROUPED:
        with suppress(TooManyGroups):
            return measured(path, replace(options, by=by))
    raise TooManyGroups


def _names(path: Path) -> tuple[str, ...]:
    """Every column of the file, as the file calls it."""
    return opened(path, plain=True).names


def _seen(path: Path) -> dict[str, Any]:
    """What can be said of a file that is not understood: its columns, and what they were taken for."""
    try:
        table = opened(path, plain=True)
    except Refused:
        return {}
    found = detected(table.names)
    return {
        "kind": table.kind,
        "columns": [name[:LONGEST_NAME] for name in table.names[:COLUMNS_MOST]],
        "mapped": {field: column.name[:LONGEST_NAME] for field, column in found.items()},
        "fields": list(FIELDS),
    }
