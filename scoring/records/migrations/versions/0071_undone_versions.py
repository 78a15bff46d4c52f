"""A file may be followed by another version also where the one before was forfeited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0061"
branch_labels = None
depends_on = None

_BEFORE, _AFTER = "status <> 'given_up'", "status NOT IN ('given_up', 'forfeited')"


def upgrade() -> None:
    """Let the index pass over both."""
    _index(_AFTER)


def downgrade() -> None:
    """Let it pass over what was given up alone, as before."""
    _index(_BEFORE)


def _index(words: str) -> None:
    op.drop_index("ux_applications_replaces_id", "applications")
    where = sa.text(words)
    columns = ["replaces_id"]
    name = "ux_applications_replaces_id"
    op.create_index(name, "applications", columns, unique=True, sqlite_where=where, postgresql_where=where)
