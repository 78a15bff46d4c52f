"""Reminding applicants, twice, that the last day to show originals is near; each stands in the journal, as it must be proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from scoring.application.deadlines import local_day
from scoring.application.originals import CAME, REMINDERS, OriginalsStepKind, current
from scoring.application.permits import permit_itself
from scoring.application.procedure import reminded_up_to
from scoring.application.status import Act, Status
from scoring.casework.notify import tell_of_act
from scoring.casework.one_by_one import one_by_one
from scoring.casework.originals import Written, approval_in_force, keep_step, originals_until
from scoring.policy.procedure import ORIGINALS_WARNINGS
from scoring.records.applications import ApplicationRow
from scoring.records.convert_originals import summonses
from scoring.records.database import reading
from scoring.records.journal import Entry, append, stream_of
from scoring.records.sealing import seal_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from scoring.application.originals import Summons
    from scoring.policy.procedure import Procedure
    from scoring.records.database import Transaction


def remind_originals(transaction: Transaction, defaults: Procedure, *, at: datetime) -> tuple[str, ...]:
    """Remind by their accounts who is summoned and has not come; give the references. For the schedule; idempotent.

    Args:
        transaction: opens one transaction for each reminder.
        defaults: the office's (`timing.defaults`): its `originals_warning` and `originals_last_warning`, in days; for one that it
            does not set nobody is reminded.
        at: the moment, aware.
    """
    today = local_day(at)
    ends = [until for until in (reminded_up_to(defaults, name, today) for name in ORIGINALS_WARNINGS) if until is not None]
    if not ends:
        return ()
    waiting = sa.select(ApplicationRow.id).where(
        ApplicationRow.account_id.is_not(None), originals_until().between(today, max(ends))
    )
    with reading(transaction) as session:
        found = session.scalars(waiting.order_by(ApplicationRow.id)).all()
    return one_by_one(found, lambda application_id: _remind(transaction, application_id, ends, at))


def _remind(transaction: Transaction, application_id: int, ends: list[date], at: datetime) -> str | None:
    """Remind of one; None where that was done, or where somebody came meanwhile."""
    with transaction() as session:
        row = session.scalars(sa.select(ApplicationRow).where(ApplicationRow.id == application_id).with_for_update()).one()
        found = _waiting(session, row, ends, at)
        if found is None:
            return None
        seal = seal_of(session, row.id)
        permit_itself(Act.REMIND_ORIGINALS, Status(row.status))
        keep_step(session, row.id, seal, found, Written(OriginalsStepKind.REMINDED, None, at, ""))
        row.version += 1
        facts = {"summons": found.number, "due": found.due}
        append(session, Entry(stream_of(row.id), Act.REMIND_ORIGINALS, None, at, {**facts, "status": row.status}))
        tell_of_act(session, row, Act.REMIND_ORIGINALS, facts, at)
        return row.reference


def _waiting(session: Session, row: ApplicationRow, ends: list[date], at: datetime) -> Summons | None:
    """Give the summons of which a reminder is due: as many as warnings have begun, one a day at most."""
    if row.status != Status.APPROVED_PENDING:
        return None
    found = current(summonses(session, row.id, seal_of(session, row.id)), approval_in_force(session, row.id))
    if found is None or found.of_kind(*CAME):
        return None
    reminders = found.of_kind(OriginalsStepKind.REMINDED)
    begun = min(sum(found.due <= until for until in ends), REMINDERS)
    is_today = bool(reminders) and local_day(reminders[-1].at) == local_day(at)
    return found if len(reminders) < begun and not is_today else None
