"""The lock files serve behind any mirror: they name versions and hashes, never a place."""

import json
import re
from pathlib import Path
from typing import Final

import pytest

from tests.house.tree import ROOT

REQUIREMENTS: Final = sorted((ROOT / "requirements").glob("*.txt"))
PINNED: Final = re.compile(r"^[a-z0-9._-]+(\[[a-z0-9,_-]+\])?==[^\s;]+( ; [^\\]+)?( \\)?$", re.IGNORECASE)
HASH: Final = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
LOCK: Final = ROOT / "web" / "package-lock.json"


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_hold_only_pins_and_hashes(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    odd = [line for line in lines if not PINNED.match(line) and not HASH.match(line)]
    assert lines, "the lock is empty"
    assert not odd, "\n".join(odd)


def test_the_browser_lock_says_no_place() -> None:
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    fetched = {key: entry for key, entry in packages.items() if key and not entry.get("link")}
    places = [f"{key}: {entry['resolved']}" for key, entry in fetched.items() if "resolved" in entry]
    unhashed = [key for key, entry in fetched.items() if "integrity" not in entry and not entry.get("inBundle")]
    assert not [*places, *unhashed], "\n".join([*places, *unhashed])


def test_npm_keeps_it_so() -> None:
    settings = (ROOT / "web" / ".npmrc").read_text(encoding="utf-8").split()
    assert "omit-lockfile-registry-resolved=true" in settings
    assert not [line for line in settings if "registry=" in line or "://" in line]
