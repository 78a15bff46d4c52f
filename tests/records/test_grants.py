"""On PostgreSQL the role that the service works as can change nothing that is append-only, nor what guards it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from scoring.records.append_only import FORWARD, GUARDED
from scoring.records.database import prepare, transactions_on
from scoring.records.grants import forbidden, grant, rights_on
from scoring.records.journal import Entry, append
from scoring.records.migrating import upgrade
from scoring.records.tables import Row
from scoring.records.verifying import verify
from tests.records.conftest import AT, KEYS
from tests.records.test_append_only import STATEMENTS

ROLE = "luohu_granted"
REFUSED = "permission denied|must be owner"


@pytest.fixture(scope="module")
def owner_url(empty_url, on_postgres):
    on_postgres(f"DROP ROLE IF EXISTS {ROLE}", f"CREATE ROLE {ROLE} LOGIN")
    url = empty_url("postgres")
    upgrade(url, role=ROLE)
    yield url
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text(f"DROP OWNED BY {ROLE}"))
    engine.dispose()


@pytest.fixture(scope="module")
def service(owner_url):
    engine = sa.create_engine(owner_url.replace("//test@", f"//{ROLE}@"))
    yield engine
    engine.dispose()


def refused(engine, statement):
    with pytest.raises(sa.exc.DBAPIError, match=REFUSED), engine.begin() as connection:
        connection.execute(sa.text(statement))


@pytest.mark.parametrize("table", GUARDED)
def test_what_is_append_only_can_be_neither_changed_nor_emptied_nor_unguarded(service, table):
    for statement in (
        f"UPDATE {table} SET {STATEMENTS[table]}",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"ALTER TABLE {table} DISABLE TRIGGER ALL",
        f"ALTER TABLE {table} ADD COLUMN more text",
        f"DROP TRIGGER {table}_no_change ON {table}",
        f"DROP TABLE {table}",
    ):
        refused(service, statement)


@pytest.mark.parametrize("table", FORWARD)
def test_the_ends_of_the_chains_can_be_moved_and_nothing_else(service, table):
    for statement in (
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
        f"INSERT INTO {table} SELECT * FROM {table}",
        f"DROP TABLE {table}",
    ):
        refused(service, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "CREATE TABLE other (id int)",
        "INSERT INTO roles (name) VALUES ('agency')",
        "UPDATE alembic_version SET version_num = '0001'",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ],
)
def test_the_guards_themselves_are_out_of_reach(service, statement):
    refused(service, statement)


def test_the_service_can_write_acts_down(service):
    transaction = transactions_on(prepare(service), KEYS)
    with transaction() as session:
        append(session, Entry("accounts", "open", None, AT, {}))
    with transaction() as session:
        assert verify(session) is None


def test_every_table_is_granted_by_what_is_done_with_it(service):
    with service.connect() as connection:
        for table in Row.metadata.tables:
            may = {
                right
                for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
                if connection.scalar(
                    sa.text("SELECT has_table_privilege(current_user, :table, :right)"), {"table": table, "right": right}
                )
            }
            assert may == set(rights_on(table).split(", ")), table
        assert forbidden(connection) == ()


def test_what_a_role_may_do_too_much_is_named(owner_url, service):
    owner = sa.create_engine(owner_url)
    with owner.begin() as connection:
        assert "events: owner" in forbidden(connection)
        connection.execute(sa.text(f"GRANT UPDATE ON events TO {ROLE}"))
    with service.connect() as connection:
        assert forbidden(connection) == ("events: UPDATE",)
    with owner.begin() as connection:
        grant(connection, "test")  # the owner is granted nothing
        grant(connection, ROLE)
    with service.connect() as connection:
        assert forbidden(connection) == ()
    owner.dispose()


def test_sqlite_has_no_roles(empty_url):
    engine = sa.create_engine(empty_url("sqlite"))
    with engine.connect() as connection:
        grant(connection, "anybody")
        assert forbidden(connection) == ()
    engine.dispose()
