"""A review can open a new version of the file, and is closed with the decision of that."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None

_BEFORE = "kind IN ('admitted', 'turned_down', 'withdrawn', 'proposed', 'returned', 'kept')"
_AFTER = "kind IN ('admitted', 'turned_down', 'withdrawn', 'proposed', 'returned', 'kept', 'opened', 'given_up', 'changed')"
_REFERS = "fk_review_steps_version_id_applications"


def upgrade() -> None:
    """Add the column, and widen the kinds."""
    # as SQL: SQLite takes constraints only inside ADD COLUMN, and copying a guarded table would lose its triggers
    op.execute(f"ALTER TABLE review_steps ADD COLUMN version_id INTEGER CONSTRAINT {_REFERS} REFERENCES applications (id)")
    _check(_BEFORE, _AFTER)


def downgrade() -> None:
    """Take them back. Refused while a review has opened a version, which the schema before cannot keep."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM review_steps WHERE version_id IS NOT NULL")):
        message = "reviews have opened new versions of files; the schema before cannot keep them"
        raise RuntimeError(message)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_column("review_steps", "version_id")
    else:  # drops no column with a constraint: its words are taken out of the table's, where no row has a value
        _replace(f", version_id INTEGER CONSTRAINT {_REFERS} REFERENCES applications (id)", "")
    _check(_AFTER, _BEFORE)


def _check(before: str, after: str) -> None:
    """Put another CHECK in place of the one there is; on SQLite the words of the table alone, as 0038 explains."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE review_steps DROP CONSTRAINT ck_review_steps_kind_known")
        op.execute(f"ALTER TABLE review_steps ADD CONSTRAINT ck_review_steps_kind_known CHECK ({after})")
    else:
        _replace(f"({before})", f"({after})")


def _replace(before: str, after: str) -> None:
    connection = op.get_bind()
    schema = connection.scalar(sa.text("PRAGMA schema_version"))
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = 'review_steps'"),
        {"before": before, "after": after},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {schema + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))
