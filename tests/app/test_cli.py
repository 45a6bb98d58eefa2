"""`beffroi run`, as a person starts it."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.slow


def start(tmp_path: Path, **more: str) -> subprocess.Popen[str]:
    env = {**os.environ, "BEFFROI_DATA_DIR": str(tmp_path), "BEFFROI_PORT": "0", "BEFFROI_PASSWORD_MEMORY_KIB": "64"}
    command = [sys.executable, "-m", "beffroi.cli", "run"]
    return subprocess.Popen(command, env=env | more, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str]) -> str:
    """What it prints until the list of sign-ins is over."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if "marc@demo.invalid" in line:
            break
    return "".join(lines)


def test_it_tells_where_it_is_and_who_may_sign_in_and_stops_when_told(tmp_path: Path) -> None:
    process = start(tmp_path)
    try:
        text = told(process)
        url = re.search(r"http://localhost:\d+", text)
        sign_in = re.search(r"(claire@demo\.invalid)\s+(\S+)", text)
        assert url
        assert sign_in
        with httpx.Client(base_url=url[0]) as browser:
            answer = browser.post("/api/session", json={"email": sign_in[1], "password": sign_in[2]})
            assert answer.json()["user"]["name"] == "Claire Vasseur"
            assert "server" not in answer.headers
            assert browser.get("/health/ready").json()["ready"]
        assert "à arrêter" not in text
        assert "Be the customer" in text
        process.send_signal(signal.SIGTERM)
        out, errors = process.communicate(timeout=10)
        assert process.returncode == 0, errors
        assert sign_in[2] not in out + errors
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"BEFFROI_HOST": "0.0.0.0"}, "loopback"),
        ({"BEFFROI_PORT": "http"}, "BEFFROI_PORT"),
        ({"BEFFROI_HOST": "192.0.2.1", "BEFFROI_DEMO": "no"}, "not free"),
        ({"BEFFROI_DEMO": "no"}, "BEFFROI_DEMO=yes"),
    ],
)
def test_what_cannot_work_is_one_sentence(tmp_path: Path, more: dict[str, str], said: str) -> None:
    process = start(tmp_path, **more)
    _, errors = process.communicate(timeout=20)
    assert process.returncode not in {0, None}
    assert said in errors
    assert "beffroi: " in errors
