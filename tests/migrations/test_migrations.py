"""The migrations and the stores tell of the same tables, and there is a way back."""

import importlib
import pkgutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, inspect, text

import beffroi
from beffroi.kernel import news
from beffroi.kernel.db import Records
from beffroi.kernel.ids import TenantId
from beffroi.migrations import HEAD, RecordsAreNewer, alembic_config, bring_to_head, current, move
from beffroi.migrations.tables import metadata
from beffroi.routing.rulebook.store import presence_reasons


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = create_engine(f"sqlite:///{tmp_path}/records.db")
    yield made
    made.dispose()


def differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "compare_server_default": True, "render_as_batch": True}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def test_from_nothing_to_exactly_the_tables_of_the_stores_and_back(engine: Engine) -> None:
    bring_to_head(engine)
    with engine.connect() as connection:
        assert current(connection) == HEAD
        assert differences(connection) == []
    move(engine, "base", back=True)
    with engine.connect() as connection:
        assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
    move(engine, "head")
    with engine.connect() as connection:
        assert differences(connection) == []


def test_every_store_is_named(engine: Engine) -> None:
    named = set(metadata.tables)
    for module in pkgutil.walk_packages(beffroi.__path__, "beffroi."):
        if module.name.endswith(".store") or module.name.startswith("beffroi.kernel."):
            importlib.import_module(module.name)
    assert set(metadata.tables) == named


def test_every_row_belongs_to_a_tenant() -> None:
    # A cursor belongs to a shard, and a shard to a tenant.
    shared = {name for name, table in metadata.tables.items() if "tenant_id" not in table.c}
    assert shared == {"cursors"}


def test_head_is_the_newest_revision(engine: Engine) -> None:
    with engine.connect() as connection:
        assert ScriptDirectory.from_config(alembic_config(connection)).get_current_head() == HEAD


def test_records_already_there_open_at_once(tmp_path: Path) -> None:
    first = Records(tmp_path / "records.db", prepare=bring_to_head)
    first.open()
    first.close()
    best = 1.0
    for _ in range(5):
        started = time.perf_counter()
        records = Records(tmp_path / "records.db", prepare=bring_to_head)
        records.open()
        best = min(best, time.perf_counter() - started)
        records.close()
    assert best < 0.05


def test_records_of_a_newer_version_are_left_alone(tmp_path: Path, engine: Engine) -> None:
    bring_to_head(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordsAreNewer):
        Records(tmp_path / "records.db", prepare=bring_to_head).open()
    with engine.connect() as connection:
        assert current(connection) == "9999"


def test_reasons_for_not_being_ready_keep_their_words_and_routing_learns_them(engine: Engine) -> None:
    move(engine, "0001")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO tenants (tenant_id, name, zone) VALUES ('t', 'T', 'Europe/Paris')"))
        for place, code in enumerate(("pause", "back_office")):
            row = {"code": code, "place": place}
            connection.execute(text("INSERT INTO wordings VALUES ('t', 'not_ready', :code, 'x', 'y', :place)"), row)
        connection.execute(text("INSERT INTO news VALUES ('t', 1, 'queue', 'q')"))
    move(engine, "head")
    with engine.connect() as connection:
        kept = presence_reasons(connection, TenantId("t"))
        assert [(one.code, one.fr, one.productive, one.active) for one in kept] == [
            ("pause", "x", False, True),
            ("back_office", "x", True, True),
        ]
        assert [one.kind for one in news.since(connection, TenantId("t"), 1)] == ["floor"]
        assert connection.execute(text("SELECT count(*) FROM wordings")).scalar() == 0
    move(engine, "0001", back=True)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT code FROM wordings ORDER BY place")).scalars().all() == [
            "pause",
            "back_office",
        ]
