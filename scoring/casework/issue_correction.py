"""更正决定书: what the decision of a correction says of the one that it puts right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.following import changes
from scoring.application.serving import DECISIONS
from scoring.casework.correct import correction_of
from scoring.casework.version_changes import said_before, said_now
from scoring.notices.correction_documents import Corrects, corrected, say_changes
from scoring.records.applications import ApplicationRow
from scoring.records.decisions import DecisionRow
from scoring.records.documents import DocumentRow

if TYPE_CHECKING:
    from scoring.application.application import Decision
    from scoring.casework.file import File
    from scoring.notices.documents import Body
    from scoring.policy.model import Policy


def as_correction(file: File, policy: Policy, decision: Decision, body: Body) -> Body:
    """Give what is issued with a decision: of a correction, first what it puts right of the decision before, and why."""
    if file.row.cause != "correction":
        return body
    session = file.session
    older = session.get_one(ApplicationRow, file.row.replaces_id)
    before, now = said_before(session, older), said_now(session, file.row, file.seal, decision)
    lines = say_changes(policy, changes(before, now), before.persons, now.persons)
    return corrected(body, _corrects(file, older), lines)


def _corrects(file: File, older: ApplicationRow) -> Corrects:
    session = file.session
    decided = session.scalars(sa.select(DecisionRow).where(DecisionRow.application_id == older.id)).one()
    issued = sa.select(DocumentRow.reference).where(DocumentRow.application_id == older.id, DocumentRow.kind.in_(DECISIONS))
    document = session.scalar(issued.order_by(DocumentRow.number.desc()).limit(1)) or ""
    correction = correction_of(session, file.row.id, file.seal)
    error = correction.error if correction else None
    return Corrects(older.reference, decided.reference, local_day(decided.at), document, error)
