"""The first commands a newcomer types say clearly what is missing, and do nothing twice."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tools import browser, web


def test_a_python_that_cannot_make_environments_is_told_what_to_install(tmp_path: Path) -> None:
    for part in ("tools", "requirements"):
        shutil.copytree(ROOT / part, tmp_path / part)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "ensurepip.py").write_text("raise ImportError")
    asked = [sys.executable, "tools/bootstrap.py", "run"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "without")}
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, env=environment)
    assert done.returncode == 1
    assert "python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_chosen_browser_that_does_not_start_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEFFROI_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(SystemExit, match="/nowhere/chromium"):
        browser.find()


def test_the_screens_are_built_again_only_when_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def npm(*arguments: str) -> int:
        asked.append(arguments)
        return 0

    monkeypatch.setattr(web, "ROOT", tmp_path)
    monkeypatch.setattr(web, "WEB", tmp_path / "web")
    monkeypatch.setattr(web, "STATIC", tmp_path / "static")
    monkeypatch.setattr(web, "npm", npm)
    (tmp_path / "web" / "src").mkdir(parents=True)
    source = tmp_path / "web" / "src" / "desk.tsx"
    source.write_text("1")
    assert [web.build(), web.build()] == [0, 0]
    source.write_text("2")
    assert web.build() == 0
    source.rename(source.with_name("floor.tsx"))
    assert web.build() == 0
    assert asked == [("run", "build")] * 3


def test_a_build_that_failed_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = iter([2, 0])
    monkeypatch.setattr(web, "WEB", tmp_path / "web")
    monkeypatch.setattr(web, "STATIC", tmp_path / "static")
    monkeypatch.setattr(web, "npm", lambda *arguments: next(codes))
    assert [web.build(), web.build(), web.build()] == [2, 0, 0]
