"""Triggers by which nobody becomes maker or checker of a file in which they declared an interest, on both databases.

A migration that rebuilds one of these tables on SQLite loses its trigger: it must bar the table again.
"""

from __future__ import annotations

from collections.abc import Mapping

BARRED: Mapping[str, str] = {
    "parts": "account_id",
    "recommendations": "maker_id",
    "decisions": "checker_id",
    "points_approvals": "checker_id",
    "grant_approvals": "checker_id",
    "verdicts": "by",
    "agency_requests": "by",
    "question_sets": "asked_by",
}
"""Each table that says who does what on a file, with the column of the account."""

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_interested() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM interests
        WHERE application_id = NEW.application_id AND account_id = (to_jsonb(NEW) ->> TG_ARGV[0])::integer
    ) THEN
        RAISE EXCEPTION '%: the person declared an interest in the file', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""


def bar_statement(table: str, dialect: str) -> str:
    """Give the statement that bars those who declared an interest from *table*, on `sqlite` or `postgresql`."""
    column = BARRED[table]
    if dialect == "postgresql":
        return (
            f"CREATE TRIGGER {table}_no_interest BEFORE INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_interested('{column}')"
        )
    is_interested = f"SELECT 1 FROM interests WHERE application_id = NEW.application_id AND account_id = NEW.{column}"  # noqa: S608 - names of ours
    return (
        f"CREATE TRIGGER {table}_no_interest BEFORE INSERT ON {table} WHEN EXISTS ({is_interested}) "
        f"BEGIN SELECT RAISE(ABORT, '{table}: the person declared an interest in the file'); END"
    )
