"""What the acts about reviews share: which are open, the one in hand, who may look at it, and writing its next step."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.endings import contested_ending
from scoring.application.moves import Guard
from scoring.application.moves_reviews import REVIEWING
from scoring.application.outside import ORDERED
from scoring.application.review import ANSWERED, CLOSING, StepKind
from scoring.casework.file import open_file
from scoring.errors import NotAllowed, NotFound
from scoring.records.applications import ApplicationRow
from scoring.records.convert_outside import endings
from scoring.records.convert_reviews import review
from scoring.records.events import EventRow
from scoring.records.journal import stream_of
from scoring.records.outside_cases import OutsideCaseRow, OutsideCaseStepRow
from scoring.records.reviews import ReviewRow, ReviewStepRow, words_place

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Shown
    from scoring.application.officer import Officer
    from scoring.application.review import DecisionReview, Step
    from scoring.application.status import Act
    from scoring.casework.file import File
    from scoring.records.sealing import Seal


def is_open() -> sa.ColumnElement[bool]:
    """Say of a `ReviewRow` that nothing closed it."""
    return ~_was(CLOSING)


def is_answered() -> sa.ColumnElement[bool]:
    """Say of a `ReviewRow` that it was answered in the matter."""
    return _was(ANSWERED)


def _was(kinds: Iterable[StepKind]) -> sa.ColumnElement[bool]:
    found = sa.select(ReviewStepRow.number).where(
        ReviewStepRow.application_id == ReviewRow.application_id,
        ReviewStepRow.review == ReviewRow.number,
        ReviewStepRow.kind.in_(kinds),
    )
    return sa.exists(found.correlate(ReviewRow))


@cache  # every list asks it, and building it takes longer than the answer
def has_open_review() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` that a review of it is open."""
    found = sa.select(ReviewRow.number).where(ReviewRow.application_id == ApplicationRow.id, is_open())
    return sa.exists(found.correlate(ApplicationRow))


def is_taken(session: Session, application_id: int) -> bool:
    """Whether no further review can be asked for: one is open, or was answered."""
    taken = sa.exists().where(ReviewRow.application_id == application_id, sa.or_(is_open(), is_answered()))
    return bool(session.scalar(sa.select(taken)))


def is_ordered_anew(session: Session, application_id: int) -> bool:
    """Whether an outside body annulled what was decided on a file, or ordered it anew, and no review of it was asked for since.

    A grant that lapsed or was revoked is no such decision: where that does not stand, the grant is restored.
    """
    case, step = OutsideCaseRow, OutsideCaseStepRow
    ordered = sa.select(case.at, case.filed_on, step.at).join(
        step, sa.and_(step.application_id == case.application_id, step.outside_case == case.number)
    )
    rows = session.execute(ordered.where(case.application_id == application_id, step.kind.in_(ORDERED))).all()
    ended = endings(session, (application_id,)).get(application_id, ()) if rows else ()
    moments = [at for recorded_at, filed_on, at in rows if contested_ending(ended, recorded_at, filed_on) is None]
    if not moments:
        return False
    asked = sa.exists().where(ReviewRow.application_id == application_id, ReviewRow.at >= max(moments))
    return not session.scalar(sa.select(asked))


def is_reviewed(session: Session, application_id: int) -> bool:
    """Whether a review of a file is open: it is not erased meanwhile."""
    return bool(session.scalar(sa.select(sa.exists().where(ApplicationRow.id == application_id, has_open_review()))))


def takes_evidence(session: Session, application_id: int) -> bool:
    """Whether a review is open, and no new version of the file is worked on: what proves its grounds can be handed in."""
    number = session.scalar(sa.select(ReviewRow.number).where(ReviewRow.application_id == application_id, is_open()))
    if number is None:
        return False
    of_it = (ReviewStepRow.application_id == application_id, ReviewStepRow.review == number)
    of_versions = ReviewStepRow.kind.in_((StepKind.OPENED, StepKind.GIVEN_UP))
    last = sa.select(ReviewStepRow.kind).where(*of_it, of_versions).order_by(ReviewStepRow.number.desc()).limit(1)
    return session.scalar(last) != StepKind.OPENED


def in_hand(session: Session, application_id: int, seal: Seal, number: int) -> DecisionReview:
    """Give one review of a file. Raises NotFound."""
    row = session.get(ReviewRow, (application_id, number))
    if row is None:
        raise NotFound("review", str(number))
    return review(session, row, seal)


def has_acted(session: Session, application_id: int, account_id: int) -> bool:
    """Whether an account ever did anything on a file but review it."""
    acted = sa.exists().where(
        EventRow.stream == stream_of(application_id), EventRow.actor_id == account_id, EventRow.act.not_in(REVIEWING)
    )
    return bool(session.scalar(sa.select(acted)))


def refuse_acted(file: File) -> None:
    """Raise NotAllowed (`fresh_eyes`) for who ever did anything on the file but review it."""
    if has_acted(file.session, file.row.id, file.officer.account_id):
        raise NotAllowed(file.move.act, Guard.FRESH_EYES)


def open_reviewed(
    session: Session, shown: Shown, number: int, act: Act, officer: Officer, at: datetime
) -> tuple[File, DecisionReview]:
    """Open a file and one review of it for an act of a reviewer. Raises as `open_file`, `in_hand` and `refuse_acted`."""
    file = open_file(session, shown, act, officer, at)
    refuse_acted(file)
    return file, in_hand(session, file.row.id, file.seal, number)


@dataclass(frozen=True, slots=True)
class Written:
    """A step as it is taken; `by` is an account, `proposal` what it answers, `version_id` the version that it opened."""

    kind: StepKind
    by: int
    at: datetime
    words: str = field(repr=False)
    proposal: Step | None = None
    version_id: int | None = None


def keep_step(session: Session, application_id: int, seal: Seal, found: DecisionReview, step: Written) -> None:
    """Write the next step of a review."""
    number = len(found.steps) + 1
    row = ReviewStepRow(
        application_id=application_id,
        review=found.number,
        number=number,
        kind=step.kind,
        at=step.at,
        by=step.by,
        proposal=step.proposal.number if step.proposal else None,
        proposed_by=step.proposal.by_id if step.proposal else None,
        version_id=step.version_id,
        words=seal.close(step.words, words_place(found.number, number)),
    )
    session.add(row)
    session.flush()
