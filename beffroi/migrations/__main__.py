"""Writes the next revision: the difference between the newest revision and the tables of the stores."""

import sys
from tempfile import TemporaryDirectory

from alembic import command
from sqlalchemy import create_engine

from beffroi.migrations import HEAD, alembic_config, move


def main() -> None:
    """`python -m beffroi.migrations "What changes"`."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    number = f"{int(HEAD) + 1:04d}"
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/records.db")
        move(engine, "head")
        with engine.connect() as connection:
            command.revision(alembic_config(connection), sys.argv[1], autogenerate=True, rev_id=number)
        engine.dispose()
    print(f"Read it, run ruff format on it, and set HEAD to {number!r} in beffroi/migrations/__init__.py.")


if __name__ == "__main__":
    main()
