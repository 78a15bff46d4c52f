"""Bring a database to the schema of this version of the product."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

MIGRATIONS = Path(__file__).parent / "migrations"
"""The folder to give Flask-Migrate as `directory`."""

C = TypeVar("C", bound=Config)


def address(url: str, role: str | None = None) -> Callable[[C], C]:
    """Give the callback for `Migrate.configure` that tells Flask-Migrate's commands which database is meant.

    *role* is the one that the service works as, where it is another than that of *url*: it is granted what it needs.
    """

    def configure(config: C) -> C:
        config.attributes.update(url=url, role=role)
        return config

    return configure


def upgrade(url: str, to: str = "head", role: str | None = None) -> None:
    """Create the tables, or bring them up to date; nothing happens where they are. SQLite's folder must exist."""
    command.upgrade(_config(url, role), to)


def downgrade(url: str, to: str = "base") -> None:
    """Take steps back. `base` drops every table with everything in it."""
    command.downgrade(_config(url), to)


def check(url: str) -> None:
    """Raise `alembic.util.CommandError` where the rows in code and the migrated tables differ."""
    command.check(_config(url))


def is_current(engine: sa.Engine) -> bool:
    """Whether the database has exactly the schema of this version; a database without tables has not."""
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return found == ScriptDirectory.from_config(config).get_current_head()


def _config(url: str, role: str | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return address(url, role)(config)
