"""Where a file stands, for whoever has its number and the last characters of the applicant's identity number, without an account.

Whoever has only one of them learns nothing, not even that there is such a number; who has both learns the status and the next
day, and neither name nor facts, nor what outside bodies are asked.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import sqlalchemy as sa

from scoring.application.due import CASE_ANSWER, Due
from scoring.application.procedure import publishes
from scoring.application.progress import PUBLICITY, QUESTIONS, Stand, Step, steps_of
from scoring.application.status import PRIVATE, FileKind, Status
from scoring.casework.lateness import recorded_days
from scoring.casework.look_up_document import TAIL
from scoring.casework.pauses import pauses_of
from scoring.errors import PolicyUnknown
from scoring.records.applications import ApplicationRow, DataKeyRow, PersonRow
from scoring.records.convert_publications import standing_of
from scoring.records.convert_questions import question_sets
from scoring.records.database import reading
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from scoring.application.due import Timing
    from scoring.policy.library import Library
    from scoring.policy.procedure import Procedure
    from scoring.records.database import Transaction

__all__ = ["TAIL", "Progress", "look_up_progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a file stands: its status, its steps in their order, and what is awaited next, None where nothing is."""

    status: Status
    kind: FileKind
    steps: Mapping[Step, Stand]
    awaited: Due | None


def look_up_progress(
    transaction: Transaction, library: Library, timing: Timing, reference: str, tail: str, *, today: date
) -> Progress | None:
    """Say where a file stands; None alike where there is no such number, where the tail is another's, and where it is erased.

    Whether there is such a file or not, the same is asked of the database, and one identity number is opened and compared.
    """
    with reading(transaction) as session:
        another = _file(session, sa.true())
        row = _file(session, ApplicationRow.reference == reference.strip())
        opened = row or another
        if opened is None or not _is_tail(session, opened, tail) or row is None:
            return None
        return _progress(session, row, library, timing, today)


def _file(session: Session, which: sa.ColumnElement[bool]) -> ApplicationRow | None:
    """Give the newest of those files that were handed in and whose key is there; key and applicant are read along."""
    query = (
        sa.select(ApplicationRow, DataKeyRow, PersonRow)
        .join(DataKeyRow, DataKeyRow.application_id == ApplicationRow.id)
        .join(PersonRow, sa.and_(PersonRow.application_id == ApplicationRow.id, PersonRow.number == 0))
        .where(ApplicationRow.status.not_in(PRIVATE), which)
    )
    found = session.execute(query.order_by(ApplicationRow.id.desc()).limit(1)).first()
    return None if found is None else found[0]


def _is_tail(session: Session, row: ApplicationRow, tail: str) -> bool:
    """Compare in a time that tells nothing. The number is opened by the key of the file: the index knows whole numbers alone."""
    person = session.get_one(PersonRow, (row.id, 0))
    whole = seal_of(session, row.id).open(person.identity_number, "persons.identity_number/0")
    return hmac.compare_digest(whole[-TAIL:].encode(), tail.strip().upper().encode())


def _progress(session: Session, row: ApplicationRow, library: Library, timing: Timing, today: date) -> Progress:
    status, procedure, listed = Status(row.status), _procedure(library, row), standing_of(session, row.id)
    steps = steps_of(
        status,
        is_accepted=row.accepted_at is not None,
        was_listed=listed is not None,
        publishes=procedure is not None and row.kind == "application" and publishes(procedure),
    )
    if status is Status.PUBLICITY and listed is not None:
        awaited: Due | None = Due(PUBLICITY, None, day=listed.ends)
    else:
        awaited = _answer(session, row, today) or _awaited(session, row, procedure, timing)
    return Progress(status, cast("FileKind", row.kind), steps, awaited)


def _procedure(library: Library, row: ApplicationRow) -> Procedure | None:
    try:
        return library.find(row.scheme, row.policy_version).procedure
    except PolicyUnknown:
        return None


def _answer(session: Session, row: ApplicationRow, today: date) -> Due | None:
    """Give until when the applicant may answer what the office asked last; None where it waits for no answer."""
    asked = question_sets(session, row.id, seal_of(session, row.id))[-1:] if row.status == Status.ACCEPTED else ()
    return next((Due(QUESTIONS, None, day=each.due) for each in asked if each.is_open(today)), None)


def _awaited(session: Session, row: ApplicationRow, procedure: Procedure | None, timing: Timing) -> Due | None:
    if procedure is None:
        return None
    days = {name: day for name, day in recorded_days(session, row.id).items() if name != CASE_ANSWER}
    waiting = timing.waiting(Status(row.status), procedure, days, pauses_of(session, [row.id]).get(row.id, ()))
    return next(iter(waiting), None)
