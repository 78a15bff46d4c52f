"""Drafts that lay untouched for longer than the office keeps them go, key first; before that their holders are warned, once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.draft_terms import kept_until, warned_from
from scoring.application.notice import NoticeKind
from scoring.application.permits import permit_itself
from scoring.application.status import Act, Status
from scoring.casework.notify import tell_holder, tell_of_act
from scoring.casework.one_by_one import one_by_one
from scoring.casework.save_draft import erase_draft
from scoring.records.applications import ApplicationRow
from scoring.records.database import reading
from scoring.records.filings import DraftRow
from scoring.records.journal import Entry, append, stream_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.policy.procedure import Procedure
    from scoring.records.database import Transaction


@dataclass(frozen=True, slots=True)
class DraftWarning:
    """A holder to be warned: whose draft, and the last day on which it is kept."""

    account_id: int
    reference: str
    until: date


@dataclass(frozen=True, slots=True)
class Swept:
    """What one round of the schedule did: the references that expired, and the warnings that are due for the first time."""

    expired: tuple[str, ...]
    warned: tuple[DraftWarning, ...]


def expire_drafts(transaction: Transaction, defaults: Procedure, *, at: datetime) -> Swept:
    """Let drafts expire whose last day is over, and mark as warned those that are near it. For the schedule; idempotent.

    Args:
        transaction: opens one transaction for each draft.
        defaults: the office's (`timing.defaults`): its `draft` and `draft_warning`; where it sets none, nothing expires.
        at: the moment, aware.
    """
    with reading(transaction) as session:
        drafts = session.execute(sa.select(DraftRow.application_id, DraftRow.saved_at).order_by(DraftRow.application_id)).all()
    done = one_by_one(drafts, lambda draft: _sweep(transaction, *draft, defaults, at))
    return Swept(
        tuple(each for each in done if isinstance(each, str)), tuple(each for each in done if isinstance(each, DraftWarning))
    )


def _sweep(
    transaction: Transaction, application_id: int, saved_at: datetime, defaults: Procedure, at: datetime
) -> str | DraftWarning | None:
    """Do with one draft what is due; None where nothing is, or where its holder did something with it meanwhile."""
    until, warning, today = kept_until(saved_at, defaults), warned_from(saved_at, defaults), local_day(at)
    if until is None or (today <= until and (warning is None or today < warning)):
        return None
    with transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.id == application_id).with_for_update()).one()
        kept = session.get(DraftRow, application_id)
        if kept is None or kept.saved_at != saved_at:
            return None
        if today > until:
            return _expire(session, row, at)
        if kept.warned_at is None:
            kept.warned_at = at
            tell_holder(session, row, NoticeKind.DRAFT_EXPIRES, at, until=until)
            return DraftWarning(row.recorded_by, row.reference, until)
    return None


def _expire(session: Session, row: ApplicationRow, at: datetime) -> str:
    move = permit_itself(Act.EXPIRE, Status(row.status))
    erase_draft(session, row.id)
    row.status = move.after(row.status)
    row.version += 1
    append(session, Entry(stream_of(row.id), Act.EXPIRE, None, at, {"status": move.target}))
    tell_of_act(session, row, Act.EXPIRE, {}, at)
    session.flush()
    return row.reference
