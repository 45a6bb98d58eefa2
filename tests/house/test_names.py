"""Names say what a thing is; these words say nothing, so no module, class or function is called by them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.house.tree import name, parsed, written

EMPTY: Final = frozenset(
    "manager managers helper helpers util utils common misc data info process processor processing".split()
)
EMPTY_VERBS: Final = frozenset({"do", "process"})
# Words of the trade and of the law, and the severity every logger knows.
MEANT: Final = ("operations_manager", "personal_data", "logs.info")
WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def _is_empty(identifier: str) -> bool:
    """The last word says what it is (`text_utils`, `OfferInfo`), the first what it does (`do_transfer`)."""
    words = [word.lower() for word in WORD.findall(identifier)]
    return bool(words) and (words[-1] in EMPTY or (words[0] in EMPTY_VERBS and len(words) > 1))


def _is_meant(path: Path, identifier: str) -> bool:
    return f"{path.stem}.{identifier}".endswith(MEANT)


def _named(path: Path) -> Iterator[tuple[int, str]]:
    yield 1, path.stem
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name


def test_names_say_what_things_are() -> None:
    python = {
        f"{name(path)}:{line}: {what}"
        for path in written(".py")
        for line, what in _named(path)
        if _is_empty(what) and not _is_meant(path, what)
    }
    screens = {name(path) for path in written(".ts", ".tsx") if _is_empty(path.stem)}
    folders = {name(path.parent) for path in written(".py", ".ts", ".tsx") if _is_empty(path.parent.name)}
    found = sorted(python | screens | folders)
    assert not found, "\n".join(found)


def test_the_rule_reads_words_not_letters() -> None:
    assert all(map(_is_empty, ("QueueManager", "do_transfer", "text_utils", "processEvent", "OfferInfo", "common")))
    assert not any(map(_is_empty, ("doors", "Database", "informed", "metadata", "data_dir", "undo", "__init__")))
