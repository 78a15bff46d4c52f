"""Erase what is personal in a file whose retention is over: one supervisor proposes, another carries it out.

What goes is the file's data key and its blind indexes. Everything encrypted with the key, in append-only rows and in backups, can
then be read by nobody; the acts, the points and the chain stay and verify.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.officer import Role
from scoring.application.retention import CLASSES, erasable_from
from scoring.application.status import Status
from scoring.casework.file import find
from scoring.casework.legal_hold import HELD, is_held
from scoring.errors import Erased, MoveRefused, NotAllowed, Stale
from scoring.records.applications import DataKeyRow, IdentityIndexRow
from scoring.records.award_index import AwardIndexRow
from scoring.records.convert import account_name
from scoring.records.database import reading
from scoring.records.erasures import ErasureProposalRow, ErasureRow
from scoring.records.events import EventRow
from scoring.records.journal import Entry, append, stream_of
from scoring.records.preparations import PreparationRow
from scoring.records.sealing import erased_on

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Shown
    from scoring.application.officer import Officer
    from scoring.policy.procedure import Duration
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction

ACT, PROPOSE = "erase", "propose_erasure"
RETENTION = "retention"
"""Why an erasure is not allowed: the file is still to be kept."""


@dataclass(frozen=True, slots=True)
class Erasable:
    """Where the erasure of a file stands. `due` is the first day on which it may be erased; None while it is to be kept."""

    reference: str
    version: int
    due: date | None
    proposed_by: str
    is_proposed_by_reader: bool
    is_held: bool


def read_erasable(transaction: Transaction, retention: Mapping[str, Duration], reference: str, *, officer: Officer) -> Erasable:
    """Say where the erasure of a file stands. Raises NotFound, Erased."""
    with reading(transaction) as session:
        row = _find(session, reference, officer, lock=False)
        proposal = session.get(ErasureProposalRow, row.id)
        by = proposal.proposed_by if proposal else None
        due = _due(session, row, proposal, retention)
        name = account_name(session, by) if by else ""
        is_kept = is_held(session, row.id)
        return Erasable(row.reference, row.version, due, name, by == officer.account_id, is_kept)


def propose_erasure(
    transaction: Transaction, retention: Mapping[str, Duration], shown: Shown, *, officer: Officer, at: datetime
) -> None:
    """Say that a file is due.

    Raises:
        NotFound, Stale, Erased: as `open_file`; it is erased already.
        NotAllowed: `role`; `retention`: it is still to be kept; `litigation_hold`: it is held; `once`: it is proposed.
        MoveRefused: the file is open.
    """
    with transaction() as session:
        row = _open(session, shown, officer)
        proposal = session.get(ErasureProposalRow, row.id)
        if proposal is not None:
            raise NotAllowed(ACT, Guard.ONCE)
        due = _is_due(session, row, proposal, retention, at)
        kept = ErasureProposalRow(
            application_id=row.id,
            proposed_by=officer.account_id,
            proposed_at=at,
            retention=CLASSES[Status(row.status)],
            due=due,
        )
        session.add(kept)
        _note(session, row, PROPOSE, officer, at, {"retention": kept.retention, "due": due})


def erase_application(
    transaction: Transaction, retention: Mapping[str, Duration], shown: Shown, *, officer: Officer, at: datetime
) -> None:
    """Destroy the key of a file that another person proposed.

    Raises:
        NotFound, Stale, Erased, MoveRefused: as `propose_erasure`.
        NotAllowed: `role`; `second_person`: nobody proposed it, or this very person did; `retention`; `litigation_hold`.
    """
    with transaction() as session:
        row = _open(session, shown, officer)
        proposal = session.get(ErasureProposalRow, row.id)
        if proposal is None or proposal.proposed_by == officer.account_id:
            raise NotAllowed(ACT, Guard.SECOND_PERSON)
        _is_due(session, row, proposal, retention, at)
        made = {"proposed_by": proposal.proposed_by, "erased_by": officer.account_id, "erased_at": at}
        session.add(ErasureRow(application_id=row.id, **made))
        for table in (IdentityIndexRow, AwardIndexRow, PreparationRow, DataKeyRow):
            session.execute(sa.delete(table).where(table.application_id == row.id))
        _note(session, row, ACT, officer, at, {"retention": proposal.retention, "proposed_by": proposal.proposed_by})


def _find(session: Session, reference: str, officer: Officer, *, lock: bool) -> ApplicationRow:
    row = find(session, reference, officer, lock=lock)
    gone = erased_on(session, row.id)
    if gone is not None:
        raise Erased(row.reference, gone)
    return row


def _open(session: Session, shown: Shown, officer: Officer) -> ApplicationRow:
    if Role.SUPERVISOR not in officer.roles:
        raise NotAllowed(ACT, Guard.ROLE)
    row = _find(session, shown.reference, officer, lock=True)
    if row.version != shown.version:
        raise Stale(row.reference, shown.version, row.version)
    return row


def _is_due(
    session: Session,
    row: ApplicationRow,
    proposal: ErasureProposalRow | None,
    retention: Mapping[str, Duration],
    at: datetime,
) -> date:
    if Status(row.status) not in CLASSES:
        raise MoveRefused(ACT, row.status, sorted(CLASSES))
    if is_held(session, row.id):
        raise NotAllowed(ACT, HELD)
    due = _due(session, row, proposal, retention)
    if due is None or local_day(at) < due:
        raise NotAllowed(ACT, RETENTION)
    return due


def _due(
    session: Session, row: ApplicationRow, proposal: ErasureProposalRow | None, retention: Mapping[str, Duration]
) -> date | None:
    """Give the day counted from the last act on the file, which closed it, or the day that was proposed."""
    if proposal is not None:
        return proposal.due
    last = session.scalars(sa.select(sa.func.max(EventRow.at)).where(EventRow.stream == stream_of(row.id))).one()
    return erasable_from(Status(row.status), local_day(last), retention)


def _note(session: Session, row: ApplicationRow, act: str, officer: Officer, at: datetime, facts: Mapping[str, object]) -> None:
    row.version += 1
    append(session, Entry(stream_of(row.id), act, officer, at, facts))
    session.flush()
