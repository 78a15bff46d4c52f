"""An officer takes a file to work on it: a named one, or the most urgent that nobody holds."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeAlias

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.due import days_of
from scoring.application.moves import CLAIMED, Guard
from scoring.application.status import Act, Part, Status
from scoring.casework.file import close_file, file_of, find, hold
from scoring.casework.pauses import is_awaited
from scoring.casework.scope import barred, checks, within
from scoring.errors import NotAllowed, PolicyUnknown, Stale
from scoring.records import convert
from scoring.records.applications import ApplicationRow
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from typing import Any

    from sqlalchemy.orm import Session

    from scoring.application.application import Application, Shown
    from scoring.application.due import Timing
    from scoring.application.officer import Officer
    from scoring.policy.library import Library
    from scoring.records.database import Transaction

_Alike: TypeAlias = tuple[str, str, str]
"""Scheme, version, status: what files have in common that are due in the order in which they came."""

_WAITING = (Status.SUBMITTED, Status.ACCEPTED)
_SINCE = sa.func.coalesce(ApplicationRow.accepted_at, ApplicationRow.received_at, ApplicationRow.recorded_at)


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
    there, or overdue. Raises NotAllowed for who is no officer.
    """
    with transaction() as session:
        today = local_day(at)
        oldest = (_oldest(session, of, officer, today) for of in _in_order(session, library, timing, officer, today))
        row = next(filter(None, oldest), None)
        return None if row is None else _take(session, row, officer, at)


def _oldest(session: Session, alike: _Alike, officer: Officer, today: date) -> ApplicationRow | None:
    """Lock the oldest free file of one status under one version, unless somebody else has locked it."""
    row, (scheme, version, status) = ApplicationRow, alike
    of_this = sa.and_(row.scheme == scheme, row.policy_version == version, row.status == status)
    oldest = _free(officer, today).where(of_this).order_by(_SINCE, row.id).limit(1)
    return session.scalars(oldest.with_for_update(of=ApplicationRow, skip_locked=True)).first()


def _free(officer: Officer, today: date) -> sa.Select[ApplicationRow]:
    """Select what waits for the office, the officer may handle and nobody holds: not what the applicant is to answer."""
    is_free = sa.and_(ApplicationRow.status.in_(_WAITING), ApplicationRow.claimed_by.is_(None), ~is_awaited(today))
    return sa.select(ApplicationRow).where(within(officer), is_free, ~barred(officer.account_id), ~checks(officer.account_id))


def _in_order(session: Session, library: Library, timing: Timing, officer: Officer, today: date) -> list[_Alike]:
    """Give under which version and in which status something is free, by when the oldest is due: among them all terms are equal.

    That some have waited for answers is left out here: they are given a little early rather than late.
    """
    alike = (ApplicationRow.scheme, ApplicationRow.policy_version, ApplicationRow.status)
    oldest = _free(officer, today).with_only_columns(*alike, sa.func.min(_SINCE)).group_by(*alike)
    rows = session.execute(oldest).all()
    return [names for *_, names in sorted(_by_day(rows, library, timing))]


def _by_day(rows: Iterable[Any], library: Library, timing: Timing) -> Iterator[tuple[date, datetime, _Alike]]:
    for scheme, version, status, since in rows:
        try:
            procedure = library.find(scheme, version).procedure
        except PolicyUnknown:
            yield date.max, since, (scheme, version, status)
            continue
        waiting = timing.waiting(Status(status), procedure, days_of(since))
        yield waiting[0].day or date.max, since, (scheme, version, status)


def _take(session: Session, row: ApplicationRow, officer: Officer, at: datetime) -> Application:
    file = file_of(session, row, Act.CLAIM, officer, at)
    if file.application.parts.get(officer.account_id) is Part.CHECKER:
        raise NotAllowed(Act.CLAIM, Guard.MAY_MAKE)
    hold(row, officer.account_id, at)
    return close_file(file, None, {})
