"""Somebody of the office declares an interest in a file, and is barred from it for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.status import Act
from scoring.casework.file import close_file, hold, open_file, words
from scoring.records.applications import ApplicationRow, DataKeyRow
from scoring.records.desk import InterestRow
from scoring.records.journal import Entry, append, stream_of
from scoring.records.sealing import seal_of
from scoring.records.versions import versions_with

if TYPE_CHECKING:
    from datetime import datetime

    from scoring.application.application import Application, Shown
    from scoring.application.officer import Officer
    from scoring.casework.file import File
    from scoring.records.database import Transaction


def declare_interest(transaction: Transaction, shown: Shown, *, officer: Officer, at: datetime, reason: str) -> Application:
    """Bar the officer from the file and every version of it: it is named in lists, and opened by them no more. What they did stays.

    Raises:
        NotFound, Stale, NotAllowed, MoveRefused: as `open_file`.
        InputRefused: `reason` is empty.
    """
    with transaction() as session:
        file = open_file(session, shown, Act.DECLARE, officer, at)
        said = words(reason, "reason", "Say in which way you are concerned, for example that the applicant is a relative.")
        place = f"interests.reason/{officer.account_id}"
        session.add(
            InterestRow(application_id=file.row.id, account_id=officer.account_id, at=at, reason=file.seal.close(said, place))
        )
        if file.row.claimed_by == officer.account_id:
            hold(file.row, None, None)
        _bar_from_versions(file, said, place)
        return close_file(file, None, {})


def _bar_from_versions(file: File, said: str, place: str) -> None:
    """Bar the officer from every other version of the file too: they are of the same people."""
    session, account_id = file.session, file.officer.account_id
    others = sorted(versions_with(session, file.row.id) - {file.row.id})
    barred = sa.select(InterestRow.application_id).where(InterestRow.account_id == account_id)
    readable = sa.select(DataKeyRow.application_id)  # an erased one is opened by nobody
    meant = (ApplicationRow.id.in_(others), ApplicationRow.id.in_(readable), ApplicationRow.id.not_in(barred))
    rows = sa.select(ApplicationRow).where(*meant).order_by(ApplicationRow.id)
    for row in session.scalars(rows.with_for_update(of=ApplicationRow)).all():
        reason = seal_of(session, row.id).close(said, place)
        session.add(InterestRow(application_id=row.id, account_id=account_id, at=file.at, reason=reason))
        if row.claimed_by == account_id:
            hold(row, None, None)
        row.version += 1
        facts = {"declared_on": file.row.reference, "status": row.status}
        append(session, Entry(stream_of(row.id), Act.DECLARE, file.officer, file.at, facts))
