"""Which evidence an application demands, and what of it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.evidence import demands, overview
from scoring.casework.assessing import assess_now, pinned_policy
from scoring.casework.file import find
from scoring.casework.points import cited
from scoring.errors import ScoringError
from scoring.records import convert
from scoring.records.database import reading
from scoring.records.decisions import AssessmentRow
from scoring.records.evidence_reading import evidence_files
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Assessed
    from scoring.application.evidence import Demand, EvidenceOverview
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.applications import ApplicationRow
    from scoring.records.database import Transaction
    from scoring.records.sealing import Seal


def evidence_overview(
    transaction: Transaction, library: Library, reference: str, *, officer: Officer, on: date
) -> EvidenceOverview:
    """Lay what the newest assessment demands beside what was handed in; on the day *on* a document must be valid to count.

    Where the assessment cannot be made again, nothing is demanded and every file stands among the others.
    Raises NotFound, also for what lies outside the officer's scope.
    """
    with reading(transaction) as session:
        row = find(session, reference, officer)
        seal = seal_of(session, row.id)
        application = convert.application(session, row, seal)
        files = evidence_files(session, row.id, seal)
        assessed, cites = _newest(session, row, seal), cited(session, row.id)
    return overview(_demands(library, application, assessed, cites.facts if cites else ()), files, on)


def _demands(library: Library, application: Application, assessed: Assessed, settled: tuple[str, ...]) -> tuple[Demand, ...]:
    try:
        policy = pinned_policy(library, application.pin)
        assessment = assess_now(policy, assessed.facts, assessed.on, assessed.pin.round).assessment
    except ScoringError:
        return ()
    return demands(assessment, has_family=bool(application.family), settled=settled)


def _newest(session: Session, row: ApplicationRow, seal: Seal) -> Assessed:
    newest = sa.select(AssessmentRow).where(AssessmentRow.application_id == row.id).order_by(AssessmentRow.number.desc()).limit(1)
    return convert.assessed(session, session.scalars(newest).one(), row.scheme, row.policy_version, seal)
