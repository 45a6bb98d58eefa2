"""The project's own files, as the rules of the house see them."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
WRITTEN_BY_HAND: Final = ("beffroi", "tests", "tools", "bench", "web/src", "web/widget", "web/tests")
GENERATED: Final = ("web/src/api/", "beffroi/migrations/", "beffroi/static/")
FETCHED: Final = {"node_modules", "__pycache__"}


def written(*suffixes: str) -> Iterator[Path]:
    """Files with these endings that a person wrote, wherever they are."""
    for top in WRITTEN_BY_HAND:
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in suffixes and not name(path).startswith(GENERATED) and not FETCHED & set(path.parts):
                yield path


def product() -> Iterator[Path]:
    """Every Python file of the product, without its migrations."""
    return (path for path in written(".py") if name(path).startswith("beffroi/"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=name(path))


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything imported, at the top or inside a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
