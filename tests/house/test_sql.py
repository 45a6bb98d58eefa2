"""SQL is written in a room's `store.py`, in the kernel's own storage files and in migrations; nowhere else."""

import ast
import re
from collections.abc import Iterator
from typing import Final

from tests.house.tree import imported, name, parsed, product

KERNEL: Final = {f"beffroi/kernel/{file}.py" for file in ("db", "journal", "jobs", "audit", "news", "cursors")}
DRIVERS: Final = {"sqlalchemy", "sqlite3", "psycopg", "alembic"}
STATEMENT: Final = re.compile(
    r"^\s*(select\b.+\bfrom|insert\s+(or\s+\w+\s+)?into|update\s+\w+\s+set|delete\s+from|create\s+(table|index)|pragma)\b",
    re.IGNORECASE | re.DOTALL,
)


def _sql(tree: ast.Module) -> Iterator[str]:
    for line, dotted in imported(tree):
        if dotted.split(".")[0] in DRIVERS:
            yield f"{line}: imports {dotted}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value):
            yield f"{node.lineno}: writes SQL"


def test_sql_is_only_in_stores() -> None:
    outside = (path for path in product() if path.name != "store.py" and name(path) not in KERNEL)
    found = [f"{name(path)}:{what}" for path in outside for what in _sql(parsed(path))]
    assert not found, "\n".join(found)


def test_the_rule_sees_what_it_forbids() -> None:
    source = "import sqlite3\nfrom sqlalchemy import select\nx = 'SELECT id FROM users'\ny = 'Select the queue'\n"
    assert len(list(_sql(ast.parse(source)))) == 3
