"""What the acts about originals share: the summons in hand, writing its next step; and which files wait, asked of the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.moves import Guard
from scoring.application.originals import CAME, OriginalsStepKind, current
from scoring.application.status import Status
from scoring.errors import NotAllowed, NotYet
from scoring.records.applications import ApplicationRow
from scoring.records.convert_originals import summonses
from scoring.records.decisions import RecommendationRow
from scoring.records.originals import OriginalsStepRow, OriginalsSummonsRow, words_place

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.originals import OriginalsStep, Summons
    from scoring.application.status import Act
    from scoring.casework.file import File
    from scoring.policy.model import Policy
    from scoring.records.sealing import Seal


@dataclass(frozen=True, slots=True)
class Written:
    """A step as it is taken; `by` is an account, None where the installation does it."""

    kind: OriginalsStepKind
    by: int | None
    at: datetime
    words: str = field(repr=False)
    on: date | None = None
    due: date | None = None
    proposal: OriginalsStep | None = None


def approval_in_force(session: Session, application_id: int) -> int:
    """Give the number of the recommendation that is approved, of a file that is."""
    newest = sa.select(sa.func.max(RecommendationRow.number)).where(RecommendationRow.application_id == application_id)
    return session.scalars(newest).one() or 0


def in_hand(session: Session, application_id: int, seal: Seal, act: Act) -> Summons:
    """Give the summons that stands. Raises NotAllowed where there is none, or the originals were seen."""
    found = current(summonses(session, application_id, seal), approval_in_force(session, application_id))
    if found is None or found.is_seen:
        raise NotAllowed(act, Guard.SUMMONED)
    return found


def keep_step(session: Session, application_id: int, seal: Seal, found: Summons, step: Written) -> None:
    """Write the next step of a summons."""
    number = len(found.steps) + 1
    row = OriginalsStepRow(
        application_id=application_id,
        summons=found.number,
        number=number,
        kind=step.kind,
        at=step.at,
        by=step.by,
        on=step.on,
        due=step.due,
        proposal=step.proposal.number if step.proposal else None,
        proposed_by=step.proposal.by_id if step.proposal else None,
        words=seal.close(step.words, words_place(found.number, number)),
    )
    session.add(row)
    session.flush()


def refuse_unseen(file: File, policy: Policy) -> None:
    """Raise NotYet where the rules have originals seen, and those of this file were not since it was approved."""
    is_of_this = sa.select(sa.exists().where(ApplicationRow.id == file.row.id, has_seen()))
    if file.row.cause == "correction" or not policy.procedure.originals_check:  # who is corrected showed them before
        return
    if not file.session.scalar(is_of_this):
        raise NotYet(file.move.act, Guard.ORIGINALS_SEEN)


def is_waited_for(session: Session, application_id: int) -> bool:
    """Whether somebody is summoned to show the originals of a file, and they were not seen."""
    return bool(session.scalar(sa.select(sa.exists().where(ApplicationRow.id == application_id, is_summoned()))))


@cache  # as all that follows: building these takes longer than their answers
def has_seen() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` that is approved whether originals were seen since, and match."""
    seen = _steps(OriginalsStepKind.SEEN).where(OriginalsSummonsRow.approval == _approval())
    return sa.exists(seen.correlate(ApplicationRow))


@cache
def is_summoned() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether it is waited for its originals: somebody is summoned, and they were not seen."""
    called = sa.select(OriginalsSummonsRow.number).where(
        OriginalsSummonsRow.application_id == ApplicationRow.id, OriginalsSummonsRow.approval == _approval()
    )
    waits = ApplicationRow.status == Status.APPROVED_PENDING
    return sa.and_(waits, sa.exists(called.correlate(ApplicationRow)), ~has_seen())


@cache
def originals_until() -> sa.ScalarSelect[date]:
    """Give, of an `ApplicationRow`, the last day to show originals where nobody came yet; NULL where none is waited for."""
    summons, came = aliased(OriginalsSummonsRow), aliased(OriginalsStepRow)
    steps = sa.select(came.number).where(
        came.application_id == summons.application_id, came.summons == summons.number, came.kind.in_(CAME)
    )
    return (
        sa.select(summons.due)
        .where(summons.application_id == ApplicationRow.id, summons.approval == _approval(), ~sa.exists(steps.correlate(summons)))
        .where(ApplicationRow.status == Status.APPROVED_PENDING)
        .order_by(summons.number.desc())
        .limit(1)
        .correlate(ApplicationRow)
        .scalar_subquery()
    )


def _steps(kind: OriginalsStepKind) -> sa.Select[int]:
    same = sa.and_(
        OriginalsStepRow.application_id == OriginalsSummonsRow.application_id,
        OriginalsStepRow.summons == OriginalsSummonsRow.number,
    )
    query = sa.select(OriginalsStepRow.number).join(OriginalsSummonsRow, same)
    return query.where(OriginalsSummonsRow.application_id == ApplicationRow.id, OriginalsStepRow.kind == kind)


def _approval() -> sa.ScalarSelect[int | None]:
    newest = aliased(RecommendationRow)
    last = sa.select(sa.func.max(newest.number)).where(newest.application_id == ApplicationRow.id)
    return last.correlate(ApplicationRow).scalar_subquery()
