"""Logs: one JSON object a line, UTC, with nothing in it that identifies a customer or opens a door.

`get_logger(__name__).info("signed_in", tenant=..., user=...)`: the event is a code, the rest are facts. Facts whose
name speaks of a secret or of somebody's words are replaced; e-mails and long tokens are replaced wherever they appear,
also in lines of the libraries. JSON escapes line ends, so nobody can write a false line through a field.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, TextIO

HIDDEN: Final = "[hidden]"
_SECRET_NAME: Final = re.compile(
    r"password|passwd|secret|token|cookie|authorization|csrf|e_?mail|phone|(^|_)(text|body|subject|name)s?$",
    re.IGNORECASE,
)
_EMAIL: Final = re.compile(r"[^\s@<>\"'()]{1,64}@[^\s@<>\"'()]{1,255}")
_TOKEN: Final = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{32,}(?![A-Za-z0-9_-])")
_PAIR: Final = re.compile(r"(?i)\b(password|token|secret|csrf|cookie|authorization)(\"?\s*[=:]\s*\"?)[^\s\"&,;]+")
_LONGEST: Final = 2000
_DEEPEST: Final = 4


class Log:
    """A room's log. Each method writes one line: a snake_case event and its facts."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def debug(self, event: str, **facts: object) -> None:
        self._write(logging.DEBUG, event, facts)

    def info(self, event: str, **facts: object) -> None:
        self._write(logging.INFO, event, facts)

    def warning(self, event: str, **facts: object) -> None:
        self._write(logging.WARNING, event, facts)

    def error(self, event: str, **facts: object) -> None:
        self._write(logging.ERROR, event, facts)

    def failed(self, event: str, **facts: object) -> None:
        """An error with the exception being handled: its type and where it came from, not the values it carried."""
        self._write(logging.ERROR, event, facts, failed=True)

    def _write(self, level: int, event: str, facts: Mapping[str, object], failed: bool = False) -> None:
        self._logger.log(level, "%s", event, exc_info=failed, extra={"facts": dict(facts)})


def get_logger(name: str) -> Log:
    """The log of the module called `name`."""
    return Log(name)


def configure(level: str = "info", stream: TextIO | None = None) -> None:
    """Every line of this process, ours and the libraries', goes to `stream` (stderr by default) as redacted JSON."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Lines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # These repeat what we log ourselves, or print addresses with their query strings.
    for name in ("uvicorn.access", "sqlalchemy.engine", "alembic", "websockets"):
        logging.getLogger(name).setLevel(logging.WARNING)


def redact(value: object, name: str = "", depth: int = 0) -> Any:
    """`value` as it may be written: secrets and personal data replaced, long texts cut."""
    if name and _SECRET_NAME.search(name) and value is not None:
        return HIDDEN
    if value is None or isinstance(value, bool | int | float):
        return value
    if depth >= _DEEPEST:
        return HIDDEN
    if isinstance(value, Mapping):
        return {_clean(str(key)): redact(inner, str(key), depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [redact(inner, "", depth + 1) for inner in value]
    return _clean(str(value))


def _clean(text: str) -> str:
    if len(text) > _LONGEST:  # what a traceback says first is where it began, last is why
        text = f"{text[: _LONGEST // 4]} … {text[-_LONGEST * 3 // 4 :]}"
    text = _EMAIL.sub(HIDDEN, text)
    text = _PAIR.sub(lambda found: f"{found[1]}{found[2]}{HIDDEN}", text)
    return _TOKEN.sub(HIDDEN, text)


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": _clean(record.getMessage()),
        }
        facts = getattr(record, "facts", None)
        if facts:
            line["facts"] = redact(facts)
        if record.exc_info and record.exc_info[1] is not None:
            problem = record.exc_info[1]
            line["error"] = type(problem).__name__
            line["error_says"] = _clean(str(problem))[:300]
            frames = traceback.extract_tb(problem.__traceback__)[-12:]
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=True, default=str)
