"""The migrations make exactly the tables that the code knows, and can be taken back."""

import hashlib

import sqlalchemy as sa
from alembic.config import Config

from scoring.application.officer import Role
from scoring.records.append_only import FORWARD, GUARDED
from scoring.records.barring import BARRED
from scoring.records.citing import BOUND
from scoring.records.database import prepare
from scoring.records.migrating import address, check, downgrade, is_current, upgrade
from scoring.records.parting import PARTED
from scoring.records.tables import Row
from tests.records.conftest import AT


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
    guards = {f"{table}_no_{operation}" for table in GUARDED for operation in operations}
    forward = (
        ("forward", "no_delete", "no_truncate") if engine.dialect.name == "postgresql" else ("no_update", "no_delete", "no_insert")
    )
    guards |= {f"{table}_no_interest" for table in BARRED} | {f"{table}_bound" for table in BOUND}
    guards |= {f"{table}_one_part" for table in PARTED}
    guards.add("decisions_signed")
    assert triggers(engine) == guards | {f"{table}_{operation}" for table in FORWARD for operation in forward}


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


def test_what_was_published_before_drafts_existed_stays_published(kind, empty_url):
    url = empty_url(kind)
    upgrade(url, "0004")
    engine = prepare(sa.create_engine(url))
    names = "scheme, version, digest, text, vocabulary, published_at"
    with engine.begin() as connection:
        connection.execute(
            sa.text(f"INSERT INTO policies ({names}) VALUES ('x', '1', :digest, '落户', '', :at)"), {"digest": "d" * 64, "at": AT}
        )
    upgrade(url)
    with engine.connect() as connection:
        [row] = connection.execute(sa.text("SELECT text_sha256, cases, draft_id FROM policy_releases")).all()
    engine.dispose()
    assert row == (hashlib.sha256("落户".encode()).hexdigest(), "", None)


def test_accounts_and_roles_outlive_the_coming_and_going_of_offices(kind, empty_url):
    url = empty_url(kind)
    upgrade(url, "0005")
    engine = prepare(sa.create_engine(url))
    columns = "username, email, name, active, fs_uniquifier, created_at"

    def held():
        query = "SELECT username, roles.name FROM accounts JOIN accounts_roles ON account_id = accounts.id JOIN roles ON roles.id = role_id"
        with engine.connect() as connection:
            return connection.execute(sa.text(query)).all()

    with engine.begin() as connection:
        connection.execute(sa.text(f"INSERT INTO accounts ({columns}) VALUES ('he', 'he@x', '何', true, 'u', :at)"), {"at": AT})
        connection.execute(sa.text("INSERT INTO accounts_roles SELECT 1, id FROM roles WHERE name = 'auditor'"))
    for step in ("head", "0005"):
        (upgrade if step == "head" else downgrade)(url, step)
        assert held() == [("he", "auditor")]
    upgrade(url)
    with engine.begin() as connection:
        assert connection.scalar(sa.text("SELECT office_id FROM accounts")) is None
        connection.execute(sa.text("INSERT INTO accounts_roles SELECT 1, id FROM roles WHERE name = 'head'"))
    downgrade(url, "0005")
    assert held() == [("he", "auditor")]
    engine.dispose()


def test_every_role_is_there(engine):
    with engine.connect() as connection:
        names = connection.scalars(sa.text("SELECT name FROM roles ORDER BY id")).all()
    assert names == list(Role)


def test_the_commands_of_flask_migrate_are_told_the_address():
    assert address("sqlite:///x.db")(Config()).attributes["url"] == "sqlite:///x.db"
