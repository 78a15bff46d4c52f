"""Triggers by which nobody is two of maker, checker and reviewer of one file, on both databases.

One part a person is the primary key of `parts`; what somebody signs as one of them is refused here to who is another one. A
migration that rebuilds one of these tables on SQLite loses its trigger: it must part the table again.
"""

from __future__ import annotations

from collections.abc import Mapping

PARTED: Mapping[str, tuple[str, str]] = {
    "intake_proposals": ("maker_id", "maker"),
    "proposal_returns": ("checker_id", "checker"),
    "non_acceptances": ("checker_id", "checker"),
    "recommendations": ("maker_id", "maker"),
    "points_approvals": ("checker_id", "checker"),
    "grant_approvals": ("checker_id", "checker"),
    "decisions": ("checker_id", "checker"),
}
"""Each table that somebody signs, with the column of the account and the part that it signs as."""

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_other_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM parts
        WHERE application_id = NEW.application_id AND account_id = (to_jsonb(NEW) ->> TG_ARGV[0])::integer AND part <> TG_ARGV[1]
    ) THEN
        RAISE EXCEPTION '%: the person has another part on the file', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""


def part_statement(table: str, dialect: str) -> str:
    """Give the statement that keeps *table* to those without another part, on `sqlite` or `postgresql`."""
    column, part = PARTED[table]
    if dialect == "postgresql":
        return (
            f"CREATE TRIGGER {table}_one_part BEFORE INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_other_part('{column}', '{part}')"
        )
    is_another = f"SELECT 1 FROM parts WHERE application_id = NEW.application_id AND account_id = NEW.{column} AND part <> '{part}'"  # noqa: S608 - names of ours
    return (
        f"CREATE TRIGGER {table}_one_part BEFORE INSERT ON {table} WHEN EXISTS ({is_another}) "
        f"BEGIN SELECT RAISE(ABORT, '{table}: the person has another part on the file'); END"
    )
