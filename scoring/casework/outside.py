"""What the acts about cases before outside bodies share: the case in hand, writing a step; and which are open, by query."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.outside import OUTCOMES, CaseStepKind
from scoring.casework.file import words
from scoring.errors import InputRefused, NotAllowed, NotFound
from scoring.records.applications import ApplicationRow
from scoring.records.convert_outside import outside_cases
from scoring.records.outside_cases import OutsideCaseRow, OutsideCaseStepRow, case_step_place

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.application.outside import CaseKind, Happened, OutsideCase
    from scoring.casework.file import File

SHORT_MAX = 200
"""Characters of a name or number."""


def short(text: str, name: str, remedy: str) -> str:
    """Give a name or a number without blanks around. Raises InputRefused where there is none, or it is too long."""
    stripped = " ".join(text.split())
    if not stripped or len(stripped) > SHORT_MAX:
        raise InputRefused(name, remedy)
    return stripped


def in_hand(file: File, number: int) -> OutsideCase:
    """Give a case of the file. Raises NotFound."""
    for case in outside_cases(file.session, file.row.id, file.seal):
        if case.number == number:
            return case
    raise NotFound("case", str(number))


def open_in_hand(file: File, number: int) -> OutsideCase:
    """Give a case of the file that nothing closed. Raises NotFound, NotAllowed."""
    case = in_hand(file, number)
    if case.outcome is not None:
        raise NotAllowed(file.move.act, Guard.CASE_OPEN)
    return case


def is_stayed(file: File, *, beside: int | None = None) -> bool:
    """Whether a body keeps what the decision does suspended: in any case of the file, or in another one than *beside*."""
    return any(case.is_stayed for case in outside_cases(file.session, file.row.id, file.seal) if case.number != beside)


def refuse_stayed(file: File) -> None:
    """Raise NotAllowed (`effective`) while a body keeps what the decision does suspended."""
    if is_stayed(file):
        raise NotAllowed(file.move.act, Guard.EFFECTIVE)


def keep_step(file: File, case: OutsideCase, kind: CaseStepKind, happened: Happened) -> str:
    """Write the next step of a case; give its words. Raises InputRefused for day, document or words."""
    today = local_day(file.at)
    if happened.on is None or not case.filed_on <= happened.on <= today:
        raise InputRefused("on", f"Give the day, from {case.filed_on}, on which the case was filed, to {today}.")
    needs_number = kind in OUTCOMES or kind in {CaseStepKind.STAYED, CaseStepKind.ANSWERED}
    remedy = f"Give the number of the document, up to {SHORT_MAX} characters."
    document = short(happened.document, "document", remedy) if needs_number or happened.document.strip() else ""
    said = words(happened.words, "words", "Say what the document says, or what was done.")
    number = len(case.steps) + 1
    sealed = file.seal.close_document({"document": document, "words": said}, case_step_place(case.number, number))
    of_it = {"application_id": file.row.id, "outside_case": case.number, "number": number, "kind": kind, "on": happened.on}
    file.session.add(OutsideCaseStepRow(**of_it, at=file.at, by=file.officer.account_id, content=sealed))
    file.session.flush()
    return said


def has_open_case(kind: CaseKind | None = None) -> sa.ColumnElement[bool]:
    """Say of an `ApplicationRow` that a case about its decision is open: of one kind, or of any."""
    found = sa.select(OutsideCaseRow.number).where(OutsideCaseRow.application_id == ApplicationRow.id, ~_has(*OUTCOMES))
    if kind is not None:
        found = found.where(OutsideCaseRow.kind == kind)
    return sa.exists(found.correlate(ApplicationRow))


def is_contested(session: Session, application_id: int) -> bool:
    """Whether a case about the decision on a file is open: it is not erased meanwhile."""
    return bool(session.scalar(sa.select(sa.exists().where(ApplicationRow.id == application_id, has_open_case()))))


@cache  # building it takes longer than its answer
def case_answer_until() -> sa.ScalarSelect[date | None]:
    """Give, of an `ApplicationRow`, the first last day to answer an open case in writing that is not answered; NULL without."""
    due = sa.select(sa.func.min(OutsideCaseRow.due)).where(OutsideCaseRow.application_id == ApplicationRow.id)
    waiting = due.where(~_has(*OUTCOMES, CaseStepKind.ANSWERED))
    return waiting.correlate(ApplicationRow).scalar_subquery()


def _has(*kinds: CaseStepKind) -> sa.ColumnElement[bool]:
    """Say of an `OutsideCaseRow` that it has a step of one of these kinds."""
    step = aliased(OutsideCaseStepRow)
    found = sa.select(step.number).where(
        step.application_id == OutsideCaseRow.application_id, step.outside_case == OutsideCaseRow.number, step.kind.in_(kinds)
    )
    return sa.exists(found.correlate(OutsideCaseRow))
