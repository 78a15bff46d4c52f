"""Reviews: rows become dataclasses here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.review import DecisionReview, Step, StepKind
from scoring.application.status import Status
from scoring.records.applications import ApplicationRow
from scoring.records.convert import account_name
from scoring.records.reviews import ReviewRow, ReviewStepRow, content_place, words_place

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.records.sealing import Seal


def reviews(session: Session, application_id: int, seal: Seal) -> tuple[DecisionReview, ...]:
    """Give every review of a file, the oldest first."""
    query = sa.select(ReviewRow).where(ReviewRow.application_id == application_id).order_by(ReviewRow.number)
    return tuple(review(session, row, seal) for row in session.scalars(query))


def review(session: Session, row: ReviewRow, seal: Seal) -> DecisionReview:
    """Give one review."""
    said = seal.open_document(row.content, content_place(row.number))
    steps = sa.select(ReviewStepRow).where(ReviewStepRow.application_id == row.application_id, ReviewStepRow.review == row.number)
    return DecisionReview(
        number=row.number,
        receipt=row.receipt,
        at=row.at,
        recorded_by=account_name(session, row.by) if row.is_recorded else "",
        contests=Status(row.contests),
        document=row.document,
        last=row.last,
        is_late=row.is_late,
        due=row.due,
        grounds=said["grounds"],
        cause=said["cause"],
        contested=tuple(said["contested"]),
        steps=tuple(_step(session, each, seal) for each in session.scalars(steps.order_by(ReviewStepRow.number))),
    )


def _step(session: Session, row: ReviewStepRow, seal: Seal) -> Step:
    return Step(
        number=row.number,
        kind=StepKind(row.kind),
        at=row.at,
        by_id=row.by,
        by=account_name(session, row.by),
        words=seal.open(row.words, words_place(row.review, row.number)),
        version=session.get_one(ApplicationRow, row.version_id).reference if row.version_id is not None else "",
    )
