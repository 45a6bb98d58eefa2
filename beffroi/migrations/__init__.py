"""The schema of the records, revision by revision (Alembic). `bring_to_head` is what `Records` runs when it opens.

`python -m beffroi.migrations "What changes"` writes the next revision from the difference to the stores; it is read,
mended where needed and committed like any other code.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from beffroi.kernel.errors import Refused

if TYPE_CHECKING:
    from alembic.config import Config

HEAD: Final = "0002"
"""The newest revision. Alembic would find it too, but to ask it costs a third of a second at every start."""


class RecordsAreNewer(Refused):
    """These records were written by a newer Beffroi; install that one, or restore a backup."""


def bring_to_head(engine: Engine) -> None:
    """The schema is the newest one. Nothing is done, quickly, when it was already."""
    with engine.connect() as connection:
        now = current(connection)
    if now != HEAD:
        move(engine, "head")


def current(connection: Connection) -> str | None:
    """The revision of these records; None when they are empty."""
    try:
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError:  # no such table: new records
        connection.rollback()
        return None
    return found


def move(engine: Engine, revision: str, *, back: bool = False) -> None:
    """Upgrade (or go `back`) to `revision`, in one transaction: all of it, or nothing."""
    from alembic import command
    from alembic.util import CommandError

    with engine.connect() as connection:
        before = current(connection)
        connection.rollback()
        # SQLite copies whole tables to change them, and would delete what refers to the old one. Outside any
        # transaction, or it has no effect.
        _foreign_keys(connection, on=False)
        try:
            config = alembic_config(connection)
            (command.downgrade if back else command.upgrade)(config, revision)
            connection.commit()
        except CommandError as problem:
            connection.rollback()
            raise RecordsAreNewer(revision=before) from problem
        finally:
            _foreign_keys(connection, on=True)


def alembic_config(connection: Connection) -> "Config":
    """Alembic's configuration, without a file, on this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        if driver is not None:
            driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")
