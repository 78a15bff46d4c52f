"""How Alembic reaches the database: by the address that `scoring.records.migrating` puts into its configuration.

The role that the service works as, where it is another than the one that migrates, is granted what it needs at the end.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context

from scoring.records.database import prepare
from scoring.records.grants import grant
from scoring.records.tables import Row

engine = prepare(sa.create_engine(context.config.attributes["url"], poolclass=sa.NullPool), "BEGIN IMMEDIATE")
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=Row.metadata, compare_type=True, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
        if role := context.config.attributes.get("role"):
            grant(connection, role)
engine.dispose()
