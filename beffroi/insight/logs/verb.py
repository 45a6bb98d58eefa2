"""`beffroi measure FILE`: arguments in, a report on the screen or in files out, and the exit status."""

import argparse
import csv
import gc
import os
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from beffroi.insight.logs.aside import SetAside
from beffroi.insight.logs.errors import BadMapping, FileNotReadable
from beffroi.insight.logs.measure import Options, Report, measured
from beffroi.insight.logs.output import json_pieces, set_aside_row, table_rows, text
from beffroi.kernel.errors import Refused
from beffroi.measures.rules import Rules

SHEET_ROWS_MOST: Final = 1_048_576


def run(arguments: argparse.Namespace) -> int:
    """Measure the file; 0 when it was, 2 when it cannot be, with one sentence and a stable code."""
    looked_for_cycles = gc.isenabled()
    gc.disable()  # a log is a long stream of short-lived rows: looking for cycles in them is half of the time
    try:
        return _run(arguments)
    except Refused as refusal:
        print(f"beffroi measure: {refusal.message} [{refusal.code}]", file=sys.stderr)
        return 2
    except MemoryError:
        print("beffroi measure: there is not enough memory for this file. [too_much_inside]", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    finally:
        if looked_for_cycles:
            gc.enable()


def _run(arguments: argparse.Namespace) -> int:
    options = Options(
        by=tuple(part.strip() for part in arguments.by.split(",") if part.strip()) if arguments.by else (),
        rules=Rules(threshold_s=arguments.threshold, short_s=arguments.short),
        zone=arguments.zone,
        order=arguments.dates,
        columns=pairs(arguments.map, "--map"),
        outcomes=pairs(arguments.map_outcome, "--map-outcome"),
    )
    _keep_the_log(Path(arguments.file), arguments.csv, arguments.xlsx, arguments.set_aside)
    with ExitStack() as stack:
        told = None
        if arguments.set_aside:
            told = _set_aside_writer(stack, Path(arguments.set_aside))
        report = measured(Path(arguments.file), options, told)
    if arguments.csv:
        with _writing(Path(arguments.csv)) as file:
            csv.writer(file).writerows(table_rows(report))
    if arguments.xlsx:
        _workbook(Path(arguments.xlsx), table_rows(report))
    _print(report, arguments)
    return 0


def _print(report: Report, arguments: argparse.Namespace) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    if arguments.json:
        for piece in json_pieces(report):
            sys.stdout.write(piece)
    elif not (arguments.csv or arguments.xlsx):
        sys.stdout.write(text(report, Path(arguments.file).name, arguments.lang or language()))
    sys.stdout.flush()


def pairs(given: Iterable[str], option: str) -> dict[str, str]:
    """`name=value` arguments."""
    found = {}
    for one in given:
        name, equals, value = one.partition("=") if option == "--map" else one.rpartition("=")
        if not equals:
            raise BadMapping(f"{option} is written NAME=VALUE, not “{one[:60]}”.")
        found[name.strip()] = value.strip()
    return found


def _keep_the_log(log: Path, *written: str | None) -> None:
    """Nothing is written over the file that is measured."""
    if any(out and Path(out).exists() and log.exists() and Path(out).samefile(log) for out in written):
        raise FileNotReadable("The file to write is the file to read.")


def language() -> str:
    """The language of the terminal: English where it says so, else French."""
    told = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if told.lower().startswith("en") else "fr"


def _writing(path: Path, mode: str = "w") -> Any:
    try:
        return path.open("wb") if mode == "wb" else path.open("w", encoding="utf-8", errors="replace", newline="")
    except OSError as problem:
        raise FileNotReadable(f"{path}: {problem.strerror}.") from problem


def _set_aside_writer(stack: ExitStack, path: Path) -> Any:
    rows = csv.writer(stack.enter_context(_writing(path)))
    rows.writerow(["line", "reason", "excerpt"])

    def told(one: SetAside) -> None:
        rows.writerow(set_aside_row(one.line, one.reason.value, one.excerpt))

    return told


def _workbook(path: Path, rows: Iterable[list[Any]]) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    with _writing(path, "wb") as out, xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Beffroi")
        for number, row in enumerate(rows):
            if number >= SHEET_ROWS_MOST:
                raise FileNotReadable("More rows than a spreadsheet holds: use --csv.")
            for place, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell)
                else:
                    sheet.write(number, place, cell)
