"""Calls go down, news goes up: the contract of `pyproject.toml` holds."""

import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT


def test_rooms_call_only_the_rooms_below_them() -> None:
    lint = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
