"""What is decided is never changed or deleted, not even by somebody with a connection to the database."""

import pytest
import sqlalchemy as sa

from scoring.records.append_only import GUARDED

STATEMENTS = {
    "policies": "digest = digest",
    "policy_rounds": "text = 'other'",
    "assessments": "total = '999'",
    "recommendations": "proposal = 'refuse'",
    "decisions": "kind = 'refused'",
    "events": "act = 'other'",
    "parts": "part = 'checker'",
    "registrations": "office = 'other'",
}


def refused(engine, statement, words="append-only"):
    with pytest.raises(sa.exc.DBAPIError, match=words), engine.begin() as connection:
        connection.execute(sa.text(statement))


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.usefixtures("filled")
def test_a_row_cannot_be_changed(engine, table):
    refused(engine, f"UPDATE {table} SET {STATEMENTS[table]}")


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.usefixtures("filled")
def test_a_row_cannot_be_deleted(engine, table):
    refused(engine, f"DELETE FROM {table}")


@pytest.mark.parametrize("table", GUARDED)
@pytest.mark.usefixtures("filled")
def test_a_table_cannot_be_emptied_or_its_rows_replaced(engine, table):
    if engine.dialect.name == "postgresql":
        refused(engine, f"TRUNCATE {table} CASCADE")
    else:
        refused(engine, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.usefixtures("filled")
def test_a_row_cannot_be_replaced_by_its_other_keys(engine):
    """With a fresh id SQLite would delete the old row without a word."""
    names = "stream, number, act, actor_id, at, facts, note, previous, hash"
    rows = f"INTO events ({names}) SELECT {names} FROM events WHERE number = 1"
    on_conflict = "ON CONFLICT (stream, number) DO UPDATE SET act = 'other'"
    refused(engine, f"INSERT {rows} {on_conflict}" if engine.dialect.name == "postgresql" else f"INSERT OR REPLACE {rows}")


@pytest.mark.usefixtures("filled")
def test_a_row_can_be_added(engine):
    names = "scheme, text, published_at, number"
    with engine.connect() as connection:
        connection.execute(sa.text(f"INSERT INTO policy_rounds ({names}) SELECT scheme, text, published_at, 2 FROM policy_rounds"))
        assert connection.scalar(sa.text("SELECT count(*) FROM policy_rounds")) == 2
        connection.rollback()
