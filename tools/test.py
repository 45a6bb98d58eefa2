"""Runs every test, in groups that cannot share a process, and says at the end how each went and how long it took.

The rooms first, on all cores. The journeys apart: Playwright's sync API refuses to run where an event loop runs.
The screens last, by the project's own Node. Arguments go to pytest: `python -m tools.test -k transfer`.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from tools import browser

ROOT: Final = Path(__file__).resolve().parent.parent
# The same examples at each run, and no deadline for a busy machine: a failure here is a failure there.
PYTEST: Final = [sys.executable, "-m", "pytest", "-q", "--hypothesis-profile", "ci"]
WEB: Final = [sys.executable, "tools/web.py", "npm", "test"]


def main(arguments: list[str]) -> int:
    os.environ["BEFFROI_CHROMIUM"] = browser.find()
    workers = str(max(2, os.cpu_count() or 2))
    groups = {
        "rooms": [*PYTEST, "-n", workers, "--dist", "worksteal", "tests", "--ignore", "tests/journeys", *arguments],
        "journeys": [*PYTEST, "tests/journeys", *arguments],
        **({} if arguments else {"screens": WEB}),
    }
    results = [_run(name, command) for name, command in groups.items()]
    print()
    for name, code, seconds in results:
        print(f"{name:10} {'passed' if code == 0 else 'FAILED':8} {seconds:6.1f} s")
    return 1 if any(code for _, code, _ in results) else 0


def _run(name: str, command: list[str]) -> tuple[str, int, float]:
    print(f"\n== {name}", flush=True)
    begun = time.monotonic()
    code = subprocess.run(command, cwd=ROOT).returncode
    return name, code, time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
