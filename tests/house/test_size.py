"""A file is read in one sitting: at most 400 lines, generated ones and migrations apart."""

from typing import Final

from tests.house.tree import name, written

LIMIT: Final = 400


def test_no_file_outgrows_a_sitting() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in written(".py", ".ts", ".tsx")}
    too_long = [f"{path}: {lines} lines" for path, lines in lengths.items() if lines > LIMIT]
    assert not too_long, "\n".join(too_long)
