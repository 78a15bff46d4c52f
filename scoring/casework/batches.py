"""The imports of a department: who signed for them, when, and how many requests came to an end with each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.errors import NotAllowed
from scoring.records.accounts import AccountRow
from scoring.records.agencies import AgencyAnswerRow, AgencyBatchRow
from scoring.records.database import reading

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction

NEWEST = 20


@dataclass(frozen=True, slots=True)
class Batch:
    """One import. `rows` counts those of its file, `answered` and `declined` the requests that it closed."""

    number: int
    at: datetime
    by: str
    rows: int
    answered: int
    declined: int


def list_batches(transaction: Transaction, *, officer: Officer) -> tuple[Batch, ...]:
    """Give the newest imports of the officer's department. Raises NotAllowed for who answers for none."""
    if Role.DEPARTMENT not in officer.roles:
        raise NotAllowed("read", Guard.ROLE)
    with reading(transaction) as session:
        rows = session.execute(_batches(officer).order_by(AgencyBatchRow.id.desc()).limit(NEWEST))
        return tuple(_batch(*row) for row in rows)


def batch_of(session: Session, officer: Officer, digest: str) -> Batch | None:
    """Give the import of the very file with that digest, where the officer's department imported it."""
    row = session.execute(_batches(officer).where(AgencyBatchRow.digest == digest)).one_or_none()
    return None if row is None else _batch(*row)


def _batches(officer: Officer) -> sa.Select[*tuple[Any, ...]]:
    closed = sa.select(sa.func.count()).where(AgencyAnswerRow.batch_id == AgencyBatchRow.id).correlate(AgencyBatchRow)
    ends = (closed.where(AgencyAnswerRow.kind == kind).scalar_subquery() for kind in ("answer", "decline"))
    named = sa.select(AgencyBatchRow, AccountRow.name, *ends).join(AccountRow, AccountRow.id == AgencyBatchRow.by)
    return named.where(AgencyBatchRow.department == officer.department)


def _batch(row: AgencyBatchRow, by: str, answered: int, declined: int) -> Batch:
    return Batch(row.id, row.at, by, row.rows, answered, declined)
