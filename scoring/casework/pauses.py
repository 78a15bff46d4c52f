"""Pauses of files, for answers, rounds and by outside bodies, asked of the database: of many files at once, who is paused now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.clocks import in_order
from scoring.application.outside import ORDERED, CaseStepKind
from scoring.application.questions import pause_of
from scoring.application.status import Status
from scoring.application.stays import stays, turns_of
from scoring.casework.round_waits import ever_awaited, waits_of
from scoring.records.applications import ApplicationRow
from scoring.records.convert_outside import endings
from scoring.records.database import reading
from scoring.records.outside_cases import OutsideCaseStepRow
from scoring.records.questions import QuestionAnswerRow, QuestionSetRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.application.clocks import Pause
    from scoring.application.stays import Turn
    from scoring.records.database import Transaction


def is_paused(today: date) -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether its terms wait for an answer on the day *today*."""
    asked = sa.select(QuestionSetRow.number).where(QuestionSetRow.application_id == ApplicationRow.id, ~is_answered())
    waiting = sa.exists(asked.where(QuestionSetRow.paused_to >= today).correlate(ApplicationRow))
    return sa.and_(ApplicationRow.status == Status.ACCEPTED, waiting)


def is_awaited(today: date) -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether its applicant was asked and may answer on the day *today*, whatever waits for it."""
    in_time = sa.or_(QuestionSetRow.due.is_(None), QuestionSetRow.due >= today)
    asked = sa.select(QuestionSetRow.number).where(QuestionSetRow.application_id == ApplicationRow.id, ~is_answered())
    return sa.and_(ApplicationRow.status == Status.ACCEPTED, sa.exists(asked.where(in_time).correlate(ApplicationRow)))


def was_paused() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether its terms ever waited for an answer, or for a round."""
    sets = sa.select(QuestionSetRow.number).where(QuestionSetRow.application_id == ApplicationRow.id)
    return sa.or_(sa.exists(sets.where(QuestionSetRow.paused_to.is_not(None)).correlate(ApplicationRow)), ever_awaited())


def was_stayed() -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` whether an outside body ever suspended its decision, or took away how it ended."""
    steps = sa.select(OutsideCaseStepRow.number).where(OutsideCaseStepRow.application_id == ApplicationRow.id)
    return sa.exists(steps.where(OutsideCaseStepRow.kind.in_((CaseStepKind.STAYED, *ORDERED))).correlate(ApplicationRow))


def stays_of(session: Session, application_ids: Sequence[int]) -> Mapping[int, tuple[Pause, ...]]:
    """Give on which days the decision of each of these files was suspended, or its end held that was taken away; else nothing."""
    row = OutsideCaseStepRow
    query = sa.select(row.application_id, row.outside_case, row.kind, row.on).order_by(row.number)
    turning = row.kind.in_((CaseStepKind.STAYED, CaseStepKind.UNSTAYED, *ORDERED))
    turns: dict[int, dict[int, list[Turn]]] = {}
    for id_, case, kind, on in session.execute(query.where(row.application_id.in_(application_ids), turning)):
        turns.setdefault(id_, {}).setdefault(case, []).append((CaseStepKind(kind), on))
    ended = endings(session, list(turns)) if turns else {}
    found = {id_: stays([*map(turns_of, ended.get(id_, ())), *of.values()]) for id_, of in turns.items()}
    return {id_: stayed for id_, stayed in found.items() if stayed}


def is_asked(session: Session, application_id: int) -> bool:
    """Whether the newest questions of a file are not answered; a last day that is over takes nothing away."""
    newest = sa.select(sa.func.max(QuestionSetRow.number)).where(QuestionSetRow.application_id == application_id)
    of_this = (QuestionSetRow.application_id == application_id, QuestionSetRow.number == newest.scalar_subquery())
    return session.scalar(sa.select(QuestionSetRow.number).where(*of_this, ~is_answered())) is not None


def pauses_of(session: Session, application_ids: Sequence[int]) -> Mapping[int, tuple[Pause, ...]]:
    """Give the pauses of each of these files, in order, those by outside bodies last; of a file that never paused nothing."""
    found: dict[int, tuple[Pause, ...]] = {}
    answered = sa.and_(
        QuestionAnswerRow.application_id == QuestionSetRow.application_id,
        QuestionAnswerRow.question_set == QuestionSetRow.number,
    )
    query = (
        sa.select(QuestionSetRow.application_id, QuestionSetRow.asked_at, QuestionSetRow.paused_to, QuestionAnswerRow.at)
        .outerjoin(QuestionAnswerRow, answered)
        .where(QuestionSetRow.application_id.in_(application_ids), QuestionSetRow.paused_to.is_not(None))
        .order_by(QuestionSetRow.application_id, QuestionSetRow.number)
    )
    for application_id, asked_at, paused_to, answered_at in session.execute(query):
        pause = pause_of(asked_at, paused_to, answered_at)
        if pause is not None:
            found[application_id] = (*found.get(application_id, ()), pause)
    for application_id, waited in waits_of(session, application_ids).items():
        found[application_id] = in_order((*found.get(application_id, ()), *waited))
    for application_id, stayed in stays_of(session, application_ids).items():
        found[application_id] = (*found.get(application_id, ()), *stayed)
    return found


def pauses_by_reference(transaction: Transaction, references: Sequence[str]) -> Mapping[str, tuple[Pause, ...]]:
    """Give the pauses of applications that the asking person was shown in a list."""
    with reading(transaction) as session:
        query = sa.select(ApplicationRow.id, ApplicationRow.reference)
        query = query.where(ApplicationRow.reference.in_(references), sa.or_(was_paused(), was_stayed()))
        names = {row.id: row.reference for row in session.execute(query)}
        return {names[id_]: pauses for id_, pauses in pauses_of(session, list(names)).items()}


def is_answered() -> sa.ColumnElement[bool]:
    """Say of a `QuestionSetRow` whether there is an answer to it."""
    answer = sa.select(QuestionAnswerRow.at).where(
        QuestionAnswerRow.application_id == QuestionSetRow.application_id,
        QuestionAnswerRow.question_set == QuestionSetRow.number,
    )
    return sa.exists(answer.correlate(QuestionSetRow))
