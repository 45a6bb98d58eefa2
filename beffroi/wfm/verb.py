"""`beffroi whatif`: arguments in, measures side by side out, and the exit status."""

import argparse
import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Final

from beffroi.insight.logs.verb import language
from beffroi.kernel.config import BadSettings, Settings
from beffroi.kernel.errors import Refused
from beffroi.wfm.altered import altered
from beffroi.wfm.change import read_change
from beffroi.wfm.compare import Compared, compared
from beffroi.wfm.errors import BadChange, BadDay
from beffroi.wfm.files import read_day
from beffroi.wfm.model import Day
from beffroi.wfm.output import body, names_of, text
from beffroi.wfm.past import past_day
from beffroi.wfm.watch import Outcome
from beffroi.wfm.workers import Workers

LARGEST: Final = 20_000_000


def run(arguments: argparse.Namespace) -> int:
    """0 when it was worked out, 2 when it cannot be, with one sentence and a stable code."""
    try:
        return _run(arguments)
    except Refused as refusal:
        print(f"beffroi whatif: {refusal.message} [{refusal.code}]", file=sys.stderr)
    except BadSettings as problem:
        print(f"beffroi whatif: {problem} [bad_settings]", file=sys.stderr)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except KeyboardInterrupt:
        return 130
    return 2


def _run(arguments: argparse.Namespace) -> int:
    day = _day(arguments.day, arguments.data_dir)
    change_file = Path(arguments.change)
    change = read_change(_read(change_file, BadChange), day, change_file.name)
    found = asyncio.run(_compared(day, altered(day, change), arguments.seeds))
    names = Path(arguments.day).name, change_file.name
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    if arguments.json:
        sys.stdout.write(body(day, found, arguments.seeds, *names).decode())
    else:
        sys.stdout.write(text(day, found, arguments.seeds, *names, arguments.language or language()))
    sys.stdout.flush()
    return 0


def _day(asked: str, folder: str | None) -> Day:
    path = Path(asked)
    if path.suffix.lower() in (".yaml", ".yml") or path.is_file():
        return read_day(_read(path, BadDay), lambda name: _read(path.parent / name, BadDay), path.name)
    return past_day(Path(folder).expanduser() if folder else Settings.from_env().data_dir, asked, time.time())


async def _compared(before: Day, after: Day, seeds: int) -> list[Compared]:
    """Every seed of both, on every core."""
    outcomes: tuple[dict[int, Outcome], dict[int, Outcome]] = {}, {}
    workers = Workers(os.cpu_count() or 1)
    shown = sys.stderr.isatty()
    try:
        async for solved in workers.solve((before, after), range(seeds)):
            outcomes[solved.day][solved.seed] = solved.outcome
            if shown:
                print(f"\r{len(outcomes[0]) + len(outcomes[1])}/{2 * seeds}", end="", file=sys.stderr, flush=True)
    finally:
        await workers.stop()
    if shown:
        print("\r            \r", end="", file=sys.stderr, flush=True)
    old, new = ([outcomes[day][seed] for seed in range(seeds)] for day in (0, 1))
    return compared(old, new, list(names_of(before)))


def _read(path: Path, refusal: type[Refused]) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise refusal(f"{path}: more than {LARGEST // 1_000_000} MB.")
        return path.read_text(encoding="utf-8")
    except OSError as problem:
        raise refusal(f"{path}: {problem.strerror}.") from problem
    except UnicodeDecodeError:
        raise refusal(f"{path}: this is not text in UTF-8.") from None
