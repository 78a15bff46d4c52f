"""What a new version of a file says otherwise than the decided one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.following import Said, changes
from scoring.casework.assessing import declared
from scoring.casework.file import find
from scoring.errors import Erased, NotFound
from scoring.records import convert
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.decisions import AssessmentRow, DecisionRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.application import Assessed, Decision
    from scoring.application.following import Changes
    from scoring.application.officer import Officer
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal


def read_changes(transaction: Transaction, reference: str, *, officer: Officer) -> Changes | None:
    """Compare a version, as it stands now or as it was decided, with the file before; None for any other file.

    None also where the file before was erased. Raises NotFound and NotAllowed as `find`.
    """
    with reading(transaction) as session:
        row = find(session, reference, officer)
        newest = sa.select(AssessmentRow).where(AssessmentRow.application_id == row.id).order_by(AssessmentRow.number.desc())
        last, seal = session.scalars(newest.limit(1)).one(), seal_of(session, row.id)
        return changes_of(session, row, seal, convert.assessed(session, last, row.scheme, row.policy_version, seal))


def changes_of(session: Session, row: ApplicationRow, seal: Seal, now: Assessed | Decision) -> Changes | None:
    """Compare what a version says *now* with the file before; None as `read_changes`."""
    if row.replaces_id is None:
        return None
    try:
        before = said_before(session, session.get_one(ApplicationRow, row.replaces_id))
    except (Erased, NotFound):
        return None
    return changes(before, said_now(session, row, seal, now))


def said_before(session: Session, older: ApplicationRow) -> Said:
    """Give what a file says that a version replaces: by its decision, or as declared where there is none. Raises Erased."""
    seal = seal_of(session, older.id)
    decided = session.scalar(sa.select(DecisionRow).where(DecisionRow.application_id == older.id))
    said = convert.decision(session, decided, seal) if decided else declared(session, older, seal)
    return said_now(session, older, seal, said)


def said_now(session: Session, row: ApplicationRow, seal: Seal, one: Assessed | Decision) -> Said:
    """Give what a file says with one assessment or decision of it."""
    return Said(convert.application(session, row, seal).persons, one.facts, one.document)
