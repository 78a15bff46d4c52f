"""Reading the lists of files that are due: who approved them, and what became of each file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.casework.list_due import refuse_others
from scoring.casework.scope import offices_below
from scoring.errors import NotFound
from scoring.records.applications import ApplicationRow
from scoring.records.convert import account_name
from scoring.records.database import reading
from scoring.records.disposals import DisposalApprovalRow, DisposalItemRow, DisposalListRow, DisposalOutcomeRow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class DisposalItem:
    """One file of a list; `outcome` is empty before it was carried out."""

    reference: str
    retention: str
    closed_on: date
    due: date
    outcome: str


@dataclass(frozen=True, slots=True)
class DisposalList:
    """A list with the names of who approved it, in order; `is_by_reader`: the reader is one of them."""

    number: int
    at: datetime
    office: str | None
    approved_by: tuple[str, ...]
    is_by_reader: bool
    files: int
    outcomes: Mapping[str, int]

    @property
    def is_done(self) -> bool:
        """Whether something became of every file."""
        return sum(self.outcomes.values()) == self.files


def list_disposals(transaction: Transaction, *, officer: Officer, most: int = 100) -> tuple[DisposalList, ...]:
    """Give the newest lists of the officer's scope. Raises NotAllowed for all but supervisors and auditors."""
    refuse_others("read_due", officer)
    with reading(transaction) as session:
        query = sa.select(DisposalListRow).where(_lists_within(officer)).order_by(DisposalListRow.id.desc()).limit(most)
        return tuple(_list(session, row, officer) for row in session.scalars(query).all())


def read_disposal(transaction: Transaction, number: int, *, officer: Officer) -> tuple[DisposalList, tuple[DisposalItem, ...]]:
    """Give one list with its files: before it is carried out what will be erased, afterwards the report.

    Raises:
        NotAllowed: `role`: neither supervisor nor auditor.
        NotFound: there is no such list, or it lies out of scope.
    """
    refuse_others("read_due", officer)
    with reading(transaction) as session:
        row = find_list(session, number, officer)
        query = (
            sa.select(DisposalItemRow, ApplicationRow.reference, DisposalOutcomeRow.outcome)
            .join(ApplicationRow, ApplicationRow.id == DisposalItemRow.application_id)
            .outerjoin(
                DisposalOutcomeRow,
                sa.and_(
                    DisposalOutcomeRow.list_id == DisposalItemRow.list_id,
                    DisposalOutcomeRow.application_id == DisposalItemRow.application_id,
                ),
            )
            .where(DisposalItemRow.list_id == number)
            .order_by(DisposalItemRow.due, DisposalItemRow.application_id)
        )
        items = session.execute(query).all()
        files = tuple(DisposalItem(ref, item.retention, item.closed_on, item.due, outcome or "") for item, ref, outcome in items)
        return _list(session, row, officer), files


def find_list(session: Session, number: int, officer: Officer) -> DisposalListRow:
    """Give a list of the officer's scope. Raises NotFound."""
    row = session.scalar(sa.select(DisposalListRow).where(DisposalListRow.id == number, _lists_within(officer)))
    if row is None:
        raise NotFound("disposal list", str(number))
    return row


def approvals_of(session: Session, number: int) -> tuple[DisposalApprovalRow, ...]:
    """Give the approvals of a list, the first one first."""
    query = sa.select(DisposalApprovalRow).where(DisposalApprovalRow.list_id == number).order_by(DisposalApprovalRow.turn)
    return tuple(session.scalars(query))


def _lists_within(officer: Officer) -> sa.ColumnElement[bool]:
    return sa.true() if officer.office is None else DisposalListRow.office_id.in_(offices_below(officer.office))


def _list(session: Session, row: DisposalListRow, officer: Officer) -> DisposalList:
    approvals = approvals_of(session, row.id)
    counts = sa.select(DisposalOutcomeRow.outcome, sa.func.count()).where(DisposalOutcomeRow.list_id == row.id)
    files = session.scalars(sa.select(sa.func.count()).where(DisposalItemRow.list_id == row.id)).one()
    return DisposalList(
        number=row.id,
        at=row.at,
        office=row.office_id,
        approved_by=tuple(account_name(session, one.account_id) for one in approvals),
        is_by_reader=officer.account_id in {one.account_id for one in approvals},
        files=files,
        outcomes=dict(session.execute(counts.group_by(DisposalOutcomeRow.outcome)).all()),
    )
