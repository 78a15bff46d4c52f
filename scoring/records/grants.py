"""On PostgreSQL the service works as a role that owns nothing and may do with each table only what it needs.

The migrations run as the owner and grant it; a trigger can then be dropped by nobody who only has the service's password.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from scoring.records.append_only import FORWARD, GUARDED
from scoring.records.tables import Row

READ_ONLY = frozenset({"roles", "alembic_version"})
"""What only migrations write."""


def rights_on(table: str) -> str:
    """Give what the service's role may do with a table."""
    if table in READ_ONLY:
        return "SELECT"
    if table in GUARDED:
        return "SELECT, INSERT"
    return "SELECT, UPDATE" if table in FORWARD else "SELECT, INSERT, UPDATE, DELETE"


def grant(connection: sa.Connection, role: str) -> None:
    """Grant the role of that name what it needs on every table of the product that there is, and nothing else.

    Nothing is done on SQLite, which has no roles, nor for the owner.
    """
    if connection.dialect.name == "postgresql" and connection.scalar(sa.text("SELECT current_user")) != role:
        for statement in _statements(connection, role):
            connection.exec_driver_sql(statement)


def forbidden(connection: sa.Connection) -> tuple[str, ...]:
    """Name what the role that is connected may do and should not: `events: UPDATE`, `events: owner`; nothing on SQLite."""
    if connection.dialect.name != "postgresql":
        return ()
    owned = sa.text("SELECT pg_has_role(current_user, tableowner, 'USAGE') FROM pg_tables WHERE tablename = :table")
    may = sa.text("SELECT has_table_privilege(current_user, :table, :right)")
    found = []
    for table in (*GUARDED, *FORWARD):
        if connection.scalar(owned, {"table": table}):
            found.append(f"{table}: owner")
            continue
        rights = ("DELETE", "TRUNCATE") if table in FORWARD else ("UPDATE", "DELETE", "TRUNCATE")
        found += [f"{table}: {right}" for right in rights if connection.scalar(may, {"table": table, "right": right})]
    return tuple(found)


def _statements(connection: sa.Connection, role: str) -> Iterator[str]:
    quote = connection.dialect.identifier_preparer.quote
    name, schema = quote(role), quote(str(connection.scalar(sa.text("SELECT current_schema()"))))
    there = set(sa.inspect(connection).get_table_names())
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {name}"
    yield f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {name}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {name}"
    for table in sorted({*Row.metadata.tables, *READ_ONLY} & there):
        yield f"GRANT {rights_on(table)} ON {quote(table)} TO {name}"
    yield f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name}"
