"""Where rules have a list made public, nobody on it is granted before its last day is over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from scoring.application.deadlines import local_day
from scoring.application.moves import Guard
from scoring.application.procedure import publishes
from scoring.application.status import Status
from scoring.casework.objecting import open_ones
from scoring.errors import NotYet
from scoring.records.convert_publications import standing_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from scoring.casework.file import File
    from scoring.policy.model import Policy
    from scoring.records.applications import ApplicationRow


def refuse_unpublished(file: File, policy: Policy) -> None:
    """Raise NotYet where the file must stand on a public list first, or does so still."""
    until = open_until(file.session, file.row, policy, local_day(file.at))
    if until is not None:
        raise NotYet(file.move.act, Guard.PUBLISHED, None if until == date.max else until)


def refuse_objected(file: File) -> None:
    """Raise NotYet while an objection to the file is open: nothing becomes of it before those are closed."""
    if open_ones(file.session, file.row.id):
        raise NotYet(file.move.act, Guard.UNOBJECTED)


def open_until(session: Session, row: ApplicationRow, policy: Policy, today: date) -> date | None:
    """Give the last day of the list that keeps an approved file waiting: `date.max` for one to come, None where nothing does."""
    if row.cause == "correction" or not publishes(policy.procedure):  # who is corrected stood on the list before
        return None
    standing = standing_of(session, row.id) if row.status == Status.PUBLICITY else None
    if standing is None:
        return date.max
    return standing.ends if today <= standing.ends else None
