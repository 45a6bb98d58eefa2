"""A large log measured by the command itself, on one core, beside plain pandas doing the same; and hostile bytes.

The log: 1,000,000 contacts in order of arrival over 20 days, 20 queues, 300 agents: 19,200 groups of queue and
quarter-hour. pandas is installed in an environment of its own; without it there is no ratio, and the table says so.
"""

import csv
import os
import random
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from bench.results import Figure, at_least, at_most
from tests.logs.hostile import end_of, one

AREA = "measures"
ROOT: Final = Path(__file__).resolve().parent.parent
ROWS: Final = 1_000_000
HOSTILE: Final = 24_000_000
RUNS: Final = 3
HEADER: Final = "id arrived_at queue agent outcome wait_s talk_s hold_s wrap_up_s".split()
LOAD: Final = "1,000,000 rows, 19,200 groups"

PANDAS: Final = """
import sys, pandas as pd
d = pd.read_csv(sys.argv[1]).drop_duplicates("id")
d["quarter"] = pd.to_datetime(d.arrived_at, format="ISO8601", utc=True).dt.floor("15min")
a, b = d.outcome == "answered", d.outcome == "abandoned"
d["A"], d["B"], d["F"] = a, b, d.outcome == "overflowed"
d["AT"], d["BT"], d["BS"] = a & (d.wait_s <= 20), b & (d.wait_s <= 20), b & (d.wait_s < 5)
d["WA"], d["WB"] = d.wait_s.where(a), d.wait_s.where(b)
d["T"], d["S"], d["H"], d["W"] = d.talk_s.where(a), a & (d.talk_s < 120), d.hold_s.where(a), d.wrap_up_s.where(a)
g = d.groupby(["queue", "quarter"])
s = g[["A", "B", "F", "AT", "BT", "BS", "WA", "WB", "T", "S", "H", "W"]].sum()
s["O"] = g.size()
out = pd.DataFrame({
    "answer": s.A / s.O, "answer_queued": s.A / (s.A + s.B), "abandon": s.B / s.O,
    "abandon_queued": s.B / (s.A + s.B),
    "abandon_short": (s.B - s.BS) / (s.O - s.BS), "overflow": s.F / s.O, "lost": (s.B + s.F) / s.O,
    "strict": s.AT / (s.A + s.B), "late": s.AT / (s.A + s.B - s.BT), "positive": (s.AT + s.BT) / (s.A + s.B),
    "answered_only": s.AT / s.A, "short_removed": s.AT / (s.A + s.B - s.BS), "asa": s.WA / s.A, "before": s.WB / s.B,
    "talk": s["T"] / s.A, "hold": s.H / s.A, "wrap": s.W / s.A, "handle": (s["T"] + s.H + s.W) / s.A,
    "short": s.S / s.A,
})
waits = g[["WA", "WB"]].quantile([0.5, 0.8, 0.9, 0.95]).unstack()
out.join(waits.set_axis([f"{kind}{rank}" for kind, rank in waits.columns], axis=1)).to_csv(sys.argv[2])
"""


def write_log(path: Path, rows: int = ROWS, seed: int = 1) -> None:
    """The log, in order of arrival."""
    rnd = random.Random(seed)
    begun = datetime(2026, 3, 2, 7, tzinfo=UTC)
    step = 12 * 3600 / (rows / 20)
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for number in range(rows):
            day, rank = divmod(number, rows // 20)
            at = begun + timedelta(days=day, seconds=int(rank * step))
            out.writerow((f"c{number}", at.isoformat(), f"file {rnd.randrange(20)}", *_contact(rnd)))


def _contact(rnd: random.Random) -> tuple[str | int, ...]:
    luck = rnd.random()
    if luck < 0.8:
        hold = rnd.choice((0, 0, 0, 12))
        spans = (round(rnd.expovariate(1 / 20)), round(rnd.expovariate(1 / 240)), hold, round(rnd.expovariate(1 / 40)))
        return (f"a{rnd.randrange(300)}", "answered", *spans)
    if luck < 0.93:
        return "", "abandoned", round(rnd.expovariate(1 / 30)), 0, "", ""
    return "", "overflowed", 60, 0, "", ""


def cost_of(command: list[str]) -> dict[str, float]:
    """What a command takes on one core: its own seconds, the wall's, and its largest memory."""
    cores = sorted(os.sched_getaffinity(0))[-1:]
    begun = os.times().elapsed
    started = subprocess.Popen(["taskset", "-c", str(cores[0]), *command], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise RuntimeError(f"{command[0]} ended with {started.returncode}")
    wall = os.times().elapsed - begun
    return {"cpu": used.ru_utime + used.ru_stime, "wall": wall, "mb": used.ru_maxrss / 1024}


def pandas_python(folder: Path) -> str | None:
    """A Python that has pandas, in an environment of its own; None where it cannot be installed."""
    uv, python = ROOT / ".uv" / "bin" / "uv", folder / "pandas" / "bin" / "python"
    try:
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder / "pandas"], check=True)
        subprocess.run(
            [uv, "pip", "install", "--quiet", "--python", python, "pandas==3.1.1", "pyarrow==26.0.1"], check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return str(python)


def hostile(total: int = HOSTILE) -> dict[str, float]:
    """How many hostile bytes were given, and how many files made anything but figures or a refusal."""
    rnd, given, files, crashes = random.Random(2026), 0, 0, 0
    while given < total:
        log = one(rnd)
        given, files = given + len(log), files + 1
        try:
            end_of(log)
        except Exception as problem:
            crashes += 1
            print(f"  hostile file {files}: {type(problem).__name__}: {problem}", file=sys.stderr)
    return {"mb": given / 1e6, "files": files, "crashes": crashes}


def run() -> list[Figure]:
    """The figures of this area."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log, ours_out, theirs_out = folder / "log.csv", folder / "ours.csv", folder / "theirs.csv"
        write_log(log)
        command = [str(Path(sys.executable).with_name("beffroi")), "measure", str(log), "--by", "queue,quarter"]
        ours = [cost_of([*command, "--csv", str(ours_out)]) for _ in range(RUNS)]
        best = min(ours, key=lambda cost: cost["cpu"])
        columns = len(next(csv.reader(ours_out.open())))
        python = pandas_python(folder)
        beside = {}
        figures = []
        if python:
            theirs = min(
                (cost_of([python, "-c", PANDAS, str(log), str(theirs_out)]) for _ in range(RUNS)),
                key=lambda c: c["cpu"],
            )
            beside = {"compared_with": "pandas, 27 measures", "ratio": best["cpu"] / theirs["cpu"]}
            figures.append(
                Figure(AREA, "pandas, the same log, 27 measures", round(theirs["cpu"], 2), "s of one core", load=LOAD)
            )
    trouble = hostile()
    return [
        at_most(AREA, f"CSV to {columns - 2} measures by queue and quarter-hour", best["cpu"], "s of one core", 10,
                load=LOAD if python else f"{LOAD}; pandas could not be installed", **beside),
        Figure(AREA, "the same, by the clock on the wall", round(best["wall"], 2), "s", load=LOAD),
        at_most(AREA, "the same, memory", max(cost["mb"] for cost in ours), "MB", 1024, load=LOAD),
        *figures,
        at_least(AREA, "hostile bytes given", trouble["mb"], "MB", 24, load=f"{trouble['files']:,.0f} files"),
        at_most(AREA, "hostile files that crashed it", trouble["crashes"], "files", 0, load="24 MB"),
    ]  # fmt: skip
