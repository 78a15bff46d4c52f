"""Triggers by which what rests on something finds it: approvals of points and of grants, citations, grants; on both databases.

A migration that rebuilds one of these tables on SQLite loses its trigger: it must bind the table again.
"""

from __future__ import annotations

from collections.abc import Mapping

BOUND: Mapping[str, tuple[str, str]] = {
    "points_approvals": (
        "SELECT 1 FROM applications WHERE id = NEW.application_id AND kind = 'points'",
        "the file is no points record",
    ),
    "points_citations": (
        (
            "SELECT 1 FROM applications AS file "
            "JOIN points_approvals AS approved ON approved.hash = NEW.approval "
            "JOIN applications AS record ON record.id = approved.application_id AND record.scheme = file.scheme "
            "WHERE file.id = NEW.application_id AND file.kind = 'application'"
        ),
        "an application cites an approval under its own scheme",
    ),
    "grant_approvals": (
        (
            "SELECT 1 FROM recommendations AS made WHERE made.application_id = NEW.application_id "
            "AND made.number = NEW.recommendation AND made.proposal = 'grant' AND made.package = NEW.package"
        ),
        "a grant of exactly this was not proposed",
    ),
    "decisions": (
        (
            "SELECT 1 WHERE NEW.kind <> 'granted' OR EXISTS (SELECT 1 FROM grant_approvals AS approved "
            "WHERE approved.application_id = NEW.application_id AND approved.recommendation = NEW.recommendation "
            "AND approved.package = NEW.package)"
        ),
        "what is granted was approved before",
    ),
}
"""Each table with what must be found for a new row, and what is said where it is not."""


def bind_statements(table: str, dialect: str) -> tuple[str, ...]:
    """Give the statements that keep *table* to what it rests on, on `sqlite` or `postgresql`."""
    found, words = BOUND[table]
    if dialect == "postgresql":
        function = (
            f"CREATE FUNCTION {table}_bound() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NOT EXISTS ({found}) THEN "
            f"RAISE EXCEPTION '{table}: {words}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
        )
        return function, f"CREATE TRIGGER {table}_bound BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_bound()"
    return (
        (
            f"CREATE TRIGGER {table}_bound BEFORE INSERT ON {table} WHEN NOT EXISTS ({found}) "
            f"BEGIN SELECT RAISE(ABORT, '{table}: {words}'); END"
        ),
    )
