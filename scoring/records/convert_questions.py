"""Rows of questions and answers become dataclasses here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from scoring.application.filing import Difference
from scoring.application.questions import Answered, Question, QuestionSet
from scoring.records.convert import account_name
from scoring.records.questions import QuestionAnswerRow, QuestionRow, QuestionSetRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from scoring.records.sealing import Seal


def question_sets(session: Session, application_id: int, seal: Seal) -> tuple[QuestionSet, ...]:
    """Give what the applicant was asked, oldest first, with every answer."""
    query = sa.select(QuestionSetRow).where(QuestionSetRow.application_id == application_id).order_by(QuestionSetRow.number)
    return tuple(_set(session, row, seal) for row in session.scalars(query).all())


def answer_document(words: Mapping[int, str], differences: Sequence[Difference], salt: str) -> dict[str, Any]:
    """Give an answer as it is sealed."""
    changes = [[each.place, each.before, each.after] for each in differences]
    return {"words": {str(number): said for number, said in words.items()}, "changes": changes, "salt": salt}


def question_place(question_set: int, number: int) -> str:
    """Where the words of a question stand."""
    return f"questions.words/{question_set}/{number}"


def answer_place(question_set: int) -> str:
    """Where an answer stands."""
    return f"question_answers.content/{question_set}"


def _set(session: Session, row: QuestionSetRow, seal: Seal) -> QuestionSet:
    answered = session.get(QuestionAnswerRow, (row.application_id, row.number))
    document = seal.open_document(answered.content, answer_place(row.number)) if answered else {"words": {}}
    asked = sa.select(QuestionRow).where(QuestionRow.application_id == row.application_id, QuestionRow.question_set == row.number)
    return QuestionSet(
        number=row.number,
        asked_at=row.asked_at,
        asked_by=account_name(session, row.asked_by),
        due=row.due,
        paused_to=row.paused_to,
        questions=tuple(
            Question(
                number=one.number,
                about=one.about,
                reference=one.reference,
                words=seal.open(one.words, question_place(row.number, one.number)),
                answer=document["words"].get(str(one.number), ""),
            )
            for one in session.scalars(asked.order_by(QuestionRow.number))
        ),
        answer=_answered(answered, document) if answered else None,
    )


def _answered(row: QuestionAnswerRow, document: Mapping[str, Any]) -> Answered:
    changes = tuple(Difference(*change) for change in document["changes"])
    return Answered(row.at, row.declaration, row.digest, changes, row.assessment)
