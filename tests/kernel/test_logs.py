"""Logs: one JSON object a line, and canaries never sing."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from beffroi.kernel.logs import HIDDEN, configure, get_logger, redact


class Lines:
    def __init__(self) -> None:
        self.stream = io.StringIO()

    def all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    made = Lines()
    configure("info", made.stream)
    yield made
    root.handlers[:], root.level = before


def test_a_line_has_its_time_its_room_its_event_and_its_facts(lines: Lines) -> None:
    get_logger("beffroi.people").info("signed_in", tenant="demo", user="u1", waited_s=0.2)
    (line,) = lines.all()
    assert line["event"] == "signed_in"
    assert line["from"] == "beffroi.people"
    assert line["level"] == "info"
    assert line["at"].endswith("+00:00")
    assert line["facts"] == {"tenant": "demo", "user": "u1", "waited_s": 0.2}


@pytest.mark.parametrize(
    "facts",
    [
        {"password": "canary"},
        {"new_password": "canary"},
        {"X-CSRF-Token": "canary"},
        {"Set-Cookie": "canary"},
        {"Authorization": "canary"},
        {"email": "canary"},
        {"text": "canary"},
        {"message_text": "canary"},
        {"customer_name": "canary"},
        {"why": "write to canary@example.org please"},
        {"why": "token=canary"},
        {"why": '{"password": "canary"}'},
        {"row": {"deep": [{"password": "canary"}]}},
        {"a": {"b": {"c": {"d": {"e": "canary"}}}}},
    ],
)
def test_secrets_and_personal_data_are_hidden(lines: Lines, facts: dict[str, object]) -> None:
    get_logger("x").warning("tried", **facts)
    assert "canary" not in lines.stream.getvalue()
    assert HIDDEN in lines.stream.getvalue()


def test_long_tokens_are_hidden_wherever_they_are_and_ids_are_not(lines: Lines) -> None:
    token = "A1b2" * 11
    logging.getLogger("some.library").info("GET /x?t=%s for 01j9zq7v5k3m8n2p4r6s7t", token)
    assert token not in lines.stream.getvalue()
    assert "01j9zq7v5k3m8n2p4r6s7t" in lines.stream.getvalue()


def test_nobody_writes_a_false_line_through_a_field(lines: Lines) -> None:
    get_logger("x").info("tried", reason='x"}\n{"event":"signed_in","user":"admin"}\r\u2028')
    assert len(lines.stream.getvalue().splitlines()) == 1
    (line,) = lines.all()
    assert line["event"] == "tried"


def test_a_failure_says_where_but_not_with_which_values(lines: Lines) -> None:
    try:
        raise ValueError("no user ines@demo.invalid")
    except ValueError:
        get_logger("x").failed("lost")
    (line,) = lines.all()
    assert line["error"] == "ValueError"
    assert "test_logs.py" in line["where"][-1]
    assert "ines@" not in json.dumps(line)


def test_redact_keeps_what_is_harmless() -> None:
    assert redact({"queue": "ventes", "n": 3, "ok": True, "at": None}) == {
        "queue": "ventes",
        "n": 3,
        "ok": True,
        "at": None,
    }
