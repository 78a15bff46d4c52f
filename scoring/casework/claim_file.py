"""An officer takes a file to work on it: a named one, or the most urgent that nobody holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.due import days_of
from scoring.application.moves import CLAIMED, Guard
from scoring.application.status import Act, Part, Status
from scoring.casework.file import close_file, file_of, find, hold
from scoring.casework.lateness import SINCE
from scoring.casework.pauses import is_awaited, pauses_of, was_paused
from scoring.casework.scope import barred, checks, within
from scoring.errors import NotAllowed, PolicyUnknown, Stale
from scoring.records import convert
from scoring.records.applications import ApplicationRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Shown
    from scoring.application.clocks import Pause
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

_WAITING = (Status.SUBMITTED, Status.ACCEPTED)
_CAUSE = sa.func.coalesce(ApplicationRow.cause, "")
"""Why a file is a new version, which has a term of its own; empty for any other."""


@dataclass(frozen=True, slots=True, order=True)
class _Due:
    """When something free is due: one file, or without `id` the oldest of those that are alike, due in the order they came."""

    day: date
    since: datetime
    scheme: str
    version: str
    status: str
    cause: str = ""
    id: int = 0


def claim_file(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime) -> Application:
    """Take one file. Who holds it already is given it as it is: a double click changes nothing.

    Raises:
        NotFound, Stale, MoveRefused: as `open_file`.
        NotAllowed: `role`, `no_interest`, `claim_free` (somebody else holds it), `may_make` (its checker cannot be its maker).
    """
    with transaction() as session:
        row = find(session, shown.reference, officer, lock=True)
        if row.claimed_by == officer.account_id and row.status in CLAIMED:
            return convert.application(session, row, seal_of(session, row.id))
        if row.version != shown.version:
            raise Stale(row.reference, shown.version, row.version)
        return _take(session, row, officer, at)


def claim_next(transaction: Transaction, library: Library, timing: Timing, *, officer: Officer, at: datetime) -> Application | None:
    """Take the file that is due first of those the officer may handle and nobody holds; None where there is none.

    Two who ask at once are never given the same: who comes second passes over what the first has locked. What has no deadline
    that can be told comes last, then the older first; what the applicant was asked about is not among them until the answer is
    there, or overdue, and the days it waited do not count. Raises NotAllowed for who is no officer.
    """
    with transaction() as session:
        today = local_day(at)
        wanted = sorted((*_alike(session, library, timing, officer, today), *_paused(session, library, timing, officer, today)))
        oldest = (_oldest(session, one, officer, today) for one in wanted)
        row = next(filter(None, oldest), None)
        return None if row is None else _take(session, row, officer, at)


def _oldest(session: Session, due: _Due, officer: Officer, today: date) -> ApplicationRow | None:
    """Lock one file, or the oldest of those that are alike, unless somebody else has locked it."""
    row = ApplicationRow
    of_this = sa.and_(
        row.scheme == due.scheme,
        row.policy_version == due.version,
        row.status == due.status,
        _CAUSE.is_not_distinct_from(due.cause),
    )
    of_this &= row.id == due.id if due.id else ~was_paused()
    oldest = _free(officer, today).where(of_this).order_by(SINCE, row.id).limit(1)
    return session.scalars(oldest.with_for_update(of=ApplicationRow, skip_locked=True)).first()


def _free(officer: Officer, today: date) -> sa.Select[ApplicationRow]:
    """Select what waits for the office, the officer may handle and nobody holds: not what the applicant is to answer."""
    is_free = sa.and_(ApplicationRow.status.in_(_WAITING), ApplicationRow.claimed_by.is_(None), ~is_awaited(today))
    return sa.select(ApplicationRow).where(within(officer), is_free, ~barred(officer.account_id), ~checks(officer.account_id))


def _alike(session: Session, library: Library, timing: Timing, officer: Officer, today: date) -> Iterator[_Due]:
    """Give under which version and in which status something is free that never paused: among them all terms are equal."""
    alike = (ApplicationRow.scheme, ApplicationRow.policy_version, ApplicationRow.status, _CAUSE)
    oldest = _free(officer, today).where(~was_paused()).with_only_columns(*alike, sa.func.min(SINCE)).group_by(*alike)
    for scheme, version, status, cause, since in session.execute(oldest).all():
        yield _Due(_day(library, timing, (scheme, version, status, cause), since), since, scheme, version, status, cause)


def _paused(session: Session, library: Library, timing: Timing, officer: Officer, today: date) -> Iterator[_Due]:
    """Give what is free and has waited for answers, each counted by itself: these are few."""
    row = ApplicationRow
    columns = (row.id, row.scheme, row.policy_version, row.status, _CAUSE, SINCE)
    found = session.execute(_free(officer, today).where(was_paused()).with_only_columns(*columns)).all()
    pauses = pauses_of(session, [each.id for each in found])
    for id_, scheme, version, status, cause, since in found:
        day = _day(library, timing, (scheme, version, status, cause), since, pauses.get(id_, ()))
        yield _Due(day, since, scheme, version, status, cause, id_)


def _day(library: Library, timing: Timing, rules: tuple[str, str, str, str], since: datetime, pauses: Sequence[Pause] = ()) -> date:
    """Give when a file is due that came at *since*; the last of all days where that cannot be told."""
    scheme, version, status, cause = rules
    try:
        procedure = library.find(scheme, version).procedure
    except PolicyUnknown:
        return date.max
    days = days_of(since) | ({cause: local_day(since)} if cause else {})
    return timing.waiting(Status(status), procedure, days, pauses)[0].day or date.max


def _take(session: Session, row: ApplicationRow, officer: Officer, at: datetime) -> Application:
    file = file_of(session, row, Act.CLAIM, officer, at)
    if file.application.parts.get(officer.account_id) not in {None, Part.MAKER}:
        raise NotAllowed(Act.CLAIM, Guard.MAY_MAKE)
    hold(row, officer.account_id, at)
    return close_file(file, None, {})
