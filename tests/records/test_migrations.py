"""The migrations make exactly the tables that the code knows, and can be taken back."""

import sqlalchemy as sa
from alembic.config import Config

from scoring.records.append_only import GUARDED
from scoring.records.database import prepare
from scoring.records.migrating import address, check, downgrade, is_current, upgrade
from scoring.records.tables import Row


def triggers(engine):
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[engine.dialect.name]
    with engine.connect() as connection:
        return set(connection.scalars(sa.text(query)))


def test_migrated_tables_are_those_of_the_code(url):
    check(url)


def test_every_append_only_table_has_its_triggers(engine):
    operations = ("change", "truncate") if engine.dialect.name == "postgresql" else ("update", "delete", "insert")
    assert triggers(engine) == {f"{table}_no_{operation}" for table in GUARDED for operation in operations}


def test_a_database_is_current_only_when_every_step_was_taken(kind, empty_url):
    url = empty_url(kind)
    engine = prepare(sa.create_engine(url))
    assert not is_current(engine)
    upgrade(url, "0002")
    assert not is_current(engine)
    upgrade(url)
    assert is_current(engine)
    upgrade(url)  # once more changes nothing
    assert set(sa.inspect(engine).get_table_names()) == {*Row.metadata.tables, "alembic_version"}
    downgrade(url)
    assert set(sa.inspect(engine).get_table_names()) == {"alembic_version"}
    assert triggers(engine) == set()
    upgrade(url)
    assert is_current(engine)
    engine.dispose()


def test_every_role_is_there(engine):
    with engine.connect() as connection:
        names = connection.scalars(sa.text("SELECT name FROM roles ORDER BY id")).all()
    assert names == ["officer", "supervisor", "policy_staff", "auditor", "administrator"]


def test_the_commands_of_flask_migrate_are_told_the_address():
    assert address("sqlite:///x.db")(Config()).attributes["url"] == "sqlite:///x.db"
