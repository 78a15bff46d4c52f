"""The review for which a version was opened: closed with the version's decision, free again where the version is given up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.review import StepKind
from scoring.casework.reviews import Written, is_open, keep_step
from scoring.records.applications import ApplicationRow
from scoring.records.convert_reviews import review
from scoring.records.reviews import ReviewRow, ReviewStepRow
from scoring.records.sealing import Seal, seal_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.application.review import DecisionReview
    from scoring.casework.file import File


@dataclass(frozen=True, slots=True)
class Behind:
    """The review behind a version, and the file that is reviewed."""

    row: ApplicationRow
    seal: Seal = field(repr=False)
    review: DecisionReview


def review_behind(session: Session, version: ApplicationRow) -> Behind | None:
    """Give the review for which a version was opened; None for every other file."""
    opened = session.scalar(sa.select(ReviewStepRow).where(ReviewStepRow.version_id == version.id))
    if opened is None:
        return None
    row = session.get_one(ApplicationRow, opened.application_id)
    return _behind(session, row, session.get_one(ReviewRow, (row.id, opened.review)))


def _overtaken(session: Session, version: ApplicationRow) -> Behind | None:
    """Give the review that is open of the file whose place a version takes."""
    open_one = session.scalar(sa.select(ReviewRow).where(ReviewRow.application_id == version.replaces_id, is_open()))
    return _behind(session, session.get_one(ApplicationRow, version.replaces_id), open_one) if open_one else None


def _behind(session: Session, row: ApplicationRow, found: ReviewRow) -> Behind:
    seal = seal_of(session, row.id)
    return Behind(row, seal, review(session, found, seal))


def close_behind(file: File, kind: StepKind, said: str) -> dict[str, object]:
    """Write the next step of the review behind a version, if there is one; give what the version's event says of it.

    With the decision of a version that is a correction, a review of the file that it takes the place of is overtaken.
    """
    behind = review_behind(file.session, file.row)
    if behind is None and kind is StepKind.CHANGED:
        behind, kind = _overtaken(file.session, file.row), StepKind.OVERTAKEN
    if behind is None:
        return {}
    step = Written(kind, file.officer.account_id, file.at, said)
    keep_step(file.session, behind.row.id, behind.seal, behind.review, step)
    return {"review": behind.review.receipt}
