"""Figures: measured here, each beside a baseline of the same run, kept as JSON and shown as a table."""

import json
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

FILE = Path(__file__).parent / "results.json"
PAGE = Path(__file__).parent.parent / "docs" / "figures.md"
HEAD = """<!-- Written by `make bench`. -->
# Figures

Measured by `make bench` on one machine with two cores, everything (server, clients, disk) on it; the best of three
runs. Each stands beside a baseline of the same run: read the ratios, not the digits. `make bench AREA=engine` measures
one area.

| area | figure | value | target | beside | under |
|---|---|---|---|---|---|
"""


class Figure(NamedTuple):
    """One line of the table. `met` is None where there is no target; `ratio` is value / compared_with's value."""

    area: str
    name: str
    value: float
    unit: str
    target: str = ""
    met: bool | None = None
    compared_with: str = ""
    ratio: float | None = None
    load: str = ""


def at_least(area: str, name: str, value: float, unit: str, target: float, **more: Any) -> Figure:
    """A figure that must not be lower than `target`."""
    return Figure(area, name, round(value, 4), unit, f">= {target:g}", value >= target, **more)


def at_most(area: str, name: str, value: float, unit: str, target: float, **more: Any) -> Figure:
    """A figure that must not be higher than `target`."""
    return Figure(area, name, round(value, 4), unit, f"<= {target:g}", value <= target, **more)


def best_of(times: int, measure: Callable[[], dict[str, float]], by: str, *, highest: bool = True) -> dict[str, float]:
    """The best of several runs, by one of its values."""
    runs = [measure() for _ in range(times)]
    return max(runs, key=lambda run: run[by] if highest else -run[by])


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of them lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def spread(values: Sequence[float]) -> dict[str, float]:
    """Mean, median and the high percentiles."""
    return {
        "mean": statistics.fmean(values) if values else 0.0,
        "p50": percentile(values, 0.5),
        "p99": percentile(values, 0.99),
    }


def keep(figures: Sequence[Figure]) -> None:
    """Replace these areas' figures in the file; the others stay."""
    areas = {figure.area for figure in figures}
    old = json.loads(FILE.read_text()) if FILE.exists() else []
    rows = [row for row in old if row["area"] not in areas] + [figure._asdict() for figure in figures]
    FILE.write_text(json.dumps(sorted(rows, key=lambda row: (row["area"], row["name"])), indent=1) + "\n")


def show(figures: Sequence[Figure]) -> None:
    """Print the table."""
    for one in figures:
        met = {True: "met", False: "MISSED", None: ""}[one.met]
        ratio = f"x{one.ratio:.2f} {one.compared_with}" if one.ratio is not None else one.compared_with
        print(
            f"{one.area:9} {one.name:52} {one.value:>12,.2f} {one.unit:14} {one.target:>11} {met:6} {ratio}  {one.load}"
        )


def page() -> None:
    """Write the figures of the file as a page of the documentation."""
    rows = [Figure(**row) for row in json.loads(FILE.read_text())]
    PAGE.write_text(HEAD + "".join(map(_line, rows)))


def _line(one: Figure) -> str:
    met = {True: " ✓", False: " ✗ missed", None: ""}[one.met]
    beside = f"×{one.ratio:.2f} {one.compared_with}" if one.ratio is not None else one.compared_with
    value = f"{one.value:,.0f}" if one.value >= 100 else f"{one.value:,.2f}"
    return f"| {one.area} | {one.name} | {value} {one.unit} | {one.target}{met} | {beside} | {one.load} |\n"
