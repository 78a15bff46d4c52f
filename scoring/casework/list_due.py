"""Which files are due for erasure: by retention class, counted from the last act; held ones are none of them. Nothing is erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.application.retention import CLASSES, erasable_from
from scoring.application.status import Status
from scoring.casework.legal_hold import is_held
from scoring.casework.reviews import has_open_review
from scoring.casework.scope import within
from scoring.errors import NotAllowed
from scoring.records.applications import ApplicationRow, DataKeyRow
from scoring.records.database import reading
from scoring.records.disposals import DisposalItemRow, DisposalListRow, DisposalOutcomeRow
from scoring.records.erasures import ErasureProposalRow
from scoring.records.events import EventRow
from scoring.records.journal import PREFIX, Entry, append

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.officer import Officer
    from scoring.policy.procedure import Duration
    from scoring.records.database import Transaction

STREAM = "disposals"
READERS = frozenset({Role.SUPERVISOR, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class DueFile:
    """A file that is due: its class, the day of its last act, which is counted from, and the first day when it may be erased."""

    application_id: int
    reference: str
    office: str | None
    retention: str
    closed_on: date
    due: date
    is_held: bool


def read_due(transaction: Transaction, retention: Mapping[str, Duration], *, officer: Officer, today: date) -> tuple[DueFile, ...]:
    """Say what is due today of the files that the officer may see, held ones marked: a dry run.

    Raises:
        NotAllowed: `role`: the officer is neither supervisor nor auditor.
    """
    refuse_others("read_due", officer)
    with reading(transaction) as session:
        return tuple(due_files(session, retention, today, within(officer)))


def list_due(transaction: Transaction, retention: Mapping[str, Duration], *, at: datetime) -> tuple[int, ...]:
    """Put what is due, not held and on no list that is still open on new lists, one for each office; gives their numbers."""
    with transaction() as session:
        outcome = sa.exists().where(
            DisposalOutcomeRow.list_id == DisposalItemRow.list_id,
            DisposalOutcomeRow.application_id == DisposalItemRow.application_id,
        )
        waiting = sa.select(DisposalItemRow.application_id).where(~outcome)
        by_office: dict[str | None, list[DueFile]] = {}
        for found in due_files(session, retention, local_day(at), ApplicationRow.id.not_in(waiting)):
            if not found.is_held:
                by_office.setdefault(found.office, []).append(found)
        return tuple(_list(session, office, files, at) for office, files in by_office.items())


def due_files(
    session: Session, retention: Mapping[str, Duration], today: date, condition: sa.ColumnElement[bool]
) -> Iterator[DueFile]:
    """Give every file that is due, is not erased or reviewed, and meets the condition, by number."""
    stream = sa.literal(PREFIX) + sa.cast(ApplicationRow.id, sa.String)
    last = sa.select(sa.func.max(EventRow.at)).where(EventRow.stream == stream).scalar_subquery()
    closed = (
        sa.select(ApplicationRow, last, ErasureProposalRow.due)
        .join(DataKeyRow, DataKeyRow.application_id == ApplicationRow.id)
        .outerjoin(ErasureProposalRow, ErasureProposalRow.application_id == ApplicationRow.id)
        .where(ApplicationRow.status.in_(CLASSES), ~has_open_review(), condition)
        .order_by(ApplicationRow.id)
    )
    for row, at, proposed in session.execute(closed).all():
        status, closed_on = Status(row.status), local_day(at)
        due = proposed or erasable_from(status, closed_on, retention)  # to propose it is an act too
        if due is not None and due <= today:
            kept = is_held(session, row.id)
            yield DueFile(row.id, row.reference, row.office_id, CLASSES[status], closed_on, due, kept)


def refuse_others(act: str, officer: Officer) -> None:
    """Raise NotAllowed for all but supervisors and auditors."""
    if officer.roles.isdisjoint(READERS):
        raise NotAllowed(act, Guard.ROLE)


def _list(session: Session, office: str | None, files: list[DueFile], at: datetime) -> int:
    row = DisposalListRow(at=at, office_id=office)
    session.add(row)
    session.flush()
    for found in files:
        kept = {"retention": found.retention, "closed_on": found.closed_on, "due": found.due}
        session.add(DisposalItemRow(list_id=row.id, application_id=found.application_id, **kept))
    append(session, Entry(STREAM, "list_due", None, at, {"list": row.id, "files": len(files)}))
    session.flush()
    return row.id
