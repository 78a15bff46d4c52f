"""Reading reviews: of one file and those that wait, for the office; what can be asked for and what came of it, for the holder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.moves import Guard
from scoring.application.moves_reviews import CONTESTED
from scoring.application.review import Contesting, DecisionReview, OwnReview
from scoring.application.status import Status
from scoring.casework.file import find
from scoring.casework.own import find_own
from scoring.casework.review_terms import contesting
from scoring.casework.reviews import has_acted, is_open, is_ordered_anew, is_reviewed, is_taken
from scoring.casework.scope import barred, within
from scoring.errors import NotAllowed, ScoringError
from scoring.records.applications import ApplicationRow
from scoring.records.convert_reviews import reviews
from scoring.records.database import reading
from scoring.records.reviews import ReviewRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.application.holder import Holder
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class OpenReview:
    """An open review in the queue."""

    reference: str
    number: int
    contests: Status
    at: datetime
    due: date | None


@dataclass(frozen=True, slots=True)
class FileReviews:
    """The reviews of a file, oldest first; how it can be contested (None: it cannot, or its rules are not known here any more).

    `is_taken`: no further one can be asked for. `is_ordered`: an outside body ordered what was decided anew, or annulled it,
    and nobody looks at it anew yet: a review is recorded in any case. `is_fresh`: the reader never did anything on the file but
    review it.
    """

    reviews: tuple[DecisionReview, ...]
    contesting: Contesting | None
    is_taken: bool
    is_fresh: bool
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class OwnReviews:
    """The same for the holder, who reads no names."""

    reviews: tuple[OwnReview, ...]
    contesting: Contesting | None
    is_taken: bool


def read_reviews(transaction: Transaction, library: Library, timing: Timing, reference: str, *, officer: Officer) -> FileReviews:
    """Give the reviews of a file. Raises NotFound, NotAllowed as `find`."""
    with reading(transaction) as session:
        row = find(session, reference, officer)
        found = reviews(session, row.id, seal_of(session, row.id))
        open_to = _contesting(session, row, library, timing)
        is_fresh = not has_acted(session, row.id, officer.account_id)
        is_ordered = is_ordered_anew(session, row.id) and not is_reviewed(session, row.id)
        return FileReviews(found, open_to, is_taken(session, row.id), is_fresh, is_ordered)


def own_reviews(transaction: Transaction, library: Library, timing: Timing, reference: str, *, holder: Holder) -> OwnReviews:
    """Give the reviews of one of the holder's own. Raises NotFound."""
    with reading(transaction) as session:
        row = find_own(session, reference, holder)
        found = reviews(session, row.id, seal_of(session, row.id))
        return OwnReviews(tuple(map(_own, found)), _contesting(session, row, library, timing), is_taken(session, row.id))


def open_reviews(transaction: Transaction, *, officer: Officer) -> tuple[OpenReview, ...]:
    """Give every open review that the officer may see, what is due first first. Raises NotAllowed for who may read no file."""
    if not officer.may_read_files:
        raise NotAllowed("read_reviews", Guard.ROLE)
    query = (
        sa.select(ApplicationRow.reference, ReviewRow.number, ReviewRow.contests, ReviewRow.at, ReviewRow.due)
        .join(ReviewRow, ReviewRow.application_id == ApplicationRow.id)
        .where(within(officer), ~barred(officer.account_id), is_open())
        .order_by(ReviewRow.due, ReviewRow.application_id, ReviewRow.number)
    )
    with reading(transaction) as session:
        return tuple(OpenReview(row[0], row[1], Status(row[2]), row[3], row[4]) for row in session.execute(query))


def _contesting(session: Session, row: ApplicationRow, library: Library, timing: Timing) -> Contesting | None:
    if row.status not in CONTESTED:
        return None
    try:
        return contesting(session, row, library, timing)
    except ScoringError:
        return None


def _own(found: DecisionReview) -> OwnReview:
    closing = found.closing
    return OwnReview(
        number=found.number,
        receipt=found.receipt,
        at=found.at,
        due=found.due,
        grounds=found.grounds,
        contested=found.contested,
        is_late=found.is_late,
        is_admitted=found.is_admitted,
        outcome=closing.kind if closing else None,
        findings=closing.words if closing else "",
        version=found.version,
    )
