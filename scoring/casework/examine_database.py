"""What `luohu doctor` asks the database: whether the service may do more than it should, and whether every key can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scoring.records.database import reading
from scoring.records.grants import forbidden
from scoring.records.rewrapping import count_left

if TYPE_CHECKING:
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class Examined:
    """`has_roles` is False on SQLite. `forbidden` names what the service's role may do with append-only tables and should not."""

    has_roles: bool
    forbidden: tuple[str, ...]
    keys_left: int  # data keys that are not under the master key of now


def examine_database(transaction: Transaction) -> Examined:
    """Look, and change nothing."""
    with reading(transaction) as session:
        connection = session.connection()
        return Examined(connection.dialect.name == "postgresql", forbidden(connection), count_left(session))
