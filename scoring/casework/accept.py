"""受理: an officer takes a submitted application as complete; where the office kept silent for too long, the installation does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.permits import permit_itself
from scoring.application.status import Act, Status
from scoring.casework.assessing import current, pinned_policy
from scoring.casework.file import close_file, open_file
from scoring.casework.issue import Occasion, about_of, issue, occasion_of
from scoring.casework.lateness import any_late, late_under, recorded_days
from scoring.casework.notify import tell_of_act
from scoring.casework.one_by_one import one_by_one
from scoring.notices import documents
from scoring.records import convert
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.journal import Entry, append, stream_of
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.policy.model import Policy
    from scoring.records.database import Transaction


def accept(
    transaction: Transaction, library: Library, timing: Timing, shown: Shown, *, officer: Officer, at: datetime
) -> Application:
    """Accept: the facts are locked, assessed once more, and the terms that run from acceptance begin. 受理通知书 is issued.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.ACCEPT, officer, at)
        policy = pinned_policy(library, file.application.pin)
        assessed = current(file, policy)
        file.row.accepted_at = at
        issued = _notice(occasion_of(file), policy, timing, by_silence=False)
        return close_file(file, file.move.target, {"assessment": assessed.number, "digest": assessed.pin.digest, **issued})


def accept_on_silence(transaction: Transaction, library: Library, timing: Timing, *, at: datetime) -> tuple[str, ...]:
    """Accept what the office neither accepted nor asked about in time, with effect from the day of receipt; give the references.

    For the schedule: done again it finds nothing more to do. What is only perhaps overdue, since a year's working days are not
    known, is left alone. What was claimed and assessed on submission stands.
    """
    today = local_day(at)
    late = any_late([each for each in late_under(library, timing, today) if each.late.status is Status.SUBMITTED])
    with reading(transaction) as session:
        found = session.scalars(sa.select(ApplicationRow.id).where(late).order_by(ApplicationRow.id)).all()
    return one_by_one(found, lambda application_id: _accept_overdue(transaction, application_id, library, timing, at))


def _accept_overdue(transaction: Transaction, application_id: int, library: Library, timing: Timing, at: datetime) -> str | None:
    """Accept one; None where it was accepted or asked about meanwhile."""
    with transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.id == application_id).with_for_update()).one()
        if row.status != Status.SUBMITTED or not _is_overdue(session, row, library, timing, at):
            return None
        _accept_itself(session, row, library, timing, at)
        return row.reference


def _is_overdue(session: Session, row: ApplicationRow, library: Library, timing: Timing, at: datetime) -> bool:
    procedure = library.find(row.scheme, row.policy_version).procedure
    waiting = timing.waiting(Status.SUBMITTED, procedure, recorded_days(session, row.id))
    return any(due.is_overdue(local_day(at)) for due in waiting)


def _accept_itself(session: Session, row: ApplicationRow, library: Library, timing: Timing, at: datetime) -> None:
    move = permit_itself(Act.ACCEPT, Status(row.status))
    seal = seal_of(session, row.id)
    occasion = Occasion(session, row, seal, convert.application(session, row, seal), Act.ACCEPT, None, at, row.version + 1)
    policy = library.find(row.scheme, row.policy_version)
    issued = _notice(occasion, policy, timing, by_silence=True)
    row.status, row.accepted_at = move.after(row.status), row.received_at
    row.version += 1
    facts = {"status": move.target, "silence": True, "accepted_at": row.received_at, **issued}
    append(session, Entry(stream_of(row.id), Act.ACCEPT, None, at, facts))
    tell_of_act(session, row, Act.ACCEPT, facts, at)
    session.flush()


def _notice(occasion: Occasion, policy: Policy, timing: Timing, *, by_silence: bool) -> dict[str, object]:
    """Tell of acceptance by its own act; silence accepts with effect from receipt."""
    row = occasion.row
    received = local_day(row.received_at or row.recorded_at)
    since = received if by_silence else local_day(occasion.at)
    terms = timing.waiting(Status.ACCEPTED, policy.procedure, {"receipt": received, "acceptance": since})
    about = about_of(occasion, policy, timing)
    return issue(occasion, timing, about, documents.acceptance(about, since, terms, by_silence=by_silence))
