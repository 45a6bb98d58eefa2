"""Pure files take the time and the facts, and return events: no clock, no chance, no input or output."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from tests.house.tree import imported, name, parsed, product

PURE: Final = (
    "model.py rules.py states.py engine.py decide*.py apply*.py due.py hours.py *events.py commands.py fold.py line.py "
    "rows.py state.py match.py candidates.py offering.py shares.py interrupts.py pull.py explain.py "
    "words.py formulas.py primitives.py levels.py days.py topics.py rows.py standing.py story.py protocol.py desk.py "
    "floor.py figures.py admission.py asked.py callback.py door.py leaving.py levers.py moves.py opening.py"
).split()
KEPT_OUT: Final = frozenset(
    "asyncio time random secrets socket select sqlite3 sqlalchemy fastapi starlette os pathlib threading subprocess "
    "concurrent logging".split()
)
CLOCKS: Final = {"now", "utcnow", "today"}
DEVICES: Final = {"open", "print", "input"}


def _impurities(tree: ast.Module) -> Iterator[str]:
    for line, dotted in imported(tree):
        if dotted.split(".")[0] in KEPT_OUT:
            yield f"{line}: imports {dotted}"
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncFunctionDef):
            yield f"{node.lineno}: {node.name} is async"
        if isinstance(node, ast.Call) and _reaches_out(node.func):
            yield f"{node.lineno}: calls {ast.unparse(node.func)}"


def _reaches_out(called: ast.expr) -> bool:
    """`datetime.now`, `datetime.datetime.utcnow`, `date.today`, `open`; not a method `now` of an object passed in."""
    if isinstance(called, ast.Attribute):
        return called.attr in CLOCKS and ast.unparse(called.value).split(".")[-1] in {"datetime", "date"}
    return isinstance(called, ast.Name) and called.id in DEVICES


def _is_pure(path: Path) -> bool:
    return any(fnmatch(path.name, pattern) for pattern in PURE)


def test_pure_files_touch_nothing_and_read_no_clock() -> None:
    found = [f"{name(path)}:{what}" for path in product() if _is_pure(path) for what in _impurities(parsed(path))]
    assert not found, "\n".join(found)


def test_the_rule_sees_what_it_forbids() -> None:
    lines = "import time", "from asyncio import sleep", "datetime.now()", "open('x')", "async def f(): ..."
    assert len(list(_impurities(ast.parse("\n".join(lines))))) == len(lines)
