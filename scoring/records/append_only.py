"""Triggers that refuse to change or delete what was written, on both databases.

A migration that rebuilds a guarded table (SQLite copies and renames) loses its triggers: it must guard the table again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

GUARDED: Mapping[str, Sequence[Sequence[str]]] = {
    "policies": (("id",), ("scheme", "version")),
    "policy_rounds": (("id",), ("scheme", "number")),
    "assessments": (("id",), ("application_id", "number")),
    "recommendations": (("id",), ("application_id", "number")),
    "decisions": (("id",), ("application_id",), ("reference",)),
    "events": (("id",), ("stream", "number")),
    "parts": (("application_id", "account_id"),),
    "registrations": (("application_id", "number"),),
}
"""Each append-only table with its unique keys: SQLite's INSERT OR REPLACE deletes by them without a DELETE trigger."""

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def guard_statements(table: str, dialect: str) -> tuple[str, ...]:
    """Give the statements that make *table* append-only on `sqlite` or `postgresql`."""
    if dialect == "postgresql":
        return (
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        )
    return (
        _sqlite(table, "UPDATE"),
        _sqlite(table, "DELETE"),
        _sqlite(table, "INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {_same_key(table)}) "),  # noqa: S608 - names of ours
    )


def _same_key(table: str) -> str:
    return " OR ".join("(" + " AND ".join(f"{name} = NEW.{name}" for name in key) + ")" for key in GUARDED[table])


def _sqlite(table: str, operation: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_no_{operation.lower()} BEFORE {operation} ON {table} {when}"
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only: {operation} refused'); END"
    )
