"""Also what counts as forfeited is reviewed; a review is overtaken where a correction takes the place of what it is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0071"
branch_labels = None
depends_on = None

_KINDS = "'admitted', 'turned_down', 'withdrawn', 'proposed', 'returned', 'kept', 'opened', 'given_up', 'changed'"
_CONTESTS = "'refused', 'not_accepted', 'granted', 'abandoned'"
_CHECKS = (
    ("review_steps", "kind_known", f"kind IN ({_KINDS})", f"kind IN ({_KINDS}, 'overtaken')"),
    ("reviews", "contests_known", f"contests IN ({_CONTESTS})", f"contests IN ({_CONTESTS}, 'forfeited')"),
)


def upgrade() -> None:
    """Widen the checks."""
    for table, name, before, after in _CHECKS:
        _check(table, name, before, after)


def downgrade() -> None:
    """Narrow them. Refused while there is what the schema before cannot keep."""
    found = "SELECT count(*) FROM {} WHERE {}"
    asked = (found.format("review_steps", "kind = 'overtaken'"), found.format("reviews", "contests = 'forfeited'"))
    if any(op.get_bind().scalar(sa.text(each)) for each in asked):
        message = "reviews were overtaken, or are about what was forfeited; the schema before cannot keep them"
        raise RuntimeError(message)
    for table, name, before, after in reversed(_CHECKS):
        _check(table, name, after, before)


def _check(table: str, name: str, before: str, after: str) -> None:
    """Put another CHECK in place of the one there is; on SQLite the words of the table alone, as 0038 explains."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT ck_{table}_{name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT ck_{table}_{name} CHECK ({after})")
        return
    schema = connection.scalar(sa.text("PRAGMA schema_version"))
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = replace(sql, :before, :after) WHERE type = 'table' AND name = :table"),
        {"before": f"({before})", "after": f"({after})", "table": table},
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {schema + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))
