"""SQL is written in a room's `store.py`, in the kernel's own storage files and in migrations; nowhere else.

Others may name the type of the transaction they hand to a store, and that is all they may do with it.
"""

import ast
import re
from collections.abc import Iterator
from typing import Final

from tests.house.tree import imported, name, parsed, product

KERNEL: Final = {f"beffroi/kernel/{file}.py" for file in ("db", "journal", "jobs", "audit", "news", "cursors")}
DRIVERS: Final = {"sqlalchemy", "sqlite3", "psycopg", "alembic"}
HANDED_ON: Final = {"sqlalchemy.Connection", "sqlalchemy.engine.Connection"}
RUNS: Final = {"execute", "executemany", "executescript", "exec_driver_sql", "scalar", "scalars"}
STATEMENT: Final = re.compile(
    r"^\s*(select\b.+\bfrom|insert\s+(or\s+\w+\s+)?into|update\s+\w+\s+set|delete\s+from|create\s+(table|index)|pragma)\b",
    re.IGNORECASE | re.DOTALL,
)


def _sql(tree: ast.Module) -> Iterator[str]:
    for line, dotted in imported(tree):
        if dotted.split(".")[0] in DRIVERS and dotted not in HANDED_ON:
            yield f"{line}: imports {dotted}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value):
            yield f"{node.lineno}: writes SQL"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RUNS:
            yield f"{node.lineno}: runs {ast.unparse(node.func)}"


def test_sql_is_only_in_stores() -> None:
    outside = (path for path in product() if path.name != "store.py" and name(path) not in KERNEL)
    found = [f"{name(path)}:{what}" for path in outside for what in _sql(parsed(path))]
    assert not found, "\n".join(found)


def test_the_rule_sees_what_it_forbids() -> None:
    forbidden = "import sqlite3", "from sqlalchemy import select", "x = 'SELECT id FROM users'", "connection.execute(x)"
    allowed = "from sqlalchemy import Connection", "y = 'Select the queue'", "store.put(connection)"
    assert len(list(_sql(ast.parse("\n".join([*forbidden, *allowed]))))) == len(forbidden)
